import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { MINE, PRINCIPALS, type Served } from '../auth/twoBailleurs.ts';
import { problemOf } from './http.ts';
import { household } from './meetingTown.ts';

const OFFICERS = 20;
const { admin, bailleur } = PRINCIPALS;

interface Shown {
  readonly version: number;
  readonly log: readonly { readonly version: number; readonly text: string }[];
}

/**
 * Twenty officers at once on one session, whatever keeps it.
 *
 * @param townOf a new town, by one server or by several over the same store: officers take them in turn.
 */
export const twentyOfficers = (townOf: () => Promise<readonly Served[]>): void => {
  const session = async () => {
    const towns = await townOf();
    const ask = (n: number, method: string, path: string, body?: unknown, version?: number) =>
      towns[n % towns.length]!.app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${(n % 4 < 2 ? admin : bailleur).id}`,
          ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const made = await ask(2, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy, MINE.inSession] });
    const path = made.headers.get('location') as string;
    return {
      path,
      ask,
      read: async (n: number) => (await (await ask(n, 'GET', path)).json()) as Shown,
      isSound: async () => (await (await ask(0, 'GET', '/v1/register/check')).json()) as unknown,
    };
  };
  const all = <T>(work: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: OFFICERS }, (_, i) => work(i + 1)));

  describe('twenty officers at once on one session', () => {
    test('no change is lost, each conflict is told, and all are made in the end', async () => {
      const { path, ask, read, isSound } = await session();
      let conflicts = 0;
      /** Withdraws one household: reads, changes, and reads again when told that others came first. */
      const officer = async (n: number): Promise<void> => {
        for (;;) {
          const { version } = await read(n);
          const changes = [{ kind: 'withdraw', number: household(n), motive: 'withdrew' }];
          const response = await ask(n, 'POST', `${path}/changes`, { changes }, version);
          if (response.status === 200) return;
          const problem = await problemOf(response, 412);
          conflicts += 1;
          expect(problem.since?.length).toBeGreaterThan(0);
          expect(problem.since?.every((one) => one.version === null || one.version > version)).toBe(true);
          // Officers do not all try again in the same instant.
          await wait(n * 20);
        }
      };
      await all(officer);
      const { version, log } = await read(0);
      expect(conflicts).toBeGreaterThan(0);
      expect(version).toBe(1 + OFFICERS);
      expect(log.map((entry) => entry.version)).toEqual(Array.from({ length: OFFICERS }, (_, i) => i + 2));
      for (let n = 1; n <= OFFICERS; n += 1)
        expect(log.filter(({ text }) => text.includes(household(n)))).toHaveLength(1);
      expect(await isSound()).toMatchObject({ sound: true });
    }, 120_000);

    test('decisions: each candidate is decided once, whoever comes first, and nobody’s is lost', async () => {
      const { path, ask, isSound } = await session();
      const { cases } = (await (await ask(0, 'GET', `${path}/decisions`)).json()) as {
        cases: { vacancy: string; candidates: { number: string; decision: unknown }[] }[];
      };
      const listed = cases.flatMap(({ vacancy, candidates }) =>
        candidates.map(({ number }) => ({ vacancy, number })),
      );
      const answers = await all(async (n) => {
        const about = listed[n % listed.length]!;
        const decisions = [{ ...about, verdict: { decision: 'attribution-ranked' } }];
        return { about, response: await ask(n, 'POST', `${path}/decisions`, { decisions }) };
      });
      const made = answers.filter(({ response }) => response.status === 200);
      expect(new Set(made.map(({ about }) => about.number)).size).toBe(listed.length);
      expect(made).toHaveLength(listed.length);
      for (const { response } of answers.filter((answer) => !made.includes(answer)))
        expect([409, 412]).toContain(response.status);
      const entries = (await (await ask(0, 'GET', '/v1/register/entries?limit=500')).json()) as {
        items: { kind: string }[];
      };
      expect(entries.items.filter(({ kind }) => kind === 'candidate-decided')).toHaveLength(listed.length);
      expect(await isSound()).toMatchObject({ sound: true });
    }, 120_000);
  });
};
