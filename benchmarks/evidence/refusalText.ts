import {
  errorsAway,
  type ForetoldShare,
  type KindOutcome,
  type RefusalOutcome,
  type RefusalPlan,
} from './refusals.ts';

/** Bars of the issue: points of a share by class, standard errors by quartier. */
export const CLASS_POINTS = 1;
export const QUARTIER_ERRORS = 3.5;

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** What was drawn, then what was foretold and what came true, lists in expectation and lists at rank 1 side by side. */
export const refusalText = (outcomes: readonly RefusalOutcome[], plan: RefusalPlan, world: string): string =>
  [
    `Drawn: ${world}. At each refusal rate, ${plan.sets} sessions of ${plan.vacancies} vacancies are matched once each, then answered`,
    `${plan.draws} times: ${plan.sets * plan.draws} simulated sessions. At each answering every residence draws its readiness to refuse anew, from a Beta law`,
    `whose mean is its class's (the rate named, moved by the odds of the pack's own rates) and whose correlation is ${plan.correlation}; given it,`,
    'households are asked in rank order, each on its own. The predictor knows none of that: it learns acceptance by class and rank',
    `(learnRates) from ${plan.learnedFrom.toLocaleString('en')} lists of another year, answered by the same truth with other residences' draws. Both kinds of lists get the`,
    'same answers. Share: leases to households that the mix target of the quartier counts, of all leases; 50 % is asked in each.',
    'Where every household listed is alike for the target, any answer gives the foretold share: quartiers whose lists mix are told apart.',
    'Lists that only look at rank 1: rank 1 matched under the same targets as if nobody refused, ranks after it by points alone.',
    `Standard errors: of the realised share of a quartier, by the learned chances. Bars: ${CLASS_POINTS} point by class, ${QUARTIER_ERRORS} standard errors by quartier.`,
    ...outcomes.flatMap((outcome) => [
      '',
      `Refusal rate ${percent(outcome.rate)} (${classRates(outcome)}); ${outcome.sessions.toLocaleString('en')} sessions`,
      `learned acceptance: ${learnedRates(outcome)}; correlation ${outcome.learned.correlation.value.toFixed(3)}`,
      ...kindLines('targets in expectation', outcome.expectation),
      ...kindLines('targets at rank 1 only', outcome.rankOne),
    ]),
  ].join('\n');

const classRates = ({ truth, learned }: RefusalOutcome): string =>
  [...new Set(learned.rows.map(({ fragility }) => fragility))]
    .map((fragility) => `${fragility} ${percent(truth.refusal(fragility))}`)
    .join(', ');

const learnedRates = ({ learned }: RefusalOutcome): string =>
  learned.rows
    .map(
      ({ fragility, rank, rate, offers }) => `${fragility} rank ${rank} ${percent(rate)} (${offers} offers)`,
    )
    .join(', ');

const told = ({ leases, foretold, realised }: ForetoldShare): string =>
  `foretold ${percent(foretold)}, realised ${percent(realised)}, ${((realised - foretold) * 100).toFixed(2)} points apart (${leases.toLocaleString('en')} leases)`;

const kindLines = (name: string, { byClass, byQuartier, foretoldShort, realisedShort }: KindOutcome) => {
  const away = byQuartier.map(errorsAway);
  const beyond = away.filter((errors) => errors > QUARTIER_ERRORS).length;
  const apart = byQuartier.filter(({ standardError }) => standardError > 0).length;
  return [
    `  ${name}`,
    ...byClass.map(
      ({ target, mixed, ...all }) =>
        `    ${target.padEnd(18)} ${told(all)}; of which quartiers whose lists mix: ${told(mixed)}`,
    ),
    `    quartiers: ${byQuartier.length}, of which ${apart} whose lists mix; ${beyond} beyond ${QUARTIER_ERRORS} standard errors, at most ${Math.max(...away).toFixed(2)}`,
    `    dwellings short of the quartiers' targets: foretold ${foretoldShort.toFixed(1)}, realised on average ${realisedShort.toFixed(1)}`,
  ];
};
