/*
 * A cell that begins with = + - @ or a tab can be run as a formula by a spreadsheet. On export such text gets a leading
 * apostrophe; on import the apostrophe goes away. Numbers are left alone: "-3,5" is no formula. The pair is lossless: text that
 * already begins with apostrophes before such a sign gets one more.
 */

const RISKY = /^'*[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i;
const GUARDED = /^'+[=+\-@\t\r]/;

export const guardFormula = (text: string): string =>
  RISKY.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

export const unguardFormula = (text: string): string =>
  text.charCodeAt(0) === 39 && GUARDED.test(text) ? text.slice(1) : text;
