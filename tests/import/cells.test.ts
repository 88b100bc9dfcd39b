import { describe, expect, test } from 'vitest';
import {
  ANY_COMMUNE,
  CellRefusal,
  type CellType,
  codeCell,
  DAY,
  DEMAND_NUMBER,
  FLOOR,
  INTEGER,
  listCell,
  NUMBER_CELL,
  TERRITORY_COMMUNE,
  YES_NO_UNKNOWN,
} from '../../api/import/cells.ts';
import { ADULTS, CHILDREN, CONTINGENTS, PRIORITIES } from '../../api/import/formats/personCells.ts';
import { BAILLEUR, IRIS, QPV, WISHED_COMMUNES } from '../../api/import/placeCells.ts';
import { CONTEXT } from './support.ts';

const read = <T>(cell: CellType<T>, text: string): T | string => {
  const value = cell.read(text, CONTEXT);
  return value instanceof CellRefusal
    ? `${value.code}${value.closest === null ? '' : ` → ${value.closest}`}`
    : value;
};

describe('une date', () => {
  test.each([
    ['2026-11-02', '2026-11-02'],
    ['02/11/2026', '2026-11-02'],
    ['2/1/2026', '2026-01-02'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['2023-02-29', 'cell.date'],
    ['1900-02-29', 'cell.date'],
    ['31/04/2026', 'cell.date'],
    ['2026-13-01', 'cell.date'],
    ['2026-00-10', 'cell.date'],
    ['2026-01-00', 'cell.date'],
    ['02-11-2026', 'cell.date'],
    ['hier', 'cell.date'],
  ])('%s → %s', (text, expected) => expect(read(DAY, text)).toBe(expected));
});

describe('un nombre', () => {
  test.each([
    ['0', 0],
    ['1250,5', 1250.5],
    ['1250.5', 1250.5],
    ['1 250,50', 1250.5],
    ['1\u202f250\u00a0000', 1_250_000],
    ['-3,25', -3.25],
    ['1.1144e+006', 1_114_400],
    ['12 50', 'cell.number'],
    ['1,250,000', 'cell.number'],
    ['1 250 €', 'cell.number'],
    ['1e999', 'cell.number'],
    ['NaN', 'cell.number'],
  ])('%s → %s', (text, expected) => expect(read(NUMBER_CELL, text)).toBe(expected));
  test('un entier refuse les décimales', () => {
    expect(read(INTEGER, '3')).toBe(3);
    expect(read(INTEGER, '3,0')).toBe(3);
    expect(read(INTEGER, '3,5')).toBe('cell.integer');
    expect(read(INTEGER, 'trois')).toBe('cell.number');
  });
  test('le rez-de-chaussée est l’étage 0', () => {
    expect(read(FLOOR, 'RDC')).toBe(0);
    expect(read(FLOOR, 'Rez-de-chaussée')).toBe(0);
    expect(read(FLOOR, '-1')).toBe(-1);
    expect(read(FLOOR, 'grenier')).toBe('cell.number');
  });
});

describe('une réponse', () => {
  test.each([
    ['OUI', true],
    ['non', false],
    ['Vrai', true],
    ['N', false],
    ['NONDOC', null],
    ['peut-être', 'cell.boolean'],
    ['1', 'cell.boolean'],
  ])('%s → %s', (text, expected) => expect(read(YES_NO_UNKNOWN, text)).toBe(expected));
});

describe('un code', () => {
  const cell = codeCell(['CDI', 'RET'] as const, {
    labels: { CDI: 'CDI ou fonctionnaire', RET: 'Retraité' },
  });
  test.each([
    ['CDI', 'CDI'],
    ['cdi', 'CDI'],
    ['Retraité', 'RET'],
    ['RETRAITE', 'RET'],
    ['stagiaire', 'cell.code'],
    ['constructor', 'cell.code'],
  ])('%s → %s', (text, expected) => expect(read(cell, text)).toBe(expected));
  test('une liste garde l’ordre, une fois chacun, et refuse un seul mauvais code', () => {
    const list = listCell(cell, { distinct: true });
    expect(read(list, 'RET| CDI ||RET')).toEqual(['RET', 'CDI']);
    expect(read(list, 'RET|X')).toBe('cell.code');
  });
});

describe('un numéro unique', () => {
  test.each([
    ['999012600000100001', '999012600000100001'],
    ['111 0318 016982 g1104', '1110318016982G1104'],
    ['0590126000001000', 'cell.demand-number'],
    ['999122600000100001', '999122600000100001'], // mois puis année
    ['999261200000100001', '999261200000100001'], // année puis mois
    ['999132600000100001', 'cell.demand-number'], // ni l'un ni l'autre
    ['999001300000100001', 'cell.demand-number'],
  ])('%s → %s', (text, expected) => expect(read(DEMAND_NUMBER, text)).toBe(expected));
});

describe('un lieu', () => {
  test('les communes associées sont rattachées', () => {
    expect(read(TERRITORY_COMMUNE, '59355')).toBe('59350');
    expect(read(TERRITORY_COMMUNE, '59298')).toBe('59350');
    expect(read(TERRITORY_COMMUNE, '75056')).toBe('cell.commune.outside');
    expect(read(TERRITORY_COMMUNE, 'Lille')).toBe('cell.commune');
  });
  test('on peut travailler hors du territoire', () => {
    expect(read(ANY_COMMUNE, '75056')).toBe('75056');
    expect(read(ANY_COMMUNE, '59355')).toBe('59350');
    expect(read(ANY_COMMUNE, '2A004')).toBe('2A004');
    expect(read(ANY_COMMUNE, '5935')).toBe('cell.commune');
  });
  test('les souhaits hors du territoire sont comptés, pas gardés', () => {
    expect(read(WISHED_COMMUNES, '59350|59355|75056|59512')).toEqual({
      inside: ['59350', '59512'],
      outside: 1,
    });
    expect(read(WISHED_COMMUNES, '59350|Roubaix')).toBe('cell.commune');
  });
  test('un bailleur est reconnu par son identifiant ou son nom, sinon le plus proche est proposé', () => {
    expect(read(BAILLEUR, 'vilogia')).toBe('vilogia');
    expect(read(BAILLEUR, 'Lille Métropole Habitat')).toBe('lille-metropole-habitat');
    expect(read(BAILLEUR, 'vilogja')).toBe('cell.bailleur → vilogia');
    expect(read(BAILLEUR, 'zzzzzzzzzz')).toBe('cell.bailleur');
  });
  test('un IRIS inconnu propose le plus proche', () => {
    expect(read(IRIS, '595120101')).toBe('595120101');
    expect(read(IRIS, '595120109')).toBe('cell.iris → 595120101');
  });
  test('un QPV : code, NON, rien d’autre', () => {
    expect(read(QPV, 'QN05980M')).toBe('QN05980M');
    expect(read(QPV, 'qp059012')).toBe('QP059012');
    expect(read(QPV, 'NON')).toBe(false);
    expect(read(QPV, 'OUI')).toBe('cell.qpv');
  });
});

describe('les personnes', () => {
  test('adultes : dates, ? pour inconnue', () => {
    expect(read(ADULTS, '1990-04-02|30/11/1988|?')).toEqual(['1990-04-02', '1988-11-30', null]);
    expect(read(ADULTS, '1990-04-02|x')).toBe('cell.date');
  });
  test('enfants : garde alternée, droit de visite, date inconnue', () => {
    expect(read(CHILDREN, '2015-03-02|2018-11-20:G|01/01/2020:d|?')).toEqual([
      { birthDate: '2015-03-02', custody: 'full' },
      { birthDate: '2018-11-20', custody: 'alternate' },
      { birthDate: '2020-01-01', custody: 'visit' },
      { birthDate: null, custody: 'full' },
    ]);
    expect(read(CHILDREN, '2015-03-02:X')).toBe('cell.custody');
    expect(read(CHILDREN, '2015-02-30:G')).toBe('cell.date');
  });
});

describe('les situations prioritaires', () => {
  test('une situation cochée sans preuve est seulement déclarée', () => {
    expect(read(PRIORITIES, 'aci_expulsion')).toEqual([
      { situation: 'ACI_EXPULSION', evidence: 'declared', since: null },
    ]);
  });
  test('preuve et date', () => {
    expect(read(PRIORITIES, 'ACI_EXPULSION:vérifié:01/03/2026|MUT_DELAI:calcule')).toEqual([
      { situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-03-01' },
      { situation: 'MUT_DELAI', evidence: 'computed', since: null },
    ]);
  });
  test.each([
    ['ACI_EXPULSIN:verifie', 'cell.situation → ACI_EXPULSION'],
    ['ACI_EXPULSION:sûr', 'cell.situation'],
    ['ACI_EXPULSION:verifie:2026-02-30', 'cell.date'],
    ['ACI_EXPULSION:verifie:2026-02-01:x', 'cell.situation'],
  ])('%s → %s', (text, expected) => expect(read(PRIORITIES, text)).toBe(expected));
});

test('contingents : NON veut dire aucun, et une liste se lit par code ou libellé', () => {
  expect(read(CONTINGENTS, 'NON')).toEqual([]);
  expect(read(CONTINGENTS, 'COLACT|Préfet, ménages prioritaires')).toEqual(['COLACT', 'PPRIOR']);
  expect(read(CONTINGENTS, 'MAIRIE')).toBe('cell.code');
});
