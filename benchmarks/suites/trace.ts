import type { Pool } from '../../engine/pool/pool.ts';
import type { CompiledMethod, ScoredRows } from '../../scoring/compileMethod.ts';
import { explainRow, type RowExplanation } from '../../scoring/explain.ts';
import { fortyCriteria } from '../fortyCriteria.ts';
import { timeQuestions, timingOf } from '../harness/measure.ts';
import type { Suite, Timing } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';

const ROWS = 1_000;
const BAR_MICROSECONDS = 50;

/** Why one demand has its points: the whole explanation of a row, and what its unknown inputs could bring. */
export const traceSuite = (context: Context): Suite => ({
  name: 'trace',
  about: `The points of one demand explained: every level, group and criterion with its inputs, points and source (bar: ${BAR_MICROSECONDS} µs). With the value of information: the same for demands with inputs that are not declared, and what each of these could bring.`,
  async run() {
    const { pool, ordering } = context.mel;
    const timings: Timing[] = [];
    const verified: string[] = [];
    for (const [label, method] of [
      ['AR-habitat', ordering],
      ['40 criteria', fortyCriteria(pool.dictionary)],
    ] as const) {
      const scored = method.score(pool);
      for (const [what, rows] of Object.entries(rowsByKnowledge(method, pool, scored))) {
        for (const row of rows) verifyExplanation(explainRow(method, pool, row), scored, row);
        verified.push(
          `${label}, ${what}: the points explained add up to the score of each of ${rows.length.toLocaleString('en')} demands`,
        );
        const { samplesMs } = timeQuestions(rows, context.quick ? 3 : 10, (row) =>
          explainRow(method, pool, row),
        );
        timings.push(timingOf(`${label}, ${what}`, samplesMs));
      }
    }
    return {
      workload: { label: context.melLabel, hash: context.hashOf('mel') },
      verified,
      timings,
      ratios: [],
      figures: [],
    };
  },
});

/** The first graded rows that declare every input of a method, and the first that do not. @throws Error when a kind has none. */
export const rowsByKnowledge = (
  method: CompiledMethod,
  pool: Pool,
  { inScope }: Pick<ScoredRows, 'inScope'>,
): Readonly<Record<'every input declared' | 'with the value of information', readonly number[]>> => {
  const known: number[] = [];
  const unknown: number[] = [];
  for (let row = 0; row < pool.rowCount && (known.length < ROWS || unknown.length < ROWS); row += 1) {
    if (inScope[row] !== 1) continue;
    const kind = explainRow(method, pool, row).unknownInputs.length === 0 ? known : unknown;
    if (kind.length < ROWS) kind.push(row);
  }
  if (known.length === 0 || unknown.length === 0)
    throw new Error(`trace: ${known.length} and ${unknown.length} rows for ${method.method.id}`);
  return { 'every input declared': known, 'with the value of information': unknown };
};

/** @throws Error unless the points of the criteria add up to the row's score, and what is to be verified is as counted. */
export const verifyExplanation = (
  { groups, points, toVerify }: RowExplanation,
  scored: Pick<ScoredRows, 'points' | 'toVerify'>,
  row: number,
): void => {
  const sum = groups.flatMap((group) => group.criteria).reduce((total, c) => total + c.points, 0);
  if (sum !== scored.points[row] || points !== sum)
    throw new Error(`trace: row ${row} is explained by ${sum} thousandths and scored ${scored.points[row]}`);
  if (toVerify !== scored.toVerify[row])
    throw new Error(
      `trace: row ${row} has ${toVerify} things to verify, and was counted ${scored.toVerify[row]}`,
    );
};
