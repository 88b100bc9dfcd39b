import { pairsOf } from '../../engine/assignment/candidatePairs.ts';
import { contingentOfPair, pairCrediting } from '../../engine/assignment/credited.ts';
import { type Assignment, EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { PRICE_ROUNDS, planPrices } from '../../engine/assignment/planPrices.ts';
import {
  type PreparedSession,
  prepareSession,
  type SessionRequest,
} from '../../engine/assignment/session.ts';
import { solveStages } from '../../engine/assignment/stages.ts';
import { listOrder } from '../../engine/shortlist/listOrder.ts';
import { type PlanPrices, PreparedPrices } from '../../engine/shortlist/prices.ts';
import { placeOf } from '../../engine/targets/place.ts';
import type { OpenProposal } from '../../engine/targets/proposals.ts';

/** How a vacancy's list is chosen when vacancies come one by one. */
export type Policy =
  /** The method's order alone. */
  | { readonly kind: 'method' }
  /** The method's order among those who serve the targets that lack, the first precedences first, as far as enough are left. */
  | { readonly kind: 'filters' }
  /**
   * The method at the prices of the plan of what is left, made anew every so many lists. `leaving`: households that this plan lists
   * for another vacancy are left to it, which no shortlist does: it tells what row prices do not see.
   */
  | { readonly kind: 'prices'; readonly every: number; readonly leaving?: true };

/** A household of a list, with the pair of the month's model that it makes. */
interface Listed {
  readonly row: number;
  readonly pair: number;
}

/**
 * A month of vacancies taken one by one: each list is made from what is known then, a household is on one list only, and lists made
 * count as awaited. The answer is an assignment of the month's own model, so that every policy is valued alike.
 *
 * @param order vacancies of the month, by place in the session, in the order they come.
 */
export const monthOneByOne = (
  month: PreparedSession,
  order: readonly number[],
  policy: Policy,
): Assignment => {
  const run = new Month(month);
  let plan: Plan | null = null;
  order.forEach((d, i) => {
    if (policy.kind !== 'prices') {
      run.list(d, run.byMethod(d, policy));
      return;
    }
    if (plan === null || i % policy.every === 0) plan = run.planOf(order.slice(i));
    run.list(d, run.byPrices(d, policy.leaving ? plan : { ...plan, listedAt: new Map() }));
  });
  return run.assignment;
};

/** Prices of a plan, and the vacancy that it lists each household for. */
interface Plan {
  readonly prices: PlanPrices;
  readonly listedAt: ReadonlyMap<number, number>;
}

class Month {
  readonly assignment: Assignment;
  readonly #month: PreparedSession;
  readonly #segmentOf: Uint32Array;
  readonly #candidateOf: ReadonlyMap<number, number>;
  readonly #activity: Float64Array;
  readonly #proposals: OpenProposal[] = [];
  readonly #taken = new Set<number>();

  constructor(month: PreparedSession) {
    const { model, rowOf } = month.problem;
    this.#month = month;
    this.#segmentOf = segmentOfPairs(model);
    this.#candidateOf = new Map(Array.from(rowOf, (row, candidate) => [row, candidate]));
    this.#activity = new Float64Array(model.rowCount);
    this.assignment = new Int32Array(model.placeWeight.length).fill(EMPTY);
  }

  /** The plan of the vacancies that are left, as the month's service makes it. */
  planOf(left: readonly number[]): Plan {
    const { request } = this.#month;
    const rest: SessionRequest = {
      ...request,
      vacancies: left.map((d) => request.vacancies[d]!),
      openProposals: [...request.openProposals, ...this.#proposals],
      exclusions: [...this.#taken].map((row) => ({ vacancy: null, row })),
    };
    const prepared = prepareSession(rest);
    const result = solveStages(prepared.staged, { limits: { maxRounds: PRICE_ROUNDS } });
    const { model, rowOf } = prepared.problem;
    const listedAt = new Map<number, number>();
    left.forEach((d, at) => {
      for (let place = model.placeOffsets[at]!; place < model.placeOffsets[at + 1]!; place += 1) {
        const pair = result.assignment[place]!;
        if (pair !== EMPTY) listedAt.set(rowOf[model.pairCandidate[pair]!]!, d);
      }
    });
    return { prices: planPrices(prepared, result, left.length), listedAt };
  }

  byPrices(d: number, { prices, listedAt }: Plan): readonly Listed[] {
    const { request, places } = this.#month;
    const { vacancy, dwelling, ranking } = places[d]!;
    const order = listOrder(
      {
        territory: request.territory,
        dwelling,
        ranking,
        pricing: {
          prepared: new PreparedPrices(prices, request.territory, request.classes),
          orientedTo: vacancy.orientedTo,
          rankingOf: request.ranking,
        },
      },
      Uint32Array.from(this.#free(d).filter((row) => (listedAt.get(row) ?? d) === d)),
    );
    return [...order.first(this.#size(d))].map((row) => ({
      row,
      pair: this.#pair(d, row, order.standing(row)!.credited),
    }));
  }

  byMethod(d: number, { kind }: Policy): readonly Listed[] {
    const { position } = this.#month.places[d]!.ranking;
    const free = this.#free(d).sort((a, b) => position[a]! - position[b]!);
    const kept = kind === 'filters' ? this.#filtered(d, free) : free;
    return kept.slice(0, this.#size(d)).map((row) => ({ row, pair: this.#bestPair(d, row) }));
  }

  list(d: number, listed: readonly Listed[]): void {
    const { places, request, problem } = this.#month;
    const { model } = problem;
    const { vacancy, dwelling, chances } = places[d]!;
    listed.forEach(({ row, pair }, i) => {
      this.#taken.add(row);
      this.assignment[model.placeOffsets[d]! + i] = pair;
      for (const { row: t, coef } of this.#terms(pair)) this.#activity[t]! += chances[i]! * coef;
    });
    this.#proposals.push({
      vacancy: vacancy.id,
      place: placeOf(request.territory, dwelling),
      proposedOn: request.asOf,
      settledOn: null,
      candidates: listed.map(({ row, pair }, i) => ({
        number: request.pool.numbers.at(row),
        rank: i + 1,
        chance: chances[i]!,
        refusedOn: null,
        profile: {
          ...request.classes.profiles[request.classes.classOf[row]!]!,
          contingent: contingentOfPair(problem, this.#segmentOf, pair),
        },
      })),
    });
  }

  #size(d: number): number {
    return this.#month.places[d]!.chances.length;
  }

  /** Eligible households that are on no list yet. */
  #free(d: number): number[] {
    const { model, rowOf } = this.#month.problem;
    const from = model.pairOffsets[model.segmentOffsets[d]!]!;
    const end = model.pairOffsets[model.segmentOffsets[d + 1]!]!;
    const rows = new Set(Array.from(model.pairCandidate.subarray(from, end), (c) => rowOf[c]!));
    return [...rows].filter((row) => !this.#taken.has(row));
  }

  #terms(pair: number): readonly { readonly row: number; readonly coef: number }[] {
    const { termOffsets, termRow, termCoef } = this.#month.problem.model;
    const segment = this.#segmentOf[pair]!;
    return Array.from({ length: termOffsets[segment + 1]! - termOffsets[segment]! }, (_, i) => ({
      row: termRow[termOffsets[segment]! + i]!,
      coef: termCoef[termOffsets[segment]! + i]!,
    }));
  }

  #pair(vacancy: number, row: number, contingent: Parameters<typeof pairCrediting>[2]['contingent']): number {
    const candidate = this.#candidateOf.get(row)!;
    return pairCrediting(this.#month.problem, this.#segmentOf, { vacancy, candidate, contingent });
  }

  #lacks(t: number): boolean {
    return this.#month.problem.model.rowRequired[t]! - this.#activity[t]! > 1e-9;
  }

  /** Of the pairs of a household, the one that brings most, at their penalties, to the targets that lack. */
  #bestPair(d: number, row: number): number {
    const { model } = this.#month.problem;
    let best = EMPTY;
    let worth = -Infinity;
    for (const pair of pairsOf(model, d, this.#candidateOf.get(row)!)) {
      const here = this.#terms(pair).reduce(
        (sum, { row: t, coef }) => (this.#lacks(t) ? sum + coef * model.rowPenalty[t]! : sum),
        0,
      );
      if (here > worth) {
        best = pair;
        worth = here;
      }
    }
    return best;
  }

  #filtered(d: number, free: readonly number[]): readonly number[] {
    const { rows, problem } = this.#month;
    const pairs = new Map(free.map((row) => [row, pairsOf(problem.model, d, this.#candidateOf.get(row)!)]));
    const lacking = rows
      .map(({ target, vacancies }, t) => ({ t, precedence: target.precedence, vacancies }))
      .filter(({ t, vacancies }) => vacancies.includes(d) && this.#lacks(t))
      .sort((a, b) => a.precedence - b.precedence);
    let kept = free;
    for (const { t } of lacking) {
      const serving = kept.filter((row) =>
        pairs.get(row)!.some((pair) => this.#terms(pair).some(({ row: of, coef }) => of === t && coef > 0)),
      );
      if (serving.length >= this.#size(d)) kept = serving;
    }
    return kept;
  }
}
