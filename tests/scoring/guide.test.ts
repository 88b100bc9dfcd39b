import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { explainRow } from '../../scoring/explain.ts';
import { type Row, storeOf } from './support/columns.ts';
import { formula, HEAD, method } from './support/compiled.ts';

const GUIDE = readFileSync(new URL('../../docs/methodes.md', import.meta.url), 'utf8');
const DICTIONARY = demandColumns(['ACI_EXPULSION', 'ACI_VIOLENCES'].map((code) => ({ code, label: code })));
const [file, criteria] = [...GUIDE.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => parse(m[1]!));

test('the guide’s method file is accepted as it stands', () => {
  expect(method(file, DICTIONARY).read.criteria).toHaveLength(2);
});

test('every example of the table of formulas is accepted', () => {
  const rows = GUIDE.split('\n').filter(
    (line) => /^\|.*\|.*`.*\|$/.test(line) && !line.startsWith('| on peut'),
  );
  const examples = rows.flatMap((line) => [...line.split('|')[2]!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!));
  expect(examples.length).toBeGreaterThanOrEqual(11);
  for (const text of examples) expect(formula(text, DICTIONARY).text).toBe(text);
});

test('the guide’s worked criterion gives what its table says', () => {
  const group = { id: 'g', label: 'groupe g', combine: 'sum', criteria };
  const tieBreak = [{ by: 'lot', direction: 'asc' }];
  const compiled = method({ ...HEAD, tieBreak, groups: [group] }, DICTIONARY);
  const answer = (row: Row) => {
    const c = explainRow(compiled, storeOf([row], { dictionary: DICTIONARY, single: true }), 0).groups[0]!
      .criteria[0]!;
    return [c.status, c.points, c.couldBring];
  };
  expect(answer({ rentToIncome: 500 / 1300, loneParent: 1 })).toEqual(['met', 15_000, 0]);
  expect(answer({ rentToIncome: 0.33, loneParent: 1 })).toEqual(['unmet', 0, 0]);
  expect(answer({ loneParent: 1 })).toEqual(['unknown', 0, 15_000]);
  expect(answer({ rentToIncome: 0.5 })).toEqual(['unknown', 0, 15_000]);
});
