import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulationFound } from '../../api/service/simulationDocument.ts';
import type { SimulationStep } from '../../api/service/simulationWork.ts';
import { callingThreadSimulator, workerSimulator } from '../../api/service/simulator.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aTinyScenario } from './tinyScenario.ts';

const threaded = workerSimulator(null);
afterAll(() => threaded.close());

const question = (replications: number) => ({
  scenario: aTinyScenario(),
  compare: null,
  policies: ['greedy' as const],
  replications,
});

// The thread is loaded once: these follow each other before it is let go.
let here: SimulationFound;
let found: SimulationFound;
let part: SimulationFound;
let refused: unknown;
const steps: SimulationStep[] = [];
let ticks = 0;
beforeAll(async () => {
  here = await callingThreadSimulator(null).simulate(question(2));
  const timer = setInterval(() => (ticks += 1), 5);
  found = await threaded.simulate(question(2), { onProgress: (step) => steps.push(step) });
  clearInterval(timer);
  const stop = new AbortController();
  part = await threaded.simulate(question(900), {
    signal: stop.signal,
    onProgress: ({ step, done }) => {
      if (step === 'replications' && done >= 1) stop.abort();
    },
  });
  const scenario = aTinyScenario({ start: '2020-01' });
  refused = await threaded.simulate({ ...question(1), scenario }).catch((error: unknown) => error);
}, 120_000);

test('a thread of its own finds what the calling one finds, and tells where it is', () => {
  expect(found.id).toBe(here.id);
  expect(found.head).toEqual(here.head);
  expect(steps.map(({ step }) => step)).toContain('world');
  expect(steps.at(-1)).toEqual({ step: 'replications', done: 2, total: 2 });
});

test('the thread that asks goes on with its own work meanwhile', () => {
  expect(ticks).toBeGreaterThan(20);
});

test('told to stop, it gives what is done', () => {
  expect(part.head).toMatchObject({ asked: 900, stopped: true });
  expect(part.head.done).toBeGreaterThanOrEqual(1);
  expect(part.head.done).toBeLessThan(900);
});

test('what it refuses comes back as issues', () => {
  expect(refused).toBeInstanceOf(InputError);
  expect((refused as InputError).issues).toMatchObject([{ code: 'scenario.start' }]);
});
