import type { Issue } from '../../engine/domain/issue.ts';
import { AUTH_MESSAGES } from './authMessages.ts';
import { BILAN_MESSAGES } from './bilanMessages.ts';
import { COMPARISON_MESSAGES } from './comparisonMessages.ts';
import { DISPARITY_MESSAGES } from './disparityMessages.ts';
import { GUIDANCE_MESSAGES } from './guidanceMessages.ts';
import { PACK_MESSAGES } from './packMessages.ts';
import { PLACEMENT_MESSAGES } from './placementMessages.ts';
import { PRICE_MESSAGES } from './priceMessages.ts';
import { REGISTER_MESSAGES } from './registerMessages.ts';
import { REPAIR_MESSAGES } from './repair.ts';
import { REQUEST_MESSAGES } from './requestMessages.ts';
import { SESSION_MESSAGES } from './savedSessionMessages.ts';
import { SIMULATION_MESSAGES } from './simulationMessages.ts';

/** "Dans « problème.json », ligne 3, edges[0].score : "; the problem of `precal assign` is told by the path of the value. */
const located = ({ file, line, path }: Issue): string => {
  const parts = [
    file === undefined ? null : `« ${file} »`,
    line === undefined ? null : `ligne ${line}`,
    path === '' ? null : path,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `Dans ${parts.join(', ')} : `;
};
const perhaps = ({ maybe }: Issue): string => (maybe === undefined ? '' : ` ; ${maybe}`);

/** The French sentence of an issue's code, for what is not an import (those are in `api/import/messages.ts`). */
const MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  ...REPAIR_MESSAGES,
  ...PLACEMENT_MESSAGES,
  ...PRICE_MESSAGES,
  ...SESSION_MESSAGES,
  ...REGISTER_MESSAGES,
  ...AUTH_MESSAGES,
  ...BILAN_MESSAGES,
  ...GUIDANCE_MESSAGES,
  ...COMPARISON_MESSAGES,
  ...DISPARITY_MESSAGES,
  ...SIMULATION_MESSAGES,
  ...REQUEST_MESSAGES,
  'store.missing': ({ received }) =>
    `Il n’y a pas encore de données dans « ${received} ». Essayez « precal demo », ou « precal import » pour vos fichiers.`,
  'store.territory': ({ received, expected }) =>
    `Ce dossier de données est celui du territoire « ${expected} », pas de « ${received} ». Choisissez un autre dossier avec --data.`,
  'store.damaged': ({ file, path }) =>
    path === 'sessions'
      ? `La séance « ${file} » a été modifiée hors de Précal, ou abîmée : elle n’est pas lue. Reprenez une sauvegarde (« precal store restore ») ; à défaut, ôtez-la (« precal store discard ${file} ») et proposez de nouveau (« precal session propose »). Les autres séances et les données importées n’ont rien.`
      : `Les données de « ${file} » ont été modifiées hors de Précal, ou abîmées${path === '' ? '' : ` (${path})`} : rien n’est lu. Reprenez une sauvegarde (« precal store restore »), ou importez de nouveau les fichiers d’origine dans un dossier neuf.`,
  'store.newer': ({ file }) =>
    `« ${file} » a été écrit par une version plus récente de Précal : mettez Précal à jour.`,
  'store.locked': ({ received }) =>
    `Un autre programme écrit dans ces données${received ? ` (processus ${received})` : ''}. Réessayez quand il aura fini.`,
  'store.served': ({ received }) =>
    `Le serveur tourne sur ce dossier (processus ${received}) : il est seul à y écrire. Faites ce changement dans le serveur, ou arrêtez-le d’abord. Lire reste possible.`,
  'store.not-simulated': ({ received }) =>
    `« ${received} » contient de vraies données : il n’est pas vidé. Nommez un autre dossier avec --data.`,
  'store.full': ({ received }) =>
    `Il n’y a plus de place sur le disque pour « ${received} » : rien n’a été enregistré, et ce qui l’était n’a rien perdu. Libérez de la place, puis recommencez.`,
  'store.disk': ({ received }) =>
    `Le disque de « ${received} » refuse d’écrire ou de lire : rien n’a été enregistré. Vérifiez la place, les quotas et l’état du disque, puis recommencez.`,
  'store.read-only': ({ received }) =>
    `« ${received} » ne peut qu’être lu : rien n’a été enregistré. Vérifiez vos droits sur le dossier (ou sur la base), puis recommencez.`,
  'store.closed-folder': ({ received }) =>
    `« ${received} » ne peut pas être ouvert : vos droits ne le permettent pas. Précal doit pouvoir écrire dans le dossier, même pour lire.`,
  'store.unreachable': ({ received }) =>
    `La base « ${received} » ne répond pas. Vérifiez que PostgreSQL est démarré et que DATABASE_URL le nomme, puis recommencez.`,
  'store.access': ({ received }) =>
    `La base « ${received} » refuse ce compte, ou n’existe pas. Vérifiez DATABASE_URL, et les droits du compte (il doit pouvoir créer un schéma).`,
  'store.not-empty': ({ received }) =>
    `« ${received} » contient déjà des données : une sauvegarde ne se restaure que dans un dossier neuf, ou une base vide.`,
  'backup.truncated': ({ file }) =>
    `La sauvegarde « ${file} » est incomplète : sa fin manque. Rien n’est restauré.`,
  'backup.changed': ({ file, line }) =>
    `La sauvegarde « ${file} » a été modifiée ou abîmée${line === undefined ? '' : ` (ligne ${line})`} : rien n’est restauré.`,
  'backup.not-one': ({ file }) => `« ${file} » n’est pas une sauvegarde de Précal.`,
  'document.stale': ({ received, expected }) =>
    `Ce document a changé entre-temps (version ${expected}, la vôtre est ${received}) : relisez-le, puis recommencez.`,
  'events.stale': () =>
    'Le registre a avancé entre-temps : relisez ce qui a été décidé, puis recommencez. Rien n’a été enregistré.',
  'vacancy.unknown': ({ received }) =>
    `Aucun logement libéré ne porte l’identifiant « ${received} ». « precal vacancies » en donne la liste.`,
  'vacancy.dwelling-unknown': ({ received }) =>
    `Le logement « ${received} » n’est pas dans le parc importé. Importez le fichier des logements, puis recommencez.`,
  'demand.unknown': () =>
    'Ce numéro unique n’est pas dans le vivier. Vérifiez ses 18 caractères, ou la date choisie.',
  'counterfactual.either': ({ expected }) => `Une liste ou une séance, pas les deux : ${expected}.`,
  'method.unknown': ({ received, expected }) =>
    `Aucune méthode ne s’appelle « ${received} ». Méthodes d’ordonnancement : ${expected}.`,
  'method.not-found': ({ received, expected }) =>
    `Aucune méthode ne s’appelle « ${received} ». Méthodes fournies : ${expected}. Pour un fichier, donnez son chemin (./ma-methode.yaml).`,
  'method.other-territory': ({ received, expected }) =>
    `« ${received} » est une méthode de « ${expected} » : elle lit des situations que ces demandes n’ont pas.`,
  'method.not-an-ordering': ({ received, expected }) =>
    `« ${received} » est une pondération : elle s’ajoute à un ordonnancement par --contingent. Méthodes d’ordonnancement : ${expected}.`,
  'territory.unknown': ({ received, expected }) =>
    `Aucun territoire ne s’appelle « ${received} ». Territoires fournis : ${expected}.`,
  'rule.unknown': ({ received, expected }) =>
    `Aucune règle ne s’appelle « ${received} ». Règles : ${expected}.`,
  'option.day': ({ received }) =>
    `« ${received} » n’est pas une date. Écrivez-la AAAA-MM-JJ, par exemple 2026-11-02.`,
  'option.number': ({ path, received, expected }) => `--${path} : « ${received} » reçu, ${expected} attendu.`,
  'option.choice': ({ path, received, expected }) =>
    `--${path} : « ${received} » reçu. Choix possibles : ${expected}.`,
  'option.parts': ({ path, received, expected }) =>
    `--${path} : ${received} partie(s) reçue(s), ${expected} attendues, séparées par des virgules. « precal session propose --help » les nomme.`,
  'file.unreadable': ({ received }) =>
    `Le fichier « ${received} » ne peut pas être lu. Vérifiez son nom et vos droits.`,
  'file.exists': ({ received }) =>
    `« ${received} » existe déjà : rien n’a été écrit. Choisissez un autre nom.`,
  'file.unwritable': ({ received }) =>
    `« ${received} » ne peut pas être écrit. Vérifiez que le dossier existe, et vos droits.`,
  'assign.json': (issue) => `${located(issue)}ce n’est pas du JSON${perhaps(issue)}.`,
  'assign.key-unknown': (issue) =>
    `${located(issue)}clé inconnue ; attendu : ${issue.expected}${perhaps(issue)}.`,
  'assign.key-missing': (issue) => `${located(issue)}cette clé manque ; attendu : ${issue.expected}.`,
  'assign.value': (issue) =>
    `${located(issue)}${issue.received === undefined ? '' : `« ${issue.received} » reçu ; `}attendu : ${issue.expected}${perhaps(issue)}.`,
  'assign.duplicate': (issue) =>
    `${located(issue)}cet identifiant est déjà pris plus haut${issue.received === undefined ? '' : ` (« ${issue.received} »)`}.`,
  'assign.minimum': (issue) =>
    `${located(issue)}un minimum de ${issue.received} ne tient pas dans la ressource ; attendu : ${issue.expected}.`,
  'assign.unknown': (issue) =>
    `${located(issue)}cet identifiant${issue.received === undefined ? '' : ` (« ${issue.received} »)`} n’existe pas dans ce problème${perhaps(issue)}.`,
  'assign.duplicate-edge': (issue) =>
    `${located(issue)}cette arête est déjà donnée plus haut : gardez-en une.`,
  'assign.either': (issue) =>
    `${located(issue)}un quota a une part ou un nombre, et une pénalité ou « hard » ; attendu : ${issue.expected}, reçu : ${issue.received}.`,
  'assign.among': (issue) =>
    `${located(issue)}« among » dit parmi qui se prend une part : il n’a pas de sens avec un nombre.`,
  'assign.forbidden-tag': (issue) =>
    `${located(issue)}« ${issue.received} » est une entrée interdite : ${issue.expected}.`,
  'assign.unknown-tag': (issue) =>
    `${located(issue)}aucun agent ne porte l’étiquette « ${issue.received} »${perhaps(issue)}.`,
  'assign.more': ({ received }) => `Et ${received} autres fautes, tues ici.`,
  'demo.folder': ({ received }) =>
    `« ${received} » n’est pas un dossier fait par « precal demo » : il n’est pas vidé. Choisissez-en un autre avec --data.`,
  'demo.no-vacancy': () => 'Ce monde simulé n’a aucun logement libéré : augmentez --demands.',
  'server.port': ({ received }) =>
    `Le port ${received} est déjà pris. Choisissez-en un autre avec --port, ou arrêtez l’autre programme.`,
  'pool.unknown-situation': () =>
    'Une demande enregistrée porte une situation que le territoire ne connaît plus. Importez de nouveau les demandes.',
  'pool.unknown-commune': () =>
    'Une demande enregistrée vise une commune que le territoire ne connaît plus. Importez de nouveau les demandes.',
  'pool.unknown-quartier': () =>
    'Une demande enregistrée vise un quartier que le territoire ne connaît plus. Importez de nouveau les demandes.',
  'pool.duplicate-number': () =>
    'Un numéro unique est enregistré deux fois. Importez de nouveau les demandes dans un dossier neuf.',
  'request.field.unknown': ({ path, expected }) => `Champ « ${path} » inconnu : ${expected} attendu.`,
  'request.field.invalid': ({ path, expected }) =>
    path === '' ? `Corps de requête : ${expected} attendu.` : `Champ « ${path} » : ${expected} attendu.`,
  'request.json': ({ expected }) => `Le corps de la requête ne se lit pas : ${expected} attendu.`,
  'request.media-type': ({ expected }) => `Format du corps de la requête non accepté : ${expected} attendu.`,
  'request.too-large': ({ expected }) => `Le corps de la requête est trop grand : ${expected}.`,
  'route.unknown': () => 'Cette adresse n’existe pas. /openapi.json donne celles qui existent.',
  internal: () => 'Précal n’a pas pu répondre : c’est une erreur de sa part, pas de la vôtre.',
};

