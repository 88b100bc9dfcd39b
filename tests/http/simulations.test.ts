import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { SimulationSchema } from '../../api/http/simulationsSchemas.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import type { SimulationLimits } from '../../api/service/simulationLimits.ts';
import { callingThreadSimulator, type Simulator } from '../../api/service/simulator.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { appForAdmin, NOW } from '../support/guard.ts';
import { problemOf, rules } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';
import { aTinyScenario } from '../years/tinyScenario.ts';

const KEEP = mkdtempSync(join(tmpdir(), 'precal-simulations-'));
afterAll(() => rmSync(KEEP, { recursive: true, force: true }));

const appWith = (
  simulator: Simulator,
  store = new MemoryStore(TOWN),
  simulationLimits: SimulationLimits = { months: 1_000 },
) =>
  appForAdmin(new WorkspaceCache({ store, rules, today: () => TODAY }), {
    service: new SessionService({ store, solver: sameThreadSolver }),
    jobs: new Jobs({ documents: store.collection('jobs'), now: () => NOW }),
    now: () => NOW,
    waitMs: 60_000,
    simulator,
    simulationLimits,
  });

const post = (app: Hono, path: string, body: unknown) =>
  app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const keep = async (app: Hono, scenario: unknown): Promise<string> => {
  const kept = await post(app, '/v1/scenarios', { scenario });
  expect(kept.status).toBe(201);
  return ((await kept.json()) as { id: string }).id;
};
interface JobTold {
  readonly status: string;
  readonly result: string;
  readonly progress: unknown;
  readonly issues: readonly { readonly code: string }[];
}
/** Follows a job to its end by its events. */
const followed = async (app: Hono, made: Response): Promise<JobTold> => {
  expect(made.status).toBe(202);
  const events = await (await app.request(`${made.headers.get('location')}/events`)).text();
  return JSON.parse(
    events
      .trim()
      .split('\n')
      .at(-1)!
      .replace(/^data: /, ''),
  ) as JobTold;
};

const app = appWith(callingThreadSimulator(KEEP));

describe('scenarios', () => {
  test('those of the territory come first, each with the certainty of its numbers', async () => {
    const { items } = (await (await app.request('/v1/scenarios')).json()) as {
      items: { id: string; territory: { id: string }; shipped: boolean }[];
    };
    expect(items[0]).toMatchObject({ territory: { id: 'mel-2016' }, shipped: true });
    expect(items.length).toBeGreaterThan(6);
    const one = (await (await app.request('/v1/scenarios/plai-30')).json()) as {
      blocks: { id: string; certainty: string; rows: { label: string; value: string }[] }[];
      scenario: { id: string };
    };
    expect(one.scenario.id).toBe('plai-30');
    const built = one.blocks.find(({ id }) => id === 'newBuild');
    expect(built?.certainty).toBe('proposal');
    expect(built?.rows.map(({ value }) => value)).toContain('30\u00a0%');
    expect(JSON.stringify(one.blocks)).not.toMatch(/undefined|NaN/);
  });

  test('one is kept by its hash: the same twice is one version, another number another', async () => {
    const first = await keep(app, aTinyScenario({ label: 'Gardé' }));
    expect(await keep(app, aTinyScenario({ label: 'Gardé' }))).toBe(first);
    const other = await keep(app, aTinyScenario({ label: 'Gardé', seed: 8 }));
    expect(other).not.toBe(first);
    const text = stringify(aTinyScenario({ label: 'Gardé' }));
    const asText = await post(app, '/v1/scenarios', { text });
    expect(asText.headers.get('location')).toBe(`/v1/scenarios/${first}`);
    expect((await app.request(`/v1/scenarios/${first}`)).status).toBe(200);
    expect(await (await app.request('/v1/scenarios/village')).json()).toMatchObject({ shipped: false });
  });

  test.each([
    ['no YAML', { text: 'a: [' }, 'yaml.syntax'],
    ['an unknown key', { text: `${stringify(aTinyScenario())}loyer: 3\n` }, 'yaml.key.unknown'],
    ['a number out of bounds', { scenario: { ...aTinyScenario(), months: 999 } }, 'yaml.value.invalid'],
    ['a field left out', { scenario: { ...aTinyScenario(), start: undefined } }, 'yaml.key.missing'],
    [
      'a territory nobody has',
      { scenario: { ...aTinyScenario(), territory: 'atlantide' } },
      'territory.unknown',
    ],
    ['a start before the data', { scenario: aTinyScenario({ start: '2020-01' }) }, 'scenario.start'],
    ['a method nobody has', { scenario: aTinyScenario({ method: 'tirage' }) }, 'scenario.method'],
    [
      'a world too large',
      { scenario: { ...aTinyScenario(), newBuild: { ...aTinyScenario().newBuild, perYear: 1e9 } } },
      'scenario.too-large',
    ],
    [
      'the name of one that is shipped',
      { scenario: aTinyScenario({ id: 'tendance' }) },
      'scenario.id-shipped',
    ],
  ])('%s is refused, with its place', async (_, body, code) => {
    const { issues } = await problemOf(await post(app, '/v1/scenarios', body), 400);
    const issue = issues.find((each) => each.code === code);
    expect(issue?.message.length).toBeGreaterThan(20);
    expect(issue?.line).toBeGreaterThan(0);
  });

  test('neither or both of text and object is no request; one that nobody kept is unknown', async () => {
    await problemOf(await post(app, '/v1/scenarios', {}), 400);
    expect((await problemOf(await app.request('/v1/scenarios/inconnu'), 404)).code).toBe('scenario.absent');
  });
});

