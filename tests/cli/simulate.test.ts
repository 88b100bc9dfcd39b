import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { EXIT, runCli } from '../../api/cli/program.ts';
import { fakeEnvironment } from '../support/environment.ts';
import { aScenario } from '../years/support.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'precal-simulate-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const scenarioFile = (name: string, changes: Record<string, unknown> = {}): string => {
  const path = join(FOLDER, `${name}.yaml`);
  writeFileSync(path, stringify(aScenario({ id: name, label: `Scénario ${name}`, months: 3, ...changes })));
  return path;
};
const run = async (...args: string[]) => {
  const environment = fakeEnvironment();
  const exit = await runCli(['simulate', ...args, '--keep', join(FOLDER, 'keep')], environment);
  return { exit, output: environment.output(), errors: environment.errors() };
};

test('without a scenario, those that are shipped are listed', async () => {
  const { exit, output } = await run();
  expect(exit).toBe(EXIT.done);
  expect(output).toMatch(/^tendance : Tendance, règles de 2016 \(mel-2016, 36 mois\)$/m);
  const { output: json } = await run('--json');
  expect((JSON.parse(json) as { id: string }[]).map(({ id }) => id)).toContain('premier-quartile');
});

test('a scenario is simulated, summed up and written out; the same command again takes up what is done', async () => {
  const out = join(FOLDER, 'out');
  const file = scenarioFile('petit');
  const first = await run(file, '--workers', '1', '--policy', 'greedy', '--policy', 'filtered', '--out', out);
  expect(first.exit, first.errors).toBe(EXIT.done);
  expect(first.output.replace(/\s+/g, ' ')).toContain('SCÉNARIO PETIT, 3 MOIS DÈS JANVIER 2027');
  expect(first.errors).toContain('4 faits');
  expect(readdirSync(out).sort()).toEqual(
    expect.arrayContaining(['resultats.json', 'scenario.json', 'resume.txt', 'mesures.csv', 'lieux.csv']),
  );
  expect(readdirSync(out).filter((name) => name.endsWith('.svg')).length).toBeGreaterThanOrEqual(12);
  expect(readFileSync(join(out, 'resume.txt'), 'utf8')).toBe(first.output);
  const again = await run(file, '--workers', '1', '--policy', 'greedy', '--policy', 'filtered', '--json');
  expect(again.errors).toContain('4 faits, dont 4 gardés d’avant');
  const written = JSON.parse(readFileSync(join(out, 'resultats.json'), 'utf8')) as {
    policies: { hash: string }[];
  };
  expect((JSON.parse(again.output) as typeof written).policies.map(({ hash }) => hash)).toEqual(
    written.policies.map(({ hash }) => hash),
  );
  const refused = await run(file, '--out', out);
  expect(refused.exit).toBe(EXIT.refused);
  expect(existsSync(join(out, 'resultats.json'))).toBe(true);
}, 60_000);

test('two scenarios are compared on the same draws, if they have the same months', async () => {
  const calm = scenarioFile('calme');
  const { acceptance } = aScenario();
  const sour = scenarioFile('refus', { acceptance: { ...acceptance, oddsFactor: 0.3 } });
  const { exit, output, errors } = await run(
    calm,
    '--compare',
    sour,
    '--workers',
    '1',
    '--replications',
    '3',
  );
  expect(exit, errors).toBe(EXIT.done);
  const text = output.replace(/\s+/g, ' ');
  expect(text).toContain('PAR RAPPORT À');
  expect(text).toMatch(/Refus, parmi les offres : \+[\d,]+ pt/);
  const longer = scenarioFile('long', { months: 4 });
  const refused = await run(calm, '--compare', longer);
  expect(refused.exit).toBe(EXIT.refused);
  expect(refused.errors).toContain('n’ont pas les mêmes mois');
}, 60_000);

test('what is not understood is said', async () => {
  expect((await run('tendence')).errors).toContain('peut-être tendance');
  expect((await run(scenarioFile('mal'), '--policy', 'loterie')).errors).toContain(
    'greedy, filtered, priced, session',
  );
  expect((await run(scenarioFile('nul'), '--replications', '0')).errors).toContain('de 1 à');
  const broken = join(FOLDER, 'casse.yaml');
  writeFileSync(broken, 'id: casse\nmonths: beaucoup\n');
  expect((await run(broken)).errors).toMatch(/casse\.yaml/);
});
