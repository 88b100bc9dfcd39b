import { z } from 'zod';
import { runChild } from '../harness/child.ts';
import type { Figure, Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';

const MemorySchema = z.strictObject({
  rowCount: z.int(),
  columnBytes: z.int(),
  numberBytes: z.int(),
  indexBytes: z.int(),
  rssBefore: z.int(),
  rssAfterPool: z.int(),
  rssAfterShortlists: z.int(),
});

/** What the national pool takes, measured in a process of its own. */
export const memorySuite = (context: Context): Suite => ({
  name: 'memory',
  about:
    'Memory of the pool of 2.9 million demands, in a process of its own: bytes of its arrays, and resident memory before and after, once garbage is collected.',
  async run() {
    const child = new URL('./memoryChild.ts', import.meta.url);
    const measured = MemorySchema.parse(await runChild(child, context.quick ? ['--quick'] : []));
    const { columnBytes, numberBytes, indexBytes, rssBefore, rssAfterPool, rssAfterShortlists } = measured;
    const pool = columnBytes + numberBytes + indexBytes;
    // Small pools hide in memory that the process already holds.
    if (!context.quick && rssAfterPool - rssBefore < pool * 0.9)
      throw new Error(
        `memory: ${pool} bytes of arrays, but resident memory grew by ${rssAfterPool - rssBefore}`,
      );
    const mb = (name: string, bytes: number): Figure => ({ name, value: bytes / 1e6, unit: 'MB' });
    return {
      workload: { label: context.nationalLabel, hash: context.hashOf('national') },
      verified: [
        'twenty shortlists from this pool have three candidates each',
        ...(context.quick ? [] : ['resident memory grew by at least nine tenths of the bytes counted']),
      ],
      timings: [],
      ratios: [],
      figures: [
        mb('columns', columnBytes),
        mb('numéros uniques', numberBytes),
        mb('inverted index', indexBytes),
        mb('pool, sum of the three', pool),
        { name: 'pool, per demand', value: pool / measured.rowCount, unit: 'bytes' },
        mb('resident memory added by the pool', rssAfterPool - rssBefore),
        mb('resident memory added by the pool, its order and 20 shortlists', rssAfterShortlists - rssBefore),
      ],
    };
  },
});
