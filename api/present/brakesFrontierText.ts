import type { PresentedFrontier } from './brakesFrontier.ts';
import { figure } from './format.ts';
import { bullet, heading, spaces, wrap } from './text.ts';

/* Points against a family of targets, in a terminal: a table, then each set of lists in words. 100 columns. */

const COLUMNS = ['prix du manque', 'points par logement', 'manque', 'écart au meilleur'] as const;
const WIDTH = 20;

const cells = (of: readonly string[]): string =>
  `  ${of.map((text) => text.padStart(WIDTH)).join('  ')}`.trimEnd();

export const frontierText = (frontier: PresentedFrontier): string =>
  [
    `Précal : points des listes et objectifs, ${frontier.label}`,
    wrap(frontier.text),
    ...(frontier.points.length === 0
      ? []
      : [
          '',
          cells(COLUMNS),
          ...frontier.points.map(({ pricePoints, pointsPerDwelling, lack, gapPointsPerDwelling }) =>
            cells([
              pricePoints === null ? 'd’abord' : figure(pricePoints, 2),
              figure(pointsPerDwelling, 2),
              figure(lack, 2),
              gapPointsPerDwelling === null
                ? 'non vérifié'
                : figure(Math.ceil(gapPointsPerDwelling * 100 - 1e-6) / 100, 2),
            ]),
          ),
          heading('Composition par composition'),
          ...frontier.points.flatMap(({ text, moves }) => [
            bullet(text),
            ...(moves === null ? [] : [wrap(moves, { first: spaces(6) })]),
          ]),
        ]),
    ...(frontier.notices.length === 0
      ? []
      : [heading('À savoir'), ...frontier.notices.map((notice) => bullet(notice))]),
    '',
  ].join('\n');
