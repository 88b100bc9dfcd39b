import type { Issue } from '../../engine/domain/issue.ts';

/** Why methods cannot be compared, by code. */
export const COMPARISON_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'comparison.period': ({ received, expected }) =>
    `La période ${received} ne peut pas être rejouée : il faut ${expected}, du premier au dernier.`,
  'comparison.both-periods': () =>
    'Choisissez une période : des mois passés (--from et --to), ou un nombre de mois à venir (--months).',
  'comparison.half-period': () => 'Une période passée a un premier et un dernier mois : il en manque un.',
  'comparison.draft-named': ({ received }) =>
    `L’identifiant « ${received} » est déjà celui d’une méthode comparée : donnez-en un autre à la vôtre.`,
  'comparison.month': ({ received }) => `« ${received} » n’est pas un mois : écrivez-le AAAA-MM.`,
  'comparison.no-vacancies': () =>
    'Aucun logement libéré n’est enregistré sur cette période : importez les suites des commissions (« precal import --kind outcomes ») ou les attributions, ou choisissez d’autres mois.',
  'comparison.arms': ({ received, expected }) =>
    `Il faut comparer de ${expected} façons de faire les listes ; reçu : ${received}.`,
  'comparison.reference-unknown': ({ received, expected }) =>
    `« ${received} » n’est pas comparé ici, et ne peut servir de référence. Au choix : ${expected}.`,
  'comparison.recorded-generated': () =>
    'Les décisions enregistrées ne se rejouent que sur des mois passés : choisissez-en (--from et --to), ou ôtez ces décisions (« recorded »).',
  'comparison.policy-unknown': ({ received, expected }) =>
    `« ${received} » n’est pas une façon de faire les listes. Au choix : ${expected}.`,
  'comparison.stopped': () =>
    'La comparaison a été arrêtée avant la fin de sa première réplication : rien n’est gardé.',
  'comparison.unknown': ({ received }) => `Aucune comparaison n’est gardée sous « ${received} ».`,
  'comparison.unreadable': ({ received }) =>
    `La comparaison « ${received} » a été modifiée hors de Précal, ou abîmée : refaites-la.`,
};
