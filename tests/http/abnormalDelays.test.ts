import { beforeAll, describe, expect, test } from 'vitest';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { rules } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { pageHtml, textOf } from '../support/pageText.ts';
import { PROPOSAL } from '../support/territory.ts';

const { admin, bailleur, commune, analyst } = PRINCIPALS;
const API = '/v1/demands/abnormal-delay';
const PAGE = '/territoire/attente/delai-anormal';

/** A town whose territory calls so many months abnormal. */
const after = (months: number | null, changes: Parameters<typeof served>[0] = {}) => {
  const { pack } = rules.territory;
  const norms = { ...pack.norms, abnormalWaitMonths: { months, provenance: PROPOSAL } };
  return served(changes, { ruled: { ...rules, territory: prepareTerritory({ ...pack, norms }) } });
};
interface Delays {
  readonly months: number | null;
  readonly text: string;
  readonly items: readonly { readonly number: string; readonly waitingMonths: number }[];
  readonly total: number;
}
const listOf = async (town: Served, who: Parameters<Served['ask']>[0], query = ''): Promise<Delays> =>
  (await (await town.ask(who, 'GET', `${API}${query}`)).json()) as Delays;

let town: Served;
const reads: { readonly route: string; readonly households: number; readonly clear: boolean }[] = [];
beforeAll(() => {
  // Household 1 filed on 1 January 2010: 202 months.
  town = after(201, {
    onPersonalRead: ({ route, households, clear }) =>
      void reads.push({ route, households: households ?? 0, clear }),
  });
});

describe('GET /v1/demands/abnormal-delay', () => {
  test('those that wait as long, the longest first', async () => {
    const { months, items, total } = await listOf(town, bailleur);
    expect(months).toBe(201);
    expect(items.map(({ number }) => number)).toEqual([household(1), household(2)]);
    expect(items[0]!.waitingMonths).toBe(202);
    expect(total).toBe(2);
  });
  test('by their pseudonyms to who may not read numbers', async () => {
    const { items } = await listOf(town, commune);
    expect(items.map(({ number }) => number)).toEqual([1, 2].map((n) => PSEUDONYMS.of(household(n))));
  });
  test('who reads it is written down, with how many households', async () => {
    const before = reads.length;
    await listOf(town, bailleur, '?limit=1');
    await town.ask(commune, 'GET', `${API}?format=xlsx`);
    expect(reads.slice(before)).toEqual([
      { route: API, households: 1, clear: true },
      { route: API, households: 2, clear: false },
    ]);
  });
  test('the delay is not known: that is said, and nobody is listed', async () => {
    const { months, items, text } = await listOf(after(null), admin);
    expect([months, items]).toEqual([null, []]);
    expect(text).toMatch(/valeur du territoire non renseignée/);
  });
  test('who studies has no list of demands', async () => {
    expect((await town.ask(analyst, 'GET', API)).status).toBe(403);
  });
});

describe('its page', () => {
  const htmlOf = async (of: Served, path: string, who: { readonly id: string } = bailleur) => {
    const response = await of.app.request(path, {
      headers: { authorization: `Bearer ${who.id}`, accept: 'text/html' },
    });
    expect(response.status).toBe(200);
    return pageHtml(response);
  };

  test('lists them, each with its own page by a form, and is read as such', async () => {
    const before = reads.length;
    const html = await htmlOf(town, PAGE);
    expect(textOf(html)).toMatch(new RegExp(`${household(1)} 202 .*${household(2)} 201`));
    expect(html).not.toMatch(/(href|action)="[^"]*999\d/);
    expect(reads.slice(before)).toEqual([{ route: PAGE, households: 2, clear: true }]);
  });
  test('is reached from where the count is shown, by who may open it', async () => {
    expect(await htmlOf(town, '/territoire/attente')).toContain(`href="${PAGE}"`);
    expect(await htmlOf(town, '/territoire/attente', analyst)).not.toContain(PAGE);
  });
  test('nothing leads to it where nobody waits so long', async () => {
    for (const months of [null, 600])
      expect(await htmlOf(after(months), '/territoire/attente')).not.toContain(PAGE);
  });
  test.each([
    [null, 'valeur du territoire non renseignée, aucune demande ne peut être signalée'],
    [600, 'Aucune demande en attente n’a atteint ce délai'],
  ])('a delay of %s months: nobody, and why', async (months, said) => {
    expect(textOf(await htmlOf(after(months), PAGE))).toContain(said);
  });
  test('as a table to keep', async () => {
    const csv = await htmlOf(town, `${PAGE}?format=csv`);
    expect(csv).toContain(`Numéro unique;Attente (mois)\r\n${household(1)};202\r\n`);
  });
});
