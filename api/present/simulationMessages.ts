import type { Issue } from '../../engine/domain/issue.ts';

const perhaps = ({ maybe }: Issue): string => (maybe === undefined ? '' : ` (${maybe})`);

/** Refusals of scenarios and of simulated years. */
export const SIMULATION_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'scenario.unknown': (issue) =>
    `Aucun scénario ne s’appelle « ${issue.received} »${perhaps(issue)}. Ceux qui sont fournis : ${issue.expected}. Un fichier se nomme par son chemin, en .yaml.`,
  'scenario.start': ({ received, expected }) =>
    `Le scénario commence en ${received}, avant le jour du monde simulé : choisissez ${expected} ou plus tard.`,
  'scenario.method': ({ received, expected }) =>
    `Le territoire n’a pas de méthode d’ordonnancement « ${received} ». Il a : ${expected}.`,
  'scenario.target-unknown': ({ received, expected, path }) =>
    `Le territoire n’a pas d’objectif « ${received} » (${path}). Il a : ${expected}.`,
  'scenario.target-kind': ({ received, path }) =>
    `L’objectif « ${received} » (${path}) ne se règle pas ainsi : une part se change par « share », un nombre par « count ».`,
  'scenario.target-twice': ({ received, path }) =>
    `Le territoire a déjà un objectif « ${received} » (${path}) : changez-le sous « targets », ou nommez l’autre autrement.`,
  'scenario.flow-shares': ({ received }) =>
    `Les parts des réservataires font ${received} en tout : elles doivent faire 100 %.`,
  'scenario.compare-months': ({ received, expected }) =>
    `Les deux scénarios n’ont pas les mêmes mois (${expected} et ${received}) : ils ne se comparent pas.`,
  'simulation.stopped': () =>
    'La simulation a été arrêtée avant que chaque façon de faire ait un tirage terminé : il n’y a rien à montrer. Relancez la même commande : ce qui est fini est gardé.',
};
