import type { Demand } from '../domain/demand.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import { answer, type PreparedRule, type RuleAnswer, type RuleId, UNMET } from '../eligibility/rule.ts';
import { prepareRules } from '../eligibility/rules.ts';
import type { Pool } from '../pool/pool.ts';
import { splitApart } from '../shortlist/apart.ts';
import { type LinePlace, linePlace, lotsOf, standsBefore } from '../shortlist/line.ts';
import { type Ranking, rankPool } from '../shortlist/ranking.ts';
import { selectEligible } from '../shortlist/shortlist.ts';
import { topK } from '../shortlist/topK.ts';
import type { Territory } from '../territory/territory.ts';
import { type Change, compareSets } from './change.ts';
import type { Variants } from './variants.ts';
import { MENDED_BY_WIDE, mending } from './wishes.ts';

/** A freed dwelling whose list a demand could be on. */
export interface ListPlace {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  /** The method's order for the contingent that the place is credited to, over the pool as it is. */
  readonly ranking: Ranking;
  /** Candidates on the list. */
  readonly size: number;
  readonly beyondWishes: boolean;
}

/** What keeps a demand off a list whatever papers it gives, whatever it wishes and however it renews. */
export type Never =
  /** Rules that nothing the household may change would mend. */
  | { readonly by: 'rules'; readonly answers: readonly RuleAnswer[] }
  /** A channel outside the method's grid follows it. */
  | { readonly by: 'apart' }
  /** Others stand ahead, at the least; as many as the list holds, or more. */
  | { readonly by: 'others'; readonly ahead: number };

export type PlaceAnswer =
  | { readonly outcome: 'listed'; readonly rank: number }
  /** Sets of changes that put it on the list, in the order of `compareSets`: the first is the smallest. */
  | { readonly outcome: 'reachable'; readonly sets: readonly (readonly Change[])[] }
  | { readonly outcome: 'never'; readonly why: Never };

export interface Asked {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly row: number;
  /** The demand that the pool has at `row`. */
  readonly demand: Demand;
}

/** Sets that are kept for one list: where the first does not hold, the next are tried. */
const MOST_KEPT = 8;

const rankings = new WeakMap<Variants, Map<Ranking, Ranking>>();

/** The order of a method over the variants: their scores. Made once for each ranking. */
export const variantRanking = (variants: Variants, of: Ranking): Ranking => {
  const known = rankings.get(variants) ?? new Map<Ranking, Ranking>();
  rankings.set(variants, known);
  const { ordering, weighting, seed } = of;
  const found = known.get(of) ?? rankPool({ pool: variants.pool, ordering, weighting, seed });
  known.set(of, found);
  return found;
};

/**
 * What would put a demand on the list of one vacancy, everything else as it is. Every set of papers in `variants` is tried, with the
 * wishes and the renewal that the vacancy asks for; others do not move, so the list is entered by standing before the last of it.
 */
