import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import {
  isPseudonym,
  numbersIn,
  openPseudonyms,
  Pseudonyms,
  replaceNumbers,
} from '../../api/auth/pseudonym.ts';
import { numberBorder } from '../../api/http/numbers.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import type { PersonalRead } from '../../api/store/readTrail.ts';
import { aNumber } from '../support/demands.ts';
import { aGuard, PSEUDONYMS } from '../support/guard.ts';
import { rules } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { MINE, PRINCIPALS, served } from './twoBailleurs.ts';

const number = aNumber(1);

test('the decimals of a figure are no number', () => {
  const text = '{"share":0.041234567890112345,"number":"x"}';
  expect(replaceNumbers(text, () => 'PS')).toEqual({ text, numbers: new Set() });
});

describe('a pseudonym', () => {
  test('is always the same, tells nothing of the number, and depends on the key', () => {
    const pseudonym = PSEUDONYMS.of(number);
    expect(isPseudonym(pseudonym)).toBe(true);
    expect(PSEUDONYMS.of(number)).toBe(pseudonym);
    expect(PSEUDONYMS.of(aNumber(2))).not.toBe(pseudonym);
    expect(new Pseudonyms(new Uint8Array(32).fill(8)).of(number)).not.toBe(pseudonym);
    expect(replaceNumbers(pseudonym, () => '').numbers.size).toBe(0);
  });
  test('a key of another length is refused', () => {
    expect(() => new Pseudonyms(new Uint8Array(31))).toThrow('32');
  });
  test('leads back to its number, among the demands given', () => {
    const numbers = [1, 2, 3].map((i) => aNumber(i));
    const snapshot = {};
    const back = (text: string) => PSEUDONYMS.numberOf(text, snapshot, () => numbers);
    for (const each of numbers) expect(back(PSEUDONYMS.of(each))).toBe(each);
    expect(back(PSEUDONYMS.of(aNumber(4)))).toBeNull();
  });
  test('ten thousand are ten thousand', () => {
    const made = Array.from({ length: 10_000 }, (_, i) => PSEUDONYMS.of(aNumber(i)));
    expect(new Set(made).size).toBe(10_000);
    expect(made.every(isPseudonym)).toBe(true);
  });
});

describe('numbers in a text', () => {
  const shown = (text: string) => replaceNumbers(text, () => '#').text;
  test.each([
    [`Demande ${number}, sortie`, 'Demande #, sortie'],
    [`« ${number} »`, '« # »'],
    [`<td>${number}</td>`, '<td>#</td>'],
    [`?n=${number}&x`, '?n=#&x'],
    [`_${number}_`, '_#_'],
    [JSON.stringify(`a\n${number}\t${number}`), '"a\\n#\\t#"'],
    [`"\\u00e9${number}"`, '"\\u00e9#"'],
    [`${number}${number}`, `${number}${number}`],
    [`x${number}`, `x${number}`],
    ['9'.repeat(64), '9'.repeat(64)],
    [`999${'13'.repeat(2)}000001${'AAAAA'}`, `999${'13'.repeat(2)}000001${'AAAAA'}`],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
    // Counted alone, they are those that would have been replaced.
    expect(numbersIn(text).size).toBe(replaceNumbers(text, (n) => n).numbers.size);
    expect(numbersIn(text).size > 0).toBe(text !== expected);
  });
  test('each different one is told once', () => {
    const { numbers } = replaceNumbers(`${number} ${aNumber(2)} ${number}`, (n) => n);
    expect([...numbers]).toEqual([number, aNumber(2)]);
    expect([...numbersIn(`${number} ${aNumber(2)} ${number}`)]).toEqual([number, aNumber(2)]);
  });
  test('none gets through JSON, whatever surrounds it', () => {
    let applicable = 0;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        if (/[0-9A-Za-z]$/.test(before) || /^[0-9A-Za-z]/.test(after)) return;
        applicable += 1;
        const text = JSON.stringify({ text: `${before}${number}${after}` });
        const { text: replaced } = replaceNumbers(text, () => 'PS');
        expect(replaced).not.toContain(number);
        expect(JSON.parse(replaced)).toEqual({ text: `${before}PS${after}` });
      }),
      { seed: 4, numRuns: 500 },
    );
    expect(applicable).toBeGreaterThan(100);
  });
});

