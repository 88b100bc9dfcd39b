import type { Issue } from '../../engine/domain/issue.ts';
import { figure } from './format.ts';

const perhaps = ({ maybe }: Issue): string => (maybe === undefined ? '' : ` (${maybe})`);

/** A count that came as text, as counts are written. */
const counted = (text: string | undefined): string =>
  text !== undefined && /^\d+$/.test(text) ? figure(Number(text)) : `${text}`;

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
  'scenario.compare-same': () =>
    'Les deux scénarios sont les mêmes : choisissez-en un autre à comparer, ou n’en comparez aucun.',
  'scenario.absent': () =>
    'Aucun scénario de ce nom n’est fourni ni gardé ici. Choisissez-le dans la liste des scénarios.',
  'scenario.unreadable': () =>
    'Ce scénario a été modifié hors de Précal, ou abîmé : il n’est pas lu. Gardez-le de nouveau.',
  'scenario.id-shipped': () =>
    'Un scénario fourni porte déjà cet identifiant : donnez-en un autre au vôtre (« id »).',
  'scenario.too-large': ({ path, expected }) =>
    `Ce nombre (${path}) demande un monde trop grand pour ce serveur : au plus ${counted(expected)}, années simulées comptées. Simulez-le par la ligne de commande, sur une machine à part.`,
  'simulation.busy': () =>
    'Une autre simulation est en cours : ce serveur n’en mène qu’une à la fois. Attendez sa fin, ou arrêtez-la, puis demandez de nouveau.',
  'simulation.too-long': ({ expected }) =>
    `C’est trop pour ce serveur : mois, tirages, façons de composer les listes et scénarios multipliés ne doivent pas passer ${counted(expected)} mois (une séance du mois en vaut trente). Demandez moins de tirages, ou moins de mois, ou lancez « precal simulate » sur une machine à part.`,
  'simulation.unknown': () =>
    'Aucune simulation n’a cette adresse. Choisissez-la dans la liste des simulations.',
  'simulation.unreadable': () =>
    'Cette simulation a été modifiée hors de Précal, ou abîmée : elle n’est pas lue. Demandez-la de nouveau : ses tirages sont peut-être encore gardés.',
  'simulation.place-unknown': () =>
    'Cette simulation n’a pas d’objectif en ce lieu : choisissez-le dans la liste de sa page.',
  'simulation.no-second': () => 'Cette simulation n’a qu’un scénario : il n’y en a pas de second à montrer.',
  'simulation.chart-unknown': ({ expected }) =>
    `Cette simulation n’a pas de graphique de ce nom. Elle a : ${expected}, et « lieu-… » pour ses lieux.`,
  'simulation.stopped': () =>
    'La simulation a été arrêtée avant que chaque façon de faire ait un tirage terminé : il n’y a rien à montrer. Demandez-la de nouveau : ce qui est fini est gardé.',
  'yardstick.of-what': () =>
    'Nommez soit un scénario, soit un dossier de données (--data) : le repère porte sur l’un ou sur l’autre.',
  'yardstick.start': ({ received }) =>
    `Le scénario commence en ${received} : le repère est celui d’une année civile. Faites-le commencer en janvier (« start »).`,
  'yardstick.moves': () =>
    'Dans ce scénario, un ménage muté libère son logement : les logements de l’année dépendent alors des listes, et la borne n’existe pas. Mettez « mutationsFreeHome » à false.',
  'yardstick.rents': () =>
    'Ce scénario change des loyers en cours d’année : les réponses dépendent alors du mois de l’offre, que la borne ne connaît pas. Ôtez « rents » pour ce repère.',
  'yardstick.stopped': () =>
    'Le repère a été arrêté avant la fin du premier tirage : il n’y a rien à montrer. Demandez-le de nouveau, ou divisez davantage le scénario (--scale).',
  'yardstick.no-past': () =>
    'Ce dossier n’a aucune attribution passée : il n’y a pas de quoi tirer des futurs. Importez d’abord les attributions.',
};
