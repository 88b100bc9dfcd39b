import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../api/cli/environment.ts';
import { runCli } from '../api/cli/program.ts';
import { calibrationText } from '../api/present/calibration.ts';
import { openRules } from '../api/service/territories.ts';
import { openFileStore } from '../api/store/fileStore.ts';
import { calibrationReport } from '../engine/simulation/calibration.ts';
import { randomStream, shuffle } from '../engine/simulation/random.ts';
import { generateWorld } from '../engine/simulation/world.ts';

/*
 * Evidence too long for the tests: `npm run evidence -- <name>` runs it whole and writes its output, with command, date and commit,
 * to docs/evidence/. The tests run a short form of each.
 */

const FOLDER = resolve(import.meta.dirname, '../docs/evidence');
const SEEDS = [1, 2, 3, 4, 5];

/** Every margin of the generated world against its published figure, at full size. */
const calibration = (): string => {
  const { territory } = openRules('mel-2016');
  const asOf = territory.pack.referenceDay;
  return SEEDS.map((seed) => {
    const report = calibrationReport(generateWorld({ territory, seed, asOf }), territory, asOf);
    const outside = report.lines.filter((line) => !line.within).map((line) => line.id);
    const verdict = `seed ${seed}: ${report.lines.length - outside.length} of ${report.lines.length} margins within tolerance${outside.length > 0 ? `; outside: ${outside.join(', ')}` : ''}`;
    return seed === 1 ? `${verdict}\n\n${calibrationText(report)}` : verdict;
  }).join('\n');
};

/** The demo's bytes, twice and with the rows of the demand file shuffled, for each seed. */
const determinism = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-evidence-'));
  try {
    const lines: string[] = [];
    for (const seed of SEEDS) {
      const data = join(folder, String(seed));
      const first = await printed(['demo', '--seed', String(seed), '--data', data]);
      const again = await printed(['demo', '--seed', String(seed), '--data', data]);
      const vacancy = /SIM-V[\w-]+/.exec(first)?.[0] ?? '';
      const shuffled = await shortlistOfShuffled(
        join(data, 'fichiers'),
        join(folder, `${seed}-shuffled`),
        vacancy,
      );
      lines.push(
        `seed ${seed}: sha256 ${sha256(first)}; same again: ${first === again}; same with rows shuffled: ${first === shuffled}`,
      );
    }
    return lines.join('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
};

const shortlistOfShuffled = async (files: string, data: string, vacancy: string): Promise<string> => {
  const { territory } = openRules('mel-2016');
  await openFileStore(data, { territory: 'mel-2016', referenceDay: territory.pack.referenceDay });
  const [header = '', ...rows] = (await readFile(join(files, 'demandes.csv'), 'utf8')).trimEnd().split('\n');
  const demands = join(data, 'demandes.csv');
  shuffle(randomStream(7, 'evidence'), rows);
  await writeFile(demands, `${[header, ...rows].join('\n')}\n`);
  await printed(['import', join(files, 'logements.csv'), '--kind', 'dwellings', '--data', data]);
  await printed(['import', demands, '--data', data]);
  await printed(['import', join(files, 'logements-liberes.csv'), '--kind', 'vacancies', '--data', data]);
  await printed(['import', join(files, 'attributions.csv'), '--kind', 'allocations', '--data', data]);
  await printed(['import', join(files, 'suites.csv'), '--kind', 'outcomes', '--data', data]);
  return printed(['shortlist', vacancy, '--data', data]);
};

const printed = async (args: readonly string[]): Promise<string> => {
  let text = '';
  const environment: Environment = {
    openStore: openFileStore,
    now: () => '2026-11-02T08:00:00.000Z',
    today: () => openRules('mel-2016').territory.pack.referenceDay,
    out: (piece) => {
      text += piece;
    },
    err: () => {},
    interactive: false,
    variables: {},
    serve: async () => ({ port: 0 }),
  };
  const exit = await runCli(args, environment);
  if (exit !== 0) throw new Error(`precal ${args.join(' ')}: exit ${exit}`);
  return text;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const EVIDENCE: Readonly<Record<string, () => string | Promise<string>>> = { calibration, determinism };

const [name = ''] = process.argv.slice(2);
const run = EVIDENCE[name];
if (!run) {
  console.error(`npm run evidence -- <name>, one of: ${Object.keys(EVIDENCE).join(', ')}`);
  process.exitCode = 2;
} else {
  const output = await run();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const day = new Date().toISOString().slice(0, 10);
  const text = `# ${name}\n\n\`npm run evidence -- ${name}\`, ${day}, commit ${commit}, Node ${process.version}\n\n\`\`\`text\n${output.trimEnd()}\n\`\`\`\n`;
  await writeFile(join(FOLDER, `${name}.md`), text);
  console.log(output);
}
