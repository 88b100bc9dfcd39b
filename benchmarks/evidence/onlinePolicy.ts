import { pairsOf } from '../../engine/assignment/candidatePairs.ts';
import {
  type Assignment,
  type AssignmentModel,
  type Duals,
  EMPTY,
  placeCount,
} from '../../engine/assignment/model.ts';
import type { FuturePrices, ReadyVacancies } from '../../engine/assignment/online/futurePrices.ts';
import { sampledFuture } from '../../engine/assignment/online/futures.ts';
import {
  type Arrived,
  arrived,
  OnlineLists,
  type OnlineOptions,
} from '../../engine/assignment/online/onlineLists.ts';
import { checkSaved, saveResult } from '../../engine/assignment/proof/savedResult.ts';
import { type PreparedSession, prepareSession } from '../../engine/assignment/session.ts';
import { solveStages } from '../../engine/assignment/stages.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import { type MelSize, melWorkload } from '../workloads/mel.ts';
import { requestOfWorld } from '../workloads/session.ts';
import { pointsOf, proofOf, requireVerified } from '../workloads/solved.ts';

/** A year whose vacancies come one by one. */
export interface OnlinePlan {
  readonly size: MelSize;
  readonly seed: number;
  readonly orders: number;
  readonly futures: number;
  /** Times that prices are made anew, evenly along the year: 11 is the first of every month but the first. */
  readonly renewals: number;
  readonly firstRounds: number;
  readonly rounds: number;
  /** Rounds of the clairvoyant plan: the more, the tighter its bound. */
  readonly boundRounds: number;
  /** Whether the first order is also run with less and with more knowledge. */
  readonly ladder: boolean;
}

/** Thousandths of points: of lists weighed by the chances of ranks, less what targets lack at their penalties. */
export interface OrderOutcome {
  readonly order: number;
  readonly method: number;
  readonly penalties: number;
  readonly policy: number;
  /** Of the policy's value, what targets lack, at their penalties. */
  readonly lacking: number;
  readonly empty: number;
}

export interface OnlineYear {
  readonly plan: OnlinePlan;
  readonly vacancies: number;
  readonly pairs: number;
  readonly rows: number;
  /** Worth of the clairvoyant's own lists, and what no lists can pass. */
  readonly clairvoyant: number;
  readonly bound: number;
  readonly orders: readonly OrderOutcome[];
  /** One order under poorer and richer knowledge. */
  readonly ladder: readonly { readonly policy: string; readonly value: number }[];
}

/** The parts of a year that stay the same from order to order. */
class Year {
  readonly prepared: PreparedSession;
  readonly arrived: Arrived;
  readonly futures: readonly ReadyVacancies[];
  readonly #plan: OnlinePlan;

  constructor(plan: OnlinePlan) {
    const world = melWorkload(plan.size, plan.seed);
    // What targets lack is asked of the year whole: it has no other commission to leave some of it to.
    const request = requestOfWorld(world, { pace: 'at-once' });
    const dwellings = new Map(world.world.dwellings.map((each) => [each.id as string, each]));
    const freed = world.world.allocations.map(({ dwelling }) => dwellings.get(dwelling)!);
    this.#plan = plan;
    this.prepared = prepareSession(request);
    this.arrived = arrived(this.prepared);
    this.futures = Array.from({ length: plan.futures }, (_, f) =>
      sampledFuture(request, {
        freed,
        expected: request.vacancies.length,
        random: randomStream(plan.seed, `evidence/online-policy/future/${f}`),
      }),
    );
  }

  get model(): AssignmentModel {
    return this.prepared.problem.model;
  }

  order(number: number): readonly number[] {
    return shuffle(
      randomStream(number, 'evidence/online-policy/order'),
      Array.from({ length: this.model.vacancyCount }, (_, d) => d),
    );
  }

  lists(futures: readonly ReadyVacancies[], first?: FuturePrices): OnlineLists {
    const { firstRounds, rounds, seed } = this.#plan;
    const options: OnlineOptions = { firstRounds, rounds, seed };
    return new OnlineLists({
      rowCount: this.prepared.request.pool.rowCount,
      futures,
      expected: this.model.vacancyCount,
      options,
      ...(first === undefined ? {} : { first }),
    });
  }

