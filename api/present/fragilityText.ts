import type { PresentedFragility } from './fragility.ts';
import { bullet, heading } from './text.ts';

/** All that would change a list, as plain text; nothing where it was not asked. */
export const fragilityText = (
  shown: PresentedFragility | null,
  title = 'Ce qui changerait la liste',
): string => {
  if (shown === null) return '';
  const some = (texts: readonly { readonly text: string }[]): string[] =>
    texts.map(({ text }) => bullet(text));
  return [
    heading(title),
    ...some(shown.edges),
    ...(shown.papers.length === 0 ? [bullet('aucune pièce, à elle seule')] : some(shown.papers)),
    ...(shown.weights.length === 0
      ? [bullet('aucun poids de la méthode, de rien à son double')]
      : some(shown.weights)),
    bullet(shown.note),
    '',
  ].join('\n');
};

/** The same for each list of a session. */
export const sessionFragilityText = (
  lists: readonly {
    readonly dwelling: { readonly vacancy: string };
    readonly fragility: PresentedFragility | null;
  }[],
): string =>
  lists
    .map(({ dwelling, fragility }) =>
      fragilityText(fragility, `Ce qui changerait la liste de ${dwelling.vacancy}`),
    )
    .join('');
