import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { issueText } from '../../api/present/messages.ts';
import { runSimulation, type SimulationProgress } from '../../api/service/simulations.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { YearPolicy } from '../../engine/domain/scenario.ts';
import { aScenario } from './support.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'precal-simulations-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

interface Changes {
  readonly threads?: number;
  readonly keep?: string | null;
  readonly replications?: number;
  readonly policies?: readonly YearPolicy[];
}
const asked = (changes: Changes = {}) => ({
  scenario: aScenario({ months: 4 }),
  policies: ['greedy', 'filtered'] as readonly YearPolicy[],
  replications: 3,
  threads: 1,
  keep: null,
  ...changes,
});
const hashes = ({ results }: Awaited<ReturnType<typeof runSimulation>>) => results.map(({ hash }) => hash);

test('one worker, two workers, this thread: the same results', async () => {
  const policies = ['greedy', 'filtered', 'priced'] as const;
  const here = await runSimulation(asked({ policies }));
  const two = await runSimulation(asked({ policies, threads: 2 }));
  expect(hashes(two)).toEqual(hashes(here));
  expect(two.results.map(({ policy, replications }) => `${policy} ${replications}`)).toEqual([
    'greedy 3',
    'filtered 3',
    'priced 3',
  ]);
  expect(here.stopped).toBe(false);
}, 60_000);

test('a run that is stopped keeps what is done; taken up again, it gives what it would have given', async () => {
  const keep = join(FOLDER, 'stopped');
  const whole = await runSimulation(asked());
  const abort = new AbortController();
  const seen: SimulationProgress[] = [];
  const part = await runSimulation(asked({ keep }), {
    signal: abort.signal,
    onProgress: (progress) => {
      seen.push(progress);
      if (progress.step === 'replications' && progress.done >= 0.5) abort.abort();
    },
  });
  expect(part.stopped).toBe(true);
  expect(part.results.every(({ replications }) => replications < 3)).toBe(true);
  expect(seen.map(({ step }) => step)).toContain('world');
  expect(seen.every(({ done }) => done >= 0 && done <= 1)).toBe(true);
  const again = await runSimulation(asked({ keep }));
  expect(again.reused).toBe(3);
  expect(hashes(again)).toEqual(hashes(whole));
  expect((await runSimulation(asked({ keep }))).reused).toBe(6);
}, 60_000);

test('a kept replication that was changed is made again', async () => {
  const keep = join(FOLDER, 'changed');
  const first = await runSimulation(asked({ keep, replications: 1 }));
  const folder = join(keep, readdirSync(keep)[0]!);
  const files = readdirSync(folder).sort();
  expect(files).toEqual(['filtered-00000.json.gz', 'greedy-00000.json.gz']);
  const damaged = join(folder, files[0]!);
  writeFileSync(damaged, readFileSync(damaged).subarray(0, 100));
  writeFileSync(join(folder, files[1]!), readFileSync(join(folder, files[1]!)));
  const again = await runSimulation(asked({ keep, replications: 1 }));
  expect(again.reused).toBe(1);
  expect(hashes(again)).toEqual(hashes(first));
}, 60_000);

test('a run stopped before anything is done says so', async () => {
  const abort = new AbortController();
  abort.abort();
  const failed = await runSimulation(asked(), { signal: abort.signal }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(InputError);
  expect((failed as InputError).issues.map((issue) => issueText(issue)).join()).toMatch(
    /a été arrêtée avant/,
  );
}, 60_000);
