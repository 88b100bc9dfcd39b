import { z } from 'zod';
import { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import type { SavedDocument } from '../store/documents.ts';

/* Prices of plans as a store keeps them: one document a plan, by its hash, and one that says which is the latest. They name nobody. */

const AimSchema = z.strictObject({
  bound: z.enum(['min', 'max']),
  kind: z.enum(['share', 'count']),
  shareHundredths: z.number(),
  dueHundredths: z.number(),
  reference: z.strictObject({ share: z.number(), allocations: z.number() }).nullable(),
});

const PricesSchema = z.strictObject({
  format: z.literal('precal-prices-1'),
  /** Moment of the computation, ISO 8601 in UTC: no part of the hash. */
  at: z.string(),
  prices: z.strictObject({
    hash: z.string(),
    asOf: IsoDay,
    method: z.strictObject({ id: z.string(), version: z.string() }),
    vacancies: z.int(),
    open: z.int(),
    free: z.int(),
    rows: z.array(
      z.strictObject({ target: z.string(), place: z.string(), aim: AimSchema, price: z.int().positive() }),
    ),
  }),
});

const LatestSchema = z.strictObject({
  format: z.literal('precal-latest-prices-1'),
  hash: z.string(),
  /** What the data were: while it stays, the prices need no refreshing. */
  basis: z.string(),
  /** Moment of the last refresh, which may have found the same prices again. */
  at: z.string(),
});

/** Prices of a plan, with the moment they were made. */
export interface KeptPrices {
  readonly at: string;
  readonly prices: PlanPrices;
}
export type LatestPrices = z.infer<typeof LatestSchema>;

export const LATEST = 'latest';

/** Identity of the document of some prices. */
export const pricesId = (hash: string): string => hash.slice(0, 32);

export const pricesDocument = ({ at, prices }: KeptPrices): z.infer<typeof PricesSchema> => ({
  format: 'precal-prices-1',
  at,
  prices: { ...prices, method: { ...prices.method }, rows: prices.rows.map((row) => ({ ...row })) },
});

/** @throws InputError `prices.unreadable`. */
export const readPrices = ({ id, document }: SavedDocument): KeptPrices => {
  const { at, prices } = parsed(PricesSchema, id, document);
  return { at, prices };
};

/** @throws InputError `prices.unreadable`. */
export const readLatest = ({ id, document }: SavedDocument): LatestPrices =>
  parsed(LatestSchema, id, document);

const parsed = <T>(schema: z.ZodType<T>, id: string, document: unknown): T => {
  const found = schema.safeParse(document);
  if (!found.success) throw new InputError([{ code: 'prices.unreadable', path: 'prices', received: id }]);
  return found.data;
};
