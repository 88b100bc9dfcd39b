import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { DurationSchema } from './retention.ts';

/*
 * How long computations are kept that anybody may ask for again: figures of groups, no household. No published duration was found: what is
 * shipped is a proposal, and each organisation sets its own, which its store then keeps.
 */

/** Comparisons of methods, simulations, audits of equal treatment, prices of the month's plan, finished draws of simulations. */
export const STUDY_PARTS = ['comparison', 'simulation', 'audit', 'prices', 'draws'] as const;
export type StudyPart = (typeof STUDY_PARTS)[number];

/** Prices of another civil year are taken in by no list (`PriceBook`): younger ones may still be. */
const LEAST_PRICE_MONTHS = 12;

export const StudyDurationsSchema = z.strictObject({
  comparison: DurationSchema,
  simulation: DurationSchema,
  audit: DurationSchema,
  prices: DurationSchema.refine(({ months }) => months >= LEAST_PRICE_MONTHS, { path: ['months'] }),
  /** From the last draw of a scenario. */
  draws: DurationSchema,
} satisfies { readonly [P in StudyPart]: z.ZodType });
export type StudyDurations = z.infer<typeof StudyDurationsSchema>;

const TRIENNIAL = {
  months: 36,
  source: 'le bilan triennal qui les discute',
  certainty: 'proposal',
} as const;

export const PROPOSED_STUDY_DURATIONS: StudyDurations = {
  comparison: TRIENNIAL,
  simulation: TRIENNIAL,
  audit: TRIENNIAL,
  prices: { months: 24, source: 'l’année civile de leurs soldes, et la suivante', certainty: 'proposal' },
  draws: { months: 3, source: 'le temps de reprendre un calcul interrompu', certainty: 'proposal' },
};

/** Durations written in YAML. @throws InputError `retention.studies-malformed`. */
export const readStudyDurations = (text: string): StudyDurations => {
  try {
    return checkedStudyDurations(parse(text) as unknown);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw malformed('', `ligne ${error.linePos?.[0].line ?? 1}`);
  }
};

/** @throws InputError `retention.studies-malformed` for what are no durations. */
export const checkedStudyDurations = (value: unknown): StudyDurations => {
  const parsed = StudyDurationsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(parsed.error.issues[0]?.path.join('.') ?? '');
};

const malformed = (path: string, received?: string): InputError =>
  new InputError([
    {
      code: 'retention.studies-malformed',
      path,
      expected: `${STUDY_PARTS.join(', ')} : months (1 à 600, et ${LEAST_PRICE_MONTHS} au moins pour prices), source, certainty`,
      ...(received === undefined ? {} : { received }),
    },
  ]);

/** A computation that is kept. */
export interface KeptStudy {
  readonly part: StudyPart;
  /** Its identity: the beginning of the SHA-256 of what it found, or of the horizon of its draws. */
  readonly id: string;
  /** Day it was made; for draws, that of the last one. */
  readonly made: IsoDay;
  /** Last day on which it may be kept. */
  readonly until: IsoDay;
}

export interface StudyReview {
  readonly day: IsoDay;
  readonly durations: StudyDurations;
  /** Of each part: what is kept, and what is past its duration and stays because something on record names it. */
  readonly parts: readonly { readonly part: StudyPart; readonly kept: number; readonly referred: number }[];
  /** What nothing allows to be kept any longer, the longest past first. */
  readonly past: readonly KeptStudy[];
}
