import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import { prepareRules } from '../eligibility/rules.ts';
import { float64, int32, uint32 } from '../pool/allocate.ts';
import type { Pool } from '../pool/pool.ts';
import { splitApart } from '../shortlist/apart.ts';
import type { Ranking } from '../shortlist/ranking.ts';
import { selectEligible } from '../shortlist/shortlist.ts';
import type { TargetProfile } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';
import type { ProfileClasses } from './classes.ts';
import type { AssignmentModel } from './model.ts';

/** A candidate that an officer has placed: the household keeps this rank, and is proposed nowhere else. */
export interface PinnedRow {
  /** Row of the pool. */
  readonly row: number;
  /** 1 for the first. */
  readonly rank: number;
}

/** A vacancy of the session, with what its places weigh. */
export interface SessionPlace {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  /** The method's order for the contingent that the place is credited to. */
  readonly ranking: Ranking;
  /** Chance that each rank is reached and says yes, first rank first. */
  readonly chances: readonly number[];
  readonly beyondWishes: boolean;
  /** Rows of the pool that the officer has set aside for this vacancy. */
  readonly without: ReadonlySet<number>;
  readonly pinned: readonly PinnedRow[];
}

/** A row of the session: what a pair brings to it depends on the vacancy and on the class of the demand. */
export interface SessionRow {
  /** Vacancies that it looks at, by place in the session. */
  readonly vacancies: readonly number[];
  /** What a lease to such a household adds to its balance, in dwellings. */
  coefficient(profile: TargetProfile): number;
  readonly requiredDwellings: number;
  /** Thousandths of points for one dwelling of slack; Infinity: none. */
  readonly penalty: number;
}

export interface SessionProblem {
  readonly model: AssignmentModel;
  /** Row of the pool of each candidate. Length = candidateCount. */
  readonly rowOf: Uint32Array;
  /** Rank of each place of the model, 1 for the first: pinned ranks are no places. Length = places. */
  readonly rankOf: Uint8Array;
  /** Level (tier) of each segment, lower goes first; all zero where levels are not told apart. Length = segments. */
  readonly segmentLevel: Uint8Array;
  /** Class of each segment. Length = segments. */
  readonly segmentClass: Uint16Array;
  /** Levels met, lowest first. */
  readonly levels: readonly number[];
  /** Eligible demands that the method orders, by vacancy. Length = vacancyCount. */
  readonly eligible: Uint32Array;
}

/**
 * What a level is worth in a joint choice. `in-order`: the levels of the whole session are optimised one after the other, before
 * points and targets. `among-equals`: a level goes first among the demands of a vacancy that targets see alike, whatever the
 * points; between demands that targets see differently, points and prices decide.
 */
export type LevelRule = 'in-order' | 'among-equals';

export interface SessionProblemInput {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly classes: ProfileClasses;
  readonly places: readonly SessionPlace[];
  readonly rows: readonly SessionRow[];
  readonly levelRule: LevelRule;
  /** Bonus of carried-over households, thousandths of points, by row of the pool. */
  readonly bonus: ReadonlyMap<number, number>;
}

const HIGH = 4_294_967_296;
const TIERS = 256;

/** Every eligible pair of a session, as a linear model. Pairs of one vacancy and class (and level) make a segment, best first. */
export const sessionProblem = (input: SessionProblemInput): SessionProblem => {
  const { pool, classes, places, rows, bonus, levelRule } = input;
  const pinned = new Set(places.flatMap((place) => place.pinned.map(({ row }) => row)));
  const candidateOf = new Int32Array(pool.rowCount).fill(-1);
  const rowOf: number[] = [];
  const rowsAt = places.map((): number[] => []);
  rows.forEach((row, t) => {
    for (const d of row.vacancies) rowsAt[d]!.push(t);
  });
  const coefficients = rows.map((row) =>
    Float64Array.from(classes.profiles, (profile) => row.coefficient(profile)),
  );
  const classOf = mergedClasses(classes, coefficients);
  const required = rows.map((row) => row.requiredDwellings);
  const ranks: number[] = [];
  const weights: number[] = [];
  const placeOffsets = [0];
  const segmentOffsets = [0];
  const pairOffsets = [0];
  const segmentLevel: number[] = [];
  const segmentClass: number[] = [];
  const terms = { offsets: [0], row: [] as number[], coef: [] as number[] };
  const lists: { readonly rows: Uint32Array; readonly points: Int32Array }[] = [];
  let pairs = 0;
  places.forEach((place, d) => {
    const sorted = sortedRows(input, classOf, place, pinned);
    const { tier, points } = place.ranking.scored;
    place.chances.forEach((chance, i) => {
      const held = place.pinned.find(({ rank }) => rank === i + 1);
      if (held === undefined) {
        ranks.push(i + 1);
        weights.push(chance);
      } else for (const t of rowsAt[d]!) required[t]! -= chance * coefficients[t]![classOf[held.row]!]!;
    });
    placeOffsets.push(ranks.length);
    const scores = new Int32Array(sorted.length);
    let current = -1;
    sorted.forEach((row, i) => {
      const level = levelRule === 'in-order' ? tier[row]! : 0;
      const segment = classOf[row]! * TIERS + level;
      if (segment !== current) {
        if (current >= 0) pairOffsets.push(pairs + i);
        current = segment;
        segmentLevel.push(level);
        segmentClass.push(classOf[row]!);
        for (const t of rowsAt[d]!) {
          const coef = coefficients[t]![classOf[row]!]!;
          if (coef === 0) continue;
          terms.row.push(t);
          terms.coef.push(coef);
        }
        terms.offsets.push(terms.row.length);
      }
      scores[i] = points[row]! + (bonus.get(row) ?? 0);
      if (candidateOf[row]! < 0) candidateOf[row] = rowOf.push(row) - 1;
    });
    pairs += sorted.length;
    if (sorted.length > 0) pairOffsets.push(pairs);
    liftLevels(scores, pairOffsets.slice(segmentOffsets.at(-1)!), pairs - sorted.length);
    segmentOffsets.push(segmentLevel.length);
    lists.push({ rows: sorted, points: scores });
  });
  const pairCandidate = uint32(pairs);
  const pairScore = int32(pairs);
  let at = 0;
  for (const { rows: sorted, points } of lists) {
    for (let i = 0; i < sorted.length; i += 1) pairCandidate[at + i] = candidateOf[sorted[i]!]!;
    pairScore.set(points, at);
    at += sorted.length;
  }
  const model: Omit<AssignmentModel, 'fillBonus'> = {
    vacancyCount: places.length,
    candidateCount: rowOf.length,
    rowCount: rows.length,
    placeOffsets: shared(uint32, placeOffsets),
    placeWeight: shared(float64, weights),
    segmentOffsets: shared(uint32, segmentOffsets),
    pairOffsets: shared(uint32, pairOffsets),
    pairCandidate,
    pairScore,
    termOffsets: shared(uint32, terms.offsets),
    termRow: shared(uint32, terms.row),
    termCoef: shared(float64, terms.coef),
    rowRequired: shared(float64, required),
    rowPenalty: shared(
      float64,
      rows.map((row) => row.penalty),
    ),
  };
  return {
    model: { ...model, fillBonus: fillBonusOf(model) },
    rowOf: Uint32Array.from(rowOf),
    rankOf: Uint8Array.from(ranks),
    segmentLevel: Uint8Array.from(segmentLevel),
    segmentClass: Uint16Array.from(segmentClass),
    levels: [...new Set(segmentLevel)].sort((a, b) => a - b),
    eligible: Uint32Array.from(lists, ({ rows: sorted }) => sorted.length),
  };
};

