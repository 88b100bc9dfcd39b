import { cascade } from './cascade.ts';

/** Three candidates, where three exist (CCH, art. R441-3). */
const LEGAL_FLOOR = 3;

export interface ListLength {
  readonly length: number;
  /** Chance that all of them refuse. */
  readonly emptyRisk: number;
  /** False when the longest list allowed still leaves more risk than wanted. */
  readonly held: boolean;
}

export interface ListLengthRequest {
  /**
   * Chance of a yes at each turn, rank 1 first: of the zone (`listRates`), of the residence (`turnRatesInResidence`), or of the
   * households that follow in the method's order. Length = `maximum` at least; a shorter one is the maximum.
   */
  readonly turnRates: readonly number[];
  /** The bound, 0 to 1: the chance that everybody refuses is not to exceed it. */
  readonly maxEmptyRisk: number;
  readonly minimum?: number;
  readonly maximum: number;
}

/**
 * The shortest list whose chance of being refused by all is at most `maxEmptyRisk`; never under three unless fewer candidates exist.
 * It says how many to examine, never whom.
 *
 * @throws RangeError when the bounds make no sense: a minimum under three, a maximum under the minimum, a risk outside 0 to 1.
 */
export const listLength = ({
  turnRates,
  maxEmptyRisk,
  minimum = LEGAL_FLOOR,
  maximum,
}: ListLengthRequest): ListLength => {
  if (!(minimum >= LEGAL_FLOOR)) throw new RangeError(`minimum is ${minimum}, under ${LEGAL_FLOOR}`);
  if (!(maximum >= minimum)) throw new RangeError(`maximum is ${maximum}, under the minimum ${minimum}`);
  if (!(maxEmptyRisk >= 0 && maxEmptyRisk <= 1))
    throw new RangeError(`maxEmptyRisk is ${maxEmptyRisk}, not from 0 to 1`);
  const longest = Math.min(maximum, turnRates.length);
  let length = Math.min(minimum, longest);
  let emptyRisk = cascade(turnRates.slice(0, length)).nobody;
  while (emptyRisk > maxEmptyRisk && length < longest) {
    emptyRisk *= 1 - turnRates[length]!;
    length += 1;
  }
  return { length, emptyRisk, held: emptyRisk <= maxEmptyRisk };
};
