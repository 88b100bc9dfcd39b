import { expect, test } from 'vitest';
import { Gate } from '../../api/http/gate.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { MINE, PRINCIPALS, served } from '../auth/twoBailleurs.ts';

/** A town where a session takes until it is told to go on. */
const slowTown = () => {
  let goOn: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const gate = new Gate(100);
  const solver = {
    ...sameThreadSolver,
    solve: async (...asked: Parameters<typeof sameThreadSolver.solve>) => {
      await told;
      return sameThreadSolver.solve(...asked);
    },
  };
  return { ...served({ gate }, { solver, waitMs: 1 }), gate, goOn };
};

test('the events of a job are followed to its end by who started it, and by nobody else’s role', async () => {
  const { ask, goOn } = slowTown();
  const made = await ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  expect(made.status).toBe(202);
  const location = made.headers.get('location') as string;
  const events = await ask(PRINCIPALS.bailleur, 'GET', `${location}/events`);
  goOn();
  const states = [...(await events.text()).matchAll(/"status":"(\w+)"/g)].map(([, status]) => status);
  expect([states.at(0), states.at(-1)]).toEqual(['running', 'done']);
  expect((await ask(PRINCIPALS.commune, 'GET', `${location}/events`)).status).toBe(403);
  expect((await ask(PRINCIPALS.admin, 'GET', '/v1/jobs/rien/events')).status).toBe(404);
});

test('a stream ends when the server stops, though the job has not', async () => {
  const { ask, gate, goOn } = slowTown();
  const made = await ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  const location = made.headers.get('location') as string;
  const events = await ask(PRINCIPALS.bailleur, 'GET', `${location}/events`);
  gate.drain();
  const text = await events.text();
  expect(text).toContain('"status":"running"');
  expect(text).not.toContain('"status":"done"');
  goOn();
});
