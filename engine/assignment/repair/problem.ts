import { pairsOf } from '../candidatePairs.ts';
import { type AssignmentModel, EMPTY } from '../model.ts';
import type { Constrained } from './change.ts';
import { standingPair } from './pairs.ts';
import type { SessionState } from './session.ts';

/** A candidate of the list before who may stay on it. */
export interface Kept {
  readonly candidate: number;
  readonly pair: number;
  readonly pinned: boolean;
  /** Pinned rank, from 1; null: none. */
  readonly rank: number | null;
}

/** A candidate pinned to a list where it was not. */
export interface Newcomer {
  readonly candidate: number;
  /** Its pairs with the vacancy, best first. */
  readonly pairs: readonly number[];
  readonly rank: number | null;
}

export interface VacancyPart {
  readonly firstPlace: number;
  /** Places open; 0 for a vacancy that was pulled. */
  readonly capacity: number;
  /** Who may stay, in the order that they keep: that of the list before, or the one given by hand. */
  readonly kept: readonly Kept[];
  readonly newcomers: readonly Newcomer[];
  /** Candidates before, in rank order, those who must leave included. */
  readonly before: readonly number[];
  /** Places left once those pinned have theirs. */
  readonly unpinnedPlaces: number;
}

/** What a repair starts from: who must leave and who must enter is settled, the rest is to choose. */
export interface RepairProblem {
  readonly model: AssignmentModel;
  /** Length = vacancyCount. */
  readonly vacancies: readonly VacancyPart[];
  /** Vacancy whose list each candidate may stay on, −1 for none. Pinned ones included. Length = candidateCount. */
  readonly keptAt: Int32Array;
  /** 1: withdrawn or pinned, so nobody's to choose. Length = candidateCount. */
  readonly settled: Uint8Array;
  /** Candidates who may not enter each vacancy. Length = vacancyCount. */
  readonly barred: readonly ReadonlySet<number>[];
  /** Memberships that change whatever is chosen: those who must leave, those pinned elsewhere. */
  readonly forcedChanges: number;
}

/** @throws Error for a candidate on two lists, or a vacancy with more pins than places. */
export const repairProblem = (
  model: AssignmentModel,
  state: SessionState,
  { constraints, orders }: Constrained,
): RepairProblem => {
  const { withdrawn, excluded, pulled, pins } = constraints;
  const settled = new Uint8Array(model.candidateCount);
  for (const { candidate } of withdrawn) settled[candidate] = 1;
  const pinOf = new Map(
    pins
      .filter(({ vacancy, candidate }) => pairsOf(model, vacancy, candidate).length > 0)
      .map((pin) => [pin.candidate, pin]),
  );
  for (const candidate of pinOf.keys()) settled[candidate] = 1;
  const barred: Set<number>[] = Array.from({ length: model.vacancyCount }, () => new Set());
  for (const { vacancy, candidate } of excluded) barred[vacancy]!.add(candidate);
  const out = new Set(withdrawn.map(({ candidate }) => candidate));
  const closed = new Set(pulled);

  const keptAt = new Int32Array(model.candidateCount).fill(EMPTY);
  const seen = new Uint8Array(model.candidateCount);
  let forcedChanges = 0;
  const vacancies = state.lists.map((list, vacancy): VacancyPart => {
    const firstPlace = model.placeOffsets[vacancy]!;
    const capacity = closed.has(vacancy) ? 0 : model.placeOffsets[vacancy + 1]! - firstPlace;
    const before = list.map(({ candidate }) => candidate);
    for (const candidate of before) {
      if (seen[candidate]) throw new Error('repair: a candidate stands on two places of the session');
      seen[candidate] = 1;
    }
    const staying = list.flatMap((listed): Kept[] => {
      const { candidate } = listed;
      const pin = pinOf.get(candidate);
      const pair = standingPair(model, vacancy, listed);
      const stays =
        !closed.has(vacancy) &&
        !out.has(candidate) &&
        !barred[vacancy]!.has(candidate) &&
        pair !== EMPTY &&
        (pin === undefined || pin.vacancy === vacancy);
      if (!stays) return [];
      keptAt[candidate] = vacancy;
      return [{ candidate, pair, pinned: pin !== undefined, rank: pin?.rank ?? null }];
    });
    const order = orders.get(vacancy) ?? before;
    const kept = order.flatMap((candidate) => staying.find((k) => k.candidate === candidate) ?? []);
    const newcomers = pins
      .filter(
        (pin) => pin.vacancy === vacancy && pinOf.has(pin.candidate) && keptAt[pin.candidate] !== vacancy,
      )
      .map(({ candidate, rank }) => ({ candidate, rank, pairs: pairsOf(model, vacancy, candidate) }));
    const pinned = newcomers.length + kept.filter((k) => k.pinned).length;
    if (pinned > capacity) throw new Error(`repair: vacancy ${vacancy} has fewer places than pins`);
    forcedChanges += before.length - kept.length + newcomers.length;
    return { firstPlace, capacity, kept, newcomers, before, unpinnedPlaces: capacity - pinned };
  });
  return { model, vacancies, keptAt, settled, barred, forcedChanges };
};

/** The candidate may be chosen for a list of the vacancy where it is not kept. */
export const mayEnter = (
  { settled, barred, keptAt }: RepairProblem,
  vacancy: number,
  candidate: number,
): boolean => settled[candidate] === 0 && keptAt[candidate] !== vacancy && !barred[vacancy]!.has(candidate);

/** One place of a list to be made: somebody who stays, somebody pinned, or a place to fill. */
export type Slot =
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'newcomer'; readonly newcomer: Newcomer }
  | { readonly kind: 'open' };

const OPEN: Slot = { kind: 'open' };

/**
 * Order of a list: those who stay move up and keep their order, those who enter come below them, and each pinned rank is put
 * at its place. On a list that became too short for a pinned rank, it comes as near as it can.
 */
export const layout = (
  { kept, newcomers }: VacancyPart,
  gone: ReadonlySet<number>,
  entrants: number,
): readonly Slot[] => {
  const stay = kept.filter(({ candidate }) => !gone.has(candidate));
  const open = entrants + newcomers.filter(({ rank }) => rank === null).length;
  const slots: Slot[] = [
    ...stay.filter(({ rank }) => rank === null).map((k): Slot => ({ kind: 'kept', kept: k })),
    ...new Array<Slot>(open).fill(OPEN),
  ];
  const ranked = [
    ...stay.flatMap((k) =>
      k.rank === null ? [] : [{ rank: k.rank, slot: { kind: 'kept', kept: k } as Slot }],
    ),
    ...newcomers.flatMap((newcomer) =>
      newcomer.rank === null ? [] : [{ rank: newcomer.rank, slot: { kind: 'newcomer', newcomer } as Slot }],
    ),
  ].sort((a, b) => a.rank - b.rank);
  for (const { rank, slot } of ranked) slots.splice(Math.min(rank - 1, slots.length), 0, slot);
  return slots;
};

/** Pairs of a list whose order is not the one before. */
export const reversedPairs = (before: readonly number[], slots: readonly Slot[]): number => {
  const rankBefore = slots.flatMap((slot) =>
    slot.kind === 'kept' ? [before.indexOf(slot.kept.candidate)] : [],
  );
  let reversed = 0;
  for (let i = 0; i < rankBefore.length; i += 1)
    for (let j = i + 1; j < rankBefore.length; j += 1) if (rankBefore[i]! > rankBefore[j]!) reversed += 1;
  return reversed;
};
