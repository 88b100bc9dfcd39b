import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Certainty } from '../../engine/domain/territory.ts';

/*
 * How long what describes a household is kept. No published duration was found for these data: what is shipped is a proposal, and each
 * organisation sets its own, which its store then keeps.
 */

/** What is kept of a household, each from a day of its own. */
export const KEPT_PARTS = ['demand', 'candidacy', 'allocation'] as const;
export type KeptPart = (typeof KEPT_PARTS)[number];

const MOST_MONTHS = 600;

export const DurationSchema = z.strictObject({
  /** Whole months, from the last day of what is kept. */
  months: z.int().min(1).max(MOST_MONTHS),
  /** The text that sets it, or why it is proposed. */
  source: z.string().min(1).max(300),
  certainty: z.enum(['official', 'found', 'proposal'] satisfies Certainty[]),
});
export const DurationsSchema = z.strictObject({
  /** From the day on which the demand is no longer valid, or was closed. */
  demand: DurationSchema,
  /** From the last day on which it was proposed, examined or answered for. */
  candidacy: DurationSchema,
  /** From the lease; from the decision while it is not signed. */
  allocation: DurationSchema,
});
export type Durations = z.infer<typeof DurationsSchema>;

export const PROPOSED_DURATIONS: Durations = {
  demand: {
    months: 24,
    source: 'le temps de répondre à une contestation après la fin de la demande',
    certainty: 'proposal',
  },
  candidacy: {
    months: 48,
    source: 'le bilan triennal et l’année où il est discuté',
    certainty: 'proposal',
  },
  allocation: {
    months: 48,
    source: 'le bilan triennal et l’année où il est discuté',
    certainty: 'proposal',
  },
};

/** Durations written in YAML. @throws InputError `retention.malformed`. */
export const readDurations = (text: string): Durations => {
  try {
    return checkedDurations(parse(text) as unknown);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw malformed('', `ligne ${error.linePos?.[0].line ?? 1}`);
  }
};

/** @throws InputError `retention.malformed` for what are no durations. */
export const checkedDurations = (value: unknown): Durations => {
  const parsed = DurationsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(parsed.error.issues[0]?.path.join('.') ?? '');
};

const malformed = (path: string, received?: string): InputError =>
  new InputError([
    {
      code: 'retention.malformed',
      path,
      expected: `${KEPT_PARTS.join(', ')} : months (1 à ${MOST_MONTHS}), source, certainty`,
      ...(received === undefined ? {} : { received }),
    },
  ]);

/** A household of which something is kept, with the last day of each part. */
export interface KeptHousehold {
  readonly number: DemandNumber;
  readonly parts: readonly { readonly part: KeptPart; readonly last: IsoDay }[];
  /** Last day on which any of it may be kept. */
  readonly until: IsoDay;
}

export interface RetentionReview {
  readonly asOf: IsoDay;
  readonly durations: Durations;
  /** Households of which anything is kept. */
  readonly kept: number;
  /** Those that nothing allows to be kept any longer, the longest past first. */
  readonly past: readonly KeptHousehold[];
  /** Last day of the one that comes next; null when none does. */
  readonly next: IsoDay | null;
}