describe('a simulation', () => {
  let id: string;
  let calm: string;
  let sour: string;
  let job: JobTold;
  beforeAll(async () => {
    const tiny = aTinyScenario();
    calm = await keep(app, tiny);
    sour = await keep(
      app,
      aTinyScenario({ id: 'refus', label: 'Refus', acceptance: { ...tiny.acceptance, oddsFactor: 0.2 } }),
    );
    job = await followed(app, await post(app, '/v1/simulations', { scenario: calm, compare: sour }));
    expect(job.issues).toEqual([]);
    id = job.result.split('/').at(-1)!;
  }, 60_000);

  test('is followed to its result, which tells what it is', async () => {
    expect(job).toMatchObject({ status: 'done', result: `/v1/simulations/${id}` });
    expect(job.progress).toEqual({ step: 'replications', done: 12, total: 12 });
    const shown = SimulationSchema.parse(await (await app.request(job.result)).json());
    expect(shown).toMatchObject({ id, at: NOW, draws: '3\u00a0tirages', stopped: false });
    expect(shown.scenarios.map(({ version }) => version)).toEqual([calm, sour]);
    expect(shown.simulations[0]!.notices[0]).toContain('ce ne sont pas des prévisions');
    expect(shown.simulations.map(({ policies }) => policies.length)).toEqual([2, 2]);
    expect(shown.comparisons).toHaveLength(2);
    expect(shown.findings.length).toBeGreaterThanOrEqual(6);
    expect(shown.findings.join(' ')).not.toMatch(/undefined|NaN/);
    const { items } = (await (await app.request('/v1/simulations')).json()) as { items: { id: string }[] };
    expect(items.map((each) => each.id)).toContain(id);
  });

  test('the same question has the same result, from draws that were kept', async () => {
    const folders = readdirSync(KEEP);
    const again = await followed(app, await post(app, '/v1/simulations', { scenario: calm, compare: sour }));
    expect(again.result).toBe(job.result);
    expect(readdirSync(KEEP)).toEqual(folders);
  }, 60_000);

  test.each([
    ['measures', /^Façon de composer les listes;Année ou mois;Mesure/],
    ['places', /^Façon de composer les listes;Fin de;Objectif;Lieu/],
    ['differences', /^De;À;Mesure;Unité;Écart moyen/],
  ])('%s as a table for a spreadsheet', async (table, header) => {
    const csv = await app.request(`${job.result}?format=csv&table=${table}&scenario=2`);
    expect(csv.headers.get('content-disposition')).toContain(`simulation-${id}-${table}.csv`);
    const text = (await csv.text()).replace(/^\ufeff/, '');
    expect(text).toMatch(header);
    expect(text.split('\r\n').length).toBeGreaterThan(20);
    const book = await app.request(`${job.result}?format=xlsx&table=${table}`);
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test('a place in both scenarios, and charts', async () => {
    const { places } = SimulationSchema.parse(await (await app.request(job.result)).json());
    const place = places[0]!.find(({ scope, lag }) => scope === 'commune' && lag !== null)!;
    const path = encodeURIComponent(place.id);
    const { fans } = (await (await app.request(`${job.result}/places/${path}`)).json()) as {
      fans: { id: string; policies: { share: unknown[] }[]; aims: number[] }[];
    };
    expect(fans.map((each) => each.id)).toEqual([place.id, place.id]);
    expect(fans[0]!.aims).toHaveLength(2);
    expect(fans[0]!.policies[0]!.share).toHaveLength(2);
    const months = fans.flatMap((fan) => fan.policies.flatMap(({ share }) => share));
    const table = await (await app.request(`${job.result}/places/${path}?format=csv`)).text();
    const lines = table.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^Scénario;Façon de composer les listes;Mois;Objectif;Lieu;Part visée;/);
    expect(lines).toHaveLength(1 + months.length);
    expect(lines[1]).toMatch(/;2027-01;/);
    const book = await app.request(`${job.result}/places/${path}?format=xlsx`);
    expect(await readSheet(Buffer.from(await book.arrayBuffer()))).toHaveLength(lines.length);
    const heads = await (await app.request('/v1/simulations?format=csv')).text();
    expect(heads).toContain(`\r\n${id};`);
    for (const chart of ['eventail-leases', `lieu-${path}`]) {
      const answer = await app.request(`${job.result}/charts/${chart}?scenario=2`);
      expect(answer.headers.get('content-type')).toBe('image/svg+xml');
      expect(await answer.text()).toMatch(/^<svg .*Ordre de la méthode/s);
    }
    const unknown = (await problemOf(await app.request(`${job.result}/charts/camembert`), 404)).code;
    expect(unknown).toBe('simulation.chart-unknown');
    expect((await problemOf(await app.request(`${job.result}/places/nulle-part`), 404)).code).toBe(
      'simulation.place-unknown',
    );
    expect((await problemOf(await app.request('/v1/simulations/0'), 404)).code).toBe('simulation.unknown');
  });

  test('one scenario alone has no second to show', async () => {
    const alone = await followed(
      app,
      await post(app, '/v1/simulations', {
        scenario: calm,
        policies: ['greedy'],
        replications: 1,
        months: 1,
      }),
    );
    expect(alone.issues).toEqual([]);
    const refused = await problemOf(
      await app.request(`${alone.result}/charts/eventail-leases?scenario=2`),
      404,
    );
    expect(refused.code).toBe('simulation.no-second');
    const shown = SimulationSchema.parse(await (await app.request(alone.result)).json());
    expect(shown.simulations[0]!.scenario.months).toEqual(['2027-01']);
    expect(shown.simulations[0]!.policies.map((policy) => policy.id)).toEqual(['greedy']);
  }, 60_000);

  test.each([
    ['itself', () => ({ scenario: calm, compare: calm }), 400, 'scenario.compare-same'],
    ['other months', () => ({ scenario: calm, compare: 'tendance' }), 400, 'scenario.compare-months'],
    ['too long', () => ({ scenario: calm, replications: 999 }), 400, 'simulation.too-long'],
    ['unknown', () => ({ scenario: 'inconnu' }), 404, 'scenario.absent'],
  ])('%s is refused', async (_, body, status, code) => {
    const { code: told, detail } = await problemOf(await post(app, '/v1/simulations', body()), status);
    expect(told).toBe(code);
    expect(detail).not.toContain('undefined');
  });
});

describe('one at a time, stopped, taken up again', () => {
  /** Stopped after so many draws, as by an officer. */
  const stoppedAfter = (draws: number): Simulator => ({
    simulate: (question, { onProgress } = {}) => {
      const stop = new AbortController();
      return callingThreadSimulator(KEEP).simulate(question, {
        signal: stop.signal,
        onProgress: (step) => {
          onProgress?.(step);
          if (step.step === 'replications' && step.done >= draws) stop.abort();
        },
      });
    },
    close: async () => {},
  });

  test('a second simulation is told to wait', async () => {
    let release: (() => void) | undefined;
    const slow: Simulator = {
      simulate: async (question, options) => {
        await new Promise<void>((next) => (release = next));
        return callingThreadSimulator(null).simulate(question, options);
      },
      close: async () => {},
    };
    const busy = appWith(slow);
    const scenario = await keep(busy, aTinyScenario({ months: 1, replications: 1, policies: ['greedy'] }));
    const first = await post(busy, '/v1/simulations', { scenario });
    const second = await problemOf(await post(busy, '/v1/simulations', { scenario }), 409);
    expect(second.code).toBe('simulation.busy');
    release?.();
    expect((await followed(busy, first)).status).toBe('done');
  }, 60_000);

  test('what is done is kept and said, and the same question goes on from there', async () => {
    const tiny = aTinyScenario({ id: 'arret', label: 'Arrêt', seed: 11 });
    const store = new MemoryStore(TOWN);
    const stoppable = appWith(stoppedAfter(4), store);
    const scenario = await keep(stoppable, tiny);
    const made = await post(stoppable, '/v1/simulations', { scenario });
    const part = await followed(stoppable, made);
    expect(part.issues).toEqual([]);
    const shown = SimulationSchema.parse(await (await stoppable.request(part.result)).json());
    expect(shown).toMatchObject({ stopped: true, draws: '2\u00a0tirages sur 3' });
    expect(shown.simulations[0]!.notices.join(' ')).toContain('2 sur 3');
    const whole = appWith(callingThreadSimulator(KEEP), store);
    const ended = await followed(whole, await post(whole, '/v1/simulations', { scenario }));
    expect(ended.result).not.toBe(part.result);
    expect(await (await whole.request(ended.result)).json()).toMatchObject({ stopped: false });
  }, 60_000);

  test('stopped before its first draw, it says so; what is changed by hand is not read', async () => {
    const store = new MemoryStore(TOWN);
    const stoppable = appWith(stoppedAfter(0), store);
    const scenario = await keep(stoppable, aTinyScenario({ seed: 12 }));
    const made = await post(stoppable, '/v1/simulations', { scenario });
    const ended = await followed(stoppable, made);
    expect(ended).toMatchObject({ status: 'failed', issues: [{ code: 'simulation.stopped' }] });
    await store.collection('simulation-heads').save({ id: 'abime', version: 1, document: {} }, 0);
    expect((await problemOf(await stoppable.request('/v1/simulations'), 500)).code).toBe(
      'simulation.unreadable',
    );
    await store.collection('scenarios').save({ id: 'abime', version: 1, document: {} }, 0);
    expect((await problemOf(await stoppable.request('/v1/scenarios'), 500)).code).toBe('scenario.unreadable');
  }, 60_000);
});
