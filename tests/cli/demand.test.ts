import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NoticeSchema } from '../../api/http/noticeSchema.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
  // Twenty-two former demands of March 2024 were housed in a T2 of Roubaix.
  const rows = Array.from(
    { length: 22 },
    (_, i) =>
      `L-1;2025-09-01;2025-10-${String(i + 1).padStart(2, '0')};9992403${String(i + 1).padStart(6, '0')}SIM01;1`,
  );
  const file = town.path('attributions.csv');
  await writeFile(
    file,
    ['Identifiant du logement;Date de décision;Date du bail;Numéro unique;Rang', ...rows, ''].join('\n'),
  );
  const ran = await precal(['import', file, '--kind', 'allocations', ...town.data]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
});
afterAll(() => town.remove());

const json = async (...args: string[]) => {
  const ran = await precal(['demand', ...args, ...town.data, '--json']);
  expect(ran, ran.err).toMatchObject({ code: 0, err: '' });
  return NoticeSchema.strict().parse(JSON.parse(ran.out));
};

describe('precal demand', () => {
  test('explains a demand to its household, in text', async () => {
    const { code, out, err } = await precal(['demand', aNumber(3), ...town.data]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Précal : votre demande 9992601000003SIM01, au 2 novembre 2026\n/);
    for (const title of ['VOTRE COTATION', 'VOTRE POSITION ET L’ATTENTE', 'COMMENT LE CALCUL A ÉTÉ FAIT'])
      expect(out).toContain(title);
    expect(out).toMatch(/Roubaix, T2\n +Position +3e sur 7.demandes semblables/);
    expect(out).not.toMatch(/undefined|null|NaN/);
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  });
  test('--json gives the same figures, in the published shape', async () => {
    const notice = await json(aNumber(3));
    expect(notice).toMatchObject({
      number: aNumber(3),
      simulated: false,
      validity: { valid: true },
      method: { id: 'ar-habitat', seed: 1 },
      places: [{ commune: '59512', typology: 'T2', position: { rank: 3, of: 7 } }],
      wait: { from: '2025-10-01', to: '2026-11-02' },
    });
    const sum = notice.score.contributions.reduce((total, c) => total + c.points, 0);
    expect(sum).toBeCloseTo(notice.score.points, 9);
  });
  test('the leases imported are the ones counted, beside the demands that wait', async () => {
    const { wait, places } = await json(aNumber(3));
    // Eight valid demands wait, seven of them for a T2 of Roubaix.
    expect(wait.territory).toMatchObject({ leases: 22, running: 8 });
    expect(places[0]!.wait).toMatchObject({ leases: 22 });
  });
  test('a demand that was not renewed is told so', async () => {
    const notice = await json(aNumber(9));
    expect(notice.validity.valid).toBe(false);
    expect(notice.places[0]!.position.rank).toBeNull();
  });
  test('another day, another seed, another method', async () => {
    expect(await json(aNumber(3), '--as-of', '2026-11-01')).toMatchObject({
      territory: { asOf: '1er novembre 2026' },
    });
    expect((await json(aNumber(3), '--seed', '9')).algorithm.operations.join(' ')).toContain('(graine 9)');
    expect((await json(aNumber(3), '--method', 'ar-habitat')).method.id).toBe('ar-habitat');
  });
  test('is the same bytes twice', async () => {
    const run = () => precal(['demand', aNumber(1), ...town.data]);
    expect((await run()).out).toBe((await run()).out);
  });
  test.each([
    ['a number that is not in the pool', [aNumber(77)], /n’est pas dans le vivier/],
    ['what is not a number', ['Dupont'], /n’est pas dans le vivier/],
    ['a method that does not exist', [aNumber(1), '--method', 'hasard'], /Aucune méthode ne s’appelle/],
    ['a weighting', [aNumber(1), '--method', 'action-logement'], /est une pondération/],
    ['a seed that is not a number', [aNumber(1), '--seed', 'x'], /--seed/],
    ['a day that is not one', [aNumber(1), '--as-of', 'hier'], /n’est pas une date/],
  ])('%s is refused', async (_, args, says) => {
    const ran = await refused(['demand', ...args, ...town.data], says);
    expect(ran.err).not.toContain(aNumber(77));
    expect(ran.err).not.toContain('Dupont');
  });
  test('without a number it is not understood', async () => {
    await refused(['demand', ...town.data], /Il manque : numero/, 2);
  });
});
