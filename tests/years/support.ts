import { methodsOf } from '../../api/service/simulations.ts';
import { openRules } from '../../api/service/territories.ts';
import type { Provenance } from '../../engine/domain/provenance.ts';
import { type Scenario, ScenarioSchema } from '../../engine/domain/scenario.ts';
import { drawHorizon, type Horizon } from '../../engine/years/horizon.ts';
import { type OpenHorizon, openHorizon } from '../../engine/years/openHorizon.ts';

export const ASSUMED: Provenance = {
  certainty: 'proposal',
  source: 'Hypothèse d’essai',
  validFrom: null,
  validTo: null,
};

/** A scenario of a small world: a year of some eighty vacancies, unless the test says otherwise. */
export const aScenario = (changes: Record<string, unknown> = {}): Scenario =>
  ScenarioSchema.parse({
    id: 'essai',
    label: 'Essai',
    description: 'Un petit monde pour les essais.',
    territory: 'mel-2016',
    start: '2027-01',
    months: 12,
    seed: 7,
    replications: 2,
    policies: ['greedy'],
    world: { demands: 900, dwellings: 2_400, openVacancies: 95, leasesPerYear: 150 },
    demand: { arrivalsPerYear: 480, arrivalsTrend: 0.02, renewalShare: 0.62, provenance: ASSUMED },
    vacancies: { departuresPerYear: 110, mutationsFreeHome: false, provenance: ASSUMED },
    acceptance: { oddsFactor: 1, provenance: ASSUMED },
    newBuild: {
      perYear: 24,
      plaiShare: [{ from: '2027-01', share: 0.25 }],
      plsShare: 0.1,
      where: 'as-recent-stock',
      provenance: ASSUMED,
    },
    npru: { relocations: 60, programmeMonths: 60, provenance: ASSUMED },
    uncertainty: { arrivals: 0.05, departures: 0.05, acceptance: 0.1, provenance: ASSUMED },
    ...changes,
  });

export const horizonOf = (scenario: Scenario): Horizon => {
  const rules = openRules(scenario.territory);
  return drawHorizon({ scenario, pack: rules.territory.pack, methods: methodsOf(rules) });
};

let small: OpenHorizon | null = null;

/** The small world's year, made once for a test file. */
export const smallYear = (): OpenHorizon => {
  small ??= openHorizon(horizonOf(aScenario()));
  return small;
};
