import { beforeEach, describe, expect, test } from 'vitest';
import { PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';

const { admin, analyst, bailleur } = PRINCIPALS;
let town: Served;
let session = '';

interface Shown {
  readonly version: number;
  readonly cases: readonly {
    readonly vacancy: string;
    readonly standing: string;
    readonly candidates: readonly {
      readonly number: string;
      readonly entries: { readonly decision: number; readonly offer: number };
    }[];
  }[];
}
const read = async (): Promise<Shown> =>
  (await (await town.ask(bailleur, 'GET', `${session}/decisions`)).json()) as Shown;
const post = (path: string, body: unknown, who = bailleur as Parameters<Served['ask']>[0]) =>
  town.ask(who, 'POST', `${session}${path}`, body);

beforeEach(async () => {
  town = served();
  const made = await town.ask(bailleur, 'POST', '/v1/sessions', { vacancies: ['V-1'] });
  session = made.headers.get('location')!;
});

const decide = async () => {
  const { cases } = await read();
  const decisions = cases[0]!.candidates.map(({ number }) => ({
    vacancy: 'V-1',
    number,
    verdict: { decision: 'attribution-ranked' },
  }));
  return post('/decisions', { decisions });
};
const act = async (kind: string, rank: number, day: string, more: object = {}) => {
  const { number } = (await read()).cases[0]!.candidates[rank - 1]!;
  return post('/acts', { day, act: { act: kind, vacancy: 'V-1', number, ...more } });
};

describe('a commission over HTTP', () => {
  test('decides, offers, hears the answer and signs', async () => {
    const decided = await decide();
    expect(decided.status, await decided.clone().text()).toBe(200);
    expect(decided.headers.get('etag')).toBe('"2"');
    const offered = (await (await act('offer', 1, '2026-11-03')).json()) as Shown;
    const { offer } = offered.cases[0]!.candidates[0]!.entries;
    const due = (await (await town.ask(bailleur, 'GET', '/v1/due?on=2026-11-04')).json()) as {
      items: object[];
    };
    expect(due.items).toMatchObject([{ kind: 'answer-awaited', offer, dueDay: '2026-11-13' }]);
    const answered = await post(`/offers/${offer}/answer`, {
      day: '2026-11-05',
      answer: { answer: 'accepted' },
    });
    expect(answered.status).toBe(200);
    const leased = (await (await act('lease', 1, '2026-11-09')).json()) as Shown;
    expect(leased.cases[0]!.standing).toBe('let');
  });

  test('corrects an entry', async () => {
    await decide();
    const { entries } = (await read()).cases[0]!.candidates[0]!;
    const body = {
      of: entries.decision,
      motive: 'typing-error',
      replacement: { verdict: { decision: 'non-attribution', motive: 'unsuited' } },
    };
    expect((await post('/corrections', body)).status).toBe(200);
    const unknown = await post('/corrections', { ...body, of: 1 });
    expect(unknown.status).toBe(404);
  });

  test('tells who comes second what was written before', async () => {
    await decide();
    const again = await decide();
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: 'decision.already-made' });
    const change = await post('/changes', { changes: [{ kind: 'pull', vacancy: 'V-1' }] });
    expect([409, 428]).toContain(change.status);
  });

  test('an offer is answered in its own session only', async () => {
    await decide();
    const { offer } = ((await (await act('offer', 1, '2026-11-03')).json()) as Shown).cases[0]!.candidates[0]!
      .entries;
    const other = await town.ask(admin, 'POST', '/v1/sessions', { vacancies: ['W-1'] });
    const elsewhere = `${other.headers.get('location')}/offers/${offer}/answer`;
    const answered = await town.ask(admin, 'POST', elsewhere, { answer: { answer: 'accepted' } });
    expect(answered.status).toBe(404);
  });

  test('a version that is malformed or stale is refused', async () => {
    const ask = (version: string) =>
      town.app.request(`${session}/decisions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bailleur.id}`,
          'content-type': 'application/json',
          'if-match': version,
        },
        body: JSON.stringify({
          decisions: [
            {
              vacancy: 'V-1',
              number: '999260100000001SIM'.slice(0, 18),
              verdict: { decision: 'attribution' },
            },
          ],
        }),
      });
    expect((await ask('x')).status).toBe(400);
    expect([400, 412]).toContain((await ask('"9"')).status);
  });
});

describe('the register over HTTP', () => {
  test('gives its head and checks itself', async () => {
    await decide();
    const head = (await (await town.ask(admin, 'GET', '/v1/register/head')).json()) as {
      seq: number;
      hash: string;
    };
    expect(head.seq).toBe(4);
    const check = await town.ask(admin, 'GET', `/v1/register/check?head=${head.seq}:${head.hash}`);
    expect(await check.json()).toMatchObject({ sound: true, head: { seq: 4 }, records: 1 });
    const other = await town.ask(admin, 'GET', `/v1/register/check?head=2:${'e'.repeat(64)}`);
    expect(await other.json()).toMatchObject({ sound: false, broken: { seq: 2, fault: 'rewritten' } });
  });

  test('shows a commission to an analyst without a single number', async () => {
    await decide();
    const text = await (await town.ask(analyst, 'GET', `${session}/decisions`)).text();
    expect(text).toContain('attribution avec rang de priorité');
    expect(text).not.toMatch(/999\d{10}[A-Z0-9]{5}/);
  });
});
