import { describe, expect, test } from 'vitest';
import {
  ALWAYS,
  certain,
  FALSE,
  masked,
  NEVER,
  ofByte,
  TRUE,
  type Truth,
  TruthWriter,
  truthAsNumber,
  UNKNOWN,
} from '../../scoring/formula/truth.ts';

/* The connectives of generated code against Kleene's tables, whichever way the two sides are held. */

const VALUES = [FALSE, UNKNOWN, TRUE] as const;
const asNumber = (value: number): number => (value === TRUE ? 1 : value === FALSE ? 0 : Number.NaN);

/** Runs what a writer wrote, with the bytes `a` and `b` as raw inputs. */
const run = (write: (truths: TruthWriter) => Truth, bytes: { readonly a: number; readonly b: number }) => {
  const lines: string[] = [];
  const tables: Int8Array[] = [];
  const name = (text: string) => {
    lines.push(`const t${lines.length} = ${text};`);
    return `t${lines.length - 1}`;
  };
  const truths = new TruthWriter({
    name,
    lookUp: (raw, table) => name(`tables[${tables.push(table) - 1}][${raw}]`),
  });
  const result = truths.masks(write(truths));
  const body = `${lines.join('\n')}\nreturn ${truthAsNumber(result)};`;
  const value = (new Function('tables', 'a', 'b', body) as (t: Int8Array[], a: number, b: number) => number)(
    tables,
    bytes.a,
    bytes.b,
  );
  return { value, lines: lines.length, tables: tables.length };
};

/** A truth that its byte gives: 0 no, 1 unknown, 2 yes. */
const byte = (raw: string): Truth => ofByte(raw, (b) => VALUES[b] ?? UNKNOWN);
const pair = (truths: TruthWriter, raw: string): Truth => masked(truths.masks(byte(raw)));

describe.each(['two bytes', 'one byte', 'masks', 'a byte and masks'])('%s', (held) => {
  const sides = (truths: TruthWriter): readonly [Truth, Truth] => {
    if (held === 'two bytes') return [byte('a'), byte('b')];
    if (held === 'one byte') return [byte('a'), byte('a')];
    return [held === 'masks' ? pair(truths, 'a') : byte('a'), pair(truths, 'b')];
  };
  test.each(VALUES.flatMap((a) => VALUES.map((b) => [a, b] as const)))('%i with %i', (a, b) => {
    const other = held === 'one byte' ? a : b;
    const got = (write: (t: TruthWriter, x: Truth, y: Truth) => Truth) =>
      run((truths) => write(truths, ...sides(truths)), { a, b }).value;
    expect(got((t, x, y) => t.and(x, y))).toBe(asNumber(Math.min(a, other)));
    expect(got((t, x, y) => t.or(x, y))).toBe(asNumber(Math.max(a, other)));
    expect(got((t, x) => t.not(x))).toBe(asNumber(TRUE - a));
    // An unknown test leaves what both branches agree on.
    const chosen = a === TRUE ? other : a === FALSE ? TRUE - other : UNKNOWN;
    expect(got((t, x, y) => t.choice(x, y, t.not(y)))).toBe(asNumber(chosen));
  });
});

test('what depends on one byte is one look-up of each mask, however many conditions it is made of', () => {
  const either = run((t) => t.or(t.or(byte('a'), t.not(byte('a'))), byte('a')), { a: TRUE, b: 0 });
  expect(either).toEqual({ value: 1, lines: 2, tables: 2 });
});

test('what is always so, or never, costs nothing', () => {
  const certainly = run((t) => t.and(certain(ALWAYS), t.or(certain(NEVER), certain(ALWAYS))), { a: 0, b: 0 });
  expect(certainly).toEqual({ value: 1, lines: 0, tables: 0 });
  expect(run((t) => t.not(certain(ALWAYS)), { a: 0, b: 0 })).toEqual({ value: 0, lines: 0, tables: 0 });
});

test.each([
  // Read, read strictly, in doubt.
  [TRUE, TRUE, 0],
  [TRUE, FALSE, 1],
  [UNKNOWN, UNKNOWN, 1],
  [UNKNOWN, FALSE, 1],
  [FALSE, FALSE, 0],
])('read %i, strictly %i: in doubt %i', (a, b, doubt) => {
  for (const held of [byte, null])
    expect(
      run((t) => certain(t.doubt(held ? byte('a') : pair(t, 'a'), held ? byte('b') : pair(t, 'b'))), { a, b })
        .value,
    ).toBe(doubt);
});
