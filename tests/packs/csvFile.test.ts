import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Column, parseCsv } from '../../api/packs/csvFile.ts';

const COLUMNS: readonly Column[] = [
  { header: 'code', key: 'code', kind: 'text' },
  { header: 'part', key: 'share', kind: 'number' },
  { header: 'membres', key: 'members', kind: 'list' },
];
const Row = z.strictObject({
  code: z.string().regex(/^[a-z]+$/, 'des lettres minuscules'),
  share: z.number().min(0).max(1).nullable(),
  members: z.array(z.string()),
});

const read = (text: string) => parseCsv(text, 'parts.csv', COLUMNS, Row);
const issuesOf = (text: string) => {
  const result = read(text);
  return result.ok ? [] : result.issues;
};

describe('parseCsv', () => {
  test('cells by kind; an empty cell is unknown, not zero; lines are those of the file', () => {
    expect(read('code,part,membres\na,0.5,x|y\n\nb,,\n')).toEqual({
      ok: true,
      value: {
        file: 'parts.csv',
        rows: [
          { code: 'a', share: 0.5, members: ['x', 'y'] },
          { code: 'b', share: null, members: [] },
        ],
        lines: [2, 4],
      },
    });
  });

  test('saved by a French spreadsheet: semicolons, decimal commas, byte order mark, CRLF', () => {
    expect(read('\ufeffcode;part;membres\r\na;0,5;x\r\n')).toMatchObject({
      ok: true,
      value: { rows: [{ code: 'a', share: 0.5, members: ['x'] }], lines: [2] },
    });
  });

  test('columns in another order', () => {
    expect(read('part,membres,code\n1,x,a\n')).toMatchObject({
      ok: true,
      value: { rows: [{ code: 'a', share: 1 }] },
    });
  });

  test('every bad cell, with line and column', () => {
    expect(issuesOf('code,part,membres\nA,0.5,x\nb,deux,x\nc,2,x\n')).toEqual([
      {
        code: 'csv.value.invalid',
        path: 'code',
        file: 'parts.csv',
        line: 2,
        column: 'code',
        received: 'A',
        expected: 'des lettres minuscules',
      },
      {
        code: 'csv.value.invalid',
        path: 'share',
        file: 'parts.csv',
        line: 3,
        column: 'part',
        received: 'deux',
        expected: 'un nombre',
      },
      {
        code: 'csv.value.invalid',
        path: 'share',
        file: 'parts.csv',
        line: 4,
        column: 'part',
        received: '2',
        expected: 'au plus 1',
      },
    ]);
  });

  test('a decimal comma between quotes', () => {
    expect(issuesOf('code,part,membres\na,"0,5",x\n')).toMatchObject([
      { code: 'csv.value.invalid', maybe: 'peut-être 0.5, avec un point' },
    ]);
  });

  test.each(['1e3', '0x10', 'Infinity'])('%s is not how a table writes a number', (cell) => {
    expect(issuesOf(`code,part,membres\na,${cell},x\n`)).toMatchObject([
      { code: 'csv.value.invalid', received: cell },
    ]);
  });

  test('a row with too many or too few cells', () => {
    expect(issuesOf('code,part,membres\na,0.5\nb,0.5,x,y\n')).toMatchObject([
      { code: 'csv.row.ragged', line: 2, received: '2 cellules', expected: '3 cellules' },
      { code: 'csv.row.ragged', line: 3, received: '4 cellules' },
    ]);
  });

  test('headers: missing, unknown, twice', () => {
    expect(issuesOf('code,part,pard\na,1,2\n')).toMatchObject([
      { code: 'csv.header.unknown', received: 'pard', maybe: 'peut-être part', line: 1 },
      { code: 'csv.header.missing', column: 'membres', line: 1 },
    ]);
    expect(issuesOf('code,part,membres,part\na,1,x,2\n')).toMatchObject([
      { code: 'csv.header.duplicate', column: 'part', line: 1 },
    ]);
  });

  test('nothing but headers', () => {
    expect(issuesOf('code,part,membres\n')).toMatchObject([{ code: 'csv.empty', file: 'parts.csv' }]);
    expect(issuesOf('')).toMatchObject([{ code: 'csv.empty' }]);
  });

  test('a quote that is not closed', () => {
    expect(issuesOf('code,part,membres\na,"0.5,x\n')).toMatchObject([
      { code: 'csv.syntax', file: 'parts.csv', maybe: 'peut-être un guillemet non fermé' },
    ]);
  });
});
