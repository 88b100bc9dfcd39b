import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeRefusals } from '../../api/export/refusals.ts';
import { importSneXml } from '../../api/import/sne/importSneXml.ts';
import { importDemandsCsv, importDwellingsCsv } from '../../api/import/tables.ts';
import {
  codesOf,
  csv,
  DEMAND_ROW,
  DWELLING_ROW,
  fromBytes,
  fromText,
  number,
  OPTIONS,
} from '../import/support.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-refus-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const table = async (path: string): Promise<Record<string, string>[]> =>
  parse(await readFile(path), { bom: true, columns: true, delimiter: ';' });

describe('le fichier des refus', () => {
  const text = csv(
    DEMAND_ROW,
    { 'Numéro unique': number(1) },
    { 'Numéro unique': number(2), 'Loyer actuel': 'cher', Motifs: '99' },
    { 'Numéro unique': number(3), 'Note libre': '=cmd|calc', 'Date de dépôt': 'x' },
  );
  const refused = async (name: string) => {
    const path = join(folder, name);
    const report = await importDemandsCsv(fromText(text), OPTIONS);
    expect(await writeRefusals(report, path)).toMatchObject({ rows: 2 });
    return { path, report };
  };

  test('les cellules d’origine, puis la ligne, le code, la colonne, la valeur et le remède', async () => {
    const { path } = await refused('a.csv');
    const rows = await table(path);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      'Numéro unique': number(2),
      'Loyer actuel': 'cher',
      "Ligne d'origine": '3',
      'Code du refus': 'cell.code | cell.number',
      Colonne: 'Motifs | Loyer actuel',
      Valeur: '99 | cher',
      Remède: expect.stringContaining('Attendu : un nombre'),
    });
  });
  test('les formules sont désamorcées', async () => {
    const { path } = await refused('b.csv');
    expect((await table(path))[1]?.['Note libre']).toBe("'=cmd|calc");
  });
  test('corrigé, il s’importe : les colonnes ajoutées sont ignorées sans avertissement', async () => {
    const { path } = await refused('c.csv');
    const rows = await table(path);
    const fixed = rows.map((row) => ({
      ...row,
      'Loyer actuel': '500',
      Motifs: '13',
      'Date de dépôt': '2024-01-01',
    }));
    const report = await importDemandsCsv(fromText(csv(rows[0] ?? {}, ...fixed)), {
      ...OPTIONS,
      mapping: { columns: {}, values: {}, ignore: ['Note libre'] },
    });
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted.map((demand) => demand.number)).toEqual([number(2), number(3)]);
  });
  test('importé sans correction, il redonne les mêmes refus et n’empile pas les colonnes', async () => {
    const { path, report } = await refused('d.csv');
    const again = await importDemandsCsv(path, OPTIONS);
    const codes = (r: typeof report) =>
      r.refusals.map(({ reasons }) => reasons.map(({ issue }) => issue.code));
    expect(codes(again)).toEqual(codes(report));
    const second = join(folder, 'e.csv');
    await writeRefusals(again, second);
    const header = (await readFile(second, 'utf8')).split('\n')[0] ?? '';
    expect(header.match(/Code du refus/g)).toHaveLength(1);
    expect(header.split(';')).toHaveLength(again.headers.length);
  });
});

test('une ligne mal coupée garde toutes ses cellules', async () => {
  const [header, row] = csv(DWELLING_ROW, {}).trimEnd().split('\n') as [string, string];
  const report = await importDwellingsCsv(
    fromText(`${header}\n${row};de;trop\nLOG-2;vilogia\n${row}\n`),
    OPTIONS,
  );
  const path = join(folder, 'ragged.csv');
  await writeRefusals(report, path);
  const rows = await table(path);
  expect(
    rows.map((one) => [one['Identifiant du logement'], one['Loyer hors charges'], one['Code du refus']]),
  ).toEqual([
    ['LOG-1', '412,30;de;trop', 'row.ragged'],
    ['LOG-2', '', 'row.ragged'],
  ]);

  // The padded row looks whole: it stays refused until its author has emptied the code's cell.
  const again = await importDwellingsCsv(path, OPTIONS);
  expect(codesOf(again)).toEqual(['row.ragged', 'row.ragged']);
});

test('les refus d’un fichier SNE donnent le numéro', async () => {
  const text = `<interfaceNuu versionInterface="02.01" xmlns="http://nuu.application.i2/"><entete><dateFichier>2026-11-02</dateFichier></entete><demande><demandeLogement><numUnique>${number(5)}</numUnique></demandeLogement></demande></interfaceNuu>`;
  const report = await importSneXml(fromBytes(Buffer.from(text)), OPTIONS);
  const path = join(folder, 'sne.csv');
  await writeRefusals(report, path);
  const [row] = await table(path);
  expect(row).toMatchObject({ 'Numéro unique': number(5), "Ligne d'origine": '1' });
  expect(row?.['Code du refus']).toContain('cell.required');
});
