import {
  beats,
  type FillProblem,
  type FillWorth,
  type fillWorth,
  forTerms,
  type SlotGroup,
  touchedRows,
} from './fillProblem.ts';

/** Options of a group at some prices of the rows. */
export interface PricedGroup {
  /** Score, fill bonus and what the rows give for it, for a place of weight 1. Length = options. */
  readonly unit: Float64Array;
  /** Options, dearest first, ties in the order of the pairs. */
  readonly order: Uint32Array;
  /** What the places from `from` on are worth at most, `owed` of them being due to candidates pinned. */
  atMost(from: number, owed: number): number;
}

export interface PricedFill {
  readonly groups: readonly PricedGroup[];
  /** Value of those who stay, at the prices. */
  readonly base: number;
  /** Length = rowCount. */
  readonly price: Float64Array;
  /** No way to fill the slots is worth more. */
  readonly bound: number;
  /** A way to fill them, good at some of the prices met; null when none came up. */
  readonly start: readonly (readonly number[])[] | null;
}

export interface PriceOptions {
  /** Also price the rows that may not slack: the bound then holds only for lists that keep them all. */
  readonly hardRows: boolean;
  /** Prices of a problem much like this one, to start from. */
  readonly from: Float64Array | null;
  /** A bound as low as this is low enough. */
  readonly until: number;
}

const ROUNDS = 40;
const PATIENCE = 5;

/**
 * Prices of the rows that make the bound low: subgradient steps of Polyak's length (Held, Wolfe and Crowder 1974). Any prices
 * in [0, penalty] give a valid bound.
 */
export const priceFill = (
  problem: FillProblem,
  worthOf: ReturnType<typeof fillWorth>,
  { hardRows, from, until }: PriceOptions,
): PricedFill => {
  const { model, groups, residual } = problem;
  const price = Float64Array.from(residual, (left, row) =>
    left > 0 && model.rowPenalty[row] !== Infinity ? model.rowPenalty[row]! : 0,
  );
  const rows = [...touchedRows(problem)].filter((row) => hardRows || model.rowPenalty[row] !== Infinity);
  if (from) for (const row of rows) price[row] = from[row]!;
  const slots = groups.reduce((sum, { places }) => sum + places.length, 0);
  let best: PricedFill | null = null;
  let start: readonly (readonly number[])[] | null = null;
  let startWorth: FillWorth = { violation: Infinity, value: -Infinity };
  let target = -Infinity;
  let length = 1;
  let stale = 0;
  for (let round = 0; round < (slots > 1 ? ROUNDS : 1); round += 1) {
    const priced = groups.map((group) => priceGroup(problem, group, price));
    const base = residual.reduce((sum, left, row) => sum - price[row]! * left, problem.fixedScore);
    const bound = priced.reduce((sum, g, i) => sum + g.atMost(0, groups[i]!.mandatoryCount), base);
    if (best && bound >= best.bound) {
      stale += 1;
      if (stale % PATIENCE === 0) length /= 2;
    } else {
      best = { groups: priced, base, bound, start: null, price: price.slice() };
      stale = 0;
    }
    if (bound <= until) break;
    const greedy = distinct(problem, priced);
    if (greedy) {
      const worth = worthOf(greedy);
      if (beats(worth, startWorth)) [start, startWorth] = [greedy, worth];
    }
    const picked = priced.map((g, i) => g.picked(groups[i]!.mandatoryCount));
    target = Math.max(target, worthOf(picked).value);
    const surplus = surplusOf(problem, picked);
    let norm = 0;
    for (const row of rows) norm += surplus[row]! ** 2;
    if (norm === 0 || bound - target <= 0) break;
    const step = (length * (bound - target)) / norm;
    for (const row of rows)
      price[row] = Math.min(model.rowPenalty[row]!, Math.max(0, price[row]! - step * surplus[row]!));
  }
  return { ...best!, start };
};

interface Picking extends PricedGroup {
  /** The options behind `atMost(0, owed)`. */
  picked(owed: number): readonly number[];
}

const priceGroup = ({ model }: FillProblem, group: SlotGroup, price: Float64Array): Picking => {
  const { pairs, segments, candidates, mandatory, weights } = group;
  const unit = Float64Array.from(pairs, (pair, option) => {
    let worth = model.pairScore[pair]! + model.fillBonus;
    forTerms(model, segments[option]!, (row, coef) => {
      worth += price[row]! * coef;
    });
    return worth;
  });
  const order = Uint32Array.from(pairs.keys()).sort((a, b) => unit[b]! - unit[a]! || pairs[a]! - pairs[b]!);
  /** The best option of each candidate, dearest first: those pinned, and the others. */
  const first = (wanted: 0 | 1): number[] => {
    const seen = new Set<number>();
    const found: number[] = [];
    for (const option of order) {
      if (mandatory[option] !== wanted || seen.has(candidates[option]!)) continue;
      seen.add(candidates[option]!);
      found.push(option);
      if (found.length === weights.length) break;
    }
    return found;
  };
  const pinned = first(1);
  const others = first(0);
  const pick = (places: number, owed: number): readonly number[] =>
    [...pinned.slice(0, owed), ...others.slice(0, places - owed)].sort(
      (a, b) => unit[b]! - unit[a]! || a - b,
    );
  const size = weights.length + 1;
  const known = new Float64Array(size * size).fill(Number.NaN);
  const worthOfRest = (from: number, owed: number): number => {
    const picked = pick(weights.length - from, owed);
    // Fewer candidates than places: no way to fill them.
    if (picked.length < weights.length - from) return -Infinity;
    return picked.reduce((sum, option, i) => sum + weights[from + i]! * unit[option]!, 0);
  };
  return {
    unit,
    order,
    picked: (owed) => pick(weights.length, owed),
    atMost: (from, owed) => {
      const key = from * size + owed;
      if (Number.isNaN(known[key]!)) known[key] = worthOfRest(from, owed);
      return known[key]!;
    },
  };
};

/** What each row gets beyond what it asks. */
const surplusOf = (
  { model, groups, residual }: FillProblem,
  picked: readonly (readonly number[])[],
): Float64Array => {
  const surplus = residual.map((left) => -left);
  groups.forEach(({ segments, weights }, g) => {
    picked[g]!.forEach((option, i) => {
      forTerms(model, segments[option]!, (row, coef) => {
        surplus[row]! += weights[i]! * coef;
      });
    });
  });
  return surplus;
};

/** Each group in turn takes the dearest options whose candidates are still free; null when one runs out. */
const distinct = (
  { groups }: FillProblem,
  priced: readonly PricedGroup[],
): readonly (readonly number[])[] | null => {
  const used = new Set<number>();
  const chosen: number[][] = [];
  for (const [g, { candidates, mandatory, places, mandatoryCount }] of groups.entries()) {
    const mine: number[] = [];
    for (const wanted of [1, 0]) {
      const most = wanted === 1 ? mandatoryCount : places.length;
      for (const option of priced[g]!.order) {
        if (mine.length === most) break;
        if (mandatory[option] !== wanted || used.has(candidates[option]!)) continue;
        used.add(candidates[option]!);
        mine.push(option);
      }
    }
    if (mine.length < places.length) return null;
    const { unit } = priced[g]!;
    chosen.push(mine.sort((a, b) => unit[b]! - unit[a]! || a - b));
  }
  return chosen;
};
