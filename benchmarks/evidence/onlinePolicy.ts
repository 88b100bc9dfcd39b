import { type Assignment, type AssignmentModel, type Duals, EMPTY } from '../../engine/assignment/model.ts';
import type { FuturePrices } from '../../engine/assignment/online/futurePrices.ts';
import { sampledFuture } from '../../engine/assignment/online/futures.ts';
import { OneByOne } from '../../engine/assignment/online/oneByOne.ts';
import type { OnlineLists } from '../../engine/assignment/online/onlineLists.ts';
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
interface Year {
  readonly prepared: PreparedSession;
  readonly oneByOne: OneByOne;
}

const yearOf = ({ size, seed, futures: count, firstRounds, rounds }: OnlinePlan): Year => {
  const world = melWorkload(size, seed);
  // What targets lack is asked of the year whole: it has no other commission to leave some of it to.
  const request = requestOfWorld(world, { pace: 'at-once' });
  const dwellings = new Map(world.world.dwellings.map((each) => [each.id as string, each]));
  const freed = world.world.allocations.map(({ dwelling }) => dwellings.get(dwelling)!);
  const prepared = prepareSession(request);
  const futures = Array.from({ length: count }, (_, f) =>
    sampledFuture(request, {
      freed,
      expected: request.vacancies.length,
      random: randomStream(seed, `evidence/online-policy/future/${f}`),
    }),
  );
  const options = { firstRounds, rounds, seed };
  return { prepared, oneByOne: new OneByOne({ prepared, futures, options }) };
};

const orderOf = ({ prepared }: Year, number: number): readonly number[] =>
  shuffle(
    randomStream(number, 'evidence/online-policy/order'),
    Array.from({ length: prepared.problem.model.vacancyCount }, (_, d) => d),
  );

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
  const year = yearOf(plan);
  const { prepared, oneByOne } = year;
  const { model } = prepared.problem;
  const { renewals } = plan;
  const solved = {
    prepared,
    ...solveStages(prepared.staged, { limits: { maxRounds: plan.boundRounds } }),
  };
  requireVerified(`online policy, seed ${plan.seed}`, solved);
  const { duals, bound } = proofOf(solved);
  const unweighed = { ...model, rowPenalty: new Float64Array(model.rowCount) };
  const first = oneByOne.lists().prices;
  const orders = Array.from({ length: plan.orders }, (_, i): OrderOutcome => {
    const order = orderOf(year, i + 1);
    const policy = oneByOne.run(oneByOne.lists({ first }), order, { renewals })!;
    requireListed(`order ${i + 1}`, model, policy, duals);
    const outcome = {
      order: i + 1,
      method: oneByOne.worth(oneByOne.byMethod(order)),
      penalties: oneByOne.worth(oneByOne.run(oneByOne.lists({ futures: [] }), order, { renewals: 0 })!),
      policy: oneByOne.worth(policy),
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
  const { oneByOne, prepared } = year;
  const { renewals } = plan;
  const order = orderOf(year, 1);
  const run = (lists: OnlineLists, times = 0) => oneByOne.run(lists, order, { renewals: times })!;
  const targetsAlone = { ...first, household: first.household.map(() => 0) };
  const rungs: readonly (readonly [string, () => Assignment])[] = [
    ['the method alone', () => oneByOne.byMethod(order)],
    ['targets at the penalties of what lacks, nothing ahead', () => run(oneByOne.lists({ futures: [] }))],
    ['prices of targets alone, made once', () => run(oneByOne.lists({ first: targetsAlone }))],
    ["prices of targets and households', made once", () => run(oneByOne.lists({ first }))],
    ['the policy: the same made anew along the year', () => run(oneByOne.lists({ first }), renewals)],
    [
      "not to be had: the year's own vacancies as the future",
      () => run(oneByOne.lists({ futures: [prepared] }), renewals),
    ],
  ];
  return rungs.map(([policy, lists]) => ({ policy, value: oneByOne.worth(lists()) }));
};
