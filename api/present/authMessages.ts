import type { Issue } from '../../engine/domain/issue.ts';

/** French sentences about who may come, and how the server is reached. */
export const AUTH_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'auth.required': () =>
    'Dites qui vous êtes : envoyez un jeton dans l’en-tête « Authorization: Bearer … » (« precal token create » en fait un), ou ouvrez le lien que « precal serve » affiche.',
  'auth.token-refused': () =>
    'Ce jeton n’ouvre rien : il est inconnu, expiré ou révoqué. Demandez-en un autre à l’administrateur.',
  'auth.role': () => 'Votre rôle n’y a pas droit. docs/droits.md dit qui peut faire quoi.',
  'auth.not-own': () =>
    'Ce logement, cette séance ou ce calcul n’est pas à vous, ou pas entièrement. docs/droits.md dit ce qui est à qui.',
  'auth.unnamed': () =>
    'Dites de quel logement libéré il s’agit (champ « vacancy ») : votre rôle ne demande pas tous les logements à la fois.',
  'auth.route-closed': () => 'Cette adresse n’est ouverte à personne.',
  'auth.number-clear': ({ path }) =>
    `${path === '' ? '' : `Champ « ${path} » : `}votre rôle désigne une demande par son pseudonyme (« PS-… »), lu dans une liste, pas par son numéro unique.`,
  'auth.clear-only': () =>
    'Ce fichier porterait des numéros uniques, que votre rôle ne lit pas. Demandez la même chose en JSON ou en CSV.',
  'request.host': ({ expected }) => `Ce serveur ne répond pas à ce nom ; attendu : ${expected}.`,
  'request.origin': () =>
    'Cette demande vient d’une autre page que celles de Précal : elle est refusée. Un programme s’identifie par un jeton, dans l’en-tête « Authorization: Bearer … ».',
  'request.too-many': () =>
    'Trop de requêtes en peu de temps : attendez le nombre de secondes que dit l’en-tête Retry-After.',
  'request.timeout': () =>
    'La réponse a pris trop de temps : elle est abandonnée. Réessayez, ou demandez moins à la fois.',
  'server.busy': () => 'Le serveur a trop de travail pour l’instant. Réessayez dans une seconde.',
  'server.stopping': () => 'Le serveur s’arrête. Réessayez quand il aura redémarré.',
  'server.host': ({ received }) =>
    `Cette machine n’a pas l’adresse « ${received} ». Donnez à --host une adresse qu’elle a, ou laissez 127.0.0.1.`,
  'server.public-host': ({ received }) =>
    `--public-host : « ${received} » n’est pas un nom de machine. Donnez-le sans port ni « https:// », par exemple precal.exemple.fr.`,
  'server.public-host-missing': ({ received }) =>
    `--host ${received} ouvre le serveur au réseau : dites sous quel nom il sera appelé, par exemple --public-host precal.exemple.fr.`,
  'server.no-token': () =>
    'Hors de cette machine, Précal ne s’ouvre qu’aux porteurs d’un jeton, et il n’y en a aucun de valable. Faites-en un : « precal token create --role admin --label administration », puis relancez.',
  'token.unknown': ({ received }) =>
    `Aucun jeton n’a l’identifiant « ${received} ». « precal token list » les donne.`,
  'token.of-missing': ({ received }) =>
    `Un jeton « ${received} » est fait au nom de quelqu’un : dites de qui (--of, ou le champ « of »).`,
  'token.of-unknown': ({ received, expected }) =>
    `« ${received} » n’est pas dans ce territoire ; attendu : ${expected}.`,
  'token.of-useless': ({ received }) =>
    `Un jeton « ${received} » n’est fait au nom de personne : retirez --of, ou le champ « of ».`,
  'route.method': ({ expected }) => `Cette adresse n’accepte pas cette méthode ; acceptées : ${expected}.`,
};
