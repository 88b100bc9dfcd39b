import type { ImportContext, ImportReport } from '../../api/import/report.ts';
import type { ByteSource } from '../../api/import/source.ts';
import { textToWindows1252 } from '../../api/import/windows1252.ts';
import type { CommuneCode, QuartierId } from '../../engine/domain/ids.ts';

const COMMUNES = new Map([
  ['59350', '59350'],
  ['59355', '59350'],
  ['59298', '59350'],
  ['59512', '59512'],
  ['59599', '59599'],
]);
const QUARTIER_OF_IRIS = new Map([
  ['593500101', 'lille-centre'],
  ['595120101', 'roubaix-epeule'],
  ['595120102', 'roubaix-centre'],
]);

/** A small territory: three communes, Lomme and Hellemmes associated to Lille. */
export const CONTEXT: ImportContext = {
  canonicalCommune: (code) => (COMMUNES.get(code) ?? null) as CommuneCode | null,
  quartierOfIris: (iris) => (QUARTIER_OF_IRIS.get(iris) ?? null) as QuartierId | null,
  bailleurIds: new Set(['lille-metropole-habitat', 'partenord-habitat', 'vilogia']),
  irisCodes: new Set(QUARTIER_OF_IRIS.keys()),
  quartierIds: new Set(QUARTIER_OF_IRIS.values()),
  situationCodes: new Set(['ACI_EXPULSION', 'ACI_SUROCCUPATION', 'MUT_DELAI']),
};

export const OPTIONS = { context: CONTEXT };

export interface Bytes {
  readonly encoding?: 'utf-8' | 'windows-1252';
  readonly bom?: boolean;
  readonly pieceBytes?: number;
  readonly name?: string;
}

export const encoded = (text: string, encoding: 'utf-8' | 'windows-1252' = 'utf-8'): Buffer => {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = textToWindows1252(text);
  if (!Buffer.isBuffer(bytes)) throw new Error('not in Windows-1252');
  return bytes;
};

export const fromBytes = (bytes: Uint8Array, options: Bytes = {}): ByteSource => {
  const size = options.pieceBytes ?? Math.max(1, bytes.length);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return { name: options.name ?? 'essai.csv', bytes: pieces, size: bytes.length };
};

export const fromText = (text: string, options: Bytes = {}): ByteSource =>
  fromBytes(
    Buffer.concat([
      Buffer.from(options.bom ? [0xef, 0xbb, 0xbf] : []),
      encoded(text, options.encoding ?? 'utf-8'),
    ]),
    options,
  );

/** The shortest complete demand of a file, by French header. */
export const DEMAND_ROW: Readonly<Record<string, string>> = {
  'Numéro unique': '999012600000100001',
  'Date de dépôt': '2024-03-15',
  'Date de mise à jour': '2026-01-10',
  'Naissances des adultes': '1990-04-02',
  'Naissances des enfants': '',
  Motifs: '',
  'Situations prioritaires': '',
  'Communes souhaitées': '59512',
  'Types souhaités': 'T3',
  'Demande élargie': 'NON',
};

export const DWELLING_ROW: Readonly<Record<string, string>> = {
  'Identifiant du logement': 'LOG-1',
  Bailleur: 'vilogia',
  Commune: '59512',
  Type: 'T3',
  Pièces: '3',
  'Surface habitable (m²)': '62,5',
  Financement: 'PLUS',
  'Loyer hors charges': '412,30',
};

export const VACANCY_ROW: Readonly<Record<string, string>> = {
  'Identifiant de la libération': 'LIB-1',
  'Identifiant du logement': 'LOG-1',
  'Date de disponibilité': '2026-12-01',
  'Motif de libération': 'Rotation',
};

export const ALLOCATION_ROW: Readonly<Record<string, string>> = {
  'Identifiant du logement': 'LOG-1',
  'Date de décision': '2026-05-12',
  'Numéro unique': '999012600000100001',
  Rang: '1',
  'Situations vérifiées': '',
};

export const OUTCOME_ROW: Readonly<Record<string, string>> = {
  'Identifiant de la libération': 'LIB-1',
  'Identifiant du logement': 'LOG-1',
  'Numéro unique': '999012600000100001',
  Rang: '1',
  'Date d’examen': '2026-05-12',
  Décision: 'Attribution',
};

/** A CSV of rows that override a complete row; headers are the union, in order of appearance. */
export const csv = (
  base: Readonly<Record<string, string>>,
  ...rows: readonly Readonly<Record<string, string>>[]
): string => {
  const headers = [...new Set([base, ...rows].flatMap((row) => Object.keys(row)))];
  const cell = (text: string): string => (/[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => headers.map((header) => cell(row[header] ?? base[header] ?? '')).join(';'));
  return [headers.map(cell).join(';'), ...lines].map((line) => `${line}\n`).join('');
};

export const number = (sequence: number): string => `9990126${String(sequence).padStart(6, '0')}00001`;

/** Every code of a report: fatal, refusals, warnings. */
export const codesOf = <T>(report: ImportReport<T>): string[] => [
  ...(report.fatal ? [report.fatal.code] : []),
  ...report.refusals.flatMap(({ reasons }) => reasons.map(({ issue }) => issue.code)),
  ...report.warnings.map(({ code }) => code),
];

/** What a fuzzed or refused file must always satisfy. */
export const isSound = <T>(report: ImportReport<T>): boolean =>
  report.fatal === null
    ? report.counts.rows === report.counts.accepted + report.counts.refused + report.counts.identical &&
      report.accepted.length === report.counts.accepted &&
      report.refusals.length === report.counts.refused &&
      report.refusals.every(({ reasons }) => reasons.length > 0)
    : report.accepted.length === 0 && report.counts.accepted === 0;
