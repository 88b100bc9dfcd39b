import { type ImportMessage, say } from './message.ts';

/** Of one row, and of the cells it is made of. */
export const ROW_MESSAGES = {
  // A row
  'row.ragged': say(
    'La ligne n’a pas le bon nombre de cellules.',
    'autant de cellules que d’en-têtes',
    'Peut-être un séparateur dans un texte sans guillemets : entourez ce texte de guillemets.',
  ),
  'row.out-of-bounds': say(
    'La valeur est hors des bornes admises.',
    'une valeur plausible',
    'Vérifiez la saisie et l’unité (euros, m², mois ou année).',
  ),
  'row.duplicate.older': say(
    'Une ligne plus récente du fichier porte le même identifiant.',
    'une seule ligne par identifiant',
    'La ligne la plus récente a été gardée : supprimez celle-ci.',
  ),
  'row.duplicate.contradiction': say(
    'Des lignes du même identifiant et de même date se contredisent.',
    'une seule ligne par identifiant',
    'Gardez la bonne ligne et supprimez les autres : aucune n’a été importée.',
  ),
  // A cell
  'cell.required': say('La cellule est vide.', 'une valeur', 'Complétez la cellule.'),
  'cell.date': say(
    'La date n’est pas lisible ou n’existe pas.',
    'une date AAAA-MM-JJ ou JJ/MM/AAAA',
    'Récrivez la date.',
  ),
  'cell.number': say(
    'Le nombre n’est pas lisible.',
    'un nombre, comme 1 250,50',
    'Retirez les lettres et les symboles.',
  ),
  'cell.integer': say('Le nombre n’est pas entier.', 'un nombre entier', 'Retirez les décimales.'),
  'cell.boolean': say(
    'La réponse n’est ni OUI ni NON.',
    'OUI, NON ou rien',
    'Mettez OUI ou NON, ou videz la cellule.',
  ),
  'cell.code': say('Le code n’est pas dans la liste.', 'un code de la liste', 'Choisissez dans la liste.'),
  'cell.demand-number': say(
    'Le numéro unique n’a pas la bonne forme.',
    '18 caractères : 13 chiffres puis le guichet',
    'Peut-être un chiffre perdu par le tableur : mettez la colonne au format texte.',
  ),
  'cell.identifier': say(
    'L’identifiant n’a pas la bonne forme.',
    '1 à 64 lettres, chiffres, . / : - _',
    'Retirez les espaces et les accents.',
  ),
  'cell.commune': say(
    'Le code de commune n’a pas la bonne forme.',
    'un code INSEE à 5 caractères',
    'Peut-être un code postal ou un nom : mettez le code INSEE.',
  ),
  'cell.commune.outside': say(
    'La commune n’est pas dans le territoire.',
    'une commune du territoire',
    'Vérifiez le code INSEE, ou le territoire choisi.',
  ),
  'cell.iris': say('L’IRIS n’est pas connu du territoire.', 'un code IRIS à 9 chiffres', 'Vérifiez le code.'),
  'cell.quartier': say(
    'Le quartier n’est pas connu du territoire.',
    'un identifiant de quartier du territoire',
    'Vérifiez l’identifiant.',
  ),
  'cell.bailleur': say(
    'Le bailleur n’est pas connu du territoire.',
    'un identifiant de bailleur du territoire',
    'Vérifiez l’identifiant ; laissez vide s’il s’agit du bailleur actuel et qu’il est d’ailleurs.',
  ),
  'cell.dwelling': say(
    'Le logement n’est pas dans le parc importé.',
    'un identifiant de logement importé',
    'Importez d’abord les logements, ou vérifiez l’identifiant.',
  ),
  'cell.qpv': say(
    'Le code de quartier prioritaire n’a pas la bonne forme.',
    'un code comme QN05980M, NON, ou rien',
    'Mettez le code du QPV, ou NON hors QPV.',
  ),
  'cell.custody': say(
    'La garde de l’enfant n’est pas lisible.',
    'une date, suivie de :G (garde alternée) ou :D (droit de visite) s’il y a lieu',
    'Corrigez la lettre après la date.',
  ),
  'cell.situation': say(
    'La situation prioritaire n’est pas lisible ou pas connue du territoire.',
    'CODE:declare|calcule|verifie:date, comme ACI_EXPULSION:verifie:2026-03-01',
    'Vérifiez le code, le mot et la date.',
  ),
} as const satisfies Record<string, ImportMessage>;
