import type { Method } from './method.ts';
import type { ReadMethod } from './readShape.ts';

/** A method, or one of its rules, applied on a day that is not within its dates. */
export interface OutOfForce {
  readonly what: 'method' | 'rule';
  readonly id: string;
  readonly label: string;
  readonly state: 'not-yet' | 'ended';
  /** The date that is not met: first day when not yet in force, last day when ended. ISO. */
  readonly day: string;
}

interface Dated {
  readonly validFrom?: string | undefined;
  readonly validTo?: string | null | undefined;
}

/** Both ends are within. ISO days compare as text. */
const outOf = ({ validFrom, validTo }: Dated, day: string): Pick<OutOfForce, 'state' | 'day'> | null => {
  if (validFrom !== undefined && day < validFrom) return { state: 'not-yet', day: validFrom };
  if (validTo !== undefined && validTo !== null && day > validTo) return { state: 'ended', day: validTo };
  return null;
};

const rulesOf = (method: Method) => [
  ...method.channels,
  ...method.tiers,
  ...method.groups.flatMap((group) => group.criteria),
  ...method.refusals,
];

/**
 * What of a method is not in force on a day: itself, the orderings it composes, or some of its rules. It is computed all the
 * same, as published: the reader is told, so that an expired method is never used in silence. When a whole method is out of
 * its dates, its rules are not listed one by one.
 *
 * @param day ISO day of the examination.
 */
export const outOfForce = (
  { method, parts }: Pick<ReadMethod, 'method' | 'parts'>,
  day: string,
): readonly OutOfForce[] =>
  [method, ...parts].flatMap((one): OutOfForce[] => {
    const whole = outOf(one, day);
    if (whole) return [{ what: 'method', id: one.id, label: one.label, ...whole }];
    return rulesOf(one).flatMap((rule): OutOfForce[] => {
      const part = outOf(rule, day);
      return part ? [{ what: 'rule', id: rule.id, label: rule.label, ...part }] : [];
    });
  });
