import { type ImportMessage, say } from './message.ts';

/** Of a file as a table, and of the mapping of its columns. */
export const TABLE_MESSAGES = {
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
} as const satisfies Record<string, ImportMessage>;
