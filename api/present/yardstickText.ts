import { count, percent } from './format.ts';
import { bullet, heading, wrap } from './text.ts';
import type { PresentedBound, PresentedRecordedYardstick, PresentedYardstick } from './yardstick.ts';

const measureText = ({ label, bound, plan, size, lines }: PresentedBound): readonly string[] => [
  heading(label),
  wrap(`${size}.`),
  bullet(`Borne certifiée : ${count(bound, 'point', 'points')}`),
  bullet(
    `Meilleur plan trouvé pour qui en sait autant : ${count(plan, 'point', 'points')}${bound > 0 ? `, ${percent(plan / bound, 1)} de la borne` : ''}`,
  ),
  ...lines.map(({ text }) => bullet(text)),
];

/** A year measured, as plain text. */
export const yardstickText = (shown: PresentedYardstick): string => {
  const { title, notices, years, closed, lists, listsNotices } = shown;
  const ways = years[0]?.lines ?? [];
  return [
    heading(title),
    ...notices.map((notice) => bullet(notice)),
    heading('Ce que sait chaque façon de faire'),
    ...ways.map(({ label, knows }) => bullet(`${label} : ${knows}`)),
    ...years.flatMap(measureText),
    ...(closed.length === 0 || ways[0] === undefined
      ? []
      : [
          heading(`Chemin parcouru depuis « ${ways[0].label} » vers la borne`),
          ...closed.map(({ text }) => bullet(text)),
        ]),
    ...(lists === null ? [] : [...measureText(lists), ...listsNotices.map((notice) => bullet(notice))]),
    '',
  ].join('\n');
};

/** Recorded vacancies measured, as plain text. */
export const recordedYardstickText = ({ title, notices, lists }: PresentedRecordedYardstick): string =>
  [heading(title), ...notices.map((notice) => bullet(notice)), ...measureText(lists), ''].join('\n');
