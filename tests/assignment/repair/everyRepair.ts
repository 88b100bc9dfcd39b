import type { AssignmentModel } from '../../../engine/assignment/model.ts';
import type { MethodLevels } from '../../../engine/assignment/repair/byLevel.ts';
import type { Constraints, SessionState } from '../../../engine/assignment/repair/session.ts';

/** Pairs by vacancy, in rank order. */
export type Lists = readonly (readonly number[])[];

export interface Enumerated {
  /** Violation, empty places, changes, reversed pairs, minus the households of each level, minus the value. */
  readonly cost: readonly number[];
  readonly lists: Lists;
  /** Sets of lists that keep the rules. */
  readonly tried: number;
}

/**
 * The best repair by trying every one: all lists of every vacancy that keep the rules of order and pins, crossed so that nobody
 * stands twice. Shares nothing with the engine but the arrays.
 */
export const everyRepair = (
  model: AssignmentModel,
  before: SessionState,
  constraints: Constraints,
  orders: ReadonlyMap<number, readonly number[]>,
  levels: MethodLevels | null = null,
): Enumerated | null => {
  const choices = before.lists.map((_, vacancy) => listsOf(model, before, constraints, orders, vacancy));
  let best: Enumerated['cost'] | null = null;
  let bestLists: Lists = [];
  let tried = 0;
  const used = new Set<number>();
  const chosen: (readonly number[])[] = [];
  const cross = (vacancy: number): void => {
    if (vacancy === choices.length) {
      tried += 1;
      const cost = costOf(model, before, constraints, chosen, levels);
      if (best && compare(cost, best) >= 0) return;
      best = cost;
      bestLists = [...chosen];
      return;
    }
    for (const list of choices[vacancy]!) {
      const candidates = list.map((pair) => model.pairCandidate[pair]!);
      if (candidates.some((c) => used.has(c))) continue;
      for (const c of candidates) used.add(c);
      chosen.push(list);
      cross(vacancy + 1);
      chosen.pop();
      for (const c of candidates) used.delete(c);
    }
  };
  cross(0);
  return best === null ? null : { cost: best, lists: bestLists, tried };
};

/** What each term of a cost may differ by; the sums of chances and the values round. */
const toleranceAt = (i: number, length: number): number =>
  i === 0 ? 1e-6 : i < 4 ? 0 : i === length - 1 ? 1e-4 : 1e-6;

/** Cost of given lists, or null when they break a rule. */
export const costOfLists = (
  model: AssignmentModel,
  before: SessionState,
  constraints: Constraints,
  orders: ReadonlyMap<number, readonly number[]>,
  lists: Lists,
  levels: MethodLevels | null = null,
): Enumerated['cost'] | null => {
  const kept = lists.every((list, vacancy) =>
    listsOf(model, before, constraints, orders, vacancy).some((l) => `${l}` === `${list}`),
  );
  const listed = lists.flatMap((list) => list.map((pair) => model.pairCandidate[pair]!));
  return kept && new Set(listed).size === listed.length
    ? costOf(model, before, constraints, lists, levels)
    : null;
};

export const compare = (a: Enumerated['cost'], b: Enumerated['cost']): number => {
  for (let i = 0; i < a.length; i += 1)
    if (Math.abs(a[i]! - b[i]!) > toleranceAt(i, a.length)) return a[i]! - b[i]!;
  return 0;
};

const pairsOfVacancy = (model: AssignmentModel, vacancy: number): number[] => {
  const from = model.pairOffsets[model.segmentOffsets[vacancy]!]!;
  const to = model.pairOffsets[model.segmentOffsets[vacancy + 1]!]!;
  return Array.from({ length: to - from }, (_, i) => from + i);
};

const standing = (model: AssignmentModel, before: SessionState, vacancy: number): Map<number, number> =>
  new Map(
    before.lists[vacancy]!.flatMap(({ candidate, pair }): [number, number][] => {
      if (pair >= 0) return [[candidate, pair]];
      const own = pairsOfVacancy(model, vacancy).filter((p) => model.pairCandidate[p] === candidate);
      own.sort((a, b) => model.pairScore[b]! - model.pairScore[a]! || a - b);
      return own.length > 0 ? [[candidate, own[0]!]] : [];
    }),
  );

