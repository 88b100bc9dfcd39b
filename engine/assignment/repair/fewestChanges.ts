import { type AssignmentModel, EMPTY } from '../model.ts';
import type { RepairProblem } from './problem.ts';

/** As many places filled as can be, and among those the fewest memberships changed. */
export interface FewestChanges {
  /** Places filled with candidates who are not pinned. */
  readonly filled: number;
  /** Candidates who may stay and leave all the same. */
  readonly removed: number;
  /** Vacancy of each candidate who is not pinned, −1 for none. Length = candidateCount. */
  readonly listOf: Int32Array;
}

/**
 * A minimum-cost flow: staying costs −1, entering +1, and places are filled one after another along the cheapest alternating
 * path (Bellman–Ford over vacancies), which keeps each flow the cheapest of its size. The start is exact: those who stay all
 * cost the least that anybody can. Each path costs at least as much as the one before, and the first at least 1 (one more
 * entrance than departures), so a path as cheap as the last one is taken as soon as it is met.
 */
export const fewestChanges = (problem: RepairProblem): FewestChanges => {
  const { model, vacancies, keptAt } = problem;
  const listOf = new Int32Array(model.candidateCount).fill(EMPTY);
  const room = vacancies.map(({ unpinnedPlaces }) => unpinnedPlaces);
  let movable = 0;
  vacancies.forEach(({ kept }, vacancy) => {
    for (const { candidate, pinned } of kept) {
      if (pinned) continue;
      movable += 1;
      if (room[vacancy] === 0) continue;
      room[vacancy]! -= 1;
      listOf[candidate] = vacancy;
    }
  });
  let floor = 1;
  for (;;) {
    const path = cheapestPath(problem, listOf, room, floor);
    if (!path) break;
    floor = path.cost;
    let candidate = path.end;
    for (;;) {
      const vacancy = path.cameFrom[candidate]!;
      const left = path.displaced[vacancy]!;
      listOf[candidate] = vacancy;
      if (left === EMPTY) {
        room[vacancy]! -= 1;
        break;
      }
      candidate = left;
    }
  }
  let filled = 0;
  let stayed = 0;
  listOf.forEach((vacancy, candidate) => {
    if (vacancy === EMPTY) return;
    filled += 1;
    if (keptAt[candidate] === vacancy) stayed += 1;
  });
  return { filled, removed: movable - stayed, listOf };
};

interface Path {
  readonly cost: number;
  /** Free candidate at its end. */
  readonly end: number;
  /** Vacancy that each candidate would enter. Length = candidateCount. */
  readonly cameFrom: Int32Array;
  /** Candidate who would leave each vacancy, −1 where a place is empty. Length = vacancyCount. */
  readonly displaced: Int32Array;
}

const cheapestPath = (
  problem: RepairProblem,
  listOf: Int32Array,
  room: readonly number[],
  floor: number,
): Path | null => {
  const { model, keptAt, settled, barred } = problem;
  const cost = new Float64Array(model.vacancyCount).fill(Infinity);
  const displaced = new Int32Array(model.vacancyCount).fill(EMPTY);
  const reached = new Float64Array(model.candidateCount).fill(Infinity);
  const cameFrom = new Int32Array(model.candidateCount).fill(EMPTY);
  const queue: number[] = [];
  const waiting = new Uint8Array(model.vacancyCount);
  room.forEach((places, vacancy) => {
    if (places === 0) return;
    cost[vacancy] = 0;
    queue.push(vacancy);
    waiting[vacancy] = 1;
  });
  let end = EMPTY;
  for (let at = 0; at < queue.length; at += 1) {
    const vacancy = queue[at]!;
    waiting[vacancy] = 0;
    const [from, to] = pairRange(model, vacancy);
    for (let pair = from; pair < to; pair += 1) {
      const candidate = model.pairCandidate[pair]!;
      if (settled[candidate] === 1 || listOf[candidate] === vacancy || barred[vacancy]!.has(candidate))
        continue;
      const total = cost[vacancy]! + (keptAt[candidate] === vacancy ? -1 : 1);
      if (total >= reached[candidate]!) continue;
      reached[candidate] = total;
      cameFrom[candidate] = vacancy;
      const other = listOf[candidate]!;
      if (other === EMPTY) {
        if (end === EMPTY || total < reached[end]!) end = candidate;
        if (total <= floor) return { cost: total, end, cameFrom, displaced };
        continue;
      }
      const onward = total - (keptAt[candidate] === other ? -1 : 1);
      if (onward >= cost[other]!) continue;
      cost[other] = onward;
      displaced[other] = candidate;
      if (waiting[other] === 0) {
        waiting[other] = 1;
        queue.push(other);
      }
    }
  }
  return end === EMPTY ? null : { cost: reached[end]!, end, cameFrom, displaced };
};

/** Pairs of a vacancy: from the first, up to the second. */
export const pairRange = (
  { segmentOffsets, pairOffsets }: AssignmentModel,
  vacancy: number,
): readonly [from: number, to: number] => [
  pairOffsets[segmentOffsets[vacancy]!]!,
  pairOffsets[segmentOffsets[vacancy + 1]!]!,
];
