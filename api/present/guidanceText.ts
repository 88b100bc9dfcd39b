import { GUIDANCE_NOTICE, type PresentedGuidance } from './guidance.ts';
import { bullet, wrap } from './text.ts';

/** Recommendations for a terminal: the place, what is asked of it, and what was done about it. */
export const guidanceText = (items: readonly PresentedGuidance[]): string =>
  [
    ...(items.length === 0
      ? [wrap('Aucune préconisation. « precal guidance propose » en écrit une.')]
      : items.flatMap(linesOf)),
    wrap(GUIDANCE_NOTICE),
    '',
  ].join('\n');

const linesOf = (item: PresentedGuidance): readonly string[] => [
  wrap(
    `${item.id} (${item.statusText}) ${item.placeName}${item.areaLabel === null ? '' : `, ${item.areaLabel}`} :`,
  ),
  bullet(item.text),
  ...(item.rowText === null ? [] : [bullet(`se compte : ${item.rowText}`)]),
  ...item.steps.map(({ text, by }) => bullet(`${text} (${by})`)),
  '',
];
