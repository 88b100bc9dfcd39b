import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { writeDemandsCsv } from '../../api/export/tables.ts';
import { importDemandsCsv } from '../../api/import/tables.ts';
import { importContext } from '../../api/service/imports.ts';
import { measure, ratioOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';

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
      const cells = await cut(path);
      if (cells !== world.demands.length + 1)
        throw new Error(`import: csv-parse finds ${cells} rows for ${world.demands.length} demands`);

      const { size } = await stat(path);
      const validated = 'validated demands';
      const alone = 'csv-parse alone';
      const rate = (p50Ms: number) => ({ value: size / 1e6 / (p50Ms / 1000), unit: 'MB/s' });
      const timings = await measure(
        [
          { name: validated, run: () => importDemandsCsv(path, options), rate },
          { name: alone, run: () => cut(path), rate },
        ],
        { iterations: context.quick ? 3 : 7, timeMs: 0 },
      );
      return {
        workload: { label: context.melLabel, hash: context.hashOf('mel') },
        verified: [
          'the demands read are exactly those written, none refused',
          'csv-parse alone finds as many rows',
        ],
        timings,
        ratios: [ratioOf(timings, alone, validated)],
        figures: [{ name: 'file', value: size / 1e6, unit: 'MB' }],
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});

/** Number of records, the header included; every cell is made a string, as the import asks for. */
const cut = async (path: string): Promise<number> => {
  let rows = 0;
  const parser = createReadStream(path).pipe(
    parse({ delimiter: ';', bom: true, relax_column_count: true, skip_empty_lines: true }),
  );
  for await (const _record of parser) rows += 1;
  return rows;
};