/** Place of an issue: "fichier, ligne 12, colonne Loyer". */
const placeText = ({ file, line, column }: Issue): string =>
  [file, line === undefined ? null : `ligne ${line}`, column === undefined ? null : `colonne ${column}`]
    .filter((part) => part !== null && part !== undefined)
    .join(', ');

/** A table names its column; a YAML file is told by the path of the value. */
const packSentence = ({ code, path, column }: Issue): string | undefined => {
  const text = PACK_MESSAGES[code];
  return text === undefined || path === '' || column !== undefined ? text : `${text} (${path})`;
};

/**
 * One issue for a person: what is wrong, where, what was expected, what to do. A code without a sentence of its own is said
 * with its parts, so that no message is ever empty.
 */
export const issueText = (issue: Issue & { readonly message?: string }): string => {
  const known = MESSAGES[issue.code];
  if (known) return known(issue);
  const place = placeText(issue);
  const parts = [
    issue.message ??
      packSentence(issue) ??
      (issue.path === '' ? issue.code : `${issue.path} (${issue.code})`),
    issue.received === undefined ? null : `reçu : ${issue.received}`,
    issue.expected === undefined ? null : `attendu : ${issue.expected}`,
    issue.maybe ?? null,
  ].filter((part) => part !== null);
  return `${place === '' ? '' : `${place} : `}${parts.join(' ; ')}`;
};

export const KNOWN_CODES: readonly string[] = [...Object.keys(MESSAGES), ...Object.keys(PACK_MESSAGES)];
