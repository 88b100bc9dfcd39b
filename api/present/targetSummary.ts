import { figure, NBSP, percent, plural } from './format.ts';
import type { PresentedTargetState } from './targetStates.ts';
import { dwellings, readsAsNone } from './targets.ts';

/** How a target stands, in the words of dashboards; `withheld`: too few households to be shown. */
export const STANDINGS = {
  reached: 'tenu',
  'within-tolerance': 'à un logement près',
  missed: 'manqué',
  empty: 'rien à compter encore',
  withheld: 'effectif trop petit',
} as const;
export type Standing = keyof typeof STANDINGS;

export const standingOfState = ({ status }: Pick<PresentedTargetState, 'status'>): Standing =>
  status ?? 'withheld';

export interface TargetSummary {
  readonly total: number;
  readonly counts: Readonly<Record<Standing, number>>;
  /** "212 objectifs tenus sur 389, 90 manqués". */
  readonly text: string;
}

/** How many targets stand where. */
export const targetSummary = (states: readonly PresentedTargetState[]): TargetSummary => {
  const counts = { reached: 0, 'within-tolerance': 0, missed: 0, empty: 0, withheld: 0 };
  for (const state of states) counts[standingOfState(state)] += 1;
  const held = counts.reached + counts['within-tolerance'];
  return {
    total: states.length,
    counts,
    text:
      states.length === 0
        ? 'Aucun objectif ne se mesure ici.'
        : `${figure(held)}${NBSP}${plural(held, 'objectif tenu', 'objectifs tenus')} sur ${figure(states.length)}, ${figure(counts.missed)}${NBSP}${plural(counts.missed, 'manqué', 'manqués')}`,
  };
};

const URGENCY: readonly Standing[] = ['missed', 'within-tolerance', 'reached', 'empty', 'withheld'];

/** Missed targets first, those short of the most dwellings before the others; where as many are, in order of precedence. */
export const byUrgency = (states: readonly PresentedTargetState[]): readonly PresentedTargetState[] =>
  [...states].sort(
    (a, b) =>
      URGENCY.indexOf(standingOfState(a)) - URGENCY.indexOf(standingOfState(b)) ||
      (a.distanceDwellings ?? 0) - (b.distanceDwellings ?? 0) ||
      a.precedence - b.precedence ||
      (a.id < b.id ? -1 : 1),
  );

/** "au moins 45 %", "au plus 4 logements". */
export const aimedText = ({ bound, aimShare, aimDwellings }: PresentedTargetState): string =>
  `${bound === 'min' ? 'au moins' : 'au plus'} ${aimShare === null ? dwellings(aimDwellings ?? 0) : percent(aimShare)}`;

/** "il manque 3,2 logements", "1,5 logement d’avance"; null where it is withheld, or nothing is counted yet. */
export const distanceText = ({
  status,
  bound,
  distanceDwellings: d,
}: PresentedTargetState): string | null => {
  if (d === null || status === 'empty') return null;
  // Some hundredths of a dwelling: "il manque 0 logement" would not be understood.
  if (readsAsNone(d)) return 'tout juste';
  if (d < 0) return bound === 'min' ? `il manque ${dwellings(-d)}` : `${dwellings(-d)} de trop`;
  return `${dwellings(d)} d’avance`;
};
