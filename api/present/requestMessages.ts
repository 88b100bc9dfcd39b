import type { Issue } from '../../engine/domain/issue.ts';

/** French sentences about requests that come twice, work that outlasts them, and files sent. */
export const REQUEST_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'request.key-running': () =>
    'La même demande, avec la même clé d’idempotence, est en cours. Attendez une seconde, puis renvoyez-la : vous aurez sa réponse.',
  'request.key-spent': () =>
    'Cette clé d’idempotence a déjà servi, et la réponse portait un secret : il n’est montré qu’une fois. Si vous ne l’avez pas reçu, révoquez ce qui a été fait et recommencez avec une autre clé.',
  'document.stale': () =>
    'Quelqu’un d’autre a changé la même chose au même moment : rien n’est enregistré. Relisez, puis recommencez.',
  'job.not-stoppable': () =>
    'Un import est une seule écriture : il ne s’arrête pas en chemin. Attendez sa fin.',
  'job.interrupted': () =>
    'Le serveur s’est arrêté avant la fin de ce calcul. Rien n’en est enregistré : recommencez.',
  'retention.malformed': ({ path, received, expected }) =>
    `Ces durées de conservation ne se lisent pas${path === '' ? '' : ` (${path})`}${received === undefined ? '' : `, ${received}`}. Il y faut ${expected}.`,
  'retention.studies-malformed': ({ path, received, expected }) =>
    `Ces durées de conservation des calculs ne se lisent pas${path === '' ? '' : ` (${path})`}${received === undefined ? '' : `, ${received}`}. Il y faut ${expected}.`,
  'filter.unknown': ({ path, expected }) =>
    `Le filtre « ${path} » de l’adresse n’a pas cette valeur ici. ${expected ?? 'Choisissez-la dans la liste de la page.'}`,
  'import.empty': () => 'Le corps de la requête est vide : envoyez-y le fichier.',
  'import.cut': () =>
    'L’envoi du fichier s’est interrompu, ou le fichier est trop grand : rien n’est importé. Recommencez, ou partagez-le en plusieurs.',
  'import.no-refusals': () =>
    'Ce calcul n’a pas de lignes refusées, ou elles ne sont plus gardées (une heure) : renvoyez le fichier.',
  'method.absent': ({ expected }) => `Ce territoire n’a pas cette méthode ; il a : ${expected}.`,
  'method.text-faulty': ({ received }) =>
    `Cette méthode a des fautes${received === '…' ? '' : ` (${received})`} : POST /v1/method-checks les dit toutes, avec leur ligne et leur remède.`,
};
