import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDemandsCsv } from '../../api/export/tables.ts';
import { importDemandsCsv } from '../../api/import/tables.ts';
import { importContext } from '../../api/service/imports.ts';
import { runChild } from '../harness/child.ts';
import { ratioOf } from '../harness/measure.ts';
import { type Suite, TimingSchema } from '../harness/result.ts';
import { cutCells } from '../peer/cutCells.ts';
import type { Context } from '../workloads/context.ts';

export const VALIDATED = 'validated demands';
export const ALONE = 'csv-parse alone';

/** Reading the demands of a file with every check, against csv-parse cutting the same file into cells and no more. */
export const importSuite = (context: Context): Suite => ({
  name: 'import',
  about:
    'A CSV file of demands read from disk into validated demands (encoding, headers, every cell, the schema, duplicates), against `csv-parse` alone on the same file.',
  async run() {
    const { world, territory } = context.mel;
    const folder = await mkdtemp(join(tmpdir(), 'precal-bench-'));
    try {
      const path = join(folder, 'demandes.csv');
      await writeDemandsCsv(world.demands, path);
      const options = { context: importContext(territory, null) };
      const report = await importDemandsCsv(path, options);
      if (JSON.stringify(report.accepted) !== JSON.stringify(world.demands))
        throw new Error(`import: ${report.counts.accepted} demands read are not those written`);
      const cells = await cutCells(path);
      if (cells !== world.demands.length + 1)
        throw new Error(`import: csv-parse finds ${cells} rows for ${world.demands.length} demands`);

      const { size } = await stat(path);
      const child = new URL('./importChild.ts', import.meta.url);
      const measured = await runChild(child, [path, context.quick ? '3' : '7']);
      const timings = z
        .array(TimingSchema)
        .parse(measured)
        .map((timing) => ({
          ...timing,
          rate: { value: size / 1e6 / (timing.p50Ms / 1000), unit: 'MB/s' },
        }));
      return {
        workload: { label: context.melLabel, hash: context.hashOf('mel') },
        verified: [
          'the demands read are exactly those written, none refused',
          'csv-parse alone finds as many rows',
        ],
        timings,
        ratios: [ratioOf(timings, ALONE, VALIDATED)],
        figures: [{ name: 'file', value: size / 1e6, unit: 'MB' }],
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});
