import type { MeasureId } from '../../engine/years/measures.ts';
import { count, figure, lowerFirst } from './format.ts';
import { type PresentedPolicy, type PresentedSimulation, simulationName } from './simulation.ts';
import type { PresentedComparison } from './simulationDifferences.ts';
import { bullet, heading, wrap } from './text.ts';

/** Measures that a summary gives of each year; files and JSON have them all. */
const SHOWN: readonly MeasureId[] = [
  'leases',
  'waiting',
  'meanLeaseWait',
  'refusalShare',
  'refusedByAllShare',
  'vacant',
  'mutationShare',
  'priorityShare',
  'modestShare',
  'npru',
  'plaiShare',
  'meanPoints',
  'rowsMissed',
  'shortDwellings',
];

/** A run as plain text: what it supposes, each policy year by year, then the policies compared. */
export const simulationText = (s: PresentedSimulation): string =>
  [
    heading(simulationName(s)),
    wrap(`${s.scenario.description} Territoire : ${s.scenario.territory}. Méthode : ${s.scenario.method}.`),
    heading('Ce qui est simulé'),
    ...s.notices.map((notice) => bullet(notice)),
    ...s.policies.flatMap((policy) => [
      heading(`${policy.label} (${figure(policy.replications)} tirages)`),
      wrap(policy.knows),
      ...policy.years.flatMap(({ label, measures }) => [
        `\n${label} : médiane (huit tirages sur dix)`,
        ...measures
          .filter(({ id }) => SHOWN.includes(id))
          .map((measure) => bullet(`${measure.label} : ${measure.text}`)),
      ]),
      '\nObjectifs à la fin de l’horizon, où il en manque',
      ...targetLines(policy),
      wrap(`Empreinte des résultats : ${policy.hash}.`),
    ]),
    ...s.comparisons.map(comparisonText),
    heading('D’où viennent les hypothèses'),
    ...s.scenario.sources.map(({ what, text }) => bullet(`${what} : ${text}`)),
    '',
  ].join('\n');

/** Targets that weigh on lists and are missed somewhere; the others in one line. */
const targetLines = ({ targets }: PresentedPolicy): readonly string[] => {
  const weighing = targets.filter(({ weighs }) => weighs);
  const missed = weighing.filter(({ missed: places }) => places !== null && places.p90 > 0);
  const held = weighing.length - missed.length;
  return [
    ...missed.map(({ text }) => bullet(text)),
    ...(held === 0
      ? []
      : [bullet(`${count(held, 'autre objectif tenu', 'autres objectifs tenus')} partout.`)]),
  ];
};

/** Differences that are shown: those that are established or likely, then the others in one line. */
export const comparisonText = ({ first, second, differences }: PresentedComparison): string => {
  const told = differences.filter(({ apart, likely }) => apart || likely);
  const others = differences.filter(({ apart, likely }) => !apart && !likely);
  return [
    heading(`« ${second} » par rapport à « ${first} », sur tout l’horizon`),
    ...told.map(({ label, text }) => bullet(`${label} : ${text}`)),
    ...(told.length === 0 ? [wrap('Aucun écart que le hasard des tirages n’explique.')] : []),
    ...(others.length === 0
      ? []
      : [wrap(`Sans écart établi : ${others.map(({ label }) => lowerFirst(label)).join(' ; ')}.`)]),
  ].join('\n');
};
