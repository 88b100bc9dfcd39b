import { describe, expect, test } from 'vitest';
import { importAllocationsCsv, importDemandsCsv } from '../../api/import/tables.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { ALLOCATION_ROW, CONTEXT, codesOf, csv, DEMAND_ROW, fromText, OPTIONS } from './support.ts';

type Row = Readonly<Record<string, string>>;
const without = (row: Row, header: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== header));
const readDemand = (base: Row, row: Row = {}) => importDemandsCsv(fromText(csv(base, row)), OPTIONS);

describe('une colonne absente n’est pas « aucun »', () => {
  test.each([
    ['Naissances des enfants', 'household.children'],
    ['Motifs', 'motives'],
    ['Situations prioritaires', 'priorities'],
  ])('%s', async (header, path) => {
    const report = await readDemand(without(DEMAND_ROW, header));
    expect(report.warnings).toMatchObject([{ code: 'file.header.absent', column: header, path }]);
    const { household, motives, priorities } = report.accepted[0]!;
    const said = new Map<string, unknown>([
      ['household.children', household.children],
      ['motives', motives],
      ['priorities', priorities],
    ]);
    expect([...said].filter(([, value]) => value === null).map(([name]) => name)).toEqual([path]);
  });
  test('Situations vérifiées', async () => {
    const report = await importAllocationsCsv(
      fromText(csv(without(ALLOCATION_ROW, 'Situations vérifiées'), {})),
      OPTIONS,
    );
    expect(report.warnings).toMatchObject([
      { code: 'file.header.absent', column: 'Situations vérifiées', path: 'verifiedSituations' },
    ]);
    expect(report.accepted[0]!.verifiedSituations).toBeNull();
  });
  test('présente et vide, elle dit « aucun » ; INCONNU dit qu’on ne sait pas', async () => {
    const none = await readDemand(DEMAND_ROW);
    expect(none.warnings).toEqual([]);
    expect(none.accepted[0]).toMatchObject({ motives: [], priorities: [], household: { children: [] } });
    const unknown = await readDemand(DEMAND_ROW, {
      'Naissances des enfants': 'inconnu',
      Motifs: 'INCONNU',
      'Situations prioritaires': 'Inconnu',
    });
    expect(unknown.accepted[0]).toMatchObject({
      motives: null,
      priorities: null,
      household: { children: null },
    });
  });
});

test.each([
  ['', null],
  ['TOUS', 'any'],
  ['tous', 'any'],
  ['0', 0],
  ['3', 3],
])('étage maximal à pied « %s »', async (text, expected) => {
  const report = await readDemand(DEMAND_ROW, { 'Étage maximal à pied': text });
  expect(report.accepted[0]!.accessibility.maxFloorOnFoot).toBe(expected);
});

describe('les dates que personne n’a pu vouloir dire', () => {
  const context = { ...CONTEXT, referenceDay: '2026-11-02' as IsoDay };
  const codes = async (row: Row) =>
    codesOf(await importDemandsCsv(fromText(csv(DEMAND_ROW, row)), { context }));
  test.each([
    ['une naissance avant 1900', { 'Naissances des adultes': '1899-12-31' }, 'demand.birth.impossible'],
    ['une naissance en 1900', { 'Naissances des adultes': '1900-01-01' }, null],
    ['un enfant né demain', { 'Naissances des enfants': '2026-11-03' }, 'demand.birth.impossible'],
    ['un enfant né le jour même', { 'Naissances des enfants': '2026-11-02' }, null],
    ['une naissance inconnue', { 'Naissances des enfants': '?' }, null],
    ['un dépôt avant 1950', { 'Date de dépôt': '1949-12-31' }, 'demand.dates.impossible'],
    ['un dépôt en 1950', { 'Date de dépôt': '1950-01-01' }, null],
    [
      'un dépôt à venir',
      { 'Date de dépôt': '2026-11-03', 'Date de mise à jour': '2026-11-03' },
      'demand.dates.impossible',
    ],
    ['un renouvellement à venir', { 'Date de renouvellement': '2026-11-03' }, 'demand.dates.impossible'],
    ['un renouvellement du jour', { 'Date de renouvellement': '2026-11-02' }, null],
    ['une mise à jour à venir', { 'Date de mise à jour': '2027-01-10' }, 'demand.dates.impossible'],
  ])('%s', async (_, row, code) => {
    expect(await codes(row as Row)).toEqual(code === null ? [] : [code]);
  });
  test('le refus dit la colonne, le chemin et ce qui était attendu, jamais la date', async () => {
    const report = await importDemandsCsv(
      fromText(csv(DEMAND_ROW, { 'Naissances des enfants': '2026-11-03' })),
      { context },
    );
    const issue = report.refusals[0]!.reasons[0]!.issue;
    expect(issue).toMatchObject({ column: 'Naissances des enfants', path: 'household.children' });
    expect(issue.expected).toMatch(/1900/);
    expect(JSON.stringify(issue)).not.toContain('2026-11-03');
  });
  test('sans jour d’import, seul le passé trop lointain se voit', async () => {
    const report = await readDemand(DEMAND_ROW, { 'Date de mise à jour': '2090-01-01' });
    expect(report.refusals).toEqual([]);
  });
});

test('deux colonnes qui disent la même chose sont nommées toutes les deux', async () => {
  const years = csv({ ...DEMAND_ROW, 'RFR 2024': '1', 'Revenu fiscal 2024': '2' }, {});
  const report = await importDemandsCsv(fromText(years), OPTIONS);
  expect(report.fatal).toMatchObject({ code: 'file.header.duplicate', column: 'Revenu fiscal 2024' });
  expect(report.fatal!.expected).toMatch(/RFR 2024/);
});
