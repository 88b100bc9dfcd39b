import { z } from '@hono/zod-openapi';

const PAGE = { size: 50, max: 500 } as const;

/** `?limit=` and `?cursor=` of a list given page by page. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(PAGE.max).default(PAGE.size),
  cursor: z.string().max(200).optional().openapi({ description: '`nextCursor` de la page précédente' }),
};

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
