import type { Issue } from '../../engine/domain/issue.ts';
import type { Scenario, YearPolicy } from '../../engine/domain/scenario.ts';

/** What one simulation may ask of a server. */
export interface SimulationLimits {
  /** Simulated months in all: of each draw, under each way of making lists, of each scenario; `monthWeight` of them each. */
  readonly months: number;
}

/** Ten years, a hundred draws, two ways of making lists: half an hour of one core, about. */
export const DEFAULT_SIMULATION_LIMITS: SimulationLimits = { months: 24_000 };

/** Lists made together take as long as so many months of lists made one by one, about. */
const SESSION_WEIGHT = 30;

const monthWeight = (policy: YearPolicy): number => (policy === 'session' ? SESSION_WEIGHT : 1);

/** Simulated months that a question comes to. */
export const monthsAsked = (question: {
  readonly scenarios: readonly Pick<Scenario, 'months'>[];
  readonly policies: readonly YearPolicy[];
  readonly replications: number;
}): number => {
  const { scenarios, policies, replications } = question;
  const months = scenarios.reduce((sum, scenario) => sum + scenario.months, 0);
  return months * replications * policies.reduce((sum, policy) => sum + monthWeight(policy), 0);
};

/** Largest world that a server draws: a metropolis of several times the size of those shipped. */
const MOST = {
  demands: 1_500_000,
  dwellings: 600_000,
  leasesPerYear: 60_000,
  relocations: 60_000,
} as const;

/** Issues `scenario.too-large`: numbers of a world that would take all the memory of a server. */
export const scenarioSizeIssues = (scenario: Scenario): readonly Issue[] => {
  const { world, demand, newBuild, npru, vacancies, months } = scenario;
  const years = Math.ceil(months / 12);
  const yearly = Array.from(
    { length: years },
    (_, year) => demand.arrivalsPerYear * (1 + demand.arrivalsTrend) ** year,
  );
  const arrivals = yearly.reduce((sum, each) => sum + each, 0);
  const sizes = [
    { path: 'demand.arrivalsPerYear', size: (world?.demands ?? 0) + arrivals, most: MOST.demands },
    {
      path: 'newBuild.perYear',
      size: (world?.dwellings ?? 0) + newBuild.perYear * years,
      most: MOST.dwellings,
    },
    { path: 'world.leasesPerYear', size: world?.leasesPerYear ?? 0, most: MOST.leasesPerYear },
    { path: 'world.openVacancies', size: world?.openVacancies ?? 0, most: MOST.leasesPerYear },
    { path: 'vacancies.departuresPerYear', size: vacancies.departuresPerYear, most: MOST.leasesPerYear },
    { path: 'npru.relocations', size: npru.relocations, most: MOST.relocations },
  ];
  return sizes
    .filter(({ size, most }) => size > most)
    .map(({ path, most }) => ({ code: 'scenario.too-large', path, expected: String(most) }));
};
