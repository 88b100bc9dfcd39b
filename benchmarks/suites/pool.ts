import { buildPool } from '../../engine/pool/build.ts';
import { measure, ratioOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import { plainFromPool } from '../peer/fromPool.ts';
import { plainDemands } from '../peer/plainDemand.ts';
import { plainDifference } from '../peer/samePlain.ts';
import type { Context } from '../workloads/context.ts';

/** Building the columns from demands, against making one plain object per demand with the same facts. */
export const poolSuite = (context: Context): Suite => ({
  name: 'pool',
  about: 'The pool of columns, indexes included, from demands already read.',
  async run() {
    const { world, territory, asOf, pool, seed } = context.mel;
    const { demands } = world;
    const dictionary = pool.dictionary;
    const shuffled = buildPool({ demands: [...demands].reverse(), territory, asOf });
    if (shuffled.hash !== pool.hash) throw new Error('pool: the order of the demands changed the pool');
    verifyFacts(context);

    const columns = `columns, ${demands.length.toLocaleString('en')} demands`;
    const objects = 'one object per demand';
    const perDemand = (p50Ms: number) => ({ value: (p50Ms * 1000) / demands.length, unit: 'µs/demand' });
    const timings = await measure(
      [
        { name: columns, run: () => buildPool({ demands, territory, asOf }), rate: perDemand },
        {
          name: objects,
          run: () => plainDemands({ demands, territory, dictionary, asOf, seed }),
          rate: perDemand,
        },
      ],
      context.quick ? { iterations: 3, timeMs: 0 } : { iterations: 9, timeMs: 0 },
    );
    return {
      workload: { label: context.melLabel, hash: context.hashOf('mel') },
      verified: [
        'the pool is the same for the demands in reverse order',
        'every fact, wish and situation of every row is that of the object made from the demand',
      ],
      timings,
      ratios: [ratioOf(timings, columns, objects)],
      figures: [],
    };
  },
});

/** What the peer knows of a demand is what rules and methods ask; columns that only pages read are not compared. */
const verifyFacts = ({ mel, plain }: Context): void => {
  const { pool, seed } = mel;
  const fromColumns = plainFromPool(pool, seed, Object.keys(plain[0]?.values ?? {}));
  for (const demand of plain) {
    const row = pool.numbers.rowOf(demand.number);
    const difference = plainDifference(demand, { ...fromColumns[row]!, score: demand.score });
    if (difference !== null) throw new Error(`pool: ${difference}`);
  }
};
