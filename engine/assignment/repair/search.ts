import { pairsOf } from '../candidatePairs.ts';
import { type Assignment, EMPTY, placeCount, segmentOfPairs } from '../model.ts';
import { ROW_ROUNDING, worthOf } from '../objective.ts';
import { type FewestChanges, fewestChanges } from './fewestChanges.ts';
import { type Budget, type Filled, fillSlots } from './fill.ts';
import { type FillProblem, type FillWorth, fillProblem } from './fillProblem.ts';
import type { RepairProblem } from './problem.ts';
import { type Shape, shapeOf, shapesOf } from './shapes.ts';

export interface RepairLimits {
  /** Options tried at a slot, over the whole repair; a shape costs as much as a few of them. */
  readonly trials: number;
  /** Ways of leaving and entering looked at, by level. */
  readonly shapes: number;
}

/** What is minimised, in this order; the value is maximised. */
export interface RepairCost {
  /** What the hard rows lack, in dwellings. */
  readonly violation: number;
  /** Places left empty on the lists that are open. */
  readonly empty: number;
  /** Memberships added or removed, those that the changes themselves ask for included. */
  readonly changes: number;
  /** Pairs of a list whose order is not the one before. */
  readonly reversed: number;
  /** The model's objective, thousandths of points, hard rows apart. */
  readonly value: number;
}

export interface SearchResult extends RepairCost {
  readonly assignment: Assignment;
  /** Nothing is better, in the order of `RepairCost`. */
  readonly proven: boolean;
  /** No repair as good in all that comes before the value is worth more; null: not known. */
  readonly bound: number | null;
}

/** Trials that a shape costs, and each of its options: its prices take about as long. */
const SHAPE_TRIALS = 40;
const OPTION_TRIALS = 2;

/**
 * Level after level: as many places filled as can be and the fewest departures first, both exact; at each level every shape,
 * fewest reversed pairs first; for each shape the best way to fill its slots. Without hard rows, or once they hold, the first
 * level with an answer is the last; else the search goes on to more changes, then to more empty places. When the limits cut a
 * level before any answer, the lists are those of the flow.
 */
export const searchRepair = (problem: RepairProblem, limits: RepairLimits): SearchResult => {
  const least = fewestChanges(problem);
  const open = problem.vacancies.reduce((sum, part) => sum + part.unpinnedPlaces, 0);
  const stayers = problem.vacancies.reduce(
    (sum, part) => sum + part.kept.filter(({ pinned }) => !pinned).length,
    0,
  );
  const costOf = (filled: number, removed: number) => ({
    empty: open - filled,
    changes: problem.forcedChanges + filled - stayers + 2 * removed,
  });
  const budget: Budget = { trials: limits.trials, price: null };
  let best: SearchResult | null = null;
  let proven = true;
  levels: for (let filled = least.filled; filled >= 0; filled -= 1) {
    const first = filled === least.filled;
    for (
      let removed = first ? least.removed : Math.max(0, stayers - filled);
      removed <= stayers;
      removed += 1
    ) {
      const fewest = first && removed === least.removed;
      const flow = fewest ? least : null;
      const level = searchLevel(problem, { filled, removed, flow }, best, limits, budget);
      proven &&= level.complete;
      if (level.best) best = { ...level.best, ...costOf(filled, removed), bound: level.bound, proven };
      if (best !== null && best.violation <= ROW_ROUNDING) break levels;
      const cut = budget.trials < 0 || (!level.complete && level.best === null);
      if (!cut) continue;
      proven = false;
      break levels;
    }
  }
  if (best === null)
    return {
      ...cheapestLists(problem, least),
      ...costOf(least.filled, least.removed),
      proven: false,
      bound: null,
    };
  if (proven) return { ...best, proven, bound: best.value };
  return { ...best, proven, bound: best.violation > ROW_ROUNDING ? null : best.bound };
};

interface LevelResult {
  readonly best: Pick<SearchResult, 'violation' | 'reversed' | 'value' | 'assignment'> | null;
  readonly complete: boolean;
  readonly bound: number | null;
}

