import { type RowBrake, rowBrakes, STEPS } from '../../engine/assignment/explain/brakePrices.ts';
import type { HighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import { type StagedModel, type StagedResult, solveStages } from '../../engine/assignment/stages.ts';

/** What the brakes of one session say, counted. Binding: a price above a thousandth of a point. */
export interface BrakeCount {
  readonly session: string;
  readonly rows: number;
  readonly binding: number;
  /** Of the binding rows: nothing more can be brought. */
  readonly unreachable: number;
  /** Reachable, and both sides differ even for a hundredth of a dwelling: both values are given. */
  readonly degenerate: number;
  /** Reachable, and both sides agree with the price for some step: it is a derivative. */
  readonly derivative: number;
  /** Of those, the price within 5 % of both sides over the largest step that the session can bring. */
  readonly withinLargest: number;
  /** Of those within over the largest step, whose price of the price phase (not of the solver) is within 5 % too. */
  readonly phaseWithin: number;
  /** Worst distance of a price given as one number to its sides, as a share of the largest. */
  readonly worst: number;
  /** Rows given as one number although both sides differ by more than 5 % and a twentieth of a point. */
  readonly silent: number;
  /** Zero-price rows: free over the step; free up to less than it, said so. */
  readonly free: number;
  readonly freeUpTo: number;
  readonly seconds: number;
}

const SHARE = 0.05;
const LEAST = 50;

/** Recounted from the values of each side: the verdict of the engine is checked, not believed. */
export const brakeCount = (
  session: string,
  result: StagedResult,
  brakes: readonly RowBrake[],
): BrakeCount => {
  const phase = result.stages.at(-1)!.duals.rowPrice;
  const binding = brakes.filter(({ price }) => price > 1);
  const reachable = binding.filter(({ more }) => more !== null);
  const derivative = reachable.filter(({ holdsFor }) => holdsFor !== null);
  const within = derivative.filter((brake) => apart(sidesOf(brake)) <= allowed(sidesOf(brake)));
  const single = brakes.filter(({ verdict }) => verdict === 'steady' || verdict === 'free');
  return {
    session,
    rows: brakes.length,
    binding: binding.length,
    unreachable: binding.length - reachable.length,
    degenerate: reachable.length - derivative.length,
    derivative: derivative.length,
    withinLargest: within.length,
    phaseWithin: within.filter(
      ({ row, price }) => Math.abs(phase[row]! - price) <= Math.max(SHARE * price, LEAST),
    ).length,
    worst: Math.max(0, ...single.map((brake) => apart(sidesOf(brake)) / Math.max(1000, ...sidesOf(brake)))),
    silent: single.filter((brake) => apart(sidesOf(brake)) > allowed(sidesOf(brake)) + 1e-6).length,
    free: brakes.filter(({ verdict }) => verdict === 'free').length,
    freeUpTo: brakes.filter(({ price, verdict }) => price <= 1 && verdict === 'stepped').length,
    seconds: 0,
  };
};

/** Price, one step more, one step less where there is one: thousandths of points by dwelling. */
const sidesOf = ({ price, more, less }: RowBrake): readonly number[] => [
  price,
  ...(more === null ? [] : [more.perDwelling]),
  ...(less === null ? [] : [less.perDwelling]),
];
const apart = (sides: readonly number[]): number => Math.max(...sides) - Math.min(...sides);
const allowed = (sides: readonly number[]): number => Math.max(SHARE * Math.max(...sides), LEAST);

export const countBrakes = (
  session: string,
  staged: StagedModel,
  solver: HighsSolver,
  clock: () => number,
): BrakeCount => {
  const result = solveStages(staged);
  const start = clock();
  const brakes = rowBrakes(staged, result, solver);
  return { ...brakeCount(session, result, brakes), seconds: (clock() - start) / 1000 };
};

const COLUMNS: readonly (readonly [keyof BrakeCount, string])[] = [
  ['rows', 'rows'],
  ['binding', 'binding'],
  ['unreachable', 'unreachable'],
  ['degenerate', 'degenerate'],
  ['derivative', 'derivative'],
  ['withinLargest', 'one number'],
  ['phaseWithin', 'phase'],
  ['silent', 'silent'],
  ['free', 'free'],
  ['freeUpTo', 'free up to'],
];
const WIDTH = 12;

/** Table of the counts, what the columns say, and the bar. */
export const brakesEvidenceText = (counts: readonly BrakeCount[], title: string): string => {
  const sum = (key: keyof BrakeCount): number =>
    counts.reduce((total, count) => total + Number(count[key]), 0);
  const line = (name: string, of: (key: keyof BrakeCount) => number): string =>
    `${name.padEnd(10)}${COLUMNS.map(([key]) => String(of(key)).padStart(WIDTH)).join('')}`;
  const share = (part: number, whole: number): string =>
    whole === 0 ? 'none to count' : `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
  return [
    title,
    '',
    `${''.padEnd(10)}${COLUMNS.map(([, label]) => label.padStart(WIDTH)).join('')}`,
    ...counts.map((count) => line(count.session, (key) => Number(count[key]))),
    line('all', sum),
    '',
    `Binding prices that more can be brought to: ${sum('derivative') + sum('degenerate')}. Solved again with the row hard at ± a step of ${STEPS.map((step) => (step === 1 ? '1' : `1/${Math.round(1 / step)}`)).join(', ')}`,
    `dwelling, both sides agree with the price within 5 % (or a twentieth of a point) for some step: ${share(sum('derivative'), sum('derivative') + sum('degenerate'))};`,
    `the others are degenerate. The value is concave in what is asked and the price lies between its sides, so that sides that agree`,
    `with each other agree with it: what is measured is how often they do, and over which step.`,
    `Of these, within 5 % over the largest step that the session can bring (one dwelling, or the largest fraction above): ${share(sum('withinLargest'), sum('derivative'))};`,
    `the others are given as two values, with the step up to which the price holds. Prices of the price phase (shown with the`,
    `lists, no solver) within 5 % of the confirmed ones: ${share(sum('phaseWithin'), sum('withinLargest'))}.`,
    `Given as one number although both sides differ: ${sum('silent')}. Worst distance of a single number to its sides: ${(100 * Math.max(0, ...counts.map(({ worst }) => worst))).toFixed(2)} %.`,
    `Degenerate: lists stop where the next dwelling costs more than its penalty and the last one less, or on a kink; both values are`,
    `given. Unreachable: no full lists bring a hundredth of a dwelling more; the price is then the penalty, and is not shown.`,
    `Free: one more costs nothing; free up to: nothing until what the lists bring beyond, then a cost, both said.`,
    `Seconds a session: ${counts.map(({ seconds }) => seconds.toFixed(1)).join(', ')}.`,
  ].join('\n');
};
