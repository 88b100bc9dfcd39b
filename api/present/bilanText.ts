import type { PresentedBilan, PresentedBilanRow, PresentedFigure } from './bilan.ts';
import { certaintyMark } from './certainty.ts';
import { figure, NBSP, percent } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

/* The review in a terminal: the whole figure by figure, then a line for each place. */

/** In a terminal nothing is withheld: what is null is not known. */
const NOT_KNOWN = 'non connu';

/** "120 (+14 ; 45,2 %)": the value, its difference with the year before, its share. */
export const figureText = (
  { value, share, difference }: PresentedFigure,
  unit: 'count' | 'months',
): string => {
  if (value === null) return NOT_KNOWN;
  const decimals = unit === 'months' ? 1 : 0;
  const beside = [
    ...(difference === null ? [] : [`${difference > 0 ? '+' : ''}${figure(difference, decimals)}`]),
    ...(share === null ? [] : [percent(share, 1)]),
  ];
  return `${figure(value, decimals)}${beside.length === 0 ? '' : ` (${beside.join(' ; ')})`}`;
};

const wholeLines = ({ definitions, whole, years }: PresentedBilan): string[] => {
  const sections = [...new Set(definitions.map(({ section }) => section))];
  return sections.flatMap((section) => [
    heading(section),
    ...definitions
      .filter((each) => each.section === section)
      // What never happened is left to the tables.
      .filter(({ id }) => whole.years.some((year) => year[id]!.value !== 0))
      .map(({ id, label, unit, of, certainty }) => {
        const told = whole.years.map((year, i) =>
          years.length === 1
            ? figureText(year[id]!, unit)
            : `${years[i]!.year} : ${figureText(year[id]!, unit)}`,
        );
        const together =
          whole.together === null || unit === 'months'
            ? []
            : [`ensemble : ${figureText(whole.together[id]!, unit)}`];
        const mark = certainty === 'proposal' ? ` ${certaintyMark(certainty)}` : '';
        return bullet(`${label}${mark} : ${[...told, ...together].join(', ')}`, of === null ? 2 : 4);
      }),
  ]);
};

const KEY_FIGURES: readonly (readonly [id: string, label: string])[] = [
  ['decided', 'décidées'],
  ['signed', 'baux'],
  ['modest', 'modestes'],
  ['band.unknown', 'ressources non renseignées'],
  ['first-access.priority', 'prioritaires en premier accès'],
  ['mutations.blocked', 'mutations bloquées'],
  ['npru', 'NPRU'],
  ['rank.1.refused', 'refus au rang 1'],
  ['lists.failed', 'listes en échec'],
];

/** Figures of a place that are worth a line, as the whole has them in detail. */
const placeLines = ({ rows, years, definitions }: PresentedBilan): string[] => {
  const units = new Map(definitions.map(({ id, unit }) => [id, unit]));
  const told = (row: PresentedBilanRow, i: number): string =>
    KEY_FIGURES.flatMap(([id, label]) => {
      const key = units.has(id) ? id : units.has(`decided.${id}`) ? `decided.${id}` : `decided.${id}.yes`;
      const shown = row.years[i]![key]!;
      return shown.value === 0 || (shown.value === null && id !== 'decided')
        ? []
        : [`${label} ${figureText(shown, 'count')}`];
    }).join(', ');
  return rows.map((row) => {
    const texts = years.map(({ year }, i) => {
      const text = told(row, i) || 'aucune attribution';
      return years.length === 1 ? text : `${year} : ${text}`;
    });
    return bullet(`${row.label} : ${texts.join(`${NBSP}; `)}`);
  });
};

export const bilanText = (bilan: PresentedBilan): string => {
  const { territory, title, years, targets, flows, delays, notes } = bilan;
  return [
    wrap(`Précal : ${title}`),
    wrap(`Territoire : ${territory.label}, au ${territory.asOf}`),
    ...years.map(({ text }) => wrap(text)),
    ...wholeLines(bilan),
    heading('Objectifs'),
    ...(targets.length === 0 ? [bullet('Aucun objectif de ce niveau.')] : []),
    ...targets.map(({ year, label, text, certainty }) =>
      bullet(`${years.length === 1 ? '' : `${year}, `}${label} : ${text} ${certaintyMark(certainty)}`),
    ),
    ...(flows.length === 0 ? [] : [heading('Flux des contingents')]),
    ...flows.map(({ year, label, text }) =>
      bullet(`${years.length === 1 ? '' : `${year}, `}${label} : ${text}`),
    ),
    heading('Lieu par lieu'),
    ...placeLines(bilan),
    heading('À savoir'),
    bullet(delays),
    ...notes.map((note) => bullet(note)),
    bullet(
      `${certaintyMark('proposal')} : liste, seuil ou classe à valider par le territoire. Chaque définition et sa source : --json, ou --out.`,
    ),
    '',
  ].join('\n');
};
