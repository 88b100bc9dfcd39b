import { describe, expect, test } from 'vitest';
import { presentDue } from '../../api/present/commission.ts';
import { presentAttention, presentSessionsAhead, presentWaiting } from '../../api/present/overview.ts';
import { KINDS } from '../../api/store/store.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { PRINCIPALS, type Served, served, TOWN } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling, aVacancy } from '../support/demands.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { pageHtml, textOf } from '../support/pageText.ts';
import { TERRITORY, TODAY } from '../support/territory.ts';

type Who = (typeof PRINCIPALS)[keyof typeof PRINCIPALS];
const { admin, bailleur, commune, reservataire, coordination, analyst } = PRINCIPALS;

/** The town of two bailleurs, its dwellings free for a month. */
const FREE = {
  ...TOWN,
  vacancies: TOWN.vacancies.map((vacancy) => ({ ...vacancy, availableOn: '2026-10-01' as IsoDay })),
};
const free = (): Served => served({}, { store: new MemoryStore(FREE) });

const homeOf = async (of: Served, who: Who = admin): Promise<string> => {
  const response = await of.app.request('/', {
    headers: { authorization: `Bearer ${who.id}`, accept: 'text/html' },
  });
  expect(response.status).toBe(200);
  return pageHtml(response);
};

describe('home', () => {
  test('says what waits, with a way into each', async () => {
    const html = await homeOf(free());
    const text = textOf(html);
    expect(text).toContain('4 logements libres attendent une proposition');
    for (const id of ['V-1', 'V-2', 'W-1', 'W-2']) expect(html).toContain(`href="/logements/${id}"`);
    expect(text).toContain('Aucune séance n’attend sa commission');
    expect(text).toContain('Aucune suite n’est attendue');
    expect(text).toContain('Aucun frein n’est calculé');
    expect(html).toContain('href="/territoire/objectifs"');
  });

  test('a session in preparation, then what its commission leaves to do', async () => {
    const town = free();
    const made = await town.ask(admin, 'POST', '/v1/sessions', { vacancies: ['V-1', 'V-2'] });
    const { id, lists } = (await made.json()) as {
      id: string;
      lists: { candidates: { number: string }[]; dwelling: { vacancy: string } }[];
    };
    const before = await homeOf(town);
    expect(before).toContain(`href="/seances/${id}"`);
    expect(textOf(before)).toMatch(/Séance du 2 novembre 2026 : 2 logements/);
    expect(textOf(before)).toContain('2 logements libres attendent');

    const [list] = lists;
    const decided = await town.app.request(`/v1/sessions/${id}/decisions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.id}`,
        'content-type': 'application/json',
        'if-match': made.headers.get('etag')!,
      },
      body: JSON.stringify({
        decisions: [
          {
            vacancy: list!.dwelling.vacancy,
            number: list!.candidates[0]!.number,
            verdict: { decision: 'attribution' },
          },
        ],
      }),
    });
    expect(decided.status, await decided.clone().text()).toBe(200);
    const after = textOf(await homeOf(town));
    expect(after).toContain('1 suite attendue');
    expect(after).toContain('offre à faire');
  });

  test('each sees its own, and no numéro unique is on the page', async () => {
    const town = free();
    for (const who of [bailleur, commune, reservataire]) {
      const html = await homeOf(town, who);
      expect(html).toContain('href="/logements/V-1"');
      expect(html).not.toMatch(/W-\d/);
    }
    for (const who of Object.values(PRINCIPALS)) expect(await homeOf(town, who)).not.toMatch(/999\d{10}/);
    expect(household(1)).toMatch(/^999\d{10}/);
  });

  test('targets are for those who may read them; small counts are withheld from an analyst', async () => {
    const dwellings = [...TOWN.dwellings, ...[1, 2, 3].map((n) => aDwelling(`N-${n}`))];
    const town = served(
      {},
      {
        store: new MemoryStore({
          ...TOWN,
          dwellings,
          allocations: [1, 2, 3].map((n) => anAllocation(`N-${n}`)),
        }),
      },
    );
    expect(textOf(await homeOf(town))).toMatch(/Accord collectif, commune Roubaix 0 %/);
    expect(textOf(await homeOf(town, reservataire))).not.toContain('Objectifs de l’année');
    const seen = textOf(await homeOf(town, analyst));
    expect(seen).toContain('effectif trop petit');
    expect(seen).not.toContain('Accord collectif, commune Roubaix');
  });

  test('the last import of a kind with refused rows, for who may read imports', async () => {
    const store = new MemoryStore(TOWN);
    const origin = { file: 'a.csv', sha256: '0'.repeat(64), at: '2026-11-01T10:00:00.000Z' };
    await store.commit('demands', TOWN.demands, { ...origin, refused: 3 });
    const town = served({}, { store });
    expect(textOf(await homeOf(town))).toContain('Demandes : 3 lignes refusées au dernier import');
    expect(textOf(await homeOf(town, bailleur))).not.toContain('refusées au dernier import');
    await store.commit('demands', TOWN.demands, { ...origin, refused: 0 });
    expect(textOf(await homeOf(town))).not.toContain('refusées au dernier import');
  });

  test('before any data: what to send, and to whom to turn', async () => {
    const town = served({}, { store: new MemoryStore({}) });
    const html = await homeOf(town);
    expect(textOf(html)).toContain('Par où commencer');
    expect(html).toContain('href="/imports"');
    expect(html).toContain('precal import demandes.csv --kind demands');
    const asked = textOf(await homeOf(town, coordination));
    expect(asked).toContain('demandez-les-lui');
    expect(asked).not.toContain('precal import');
    expect(KINDS.length).toBeGreaterThan(3);
  });
});

