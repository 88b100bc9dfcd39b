import { FRONTIER_FAMILIES, FRONTIER_STEPS, type TargetQuestion } from '../../service/sessionsBrakes.ts';
import { sessionHref } from './meeting.ts';

export const PRICES = 'Le prix de chaque objectif';

export const FAMILY_LABELS: { readonly [F in (typeof FRONTIER_FAMILIES)[number]]: string } = {
  mix: 'à la mixité',
  aci: 'à l’accord collectif',
  flux: 'aux flux des réservataires',
};

/** What the page offers to ask. */
export const OFFERED: readonly TargetQuestion[] = [
  { kind: 'brakes' },
  ...FRONTIER_FAMILIES.map((family) => ({ kind: 'frontier', family, steps: FRONTIER_STEPS.usual }) as const),
];

export const questionLabel = (question: TargetQuestion): string =>
  question.kind === 'brakes' ? PRICES : `Points face ${FAMILY_LABELS[question.family]}`;

/** What the page's addresses and forms call a question. */
export const calculOf = (question: TargetQuestion): string =>
  question.kind === 'brakes' ? 'freins' : question.family;

/** The question of an address or of a form; null: none is named. @param sets how many sets of lists, as written; the usual ones when it is not a number of them. */
export const questionAsked = (calcul: string | null, sets: string | null): TargetQuestion | null => {
  if (calcul === 'freins') return { kind: 'brakes' };
  const family = FRONTIER_FAMILIES.find((each) => each === calcul);
  if (family === undefined) return null;
  const { least, usual, most } = FRONTIER_STEPS;
  const steps = /^\d{1,2}$/.test(sets ?? '') ? Number(sets) : usual;
  return { kind: 'frontier', family, steps: steps < least || steps > most ? usual : steps };
};

/** Where the answer to a question is read. */
export const answerHref = (session: string, question: TargetQuestion): string =>
  sessionHref(
    session,
    `/freins?calcul=${calculOf(question)}${question.kind === 'frontier' ? `&compositions=${question.steps}` : ''}`,
  );
