import type { PresentedComparison, PresentedMeasure } from './comparison.ts';
import { happened } from './comparisonSummary.ts';
import { GROUP_LABELS } from './comparisonWords.ts';
import { count, figure, monthText, percent } from './format.ts';
import { bullet, heading, spaces, wrap } from './text.ts';

/* The method test bench in a terminal: nothing is withheld there. */

/** Places shown of each group of targets, those that differ most from one way to another. */
const PLACES_SHOWN = 3;
/** Levels shown of a segment, the tightest first. */
const LEVELS_SHOWN = 8;
const LABEL_WIDTH = 36;

const measureLines = (p: PresentedComparison, measure: PresentedMeasure): string[] => [
  `\n  ${measure.label}${measure.better === null ? '' : measure.better === 'more' ? ' (plus : mieux)' : ' (moins : mieux)'}`,
  ...p.arms.map(({ id, label }, a) => {
    const { text, difference } = measure.arms[a]!;
    const beside = id === p.reference ? 'référence' : (difference?.text ?? '');
    return `    ${label.padEnd(LABEL_WIDTH)} ${text.padStart(14)}   ${beside}`.trimEnd();
  }),
];

const targetLines = (p: PresentedComparison): string[] => {
  const groups = [...new Set(p.targets.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const rows = p.targets
      .filter((row) => row.group === group)
      .map((row) => {
        const shorts = row.arms.map(({ short }) => short ?? 0);
        return { row, spread: Math.max(...shorts) - Math.min(...shorts) };
      })
      .sort((x, y) => y.spread - x.spread || (x.row.label < y.row.label ? -1 : 1));
    return [
      `\n  ${GROUP_LABELS[group]} : ${count(rows.length, 'ligne', 'lignes')} (objectif, lieu, fin d’année), les plus contrastées`,
      ...rows
        .slice(0, PLACES_SHOWN)
        .map(({ row }) =>
          wrap(
            `${row.label}, fin ${monthText(row.day)}, logements manquants : ${p.arms
              .map(({ label }, a) => `${label} ${figure(row.arms[a]!.short ?? 0, 1)}`)
              .join(' ; ')}`,
            { first: '    - ', hanging: spaces(6) },
          ),
        ),
    ];
  });
};

const segmentLines = (p: PresentedComparison): string[] =>
  p.segments.flatMap(({ label, levels }) => {
    const shown = [...levels]
      .filter(({ demands }) => demands !== null && demands > 0)
      .sort((a, b) => (b.tension ?? Number.MAX_VALUE) - (a.tension ?? Number.MAX_VALUE));
    const kept = shown.length > LEVELS_SHOWN ? shown.slice(0, LEVELS_SHOWN) : levels;
    return [
      `\n  ${label}${shown.length > LEVELS_SHOWN ? ` : les ${LEVELS_SHOWN} segments les plus tendus sur ${shown.length}` : ''}`,
      ...kept.map((level) => {
        const tension =
          level.tension === null ? 'aucun logement' : `${figure(level.tension, 1)} par logement`;
        const shares = p.arms
          .map((_, a) => level.arms[a]!.listedShare)
          .map((share) => (share === null ? '–' : percent(share)))
          .join(' / ');
        return `    ${level.label.padEnd(LABEL_WIDTH)} ${count(level.demands ?? 0, 'demande', 'demandes').padStart(15)}, ${tension.padStart(18)} ; sur une liste : ${shares}`;
      }),
    ];
  });

export const comparisonText = (p: PresentedComparison): string =>
  [
    wrap(`Précal : ${p.title}`),
    wrap(
      `Territoire : ${p.territory.label}. ${count(p.demands, 'demande', 'demandes')}, ${count(Math.round(p.vacancies), 'logement libéré', 'logements libérés')} par réplication, ${count(p.replications, 'réplication', 'réplications')}.`,
    ),
    heading('Ce qui se détache du hasard'),
    ...p.findings.map((finding) => bullet(finding)),
    heading('Façons de faire les listes'),
    ...p.arms.map(({ label, text, id }) =>
      bullet(`${label}${id === p.reference ? ' (référence)' : ''} : ${text}`),
    ),
    heading('Mesures, et différence avec la référence'),
    ...p.measures.filter(happened).flatMap((measure) => measureLines(p, measure)),
    heading('Objectifs par lieu'),
    ...targetLines(p),
    heading('Qui monte, qui descend'),
    ...p.arms.flatMap(({ label }, a) => {
      const moves = p.moves[a];
      return moves == null ? [] : [bullet(`${label} : ${moves.text}.`)];
    }),
    heading('Qui n’est jamais sur une liste'),
    ...p.arms.map(({ label }, a) => bullet(`${label} : ${p.never[a]!.text}.`)),
    heading('Segments de la demande'),
    wrap(
      `Part des demandes du segment sur une liste au moins, dans l’ordre : ${p.arms.map(({ label }) => label).join(' / ')}.`,
      { first: '  ' },
    ),
    ...segmentLines(p),
    heading('À savoir'),
    ...p.notices.map((notice) => bullet(notice)),
    `\n${wrap(`Comparaison ${p.id}, graine ${p.seed}.`)}`,
    '',
  ].join('\n');
