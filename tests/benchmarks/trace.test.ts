import { expect, test } from 'vitest';
import { rowsByKnowledge, verifyExplanation } from '../../benchmarks/suites/trace.ts';
import { explainRow } from '../../scoring/explain.ts';
import { SMALL } from './small.ts';

const { pool, ordering } = SMALL;
const scored = ordering.score(pool);

test('the rows timed are graded, and are told apart by what they declare', () => {
  const rows = rowsByKnowledge(ordering, pool, scored);
  const known = rows['every input declared'];
  const unknown = rows['with the value of information'];
  expect(known.length).toBeGreaterThan(100);
  expect(unknown.length).toBeGreaterThan(20);
  for (const row of known) expect(explainRow(ordering, pool, row).unknownInputs).toEqual([]);
  for (const row of unknown) expect(explainRow(ordering, pool, row).unknownInputs).not.toEqual([]);
  for (const row of [...known, ...unknown]) {
    expect(scored.inScope[row]).toBe(1);
    verifyExplanation(explainRow(ordering, pool, row), scored, row);
  }
  expect(() => rowsByKnowledge(ordering, pool, { inScope: new Uint8Array(pool.rowCount) })).toThrow(
    '0 and 0 rows',
  );
});

test('an explanation that is not the score’s stops the benchmark', () => {
  const row = rowsByKnowledge(ordering, pool, scored)['every input declared'].find(
    (r) => scored.points[r]! > 0,
  )!;
  const explanation = explainRow(ordering, pool, row);
  const wrongPoints = { ...scored, points: scored.points.map((points) => points + 1) };
  expect(() => verifyExplanation(explanation, wrongPoints, row)).toThrow('thousandths and scored');
  expect(() => verifyExplanation({ ...explanation, points: 1 }, scored, row)).toThrow(
    'thousandths and scored',
  );
  const wrongDoubts = { ...scored, toVerify: scored.toVerify.map((doubts) => doubts + 1) };
  expect(() => verifyExplanation(explanation, wrongDoubts, row)).toThrow('things to verify');
});
