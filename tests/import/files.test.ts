import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportOptions } from '../../api/import/report.ts';
import { importDemandsCsv, importDwellingsCsv } from '../../api/import/tables.ts';
import {
  codesOf,
  csv,
  DEMAND_ROW,
  DWELLING_ROW,
  encoded,
  fromBytes,
  fromText,
  number,
  OPTIONS,
} from './support.ts';

const dwellings = (text: string, bytes = {}, options: Partial<ImportOptions> = {}) =>
  importDwellingsCsv(fromText(text, bytes), { ...OPTIONS, ...options });
const residence = 'Résidence « L’Œuvre » à 3 €';
const withResidence = csv(DWELLING_ROW, { Résidence: residence });

describe('encodages', () => {
  test.each([
    { encoding: 'utf-8', bom: false },
    { encoding: 'utf-8', bom: true },
    { encoding: 'windows-1252', bom: false },
  ] as const)('$encoding, marque $bom, par morceaux de 1 à 7 octets', async ({ encoding, bom }) => {
    for (const pieceBytes of [1, 2, 3, 7, 100_000]) {
      const report = await dwellings(withResidence, { encoding, bom, pieceBytes });
      expect(codesOf(report)).toEqual([]);
      expect(report.encoding).toBe(encoding);
      expect(report.accepted[0]?.residence).toBe(residence);
    }
  });
  test('un fichier sans accent n’en décide aucun', async () => {
    const text =
      'numero unique;date de depot;date de mise a jour;naissances des adultes;types souhaites;demande elargie\n';
    const report = await importDemandsCsv(
      fromText(`${text}999012600000100001;2024-01-01;2024-01-01;?;T2;OUI\n`),
      OPTIONS,
    );
    expect(report.accepted).toHaveLength(1);
    expect(report.encoding).toBeNull();
  });
  test('de l’UTF-8 suivi de Windows-1252 est une contradiction, avec la ligne', async () => {
    const bytes = Buffer.concat([encoded(withResidence), encoded('LOG-2;é\n', 'windows-1252')]);
    const report = await importDwellingsCsv(fromBytes(bytes), OPTIONS);
    expect(report.fatal).toMatchObject({ code: 'file.encoding.contradiction', line: 3 });
  });
  test('du Windows-1252 suivi d’UTF-8 est une contradiction', async () => {
    const filler = `${'x'.repeat(70_000)}\n`;
    const report = await importDwellingsCsv(
      fromBytes(Buffer.concat([encoded(withResidence, 'windows-1252'), encoded(`${filler}é é é\n`)]), {
        pieceBytes: 60_000,
      }),
      OPTIONS,
    );
    expect(report.fatal?.code).toBe('file.encoding.contradiction');
  });
  test('l’encodage imposé passe outre', async () => {
    const bytes = encoded(withResidence);
    const report = await importDwellingsCsv(fromBytes(bytes), { ...OPTIONS, encoding: 'windows-1252' });
    expect(codesOf(report)).toContain('file.header.missing');
    const right = await importDwellingsCsv(fromBytes(bytes), { ...OPTIONS, encoding: 'utf-8' });
    expect(right.accepted).toHaveLength(1);
  });
});

