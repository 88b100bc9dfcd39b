import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeRows } from '../../api/export/tables.ts';
import { importRows, type TableFileFormat } from '../../api/import/tables.ts';
import { importContext } from '../../api/service/imports.ts';
import { runChild } from '../harness/child.ts';
import { ratioOf } from '../harness/measure.ts';
import { type Suite, TimingSchema } from '../harness/result.ts';
import { cutCells } from '../peer/cutCells.ts';
import type { Context } from '../workloads/context.ts';

export const VALIDATED = 'validated demands';
/** The same demands from the other formats: no peer, so their own figures only. */
export const FROM_WORKBOOK = 'validated demands, from XLSX';
export const FROM_JSON_LINES = 'validated demands, from JSON Lines';
export const ALONE = 'csv-parse alone';

const FORMATS: readonly TableFileFormat[] = ['csv', 'xlsx', 'jsonl'];
const MeasuredSchema = z.strictObject({ timings: z.array(TimingSchema), peakMb: z.number() });

/** Reading the demands of a file with every check, against csv-parse cutting the same file into cells and no more. */
export const importSuite = (context: Context): Suite => ({
  name: 'import',
  about:
    'A CSV file of demands read from disk into validated demands (encoding, headers, every cell, the schema, duplicates), against `csv-parse` alone on the same file; then the same demands from a workbook and from JSON Lines.',
  async run() {
    const { world, territory } = context.mel;
    const folder = await mkdtemp(join(tmpdir(), 'precal-bench-'));
    try {
      const pathOf = (written: TableFileFormat): string => join(folder, `demandes.${written}`);
      const path = pathOf('csv');
      const options = { context: importContext(territory, null) };
      for (const written of FORMATS) {
        await writeRows('demands', world.demands, { path: pathOf(written), written });
        const report = await importRows('demands', written, { source: pathOf(written), options });
        if (JSON.stringify(report.accepted) !== JSON.stringify(world.demands))
          throw new Error(
            `import: ${report.counts.accepted} demands read from ${written} are not those written`,
          );
      }
      const cells = await cutCells(path);
      if (cells !== world.demands.length + 1)
        throw new Error(`import: csv-parse finds ${cells} rows for ${world.demands.length} demands`);

      const sizes = {
        csv: (await stat(path)).size,
        xlsx: (await stat(pathOf('xlsx'))).size,
        jsonl: (await stat(pathOf('jsonl'))).size,
      };
      const child = new URL('./importChild.ts', import.meta.url);
      const timed = async (written: TableFileFormat) => {
        const measured = await runChild(child, [written, pathOf(written), context.quick ? '3' : '7']);
        const { timings, peakMb } = MeasuredSchema.parse(measured);
        return {
          peakMb,
          timings: timings.map((timing) => ({
            ...timing,
            rate: { value: sizes[written] / 1e6 / (timing.p50Ms / 1000), unit: 'MB/s' },
          })),
        };
      };
      const [csv, xlsx, jsonl] = [await timed('csv'), await timed('xlsx'), await timed('jsonl')];
      const timings = [...csv.timings, ...xlsx.timings, ...jsonl.timings];
      return {
        workload: { label: context.melLabel, hash: context.hashOf('mel') },
        verified: [
          'the demands read are exactly those written, none refused, from each format',
          'csv-parse alone finds as many rows',
        ],
        timings,
        ratios: [ratioOf(timings, ALONE, VALIDATED)],
        figures: [
          { name: 'file', value: sizes.csv / 1e6, unit: 'MB' },
          { name: 'workbook', value: sizes.xlsx / 1e6, unit: 'MB' },
          { name: 'JSON Lines file', value: sizes.jsonl / 1e6, unit: 'MB' },
          { name: 'peak memory of the process, CSV', value: csv.peakMb, unit: 'MB' },
          { name: 'peak memory of the process, XLSX', value: xlsx.peakMb, unit: 'MB' },
          { name: 'peak memory of the process, JSON Lines', value: jsonl.peakMb, unit: 'MB' },
        ],
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});
