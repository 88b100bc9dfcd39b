import type { Pool } from '../../engine/pool/pool.ts';
import type { CompiledMethod, ScoredRows } from '../../scoring/compileMethod.ts';
import { fortyCriteria } from '../fortyCriteria.ts';
import { measure, ratioOf, type Task } from '../harness/measure.ts';
import type { Ratio, Suite } from '../harness/result.ts';
import { declaredScopes, type MathjsBuild, mathjsMethod } from '../peer/mathjsMethod.ts';
import { plainMethod } from '../peer/plainMethod.ts';
import type { Context } from '../workloads/context.ts';

const MATHJS_ROWS = 5_000;
const BUILDS: readonly MathjsBuild[] = ['full', 'number'];

/** Scoring every row: compiled kernels against functions of one object, and against mathjs's own evaluator. */
export const scoringSuite = (context: Context): Suite => ({
  name: 'scoring',
  about:
    'Every row of a pool scored by a method: compiled kernels over columns, nested functions of one object, mathjs `compile().evaluate(scope)`.',
  async run() {
    const { mel, national, plain } = context;
    const arHabitat = mel.ordering;
    const forty = fortyCriteria(mel.pool.dictionary);
    const verified = [verifyObjects(context, arHabitat), verifyObjects(context, forty)];
    const budget = context.quick ? { iterations: 5, timeMs: 50 } : { iterations: 15, timeMs: 1_000 };
    const timings = [];
    const ratios: Ratio[] = [];
    for (const [label, method] of [
      ['AR-habitat', arHabitat],
      ['40 criteria', forty],
    ] as const) {
      const kernel = (pool: Pool): Task => ({
        name: `${label}, kernels, ${rowsLabel(pool.rowCount)}`,
        run: () => method.score(pool),
        rate: criterionRows(method, pool.rowCount),
      });
      const objects = plainMethod(method);
      const object: Task = {
        name: `${label}, objects, ${rowsLabel(plain.length)}`,
        run: () => {
          let points = 0;
          for (const demand of plain) points += objects.score(demand).points;
          return points;
        },
        rate: criterionRows(method, plain.length),
      };
      const small = kernel(mel.pool);
      const large = kernel(national.pool);
      const own = await measure([small, object, large], budget);
      const mathjs = mathjsTasks(label, method, mel.pool);
      verified.push(mathjs.verified);
      const peers = await measure(mathjs.tasks, { iterations: context.quick ? 2 : 5, timeMs: 0 });
      timings.push(...own, ...peers);
      ratios.push(ratioOf(own, small.name, object.name));
      const perRow = own[0]!.p50Ms / mel.pool.rowCount;
      for (const peer of peers)
        ratios.push({
          task: `${small.name}, per row`,
          peer: `${peer.name}, per row`,
          ratio: peer.p50Ms / mathjs.rows / perRow,
          atLeast: false,
          of: 'medians',
        });
    }
    return {
      workload: {
        label: `${context.melLabel}; ${context.nationalLabel}`,
        hash: context.hashOf('mel', 'national'),
      },
      verified,
      timings,
      ratios,
      figures: [
        { name: 'criteria of AR-habitat (levels apart)', value: arHabitat.read.criteria.length, unit: '' },
        { name: 'levels of AR-habitat', value: arHabitat.read.levels.examined.length, unit: '' },
      ],
    };
  },
});

const rowsLabel = (rows: number): string => `${rows.toLocaleString('en')} rows`;

/** Levels are not counted: what is said is never better than what is done. */
const criterionRows = (method: CompiledMethod, rows: number) => (p50Ms: number) => ({
  value: (method.read.criteria.length * rows * 1000) / p50Ms,
  unit: 'criterion·rows/s',
});

const verifyObjects = ({ mel, plain }: Context, method: CompiledMethod): string => {
  const scored: ScoredRows = method.score(mel.pool);
  const objects = plainMethod(method);
  for (const demand of plain) {
    const row = mel.pool.numbers.rowOf(demand.number);
    const score = objects.score(demand);
    if (score.tier !== scored.tier[row] || score.points !== scored.points[row])
      throw new Error(
        `scoring: row ${row} of ${method.method.id}: ${scored.tier[row]}/${scored.points[row]} against ${score.tier}/${score.points}`,
      );
  }
  return `${method.method.id}: level and points of the objects are those of the kernels on all ${plain.length.toLocaleString('en')} rows`;
};

const mathjsTasks = (label: string, method: CompiledMethod, pool: Pool) => {
  const scored = method.score(pool);
  const rows = declaredScopes(method, pool, {
    count: MATHJS_ROWS,
    scored: (row) => scored.inScope[row] === 1,
  });
  if (rows.length === 0) throw new Error(`scoring: no row declares every input of ${method.method.id}`);
  const tasks = BUILDS.map((build): Task => {
    const peer = mathjsMethod(method, build);
    for (const { row, scope } of rows) {
      const points = peer.points(scope);
      if (points !== scored.points[row])
        throw new Error(
          `scoring: mathjs (${build}) gives row ${row} ${points} points against ${scored.points[row]}`,
        );
    }
    return {
      name: `${label}, mathjs ${build}, ${rowsLabel(rows.length)}`,
      run: () => {
        let points = 0;
        for (const { scope } of rows) points += peer.points(scope);
        return points;
      },
      rate: criterionRows(method, rows.length),
    };
  });
  const verified = `${method.method.id}: mathjs gives the kernels' points on ${rows.length.toLocaleString('en')} rows that declare every input`;
  return { tasks, rows: rows.length, verified };
};
