/*
 * Three truth values in two bits, chosen so that Kleene's connectives are the processor's: and is `&`, or is `|`. The low bit
 * says "not known to be false", the high bit "known to be true". Inside kernels only: everywhere else a condition is 1, 0 or
 * NaN.
 */

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 3;

/** JavaScript text that turns a truth value into 1, 0 or NaN. */
export const truthAsNumber = (id: string): string => `${id} === ${TRUE} ? 1 : ${id} === ${FALSE} ? 0 : NaN`;
