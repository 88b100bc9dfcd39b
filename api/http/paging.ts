import { z } from '@hono/zod-openapi';

const PAGE = { size: 50, max: 500 } as const;

const size = z.coerce.number().int().min(1).max(PAGE.max);

/** `?limit=` and `?cursor=` of a list given page by page. */
export const pageQuery = {
  limit: size.default(PAGE.size),
  cursor: z.string().max(200).optional().openapi({ description: '`nextCursor` de la page précédente' }),
};

/** The same of a list that is short but in the largest territories: whoever asks for no size has nearly always all of it. */
export const longPageQuery = { ...pageQuery, limit: size.default(PAGE.max) };

/**
 * One page of a list sorted by key: what comes after the cursor, even when that one is gone. Keys are compared as texts.
 *
 * @returns `nextCursor` null at the end.
 */
export const pageAfter = <T>(
  sorted: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  keyOf: (item: T) => string,
): { readonly page: readonly T[]; readonly nextCursor: string | null } => {
  const from = cursor === undefined ? 0 : sorted.findIndex((item) => keyOf(item) > cursor);
  if (from < 0) return { page: [], nextCursor: null };
  const page = sorted.slice(from, from + limit);
  const last = page.at(-1);
  return { page, nextCursor: from + limit < sorted.length && last !== undefined ? keyOf(last) : null };
};

const DIGITS = 9;

/** One page of a list that keeps its order from one request to the next: the cursor is a place in it. */
export const pageAt = <T>(
  items: readonly T[],
  asked: { readonly limit: number; readonly cursor?: string | undefined },
): { readonly items: readonly T[]; readonly nextCursor: string | null } => {
  const placed = items.map((item, i) => ({ item, place: String(i + 1).padStart(DIGITS, '0') }));
  const { page, nextCursor } = pageAfter(placed, asked, ({ place }) => place);
  return { items: page.map(({ item }) => item), nextCursor };
};

/** One page of a list that an answer holds under its own name, with how to go on and how many there are. */
export const pageOf = <K extends string, T>(
  name: K,
  items: readonly T[],
  asked: Parameters<typeof pageAt>[1],
): { readonly [N in K]: readonly T[] } & { readonly nextCursor: string | null; readonly total: number } => {
  const { items: page, nextCursor } = pageAt(items, asked);
  return { [name]: page, nextCursor, total: items.length } as never;
};

/** The same of a list sorted by key, compared as texts: rows that come or go between two pages make none skipped, none repeated. */
export const pageByKey = <K extends string, T>(
  name: K,
  sorted: readonly T[],
  asked: Parameters<typeof pageAt>[1],
  keyOf: (item: T) => string,
): ReturnType<typeof pageOf<K, T>> => {
  const { page, nextCursor } = pageAfter(sorted, asked, keyOf);
  return { [name]: page, nextCursor, total: sorted.length } as never;
};

/** What an answer with one page of a list says besides it. */
export const pageFields = {
  nextCursor: z.string().nullable(),
  total: z.int().openapi({ description: 'En tout, sur toutes les pages' }),
};
