import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import { float64, int32, uint32 } from '../pool/allocate.ts';
import type { Pool } from '../pool/pool.ts';
import { creditBit } from '../shortlist/credits.ts';
import type { Ranking } from '../shortlist/ranking.ts';
import type { TargetProfile } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';
import type { ProfileClasses } from './classes.ts';
import { type AssignmentModel, EMPTY } from './model.ts';
import { type Credit, vacancyPairs } from './vacancyPairs.ts';

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
  /** The method's order where the place is credited to nobody. */
  readonly ranking: Ranking;
  /** Contingents that its places may be credited to, the landlord's own share last. */
  readonly credits: readonly Credit[];
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
  /**
   * The contingent that it tells from all others: it counts leases credited to it, or looks at them only; null: it counts alike a
   * lease credited to any.
   */
  readonly contingent: Reservataire | null;
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
  /** Contingent that each segment's leases are credited to: its place in `RESERVATAIRE_CODES`. Length = segments. */
  readonly segmentContingent: Uint8Array;
  /** Contingent that a pinned household's lease is credited to, by row of the pool. */
  readonly pinnedContingent: ReadonlyMap<number, Reservataire>;
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

/** Every eligible pair of a session, as a linear model. Pairs of one vacancy, class and contingent (and level) make a segment. */
export const sessionProblem = (input: SessionProblemInput): SessionProblem => {
  const { pool, classes, places, rows } = input;
  const pinned = new Set(places.flatMap((place) => place.pinned.map(({ row }) => row)));
  const candidateOf = new Int32Array(pool.rowCount).fill(-1);
  const rowOf: number[] = [];
  const rowsAt = places.map((): number[] => []);
  rows.forEach((row, t) => {
    for (const d of row.vacancies) rowsAt[d]!.push(t);
  });
  const brings = rows.map((row) => rowBrings(row, classes.profiles));
  const { classOf, represents } = mergedClasses(classes, brings);
  const required = rows.map((row) => row.requiredDwellings);
  const ranks: number[] = [];
  const weights: number[] = [];
  const placeOffsets = [0];
  const segmentOffsets = [0];
  const pairOffsets = [0];
  const segmentLevel: number[] = [];
  const segmentClass: number[] = [];
  const segmentContingent: number[] = [];
  const segmentWithin: number[] = [];
  const pinnedContingent = new Map<number, Reservataire>();
  const terms = { offsets: [0], row: [] as number[], coef: [] as number[] };
  const lists: { readonly rows: Uint32Array; readonly points: Int32Array }[] = [];
  const eligible: number[] = [];
  let pairs = 0;
  places.forEach((place, d) => {
    const here = rowsAt[d]!;
    const coef = (t: number, classNumber: number, to: Reservataire): number => {
      const { contingent, there, elsewhere } = brings[t]!;
      return (to === contingent ? there : elsewhere)[represents[classNumber]!]!;
    };
    const found = vacancyPairs(
      { ...input, creditMask: classes.credits },
      place,
      classOf,
      (classNumber, contingent) =>
        here.some((t) => coef(t, classNumber, contingent) !== coef(t, classNumber, 'AUCUN')),
      pinned,
    );
    place.chances.forEach((chance, i) => {
      const held = place.pinned.find(({ rank }) => rank === i + 1);
      if (held === undefined) {
        ranks.push(i + 1);
        weights.push(chance);
        return;
      }
      const classNumber = classOf[held.row]!;
      const contingent = mostWanted(place, classes.credits[held.row]!, (to) =>
        here.reduce(
          (sum, t) => (required[t]! > 0 ? sum + coef(t, classNumber, to) * finite(rows[t]!.penalty) : sum),
          0,
        ),
      );
      pinnedContingent.set(held.row, contingent);
      for (const t of here) required[t]! -= chance * coef(t, classNumber, contingent);
    });
    placeOffsets.push(ranks.length);
    const { rows: sorted, points, parts, levels, credits } = found;
    for (let i = 0; i < sorted.length; i += 1) {
      const row = sorted[i]!;
      if (i === 0 || parts[i] !== parts[i - 1]) {
        if (i > 0) pairOffsets.push(pairs + i);
        const { contingent } = place.credits[credits[i]!]!;
        segmentLevel.push(levels[i]!);
        segmentClass.push(represents[classOf[row]!]!);
        segmentContingent.push(RESERVATAIRE_CODES.indexOf(contingent));
        for (const t of here) {
          const each = coef(t, classOf[row]!, contingent);
          if (each === 0) continue;
          terms.row.push(t);
          terms.coef.push(each);
        }
        terms.offsets.push(terms.row.length);
      }
      if (candidateOf[row]! < 0) candidateOf[row] = rowOf.push(row) - 1;
    }
    linkWithin(place, segmentOffsets.at(-1)!, {
      segmentClass,
      segmentLevel,
      segmentContingent,
      segmentWithin,
    });
    pairs += sorted.length;
    if (sorted.length > 0) pairOffsets.push(pairs);
    liftLevels(points, pairOffsets.slice(segmentOffsets.at(-1)!), pairs - sorted.length);
    segmentOffsets.push(segmentLevel.length);
    lists.push({ rows: sorted, points });
    eligible.push(found.eligible);
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
    segmentWithin: shared(int32, segmentWithin),
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
    segmentContingent: Uint8Array.from(segmentContingent),
    pinnedContingent,
    levels: [...new Set(segmentLevel)].sort((a, b) => a - b),
    eligible: Uint32Array.from(eligible),
  };
};

/** What a lease to each class of demands adds to a row: credited to the contingent that it tells apart, and to any other. */
interface RowBrings {
  readonly contingent: Reservataire | null;
  readonly there: Float64Array;
  readonly elsewhere: Float64Array;
}

const rowBrings = (row: SessionRow, profiles: readonly TargetProfile[]): RowBrings => {
  const { contingent } = row;
  if (contingent === null) {
    const alike = Float64Array.from(profiles, (profile) => row.coefficient(profile));
    return { contingent, there: alike, elsewhere: alike };
  }
  const when = (to: Reservataire) =>
    Float64Array.from(profiles, (profile) => row.coefficient({ ...profile, contingent: to }));
  return { contingent, there: when(contingent), elsewhere: when(otherThan(contingent)) };
};

const otherThan = (contingent: Reservataire): Reservataire =>
  contingent === 'AUCUN' ? RESERVATAIRE_CODES.find((code) => code !== 'AUCUN')! : 'AUCUN';

const finite = (penalty: number): number => (penalty === Infinity ? 1e9 : penalty);

/**
 * The segments of a vacancy credited to a contingent are part of that of their class credited to nobody, where the method orders
 * both alike; those of an oriented vacancy, where each household has one pair, are part of none.
 */
const linkWithin = (
  { credits, ranking, vacancy }: SessionPlace,
  from: number,
  segments: {
    readonly segmentClass: readonly number[];
    readonly segmentLevel: readonly number[];
    readonly segmentContingent: readonly number[];
    readonly segmentWithin: number[];
  },
): void => {
  const { segmentClass, segmentLevel, segmentContingent, segmentWithin } = segments;
  const alike = new Set(
    credits
      .filter(
        (credit) =>
          vacancy.orientedTo === null && credit.contingent !== 'AUCUN' && credit.ranking === ranking,
      )
      .map(({ contingent }) => RESERVATAIRE_CODES.indexOf(contingent)),
  );
  const own = RESERVATAIRE_CODES.indexOf('AUCUN');
  const wider = new Map<string, number>();
  for (let s = from; s < segmentClass.length; s += 1)
    if (segmentContingent[s] === own) wider.set(`${segmentClass[s]} ${segmentLevel[s]}`, s);
  for (let s = from; s < segmentClass.length; s += 1)
    segmentWithin.push(
      alike.has(segmentContingent[s]!)
        ? (wider.get(`${segmentClass[s]} ${segmentLevel[s]}`) ?? EMPTY)
        : EMPTY,
    );
};

/** The contingent that a household placed by hand is credited to: the one that rows want most, among those it may take. */
const mostWanted = (
  { credits, vacancy }: SessionPlace,
  mask: number,
  worth: (contingent: Reservataire) => number,
): Reservataire => {
  const allowed = credits.filter(({ contingent }) => (mask & creditBit(contingent)) !== 0);
  const oriented = allowed.find(({ contingent }) => contingent === vacancy.orientedTo);
  if (vacancy.orientedTo !== null) return oriented?.contingent ?? 'AUCUN';
  let best: { readonly contingent: Reservataire; readonly worth: number } | null = null;
  for (const { contingent } of allowed) {
    const here = worth(contingent);
    if (best === null || here > best.worth) best = { contingent, worth: here };
  }
  return best?.contingent ?? 'AUCUN';
};

/** Classes that no row of the session tells apart are one. */
interface MergedClasses {
  /** Merged class of each row of the pool. */
  readonly classOf: Uint16Array;
  /** First class of each merged one: what stands for it. */
  readonly represents: readonly number[];
}

const mergedClasses = (classes: ProfileClasses, brings: readonly RowBrings[]): MergedClasses => {
  const known = new Map<string, number>();
  const represents: number[] = [];
  const merged = Uint16Array.from(classes.profiles, (_, k) => {
    let seen = '';
    for (const { contingent, there, elsewhere } of brings)
      seen += contingent === null ? `${there[k]} ` : `${there[k]} ${elsewhere[k]} `;
    let found = known.get(seen);
    if (found === undefined) {
      found = represents.push(k) - 1;
      known.set(seen, found);
    }
    return found;
  });
  return { classOf: classes.classOf.map((k) => merged[k]!), represents };
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
