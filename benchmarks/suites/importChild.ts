import { importRows, type TableFileFormat } from '../../api/import/tables.ts';
import { importContext } from '../../api/service/imports.ts';
import { openRules } from '../../api/service/territories.ts';
import { measure, type Task } from '../harness/measure.ts';
import { cutCells } from '../peer/cutCells.ts';
import { TERRITORY } from '../workloads/mel.ts';
import { ALONE, FROM_JSON_LINES, FROM_WORKBOOK, VALIDATED } from './import.ts';

/*
 * Run by the import suite: the format, the path of the file and the number of samples come in; the timings and the peak memory
 * of the process go out as one line of JSON.
 */

const NAMES: { readonly [F in TableFileFormat]: string } = {
  csv: VALIDATED,
  xlsx: FROM_WORKBOOK,
  jsonl: FROM_JSON_LINES,
};

const [format, path, samples] = process.argv.slice(2);
const written = (Object.keys(NAMES) as TableFileFormat[]).find((name) => name === format);
if (!written || !path || !samples) throw new Error('import: a format, a path and a number of samples');
const options = { context: importContext(openRules(TERRITORY).territory, null) };
const tasks: Task[] = [
  { name: NAMES[written], run: () => importRows('demands', written, { source: path, options }) },
];
if (written === 'csv') tasks.push({ name: ALONE, run: () => cutCells(path) });
const timings = await measure(tasks, { iterations: Number(samples), timeMs: 0 });
process.stdout.write(JSON.stringify({ timings, peakMb: process.resourceUsage().maxRSS / 1000 }));
