import { profileClasses } from '../assignment/classes.ts';
import { type ByHand, exclusionAt, suits, vacancyRules } from '../assignment/explain/byHand.ts';
import { explainHousehold, placeAsks, type VacancyAnswer } from '../assignment/explain/household.ts';
import type { PlanView } from '../assignment/explain/view.ts';
import { type Assignment, EMPTY } from '../assignment/model.ts';
import { type PreparedSession, prepareSession, type SessionRequest } from '../assignment/session.ts';
import type { Demand } from '../domain/demand.ts';
import type { VacancyId } from '../domain/ids.ts';
import { answer, type PreparedRule, type RuleAnswer, type RuleId, UNMET } from '../eligibility/rule.ts';
import type { Pool } from '../pool/pool.ts';
import { type Ranking, rankPool } from '../shortlist/ranking.ts';
import { type Change, compareSets, setKey } from './change.ts';
import { changedPools } from './counterfactual.ts';
import { variantRanking } from './place.ts';
import { type Variants, variantsOf } from './variants.ts';
import { MENDED_BY_WIDE, mending } from './wishes.ts';

/** What keeps a demand off the list of one vacancy of a session. */
export type NeverInSession =
  | { readonly by: 'rules'; readonly answers: readonly RuleAnswer[] }
  | { readonly by: 'apart' }
  | { readonly by: 'hand' }
  /** Short of what the place asks at the plan's prices, with the best of papers: thousandths of points. */
  | { readonly by: 'prices'; readonly short: number }
  | { readonly by: 'no-place' };

/** What one demand could do to be on a list of a session. Vacancies are places in the session. */
export interface SessionCounterfactual {
  readonly row: number;
  readonly listed: { readonly vacancy: number; readonly rank: number } | null;
  /** The lists computed anew hold the demand as it is: nothing is to be changed but the lists. */
  readonly byRecomputing: { readonly vacancy: VacancyId; readonly rank: number } | null;
  /**
   * The first set, in the order of `compareSets`, of those that the plan's prices let hope for, that the session solved anew
   * confirms: so the smallest of those tried, which prices chose, not of all that could be.
   */
  readonly way: {
    readonly changes: readonly Change[];
    readonly vacancy: VacancyId;
    readonly rank: number;
  } | null;
  /** Sets solved anew, the one confirmed counted, and those that prices let hope for. */
  readonly tried: number;
  readonly hoped: number;
  readonly never: readonly { readonly vacancy: number; readonly why: NeverInSession }[];
}

export interface SessionAsked {
  /** The lists as they stand, with the plan's prices. */
  readonly view: PlanView;
  readonly byHand: ByHand;
  readonly row: number;
  readonly demand: Demand;
  /** What would be solved again today: the session's vacancies, with all that was settled by hand. */
  readonly settled: SessionRequest;
  /** The lists were changed by hand since the plan: solving again may list the demand as it is. */
  readonly mended: boolean;
  /** Solves a session as it was solved; the same lists for the same session. */
  readonly solve: (prepared: PreparedSession) => Promise<Assignment>;
}

/** Sessions solved again for one answer, at most. */
const MOST_TRIED = 6;
/** Rounding of prices, thousandths of points. */
const WITHIN = 1;

