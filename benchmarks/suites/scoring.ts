import type { Pool } from '../../engine/pool/pool.ts';
import type { CompiledMethod, ScoredRows } from '../../scoring/compileMethod.ts';
import { fortyCriteria } from '../fortyCriteria.ts';
import { measure, ratioOf, type Task } from '../harness/measure.ts';
import type { Ratio, Suite } from '../harness/result.ts';
import { type JsonRulesUse, jsonRulesMethod } from '../peer/jsonRules.ts';
import { declaredScopes, type MathjsBuild, mathjsMethod, type Scope } from '../peer/mathjsMethod.ts';
import { plainMethod } from '../peer/plainMethod.ts';
import type { Context } from '../workloads/context.ts';

const SCOPE_ROWS = 5_000;
const BUILDS: readonly MathjsBuild[] = ['full', 'number'];
const USES: readonly JsonRulesUse[] = ['documented', 'tuned'];

/** Scoring every row: compiled kernels against functions of one object, mathjs's own evaluator, and a rules engine. */
export const scoringSuite = (context: Context): Suite => ({
  name: 'scoring',
  about:
    'Every row of a pool scored by a method: compiled kernels over columns, nested functions of one object, mathjs `compile().evaluate(scope)`, json-rules-engine `run(facts)`.',
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
      const scopes = await scopeTasks(label, method, mel.pool);
      verified.push(...scopes.verified);
      const peers = await measure(scopes.tasks, { iterations: context.quick ? 2 : 5, timeMs: 0 });
      timings.push(...own, ...peers);
      ratios.push(ratioOf(own, small.name, object.name));
      const perRow = own[0]!.p50Ms / mel.pool.rowCount;
      for (const peer of peers)
        ratios.push({
          task: `${small.name}, per row`,
          peer: `${peer.name}, per row`,
          ratio: peer.p50Ms / scopes.rows / perRow,
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

/** A library that scores one row at a time, from the values of its inputs by name. */
interface ScopePeer {
  readonly name: string;
  readonly library: string;
  points(scope: Scope): number | Promise<number>;
  /** A pass over these rows. */
  pass(scopes: readonly Scope[]): () => unknown;
}

const scopePeers = (method: CompiledMethod): ScopePeer[] => [
  ...BUILDS.map((build): ScopePeer => {
    const { points } = mathjsMethod(method, build);
    const pass = (scopes: readonly Scope[]) => () => {
      let sum = 0;
      for (const scope of scopes) sum += points(scope);
      return sum;
    };
    return { name: `mathjs ${build}`, library: 'mathjs', points, pass };
  }),
  ...USES.map((use): ScopePeer => {
    const { points } = jsonRulesMethod(method, use);
    // An async function: a function that only returns a promise would be run once more by tinybench, and left running.
    const pass = (scopes: readonly Scope[]) => async () => {
      let sum = 0;
      for (const scope of scopes) sum += await points(scope);
      return sum;
    };
    return { name: `json-rules-engine ${use}`, library: 'json-rules-engine', points, pass };
  }),
];

/** Each peer's task on the same rows, once its points are the kernels' on every one of them. */
const scopeTasks = async (label: string, method: CompiledMethod, pool: Pool) => {
  const scored = method.score(pool);
  const rows = declaredScopes(method, pool, {
    count: SCOPE_ROWS,
    scored: (row) => scored.inScope[row] === 1,
  });
  if (rows.length === 0) throw new Error(`scoring: no row declares every input of ${method.method.id}`);
  const scopes = rows.map(({ scope }) => scope);
  const peers = scopePeers(method);
  for (const { name, points: pointsOf } of peers)
    for (const { row, scope } of rows) {
      const points = await pointsOf(scope);
      if (points !== scored.points[row])
        throw new Error(`scoring: ${name} gives row ${row} ${points} points against ${scored.points[row]}`);
    }
  return {
    rows: rows.length,
    tasks: peers.map(
      ({ name, pass }): Task => ({
        name: `${label}, ${name}, ${rowsLabel(rows.length)}`,
        run: pass(scopes),
        rate: criterionRows(method, rows.length),
      }),
    ),
    verified: [...new Set(peers.map(({ library }) => library))].map(
      (library) =>
        `${method.method.id}: ${library} gives the kernels' points on ${rows.length.toLocaleString('en')} rows that declare every input`,
    ),
  };
};
