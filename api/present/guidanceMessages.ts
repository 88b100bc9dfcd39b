import type { Issue } from '../../engine/domain/issue.ts';

const frenchDay = (day: string | undefined): string => (day ?? '').split('-').reverse().join('/');

/** Why a recommendation cannot be proposed, decided or ended, by code. */
export const GUIDANCE_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'guidance.area-unknown': ({ received, expected }) =>
    `Aucune instance de coordination ne s’appelle « ${received} ». Celles du territoire : ${expected}.`,
  'guidance.place': () =>
    'Une préconisation vise un quartier, ou une résidence avec son bailleur : l’un des deux, et un seul.',
  'guidance.quartier-unknown': ({ received, maybe }) =>
    `Le quartier « ${received} » n’est pas du territoire${maybe ? ` (${maybe})` : ''}.`,
  'guidance.place-outside': ({ received, expected }) =>
    `Le quartier « ${received} » n’est pas dans « ${expected} » : c’est l’instance de sa commune qui en décide.`,
  'guidance.residence-unknown': ({ received, expected, maybe }) =>
    `Ce bailleur n’a pas de résidence « ${received} » dans « ${expected} »${maybe ? ` (${maybe})` : ''}. Reprenez le nom tel que le parc importé le donne.`,
  'guidance.text-length': ({ received, expected }) =>
    `Le texte fait ${received} caractères : il en faut ${expected}. Dites en une phrase ce que l’instance recommande.`,
  'guidance.text-number': () =>
    'Le texte contient un numéro unique. Une préconisation parle d’un lieu, jamais d’un ménage : ôtez-le.',
  'guidance.row-aim': () =>
    'Une préconisation qui se compte fixe une part ou un nombre de logements : l’un des deux, et un seul.',
  'guidance.row-precedence': ({ received, expected }) =>
    `La priorité ${received} n’a pas de prix en points dans ce territoire. Priorités possibles : ${expected}.`,
  'guidance.meeting-ahead': ({ received, expected }) =>
    `La réunion est datée du ${frenchDay(received)}, après aujourd’hui (${frenchDay(expected)}) : attendez qu’elle ait eu lieu.`,
  'guidance.meeting-early': ({ received, expected }) =>
    `La réunion est datée du ${frenchDay(received)}, avant celle qui la précède (${frenchDay(expected)}).`,
  'guidance.from-early': ({ received, expected }) =>
    `Une préconisation ne s’applique pas avant la réunion qui la décide : ${frenchDay(received)}, réunion du ${frenchDay(expected)}.`,
  'guidance.to-early': ({ received, expected }) =>
    `Le dernier jour (${frenchDay(received)}) est avant le premier (${frenchDay(expected)}).`,
  'guidance.end-early': ({ received, expected }) =>
    `Une préconisation n’est pas levée avant la réunion qui la lève : ${frenchDay(received)}, réunion du ${frenchDay(expected)}.`,
  'coordination.area-unknown': ({ received, expected }) =>
    `Aucun territoire de coordination ne s’appelle « ${received} ». Ceux du territoire : ${expected}.`,
  'coordination.semester-malformed': ({ received }) =>
    `« ${received} » n’est pas un semestre : écrivez l’année et le semestre, comme 2026-S1.`,
  'coordination.semester-ahead': ({ received, expected }) =>
    `Le semestre ${received} n’a pas commencé (nous sommes le ${frenchDay(expected)}).`,
  'guidance.unknown': ({ received }) =>
    `Aucune préconisation ne porte le nom « ${received} ». « precal guidance list » les donne.`,
  'guidance.exists': ({ received }) => `La préconisation « ${received} » est déjà au registre.`,
  'guidance.already-decided': ({ received }) =>
    `L’instance a déjà décidé la préconisation « ${received} ». Pour la changer, levez-la et proposez-en une autre.`,
  'guidance.already-ended': ({ received }) => `La préconisation « ${received} » a déjà été levée.`,
};
