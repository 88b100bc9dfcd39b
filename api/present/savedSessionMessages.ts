import type { Issue } from '../../engine/domain/issue.ts';
import { dataParts } from './verification.ts';

/** Why a session cannot be made, changed or read, by code. */
export const SESSION_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'session.unknown': ({ received }) =>
    `Aucune séance ne porte l’identifiant « ${received} ». « precal session list » en donne la liste.`,
  'session.not-one': ({ received }) =>
    `Le fichier « ${received} » n’est pas une séance de Précal. Donnez un fichier qu’a écrit « precal store extract », ou un identifiant que donne « precal session list ».`,
  'session.unproved': ({ received }) =>
    `Les listes de la séance « ${received} » ne peuvent pas être recomptées : il n’y a pas de preuve à en donner. « precal session verify ${received} » dit ce qui ne concorde pas.`,
  'proof.damaged': ({ file, received }) =>
    `Le fichier de preuve « ${file} » est abîmé ou incomplet${received ? ` (à « ${received} »)` : ''} : il ne prouve rien. Demandez-en un autre (« precal session proof »).`,
  'session.unreadable': ({ received }) =>
    `La séance « ${received} » a été écrite par une autre version de Précal, ou modifiée : elle n’est pas lue. Pour continuer sans elle : « precal store discard ${received} ».`,
  'session.readable': ({ received }) =>
    `La séance « ${received} » se lit : elle n’est pas ôtée. Pour l’abandonner : « precal session cancel ${received} ».`,
  'session.file-damaged': ({ file }) =>
    `Le fichier de séance « ${file} » a été modifié ou abîmé : il n’est pas lu. Reprenez-le d’une sauvegarde, ou de la séance enregistrée (« precal store extract ») ; à défaut, proposez de nouveau (« precal session propose »).`,
  'session.stale': ({ received, expected }) =>
    `Cette séance a changé entre-temps : vous aviez la version ${received}, elle en est à la version ${expected}. Relisez-la, puis recommencez.`,
  'session.cancelled': ({ received }) =>
    `La séance « ${received} » a été abandonnée : annulez d’abord cet abandon (« precal session undo ») pour la changer.`,
  'session.nothing-to-undo': () =>
    'Il n’y a rien à annuler : aucune décision n’a été prise depuis le dernier calcul des listes.',
  'session.data-changed': ({ received }) =>
    `Les données ont changé depuis la proposition (${dataParts((received ?? '').split(', '))}) : recalculez la séance (« precal session recompute »), vos décisions seront gardées.`,
  'session.other-territory': ({ received, expected }) =>
    `Cette séance est celle du territoire « ${received} », et ces données celles de « ${expected} ».`,
  'session.not-candidate': () =>
    'Cette demande n’est éligible à aucun logement de la séance : elle n’y a pas de place à changer.',
  'session.brakes-too-large': ({ received, expected }) =>
    `Cette séance a ${received} places : recalculer chaque objectif de part et d’autre n’est proposé que jusqu’à ${expected}. « precal session explain » donne le prix de chaque objectif.`,
  'session.brakes-absent': () =>
    'Cette réponse n’est pas gardée : demandez-la (POST à la même adresse) ; elle se lit ici une fois le calcul fini.',
  'session.brakes-earlier': ({ expected }) =>
    `La séance a changé depuis ce calcul, qui est de sa version ${expected} : redemandez-le (POST à la même adresse), ou lisez-le tel qu’il est (« ?version=${expected} »).`,
  'session.brakes-stopped': () => 'Le calcul a été arrêté avant la fin : rien n’est gardé.',
  'session.brakes-busy': () =>
    'Trop de calculs de freins attendent déjà leur tour : demandez celui-ci quand l’un d’eux sera fini.',
  'session.vacancy-absent': ({ received }) =>
    `Le logement « ${received} » n’est pas dans cette séance. « precal session show » en donne les logements.`,
  'session.vacancy-present': ({ received }) => `Le logement « ${received} » est déjà dans cette séance.`,
  'session.vacancy-twice': ({ received }) => `Le logement « ${received} » est demandé deux fois.`,
  'session.no-vacancy': () =>
    'Aucun logement à examiner : aucun ne convient, ou ceux qui conviennent sont déjà attribués. « precal vacancies » donne les logements libérés.',
  'session.all-awaited': ({ received }) =>
    `Aucun logement à examiner : ceux qui conviennent sont sur des listes dont les réponses sont attendues (${received}). Pour les examiner de nouveau, abandonnez la séance qui les tient : « precal session cancel <seance> ».`,
  'session.vacancy-awaited': ({ received, expected }) =>
    `Le logement « ${received} » est sur une liste de la séance « ${expected} », dont les réponses sont attendues. Pour l’examiner de nouveau, abandonnez-la d’abord : « precal session cancel ${expected} ».`,
  'session.named-and-chosen': () =>
    'Des logements sont nommés, et un choix par commune, bailleur ou nombre est demandé aussi : gardez l’un ou l’autre.',
  'session.too-many-vacancies': ({ received, expected }) =>
    `Trop de logements : ${received} demandés, ${expected} au plus. Choisissez une commune, un bailleur ou les premiers par date.`,
  'session.commune-unknown': ({ received }) =>
    `Aucune commune du territoire ne s’appelle « ${received} », ni n’a ce code.`,
  'session.bailleur-unknown': ({ received, expected }) =>
    `Aucun bailleur du territoire ne s’appelle « ${received} ». Bailleurs : ${expected}.`,
  'job.unknown': () => 'Ce calcul n’existe pas, ou plus : seuls les derniers sont gardés en mémoire.',
  'request.version-missing': () =>
    'Un changement dit la version qu’il a lue : ajoutez l’en-tête If-Match, avec la version de la séance entre guillemets.',
  'request.version-malformed': ({ expected }) => `En-tête If-Match : ${expected} attendu.`,
  'request.key-malformed': ({ expected }) => `En-tête Idempotency-Key : ${expected} attendu.`,
  'request.key-reused': () =>
    'Cette clé d’idempotence a déjà servi à une autre requête : prenez-en une nouvelle.',
};
