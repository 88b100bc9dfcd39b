import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readSheets from 'read-excel-file/universal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeJsonRefusals } from '../../api/export/jsonLines.ts';
import { writeRefusals } from '../../api/export/refusals.ts';
import {
  type ExportTable,
  tableFormatOf,
  tableLines,
  tableWorkbook,
  writeTableFile,
} from '../../api/export/table.ts';
import { importDwellingsCsv, importRows } from '../../api/import/tables.ts';
import { codesOf, csv, DWELLING_ROW, fromText, OPTIONS } from '../import/support.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-table-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Row {
  readonly text: string | null;
  readonly number: number | null;
  readonly day: string | null;
  readonly yes: boolean | null;
  readonly share: number | null;
}
const FULL: Row = { text: 'T3', number: 412.3, day: '2026-11-02', yes: true, share: 0.25 };
const EMPTY: Row = { text: null, number: null, day: null, yes: null, share: null };
const tableOf = (...rows: readonly Row[]): ExportTable<Row> => ({
  name: 'Essai : été',
  rows,
  columns: [
    { header: 'Texte', type: 'text', cell: ({ text }) => text },
    { header: 'Nombre', type: 'number', cell: ({ number }) => number },
    { header: 'Jour', type: 'day', cell: ({ day }) => day },
    { header: 'Oui ou non', type: 'yes-no', cell: ({ yes }) => yes },
    { header: 'Part', type: 'share', cell: ({ share }) => share },
  ],
});
const sheetOf = async (table: ExportTable<Row>) => {
  const [sheet] = await readSheets(new Blob([(await tableWorkbook(table)) as Uint8Array<ArrayBuffer>]));
  return { name: sheet!.sheet, rows: sheet!.data as unknown as unknown[][] };
};

describe('une table', () => {
  test('en CSV : virgule décimale, OUI et NON, vide pour l’inconnu', () => {
    const lines = [...tableLines(tableOf(FULL, EMPTY, { ...FULL, yes: false, number: Number.NaN }))];
    expect(lines).toEqual([
      ['Texte', 'Nombre', 'Jour', 'Oui ou non', 'Part'],
      ['T3', '412,3', '2026-11-02', 'OUI', '0,25'],
      ['', '', '', '', ''],
      ['T3', '', '2026-11-02', 'NON', '0,25'],
    ]);
  });
  test('en classeur : nombres, dates et parts en sont', async () => {
    const { name, rows } = await sheetOf(tableOf(FULL, { ...EMPTY, text: 'x' }));
    expect(name).toBe('Essai   été');
    expect(rows[1]).toEqual(['T3', 412.3, new Date('2026-11-02T00:00:00Z'), 'OUI', 0.25]);
    expect(rows[2]).toEqual(['x', null, null, null, null]);
  });
  test('un jour que le tableur compterait mal reste un texte', async () => {
    const { rows } = await sheetOf(tableOf({ ...FULL, day: '1900-02-28' }, { ...FULL, day: '1900-03-01' }));
    expect(rows[1]![2]).toBe('1900-02-28');
    expect(rows[2]![2]).toEqual(new Date('1900-03-01T00:00:00Z'));
  });
  test.each(['=1+1', '+cmd', '-a', '@SUM(A1)', '\tx', "'=1"])(
    '« %s » n’est pas une formule',
    async (text) => {
      const table = tableOf({ ...FULL, text });
      expect([...tableLines(table)][1]![0]).toBe(`'${text}`);
      // The library trims what it reads: the apostrophe is what matters.
      expect((await sheetOf(table)).rows[1]![0]).toBe(`'${text}`);
    },
  );
  test('un nombre négatif n’est pas gardé', () => {
    expect([...tableLines(tableOf({ ...FULL, number: -3.5, text: '-3,5' }))][1]!.slice(0, 2)).toEqual([
      '-3,5',
      '-3,5',
    ]);
  });
  test('des caractères que le XML ne connaît pas n’abîment pas le classeur', async () => {
    const { rows } = await sheetOf(tableOf({ ...FULL, text: 'a\u0000b\u0007<&>' }));
    expect(rows[1]![0]).toMatch(/^a.?b.?<&>$/u);
  });
  test('le format vient de la fin du nom', () => {
    expect([tableFormatOf('a.XLSX'), tableFormatOf('a.csv'), tableFormatOf('xlsx')]).toEqual([
      'xlsx',
      'csv',
      'csv',
    ]);
  });
  test.each(['csv', 'xlsx'] as const)(
    '%s : le fichier est complet ou absent, et à son seul propriétaire',
    async (format) => {
      const path = join(folder, `droits.${format}`);
      const { rows, bytes } = await writeTableFile(tableOf(FULL), path, { format });
      expect(rows).toBe(1);
      const info = await stat(path);
      expect(info.size).toBe(bytes);
      expect(info.mode & 0o077).toBe(0);
      await expect(writeTableFile(tableOf(FULL), join(folder, 'absent', 'a'), { format })).rejects.toThrow();
      expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
  );
});

describe('des refus corrigés se réimportent', () => {
  const broken = csv(DWELLING_ROW, {}, { 'Identifiant du logement': 'LOG-2', Type: '=T9' });
  test('en classeur', async () => {
    const report = await importDwellingsCsv(fromText(broken), OPTIONS);
    const path = join(folder, 'refus.xlsx');
    await writeRefusals(report, path);
    const again = await importRows('dwellings', 'xlsx', { source: path, options: OPTIONS });
    expect(codesOf(again)).toEqual(['cell.code']);
    expect(again.refusals[0]!.reasons[0]!.value).toBe("'=T9");
    expect(again.warnings).toEqual([]);
  });
  test('en JSON Lines', async () => {
    const [good] = (await importDwellingsCsv(fromText(csv(DWELLING_ROW, {})), OPTIONS)).accepted;
    const text = `${JSON.stringify({ ...good, typology: 'T9' })}\n{"id": cassé}\n`;
    const report = await importRows('dwellings', 'jsonl', { source: fromText(text), options: OPTIONS });
    expect(codesOf(report)).toEqual(['jsonl.field.type', 'jsonl.syntax']);
    const path = join(folder, 'refus.jsonl');
    await writeJsonRefusals(report, path);
    const written = await readFile(path, 'utf8');
    expect(written).toMatch(/"ligne":1,"motifs":\[\{"code":"jsonl.field.type","champ":"typology"/);
    const mended = written
      .replace('T9', 'T3')
      .replace('{\\"id\\": cassé}', JSON.stringify(JSON.stringify({ ...good, id: 'L2' })).slice(1, -1));
    await writeFile(path, mended);
    const again = await importRows('dwellings', 'jsonl', { source: path, options: OPTIONS });
    expect(codesOf(again)).toEqual([]);
    expect(again.accepted.map(({ id }) => id)).toEqual(['LOG-1', 'L2']);
  });
});
