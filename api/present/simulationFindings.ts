import type { MeasureId } from '../../engine/years/measures.ts';
import { count, figure, list, lowerFirst } from './format.ts';
import type { PresentedPolicy, PresentedSimulation } from './simulation.ts';
import type { PresentedComparison } from './simulationDifferences.ts';

/** Differences that a summary names, the first to be read first. */
const TOLD = 4;

const measureOf = (span: PresentedPolicy['years'][number] | undefined, id: MeasureId): string | null =>
  span?.measures.find((measure) => measure.id === id && measure.spread !== null)?.text ?? null;

/**
 * What a run comes to, in sentences: each way of making lists at the end of the last civil year, then what tells them apart. Every
 * figure is that of a table of the same run.
 */
export const simulationFindings = (
  simulations: readonly PresentedSimulation[],
  comparisons: readonly PresentedComparison[],
): readonly string[] => [
  ...simulations.flatMap(({ scenario, policies }) =>
    policies.map((policy) => policyFinding(policy, simulations.length > 1 ? `${scenario.label}, ` : '')),
  ),
  ...comparisons.map((each) => comparisonFinding(each)),
  ...simulations.flatMap((simulation) =>
    simulation.comparisons.map(
      (each) =>
        `${simulations.length > 1 ? `${simulation.scenario.label} : ` : ''}${comparisonFinding(each)}`,
    ),
  ),
];

const policyFinding = ({ label, years, targets }: PresentedPolicy, before: string): string => {
  const last = years.at(-1);
  const weighing = targets.filter(({ weighs, missed }) => weighs && missed !== null);
  const missed = weighing.filter(({ missed: places }) => places !== null && places.p50 > 0);
  const facts = [
    [measureOf(last, 'leases'), (text: string) => `${text} baux signés`],
    [measureOf(last, 'waiting'), (text: string) => `${text} demandes en attente à la fin`],
    [measureOf(last, 'meanLeaseWait'), (text: string) => `une attente de ${text} pour les ménages logés`],
    [measureOf(last, 'vacant'), (text: string) => `${text} logements sans locataire`],
  ] as const;
  const told = facts.flatMap(([text, say]) => (text === null ? [] : [say(text)]));
  const targetsTold =
    weighing.length === 0
      ? ''
      : missed.length === 0
        ? ` ${sentenceOfTargets(weighing.length)} tenus dans la moitié des tirages au moins.`
        : ` Objectifs manqués quelque part dans la plupart des tirages : ${figure(missed.length)} sur ${figure(weighing.length)} (${namesOf(missed)}).`;
  return `${before}${label}, ${last?.label ?? ''} : ${list(told)}.${targetsTold}`;
};

/** Several targets of one kind share their label: it is said once. */
const namesOf = (missed: readonly { readonly label: string }[]): string => {
  const labels = [...new Set(missed.map(({ label }) => lowerFirst(label)))];
  return `${list(labels.slice(0, TOLD))}${labels.length > TOLD ? '…' : ''}`;
};

const sentenceOfTargets = (targets: number): string =>
  targets === 1
    ? 'Le seul objectif qui pèse et ses lieux sont'
    : `Les ${figure(targets)} objectifs qui pèsent sont`;

const comparisonFinding = ({ first, second, differences }: PresentedComparison): string => {
  const told = differences.filter(({ apart }) => apart);
  const likely = differences.filter((each) => each.likely && !each.apart).length;
  return told.length === 0
    ? `« ${second} » par rapport à « ${first} » : aucun écart n’est établi sur ces tirages${likely === 0 ? '' : `, ${count(likely, 'est probable', 'sont probables')}`}.`
    : `« ${second} » par rapport à « ${first} » : ${count(told.length, 'écart établi', 'écarts établis')}, dont ${told
        .slice(0, TOLD)
        .map(({ label, figure: told }) => `${lowerFirst(label)} ${told}`)
        .join(' ; ')}.`;
};
