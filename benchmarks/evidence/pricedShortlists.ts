import { FRONTIER_FAMILIES, familyOf } from '../../engine/assignment/explain/frontier.ts';
import { slackOf } from '../../engine/assignment/explain/view.ts';
import { type Assignment, EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { rowActivity } from '../../engine/assignment/objective.ts';
import type { PreparedSession, SessionRequest } from '../../engine/assignment/session.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import { pointsOf, proofOf, requireVerified, solveSession } from '../workloads/solved.ts';
import { monthOneByOne, type Policy } from './pricedMonth.ts';

/** What the lists of a month are worth under one policy. Points are weighed by the chances of ranks. */
export interface MonthOutcome {
  readonly policy: string;
  /** Points less what targets lack, thousandths. */
  readonly value: number;
  /** Part of the way from the method alone to the certified bound of the joint month. */
  readonly closed: number;
  /** Dwellings lacking, by family of targets. */
  readonly lack: Readonly<Record<string, number>>;
  readonly empty: number;
}

export interface PricedMonth {
  readonly seed: number;
  readonly vacancies: number;
  readonly rows: number;
  readonly bound: number;
  readonly outcomes: readonly MonthOutcome[];
}

export const POLICIES: readonly (readonly [name: string, policy: Policy])[] = [
  ['method alone', { kind: 'method' }],
  ['targets as filters', { kind: 'filters' }],
  ['prices, once for the month', { kind: 'prices', every: Number.MAX_SAFE_INTEGER }],
  ['prices, every 30 lists', { kind: 'prices', every: 30 }],
  ['prices, every 10 lists', { kind: 'prices', every: 10 }],
  ['prices, every list', { kind: 'prices', every: 1 }],
  ['the same, others left', { kind: 'prices', every: 1, leaving: true }],
];

/** The policies beside the joint month and its certified bound; vacancies come in one random order. */
export const pricedMonth = (
  request: SessionRequest,
  { seed, policies = POLICIES }: { readonly seed: number; readonly policies?: typeof POLICIES },
): PricedMonth => {
  const solved = solveSession(request);
  requireVerified(`month, seed ${seed}`, solved);
  const { prepared, assignment } = solved;
  const { model } = prepared.problem;
  const order = shuffle(
    randomStream(seed, 'evidence/priced-shortlists'),
    request.vacancies.map((_, d) => d),
  );
  const filled = assignment.reduce((sum, pair, s) => (pair === EMPTY ? sum : sum + model.placeWeight[s]!), 0);
  const bound = proofOf(solved).bound - filled * model.fillBonus;
  const made = policies.map(([name, policy]) => [name, monthOneByOne(prepared, order, policy)] as const);
  const floor = pointsOf(model, made[0]![1]);
  return {
    seed,
    vacancies: model.vacancyCount,
    rows: model.rowCount,
    bound,
    outcomes: [...made, ['joint month', assignment] as const].map(([policy, lists]): MonthOutcome => {
      const value = pointsOf(model, lists);
      return {
        policy,
        value,
        closed: (value - floor) / (bound - floor),
        lack: lackByFamily(prepared, lists),
        empty: lists.filter((pair) => pair === EMPTY).length,
      };
    }),
  };
};

const FAMILIES = [...FRONTIER_FAMILIES, 'others'] as const;

const lackByFamily = (
  { problem: { model }, rows }: PreparedSession,
  lists: Assignment,
): Record<string, number> => {
  const slack = slackOf(model, rowActivity(model, segmentOfPairs(model), lists));
  return Object.fromEntries(
    FAMILIES.map((family) => [
      family,
      rows.reduce(
        (sum, { target }, t) => ((familyOf(target) ?? 'others') === family ? sum + slack[t]! : sum),
        0,
      ),
    ]),
  );
};

const figure = (value: number, decimals: number): string => value.toFixed(decimals);

const LEGEND = [
  'Generated world of the MEL; each vacancy of the month gets its list in one random order, a household on one list only.',
  'points: of the lists, weighed by the chances of ranks, less what targets lack at their penalties. closed: part of the way from the',
  'method alone to the certified bound of the joint month. mix, aci, flux, others: dwellings lacking, by family of targets.',
  'others left: households that the current plan lists for another vacancy are left to it; no shortlist does that. It tells what',
  'prices of targets cannot see: who is needed elsewhere.',
].join('\n');

export const pricedShortlistsText = (months: readonly PricedMonth[]): string =>
  [LEGEND, ...months.map(monthText)].join('\n\n');

const monthText = ({ seed, vacancies, rows, bound, outcomes }: PricedMonth): string =>
  [
    `seed ${seed}: ${vacancies} vacancies, ${rows} rows; certified bound ${figure(bound / 1000, 1)} points`,
    `${'policy'.padEnd(28)}${['points', 'closed', ...FAMILIES].map((head) => head.padStart(9)).join('')}`,
    ...outcomes.map(({ policy, value, closed, lack, empty }) =>
      [
        policy.padEnd(28),
        figure(value / 1000, 1).padStart(9),
        `${figure(closed * 100, 1)} %`.padStart(9),
        ...FAMILIES.map((family) => figure(lack[family]!, 2).padStart(9)),
        empty === 0 ? '' : `  ${empty} places empty`,
      ].join(''),
    ),
  ].join('\n');
