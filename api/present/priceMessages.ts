import type { Issue } from '../../engine/domain/issue.ts';

/** Why prices of targets cannot be used or made, by code. */
export const PRICE_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'prices.unknown': ({ received }) =>
    `Aucun prix n’est gardé sous l’empreinte « ${received} » : il en faut les 32 premiers caractères au moins. « precal prices show » donne celle des derniers.`,
  'prices.unreadable': ({ received }) =>
    `Les prix gardés sous « ${received} » ont été modifiés hors de Précal, ou abîmés. « precal prices refresh » les recalcule.`,
  'prices.none': () =>
    'Aucun prix des objectifs n’a encore été calculé : « precal prices refresh » le fait pour tous les logements ouverts.',
  'prices.stopped': () =>
    'Le calcul des prix a été arrêté avant sa fin : les derniers prix restent en usage.',
  'prices.unsuited': ({ received }) =>
    received === 'method'
      ? 'Ces prix sont dans les points d’une autre méthode : ils ne peuvent ordonner cette liste.'
      : 'Ces prix sont d’une autre année, ou d’un jour plus tardif : ils ne peuvent ordonner cette liste.',
  'prices.order-twice': () =>
    'Choisissez un seul ordre : avec les objectifs, par la méthode seule, ou avec les prix d’une empreinte.',
};
