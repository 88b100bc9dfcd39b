import { methodsOf } from '../../api/service/simulations.ts';
import { openRules } from '../../api/service/territories.ts';
import type { Scenario, YearPolicy } from '../../engine/domain/scenario.ts';
import { drawHorizon } from '../../engine/years/horizon.ts';
import { prepareYearPrices } from '../../engine/years/monthPrices.ts';
import { openHorizon } from '../../engine/years/openHorizon.ts';
import { rehearsedPrices } from '../../engine/years/rehearsal.ts';
import type { YearBound } from '../../engine/years/yearBound.ts';
import { closedPart, yearYardstick } from '../../engine/years/yearYardstick.ts';

export interface YearBoundsPlan {
  /** Of one civil year. */
  readonly scenario: Scenario;
  readonly replications: number;
  readonly rounds: number;
  /** The first is the floor that the others are measured from. */
  readonly policies: readonly YearPolicy[];
}

/** Thousandths of points: of the households housed, as the bound counts them, less what targets lack at the year's end. */
export interface YearOutcome extends Omit<YearBound, 'points'> {
  readonly replication: number;
  readonly values: readonly number[];
  /** Processor seconds of the bound and of the policies. */
  readonly seconds: number;
}

export interface YearBounds {
  readonly plan: YearBoundsPlan;
  readonly outcomes: readonly YearOutcome[];
}

/**
 * Simulated years under each policy, beside the certified bound of the one who knows the year.
 *
 * @throws Error when a policy passes the bound.
 */
export const yearBounds = (plan: YearBoundsPlan): YearBounds => {
  const { scenario, policies, replications, rounds } = plan;
  const rules = openRules(scenario.territory);
  const open = openHorizon(drawHorizon({ scenario, pack: rules.territory.pack, methods: methodsOf(rules) }));
  const plans = policies.includes('priced') ? rehearsedPrices(open) : null;
  const prices = plans === null ? null : prepareYearPrices(open, plans);
  const measured = { policies, rounds, futures: NO_FUTURES };
  const outcomes = Array.from({ length: replications }, (_, replication): YearOutcome => {
    const began = process.cpuUsage();
    const { values, ...bound } = yearYardstick(open, { replication, plan: measured, prices })!;
    const used = process.cpuUsage(began);
    return {
      ...bound,
      values: values.map(({ value }) => value),
      seconds: (used.user + used.system) / 1e6,
    };
  });
  return { plan, outcomes };
};

/** No policy of this evidence looks at futures. */
const NO_FUTURES = { futures: 0, firstRounds: 0, rounds: 0 };

const LEGEND = [
  'points: of the households housed in the year, by the method in its last month and what they had refused and been passed over on its first',
  'day, less what targets lack at its end, at their penalties.',
  'bound: certified, of the clairvoyant, who knows every demand that will be filed, every dwelling that will be freed or built and who would',
  'say yes to what at some rank of a list; who may house a household before it comes or after it leaves. No policy can pass it; that one could',
  'reach it is not claimed. plan: the best that the engine finds for the one who knows as much.',
  'closed: part of the way from the first policy to the bound. Levels of the method put nobody first in points or in the bound, while every',
  'policy holds them, each in its way: what they cost is in the way that is left.',
].join('\n');

const points = (thousandths: number): string => Math.round(thousandths / 1000).toLocaleString('en');

export const yearBoundsText = ({ plan, outcomes }: YearBounds): string => {
  const { policies, scenario, rounds } = plan;
  const closed = ({ values, bound }: YearOutcome, p: number): number =>
    closedPart({ bound, floor: values[0]! }, values[p]!)!;
  const share = (each: number): string => `${(100 * each).toFixed(1)} %`;
  const mean = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length;
  const [first] = outcomes;
  const head = ['bound', 'plan', ...policies, ...policies.slice(1).map((policy) => `${policy} closed`)];
  const width = (name: string): number => Math.max(11, name.length + 2);
  const cells = (texts: readonly string[]): string =>
    texts.map((text, i) => text.padStart(width(head[i]!))).join('');
  return [
    LEGEND,
    '',
    `scenario ${scenario.id}, ${scenario.months} months: ${first!.vacancies.toLocaleString('en')} vacancies × ${first!.demands.toLocaleString('en')} demands in the first replication, ${first!.pairs.toLocaleString('en')} pairs, ${first!.rows} rows; bound of ${rounds} rounds at most, with the policies ${mean(outcomes.map(({ seconds }) => seconds)).toFixed(0)} s of processor`,
    '',
    `replication${cells(head)}`,
    ...outcomes.map((outcome) =>
      [
        String(outcome.replication).padStart(11),
        cells([
          points(outcome.bound),
          points(outcome.plan),
          ...outcome.values.map(points),
          ...policies.slice(1).map((_, p) => share(closed(outcome, p + 1))),
        ]),
      ].join(''),
    ),
    '',
    ...policies.slice(1).map((policy, p) => {
      const shares = outcomes.map((outcome) => closed(outcome, p + 1));
      return `closed by ${policy}: worst ${share(Math.min(...shares))}, mean ${share(mean(shares))}`;
    }),
    `the plan of the one who knows: worst ${share(Math.min(...outcomes.map((o) => (o.plan - o.values[0]!) / (o.bound - o.values[0]!))))} of the way to its bound`,
  ].join('\n');
};