const searchLevel = (
  problem: RepairProblem,
  {
    filled,
    removed,
    flow,
  }: { readonly filled: number; readonly removed: number; readonly flow: FewestChanges | null },
  before: FillWorth | null,
  limits: RepairLimits,
  budget: Budget,
): LevelResult => {
  const found = shapesOf(problem, { filled, removed, fewest: flow !== null }, limits.shapes);
  // Where shapes are missing, that of the flow can at least be filled.
  const sure = flow !== null && !found.complete ? [shapeOfFlow(problem, flow)] : [];
  // Shapes come in a fixed order; the sort keeps it among those with as many reversed pairs.
  const shapes = [...sure, ...found.shapes].sort((a, b) => a.reversed - b.reversed);
  let best: LevelResult['best'] = null;
  let complete = found.complete;
  let bound: number | null = found.complete ? -Infinity : null;
  for (const shape of shapes) {
    if (best && best.violation <= ROW_ROUNDING && shape.reversed > best.reversed) break;
    if (budget.trials < 0) return { best, complete: false, bound: null };
    const fill = fillProblem(problem, shape);
    budget.trials -= SHAPE_TRIALS + OPTION_TRIALS * fill.groups.reduce((n, { pairs }) => n + pairs.length, 0);
    const answer = fillSlots(fill, cutoffOf(best, before, shape.reversed), budget);
    complete &&= answer.complete;
    if (answer.best)
      best = { ...answer.best, reversed: shape.reversed, assignment: assignmentOfFill(fill, answer.best) };
    if (bound !== null) bound = Math.max(bound, answer.bound);
  }
  return { best, complete, bound };
};

/** A shape must lower the violation of what reverses fewer pairs or changes fewer memberships; of its likes, it may tie. */
const cutoffOf = (best: LevelResult['best'], before: FillWorth | null, reversed: number): FillWorth => {
  if (best?.reversed === reversed) return best;
  const earlier = best ?? before;
  return earlier
    ? { violation: earlier.violation, value: Infinity }
    : { violation: Infinity, value: -Infinity };
};

const assignmentOfFill = ({ model, fixed, groups }: FillProblem, { chosen }: Filled): Assignment => {
  const assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  for (const [place, pair] of fixed) assignment[place] = pair;
  groups.forEach(({ places, pairs }, g) => {
    places.forEach((place, i) => {
      assignment[place] = pairs[chosen[g]![i]!]!;
    });
  });
  return assignment;
};

/** The flow as a shape: who leaves, and how many enter each list. */
const shapeOfFlow = (problem: RepairProblem, { listOf }: FewestChanges): Shape => {
  const gone = new Set<number>();
  const counts = new Map<number, number>();
  listOf.forEach((now, candidate) => {
    const kept = problem.keptAt[candidate]!;
    if (now === kept || (kept !== EMPTY && problem.settled[candidate] === 1)) return;
    if (kept !== EMPTY) gone.add(candidate);
    if (now !== EMPTY) counts.set(now, (counts.get(now) ?? 0) + 1);
  });
  return shapeOf(problem, gone, counts);
};

/** The lists of the flow itself, entrants by score: filled and with the fewest changes, whatever they are worth. */
const cheapestLists = (
  problem: RepairProblem,
  least: FewestChanges,
): Pick<SearchResult, 'violation' | 'reversed' | 'value' | 'assignment'> => {
  const { model, vacancies, keptAt } = problem;
  const { lists, reversed } = shapeOfFlow(problem, least);
  const entering: number[][] = vacancies.map(({ newcomers }) =>
    newcomers.filter(({ rank }) => rank === null).map(({ pairs }) => pairs[0]!),
  );
  least.listOf.forEach((now, candidate) => {
    if (now !== EMPTY && now !== keptAt[candidate]) entering[now]!.push(pairsOf(model, now, candidate)[0]!);
  });
  const assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  lists.forEach((slots, vacancy) => {
    const queue = entering[vacancy]!.sort((a, b) => model.pairScore[b]! - model.pairScore[a]! || a - b);
    slots.forEach((slot, i) => {
      assignment[vacancies[vacancy]!.firstPlace + i] =
        slot.kind === 'kept'
          ? slot.kept.pair
          : slot.kind === 'newcomer'
            ? slot.newcomer.pairs[0]!
            : queue.shift()!;
    });
  });
  return { assignment, reversed, ...worthOf(model, segmentOfPairs(model), assignment) };
};
