import type { Issue } from '../../engine/domain/issue.ts';

/** Refusals of the yearly and triennial reviews. */
export const BILAN_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'bilan.years-both': () =>
    'Choisissez entre une année (year) et plusieurs à partir d’une première (from et years), pas les deux.',
  'bilan.years-alone': () => 'Dites la première des années (from) : years seul ne dit pas lesquelles.',
  'bilan.years-ahead': ({ received, expected }) =>
    `L’année ${received} n’a pas commencé : le bilan s’arrête au plus tard à ${expected}.`,
};
