import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Comparison } from '../../engine/comparison/comparison.ts';
import { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { canonicalJson } from '../records/canonicalJson.ts';
import type { SavedDocument } from '../store/documents.ts';

/* Comparisons as a store keeps them: figures of groups, no household. The same experiment on the same data has the same identity. */

const KeptSchema = z.strictObject({
  format: z.literal('precal-comparison-1'),
  /** Moment it was made, ISO 8601 in UTC: no part of the identity. */
  at: z.string(),
  asOf: IsoDay,
  comparison: z.custom<Comparison>((value) => typeof value === 'object' && value !== null),
});

export interface KeptComparison {
  readonly id: string;
  readonly at: string;
  /** Day of the data. */
  readonly asOf: IsoDay;
  readonly comparison: Comparison;
}

/** What a list of comparisons says of each, kept apart: the figures are a thousand times larger. */
const HeadSchema = z.strictObject({
  format: z.literal('precal-comparison-head-1'),
  at: z.string(),
  asOf: IsoDay,
  mode: z.enum(['recorded', 'generated']),
  months: z.array(IsoDay).min(1),
  arms: z.int(),
});
export interface ComparisonHead extends Omit<z.infer<typeof HeadSchema>, 'format'> {
  readonly id: string;
}

export const headDocument = ({ at, asOf, comparison }: KeptComparison): z.infer<typeof HeadSchema> => ({
  format: 'precal-comparison-head-1',
  at,
  asOf,
  mode: comparison.mode,
  months: [...comparison.months],
  arms: comparison.arms.length,
});

/** @throws InputError `comparison.unreadable`. */
export const readHead = ({ id, document }: SavedDocument): ComparisonHead => {
  const found = HeadSchema.safeParse(document);
  if (!found.success) throw new InputError([{ code: 'comparison.unreadable', path: 'id', received: id }]);
  const { format: _, ...head } = found.data;
  return { id, ...head };
};

/** Identity: the beginning of the SHA-256 of the day and of all the figures. */
export const comparisonId = ({ asOf, comparison }: Pick<KeptComparison, 'asOf' | 'comparison'>): string =>
  createHash('sha256').update(canonicalJson({ asOf, comparison })).digest('hex').slice(0, 32);

export const comparisonDocument = ({ at, asOf, comparison }: KeptComparison): z.infer<typeof KeptSchema> => ({
  format: 'precal-comparison-1',
  at,
  asOf,
  comparison,
});

/** @throws InputError `comparison.unreadable` for what was changed since. */
export const readComparison = ({ id, document }: SavedDocument): KeptComparison => {
  const found = KeptSchema.safeParse(document);
  if (!found.success || comparisonId(found.data) !== id)
    throw new InputError([{ code: 'comparison.unreadable', path: 'id', received: id }]);
  const { at, asOf, comparison } = found.data;
  return { id, at, asOf, comparison };
};
