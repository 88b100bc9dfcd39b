import { everyDeparture, fewestDepartures, type Leaving, leavingOf } from './departures.ts';
import { pairRange } from './fewestChanges.ts';
import { layout, mayEnter, type RepairProblem, reversedPairs, type Slot } from './problem.ts';

/** Who leaves without having to, and how many enter each list: what is left is who enters. */
export interface Shape {
  readonly gone: ReadonlySet<number>;
  /** Slots of every list. Length = vacancyCount. */
  readonly lists: readonly (readonly Slot[])[];
  /** Vacancies with somebody to choose or to place. */
  readonly opened: readonly number[];
  /** Entrants to choose, those pinned apart. */
  readonly entrants: number;
  /** Pairs of a list whose order is not the one before, over all lists. */
  readonly reversed: number;
}

export interface Shapes {
  readonly shapes: readonly Shape[];
  /** Every shape of the level is there; false: the limit cut them. */
  readonly complete: boolean;
}

/** Sets of departures looked at for each shape that the limit allows: most of them fill nothing. */
const SETS_PER_SHAPE = 2;

/**
 * Every way in which `filled` places are filled while `removed` candidates leave of those who could stay. `fewest`: no level
 * with as many places filled has fewer departures.
 */
export const shapesOf = (
  problem: RepairProblem,
  {
    filled,
    removed,
    fewest,
  }: { readonly filled: number; readonly removed: number; readonly fewest: boolean },
  limit: number,
): Shapes => {
  const leaving = leavingOf(problem);
  const stayers = leaving.movable.reduce((sum, { length }) => sum + length, 0);
  const entrants = filled - stayers + removed;
  const shapes: Shape[] = [];
  let sets = 0;
  const visit = (gone: ReadonlySet<number>): boolean => {
    sets += 1;
    return (
      sets <= limit * SETS_PER_SHAPE &&
      share(holesOf(problem, leaving, gone), entrants, (counts) => {
        if (shapes.length === limit) return false;
        shapes.push(shapeOf(problem, new Set(gone), new Map(counts)));
        return true;
      })
    );
  };
  if (entrants < 0) return { shapes, complete: true };
  const complete = (fewest ? fewestDepartures : everyDeparture)(problem, leaving, removed, visit);
  return { shapes, complete };
};

interface Hole {
  readonly vacancy: number;
  /** Entrants that it may take: places empty, and candidates free for them. */
  readonly most: number;
}

const holesOf = (
  problem: RepairProblem,
  { movable }: Leaving,
  gone: ReadonlySet<number>,
): readonly Hole[] => {
  const empty = problem.vacancies.map(
    ({ unpinnedPlaces }, vacancy) => unpinnedPlaces - movable[vacancy]!.length,
  );
  for (const candidate of gone) empty[problem.keptAt[candidate]!]! += 1;
  return empty.flatMap((places, vacancy) => {
    const most = places > 0 ? entrantsUpTo(problem, vacancy, gone, places) : 0;
    return most > 0 ? [{ vacancy, most }] : [];
  });
};

/** Every way to share entrants among the holes. False when the visitor stopped. */
const share = (
  holes: readonly Hole[],
  entrants: number,
  visit: (counts: ReadonlyMap<number, number>) => boolean,
): boolean => {
  const counts = new Map<number, number>();
  // What the holes from each one on may take. Length = holes + 1.
  const rest = new Array<number>(holes.length + 1).fill(0);
  for (let i = holes.length - 1; i >= 0; i -= 1) rest[i] = rest[i + 1]! + holes[i]!.most;
  const from = (at: number, left: number): boolean => {
    if (left > rest[at]!) return true;
    if (left === 0) return visit(counts);
    const { vacancy, most } = holes[at]!;
    for (let n = Math.min(most, left); n >= Math.max(0, left - rest[at + 1]!); n -= 1) {
      if (n > 0) counts.set(vacancy, n);
      const goesOn = from(at + 1, left - n);
      counts.delete(vacancy);
      if (!goesOn) return false;
    }
    return true;
  };
  return from(0, entrants);
};

/** Candidates free to enter a list, counted up to `enough`. */
const entrantsUpTo = (
  problem: RepairProblem,
  vacancy: number,
  gone: ReadonlySet<number>,
  enough: number,
): number => {
  const found = new Set<number>();
  const [from, to] = pairRange(problem.model, vacancy);
  for (let pair = from; pair < to && found.size < enough; pair += 1) {
    const candidate = problem.model.pairCandidate[pair]!;
    if (isFree(problem, vacancy, candidate, gone)) found.add(candidate);
  }
  return found.size;
};

/** The candidate may enter the list, and stands on no other. */
export const isFree = (
  problem: RepairProblem,
  vacancy: number,
  candidate: number,
  gone: ReadonlySet<number>,
): boolean =>
  (problem.keptAt[candidate]! < 0 || gone.has(candidate)) && mayEnter(problem, vacancy, candidate);

/** The lists once those gone have left and each vacancy takes so many entrants. */
export const shapeOf = (
  { vacancies }: RepairProblem,
  gone: ReadonlySet<number>,
  counts: ReadonlyMap<number, number>,
): Shape => {
  const lists = vacancies.map((part, vacancy) => layout(part, gone, counts.get(vacancy) ?? 0));
  return {
    gone,
    lists,
    entrants: [...counts.values()].reduce((sum, n) => sum + n, 0),
    opened: lists.flatMap((slots, vacancy) => (slots.some(({ kind }) => kind !== 'kept') ? [vacancy] : [])),
    reversed: lists.reduce(
      (sum, slots, vacancy) => sum + reversedPairs(vacancies[vacancy]!.before, slots),
      0,
    ),
  };
};