describe('freed dwellings by age', () => {
  const listed = (days: number) => ({
    vacancy: aVacancy(`V-${days}`, 'L-1') as Vacancy,
    dwelling: aDwelling('L-1') as Dwelling,
    state: { kind: 'waiting', day: TODAY, days, refused: false } as const,
  });
  test.each([
    [30, [1, 0, 0]],
    [31, [0, 1, 0]],
    [91, [0, 1, 0]],
    [92, [0, 0, 1]],
  ])('free for %i days', (days, counts) => {
    expect(presentWaiting(TERRITORY, [listed(days)], 5).ages.map(({ count }) => count)).toEqual(counts);
  });
  test('the first free are shown first', () => {
    const early = { ...listed(5), vacancy: aVacancy('V-9', 'L-1', { availableOn: '2026-01-01' }) };
    const late = { ...listed(5), vacancy: aVacancy('V-1', 'L-1', { availableOn: '2026-02-01' }) };
    const { first } = presentWaiting(TERRITORY, [late, early], 1);
    expect(first.map(({ dwelling }) => dwelling.vacancy)).toEqual(['V-9']);
  });
  test('what is ahead, taken or in a session does not wait', () => {
    const others = [
      { ...listed(1), state: { kind: 'ahead', day: TODAY, days: 3, refused: false } as const },
      { ...listed(1), state: { kind: 'taken' } as const },
    ];
    const { waiting, ahead, first, label } = presentWaiting(TERRITORY, [listed(5), ...others], 5);
    expect([waiting, ahead, first.length]).toEqual([1, 1, 2]);
    expect(label).toMatch(/^logement libre attend une proposition, 1.sera bientôt libre\.$/);
  });
});

describe('what asks for somebody', () => {
  const waiting = presentWaiting(TERRITORY, [], 5);
  const quiet = {
    due: presentDue([], TODAY),
    waiting,
    sessions: [],
    imports: null,
    notices: [],
    delays: null,
    prices: 'fresh' as const,
  };
  test('nothing', () => expect(presentAttention(quiet)).toEqual([]));
  test('an offer whose days passed in silence comes first', () => {
    const due = presentDue(
      [
        {
          kind: 'silence-to-record',
          session: 's',
          vacancy: 'V-1',
          number: null,
          rank: 1,
          offer: 4,
          dueDay: TODAY,
        },
      ],
      TODAY,
    );
    const found = presentAttention({ ...quiet, due, notices: ['Aucun plafond.'] });
    expect(found.map(({ subject, urgent }) => [subject, urgent])).toEqual([
      ['due', true],
      ['data', false],
    ]);
    expect(due.items[0]!.todo).toBe('offre 4 sans réponse depuis le 2 novembre 2026, à noter comme refus');
  });
  test('lists that lack candidates', () => {
    const list = { vacancy: 'V-1', candidates: [], chances: [0.4, 0.2, 0.1] };
    const document = { status: 'proposed', asOf: TODAY, lists: [list] };
    const sessions = presentSessionsAhead([
      { id: 'a', document } as never,
      { id: 'b', document: { ...document, status: 'decided' } } as never,
    ]);
    expect(sessions.map(({ session, incomplete }) => [session, incomplete])).toEqual([['a', 1]]);
    expect(presentAttention({ ...quiet, sessions }).map(({ subject }) => subject)).toEqual(['sessions']);
  });
  test.each([
    ['none', 'Aucun frein n’est calculé'],
    ['stale', 'datent d’avant'],
  ] as const)('prices that are %s', (prices, words) => {
    expect(presentAttention({ ...quiet, prices }).map(({ text }) => text)).toEqual([
      expect.stringContaining(words),
    ]);
  });
  test('dwellings free for more than three months', () => {
    const old = {
      ...waiting,
      ages: [...waiting.ages.slice(0, 2), { label: 'plus de trois mois', count: 2 }],
    };
    expect(presentAttention({ ...quiet, waiting: old })[0]).toMatchObject({
      subject: 'vacancies',
      urgent: true,
    });
  });
});