const listsOf = (
  model: AssignmentModel,
  before: SessionState,
  { withdrawn, excluded, pulled, pins }: Constraints,
  orders: ReadonlyMap<number, readonly number[]>,
  vacancy: number,
): readonly (readonly number[])[] => {
  if (pulled.includes(vacancy)) return [[]];
  const stood = standing(model, before, vacancy);
  const order = orders.get(vacancy) ?? before.lists[vacancy]!.map(({ candidate }) => candidate);
  const places = model.placeOffsets[vacancy + 1]! - model.placeOffsets[vacancy]!;
  const allowed = pairsOfVacancy(model, vacancy).filter((pair) => {
    const candidate = model.pairCandidate[pair]!;
    return (
      !withdrawn.some((w) => w.candidate === candidate) &&
      !excluded.some((e) => e.vacancy === vacancy && e.candidate === candidate) &&
      !pins.some((p) => p.candidate === candidate && p.vacancy !== vacancy) &&
      (!stood.has(candidate) || stood.get(candidate) === pair)
    );
  });
  const mine = pins.filter((p) => p.vacancy === vacancy);
  const isGood = (list: readonly number[]): boolean => {
    const candidates = list.map((pair) => model.pairCandidate[pair]!);
    if (mine.some((p) => !candidates.includes(p.candidate))) return false;
    const ranked = mine.filter((p) => p.rank !== null).sort((a, b) => a.rank! - b.rank!);
    const others = candidates.filter((c) => !ranked.some((p) => p.candidate === c));
    // A pinned rank holds unless the list is too short for it.
    const atRank = ranked.every(
      (p, i) => candidates.indexOf(p.candidate) + 1 === Math.min(p.rank!, others.length + i + 1),
    );
    const stay = others.filter((c) => stood.has(c));
    const first = others.slice(0, stay.length).every((c) => stood.has(c));
    const inOrder = stay.every((c, i) => i === 0 || order.indexOf(stay[i - 1]!) < order.indexOf(c));
    return atRank && first && inOrder;
  };
  const lists: (readonly number[])[] = [];
  const grow = (list: readonly number[]): void => {
    if (isGood(list)) lists.push(list);
    if (list.length === places) return;
    for (const pair of allowed)
      if (!list.some((p) => model.pairCandidate[p] === model.pairCandidate[pair])) grow([...list, pair]);
  };
  grow([]);
  return lists;
};

const costOf = (
  model: AssignmentModel,
  before: SessionState,
  { pulled }: Constraints,
  lists: Lists,
  levels: MethodLevels | null,
): Enumerated['cost'] => {
  const served = new Map((levels?.levels ?? []).slice(0, -1).map((level) => [level, 0]));
  const got = new Array<number>(model.rowCount).fill(0);
  let value = 0;
  let empty = 0;
  let changes = 0;
  let reversed = 0;
  lists.forEach((list, vacancy) => {
    const from = model.placeOffsets[vacancy]!;
    if (!pulled.includes(vacancy)) empty += model.placeOffsets[vacancy + 1]! - from - list.length;
    const was = before.lists[vacancy]!.map(({ candidate }) => candidate);
    const is = list.map((pair) => model.pairCandidate[pair]!);
    changes += was.filter((c) => !is.includes(c)).length + is.filter((c) => !was.includes(c)).length;
    is.forEach((a, i) => {
      for (const b of is.slice(i + 1))
        if (was.includes(a) && was.includes(b) && was.indexOf(b) < was.indexOf(a)) reversed += 1;
    });
    list.forEach((pair, i) => {
      const weight = model.placeWeight[from + i]!;
      value += weight * (model.pairScore[pair]! + model.fillBonus);
      const segment = model.pairOffsets.findIndex((end, s) => s > 0 && pair < end) - 1;
      for (const [level, sum] of served)
        if (levels!.segmentLevel[segment]! <= level) served.set(level, sum + weight);
      for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
        got[model.termRow[e]!]! += weight * model.termCoef[e]!;
    });
  });
  let violation = 0;
  got.forEach((sum, row) => {
    const slack = Math.max(0, model.rowRequired[row]! - sum);
    if (model.rowPenalty[row] === Infinity) violation += slack;
    else value -= model.rowPenalty[row]! * slack;
  });
  return [violation, empty, changes, reversed, ...[...served.values()].map((sum) => -sum), -value];
};
