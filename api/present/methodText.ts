import type { PresentedCriterion, PresentedGroup, PresentedLevel, PresentedMethod } from './method.ts';
import { bullet, heading, labelled, spaces, wrap } from './text.ts';

/* The presented method as plain text. */

const PLACEMENTS: { readonly [P in PresentedLevel['placement']]: string } = {
  'before-grid': ' (hors grille, avant la cotation)',
  grid: '',
  outside: ' (hors cotation, suivie à part)',
};

const INDENT = 6;
const POINTS_WIDTH = 8;
const detail = (label: string, text: string): string => labelled(label, text, INDENT, POINTS_WIDTH);

const levelText = (level: PresentedLevel, i: number): string =>
  [
    wrap(`${level.label}${PLACEMENTS[level.placement]} [${level.certainty}]`, {
      first: `  ${String(i + 1).padStart(2)}. `,
      hanging: spaces(INDENT),
    }),
    detail('quand', level.when),
    detail('preuve', level.evidence),
    detail('source', level.source),
  ].join('\n');

/** Points that are a number stand in front; a formula has its own line. */
const criterionText = (c: PresentedCriterion): string => {
  const isNumber = /^[+−]?[\d\s\u00a0,]+$/.test(c.points);
  return [
    wrap(`${c.label} [${c.certainty}]`, {
      first: `  ${(isNumber ? c.points : '').padStart(POINTS_WIDTH)}  `,
      hanging: spaces(POINTS_WIDTH + 4),
    }),
    ...(isNumber ? [] : [criterionDetail('points', c.points)]),
    ...(c.when === null ? [] : [criterionDetail('quand', c.when)]),
    criterionDetail('preuve', c.evidence),
    criterionDetail('source', c.source),
  ].join('\n');
};
const criterionDetail = (label: string, text: string): string =>
  labelled(label, text, POINTS_WIDTH + 4, POINTS_WIDTH);

const groupText = (group: PresentedGroup): string =>
  [
    heading(group.label),
    wrap(`${group.rule}${group.when === null ? '' : ` ; seulement si ${group.when}`}`, { first: '  ' }),
    ...(group.source === null ? [] : [wrap(`source : ${group.source}`, { first: '  ' })]),
    ...group.criteria.map(criterionText),
  ].join('\n');

export const methodText = (m: PresentedMethod): string =>
  [
    wrap(`${m.label}, version ${m.version} (${m.id})`),
    wrap(m.what, { first: '  ' }),
    labelled('Parle de', m.scope, 2, 10),
    labelled('Validité', m.validity, 2, 10),
    labelled('Source', `${m.source} [${m.certainty}]`, 2, 10),
    ...(m.levels.length === 0
      ? []
      : [heading('Examiné avant tout point, dans cet ordre'), ...m.levels.map(levelText)]),
    ...m.groups.map(groupText),
    ...(m.refusals.length === 0
      ? []
      : [
          heading('Refus d’un logement adapté'),
          ...m.refusals.flatMap((r) => [
            bullet(`${r.label} : ${r.text} [${r.certainty}]`),
            wrap(`un logement est adapté quand : ${r.suitedTest}`, { first: spaces(4) }),
            wrap(`source : ${r.source}`, { first: spaces(4) }),
          ]),
        ]),
    ...(m.tieBreak.length === 0
      ? []
      : [
          heading('Départage, à égalité de niveau et de points'),
          ...m.tieBreak.map((key, i) => wrap(key, { first: `  ${i + 1}. `, hanging: spaces(5) })),
        ]),
    ...(m.notices.length === 0 ? [] : [heading('À savoir'), ...m.notices.map((notice) => bullet(notice))]),
    '',
  ].join('\n');
