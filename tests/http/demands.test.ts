import { beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../api/records/chain.ts';
import { eventsOf } from '../../api/service/register.ts';
import type { PersonalRead } from '../../api/store/readTrail.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { PRINCIPALS, type Served, served, TOWN } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber } from '../support/demands.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { problemOf } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const { admin, bailleur, commune } = PRINCIPALS;
type Who = (typeof PRINCIPALS)[keyof typeof PRINCIPALS];
const ONE = household(1);
const NOBODY = aNumber(999);

let store: MemoryStore;
let town: Served;
let reads: PersonalRead[] = [];

beforeEach(() => {
  // One of the bailleur's own dwelling, one of another's.
  const allocations = ['L-1', 'M-1'].map((dwelling) => anAllocation(dwelling, { demand: aNumber(2) }));
  store = new MemoryStore({ ...TOWN, allocations });
  reads = [];
  town = served({ onPersonalRead: (read) => void reads.push(read) }, { store });
});

const post = (path: string, body: unknown, who: Who = bailleur, headers: Record<string, string> = {}) =>
  town.app.request(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.id}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const renew = (body: object = {}, who?: Who) => post('/v1/demand-renewals', { number: ONE, ...body }, who);
const remove = (body: object = {}, who?: Who) =>
  post('/v1/demand-removals', { number: ONE, code: 'RADABA', ...body }, who);
const kinds = async () =>
  (await store.events.read({ from: 1, limit: 99 })).map(({ kind, actor }) => [kind, actor]);
const inPool = async (): Promise<boolean> =>
  (await post('/v1/demand-explanations', { number: ONE })).status === 200;

interface Life {
  readonly number: string;
  readonly entry: number;
  readonly head: { readonly seq: number };
  readonly lives: readonly { readonly kind: string; readonly on: string; readonly code: string | null }[];
  readonly text: string;
}
const lifeOf = async (response: Response): Promise<Life> => {
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as Life;
};

describe('a renewal', () => {
  test('is an entry of the register, with its author, of today when no day is said', async () => {
    const life = await lifeOf(await renew());
    expect(life).toMatchObject({
      number: ONE,
      entry: 1,
      head: { seq: 1 },
      lives: [{ kind: 'demand-renewed', on: TODAY, code: null }],
      text: 'Demande renouvelée le 2 novembre 2026 (écriture 1).',
    });
    expect(await kinds()).toEqual([['demand-renewed', bailleur.id]]);
  });
  test('of the same day is refused the second time, even sent at once; of another day it is written', async () => {
    const answers = await Promise.all([renew({ on: '2026-10-01' }), renew({ on: '2026-10-01' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409) as Response;
    expect((await problemOf(refused, 409)).code).toBe('demand.already-renewed');
    expect((await lifeOf(await renew({ on: '2026-10-02' }))).lives).toHaveLength(2);
  });
  test('with a key is done once, and answered again', async () => {
    const send = () => post('/v1/demand-renewals', { number: ONE }, bailleur, { 'idempotency-key': 'k' });
    const first = await send();
    expect(await (await send()).text()).toBe(await first.text());
    expect(await kinds()).toHaveLength(1);
    const kept = JSON.stringify(await store.collection('request-keys').all());
    expect(kept).toContain('Demande renouvelée');
    expect(kept).not.toContain(ONE);
  });
  test.each([
    ['a day to come', { on: '2026-11-03' }, 400, 'demand.day-ahead'],
    ['a day before the filing', { on: '2001-01-01' }, 400, 'demand.filed-after'],
    ['no day', { on: 'hier' }, 400, 'request.field.invalid'],
    ['a number of nobody', { number: NOBODY }, 404, 'demand.unknown'],
    ['no number', { number: 'abc' }, 404, 'demand.unknown'],
  ])('of %s is refused, and nothing is written', async (_, body, status, code) => {
    const problem = await problemOf(await renew(body), status);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).not.toContain(NOBODY);
    expect(await kinds()).toEqual([]);
  });
});

test('a demand erased between the check and the writing is not written about', async () => {
  await renew({ on: '2026-10-01' });
  const append = store.events.append.bind(store.events);
  store.events.append = async (...asked) => {
    store.events.append = append;
    const erased = await post('/v1/household-erasures', { number: ONE, confirm: true }, admin);
    expect(erased.status).toBe(200);
    return append(...asked);
  };
  expect((await problemOf(await renew({ on: '2026-10-02' }), 404)).code).toBe('demand.unknown');
  expect(await store.events.commitmentsOf(ONE as DemandNumber)).toEqual([]);
  expect((await kinds()).map(([kind]) => kind)).toEqual(['demand-renewed', 'erased']);
});

describe('a corrected day', () => {
  const moved = async (on: string) => {
    const { entry } = await lifeOf(await renew({ on: '2026-10-01' }));
    await lifeOf(await renew({ on: '2026-10-02' }));
    const replacement = { day: on };
    return post('/v1/demand-corrections', { number: ONE, of: entry, motive: 'wrong-day', replacement });
  };
  test.each([
    ['to come', '2026-11-03', 400, 'demand.day-ahead'],
    ['before the filing', '2001-01-01', 400, 'demand.filed-after'],
    ['of another renewal', '2026-10-02', 409, 'demand.already-renewed'],
  ])('%s is refused, and nothing is written', async (_, on, status, code) => {
    expect((await problemOf(await moved(on), status)).code).toBe(code);
    expect(await kinds()).toHaveLength(2);
  });
  test.each(['2026-10-01', TODAY])('of %s is written: the entry is not its own rival', async (on) => {
    expect((await lifeOf(await moved(on))).lives.map((life) => life.on).sort()).toEqual(
      [on, '2026-10-02'].sort(),
    );
  });
});

describe('a closing', () => {
  test('takes the demand off the lists of the day after, and is taken back by a correction', async () => {
    const life = await lifeOf(await remove({ on: '2026-10-30', code: 'RADREN' }));
    expect(life.lives).toMatchObject([{ kind: 'demand-removed', code: 'RADREN' }]);
    expect(await inPool()).toBe(false);
    const annul = { number: ONE, of: life.entry, motive: 'typing-error', replacement: null };
    expect((await lifeOf(await post('/v1/demand-corrections', annul))).lives).toEqual([]);
    expect(await inPool()).toBe(true);
    expect((await problemOf(await post('/v1/demand-corrections', annul), 404)).code).toBe(
      'correction.unknown-event',
    );
  });
  test('is made once: closed already, neither closed nor renewed', async () => {
    const answers = await Promise.all([remove(), remove()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (const response of [await remove(), await renew()])
      expect((await problemOf(response, 409)).code).toBe('demand.closed');
  });
  test('is under a code of the national list', async () => {
    expect((await problemOf(await remove({ code: 'RADXXX' }), 400)).code).toBe('request.field.invalid');
  });
  test('is corrected in its day and its code, under its own number only', async () => {
    const { entry } = await lifeOf(await remove());
    const correct = (number: string) =>
      post('/v1/demand-corrections', {
        number,
        of: entry,
        motive: 'wrong-day',
        replacement: { day: '2026-11-01', code: 'RADCON' },
      });
    expect((await problemOf(await correct(household(2)), 404)).code).toBe('correction.unknown-event');
    expect((await lifeOf(await correct(ONE))).lives).toMatchObject([{ on: '2026-11-01', code: 'RADCON' }]);
  });
});

describe('a household’s file', () => {
  interface File {
    readonly demand: { readonly number: string } | null;
    readonly allocations: readonly { readonly dwelling: string }[];
    readonly sessions: readonly { readonly session: string }[];
    readonly register: readonly { readonly kind: string }[];
    readonly withheld: number;
    readonly explanation: { readonly number: string } | null;
  }
  const fileOf = async (number: string, who: Who): Promise<File> => {
    const response = await post('/v1/household-files', { number }, who);
    expect(response.status).toBe(200);
    return (await response.json()) as File;
  };

  test('is all that is kept, with the explanation, and its reading is written down', async () => {
    await renew({ number: household(2) });
    reads = [];
    const file = await fileOf(household(2), admin);
    expect(file).toMatchObject({
      demand: { number: household(2) },
      allocations: [{ dwelling: 'L-1' }, { dwelling: 'M-1' }],
      register: [{ kind: 'demand-renewed' }],
      withheld: 0,
      explanation: { number: household(2) },
    });
    expect(reads).toMatchObject([
      { route: '/v1/household-files', who: admin.id, demand: PSEUDONYMS.of(household(2)), households: 1 },
    ]);
  });
  test('of a bailleur is without what is another’s, which is counted', async () => {
    await post('/v1/sessions', { vacancies: ['V-1', 'W-1'] }, admin);
    const number = household(3);
    const whole = await fileOf(number, admin);
    expect(whole.sessions).toHaveLength(1);
    expect(whole.register).toMatchObject([{ kind: 'session-proposed' }]);
    await renew({ number });
    expect(await fileOf(number, bailleur)).toMatchObject({
      sessions: [],
      register: [{ kind: 'demand-renewed' }],
      withheld: 2,
    });
    expect(await fileOf(household(2), bailleur)).toMatchObject({
      allocations: [{ dwelling: 'L-1' }],
      withheld: 1,
    });
  });
  test('of a demand that is closed has no explanation; of nobody, it is refused', async () => {
    await remove({ on: '2026-10-30' });
    expect(await fileOf(ONE, admin)).toMatchObject({ demand: { number: ONE }, explanation: null });
    const nobody = await problemOf(await post('/v1/household-files', { number: NOBODY }, admin), 404);
    expect(nobody.code).toBe('household.unknown');
  });
});

describe('an erasure', () => {
  const erase = (body: object = {}, headers: Record<string, string> = {}, who: Who = admin) =>
    post('/v1/household-erasures', { number: ONE, confirm: true, ...body }, who, headers);

  test('says first what would go and what would stay, and erases nothing', async () => {
    await renew();
    const response = await post('/v1/household-erasure-previews', { number: ONE }, admin);
    expect(await response.json()).toMatchObject({
      number: ONE,
      demand: true,
      allocations: 0,
      entries: 1,
      goes: expect.arrayContaining([expect.stringContaining('La demande, entière')]),
      stays: expect.arrayContaining([expect.stringContaining('Les compteurs ne bougent pas')]),
    });
    const without = await post('/v1/household-erasure-previews', { number: aNumber(2) }, admin);
    expect(await without.json()).toMatchObject({ allocations: 2, entries: 0 });
    expect((await kinds()).map(([kind]) => kind)).toEqual(['demand-renewed']);
  });
  test('destroys the demand and its links, and the register says so without the number', async () => {
    await renew();
    const response = await erase();
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toContain(ONE);
    expect(JSON.parse(text)).toMatchObject({ demands: 1, commitments: 1, head: { seq: 2 } });
    expect(await kinds()).toEqual([
      ['demand-renewed', bailleur.id],
      ['erased', admin.id],
    ]);
    const events = [];
    for await (const event of eventsOf(store.events)) events.push(event);
    expect(JSON.stringify(events)).not.toContain(ONE);
    expect(verifyChain(events)).toMatchObject({ outcome: 'sound' });
    expect(await inPool()).toBe(false);
  });
  test('is asked for clearly', async () => {
    for (const confirm of [false, undefined, 'oui'])
      expect((await problemOf(await erase({ confirm }), 400)).code).toBe('request.field.invalid');
    expect(await kinds()).toEqual([]);
  });
  test('made already, or of nobody, is told so; with its key, it is answered as the first time', async () => {
    const first = await erase({}, { 'idempotency-key': 'e' });
    expect(await (await erase({}, { 'idempotency-key': 'e' })).text()).toBe(await first.text());
    expect((await problemOf(await erase(), 404)).code).toBe('household.unknown');
    expect((await problemOf(await erase({ number: NOBODY }), 404)).code).toBe('household.unknown');
    expect(
      (await problemOf(await post('/v1/household-erasure-previews', { number: ONE }, admin), 404)).code,
    ).toBe('household.unknown');
    for (const path of ['/v1/demand-renewals', '/v1/household-files'])
      expect((await post(path, { number: ONE }, admin)).status).toBe(404);
  });
  test('interrupted before it was on disk changes nothing, and is asked again with the same key', async () => {
    const { erase: whole } = store.events;
    store.events.erase = () => Promise.reject(new Error('disk'));
    expect((await erase({}, { 'idempotency-key': 'e' })).status).toBe(500);
    expect(await inPool()).toBe(true);
    expect(await kinds()).toEqual([]);
    store.events.erase = whole.bind(store.events);
    expect((await erase({}, { 'idempotency-key': 'e' })).status).toBe(200);
    expect(await inPool()).toBe(false);
  });
  test('leaves no number among the keys of requests', async () => {
    await post('/v1/demand-renewals', { number: ONE }, bailleur, { 'idempotency-key': 'k' });
    await erase({}, { 'idempotency-key': 'e' });
    expect(JSON.stringify(await store.collection('request-keys').all())).not.toContain(ONE);
  });
});

describe('who may', () => {
  test('renew and close: bailleurs and the administrator; erase: the administrator alone', async () => {
    const asked = [
      ['/v1/demand-renewals', { number: ONE }],
      ['/v1/demand-removals', { number: ONE, code: 'RADABA' }],
      ['/v1/household-files', { number: ONE }],
      ['/v1/household-erasure-previews', { number: ONE }],
      ['/v1/household-erasures', { number: ONE, confirm: true }],
    ] as const;
    for (const [path, body] of asked) {
      const response = await post(path, { ...body, number: PSEUDONYMS.of(ONE) }, commune);
      expect((await problemOf(response, 403)).code).toBe('auth.role');
    }
    for (const [path, body] of asked.slice(3))
      expect((await problemOf(await post(path, body, bailleur), 403)).code).toBe('auth.role');
    expect(await kinds()).toEqual([]);
    expect((await renew({}, admin)).status).toBe(201);
  });
});
