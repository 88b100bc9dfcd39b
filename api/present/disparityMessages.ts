import type { Issue } from '../../engine/domain/issue.ts';

/** Why equal treatment cannot be looked at, by code. */
export const DISPARITY_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'disparity.no-vacancies': () =>
    'Il n’y a rien à examiner : aucune décision de commission n’est enregistrée sur les douze derniers mois, ou aucun logement n’est libre. Importez les suites des commissions (« precal import --kind outcomes ») ou les logements libérés, ou choisissez d’autres mois.',
  'disparity.source': ({ received, expected }) =>
    `« ${received} » ne dit pas quoi examiner. Au choix : ${expected} (décisions enregistrées, ou listes de la méthode).`,
  'disparity.stopped': () => 'L’examen a été arrêté avant la fin : rien n’est gardé.',
  'disparity.unknown': ({ received }) => `Aucun examen n’est gardé sous « ${received} ».`,
  'disparity.unreadable': ({ received }) =>
    `L’examen « ${received} » a été modifié hors de Précal, ou abîmé : refaites-le.`,
};