export const answerAt = (asked: Asked, variants: Variants, place: ListPlace): PlaceAnswer => {
  const { pool, territory, row, demand } = asked;
  const { dwelling, ranking, size, beyondWishes } = place;
  const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
  const rules = prepareRules({ pool, territory, dwelling, quartier });
  const applies = (rule: Pick<PreparedRule, 'kind'>): boolean => !(beyondWishes && rule.kind === 'wish');
  const unmet = rules.filter((rule) => applies(rule) && rule.test(row) === UNMET);
  const mends = new Map(
    unmet.map(({ id }) => [id, mending(id, { demand, dwelling, quartier, asOf: pool.asOf })]),
  );
  const blocked = unmet.filter(({ id }) => mends.get(id) === null && !MENDED_BY_WIDE.includes(id));
  if (blocked.length > 0)
    return { outcome: 'never', why: { by: 'rules', answers: blocked.map((rule) => answer(rule, row)) } };

  const others = othersInLine(asked, place, rules);
  const { scored, ordering } = variantRanking(variants, ranking);
  const lot = lotsOf(pool, ranking.seed)[row]!;
  const placeOfVariant = (at: number): LinePlace =>
    linePlace(ranking, { pool: variants.pool, scored, row: at, number: demand.number, lot });
  const last =
    others.length < size
      ? null
      : linePlaceOf(asked, ranking, topK(others, size, ranking.position)[size - 1]!);
  const hard = prepareRules({ pool: variants.pool, territory, dwelling, quartier }).filter(
    ({ kind }) => kind !== 'wish',
  );
  const suits = (at: number): boolean =>
    !ordering.isApart(scored.tier[at]!) && hard.every((rule) => rule.test(at) !== UNMET);
  const enters = (at: number): boolean =>
    suits(at) && (last === null || standsBefore(placeOfVariant(at), last));

  if (unmet.length === 0 && variants.sets[0]!.rows.every(enters)) {
    const own = ranking.position[row]!;
    const before = others.filter((other) => ranking.position[other]! < own).length;
    return { outcome: 'listed', rank: before + 1 };
  }
  const sets: (readonly Change[])[] = [];
  for (const variant of variants.sets) {
    const wishes = mendingSet(mends, variant.wide);
    if (wishes === null || !variant.rows.every(enters)) continue;
    sets.push([...variant.changes, ...wishes]);
  }
  if (sets.length > 0) return { outcome: 'reachable', sets: sets.sort(compareSets).slice(0, MOST_KEPT) };
  return { outcome: 'never', why: neverAt() };

  function neverAt(): Never {
    const fitting = variants.sets.flatMap(({ rows }) => rows.filter(suits));
    const [first] = fitting;
    if (first === undefined) {
      const base = variants.sets[0]!.rows[0]!;
      const answers = hard.filter((rule) => rule.test(base) === UNMET).map((rule) => answer(rule, base));
      return answers.length > 0 ? { by: 'rules', answers } : { by: 'apart' };
    }
    const best = fitting.map(placeOfVariant).reduce((a, b) => (standsBefore(b, a) ? b : a));
    return { by: 'others', ahead: aheadOf(asked, ranking, { others, of: best }) };
  }
};

/** Changes that mend what is unmet; null where, without `wide`, one is lacking. */
const mendingSet = (mends: ReadonlyMap<RuleId, Change | null>, wide: boolean): readonly Change[] | null => {
  const made: Change[] = [];
  for (const [rule, change] of mends) {
    if (wide && MENDED_BY_WIDE.includes(rule)) continue;
    if (change === null) return null;
    made.push(change);
  }
  return made;
};

/** Eligible demands that the method orders, this one left out. */
const othersInLine = (
  { pool, row }: Asked,
  { dwelling, ranking, beyondWishes }: ListPlace,
  rules: readonly PreparedRule[],
): Uint32Array =>
  splitApart(selectEligible({ pool, dwelling, beyondWishes }, rules).eligible, ranking).within.filter(
    (other) => other !== row,
  );

const linePlaceOf = ({ pool }: Asked, ranking: Ranking, row: number): LinePlace =>
  linePlace(ranking, {
    pool,
    scored: ranking.scored,
    row,
    number: pool.numbers.at(row),
    lot: lotsOf(pool, ranking.seed)[row]!,
  });

/** How many of the others stand before a place of the line. */
const aheadOf = (
  asked: Asked,
  ranking: Ranking,
  { others, of }: { readonly others: Uint32Array; readonly of: LinePlace },
): number => {
  const inLine = others.map((other) => ranking.position[other]!).sort();
  let low = 0;
  let high = inLine.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (standsBefore(linePlaceOf(asked, ranking, ranking.rowAt[inLine[middle]!]!), of)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Rank of a row on the list of a place made anew on a pool; null when it is not on it. No code of the search takes part. */
export const rankOnList = (
  { pool, territory, row }: Pick<Asked, 'pool' | 'territory' | 'row'>,
  { dwelling, ranking, size, beyondWishes }: ListPlace,
): number | null => {
  const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
  const rules = prepareRules({ pool, territory, dwelling, quartier });
  const { within } = splitApart(selectEligible({ pool, dwelling, beyondWishes }, rules).eligible, ranking);
  const at = topK(within, size, ranking.position).indexOf(row);
  return at < 0 ? null : at + 1;
};
