import type { Reservataire } from '../domain/codes.ts';
import { prepareRules } from '../eligibility/rules.ts';
import type { Pool } from '../pool/pool.ts';
import { splitApart } from '../shortlist/apart.ts';
import { creditBit } from '../shortlist/credits.ts';
import type { Ranking } from '../shortlist/ranking.ts';
import { selectEligible } from '../shortlist/shortlist.ts';
import type { Territory } from '../territory/territory.ts';
import type { LevelRule, SessionPlace } from './problem.ts';

/** A contingent that a place may be credited to, with the method's order of those who take it there. */
export interface Credit {
  readonly contingent: Reservataire;
  readonly ranking: Ranking;
}

/** Pairs of one vacancy, by class, contingent and level, each part best first. Lengths are equal. */
export interface VacancyPairs {
  /** Row of the pool. */
  readonly rows: Uint32Array;
  /** Place of the contingent in the vacancy's credits. */
  readonly credits: Uint8Array;
  /** Thousandths of points, bonus included. */
  readonly points: Int32Array;
  /** The same for pairs of one class, contingent and level; rises along the pairs. */
  readonly parts: Float64Array;
  readonly levels: Uint8Array;
  /** Eligible demands that the method orders. */
  readonly eligible: number;
}

const POSITIONS = 4_294_967_296;
const TIERS = 256;

/**
 * The pairs of a vacancy: one for each eligible demand and each contingent that its lease could be credited to there. Where the
 * vacancy is oriented to a réservataire, that is its contingent when the profile allows it, and none otherwise; elsewhere every
 * contingent that the profile allows and that some row of the session counts, and the landlord's own share.
 *
 * @param counts whether a row of the session tells a class credited to a contingent of the vacancy from one that is not.
 */
export const vacancyPairs = (
  input: {
    readonly pool: Pool;
    readonly territory: Territory;
    readonly levelRule: LevelRule;
    readonly bonus: ReadonlyMap<number, number>;
    /** Contingents of each row, one bit each. */
    readonly creditMask: Uint8Array;
  },
  place: SessionPlace,
  classOf: Uint16Array,
  counts: (classNumber: number, contingent: Reservataire) => boolean,
  pinned: ReadonlySet<number>,
): VacancyPairs => {
  const { pool, territory, levelRule, bonus, creditMask } = input;
  const { dwelling, beyondWishes, without, credits } = place;
  const quartier = territory.quartierOfDwelling(dwelling);
  const rules = prepareRules({ pool, territory, dwelling, quartier: quartier?.id ?? null });
  const { eligible } = selectEligible({ pool, dwelling, beyondWishes }, rules);
  const { within } = splitApart(eligible, place.ranking);
  const choices = choicesBy(place, counts);
  const someOut = without.size + pinned.size > 0;
  const inOrder = levelRule === 'in-order';
  const levelCount = inOrder ? TIERS : 1;
  let keys = new Float64Array(Math.ceil(within.length * 1.5) + 8);
  let kept = 0;
  let demands = 0;
  let carried = false;
  for (const row of within) {
    if (someOut && (without.has(row) || pinned.has(row))) continue;
    demands += 1;
    if (bonus.size > 0 && bonus.has(row)) carried = true;
    if (kept + credits.length > keys.length) {
      const longer = new Float64Array(keys.length * 2);
      longer.set(keys);
      keys = longer;
    }
    for (const c of choices(classOf[row]!, creditMask[row]!)) {
      const { position, scored } = credits[c]!.ranking;
      const level = inOrder ? scored.tier[row]! : 0;
      const part = (classOf[row]! * credits.length + c) * levelCount + level;
      keys[kept] = part * POSITIONS + position[row]!;
      kept += 1;
    }
  }
  const sorted = keys.subarray(0, kept).sort();
  const pairs: VacancyPairs = {
    rows: new Uint32Array(kept),
    credits: new Uint8Array(kept),
    points: new Int32Array(kept),
    parts: new Float64Array(kept),
    levels: new Uint8Array(kept),
    eligible: demands,
  };
  for (let i = 0; i < kept; i += 1) {
    const key = sorted[i]!;
    const part = Math.floor(key / POSITIONS);
    const c = Math.floor(part / levelCount) % credits.length;
    const { rowAt, scored } = credits[c]!.ranking;
    const row = rowAt[key - part * POSITIONS]!;
    pairs.rows[i] = row;
    pairs.credits[i] = c;
    pairs.parts[i] = part;
    pairs.levels[i] = part % levelCount;
    pairs.points[i] = scored.points[row]! + (bonus.get(row) ?? 0);
  }
  if (carried) orderWithBonus(pairs, credits);
  return pairs;
};

/** Places in the credits that a demand of a class may take, by its mask; worked out once for each. */
const choicesBy = (
  { credits, vacancy }: SessionPlace,
  counts: (classNumber: number, contingent: Reservataire) => boolean,
): ((classNumber: number, mask: number) => readonly number[]) => {
  const known = new Map<number, readonly number[]>();
  const bits = credits.map(({ contingent }) => creditBit(contingent));
  const own = credits.findIndex(({ contingent }) => contingent === 'AUCUN');
  const make = (classNumber: number, mask: number): readonly number[] => {
    const oriented = credits.findIndex(
      ({ contingent }, c) => contingent === vacancy.orientedTo && (mask & bits[c]!) !== 0,
    );
    if (vacancy.orientedTo !== null) return [oriented < 0 ? own : oriented];
    const counted = credits.flatMap(({ contingent }, c) =>
      c !== own && (mask & bits[c]!) !== 0 && counts(classNumber, contingent) ? [c] : [],
    );
    return [...counted, own];
  };
  return (classNumber, mask) => {
    const key = classNumber * 64 + mask;
    let found = known.get(key);
    if (found === undefined) {
      found = make(classNumber, mask);
      known.set(key, found);
    }
    return found;
  };
};

/** The order of each part once bonuses are added: level, points, then the method's position. */
const orderWithBonus = (pairs: VacancyPairs, credits: readonly Credit[]): void => {
  const { rows, points, parts } = pairs;
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && parts[to] === parts[from]) to += 1;
    const { position, scored } = credits[pairs.credits[from]!]!.ranking;
    const order = Array.from({ length: to - from }, (_, i) => ({
      row: rows[from + i]!,
      points: points[from + i]!,
    })).sort(
      (a, b) =>
        scored.tier[a.row]! - scored.tier[b.row]! ||
        b.points - a.points ||
        position[a.row]! - position[b.row]!,
    );
    order.forEach((each, i) => {
      rows[from + i] = each.row;
      points[from + i] = each.points;
    });
    from = to;
  }
};
