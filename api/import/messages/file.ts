import { type ImportMessage, say } from './message.ts';

/** Of a file as bytes: encodings, formats. */
export const FILE_MESSAGES = {
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
    'Laissez Précal reconnaître le format, ou enregistrez en CSV UTF-8 dans le tableur.',
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
  // Export
  'export.unrepresentable': say(
    'Un caractère n’existe pas en Windows-1252.',
    'un texte représentable',
    'Exportez en UTF-8.',
  ),
} as const satisfies Record<string, ImportMessage>;
