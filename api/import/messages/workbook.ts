import { type ImportMessage, say } from './message.ts';

/** Of a workbook (XLSX): its archive, its sheets. */
export const WORKBOOK_MESSAGES = {
  'xlsx.format.other': say(
    'Le fichier n’est pas un classeur XLSX.',
    'un classeur XLSX, XLSM compris',
    'Peut-être un classeur ODS ou une autre archive : enregistrez-le en XLSX ou en CSV UTF-8.',
  ),
  'xlsx.format.old': say(
    'Le fichier est un classeur de l’ancien format XLS, quel que soit son nom.',
    'un classeur XLSX',
    'Ouvrez-le dans le tableur et enregistrez en XLSX ou en CSV UTF-8.',
  ),
  'xlsx.encrypted': say(
    'Le classeur est protégé par un mot de passe.',
    'un classeur sans mot de passe',
    'Retirez le mot de passe dans le tableur, puis importez le classeur obtenu.',
  ),
  'xlsx.damaged': say(
    'Le classeur est abîmé ou incomplet.',
    'un classeur que le tableur ouvre sans le réparer',
    'Peut-être un transfert interrompu : refaites l’export. Rien n’a été importé.',
  ),
  'xlsx.too-large': say(
    'Le classeur dépasse les tailles admises.',
    'un classeur de 64 Mio au plus, et de 384 Mio une fois décompressé',
    'Découpez le classeur, ou enregistrez la feuille en CSV UTF-8.',
  ),
  'xlsx.bomb': say(
    'Le classeur se décompresse bien au-delà de ce qu’il annonce ou de ce qui est plausible.',
    'un taux de compression d’au plus 300, et des tailles annoncées exactes',
    'Ce n’est sans doute pas un classeur ordinaire : n’ouvrez pas ce fichier et prévenez son expéditeur.',
  ),
  'xlsx.dimensions': say(
    'Une feuille a des lignes, des colonnes ou des cellules à une place démesurée.',
    'au plus 1 000 000 lignes, 2 000 colonnes et 20 millions de cellules',
    'Supprimez les lignes et colonnes vides au-delà des données, ou enregistrez en CSV UTF-8.',
  ),
  'xlsx.sheet.absent': say(
    'Le classeur n’a pas de feuille de ce nom.',
    'le nom d’une feuille du classeur',
    'Recopiez le nom tel qu’il est sur l’onglet.',
  ),
  'xlsx.sheet.none': say(
    'Le classeur n’a aucune feuille remplie.',
    'une feuille avec une ligne d’en-têtes et des lignes',
    'Vérifiez le classeur.',
  ),
  'xlsx.sheets.unread': say(
    'Le classeur a d’autres feuilles remplies, qui ne sont pas lues.',
    'une feuille par import',
    'Nommez la feuille voulue pour en lire une autre.',
  ),
  'xlsx.macros': say(
    'Le classeur contient des macros : elles ne sont ni lues ni exécutées.',
    'un classeur sans macros',
    'Souvent sans gravité. Vérifiez la provenance du fichier.',
  ),
} as const satisfies Record<string, ImportMessage>;
