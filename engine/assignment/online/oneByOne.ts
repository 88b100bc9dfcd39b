import { pairsOf } from '../candidatePairs.ts';
import { type Assignment, EMPTY, placeCount } from '../model.ts';
import { worthOf } from '../objective.ts';
import { priceRows } from '../priceRows.ts';
import { certify } from '../proof/certificate.ts';
import type { PreparedSession } from '../session.ts';
import type { FuturePrices, ReadyVacancies } from './futurePrices.ts';
import { type Arrived, arrived, OnlineLists, type OnlineOptions } from './onlineLists.ts';

/** What no lists of a year can pass, and the best that were found for one who knows all of its vacancies. Thousandths of points. */
export interface YearKnown {
  readonly bound: number;
  readonly plan: number;
  readonly rounds: number;
}

/**
 * Vacancies that get their list one by one, in some order, no answer ever heard: what a household, a target and a list are worth is counted
 * by the chances of ranks. A household stands on one list only; demands are those of the session's pool.
 */
export class OneByOne {
  readonly prepared: PreparedSession;
  readonly arrived: Arrived;
  readonly #futures: readonly ReadyVacancies[];
  readonly #options: OnlineOptions;

  /** @param prepared every vacancy of the year, at pace `at-once`: it has no other session to leave some of what lacks to. */
  constructor(input: {
    readonly prepared: PreparedSession;
    readonly futures: readonly ReadyVacancies[];
    readonly options: OnlineOptions;
  }) {
    this.prepared = input.prepared;
    this.arrived = arrived(input.prepared);
    this.#futures = input.futures;
    this.#options = input.options;
  }

  /**
   * A maker of lists by the prices of futures, with nothing made yet.
   *
   * @param futures left out: those given; none: what lacks at its penalty, nothing kept for later. @param first, hidden see `OnlineLists`.
   */
  lists(
    from: {
      readonly futures?: readonly ReadyVacancies[];
      readonly first?: FuturePrices;
      readonly hidden?: Iterable<number>;
    } = {},
  ): OnlineLists {
    return new OnlineLists({
      futures: this.#futures,
      ...from,
      rowCount: this.prepared.request.pool.rowCount,
      expected: this.prepared.problem.model.vacancyCount,
      options: this.#options,
    });
  }

  /**
   * The year in one order; null when it was stopped.
   *
   * @param renewals times that prices are made anew, evenly along the year.
   */
  run(
    lists: OnlineLists,
    order: readonly number[],
    { renewals, stopped = () => false }: { readonly renewals: number; readonly stopped?: () => boolean },
  ): Assignment | null {
    const { model } = this.prepared.problem;
    const assignment: Assignment = new Int32Array(placeCount(model)).fill(EMPTY);
    const every = Math.ceil(order.length / (renewals + 1));
    for (let i = 0; i < order.length; i += 1) {
      if (i % every === 0) {
        if (stopped()) return null;
        if (renewals > 0 && i > 0) lists.renew(order.length - i);
      }
      assignment.set(lists.list(this.arrived, order[i]!), model.placeOffsets[order[i]!]!);
    }
    return assignment;
  }

  /** The method's order alone; of a household's contingents, the one that brings most to the targets that lack, at their penalties. */
  byMethod(order: readonly number[]): Assignment {
    const { model } = this.prepared.problem;
    const { segmentOf } = this.arrived;
    const { termOffsets, termRow, termCoef, placeOffsets, placeWeight } = model;
    const assignment: Assignment = new Int32Array(placeCount(model)).fill(EMPTY);
    const listed = new Uint8Array(model.candidateCount);
    const left = model.rowRequired.slice();
    const worth = (pair: number): number => {
      let sum = 0;
      for (let e = termOffsets[segmentOf[pair]!]!; e < termOffsets[segmentOf[pair]! + 1]!; e += 1)
        if (left[termRow[e]!]! > 1e-9) sum += termCoef[e]! * model.rowPenalty[termRow[e]!]!;
      return sum;
    };
    for (const d of order) {
      const size = placeOffsets[d + 1]! - placeOffsets[d]!;
      this.#firstFree(d, size, listed).forEach((candidate, rank) => {
        const pair = pairsOf(model, d, candidate).reduce((best, each) =>
          worth(each) > worth(best) ? each : best,
        );
        const place = placeOffsets[d]! + rank;
        assignment[place] = pair;
        listed[candidate] = 1;
        for (let e = termOffsets[segmentOf[pair]!]!; e < termOffsets[segmentOf[pair]! + 1]!; e += 1)
          left[termRow[e]!]! -= placeWeight[place]! * termCoef[e]!;
      });
    }
    return assignment;
  }

  /** Of lists, less what targets lack at their penalties: thousandths of points. */
  worth(assignment: Assignment): number {
    const { model } = this.prepared.problem;
    return worthOf({ ...model, fillBonus: 0 }, this.arrived.segmentOf, assignment).value;
  }

  /**
   * The certified bound of the plan that knows every vacancy of the year on its first day.
   *
   * @param rounds of the price phase: the more, the tighter. @param stopped asked between rounds: the bound so far holds.
   * @throws Error when the certificate is refused.
   */
  known({
    rounds,
    stopped = () => false,
    progress = () => {},
  }: {
    readonly rounds: number;
    readonly stopped?: () => boolean;
    readonly progress?: (done: number) => void;
  }): YearKnown {
    const model = { ...this.prepared.problem.model, fillBonus: 0 };
    const found = priceRows(model, {
      limits: { maxRounds: rounds },
      stopped: (round) => round > 0 && stopped(),
      progress: (round) => progress(round / rounds),
    });
    const certificate = certify(model, found.duals);
    if (certificate.outcome === 'refused')
      throw new Error(`one by one: bound refused, ${JSON.stringify(certificate.findings[0])}`);
    return { bound: certificate.bound, plan: found.value, rounds: found.rounds };
  }

  /** Candidates of a vacancy on no list yet, the first in the method's order. */
  #firstFree(d: number, size: number, listed: Uint8Array): readonly number[] {
    const { segmentOffsets, pairOffsets, pairCandidate } = this.prepared.problem.model;
    const { position } = this.prepared.places[d]!.ranking;
    const { rowOf } = this.prepared.problem;
    const first: number[] = [];
    const end = pairOffsets[segmentOffsets[d + 1]!]!;
    for (let pair = pairOffsets[segmentOffsets[d]!]!; pair < end; pair += 1) {
      const candidate = pairCandidate[pair]!;
      if (listed[candidate] === 1 || first.includes(candidate)) continue;
      let at = first.length;
      while (at > 0 && position[rowOf[first[at - 1]!]!]! > position[rowOf[candidate]!]!) at -= 1;
      if (at < size) first.splice(at, 0, candidate);
      if (first.length > size) first.pop();
    }
    return first;
  }
}
