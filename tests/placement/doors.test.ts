import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rightOf } from '../../api/auth/rights.ts';
import { PlacementsSchema } from '../../api/http/placements.ts';
import { MAX_HOUSEHOLDS } from '../../api/service/placements.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { app, problemOf } from '../support/http.ts';
import { words } from '../support/notices.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

const listOf = async (name: string, lines: readonly string[]): Promise<string> => {
  await writeFile(town.path(name), lines.join('\n'));
  return town.path(name);
};

describe('precal placement', () => {
  test('says the dwellings, each criterion, the rank on the list, and what is expected', async () => {
    const { code, out, err } = await precal(['placement', aNumber(2), ...town.data]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const said of [
      /CHEZ TOUS LES BAILLEURS : 2 LOGEMENTS LIBRES/,
      /1\. Logement V-1 : T2 de 45 m²/,
      /Souhaits commune citée, souhaits respectés/,
      /Services à portée non renseignés/,
      /Rang sur sa liste 2e sur 7 selon la méthode/,
      /Commune souhaitée : 4 logements écartés/,
      /Type de logement souhaité : 1 logement écarté/,
      /Roubaix, T2 : 1 mois : moins de 0,1 attendu/,
      /Estimation, non une promesse/,
      /les instances et les commissions décident/,
    ])
      expect(words(out)).toMatch(said);
    expect(out).not.toMatch(/undefined|NaN|\[object/);
  });

  test('several households: conflicts and a repartition, in the published shape', async () => {
    const file = await listOf('menages.txt', [
      `\uFEFF${aNumber(1)}`,
      '',
      ` ${aNumber(2)} `,
      aNumber(3),
      aNumber(1),
    ]);
    const ran = await precal(['placement', '--numbers-file', file, ...town.data, '--json']);
    expect(ran, ran.err).toMatchObject({ code: 0, err: '' });
    const body = PlacementsSchema.parse(JSON.parse(ran.out));
    expect(body.placements.map(({ number }) => number)).toEqual([1, 2, 3].map(aNumber));
    expect(body.together!.conflicts).toMatchObject([{ vacancy: 'V-1', numbers: [1, 2, 3].map(aNumber) }]);
    expect(body.together!.proof.status).toBe('optimal');
    expect(new Set(body.together!.proposals.map(({ vacancy }) => vacancy))).toEqual(
      new Set(['V-1', 'V-7', null]),
    );
    const text = await precal(['placement', '--numbers-file', file, ...town.data]);
    expect(words(text.out)).toMatch(
      /ENSEMBLE - Logement V-1 : premier choix de 3 ménages, un seul peut l’avoir\./,
    );
  });

  test('shows as many as asked, and says how many are left', async () => {
    const { out } = await precal(['placement', aNumber(2), ...town.data, '--limit', '1']);
    expect(words(out)).toMatch(/… et 1 autre : --limit en montre davantage/);
  });

  test('beyond wishes, what was not asked for comes last and is said', async () => {
    const ran = await precal(['placement', aNumber(2), ...town.data, '--beyond-wishes', '--json']);
    const body = PlacementsSchema.parse(JSON.parse(ran.out));
    const wishes = body.placements[0]!.groups[0]!.options.map(
      ({ criteria }) => criteria.find(({ criterion }) => criterion === 'wish')!.level,
    );
    expect(wishes).toEqual(['named', 'named', 'beyond', 'beyond', 'beyond', 'beyond']);
  });

  test('same question, same bytes', async () => {
    const ask = () => precal(['placement', aNumber(2), ...town.data, '--json']);
    expect((await ask()).out).toBe((await ask()).out);
  });

  test('nobody named', () => refused(['placement', ...town.data], /^Aucun ménage n’est donné/));
  test('a number and a file', async () => {
    const file = await listOf('un.txt', [aNumber(1)]);
    await refused(['placement', aNumber(1), '--numbers-file', file, ...town.data], /pas les deux/);
  });
  test('a number that is not there, which is not repeated', async () => {
    const ran = await refused(['placement', aNumber(77), ...town.data], /n’est pas dans le vivier/);
    expect(ran.err).not.toContain(aNumber(77));
  });
  test('lines that are not there, each by its place', async () => {
    const file = await listOf('faux.txt', [aNumber(1), aNumber(77), '', 'zz']);
    const ran = await refused(['placement', '--numbers-file', file, ...town.data], /ligne 2 :/);
    expect(ran.err).toMatch(/ligne 4 :/);
    expect(ran.err).not.toContain(aNumber(77));
  });
  test('a file that cannot be read', () =>
    refused(['placement', '--numbers-file', town.path('absent.txt'), ...town.data], /ne peut pas être lu/));
});

describe('POST /v1/placements', () => {
  const ask = (body: unknown) =>
    app.request('/v1/placements', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('answers in the published shape, and nothing beside it', async () => {
    const response = await ask({ numbers: [aNumber(2), aNumber(3)], limit: 3 });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await response.json();
    expect(PlacementsSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ placements: [{ number: aNumber(2) }, { number: aNumber(3) }] });
  });
  test('one household: nothing together', async () => {
    const body = PlacementsSchema.parse(await (await ask({ numbers: [aNumber(2)] })).json());
    expect(body.together).toBeNull();
  });
  test('a number that is not there is a 404 that does not repeat it', async () => {
    const problem = await problemOf(await ask({ numbers: [aNumber(2), aNumber(77)] }), 404);
    expect(problem).toMatchObject({ code: 'demand.unknown', issues: [{ path: 'numbers[1]' }] });
    expect(JSON.stringify(problem)).not.toContain(aNumber(77));
  });
  test.each([
    ['nobody', { numbers: [] }],
    ['too many', { numbers: Array.from({ length: MAX_HOUSEHOLDS + 1 }, (_, i) => aNumber(i)) }],
    ['a limit of nothing', { numbers: [aNumber(2)], limit: 0 }],
  ])('%s: 400', async (_, body) => {
    expect(await problemOf(await ask(body), 400)).toMatchObject({ code: 'request.field.invalid' });
  });
  test('a weighting is no order', async () => {
    const problem = await problemOf(await ask({ numbers: [aNumber(2)], method: 'absente' }), 400);
    expect(problem.code).toBe('method.unknown');
  });
  test('open to who sees every landlord’s dwellings, and to nobody else', () => {
    expect(rightOf('POST', '/v1/placements')!.scopes).toEqual({
      bailleur: 'none',
      commune: 'none',
      reservataire: 'none',
      coordination: 'all',
      analyst: 'none',
      admin: 'all',
    });
  });
});

test('more households than one question takes are refused from a file too', async () => {
  const { placementsOf } = await import('../../api/service/placements.ts');
  const numbers = Array.from({ length: MAX_HOUSEHOLDS + 1 }, (_, i) => aNumber(i));
  const question = { numbers, method: null, seed: 1, beyondWishes: false };
  await expect(placementsOf({} as never, question)).rejects.toMatchObject({
    issues: [{ code: 'placement.too-many', received: '201', expected: '200' }],
  });
});
