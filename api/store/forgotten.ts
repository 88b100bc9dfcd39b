import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';

/*
 * What stays of a household that is erased: its rows and its places on lists, under a stand-in, as far as something counts them; nothing
 * that describes it.
 */

/** Numéros uniques and the stand-ins that take their place. */
export type StandIns = ReadonlyMap<string, string>;

/** How an allocation is kept once its household is erased: what targets count of it, without what described the household. */
export type Reduced = (allocation: Allocation) => Allocation;

const LENGTH = 18;
/** Wherever it may begin: digits may stand before a number. */
const SHAPE = /(?=(\d{13}[0-9A-Z]{5}))/g;

/** A numéro unique has eighteen characters and is like nothing else: wherever it stands in a text, it is that household. */
export const withStandIns = (text: string, standIns: StandIns): string => {
  let renamed = '';
  let from = 0;
  for (const found of text.matchAll(SHAPE)) {
    const standIn = standIns.get(found[1]!);
    if (standIn === undefined || found.index < from) continue;
    renamed += text.slice(from, found.index) + standIn;
    from = found.index + LENGTH;
  }
  return from === 0 ? text : renamed + text.slice(from);
};

/** A row of allocations or of outcomes, renamed, as it is kept. */
export const forgottenRow = (
  kind: 'allocations' | 'outcomes',
  text: string,
  { standIns, reduced }: { readonly standIns: StandIns; readonly reduced: Reduced },
): string => {
  const row = JSON.parse(withStandIns(text, standIns)) as unknown;
  // What the offer was describes the household: how far it was from what it asked, has and can pay.
  return JSON.stringify(
    kind === 'outcomes' ? { ...(row as Outcome), facts: null } : reduced(row as Allocation),
  );
};

/** A document, renamed, without what its offers were to the households that are erased. Any other document keeps its form. */
export const forgottenDocument = (text: string, standIns: StandIns): string => {
  const renamed = withStandIns(text, standIns);
  if (renamed === text) return text;
  const document = JSON.parse(renamed) as { facts?: unknown } | null;
  if (!Array.isArray(document?.facts)) return renamed;
  const gone = new Set(standIns.values());
  const facts = (document.facts as readonly { readonly number?: string }[]).filter(
    ({ number }) => number === undefined || !gone.has(number),
  );
  return JSON.stringify({ ...document, facts });
};
