import { pairRange } from './fewestChanges.ts';
import { mayEnter, type RepairProblem } from './problem.ts';

/** Who may leave a list without having to, and how many a list must lose: more stay on it than it has places. */
export interface Leaving {
  /** Candidates kept and not pinned, by vacancy. Length = vacancyCount. */
  readonly movable: readonly (readonly number[])[];
  /** Length = vacancyCount. */
  readonly overflow: readonly number[];
}

export const leavingOf = ({ vacancies }: RepairProblem): Leaving => {
  const movable = vacancies.map(({ kept }) =>
    kept.flatMap(({ candidate, pinned }) => (pinned ? [] : [candidate])),
  );
  const overflow = vacancies.map(({ unpinnedPlaces }, vacancy) =>
    Math.max(0, movable[vacancy]!.length - unpinnedPlaces),
  );
  return { movable, overflow };
};

/** Takes a set of candidates who leave; false to stop. */
type Visit = (gone: ReadonlySet<number>) => boolean;

/** Every set of `removed` candidates that empties each list as it must. False when the visitor stopped. */
export const everyDeparture = (
  problem: RepairProblem,
  { movable, overflow }: Leaving,
  removed: number,
  visit: Visit,
): boolean => {
  const all = movable.flat();
  const gone = new Set<number>();
  const owing = [...overflow];
  const take = (from: number, owed: number): boolean => {
    const left = removed - gone.size;
    if (owed > left || all.length - from < left) return true;
    if (left === 0) return visit(gone);
    const candidate = all[from]!;
    const vacancy = problem.keptAt[candidate]!;
    gone.add(candidate);
    owing[vacancy]! -= 1;
    const goesOn = take(from + 1, owing[vacancy]! >= 0 ? owed - 1 : owed);
    owing[vacancy]! += 1;
    gone.delete(candidate);
    return goesOn && take(from + 1, owed);
  };
  return take(
    0,
    overflow.reduce((sum, n) => sum + n, 0),
  );
};

/**
 * The same where no set with as many places filled is smaller. Whoever leaves a list that had no more candidates than places
 * then enters another, or staying would cost less; and following from list to list who enters after whom ends at a place that
 * was empty, for those who only turned in a circle could all have stayed. So sets grow from the empty places outwards.
 */
export const fewestDepartures = (
  problem: RepairProblem,
  { movable, overflow }: Leaving,
  removed: number,
  visit: Visit,
): boolean => {
  const { vacancies, keptAt } = problem;
  const entering = new Map<number, readonly number[]>();
  const mayCome = (vacancy: number): readonly number[] => {
    const known = entering.get(vacancy);
    if (known) return known;
    const found = listedWhoMayEnter(problem, vacancy);
    entering.set(vacancy, found);
    return found;
  };
  const evictable = movable.flatMap((list, vacancy) => (overflow[vacancy]! > 0 ? list : []));
  const empty = vacancies.flatMap(({ unpinnedPlaces }, vacancy) =>
    movable[vacancy]!.length < unpinnedPlaces ? [vacancy] : [],
  );
  const gone = new Set<number>();
  const owing = [...overflow];
  const seen = new Set<string>();
  const grow = (owed: number): boolean => {
    const left = removed - gone.size;
    if (owed > left) return true;
    if (left === 0) return visit(gone);
    const open = new Set([...empty, ...[...gone].map((candidate) => keptAt[candidate]!)]);
    const next = new Set([...evictable, ...[...open].flatMap(mayCome)]);
    for (const candidate of next) {
      if (gone.has(candidate)) continue;
      const key = [...gone, candidate].sort((a, b) => a - b).join();
      if (seen.has(key)) continue;
      seen.add(key);
      const vacancy = keptAt[candidate]!;
      gone.add(candidate);
      owing[vacancy]! -= 1;
      const goesOn = grow(owing[vacancy]! >= 0 ? owed - 1 : owed);
      owing[vacancy]! += 1;
      gone.delete(candidate);
      if (!goesOn) return false;
    }
    return true;
  };
  return grow(overflow.reduce((sum, n) => sum + n, 0));
};

/** Candidates kept on another list, not pinned, who may enter this one. */
const listedWhoMayEnter = (problem: RepairProblem, vacancy: number): readonly number[] => {
  const found = new Set<number>();
  const [from, to] = pairRange(problem.model, vacancy);
  for (let pair = from; pair < to; pair += 1) {
    const candidate = problem.model.pairCandidate[pair]!;
    if (problem.keptAt[candidate]! >= 0 && mayEnter(problem, vacancy, candidate)) found.add(candidate);
  }
  return [...found];
};
