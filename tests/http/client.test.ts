import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { clientSource } from '../../api/client/generate.ts';
import { PrecalClient, PrecalProblem } from '../../api/client/precalClient.ts';
import { MINE, PRINCIPALS, served } from '../auth/twoBailleurs.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('the client is made from docs/openapi.json', async () => {
  const document = JSON.parse(await readFile(resolve(ROOT, 'docs/openapi.json'), 'utf8'));
  expect(
    await readFile(resolve(ROOT, 'api/client/precalClient.ts'), 'utf8'),
    'Maybe npx tsx api/client/generate.ts',
  ).toBe(clientSource(document));
});

const { app } = served();
const clientOf = (token: string) =>
  new PrecalClient({
    base: 'http://localhost/',
    token,
    fetch: async (input, init) => app.request(String(input), init),
  });

test('it drives a whole session: propose, exclude, undo, decide, offer, answer, sign', async () => {
  const client = clientOf(PRINCIPALS.bailleur.id);
  const { body: free } = await client.getVacancies({ query: { limit: 10 } });
  expect(free.items.map(({ vacancy }) => vacancy)).toEqual([MINE.vacancy, MINE.inSession]);

  const made = await client.postSessions({
    body: { vacancies: [MINE.vacancy] },
    headers: { 'idempotency-key': 'seance-1' },
  });
  if (made.status !== 201) throw new Error('the session took too long');
  const id = made.body.id;
  const first = made.body.lists[0]!.candidates[0]!.number;

  const changed = await client.postSessionsByIdChanges({
    path: { id },
    headers: { 'if-match': made.headers.get('etag')! },
    body: { changes: [{ kind: 'exclude', vacancy: MINE.vacancy, number: first, motive: 'withdrew' }] },
  });
  expect(changed.body.version).toBe(2);
  expect(changed.body.lists[0]!.candidates.map(({ number }) => number)).not.toContain(first);
  expect(changed.body.lists[0]!.candidates).toHaveLength(3);

  const stale = client.deleteSessionsByIdChangesLast({ path: { id }, headers: { 'if-match': '"1"' } });
  await expect(stale).rejects.toThrow(PrecalProblem);
  await expect(stale).rejects.toMatchObject({ status: 412, problem: { code: 'session.stale' } });

  const { body: lists } = await client.getSessionsByIdLists({ path: { id } });
  const numbers = lists.items[0]!.candidates.map(({ number }) => number);
  const decided = await client.postSessionsByIdDecisions({
    path: { id },
    body: {
      decisions: numbers.map((number) => ({
        vacancy: MINE.vacancy,
        number,
        verdict: { decision: 'attribution-ranked' as const },
      })),
    },
  });
  expect(decided.body.status).toBe('decided');

  const offered = await client.postSessionsByIdActs({
    path: { id },
    body: { day: '2026-11-03', act: { act: 'offer', vacancy: MINE.vacancy, number: numbers[0]! } },
  });
  const offer = offered.body.cases[0]!.candidates[0]!.entries.offer!;
  const { body: due } = await client.getDue({ query: { on: '2026-11-04' } });
  expect(due.items.map((item) => item.offer)).toEqual([offer]);

  await client.postSessionsByIdOffersByOfferAnswer({
    path: { id, offer },
    body: { day: '2026-11-05', answer: { answer: 'accepted' } },
  });
  const leased = await client.postSessionsByIdActs({
    path: { id },
    body: { day: '2026-11-09', act: { act: 'lease', vacancy: MINE.vacancy, number: numbers[0]! } },
  });
  expect(leased.body.cases[0]!.standing).toBe('let');

  const check = await clientOf(PRINCIPALS.admin.id).getRegisterCheck();
  expect(check.body.sound).toBe(true);
});

test('a refusal is thrown with what it says', async () => {
  const refused = clientOf(PRINCIPALS.analyst.id).getImports();
  await expect(refused).rejects.toMatchObject({ status: 403, problem: { code: 'auth.role' } });
});
