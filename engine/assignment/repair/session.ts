import type { ExclusionMotive, PinMotive } from '../../domain/codes.ts';
import { type Assignment, type AssignmentModel, EMPTY, placeCount } from '../model.ts';
import type { MethodLevels } from './byLevel.ts';

/*
 * A session under way, at the level of the model: vacancies and candidates are places in its arrays. Plain data in a canonical
 * order, so that the same session is the same bytes.
 */

/** A candidate on a list. */
export interface Listed {
  readonly candidate: number;
  /** Pair of the model, so the contingent, under which it stands; `EMPTY`: the best of its pairs with the vacancy. */
  readonly pair: number;
}

export interface Withdrawal {
  readonly candidate: number;
  readonly motive: ExclusionMotive;
}

export interface Exclusion extends Withdrawal {
  readonly vacancy: number;
}

export interface Pin {
  readonly vacancy: number;
  readonly candidate: number;
  /** From 1; null: any rank. */
  readonly rank: number | null;
  readonly motive: PinMotive;
}

/** What persons settled by hand. */
export interface Constraints {
  /** By candidate. */
  readonly withdrawn: readonly Withdrawal[];
  /** By vacancy, then candidate. */
  readonly excluded: readonly Exclusion[];
  /** Vacancies whose places are closed, in order. */
  readonly pulled: readonly number[];
  /** By vacancy, then candidate. */
  readonly pins: readonly Pin[];
}

export interface SessionState extends Constraints {
  /** By vacancy, in rank order. Length = vacancyCount. */
  readonly lists: readonly (readonly Listed[])[];
}

const UNTOUCHED: Constraints = { withdrawn: [], excluded: [], pulled: [], pins: [] };

/** The session as the matching proposes it. */
export const sessionOf = (model: AssignmentModel, assignment: Assignment): SessionState => ({
  ...UNTOUCHED,
  lists: Array.from({ length: model.vacancyCount }, (_, vacancy) =>
    [...assignment.subarray(model.placeOffsets[vacancy], model.placeOffsets[vacancy + 1])]
      .filter((pair) => pair !== EMPTY)
      .map((pair) => ({ candidate: model.pairCandidate[pair]!, pair })),
  ),
});

/** The session from candidates by vacancy, in rank order; vacancies past the end have no list yet. */
export const sessionOfCandidates = (
  model: AssignmentModel,
  candidates: readonly (readonly number[])[],
): SessionState => ({
  ...UNTOUCHED,
  lists: Array.from({ length: model.vacancyCount }, (_, vacancy) =>
    (candidates[vacancy] ?? []).map((candidate) => ({ candidate, pair: EMPTY })),
  ),
});

/** Pair at each place. Every listed candidate must have its pair, as a repair leaves it. */
export const assignmentOf = (model: AssignmentModel, lists: SessionState['lists']): Assignment => {
  const assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  lists.forEach((list, vacancy) => {
    list.forEach(({ pair }, i) => {
      assignment[model.placeOffsets[vacancy]! + i] = pair;
    });
  });
  return assignment;
};

/** A model made again, with more vacancies or other candidates, and where the old one's are in it; `EMPTY`: gone. */
export interface Remodel {
  readonly model: AssignmentModel;
  readonly levels?: MethodLevels;
  /** Length = old vacancyCount. */
  readonly vacancyOf: Int32Array;
  /** Length = old candidateCount. */
  readonly candidateOf: Int32Array;
  /** Length = old pairs; absent: each listed candidate takes the best of its pairs. */
  readonly pairOf?: Int32Array;
}

/**
 * The session carried to a new model: lists and constraints follow their vacancies and candidates; a vacancy that the old
 * model did not have starts with an empty list.
 */
export const carryTo = (state: SessionState, remodel: Remodel): SessionState => {
  const { model, vacancyOf, candidateOf, pairOf } = remodel;
  const lists: Listed[][] = Array.from({ length: model.vacancyCount }, () => []);
  state.lists.forEach((list, old) => {
    const vacancy = vacancyOf[old]!;
    if (vacancy === EMPTY) return;
    for (const { candidate, pair } of list)
      if (candidateOf[candidate] !== EMPTY)
        lists[vacancy]!.push({
          candidate: candidateOf[candidate]!,
          pair: pair === EMPTY ? EMPTY : (pairOf?.[pair] ?? EMPTY),
        });
  });
  const candidates = <T extends { readonly candidate: number }>(items: readonly T[]): T[] =>
    items
      .filter(({ candidate }) => candidateOf[candidate] !== EMPTY)
      .map((item) => ({ ...item, candidate: candidateOf[item.candidate]! }));
  const both = <T extends { readonly vacancy: number; readonly candidate: number }>(
    items: readonly T[],
  ): T[] =>
    candidates(items.filter(({ vacancy }) => vacancyOf[vacancy] !== EMPTY)).map((item) => ({
      ...item,
      vacancy: vacancyOf[item.vacancy]!,
    }));
  return {
    lists,
    ...canonical({
      withdrawn: candidates(state.withdrawn),
      excluded: both(state.excluded),
      pulled: state.pulled.map((vacancy) => vacancyOf[vacancy]!).filter((vacancy) => vacancy !== EMPTY),
      pins: both(state.pins),
    }),
  };
};

/** The same constraints in the one order that they are kept in. */
export const canonical = ({ withdrawn, excluded, pulled, pins }: Constraints): Constraints => {
  const byPair = (
    a: { readonly vacancy: number; readonly candidate: number },
    b: { readonly vacancy: number; readonly candidate: number },
  ): number => a.vacancy - b.vacancy || a.candidate - b.candidate;
  return {
    withdrawn: [...withdrawn].sort((a, b) => a.candidate - b.candidate),
    excluded: [...excluded].sort(byPair),
    pulled: [...pulled].sort((a, b) => a - b),
    pins: [...pins].sort(byPair),
  };
};
