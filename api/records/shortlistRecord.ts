import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { DwellingId, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { canonicalJson, parseCanonical } from './canonicalJson.ts';
import { COMMITMENT } from './commitment.ts';
import type { WrittenRecord } from './record.ts';

/*
 * The record of a list made for one vacancy alone: what was asked, the data by their hashes, the result; households by commitment. No
 * amount, no situation, no points: nothing that would describe a household for ever.
 */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const recordSchema = z.strictObject({
  format: z.literal('precal-shortlist-1'),
  /** Version of the program that wrote it. */
  program: z.string(),
  territory: z.string(),
  asOf: IsoDay,
  /** Number of the last event that was known when the list was made; 0 for none. */
  known: count,
  vacancy: VacancyId,
  dwelling: DwellingId,
  question: z.strictObject({
    method: z.string(),
    methodVersion: z.string(),
    contingent: z.enum(RESERVATAIRE_CODES).nullable(),
    size: z.int().min(3),
    beyondWishes: z.boolean(),
    seed: count,
  }),
  /** Hash of the prices that the order took in; null: the method alone. */
  prices: z.string().nullable(),
  /** SHA-256 of each part of the data. */
  basis: z.strictObject({
    pool: z.string(),
    territory: sha256,
    method: sha256,
    stock: sha256,
    ledger: sha256,
  }),
  funnel: z.strictObject({
    total: count,
    eligible: count,
    stages: z.array(z.strictObject({ rule: z.string(), excluded: count, unknown: count, remaining: count })),
  }),
  /** In rank order. */
  candidates: z.array(
    z.strictObject({
      household: z.string().regex(COMMITMENT),
      /** Contingent that the lease would be credited to at the prices of a plan; null where none counts. */
      credited: z.enum(RESERVATAIRE_CODES).nullable(),
    }),
  ),
  /** Chances that rank 1, 2… takes the dwelling, and that nobody does. */
  chances: z.strictObject({ byRank: z.array(z.number()), nobody: z.number() }),
  /** Why the list is shorter than three; null when it is not. */
  shortReason: z.string().nullable(),
});
export type ShortlistRecord = z.infer<typeof recordSchema>;
export type ShortlistBasis = ShortlistRecord['basis'];

/** The text of a record and its name: SHA-256 of the canonical JSON in UTF-8, hexadecimal. @throws Error for what its schema refuses. */
export const writeShortlistRecord = (record: Omit<ShortlistRecord, 'format'>): WrittenRecord => {
  const text = canonicalJson(recordSchema.parse({ format: 'precal-shortlist-1', ...record }));
  return { hash: createHash('sha256').update(text).digest('hex'), text };
};

/** Null for a text that is no record of a list, or is not the one that its hash names. */
export const readShortlistRecord = ({ hash, text }: WrittenRecord): ShortlistRecord | null => {
  if (createHash('sha256').update(text).digest('hex') !== hash) return null;
  const parsed = recordSchema.safeParse(parseCanonical(text));
  return parsed.success ? parsed.data : null;
};
