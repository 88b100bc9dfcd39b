import { ASSUMED, aScenario } from './support.ts';

/** A scenario of a village, two months long: drawn and simulated in a blink. */
export const aTinyScenario = (changes: Record<string, unknown> = {}) =>
  aScenario({
    id: 'village',
    label: 'Village',
    months: 2,
    replications: 3,
    policies: ['greedy', 'filtered'],
    world: { demands: 200, dwellings: 600, openVacancies: 25, leasesPerYear: 40 },
    demand: { arrivalsPerYear: 60, arrivalsTrend: 0, renewalShare: 0.62, provenance: ASSUMED },
    vacancies: { departuresPerYear: 40, mutationsFreeHome: false, provenance: ASSUMED },
    npru: { relocations: 0, programmeMonths: 60, provenance: ASSUMED },
    ...changes,
  });
