import { importDemandsCsv } from '../../api/import/tables.ts';
import { importContext } from '../../api/service/imports.ts';
import { openRules } from '../../api/service/territories.ts';
import { measure } from '../harness/measure.ts';
import { cutCells } from '../peer/cutCells.ts';
import { TERRITORY } from '../workloads/mel.ts';
import { ALONE, VALIDATED } from './import.ts';

/*
 * Run by the import suite: the path of the file and the number of samples come in, the timings go out as one line of JSON.
 */

const [path, samples] = process.argv.slice(2);
if (!path || !samples) throw new Error('import: a path and a number of samples');
const options = { context: importContext(openRules(TERRITORY).territory, null) };
const timings = await measure(
  [
    { name: VALIDATED, run: () => importDemandsCsv(path, options) },
    { name: ALONE, run: () => cutCells(path) },
  ],
  { iterations: Number(samples), timeMs: 0 },
);
process.stdout.write(`${JSON.stringify(timings)}\n`);
