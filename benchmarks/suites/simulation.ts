import { openScenario } from '../../api/service/scenarios.ts';
import { methodsOf } from '../../api/service/simulations.ts';
import { openRules } from '../../api/service/territories.ts';
import type { Scenario, YearPolicy } from '../../engine/domain/scenario.ts';
import { drawHorizon } from '../../engine/years/horizon.ts';
import { prepareYearPrices } from '../../engine/years/monthPrices.ts';
import { openHorizon } from '../../engine/years/openHorizon.ts';
import { rehearsedPrices } from '../../engine/years/rehearsal.ts';
import { type ReplicationResult, runReplication } from '../../engine/years/replication.ts';
import { seriesAt } from '../../engine/years/series.ts';
import { workloadHash } from '../harness/machine.ts';
import { timingOf } from '../harness/measure.ts';
import type { Suite, SuiteResult } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';

const SCENARIO = 'tendance';
const MONTHS = 12;
const POLICIES: readonly YearPolicy[] = ['greedy', 'filtered', 'priced'];
/** The scenario's rates at a ninth of its size. */
const SMALL = 9;

/** A year of the MEL month by month, under the policies that know their prices beforehand. */
export const simulationSuite = ({ quick }: Context): Suite => ({
  name: 'simulation',
  about:
    'One replication of a simulated year: monthly rescoring of every demand, lists of three for each vacancy, answers drawn by household and vacancy, leases in the ledgers. `priced` uses prices made beforehand, on rehearsed years.',
  async run() {
    const scenario = yearOfScenario(openScenario(SCENARIO), quick);
    const rules = openRules(scenario.territory);
    const horizon = drawHorizon({ scenario, pack: rules.territory.pack, methods: methodsOf(rules) });
    const open = openHorizon(horizon);
    const plans = rehearsedPrices(open);
    if (plans === null) throw new Error('benchmark: no prices');
    const prices = prepareYearPrices(open, plans);
    const replications = quick ? 2 : 5;
    const verified: string[] = [];
    const figures: SuiteResult['figures'][number][] = [];
    const timings = POLICIES.map((policy) => {
      const request = (replication: number) => ({ policy, replication, prices });
      const first = runReplication(open, request(0))!;
      const again = runReplication(open, request(0))!;
      if (first.hash !== again.hash) throw new Error(`benchmark: ${policy} gave two results`);
      verified.push(`${policy}: the same replication twice, one hash; ${describe(first)}`);
      const used = process.cpuUsage();
      const samples = Float64Array.from({ length: replications }, (_, replication) => {
        const start = performance.now();
        runReplication(open, request(replication));
        return performance.now() - start;
      });
      const { user, system } = process.cpuUsage(used);
      figures.push({
        name: `processor a replication-year, ${policy}`,
        value: (user + system) / 1e6 / replications,
        unit: 's',
      });
      return timingOf(`replication-year, ${policy}`, samples);
    });
    return {
      workload: {
        label: `scenario ${scenario.id}, ${MONTHS} months: ${horizon.demands.arrivalMonth.length.toLocaleString('en')} demands over the year, ${horizon.stock.count.toLocaleString('en')} dwellings`,
        hash: workloadHash([horizon.hash, plans.map(({ hash }) => hash)]),
      },
      verified,
      timings,
      ratios: [],
      figures,
    };
  },
});

const describe = ({ series }: ReplicationResult): string => {
  const sum = (name: Parameters<typeof seriesAt>[2]): number =>
    Array.from({ length: MONTHS }, (_, month) => seriesAt(series, month, name)).reduce((a, b) => a + b, 0);
  return `${sum('lists')} lists, ${sum('offers')} offers, ${sum('leases')} leases`;
};

/** A year of a scenario, whole or at a ninth of its size. */
export const yearOfScenario = (scenario: Scenario, quick: boolean): Scenario => {
  const year = { ...scenario, months: MONTHS };
  if (!quick) return year;
  return {
    ...year,
    world: { demands: 6_000, dwellings: 15_000, openVacancies: 95, leasesPerYear: 900 },
    demand: { ...scenario.demand, arrivalsPerYear: scenario.demand.arrivalsPerYear / SMALL },
    vacancies: { ...scenario.vacancies, departuresPerYear: scenario.vacancies.departuresPerYear / SMALL },
    newBuild: { ...scenario.newBuild, perYear: scenario.newBuild.perYear / SMALL },
    npru: { ...scenario.npru, relocations: scenario.npru.relocations / SMALL },
  };
};