/** Class of each row of the pool, where classes that no row of the session tells apart are one: the first of them. */
const mergedClasses = (classes: ProfileClasses, coefficients: readonly Float64Array[]): Uint16Array => {
  const first = new Map<string, number>();
  const merged = Uint16Array.from(classes.profiles, (_, k) => {
    const seen = coefficients.map((of) => of[k]!).join();
    const found = first.get(seen);
    if (found !== undefined) return found;
    first.set(seen, k);
    return k;
  });
  return classes.classOf.map((k) => merged[k]!);
};

const shared = <T extends { set(values: ArrayLike<number>): void }>(
  make: (length: number) => T,
  values: ArrayLike<number>,
): T => {
  const array = make(values.length);
  array.set(values);
  return array;
};

/**
 * A demand that its level puts before others of its segment is worth at least what the best of those is: the smallest change of
 * points that keeps the method's order. No number stands for a level.
 */
const liftLevels = (scores: Int32Array, offsets: readonly number[], from: number): void => {
  for (let segment = 0; segment + 1 < offsets.length; segment += 1)
    for (let i = offsets[segment + 1]! - from - 2; i >= offsets[segment]! - from; i -= 1)
      if (scores[i]! < scores[i + 1]!) scores[i] = scores[i + 1]!;
};

/** Eligible rows of a vacancy that the method orders, by class, level and position. */
const sortedRows = (
  { pool, territory, levelRule, bonus }: SessionProblemInput,
  classOf: Uint16Array,
  place: SessionPlace,
  pinned: ReadonlySet<number>,
): Uint32Array => {
  const { dwelling, ranking, beyondWishes, without } = place;
  const quartier = territory.quartierOfDwelling(dwelling);
  const rules = prepareRules({ pool, territory, dwelling, quartier: quartier?.id ?? null });
  const { eligible } = selectEligible({ pool, dwelling, beyondWishes }, rules);
  const { within } = splitApart(eligible, ranking);
  const { tier, points } = ranking.scored;
  const out = without.size + pinned.size > 0;
  const keys = new Float64Array(within.length);
  let kept = 0;
  let carried = false;
  for (let i = 0; i < within.length; i += 1) {
    const row = within[i]!;
    if (out && (without.has(row) || pinned.has(row))) continue;
    if (bonus.size > 0 && bonus.has(row)) carried = true;
    const level = levelRule === 'in-order' ? tier[row]! : 0;
    keys[kept] = (classOf[row]! * TIERS + level) * HIGH + ranking.position[row]!;
    kept += 1;
  }
  const sorted = new Uint32Array(kept);
  const inOrder = keys.subarray(0, kept).sort();
  for (let i = 0; i < kept; i += 1) sorted[i] = ranking.rowAt[inOrder[i]! % HIGH]!;
  if (!carried) return sorted;
  const total = (row: number) => points[row]! + (bonus.get(row) ?? 0);
  return sorted.sort(
    (a, b) =>
      classOf[a]! - classOf[b]! ||
      tier[a]! - tier[b]! ||
      total(b) - total(a) ||
      ranking.position[a]! - ranking.position[b]!,
  );
};

/** More than what a score and every row that may slack can take from a place, thousandths of points. */
export const fillBonusOf = (model: Omit<AssignmentModel, 'fillBonus'>): number => {
  let lowest = 0;
  for (const score of model.pairScore) if (score < lowest) lowest = score;
  let worst = 0;
  for (let segment = 0; segment + 1 < model.termOffsets.length; segment += 1) {
    let taken = 0;
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1) {
      const penalty = model.rowPenalty[model.termRow[e]!]!;
      if (penalty !== Infinity) taken += Math.abs(model.termCoef[e]!) * penalty;
    }
    worst = Math.max(worst, taken);
  }
  return Math.ceil(1000 + worst - lowest);
};
