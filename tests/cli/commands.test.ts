import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ShortlistSchema } from '../../api/http/schemas.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';
import { aTownFolder, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
const data = () => town.data;

beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

describe('precal vacancies', () => {
  test('lists all, with an identifier each', async () => {
    const { code, out } = await precal(['vacancies', ...data()]);
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(TOWN.vacancies.map((v) => v.id));
  });
  test.each(['Roubaix', 'roubaix', 'ROUBAIX', '59512'])(
    'of one commune, by name or code: %s',
    async (commune) => {
      const ran = await precal(['vacancies', ...data(), '--commune', commune, '--json']);
      expect((JSON.parse(ran.out) as { vacancy: string }[]).map((v) => v.vacancy)).toEqual([
        'V-1',
        'V-2',
        'V-7',
      ]);
    },
  );
  test('none is said', async () => {
    expect((await precal(['vacancies', ...data(), '--commune', 'Hem'])).out).toMatch(/Aucun logement libéré/);
  });
});

describe('precal qualify', () => {
  test('says what the place asks for, with its sources', async () => {
    const { code, out } = await precal(['qualify', 'V-1', ...data()]);
    expect(code).toBe(0);
    expect(out).toMatch(/QUALIFICATION DE L’OFFRE/);
    expect(out).toMatch(/Roubaix/);
    expect(out).toMatch(/source/i);
  });
  test('--json gives the findings', async () => {
    const parsed = JSON.parse((await precal(['qualify', 'V-1', ...data(), '--json'])).out) as {
      dwelling: { vacancy: string };
      qualification: { id: string; text: string }[];
    };
    expect(parsed.dwelling.vacancy).toBe('V-1');
    expect(parsed.qualification.map((f) => f.id)).toEqual(
      expect.arrayContaining(['fragility', 'ceiling', 'refusal-risk']),
    );
  });
});

describe('precal shortlist', () => {
  const json = async (...args: string[]) =>
    ShortlistSchema.parse(JSON.parse((await precal(['shortlist', 'V-1', ...data(), '--json', ...args])).out));

  test('prints the list, and --json the same one in the published shape', async () => {
    const { code, out } = await precal(['shortlist', 'V-1', ...data()]);
    expect(code).toBe(0);
    const list = await json();
    expect(list.candidates.map((c) => c.number)).toEqual([1, 2, 3].map(aNumber));
    expect(list.pool.demands).toBe(9);
    for (const { number } of [...list.candidates, ...list.next]) expect(out).toContain(number);
  });
  test('options do what they say', async () => {
    const list = await json(
      '--size',
      '4',
      '--next',
      '1',
      '--seed',
      '7',
      '--contingent',
      'COLACT',
      '--beyond-wishes',
    );
    expect([list.candidates.length, list.next.length, list.method.seed]).toEqual([4, 1, 7]);
    expect(list.method.weighting).not.toBeNull();
    expect(list.candidates[0]!.number).toBe(aNumber(8));
    expect((await json('--method', 'ar-habitat')).method.id).toBe('ar-habitat');
  });
  test('the day examined can be named: a year later, nobody has renewed', async () => {
    const list = await json('--as-of', '2027-11-02');
    expect(list).toMatchObject({ candidates: [], shortReason: { code: 'insufficient-candidates' } });
    expect(list.territory.asOf).toBe('2 novembre 2027');
  });
  test.each([
    [1, /Proposée au rang 1/],
    [6, /Éligible, classée 6e sur 7/],
    [8, /Non proposée.*Roubaix/],
  ])('--demand says why: %i', async (sequence, says) => {
    const ran = await precal(['shortlist', 'V-1', ...data(), '--demand', aNumber(sequence)]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(says);
    const parsed = JSON.parse(
      (await precal(['shortlist', 'V-1', ...data(), '--demand', aNumber(sequence), '--json'])).out,
    ) as object;
    expect(parsed).toMatchObject({ number: aNumber(sequence), verdict: expect.stringMatching(says) });
  });
  test('--set-aside lists whom a rule sets aside', async () => {
    const ran = await precal(['shortlist', 'V-1', ...data(), '--set-aside', 'commune-wish']);
    expect(ran.out).toContain(aNumber(8));
    expect(ran.out).not.toContain(aNumber(9));
    const parsed = JSON.parse(
      (await precal(['shortlist', 'V-1', ...data(), '--set-aside', 'valid-demand', '--json'])).out,
    ) as object[];
    expect(parsed).toHaveLength(1);
    expect((await precal(['shortlist', 'V-1', ...data(), '--set-aside', 'floor'])).out).toMatch(
      /n’écarte personne/,
    );
    const limited = await precal([
      'shortlist',
      'V-2',
      ...data(),
      '--set-aside',
      'typology-wish',
      '--limit',
      '2',
      '--json',
    ]);
    expect(JSON.parse(limited.out)).toHaveLength(2);
  });
});

describe('precal serve', () => {
  test('serves the data on the day named, and says where', async () => {
    const ran = await precal(['serve', '--port', '0', '--as-of', '2026-10-01', ...data()]);
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/http:\/\/127\.0\.0\.1:43210\/ouvrir\?code=/);
    const [serving] = ran.served;
    expect(serving?.port).toBe(0);
    expect(await (await serving!.app.request('/ready')).json()).toMatchObject({
      asOf: '2026-10-01',
      demands: 9,
    });
  });
  test('without a day, real data are seen today', async () => {
    const { served } = await precal(['serve', ...data()]);
    expect(served[0]?.port).toBe(8080);
    expect(await (await served[0]!.app.request('/ready')).json()).toMatchObject({ asOf: TODAY });
  });
});