describe('forme du CSV', () => {
  test.each([
    [';', '\n'],
    [';', '\r\n'],
    [',', '\n'],
    ['\t', '\r\n'],
  ])('séparateur %j, fin de ligne %j', async (delimiter, lineEnd) => {
    const text = csv({ ...DWELLING_ROW, 'Surface habitable (m²)': '62', 'Loyer hors charges': '412' }, {})
      .replaceAll(';', delimiter)
      .replaceAll('\n', lineEnd);
    const report = await dwellings(text);
    expect(codesOf(report)).toEqual([]);
    expect(report.delimiter).toBe(delimiter);
    expect(report.accepted).toHaveLength(1);
  });
  test('les lignes vides ne comptent pas, et les numéros de ligne restent ceux du fichier', async () => {
    const [header, row] = csv(DWELLING_ROW, { Résidence: 'x' }).trimEnd().split('\n') as [string, string];
    const multiline = row.replace('x', '"deux\r\nlignes"').replace('LOG-1', 'LOG-2');
    const bad = row.replace('PLUS', 'HLM').replace('LOG-1', 'LOG-3');
    const text = ['', header, row, '', multiline, ';;;;;;;;', bad, ''].join('\r\n');
    const report = await dwellings(text);
    expect(report.accepted.map(({ id }) => id)).toEqual(['LOG-1', 'LOG-2']);
    expect(report.refusals.map(({ line }) => line)).toEqual([8]);
  });
  test('une ligne mal coupée est refusée seule', async () => {
    const [header, row] = csv(DWELLING_ROW, {}).trimEnd().split('\n') as [string, string];
    const report = await dwellings(
      `${[header, row, `${row};en trop`, 'LOG-9;court', row.replace('LOG-1', 'LOG-4')].join('\n')}\n`,
    );
    expect(report.accepted.map(({ id }) => id)).toEqual(['LOG-1', 'LOG-4']);
    expect(report.refusals.map(({ line, reasons }) => [line, reasons[0]?.issue.code])).toEqual([
      [3, 'row.ragged'],
      [4, 'row.ragged'],
    ]);
  });
  test('une dernière ligne trop courte : fichier tronqué, rien n’est importé', async () => {
    const text = csv(DWELLING_ROW, {}, { 'Identifiant du logement': 'LOG-2' });
    for (const end of [text.length - 12, text.length - 40]) {
      const report = await dwellings(text.slice(0, end));
      expect(report.fatal).toMatchObject({ code: 'file.truncated', line: 3 });
      expect(report.accepted).toEqual([]);
    }
  });
  test('coupée dans un caractère accentué : fichier tronqué', async () => {
    const bytes = encoded(csv(DWELLING_ROW, { Résidence: 'Rosé' }).trimEnd());
    const report = await importDwellingsCsv(fromBytes(bytes.subarray(0, bytes.length - 1)), OPTIONS);
    expect(report.fatal?.code).toBe('file.truncated');
  });
  test('sans retour à la ligne final : importé, mais signalé', async () => {
    const report = await dwellings(csv(DWELLING_ROW, {}).trimEnd());
    expect(report.accepted).toHaveLength(1);
    expect(codesOf(report)).toEqual(['file.last-line.open']);
  });
  test('un guillemet jamais refermé est signalé à la ligne où il s’ouvre', async () => {
    const good = csv(DWELLING_ROW, {}, { 'Identifiant du logement': 'LOG-2' });
    const report = await dwellings(`${good}"LOG-3;vilogia\n${good}`);
    expect(report.fatal).toMatchObject({ code: 'file.quote.unclosed', line: 4 });
    expect(report.accepted).toEqual([]);
  });
});

describe('en-têtes', () => {
  test('sans accents, casse ni ponctuation, et par autre nom', async () => {
    const text = csv(DWELLING_ROW, {})
      .replace('Identifiant du logement', 'IDENT_INT')
      .replace('Surface habitable (m²)', 'SURFACE  HABITABLE (M2)')
      .replace('Pièces', 'nb pièces'.replace('nb ', ''));
    expect((await dwellings(text)).accepted).toHaveLength(1);
  });
  test('toutes les colonnes obligatoires qui manquent sont nommées', async () => {
    const report = await dwellings('Bailleur;Commune\nvilogia;59512\n');
    expect(report.fatal?.expected).toBe(
      '« Identifiant du logement », « Type », « Pièces », « Surface habitable (m²) », « Financement », « Loyer hors charges »',
    );
  });
  test('une colonne inconnue est signalée avec la plus proche', async () => {
    const report = await dwellings(csv(DWELLING_ROW, { Asenseur: 'OUI', 'Couleur des volets': 'bleu' }));
    expect(report.accepted).toHaveLength(1);
    expect(report.warnings.map(({ column, maybe }) => [column, maybe])).toEqual([
      ['Asenseur', 'Peut-être « Ascenseur ».'],
      ['Couleur des volets', expect.not.stringContaining('Peut-être')],
    ]);
  });
});

describe('fichiers sur disque', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'precal-import-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('la progression va jusqu’au bout', async () => {
    const path = join(folder, 'demandes.csv');
    const text = csv(DEMAND_ROW, ...Array.from({ length: 5000 }, (_, i) => ({ 'Numéro unique': number(i) })));
    await writeFile(path, text);
    const seen: number[] = [];
    const report = await importDemandsCsv(path, {
      ...OPTIONS,
      onProgress: ({ bytesRead, totalBytes }) => {
        expect(totalBytes).toBe(Buffer.byteLength(text));
        seen.push(bytesRead);
      },
    });
    expect(report.file).toBe('demandes.csv');
    expect(report.counts.accepted).toBe(5000);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(Buffer.byteLength(text));
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
  test.each(['absent.csv', '.'])('%s ne peut pas être lu', async (name) => {
    expect((await importDemandsCsv(join(folder, name), OPTIONS)).fatal?.code).toBe('file.unreadable');
  });
  test('une source qui échoue en route', async () => {
    const failing = async function* () {
      yield Buffer.from(csv(DEMAND_ROW, {}));
      throw new Error('réseau');
    };
    const report = await importDemandsCsv({ name: 'envoi.csv', bytes: failing() }, OPTIONS);
    expect(report.fatal?.code).toBe('file.unreadable');
    expect(report.accepted).toEqual([]);
  });
});
