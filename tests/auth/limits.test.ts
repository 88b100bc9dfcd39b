import { describe, expect, test } from 'vitest';
import { Gate } from '../../api/http/gate.ts';
import { DEFAULT_LIMITS } from '../../api/http/guard.ts';
import { RateLimit } from '../../api/http/rateLimit.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { problemOf } from '../support/http.ts';
import { MINE, PRINCIPALS, served } from './twoBailleurs.ts';

const { admin, bailleur } = PRINCIPALS;

describe('a rate', () => {
  test('a burst, then what comes back each second, each key for itself', () => {
    const rate = new RateLimit({ perSecond: 2, burst: 3 });
    expect([0, 0, 0].map(() => rate.take('a', 0))).toEqual([0, 0, 0]);
    expect(rate.take('a', 0)).toBe(500);
    expect(rate.take('b', 0)).toBe(0);
    expect(rate.take('a', 499)).toBeGreaterThan(0);
    expect(rate.take('a', 500)).toBe(0);
    expect(rate.take('a', 500)).toBe(500);
  });
  test('rest gives back a burst and no more', () => {
    const rate = new RateLimit({ perSecond: 1, burst: 2 });
    rate.take('a', 0);
    expect([1, 2, 3].map(() => rate.take('a', 3_600_000))).toEqual([0, 0, 1000]);
  });
  test('ten thousand keys are kept, the quietest is forgotten', () => {
    const rate = new RateLimit({ perSecond: 0.001, burst: 1 });
    for (let i = 0; i <= 10_000; i += 1) rate.take(`k${i}`, 0);
    expect(rate.take('k0', 0)).toBe(0);
    expect(rate.take('k10000', 0)).toBeGreaterThan(0);
  });
  test('over HTTP: 429 with when to come back, for that token alone', async () => {
    const known = { perSecond: 0.5, burst: 2 };
    const { ask } = served({ limits: { ...DEFAULT_LIMITS, known }, monotonicMs: () => 0 });
    for (const _ of [1, 2]) expect((await ask(admin, 'GET', '/v1/vacancies')).status).toBe(200);
    const refused = await ask(admin, 'GET', '/v1/vacancies');
    expect(refused.headers.get('retry-after')).toBe('2');
    expect((await problemOf(refused, 429)).code).toBe('request.too-many');
    expect((await ask(bailleur, 'GET', '/v1/vacancies')).status).toBe(200);
  });
  test('a token’s own rate is that token’s alone', async () => {
    const known = { perSecond: 0.5, burst: 1 };
    const fast = { ...admin, perSecond: 3 };
    const { ask } = served({
      limits: { ...DEFAULT_LIMITS, known },
      monotonicMs: () => 0,
      authenticator: {
        authenticate: async ({ authorization }) => ({
          principal: authorization === `Bearer ${admin.id}` ? fast : bailleur,
          by: 'bearer',
        }),
      },
    });
    const statuses = async (who: typeof admin | typeof bailleur) => {
      const found: number[] = [];
      for (const _ of [1, 2, 3, 4]) found.push((await ask(who, 'GET', '/v1/vacancies')).status);
      return found;
    };
    expect(await statuses(admin)).toEqual([200, 200, 200, 429]);
    expect(await statuses(bailleur)).toEqual([200, 429, 429, 429]);
  });
  test('who tries tokens is stopped by address, and not who has one', async () => {
    const unknown = { perSecond: 1, burst: 3 };
    const { ask } = served({ limits: { ...DEFAULT_LIMITS, unknown }, monotonicMs: () => 0 });
    const wrong = { ...admin, id: 'faux' };
    for (const _ of [1, 2, 3]) expect((await ask(wrong, 'GET', '/v1/vacancies')).status).toBe(401);
    expect((await ask(wrong, 'GET', '/v1/vacancies')).status).toBe(429);
    expect((await ask(null, 'GET', '/health')).status).toBe(429);
    expect((await ask(admin, 'GET', '/v1/vacancies')).status).toBe(200);
  });
});

describe('work at once', () => {
  test('a gate counts who is in, and each leaves once', () => {
    const gate = new Gate(2);
    const [one, two] = [gate.enter(), gate.enter()];
    expect(gate.enter()).toBeNull();
    one?.();
    one?.();
    expect(gate.inFlight).toBe(1);
    expect(gate.enter()).not.toBeNull();
    two?.();
    gate.drain();
    expect(gate.enter()).toBeNull();
    expect(gate.closing.aborted).toBe(true);
  });
  /** A solver that begins when it is told to. */
  const held = () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const solver: SessionSolver = {
      ...sameThreadSolver,
      solve: async (staged, options) => {
        await begun;
        return sameThreadSolver.solve(staged, options);
      },
    };
    return { solver, begin };
  };
  test('past the limit: 503 with when to come back; probes are answered; then it goes on', async () => {
    const { solver, begin } = held();
    const { ask } = served({ gate: new Gate(1) }, { solver });
    const long = ask(admin, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
    const busy = await ask(admin, 'GET', '/v1/vacancies');
    expect(busy.headers.get('retry-after')).toBe('1');
    expect((await problemOf(busy, 503)).code).toBe('server.busy');
    for (const path of ['/health', '/ready', '/metrics'])
      expect((await ask(admin, 'GET', path)).status).toBe(200);
    begin();
    expect((await long).status).toBe(201);
    expect((await ask(admin, 'GET', '/v1/vacancies')).status).toBe(200);
  });
  test('too long: 503, and the place is kept until the work has ended', async () => {
    const { solver, begin } = held();
    const gate = new Gate(1);
    const { ask } = served({ gate, limits: { ...DEFAULT_LIMITS, timeMs: 20 } }, { solver });
    const late = await ask(admin, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
    expect(late.headers.get('retry-after')).toBe('1');
    expect((await problemOf(late, 503)).code).toBe('request.timeout');
    expect(gate.inFlight).toBe(1);
    begin();
    for (let i = 0; i < 400 && gate.inFlight > 0; i += 1) await new Promise((next) => setTimeout(next, 5));
    expect(gate.inFlight).toBe(0);
  });
  test('a server that stops lets no more in, and says that it is not ready', async () => {
    const gate = new Gate(10);
    const { ask } = served({ gate });
    gate.drain();
    for (const path of ['/v1/vacancies', '/ready']) {
      const response = await ask(admin, 'GET', path);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(response.headers.get('connection')).toBe('close');
      expect((await problemOf(response, 503)).code).toBe('server.stopping');
    }
    expect((await ask(null, 'GET', '/health')).status).toBe(200);
  });
});
