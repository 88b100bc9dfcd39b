import type { Issue } from '../../engine/domain/issue.ts';

/** Why dwellings cannot be looked for, by code. */
export const PLACEMENT_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'placement.none': () =>
    'Aucun ménage n’est donné : un numéro unique, ou un fichier d’un numéro par ligne avec --numbers-file.',
  'placement.both': () =>
    'Donnez un numéro unique ou un fichier (--numbers-file), pas les deux : le fichier peut contenir ce numéro.',
  'placement.too-many': ({ received, expected }) =>
    `Trop de ménages à la fois : ${received}, pour ${expected} au plus. Faites-en plusieurs listes.`,
  'placement.line-unknown': ({ file, line }) =>
    `Dans « ${file} »${line === undefined ? '' : `, ligne ${line}`} : ce numéro unique n’est pas dans le vivier. Vérifiez ses 18 caractères, ou la date choisie.`,
};