describe('the key of an installation', () => {
  test('is drawn once, and kept', async () => {
    const keys = new MemoryStore({}).collection('keys');
    const drawn = await openPseudonyms(keys);
    expect((await openPseudonyms(keys)).of(number)).toBe(drawn.of(number));
    const elsewhere = await openPseudonyms(new MemoryStore({}).collection('keys'));
    expect(elsewhere.of(number)).not.toBe(drawn.of(number));
  });
  test('drawn by two processes at once, is one', async () => {
    const keys = new MemoryStore({}).collection('keys');
    const [one, two] = await Promise.all([openPseudonyms(keys), openPseudonyms(keys)]);
    expect(one.of(number)).toBe(two.of(number));
  });
  test('that cannot be read is said', async () => {
    const keys = new MemoryStore({}).collection('keys');
    await keys.save({ id: 'pseudonyms', version: 1, document: { key: 'x' } }, 0);
    await expect(openPseudonyms(keys)).rejects.toThrow('store.damaged');
  });
});

describe('the border of numéros uniques', () => {
  const shortlist = async (who: keyof typeof PRINCIPALS) => {
    const response = await served().ask(PRINCIPALS[who], 'POST', '/v1/shortlists', { vacancy: MINE.vacancy });
    expect(response.status).toBe(200);
    return (await response.json()) as { candidates: { number: string }[] };
  };
  test('a bailleur and the administrator read numbers, the others the pseudonyms of the same', async () => {
    const [bailleur, admin] = [await shortlist('bailleur'), await shortlist('admin')];
    expect(bailleur).toEqual(admin);
    for (const who of ['commune', 'reservataire', 'coordination', 'analyst'] as const) {
      const hidden = await shortlist(who);
      expect(hidden.candidates.map(({ number }) => number)).toEqual(
        admin.candidates.map(({ number }) => PSEUDONYMS.of(number)),
      );
    }
  });
  test('a pseudonym is taken for its number', async () => {
    const { ask } = served();
    const body = (n: string) => ({ number: n });
    const given = await ask(
      PRINCIPALS.coordination,
      'POST',
      '/v1/demand-explanations',
      body(PSEUDONYMS.of(household(1))),
    );
    expect(await given.json()).toMatchObject({ number: PSEUDONYMS.of(household(1)) });
    const clear = await ask(
      PRINCIPALS.bailleur,
      'POST',
      '/v1/demand-explanations',
      body(PSEUDONYMS.of(household(1))),
    );
    expect(await clear.json()).toMatchObject({ number: household(1) });
  });
  test('one that nobody has is a demand that is not there', async () => {
    const response = await served().ask(PRINCIPALS.coordination, 'POST', '/v1/demand-explanations', {
      number: PSEUDONYMS.of(aNumber(4242)),
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'demand.unknown', issues: [{ path: 'number' }] });
  });
  test('who reads pseudonyms does not send numbers: it would learn whose each one is', async () => {
    const response = await served().ask(PRINCIPALS.coordination, 'POST', '/v1/demand-explanations', {
      number: household(1),
    });
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'auth.number-clear', issues: [{ path: 'number' }] });
    expect(text).not.toContain(household(1));
  });
  test.each([
    ['analyst', 403, 0],
    ['admin', 200, 1],
  ] as const)('a file that is no text, for %s', async (who, status, reads) => {
    const read: PersonalRead[] = [];
    const guard = aGuard({ onPersonalRead: (each) => void read.push(each) });
    const cache = new WorkspaceCache({ store: new MemoryStore({}), rules, today: () => TODAY });
    const app = new Hono();
    app.use(async (context, next) => {
      context.set('authenticated', { principal: PRINCIPALS[who], by: 'bearer' });
      await next();
    });
    app.use(numberBorder(guard, cache));
    app.get('/file', (context) => context.body(household(1), 200, { 'content-type': 'application/zip' }));
    const response = await app.request('/file');
    expect(response.status).toBe(status);
    expect((await response.text()).includes(household(1))).toBe(status === 200);
    if (status === 403) expect(response.headers.get('content-type')).toMatch(/problem/);
    expect(read).toMatchObject(Array.from({ length: reads }, () => ({ households: null, clear: true })));
  });
  test('the page of a vacancy too', async () => {
    const { ask } = served();
    const path = `/logements/${MINE.vacancy}`;
    const hidden = await (await ask(PRINCIPALS.commune, 'GET', path)).text();
    expect(hidden).toContain(PSEUDONYMS.of(household(1)));
    expect(hidden).not.toContain(household(1));
    expect(await (await ask(PRINCIPALS.bailleur, 'GET', path)).text()).toContain(household(1));
  });
});
