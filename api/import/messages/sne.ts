import { type ImportMessage, say } from './message.ts';

/** Of the XML exchange format of the SNE. */
export const SNE_MESSAGES = {
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
} as const satisfies Record<string, ImportMessage>;
