import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PricesSchema } from '../../api/http/pricesRoutes.ts';
import { ShortlistSchema } from '../../api/http/schemas.ts';
import { openStore } from '../../api/store/openStore.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { refused } from '../support/townCli.ts';

const folder = await aFolder();
const data = ['--data', folder.path('town')] as const;
const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };

beforeAll(async () => {
  const store = await openStore(folder.path('town'), { territory: 'mel-2016', referenceDay: null });
  for (const kind of ['dwellings', 'demands', 'vacancies', 'allocations'] as const)
    await store.commit(kind, MEETING_TOWN[kind] as never, origin);
  await store.close();
});
afterAll(() => folder.remove());

const list = async (...args: readonly string[]) => {
  const ran = await precal(['shortlist', 'V-1', ...args, ...data, '--json']);
  expect(ran.code, ran.err).toBe(0);
  return ShortlistSchema.parse(JSON.parse(ran.out));
};

describe('before any price', () => {
  test('a list is the method’s, and says so', async () => {
    const shown = await list();
    expect(shown.order).toMatchObject({ by: 'method', prices: null });
    expect(shown.order.text).toMatch(/la méthode seule.*precal prices refresh/);
    expect(shown.candidates[0]!.priced).toBeUndefined();
  });
  test('there is none to show', () => refused(['prices', 'show', ...data], /Aucun prix.*prices refresh/));
  test('two orders are refused', () =>
    refused(['shortlist', 'V-1', '--with-targets', '--method-only', ...data], /un seul ordre/));
  test('a hash that is not kept is refused', () =>
    refused(['shortlist', 'V-1', '--prices', 'abc', ...data], /Aucun prix n’est gardé/));
  test('--help says both orders', async () => {
    const { out } = await precal(['shortlist', '--help']);
    expect(out).toMatch(/--with-targets[\s\S]*--method-only[\s\S]*--prices/);
  });
});

describe('prices', () => {
  test('refresh, then show; a list takes them in by default', async () => {
    const made = await precal(['prices', 'refresh', ...data]);
    expect(made.code, made.err).toBe(0);
    expect(made.out).toMatch(
      /Prix des objectifs au 2 novembre 2026.*6\slogements[\s\S]*OBJECTIFS ONT UN PRIX/,
    );
    for (const line of made.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(made.out).not.toMatch(/999\d{15}|undefined|\[object/);
    const shown = PricesSchema.parse(JSON.parse((await precal(['prices', 'show', ...data, '--json'])).out));
    expect(shown).toMatchObject({ freshness: 'fresh', vacancies: 6, open: 6 });
    for (const { pricePoints, penaltyPoints } of shown.rows) {
      expect(pricePoints).toBeGreaterThan(0);
      expect(pricePoints).toBeLessThanOrEqual(penaltyPoints);
    }
    const priced = await list();
    expect(priced.order).toMatchObject({ by: 'prices', prices: { hash: shown.hash, vacancies: 6 } });
    const alone = await list('--method-only');
    expect(alone.order.text).toMatch(/comme demandé/);
    expect(alone.candidates.every(({ priced: value }) => value === undefined)).toBe(true);
    for (const { priced: value, score } of priced.candidates) {
      expect(value!.text).toContain('aux prix des objectifs');
      expect(score.points).toBeLessThanOrEqual(value!.value + 60);
    }
    expect(await list('--prices', shown.hash)).toMatchObject({
      candidates: priced.candidates.map(({ number }) => ({ number })),
      order: { notices: expect.arrayContaining(['Prix demandés par leur empreinte.']) },
    });
    const text = await precal(['shortlist', 'V-1', '--fragility', ...data]);
    expect(text.out).toMatch(
      /Ordre\s:\spoints de la méthode, et objectifs\s+aux\s+prix\s+du\s+plan\s+du\s+mois/,
    );
    expect(text.out).toMatch(/Valeur\s+[\d,]+\spoints? aux prix des objectifs/);
    expect(text.out).toMatch(new RegExp(`prix ${shown.hash.slice(0, 16)}`));
    expect(text.out).not.toMatch(/undefined|\[object|NaN/);
    const first = priced.candidates[0]!.number;
    expect((await precal(['shortlist', 'V-1', '--demand', first, ...data])).out).toMatch(
      /Proposée au rang 1[\s\S]*Valeur/,
    );
  });
  test('once the data change, a list says that they are old; --with-targets makes others first', async () => {
    const store = await openStore(folder.path('town'), null);
    await store.commit('vacancies', [{ ...MEETING_TOWN.vacancies[0], id: 'V-9' }] as never, origin);
    await store.close();
    expect((await list()).order.notices.join()).toMatch(/ont changé depuis ces prix/);
    const fresh = await list('--with-targets');
    expect(fresh.order.prices?.vacancies).toBe(7);
    expect(fresh.order.notices.join()).not.toMatch(/ont changé/);
  });
});
