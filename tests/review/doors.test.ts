import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/http/app.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { PRINCIPALS } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { precal } from '../support/commandLine.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { aGuard } from '../support/guard.ts';
import { problemOf, rules } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

describe('precal bilan', () => {
  let town: TownFolder;
  beforeAll(async () => {
    town = await aTownFolder();
  });
  afterAll(() => town.remove());

  test('the last whole year, in words and in JSON', async () => {
    const text = await precal(['bilan', ...town.data]);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/Bilan annuel des attributions, 2025, par commune/);
    const json = await precal([
      'bilan',
      ...town.data,
      '--from',
      '2024',
      '--years',
      '3',
      '--by',
      'quartier',
      '--json',
    ]);
    expect(JSON.parse(json.out)).toMatchObject({
      by: 'quartier',
      years: [{ year: 2024 }, {}, { year: 2026 }],
    });
  });

  test('as a file, with each definition', async () => {
    const file = town.path('bilan.csv');
    const ran = await precal(['bilan', ...town.data, '--out', file]);
    expect(ran).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).toMatch(
      /Attributions décidées.*Logements attribués par une commission/,
    );
    await refused(['bilan', ...town.data, '--out', file], /existe déjà/);
    await precal(['bilan', ...town.data, '--out', town.path('bilan.xlsx')]);
    expect(existsSync(town.path('bilan.xlsx'))).toBe(true);
  });

  test.each([
    [['--year', '2025', '--from', '2024'], /entre une année \(year\) et plusieurs/],
    [['--years', '3'], /years seul ne dit pas lesquelles/],
    [
      ['--from', '2025', '--years', '3'],
      /L’année 2027 n’a pas commencé : le bilan s’arrête au plus tard à 2026/,
    ],
    [['--year', '2027'], /--year : « 2027 » reçu/],
    [
      ['--by', 'residence'],
      /--by : « residence » reçu\. Choix possibles : quartier, commune, bailleur, contingent/,
    ],
  ])('%s is refused', async (options, says) => {
    await refused(['bilan', ...town.data, ...options], says);
  });
});

describe('GET /v1/bilans', () => {
  const OTHER = { bailleur: 'vilogia', commune: '59350' };
  const store = new MemoryStore({
    dwellings: [aDwelling('L-1'), aDwelling('M-1', OTHER)],
    allocations: [
      ...Array.from({ length: 12 }, (_, i) =>
        anAllocation('L-1', {
          demand: aNumber(100 + i),
          contingent: i < 7 ? 'COLTER' : 'PPRIOR',
          decidedOn: `2025-03-${10 + i}`,
        }),
      ),
      ...Array.from({ length: 3 }, (_, i) =>
        anAllocation('M-1', {
          demand: aNumber(200 + i),
          contingent: 'PPRIOR',
          decidedOn: `2025-03-${10 + i}`,
        }),
      ),
    ],
  });
  const app = createApp(
    new WorkspaceCache({ store, rules, today: () => TODAY }),
    aGuard({}, Object.values(PRINCIPALS)),
  );
  const ask = (who: keyof typeof PRINCIPALS, query = '') =>
    app.request(`/v1/bilans${query}`, { headers: { authorization: `Bearer ${PRINCIPALS[who].id}` } });
  const decided = async (who: keyof typeof PRINCIPALS, query = '') => {
    const { whole, rows } = (await (await ask(who, query)).json()) as {
      whole: { years: { decided: { value: number | null } }[] };
      rows: { label: string; years: { decided: { value: number | null } }[] }[];
    };
    return {
      whole: whole.years[0]!.decided.value,
      rows: rows.map(({ label, years }) => [label, years[0]!.decided.value]),
    };
  };

  test('who coordinates sees everything', async () => {
    expect(await decided('coordination')).toEqual({
      whole: 15,
      rows: [
        ['Lille', 3],
        ['Roubaix', 12],
      ],
    });
    expect(await decided('admin', '?by=bailleur&year=2025')).toMatchObject({ whole: 15 });
  });

  test('who has something of its own sees that, named', async () => {
    expect(await decided('bailleur')).toEqual({ whole: 12, rows: [['Roubaix', 12]] });
    expect(await decided('commune', '?by=bailleur')).toMatchObject({ whole: 12 });
    expect(await decided('reservataire')).toMatchObject({ whole: 7 });
    const { title } = (await (await ask('bailleur')).json()) as { title: string };
    expect(title).toMatch(/par commune : Lille Métropole Habitat$/);
  });

  test('a commune is given no flow: it is a landlord’s', async () => {
    const flows = async (who: keyof typeof PRINCIPALS) =>
      ((await (await ask(who, '?by=contingent')).json()) as { flows: unknown[] }).flows.length;
    expect(await flows('bailleur')).toBeGreaterThan(0);
    expect(await flows('commune')).toBe(0);
  });

  test('an analyst sees no small count, even after somebody who does', async () => {
    await decided('admin');
    expect(await decided('analyst')).toEqual({ whole: 15, rows: [['Petits effectifs, réunis (2)', 15]] });
  });

  test('as a table', async () => {
    const answer = await ask('coordination', '?format=csv');
    expect(answer.headers.get('content-disposition')).toMatch(/bilan-2025-commune\.csv/);
    expect(await answer.text()).toMatch(/Lieu;Code;Année/);
  });

  test('more years than can be counted are refused', async () => {
    expect(await problemOf(await ask('admin', '?from=2025&years=3'), 400)).toMatchObject({
      code: 'bilan.years-ahead',
    });
    expect(await problemOf(await ask('admin', '?year=2025&from=2024'), 400)).toMatchObject({
      code: 'bilan.years-both',
    });
    expect(await problemOf(await ask('admin', '?years=2'), 400)).toMatchObject({ code: 'bilan.years-alone' });
  });
});
