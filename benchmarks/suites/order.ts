import { lots } from '../../engine/pool/numbers.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { LOT } from '../../scoring/method.ts';
import { measure, ratioOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';

/** The total order of a pool (scores, lots, sort), against sorting with a comparator. */
export const orderSuite = (context: Context): Suite => ({
  name: 'order',
  about:
    'The declared total order of every row: scores, published lots, sort. Made once, read by every vacancy.',
  async run() {
    const { mel, national, plain, plainMethod } = context;
    const ordering = mel.ordering;
    const rank = (pool: Pool) => rankPool({ pool, ordering, weighting: null, seed: mel.seed }).position;
    const scoreAndSort = () => {
      for (const demand of plain) demand.score = plainMethod.score(demand);
      return [...plain].sort(plainMethod.compare);
    };
    const position = rank(mel.pool);
    scoreAndSort().forEach((demand, place) => {
      if (position[mel.pool.numbers.rowOf(demand.number)] !== place)
        throw new Error(`order: the peer puts another demand in place ${place}`);
    });
    const nationalPosition = rank(national.pool);
    compareRows(national.pool, ordering, mel.seed).forEach((row, place) => {
      if (nationalPosition[row] !== place)
        throw new Error(`order: the comparator puts another row in place ${place}`);
    });

    const rows = (pool: Pool) => `${pool.rowCount.toLocaleString('en')} rows`;
    const small = `radix, ${rows(mel.pool)}`;
    const objects = `objects and comparator, ${rows(mel.pool)}`;
    const large = `radix, ${rows(national.pool)}`;
    const comparator = `comparator over columns, ${rows(national.pool)}`;
    const timings = [
      ...(await measure(
        [
          { name: small, run: () => rank(mel.pool) },
          { name: objects, run: scoreAndSort },
        ],
        { iterations: context.quick ? 5 : 15, timeMs: 0 },
      )),
      ...(await measure([{ name: large, run: () => rank(national.pool) }], { iterations: 5, timeMs: 0 })),
      ...(await measure([{ name: comparator, run: () => compareRows(national.pool, ordering, mel.seed) }], {
        iterations: context.quick ? 2 : 3,
        timeMs: 0,
      })),
    ];
    return {
      workload: {
        label: `${context.melLabel}; ${context.nationalLabel}`,
        hash: context.hashOf('mel', 'national'),
      },
      verified: [
        'every demand has the same place in the order of objects, or of the comparator, at both sizes',
      ],
      timings,
      ratios: [ratioOf(timings, small, objects), ratioOf(timings, large, comparator)],
      figures: [],
    };
  },
});

/** Row numbers in order, by a comparator: scores and lots are the same, only the sort is the usual one. */
const compareRows = (pool: Pool, ordering: CompiledMethod, seed: number): Uint32Array => {
  const { tier, points } = ordering.score(pool);
  const lot = lots(pool.numbers, seed);
  const keys = ordering.tieBreak.map(({ by, direction }) => ({
    values: by === LOT ? lot : pool.array(by),
    sign: direction === 'asc' ? 1 : -1,
  }));
  return Uint32Array.from({ length: pool.rowCount }, (_, row) => row).sort((a, b) => {
    if (tier[a] !== tier[b]) return tier[a]! - tier[b]!;
    if (points[a] !== points[b]) return points[b]! - points[a]!;
    for (const { values, sign } of keys) {
      const difference = values[a]! - values[b]!;
      if (difference < 0 || difference > 0) return difference * sign;
      const gap = Number(Number.isNaN(values[a]!)) - Number(Number.isNaN(values[b]!));
      if (gap !== 0) return gap;
    }
    return a - b;
  });
};