  /** The year in one order. @param renewals times that prices are made anew. */
  run(lists: OnlineLists, order: readonly number[], renewals: number): Assignment {
    const { placeOffsets } = this.model;
    const assignment: Assignment = new Int32Array(placeCount(this.model)).fill(EMPTY);
    const every = Math.ceil(order.length / (renewals + 1));
    order.forEach((d, i) => {
      if (renewals > 0 && i > 0 && i % every === 0) lists.renew(order.length - i);
      assignment.set(lists.list(this.arrived, d), placeOffsets[d]!);
    });
    return assignment;
  }

  /** The method's order alone; of a household's contingents, the one that brings most to the targets that lack, at their penalties. */
  byMethod(order: readonly number[]): Assignment {
    const { model } = this;
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

  /** Candidates of a vacancy on no list yet, the first in the method's order. */
  #firstFree(d: number, size: number, listed: Uint8Array): readonly number[] {
    const { segmentOffsets, pairOffsets, pairCandidate } = this.model;
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

/**
 * The year under each order: greedy by the method, greedy at the penalties of what lacks, and by the prices of sampled futures; beside the
 * certified bound of the plan that knows every vacancy of the year beforehand.
 *
 * @param told called after each order.
 * @throws Error when lists or certificate do not stand their recount.
 */
export const onlineYear = (
  plan: OnlinePlan,
  told: (outcome: OrderOutcome) => void = () => undefined,
): OnlineYear => {
  const year = new Year(plan);
  const { prepared, model, futures } = year;
  const solved = {
    prepared,
    ...solveStages(prepared.staged, { limits: { maxRounds: plan.boundRounds } }),
  };
  requireVerified(`online policy, seed ${plan.seed}`, solved);
  const { duals, bound } = proofOf(solved);
  const unweighed = { ...model, rowPenalty: new Float64Array(model.rowCount) };
  const first = year.lists(futures).prices;
  const orders = Array.from({ length: plan.orders }, (_, i): OrderOutcome => {
    const order = year.order(i + 1);
    const policy = year.run(year.lists(futures, first), order, plan.renewals);
    requireListed(`order ${i + 1}`, model, policy, duals);
    const outcome = {
      order: i + 1,
      method: pointsOf(model, year.byMethod(order)),
      penalties: pointsOf(model, year.run(year.lists([]), order, 0)),
      policy: pointsOf(model, policy),
      lacking: pointsOf(unweighed, policy) - pointsOf(model, policy),
      empty: policy.filter((pair) => pair === EMPTY).length,
    };
    told(outcome);
    return outcome;
  });
  const filled = solved.assignment.reduce(
    (sum, pair, place) => (pair === EMPTY ? sum : sum + model.placeWeight[place]!),
    0,
  );
  return {
    plan,
    vacancies: model.vacancyCount,
    pairs: model.pairCandidate.length,
    rows: model.rowCount,
    clairvoyant: pointsOf(model, solved.assignment),
    bound: bound - filled * model.fillBonus,
    orders,
    ladder: plan.ladder ? ladderOf(year, plan, first) : [],
  };
};

/** @throws Error at the first property of lists that does not hold, or when they pass the bound. */
const requireListed = (name: string, model: AssignmentModel, assignment: Assignment, duals: Duals): void => {
  const saving = saveResult({ model, assignment, duals });
  const findings = saving.outcome === 'saved' ? checkSaved(model, saving.saved) : saving.findings;
  // Who was kept for a vacancy that did not come is passed over (P7): the price of keeping anybody.
  const told = findings.filter(({ property }) => property !== 'P7');
  if (told.length > 0) throw new Error(`${name}: ${JSON.stringify(told[0])}`);
};

/** The first order again, with less knowledge than the policy has, then with more than it may have. */
const ladderOf = (year: Year, plan: OnlinePlan, first: FuturePrices): OnlineYear['ladder'] => {
  const order = year.order(1);
  const rungs: readonly (readonly [string, () => Assignment])[] = [
    ['the method alone', () => year.byMethod(order)],
    ['targets at the penalties of what lacks, nothing ahead', () => year.run(year.lists([]), order, 0)],
    [
      'prices of targets alone, made once',
      () =>
        year.run(year.lists(year.futures, { ...first, household: first.household.map(() => 0) }), order, 0),
    ],
    [
      "prices of targets and households', made once",
      () => year.run(year.lists(year.futures, first), order, 0),
    ],
    [
      'the policy: the same made anew along the year',
      () => year.run(year.lists(year.futures, first), order, plan.renewals),
    ],
    [
      "not to be had: the year's own vacancies as the future",
      () => year.run(year.lists([year.prepared]), order, plan.renewals),
    ],
  ];
  return rungs.map(([policy, lists]) => ({ policy, value: pointsOf(year.model, lists()) }));
};
