/*
 * What an import can refuse, in French, keyed by a stable code. The console and the JSON report print these sentences with a
 * line and a column header, never the value of a cell; the value goes to the refusal file only.
 */

export interface ImportMessage {
  /** What is wrong. */
  readonly message: string;
  /** What was expected, as a noun phrase. A column may say it more precisely. */
  readonly expected: string;
  /** What the person can do. */
  readonly remedy: string;
}

const say = (message: string, expected: string, remedy: string): ImportMessage => ({
  message,
  expected,
  remedy,
});

export const IMPORT_MESSAGES = {
  // The file as bytes
  'file.unreadable': say(
    'Le fichier ne peut pas être lu.',
    'un fichier lisible',
    "Vérifiez le chemin et les droits d'accès.",
  ),
  'file.empty': say('Le fichier est vide.', "une ligne d'en-têtes et des lignes", 'Refaites l’export.'),
  'file.binary': say(
    'Le fichier n’est pas du texte.',
    'un fichier CSV ou XML',
    'Peut-être n’est-ce pas le bon fichier : enregistrez en CSV UTF-8.',
  ),
  'file.format.spreadsheet': say(
    'Le fichier est un classeur (XLSX, XLS, ODS) ou une archive ZIP.',
    'un fichier CSV',
    'Ouvrez-le dans le tableur et enregistrez en CSV UTF-8.',
  ),
  'file.format.compressed': say(
    'Le fichier est compressé (gzip).',
    'un fichier CSV ou XML',
    'Décompressez-le, puis importez le fichier obtenu.',
  ),
  'file.format.xml': say(
    'Le fichier est du XML.',
    'un fichier CSV',
    'Peut-être est-ce un fichier du SNE : importez-le comme fichier interfaceNuu.',
  ),
  'file.encoding.utf16': say(
    'Le fichier est encodé en UTF-16.',
    'un fichier en UTF-8 ou en Windows-1252',
    'Peut-être un « Texte Unicode » d’Excel : enregistrez en CSV UTF-8.',
  ),
  'file.encoding.contradiction': say(
    'Le fichier mélange deux encodages.',
    'un fichier entièrement en UTF-8 ou entièrement en Windows-1252',
    'Peut-être deux exports collés bout à bout : enregistrez en CSV UTF-8, ou indiquez l’encodage.',
  ),
  'file.encoding.undefined-byte': say(
    'Un octet n’existe ni en UTF-8 ni en Windows-1252.',
    'un fichier en UTF-8 ou en Windows-1252',
    'Peut-être un autre encodage (Mac, DOS) : enregistrez en CSV UTF-8.',
  ),
  // The file as a table
  'file.quote.unclosed': say(
    'Un guillemet est ouvert et jamais refermé : la suite du fichier est illisible.',
    'un guillemet fermant pour chaque guillemet ouvrant',
    'Regardez la ligne indiquée. Peut-être le fichier est-il tronqué : refaites l’export.',
  ),
  'file.quote.stray': say(
    'Un guillemet est mal placé.',
    'des guillemets autour de la cellule entière, doublés à l’intérieur',
    'Regardez la ligne indiquée et doublez le guillemet, ou retirez-le.',
  ),
  'file.field.too-large': say(
    'Une cellule ou une ligne est démesurée.',
    'des cellules de 64 Kio au plus et des lignes de 256 Kio au plus',
    'Peut-être un guillemet jamais refermé, ou un fichier qui n’est pas un CSV.',
  ),
  'file.truncated': say(
    'Fichier tronqué : la dernière ligne est incomplète.',
    'une dernière ligne avec toutes ses cellules',
    'Peut-être un transfert interrompu : refaites l’export. Rien n’a été importé.',
  ),
  'file.rows.too-many': say(
    'Le fichier a trop de lignes.',
    'moins de lignes que la limite fixée',
    'Découpez le fichier, ou relevez la limite.',
  ),
  'file.refusals.too-many': say(
    'Trop de lignes sont refusées.',
    'un fichier de ce type',
    'Peut-être n’est-ce pas le bon fichier ou le bon fichier de correspondance. Rien n’a été importé.',
  ),
  'file.rows.none': say(
    'Le fichier n’a que ses en-têtes.',
    'au moins une ligne',
    'Vérifiez l’export : rien n’a été importé.',
  ),
  'file.last-line.open': say(
    'La dernière ligne ne finit pas par un retour à la ligne.',
    'un retour à la ligne final',
    'Souvent sans gravité. Vérifiez que le fichier est complet.',
  ),
  'file.header.missing': say(
    'Des colonnes obligatoires manquent.',
    'toutes les colonnes obligatoires',
    'Ajoutez les colonnes, ou donnez leur nom dans le fichier de correspondance.',
  ),
  'file.header.duplicate': say(
    'Deux colonnes du fichier disent la même chose.',
    'une seule colonne par information',
    'Supprimez-en une, ou choisissez-la dans le fichier de correspondance.',
  ),
  'file.header.absent': say(
    'Cette colonne manque : l’information est inconnue pour toutes les lignes, et non « aucune ».',
    'la colonne, même avec des cellules vides',
    'Ajoutez la colonne à l’export, ou donnez son nom dans le fichier de correspondance.',
  ),
  'file.header.unknown': say(
    'Colonne inconnue, non lue.',
    'un en-tête connu',
    'Corrigez l’en-tête, ou mettez-le dans « ignore » du fichier de correspondance.',
  ),
  // The mapping file
  'mapping.yaml': say(
    'Le fichier de correspondance n’est pas lisible.',
    'un fichier YAML',
    'Regardez la ligne indiquée : indentation, deux-points, guillemets.',
  ),
  'mapping.shape': say(
    'Le fichier de correspondance n’a pas la forme attendue.',
    'columns: {champ: en-tête}, values: {champ: {valeur: valeur}}, ignore: [en-têtes]',
    'Comparez avec l’exemple de la documentation.',
  ),
  'mapping.key.unknown': say(
    'Clé inconnue dans le fichier de correspondance.',
    'columns, values ou ignore',
    'Corrigez la clé.',
  ),
  'mapping.field.unknown': say(
    'Champ inconnu dans le fichier de correspondance.',
    'un champ de ce type de fichier',
    'Corrigez le nom du champ.',
  ),
  'mapping.header.absent': say(
    'Le fichier n’a pas la colonne annoncée par le fichier de correspondance.',
    'un en-tête du fichier',
    'Recopiez l’en-tête tel qu’il est dans le fichier.',
  ),
  'mapping.header.repeated': say(
    'Le fichier de correspondance donne la même colonne à deux champs.',
    'une colonne par champ',
    'Corrigez l’un des deux champs.',
  ),
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
  // A demand
  'demand.dates.order': say(
    'Le renouvellement ou la mise à jour précède le dépôt.',
    'une date postérieure au dépôt',
    'Vérifiez les trois dates.',
  ),
  'demand.dates.impossible': say(
    'La date est antérieure à 1950, ou postérieure au jour de l’import.',
    'une date de 1950 au jour de l’import',
    'Vérifiez l’année et l’ordre du jour et du mois.',
  ),
  'demand.birth.impossible': say(
    'Une date de naissance est antérieure à 1900, ou postérieure au jour de l’import.',
    'des dates de naissance de 1900 au jour de l’import',
    'Vérifiez l’année ; un enfant attendu se compte dans « Naissances attendues ».',
  ),
  'demand.wishes.none': say(
    'La demande ne nomme aucune commune ni quartier et n’est pas élargie.',
    'une commune, un quartier, ou une demande élargie',
    'Complétez les communes souhaitées, ou mettez OUI dans « Demande élargie ».',
  ),
  'demand.wishes.outside-territory': say(
    'Aucune commune souhaitée n’est dans le territoire, et la demande n’est pas élargie.',
    'au moins une commune du territoire',
    'Vérifiez les codes INSEE, ou le territoire choisi.',
  ),
  'demand.co-applicant.contradiction': say(
    'La ligne dit qu’il n’y a pas de cotitulaire et décrit son emploi.',
    'OUI dans « Cotitulaire », ou aucune donnée du cotitulaire',
    'Corrigez l’un ou l’autre.',
  ),
  // A dwelling, an allocation, an outcome
  'dwelling.iris.other-commune': say(
    'L’IRIS est dans une autre commune que le logement.',
    'un IRIS de la commune',
    'Corrigez l’IRIS ou la commune.',
  ),
  'dwelling.quartier.contradicts-iris': say(
    'Le quartier indiqué n’est pas celui de l’IRIS.',
    'le quartier de l’IRIS, ou une cellule vide',
    'Videz la cellule du quartier : il est trouvé par l’IRIS.',
  ),
  'allocation.lease-before-decision': say(
    'Le bail est signé avant la décision.',
    'une date de bail postérieure à la décision',
    'Vérifiez les deux dates.',
  ),
  'outcome.reason-without-refusal': say(
    'Un motif de refus est donné sans refus.',
    'un motif pour une réponse « Refusée », et seulement alors',
    'Corrigez la réponse ou videz le motif.',
  ),
  // SNE XML
  'sne.malformed': say(
    'Le XML n’est pas bien formé.',
    'un fichier XML bien formé',
    'Regardez la ligne indiquée, ou refaites l’export.',
  ),
  'sne.truncated': say(
    'Fichier tronqué : le XML s’arrête avant la fin.',
    'une balise interfaceNuu refermée',
    'Peut-être un transfert interrompu : refaites l’export. Rien n’a été importé.',
  ),
  'sne.root': say(
    'La racine du XML n’est pas celle du SNE.',
    'la racine interfaceNuu',
    'Peut-être un autre fichier, ou une enveloppe SOAP : donnez le fichier interfaceNuu lui-même.',
  ),
  'sne.namespace': say(
    'L’espace de noms du XML n’est pas celui du SNE.',
    'http://nuu.application.i2/',
    'Demandez l’export interfaceNuu 02.00 ou 02.01.',
  ),
  'sne.version': say(
    'Cette version d’interfaceNuu n’est pas lue.',
    'versionInterface 02.00 ou 02.01',
    'Demandez l’export en 02.01.',
  ),
  'sne.doctype': say(
    'Le XML contient un DOCTYPE, refusé par prudence.',
    'un XML sans DOCTYPE ni entités',
    'Retirez le DOCTYPE : le SNE n’en met pas.',
  ),
  'sne.entity': say(
    'Le XML contient une entité inconnue.',
    'les seules entités du XML (&amp;, &lt;, &gt;, &quot;, &apos;)',
    'Remplacez l’entité par le caractère.',
  ),
  'sne.depth': say(
    'Le XML est imbriqué trop profondément.',
    '32 niveaux au plus',
    'Ce n’est sans doute pas un fichier du SNE.',
  ),
  'sne.too-large': say(
    'Un texte, une balise ou une demande du XML est démesuré.',
    'des textes de 64 Kio au plus et 5 000 balises par demande au plus',
    'Ce n’est sans doute pas un fichier du SNE.',
  ),
  'sne.encoding': say(
    'Le XML annonce un encodage qui n’est pas lu.',
    'UTF-8, Windows-1252 ou ISO-8859-1',
    'Refaites l’export en UTF-8.',
  ),
  'sne.file-date': say(
    'L’en-tête du fichier n’a pas de date lisible.',
    'entete/dateFichier, comme 2026-11-02T08:00:00',
    'Refaites l’export.',
  ),
  'sne.file-kind': say(
    'Ce fichier ne porte pas de demandes actives.',
    'entete/typeFichier CRE, CRS, MOD, REN, DIS, RET ou COP',
    'Un fichier de radiations (RAD) ou de suppressions (SUP) ne s’importe pas comme des demandes : demandez un export des demandes en cours.',
  ),
  // Export
  'export.unrepresentable': say(
    'Un caractère n’existe pas en Windows-1252.',
    'un texte représentable',
    'Exportez en UTF-8.',
  ),
} as const satisfies Record<string, ImportMessage>;

export type ImportCode = keyof typeof IMPORT_MESSAGES;
export const IMPORT_CODES = Object.keys(IMPORT_MESSAGES) as ImportCode[];
