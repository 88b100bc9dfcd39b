import { type ImportMessage, say } from './message.ts';

/** Of a JSON Lines file: one object per line, with the field names of the data model. */
export const JSON_LINES_MESSAGES = {
  'jsonl.syntax': say(
    'La ligne n’est pas un objet JSON.',
    'un objet JSON complet par ligne',
    'Regardez la ligne indiquée : accolades, guillemets, virgules.',
  ),
  'jsonl.field.unknown': say(
    'L’objet a un champ que ce type de fichier ne connaît pas.',
    'les seuls champs du modèle de données',
    'Retirez le champ : les noms, la nationalité, l’origine et le texte libre n’ont pas leur place ici.',
  ),
  'jsonl.field.absent': say(
    'Un champ manque.',
    'tous les champs, null pour ce qui est inconnu',
    'Ajoutez le champ ; mettez null s’il est inconnu.',
  ),
  'jsonl.field.type': say(
    'La valeur n’a pas la forme attendue.',
    'une valeur du type et de la forme du champ',
    'Comparez avec une ligne exportée par Précal.',
  ),
  'jsonl.line.too-large': say(
    'Une ligne est démesurée.',
    'des lignes de 256 Kio au plus',
    'Ce n’est sans doute pas un fichier JSON Lines : un objet par ligne.',
  ),
} as const satisfies Record<string, ImportMessage>;
