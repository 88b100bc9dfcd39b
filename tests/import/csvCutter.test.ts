import { fc, test as property } from '@fast-check/vitest';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { CsvCutError, CsvCutter, cutRow } from '../../api/import/csvCutter.ts';

const MOST = 1_000;
const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'unclosed-quote',
  CSV_INVALID_CLOSING_QUOTE: 'stray-quote',
  INVALID_OPENING_QUOTE: 'stray-quote',
};

/** Cells, or the fault, as csv-parse finds them. */
const peer = (text: string, delimiter: string): string[][] | string => {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    }) as string[][];
  } catch (error) {
    if (error instanceof CsvError) return FAULTS[error.code as string] ?? error.code;
    throw error;
  }
};

const cut = (pieces: readonly string[], delimiter: string): string[][] | string => {
  const cutter = new CsvCutter(delimiter, MOST);
  try {
    return pieces.flatMap((piece, i) =>
      cutter.push(piece, i === pieces.length - 1).map(({ cells }) => cells),
    );
  } catch (error) {
    if (error instanceof CsvCutError) return error.fault;
    throw error;
  }
};

const counted = { applicable: 0, refused: 0 };
const texts = fc
  .array(
    fc.constantFrom(
      'a',
      'é',
      '"',
      '"',
      ';',
      ';',
      ',',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '""',
      '"b;c"',
      '"d\ne"',
      '\ud83c\udfe0',
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

describe('the cutter', () => {
  property.prop([texts, fc.array(fc.nat(40), { maxLength: 4 }), fc.constantFrom(';', ',')], {
    numRuns: 4_000,
  })(
    'gives the cells of csv-parse, or refuses as it does, however the text is cut into pieces',
    (text, places, delimiter) => {
      const marks = [
        0,
        ...places.map((place) => Math.min(place, text.length)).sort((a, b) => a - b),
        text.length,
      ];
      const pieces = marks.slice(1).map((to, i) => text.slice(marks[i], to));
      const found = cut(pieces, delimiter);
      const expected = peer(text, delimiter);
      // A text with two faults may be refused for either.
      if (typeof expected === 'string') {
        counted.refused += 1;
        expect(typeof found).toBe('string');
      } else {
        counted.applicable += 1;
        expect(found).toEqual(expected);
      }
    },
  );
  test('the comparison saw enough of both', () => {
    expect(counted.applicable).toBeGreaterThan(500);
    expect(counted.refused).toBeGreaterThan(500);
  });

  test('knows the line on which each row begins: empty lines and those inside cells are counted', () => {
    const text = 'a;b\r\n\r\n"c\nd";e\nf;g\n\n\n"h";i';
    const rows = new CsvCutter(';', MOST).push(text, true);
    expect(rows.map(({ line, cells }) => ({ line, cells }))).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['c\nd', 'e'] },
      { line: 5, cells: ['f', 'g'] },
      { line: 8, cells: ['h', 'i'] },
    ]);
  });
  property.prop([texts])('a row gives its cells again from its own text', (text) => {
    try {
      for (const row of new CsvCutter(';', MOST).push(text, true))
        expect(cutRow(row.text, ';')).toEqual(row.cells);
    } catch (error) {
      expect(error).toBeInstanceOf(CsvCutError);
    }
  });
  test.each([
    ['a quote that nothing closes', 'a;b\n"c;d', 'unclosed-quote', 2],
    ['a quote in the middle of a cell', 'a;b\nc"d;e\n', 'stray-quote', 2],
    ['text after a closing quote', 'a\n\n"b"c\n', 'stray-quote', 3],
    ['a line without end', `a\n${'x'.repeat(MOST + 1)}`, 'row-too-long', 2],
    ['a quoted cell without end', `"${'x'.repeat(MOST + 1)}`, 'row-too-long', 1],
    ['cells without end', `"a"${';b'.repeat(MOST)}\n`, 'row-too-long', 1],
  ])('%s is refused where its row begins', (_, text, fault, line) => {
    const push = () => new CsvCutter(';', MOST).push(text, fault === 'unclosed-quote');
    expect(push).toThrow(expect.objectContaining({ fault, line }));
  });
});
