import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commitOf, thisMachine } from './harness/machine.ts';
import { type Result, ResultSchema, type Suite } from './harness/result.ts';
import { provenanceOf, tableOf } from './harness/table.ts';
import { comparisonSuite } from './suites/comparison.ts';
import { httpSuite } from './suites/http.ts';
import { importSuite } from './suites/import.ts';
import { memorySuite } from './suites/memory.ts';
import { monthSuite } from './suites/month.ts';
import { orderSuite } from './suites/order.ts';
import { pagesSuite } from './suites/pages.ts';
import { placementSuite } from './suites/placement.ts';
import { poolSuite } from './suites/pool.ts';
import { repairSuite } from './suites/repair.ts';
import { scoringSuite } from './suites/scoring.ts';
import { sessionSuite } from './suites/session.ts';
import { shortlistSuite } from './suites/shortlist.ts';
import { simulationSuite } from './suites/simulation.ts';
import { storeSuite } from './suites/store.ts';
import { traceSuite } from './suites/trace.ts';
import { yearSuite } from './suites/year.ts';
import { openContext } from './workloads/context.ts';
import { openSessions } from './workloads/session.ts';

/*
 * npm run bench [-- <suite…>] [--quick] [--out <folder>] [--seeds 1,2] [--without-peers]
 * A full run writes results/<suite>.json and the table of README.md; --quick runs small workloads, --without-peers our
 * own matching alone: both only print.
 */

const FOLDER = dirname(fileURLToPath(import.meta.url));
const RESULTS = join(FOLDER, 'results');
const README = join(FOLDER, 'README.md');
const [BEGIN, END] = ['<!-- results:begin -->', '<!-- results:end -->'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
    seeds: { type: 'string' },
    'without-peers': { type: 'boolean', default: false },
  },
});

const context = openContext({ quick: values.quick });
const sessions = openSessions({
  quick: values.quick,
  peers: !values['without-peers'],
  seeds: values.seeds === undefined ? null : values.seeds.split(',').map(Number),
});
const suites: readonly Suite[] = [
  poolSuite(context),
  scoringSuite(context),
  traceSuite(context),
  orderSuite(context),
  shortlistSuite(context),
  placementSuite(context),
  sessionSuite(sessions),
  monthSuite(sessions),
  yearSuite(sessions),
  simulationSuite(context),
  repairSuite(sessions),
  comparisonSuite(context),
  importSuite(context),
  storeSuite(context),
  httpSuite(context),
  pagesSuite(context),
  memorySuite(context),
];
const unknown = positionals.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`No suite "${unknown.join('", "')}". Maybe one of: ${suites.map((s) => s.name).join(', ')}`);
  process.exit(2);
}

const folder = values.out ?? (values.quick || values['without-peers'] ? null : RESULTS);
if (folder !== null) mkdirSync(folder, { recursive: true });
const machine = thisMachine();
const commit = commitOf(FOLDER);

for (const suite of suites) {
  if (positionals.length > 0 && !positionals.includes(suite.name)) continue;
  const start = performance.now();
  console.error(`${suite.name}…`);
  const measured = await suite.run();
  const result: Result = ResultSchema.parse({
    suite: suite.name,
    ...measured,
    machine,
    commit,
    date: new Date().toISOString().slice(0, 10),
  });
  console.log(`\n${tableOf(result, suite.about)}\n\n${provenanceOf(result)}`);
  if (folder !== null)
    writeFileSync(join(folder, `${suite.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.error(`${suite.name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

/** The table of README.md: every result that is there, each with where it was measured. */
if (folder === RESULTS) {
  const present = new Set(readdirSync(RESULTS));
  const tables = suites.flatMap((suite) => {
    if (!present.has(`${suite.name}.json`)) return [];
    const result = ResultSchema.parse(JSON.parse(readFileSync(join(RESULTS, `${suite.name}.json`), 'utf8')));
    return [`${tableOf(result, suite.about)}\n\n${provenanceOf(result)}.`];
  });
  const text = readFileSync(README, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`benchmark: README.md lost its ${BEGIN} … ${END}`);
  writeFileSync(README, `${before}${BEGIN}\n\n${tables.join('\n\n')}\n\n${END}${after}`);
}
