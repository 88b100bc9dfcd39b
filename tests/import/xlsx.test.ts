import { describe, expect, test } from 'vitest';
import { importRows } from '../../api/import/tables.ts';
import { type GridCell, gridOf, workbookOf } from './archives.ts';
import { codesOf, DEMAND_ROW, DWELLING_ROW, fromBytes, OPTIONS } from './support.ts';

type Grid = readonly (readonly GridCell[])[];
const named = (bytes: Buffer) => fromBytes(bytes, { name: 'classeur.xlsx' });
const dwellings = (sheets: Record<string, Grid>, options: { sheet?: string } = {}) =>
  importRows('dwellings', 'xlsx', { source: named(workbookOf(sheets)), options: { ...OPTIONS, ...options } });
const demands = (row: Record<string, GridCell>) =>
  importRows('demands', 'xlsx', {
    source: named(workbookOf({ Demandes: gridOf(DEMAND_ROW, row) })),
    options: OPTIONS,
  });

describe('une feuille se lit comme un CSV', () => {
  test('textes, nombres, cellules vides', async () => {
    const report = await dwellings({
      Parc: gridOf(DWELLING_ROW, {
        Pièces: 3,
        'Surface habitable (m²)': 62.5,
        'Loyer hors charges': '1 412,30',
        Ascenseur: true,
        Étage: null,
      }),
    });
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted[0]).toMatchObject({
      rooms: 3,
      livingAreaM2: 62.5,
      rentEur: 1412.3,
      lift: true,
      floor: null,
      chargesEur: null,
    });
    expect(report).toMatchObject({ encoding: null, delimiter: null, counts: { rows: 1, accepted: 1 } });
  });
  test.each([
    ['une date du tableur', { day: 45366 }, '2024-03-15'],
    ['une date et une heure du tableur', { day: 45366.75 }, '2024-03-15'],
    ['un texte français', '15/03/2024', '2024-03-15'],
    ['un texte ISO', '2024-03-15', '2024-03-15'],
  ] as const)('dates : %s', async (_, cell, expected) => {
    const report = await demands({ 'Date de dépôt': cell });
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted[0]!.filedOn).toBe(expected);
  });
  test('une formule vaut ce qui a été enregistré, et n’est jamais exécutée', async () => {
    const report = await dwellings({
      Parc: gridOf(DWELLING_ROW, { Pièces: { xml: '<c r="@"><f>1+1</f><v>3</v></c>' } }),
    });
    expect(report.accepted[0]!.rooms).toBe(3);
  });
  test('une cellule en erreur est vide, donc inconnue', async () => {
    const report = await dwellings({
      Parc: gridOf(DWELLING_ROW, { Étage: { xml: '<c r="@" t="e"><v>#N/A</v></c>' } }),
    });
    expect(report.accepted[0]!.floor).toBeNull();
  });
  test('un numéro unique devenu nombre est refusé, avec le remède', async () => {
    const report = await demands({ 'Numéro unique': Number('999012600000100001') });
    expect(codesOf(report)).toEqual(['cell.demand-number']);
  });
  test('la colonne absente est inconnue, comme en CSV', async () => {
    const { Motifs: _, ...row } = DEMAND_ROW;
    const report = await importRows('demands', 'xlsx', {
      source: named(workbookOf({ Demandes: gridOf(row, {}) })),
      options: OPTIONS,
    });
    expect(report.warnings).toMatchObject([{ code: 'file.header.absent', column: 'Motifs' }]);
    expect(report.accepted[0]!.motives).toBeNull();
  });
  test('les en-têtes sont à la première ligne remplie ; les numéros de ligne sont ceux de la feuille', async () => {
    const grid: Grid = [[], [null, ' '], ...gridOf(DWELLING_ROW, {}, {}, { Type: '?' })];
    const report = await dwellings({ Parc: [...grid.slice(0, 4), [], ...grid.slice(4)] });
    expect(report.counts).toMatchObject({ rows: 3, identical: 1, refused: 1 });
    expect(report.refusals[0]).toMatchObject({ line: 7 });
  });
  test('ce qui dépasse des en-têtes est une ligne mal formée ; des cellules vides ne dépassent pas', async () => {
    const [headers, row] = gridOf(DWELLING_ROW, {}) as [GridCell[], GridCell[]];
    const good = await dwellings({ Parc: [headers, [...row, null, ' ']] });
    expect(good.counts).toMatchObject({ accepted: 1 });
    const long = await dwellings({ Parc: [headers, [...row, null, 'égaré']] });
    expect(codesOf(long)).toEqual(['row.ragged']);
  });
  test('un caractère nul caché dans un texte ne coupe pas la ligne', async () => {
    const report = await dwellings({
      Parc: gridOf(DWELLING_ROW, { Résidence: 'Les_x0000_Lilas' }, { Type: '?' }),
    });
    expect(report.counts).toMatchObject({ rows: 2, refused: 1 });
    expect(JSON.stringify(report.accepted)).not.toContain('\\u0000');
  });
});

describe('la feuille lue', () => {
  const good = gridOf(DWELLING_ROW, {});
  const notes: Grid = [['Notes'], ['Fichier préparé pour la séance']];
  test('celle dont les en-têtes sont reconnus, où qu’elle soit ; les autres sont nommées', async () => {
    const report = await dwellings({ Notes: notes, Parc: good, Vide: [] });
    expect(report.counts.accepted).toBe(1);
    expect(report.warnings).toMatchObject([{ code: 'xlsx.sheets.unread', column: 'Notes' }]);
  });
  test('celle qui est nommée, sans égard aux majuscules', async () => {
    const other = gridOf(DWELLING_ROW, { 'Identifiant du logement': 'LOG-9' });
    const report = await dwellings({ Parc: good, Été: other }, { sheet: 'ete' });
    expect(report.accepted.map(({ id }) => id)).toEqual(['LOG-9']);
    expect(report.warnings).toEqual([]);
  });
  test('un nom inconnu est refusé, avec le plus proche', async () => {
    const report = await dwellings({ Parc: good }, { sheet: 'Parcs' });
    expect(report.fatal).toMatchObject({ code: 'xlsx.sheet.absent', maybe: 'Peut-être « Parc ».' });
  });
  test.each([
    ['aucune feuille remplie', {}],
    ['la feuille nommée est vide', { sheet: 'Parc' }],
  ])('%s', async (_, options) => {
    expect((await dwellings({ Parc: [] }, options)).fatal?.code).toBe('xlsx.sheet.none');
  });
});