/** The smallest change that puts a demand on a list of a session: proposed by the plan's prices, proven by solving again. */
export const counterfactualInSession = async (asked: SessionAsked): Promise<SessionCounterfactual> => {
  const { view, byHand, row, demand, settled, mended } = asked;
  const { pool, territory } = settled;
  const now = explainHousehold(view, byHand, row);
  const nothing = { row, listed: now.listed, byRecomputing: null, way: null, tried: 0, hoped: 0, never: [] };
  if (now.listed !== null) return nothing;
  const again = mended ? await listedIn(asked, pool) : null;
  if (again !== null) return { ...nothing, byRecomputing: again };

  const variants = variantsOf({ pool, row, demand, territory });
  const worth = netWorth(asked, variants);
  const asks = placeAsks(view);
  const hopes = new Map<string, readonly Change[]>();
  const never: SessionCounterfactual['never'][number][] = [];
  now.vacancies.forEach((said, vacancy) => {
    const found = hopesAt(asked, { variants, worth, asks, vacancy, said });
    if (found.why !== null) never.push({ vacancy, why: found.why });
    for (const changes of found.sets) hopes.set(setKey(changes), changes);
  });
  const sets = [...hopes.values()].sort(compareSets);
  for (const [i, changes] of sets.slice(0, MOST_TRIED).entries()) {
    const listed = await listedOnceChanged(asked, changes);
    if (listed !== null)
      return { ...nothing, way: { changes, ...listed }, tried: i + 1, hoped: sets.length, never };
  }
  return { ...nothing, tried: Math.min(sets.length, MOST_TRIED), hoped: sets.length, never };
};

/** Listed whatever amount within bounds the papers show; the list and rank of the first of them. */
const listedOnceChanged = async (
  asked: SessionAsked,
  changes: readonly Change[],
): Promise<{ readonly vacancy: VacancyId; readonly rank: number } | null> => {
  const { pool, territory } = asked.settled;
  const { row, demand } = asked;
  let first: { readonly vacancy: VacancyId; readonly rank: number } | null = null;
  for (const changed of changedPools({ pool, territory, row, demand }, changes)) {
    const listed = await listedIn(asked, changed);
    if (listed === null) return null;
    first ??= listed;
  }
  return first;
};

/** Where the session solved on a pool lists the demand; null: on no list. */
const listedIn = async (
  { settled, row, solve }: SessionAsked,
  pool: Pool,
): Promise<{ readonly vacancy: VacancyId; readonly rank: number } | null> => {
  const prepared = prepareSession(requestOn(settled, pool));
  const { problem, places } = prepared;
  const assignment = await solve(prepared);
  const { placeOffsets, pairCandidate } = problem.model;
  for (const [d, { vacancy, pinned }] of places.entries()) {
    const held = pinned.find((each) => each.row === row);
    if (held !== undefined) return { vacancy: vacancy.id, rank: held.rank };
    for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1) {
      const pair = assignment[place]!;
      if (pair !== EMPTY && problem.rowOf[pairCandidate[pair]!] === row)
        return { vacancy: vacancy.id, rank: problem.rankOf[place]! };
    }
  }
  return null;
};

const requestOn = (request: SessionRequest, pool: Pool): SessionRequest => {
  if (pool === request.pool) return request;
  const ranked = new Map<Ranking, Ranking>();
  return {
    ...request,
    pool,
    classes: profileClasses(pool, request.territory),
    ranking: (contingent) => {
      const of = request.ranking(contingent);
      const { ordering, weighting, seed } = of;
      const found = ranked.get(of) ?? rankPool({ pool, ordering, weighting, seed });
      ranked.set(of, found);
      return found;
    },
  };
};

/** What each variant is worth at the plan's prices, by vacancy and row of the variants; −Infinity: a rule sets it aside. */
type NetWorth = readonly Float64Array[];

const netWorth = ({ view, row }: SessionAsked, variants: Variants): NetWorth => {
  const { request, rows } = view.prepared;
  const { pool } = variants;
  const bonus = request.bonus.get(row);
  const alone = prepareSession({
    ...requestOn(request, pool),
    pins: [],
    exclusions: [],
    beyondWishes: new Set(request.vacancies.map(({ vacancy }) => vacancy.id)),
    bonus: new Map(
      bonus === undefined ? [] : Array.from({ length: pool.rowCount }, (_, each) => [each, bonus] as const),
    ),
  });
  const priceOf = new Map(rows.map(({ id }, t) => [id, view.rowPrice[t]!]));
  const price = alone.rows.map(({ id }) => priceOf.get(id) ?? 0);
  const { model, rowOf } = alone.problem;
  return alone.places.map((_, d) => {
    const worth = new Float64Array(pool.rowCount).fill(-Infinity);
    for (let s = model.segmentOffsets[d]!; s < model.segmentOffsets[d + 1]!; s += 1) {
      let gain = 0;
      for (let e = model.termOffsets[s]!; e < model.termOffsets[s + 1]!; e += 1)
        gain += price[model.termRow[e]!]! * model.termCoef[e]!;
      for (let i = model.pairOffsets[s]!; i < model.pairOffsets[s + 1]!; i += 1) {
        const at = rowOf[model.pairCandidate[i]!]!;
        worth[at] = Math.max(worth[at]!, model.pairScore[i]! + gain);
      }
    }
    return worth;
  });
};

