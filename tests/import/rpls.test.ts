import { describe, expect, test } from 'vitest';
import { formatOf } from '../../api/import/detectFormat.ts';
import type { StockDwelling } from '../../api/import/formats/rpls.ts';
import { readStock } from '../../api/import/stock.ts';
import { importRows } from '../../api/import/tables.ts';
import { codesOf, csv, fromText, OPTIONS } from './support.ts';

/** A row as the open file writes it, made for the test. */
const ROW = {
  REG_CODE: '32',
  DEPCOM: '59512',
  NBPIECE: '3',
  SURFHAB: '62,5',
  CONSTRUCT: '1974',
  TYPECONST_CODE: 'C',
  FINAN_CODE: '13',
  CUS_CODE: '',
  DPEENERGIE: 'D',
  QPV_CODE: '1',
  PLG_QP24_CODE: 'QN05980M',
  PLG_QP15_CODE: 'NA',
  PLG_IRIS2024_CODE: '595120101',
};
type Row = Partial<Record<keyof typeof ROW, string>>;
const read = (...rows: readonly Row[]) =>
  importRows('stock', 'csv', {
    source: fromText(csv(ROW, ...rows), { encoding: 'windows-1252' }),
    options: OPTIONS,
  });
const first = async (row: Row): Promise<StockDwelling> => {
  const report = await read(row);
  expect(report.refusals).toEqual([]);
  return report.accepted[0]!;
};

describe('une ligne du fichier public', () => {
  test('ce qu’elle dit', async () => {
    expect(await first({})).toEqual({
      commune: '59512',
      iris: '595120101',
      qpv2024: 'QN05980M',
      qpv2015: null,
      declaredInQpv: true,
      rooms: 3,
      typology: 'T3',
      livingAreaM2: 62.5,
      building: 'flat',
      builtIn: 1974,
      financing: 'PLUS',
      energyClass: 'D',
    });
  });
  test.each([
    ['pièces non renseignées', { NBPIECE: '0' }, { rooms: null, typology: null }],
    ['pièces non conformes', { NBPIECE: 'NC' }, { rooms: null, typology: null }],
    ['9 pièces et plus', { NBPIECE: '9' }, { rooms: 9, typology: 'T6P' }],
    ['5 pièces', { NBPIECE: '5' }, { typology: 'T5' }],
    ['6 pièces', { NBPIECE: '6' }, { typology: 'T6P' }],
    ['surface en notation scientifique', { SURFHAB: '1.1144e+002' }, { livingAreaM2: 111.44 }],
    ['surface à zéro', { SURFHAB: '0,0' }, { livingAreaM2: null }],
    ['année inconnue', { CONSTRUCT: '9999' }, { builtIn: null }],
    ['hors QPV déclaré', { QPV_CODE: '2' }, { declaredInQpv: false }],
    ['QPV non dit', { QPV_CODE: 'NA' }, { declaredInQpv: null }],
    ['sans QPV géolocalisé : pas dit, et non hors QPV', { PLG_QP24_CODE: 'Z' }, { qpv2024: null }],
    ['individuel', { TYPECONST_CODE: 'I' }, { building: 'house' }],
    ['étudiant', { TYPECONST_CODE: 'E' }, { building: null }],
    ['sans classe énergie', { DPEENERGIE: 'N' }, { energyClass: null }],
    ['financement PLAI', { FINAN_CODE: '10' }, { financing: 'PLAI' }],
    ['financement ancien : aucun plafond n’en est tiré', { FINAN_CODE: '52' }, { financing: null }],
    ['le plafond CUS l’emporte', { FINAN_CODE: '13', CUS_CODE: 'PLS' }, { financing: 'PLS' }],
    ['IRIS hors du territoire', { PLG_IRIS2024_CODE: '751010101' }, { iris: null }],
    ['commune associée', { DEPCOM: '59355' }, { commune: '59350' }],
    ['commune d’ailleurs', { DEPCOM: '75056' }, { commune: null }],
  ] as const)('%s', async (_, row, expected) => {
    expect(await first(row)).toMatchObject(expected);
  });
  test('des logements pareils sont autant de logements', async () => {
    expect((await read({}, {}, {})).counts).toEqual({ rows: 3, accepted: 3, refused: 0, identical: 0 });
  });
  test('une colonne qui manque est dite, et inconnue', async () => {
    const { CUS_CODE: _, PLG_QP24_CODE: __, ...less } = ROW;
    const report = await importRows('stock', 'csv', { source: fromText(csv(less, {})), options: OPTIONS });
    expect(
      report.warnings.filter(({ code }) => code === 'file.header.absent').map(({ column }) => column),
    ).toEqual(['PLG_QP24_CODE', 'CUS_CODE']);
    expect(report.accepted[0]).toMatchObject({ qpv2024: null, financing: 'PLUS' });
  });
  test('ce qui ne se lit pas est refusé', async () => {
    expect(codesOf(await read({ DEPCOM: 'Roubaix' }, { NBPIECE: 'trois' })).slice(0, 2)).toEqual([
      'cell.commune',
      'cell.number',
    ]);
  });
});

test('le parc est compté par ce qui est dit, hors du territoire à part', async () => {
  const text = csv(ROW, {}, {}, { NBPIECE: '2' }, { PLG_IRIS2024_CODE: '' }, { DEPCOM: '75056' });
  const { groups, inside, outside, report } = await readStock(fromText(text), OPTIONS);
  expect({ inside, outside }).toEqual({ inside: 4, outside: 1 });
  expect(groups.map(({ quartier, typology, dwellings }) => [quartier, typology, dwellings])).toEqual([
    [null, 'T3', 1],
    ['roubaix-epeule', 'T2', 1],
    ['roubaix-epeule', 'T3', 2],
  ]);
  expect(report.warnings.map(({ code }) => code)).toEqual(['rpls.public', 'rpls.outside']);
});

describe('le format se reconnaît au contenu', () => {
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  test.each([
    ['le fichier public du RPLS', bytes(Object.keys(ROW).join(';')), 'rpls'],
    [
      'le fichier d’un bailleur, qui a l’identifiant et le loyer',
      bytes(`IDENT_INT;LOYERPRINC;${Object.keys(ROW).join(';')}`),
      'csv',
    ],
    ['un CSV', bytes('Numéro unique;Date\n'), 'csv'],
    ['un XML', bytes('\u00ef\u00bb\u00bf <?xml version="1.0"?>'), 'sne'],
    ['du JSON', bytes('\n{"number":1}'), 'jsonl'],
    ['un classeur', Buffer.from([0x50, 0x4b, 3, 4]), 'xlsx'],
    ['un vieux classeur', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'xlsx'],
    ['rien', Buffer.alloc(0), 'csv'],
  ])('%s', (_, head, format) => {
    expect(formatOf(head)).toBe(format);
  });
});
