import { InputError } from '../../engine/domain/issue.ts';
import { type Scenario, YEAR_POLICIES, type YearPolicy } from '../../engine/domain/scenario.ts';
import type { ScenarioBook } from './scenarioBook.ts';
import { monthsAsked, type SimulationLimits } from './simulationLimits.ts';

/** What is asked, by the names of scenarios. */
export interface SimulationAsk {
  readonly scenario: string;
  /** A second one, on the same draws; null: none. */
  readonly compare: string | null;
  /** Null: those of the scenario. */
  readonly months: number | null;
  readonly replications: number | null;
  /** Empty: those of the scenario. */
  readonly policies: readonly YearPolicy[];
}

/** A question that can be run: plain data, which a worker thread is given. */
export interface SimulationQuestion {
  readonly scenario: Scenario;
  readonly compare: Scenario | null;
  readonly policies: readonly YearPolicy[];
  readonly replications: number;
}

export const MOST_MONTHS = 180;
export const MOST_REPLICATIONS = 1_000;

/**
 * Finds the scenarios of a question and checks that they can be run and compared, within the limits of this server.
 *
 * @throws InputError `scenario.absent`, those of `ScenarioBook.issuesOf`, `scenario.compare-same`, `scenario.compare-months`,
 * `simulation.too-long`.
 */
export const simulationQuestion = async (
  book: ScenarioBook,
  asked: SimulationAsk,
  limits: SimulationLimits,
): Promise<SimulationQuestion> => {
  const found = async (id: string): Promise<Scenario> => {
    const { scenario } = await book.find(id);
    return asked.months === null ? scenario : { ...scenario, months: asked.months };
  };
  const scenario = await found(asked.scenario);
  const compare = asked.compare === null ? null : await found(asked.compare);
  if (compare !== null && JSON.stringify(compare) === JSON.stringify(scenario))
    throw new InputError([{ code: 'scenario.compare-same', path: 'compare' }]);
  requireSameMonths(scenario, compare);
  const scenarios = [scenario, ...(compare === null ? [] : [compare])];
  const issues = scenarios.flatMap((each) => sizeIssues(book, each));
  if (issues.length > 0) throw new InputError(issues);
  const policies = asked.policies.length === 0 ? scenario.policies : asked.policies;
  const question = {
    scenario,
    compare,
    policies: YEAR_POLICIES.filter((policy) => policies.includes(policy)),
    replications: asked.replications ?? scenario.replications,
  };
  const months = monthsAsked({ ...question, scenarios });
  if (months > limits.months)
    throw new InputError([
      {
        code: 'simulation.too-long',
        path: 'replications',
        received: String(months),
        expected: String(limits.months),
      },
    ]);
  return question;
};

/** The name of a shipped one is its own: only months may differ. */
const sizeIssues = (book: ScenarioBook, scenario: Scenario) =>
  book.issuesOf(scenario).filter(({ code }) => code !== 'scenario.id-shipped');

/** @throws InputError `scenario.compare-months`. */
export const requireSameMonths = (first: Scenario, second: Scenario | null): void => {
  const span = ({ start, months }: Scenario): string => `${start}, ${months} mois`;
  if (second !== null && span(first) !== span(second))
    throw new InputError([
      { code: 'scenario.compare-months', path: 'compare', received: span(second), expected: span(first) },
    ]);
};