/** Sets that prices let hope for at one vacancy, or why there are none. */
const hopesAt = (
  { view, byHand, row, demand }: SessionAsked,
  at: {
    readonly variants: Variants;
    readonly worth: NetWorth;
    readonly asks: Float64Array;
    readonly vacancy: number;
    readonly said: VacancyAnswer;
  },
): { readonly sets: readonly (readonly Change[])[]; readonly why: NeverInSession | null } => {
  const { variants, worth, asks, vacancy, said } = at;
  const none = (why: NeverInSession) => ({ sets: [], why });
  if (byHand.pulled.includes(vacancy) || said.outcome === 'no-place') return none({ by: 'no-place' });
  if (exclusionAt(byHand, vacancy, row) !== null) return none({ by: 'hand' });
  const { prepared, last, model } = view;
  const { request, places } = prepared;
  const { dwelling, beyondWishes, ranking } = places[vacancy]!;
  const rules = vacancyRules(prepared, vacancy);
  const unmet = rules.filter((rule) => !(beyondWishes && rule.kind === 'wish') && rule.test(row) === UNMET);
  const quartier = request.territory.quartierOfDwelling(dwelling)?.id ?? null;
  const mends = unmet.map((rule) => ({
    rule,
    change: mending(rule.id, { demand, dwelling, quartier, asOf: request.asOf }),
  }));
  const blocked = mends.filter(({ rule, change }) => change === null && !widens(rule));
  if (blocked.length > 0) return none({ by: 'rules', answers: blocked.map(({ rule }) => answer(rule, row)) });
  const { scored: levels } = variantRanking(variants, ranking);
  let short = Infinity;
  const sets: (readonly Change[])[] = [];
  for (const { changes, rows, wide } of variants.sets) {
    const wishes = mends.filter(({ rule }) => !(wide && widens(rule)));
    if (wishes.some(({ change }) => change === null)) continue;
    const value = Math.min(...rows.map((each) => worth[vacancy]![each]!));
    if (value === -Infinity) continue;
    let lacks = Infinity;
    for (let place = model.placeOffsets[vacancy]!; place < model.placeOffsets[vacancy + 1]!; place += 1)
      lacks = Math.min(lacks, asks[place]! - last.fillBonus - value);
    short = Math.min(short, Math.max(0, lacks));
    const made = [...changes, ...wishes.flatMap(({ change }) => (change === null ? [] : [change]))];
    // A better level goes first among equals, whatever the points: only solving again tells.
    const level = Math.max(...rows.map((each) => levels.tier[each]!));
    if (made.length > 0 && (lacks <= WITHIN || level < ranking.scored.tier[row]!)) sets.push(made);
  }
  if (sets.length > 0) return { sets, why: null };
  if (short < Infinity) return none({ by: 'prices', short });
  const stays = suits(prepared, rules, { vacancy, row });
  const isApart = stays.outcome === 'apart' || ranking.ordering.isApart(ranking.scored.tier[row]!);
  return none(isApart ? { by: 'apart' } : { by: 'no-place' });
};

const widens = ({ id }: Pick<PreparedRule, 'id'>): boolean =>
  (MENDED_BY_WIDE as readonly RuleId[]).includes(id);
