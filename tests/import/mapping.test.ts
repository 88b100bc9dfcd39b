import { describe, expect, test } from 'vitest';
import type { ColumnMapping } from '../../api/import/mapping.ts';
import { importDemandsCsv, importDwellingsCsv, readMappingFor } from '../../api/import/tables.ts';
import { codesOf, csv, DEMAND_ROW, DWELLING_ROW, fromText, OPTIONS } from './support.ts';

const mapping = (text: string, kind: 'demands' | 'dwellings' = 'dwellings'): ColumnMapping => {
  const read = readMappingFor(kind, text, 'colonnes.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
};
const errors = (text: string) => {
  const read = readMappingFor('dwellings', text, 'colonnes.yaml');
  return read.ok ? [] : read.issues.map(({ code, path, line, maybe }) => ({ code, path, line, maybe }));
};

describe('colonnes et valeurs d’un autre logiciel', () => {
  const text = csv(DWELLING_ROW, { Financement: 'PLUS 2005', Bailleur: '017', Commentaire: 'à ignorer' })
    .replace('Financement', 'FINANCMT')
    .replace('Bailleur', 'Code société');
  test('sans correspondance, les colonnes manquent', async () => {
    const report = await importDwellingsCsv(fromText(text), OPTIONS);
    expect(report.fatal?.code).toBe('file.header.missing');
  });
  test('avec elle, le fichier est lu et rien n’est signalé', async () => {
    const report = await importDwellingsCsv(fromText(text), {
      ...OPTIONS,
      mapping: mapping(
        [
          'columns:',
          '  financing: financmt',
          '  bailleur: Code société',
          'values:',
          '  financing: { plus 2005: PLUS }',
          '  bailleur: { "017": vilogia }',
          'ignore: [commentaire]',
        ].join('\n'),
      ),
    });
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted[0]).toMatchObject({ financing: 'PLUS', bailleur: 'vilogia' });
  });
  test('les valeurs d’une liste sont traduites une à une', async () => {
    const report = await importDemandsCsv(fromText(csv(DEMAND_ROW, { 'Types souhaités': 'F3|T4' })), {
      ...OPTIONS,
      mapping: mapping('values: { wishedTypologies: { F3: T3 } }', 'demands'),
    });
    expect(report.accepted[0]?.wishes.typologies).toEqual(['T3', 'T4']);
  });
  test('une colonne par année se nomme par son titre', async () => {
    const report = await importDemandsCsv(fromText(csv(DEMAND_ROW, { 'Revenu N-2': '15000' })), {
      ...OPTIONS,
      mapping: mapping('columns: { RFR 2024: Revenu N-2 }', 'demands'),
    });
    expect(report.accepted[0]?.incomes.referenceTaxIncome).toEqual([{ year: 2024, amountEur: 15000 }]);
  });
  test('la correspondance l’emporte sur l’en-tête reconnu', async () => {
    const report = await importDwellingsCsv(fromText(csv(DWELLING_ROW, { 'Loyer réel': '500' })), {
      ...OPTIONS,
      mapping: mapping('columns: { rentEur: Loyer réel }'),
    });
    expect(report.accepted[0]?.rentEur).toBe(500);
  });
});

describe('erreurs de la correspondance, avec leur ligne', () => {
  test('YAML illisible', () =>
    expect(errors('columns: {a: b\nvalues: [')[0]).toMatchObject({ code: 'mapping.yaml' }));
  test('bombe d’alias', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]`),
    ].join('\n');
    expect(errors(bomb)[0]?.code).toBe('mapping.yaml');
  });
  test('clé inconnue, avec la plus proche', () =>
    expect(errors('ignore: []\ncolums: {}')).toEqual([
      { code: 'mapping.key.unknown', path: 'colums', line: 2, maybe: 'Peut-être « columns ».' },
    ]));
  test('champ inconnu, avec le plus proche', () =>
    expect(errors('columns:\n  bailleur: B\n  rentEuro: Loyer')).toEqual([
      { code: 'mapping.field.unknown', path: 'columns.rentEuro', line: 3, maybe: 'Peut-être « rentEur ».' },
    ]));
  test('forme fausse', () =>
    expect(errors('columns: []')[0]).toMatchObject({ code: 'mapping.shape', path: 'columns', line: 1 }));
  test('la même colonne pour deux champs', () =>
    expect(errors('columns:\n  rentEur: Loyer\n  chargesEur: LOYER')[0]).toMatchObject({
      code: 'mapping.header.repeated',
      line: 3,
    }));
  test('colonne absente du fichier, avec la plus proche', async () => {
    const report = await importDwellingsCsv(fromText(csv(DWELLING_ROW, { Ascenseur: 'OUI' })), {
      ...OPTIONS,
      mapping: mapping('columns: { lift: Ascenceur }'),
    });
    expect(report.fatal).toMatchObject({ code: 'mapping.header.absent', maybe: 'Peut-être « Ascenseur ».' });
  });
  test('un fichier vide est une correspondance vide', () =>
    expect(mapping('')).toEqual({ columns: {}, values: {}, ignore: [] }));
});
