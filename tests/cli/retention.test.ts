import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditDocument, auditId } from '../../api/service/disparityDocument.ts';
import { openStore } from '../../api/store/openStore.ts';
import { anAllocation } from '../support/allocations.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { TODAY } from '../support/territory.ts';

let folder: Awaited<ReturnType<typeof aFolder>>;
let data: readonly string[];
const old = { filedOn: '2015-01-01', renewedOn: '2016-01-01', updatedOn: '2016-01-01' };
const origin = { file: 'a.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const one = '{ months: 1, source: délibération du 2 novembre, certainty: official }';

beforeAll(async () => {
  folder = await aFolder();
  data = ['--data', folder.path('données')];
  const store = await openStore(folder.path('données'), { territory: 'mel-2016', referenceDay: null });
  await store.commit('demands', [aDemand(1, old), aDemand(2)], origin);
  await store.commit('dwellings', [aDwelling('L-1')], origin);
  await store.commit(
    'allocations',
    [anAllocation('L-1', { demand: aNumber(3), decidedOn: '2026-08-01' })],
    origin,
  );
  const left = { candidates: 0, gone: 0, outsidePool: 0, leases: 0, leasesGone: 0 };
  const found = { asOf: TODAY, source: 'lists', period: null, left, audit: {} as never } as const;
  const audit = { ...found, at: origin.at, id: auditId(found) };
  await store.collection('disparities').save({ id: audit.id, version: 1, document: auditDocument(audit) }, 0);
  await store.close();
  await writeFile(folder.path('durees.yaml'), `demand: ${one}\ncandidacy: ${one}\nallocation: ${one}\n`);
  await writeFile(folder.path('fausses.yaml'), 'demand: 3\n');
});
afterAll(() => folder.remove());

const said = async (...args: string[]) => {
  const ran = await precal(['retention', ...args, ...data]);
  return { ...ran, out: ran.out.replaceAll(/\s+/g, ' ') };
};

describe('precal retention', () => {
  test('lists who is past durations that are proposals, and erases nobody', async () => {
    const { code, out } = await said();
    expect(code).toBe(0);
    expect(out).toContain('Demande : 24 mois après la fin de sa validité');
    expect(out).toContain('[proposition]');
    expect(out).toContain('1 ménage dépasse toutes les durées, sur 3 ménages dont quelque chose est gardé');
    expect(out).toContain(
      `${aNumber(1)} : demande jusqu’au 2017-01-01 ; à garder au plus jusqu’au 2019-01-01`,
    );
    expect(JSON.parse((await precal(['retention', '--json', ...data])).out)).toMatchObject({
      past: 1,
      erased: null,
    });
  });
  test('with durations of one’s own, for this time, or from now on', async () => {
    const { out } = await said('--durations', folder.path('durees.yaml'));
    expect(out).toContain('délibération du 2 novembre [officiel]');
    expect(out).toContain('2 ménages dépassent toutes les durées');
    expect((await said()).out).toContain('1 ménage dépasse');
    await said('--durations', folder.path('durees.yaml'), '--keep');
    expect((await said()).out).toContain('2 ménages dépassent');
  });
  test('another day may be looked at', async () => {
    expect((await said('--as-of', '2026-09-01')).out).toContain('1 ménage dépasse');
  });
  test.each([
    [['--keep'], '--durations <fichier> --keep'],
    [['--durations', 'absentes.yaml'], 'absentes.yaml'],
  ])('%s is refused', async (args, told) => {
    const { code, err } = await said(...args);
    expect([code, err]).toEqual([1, expect.stringContaining(told)]);
  });
  test('durations that cannot be read are told, with what they should be', async () => {
    const { code, err } = await said('--durations', folder.path('fausses.yaml'));
    expect([code, err]).toEqual([1, expect.stringContaining('months (1 à 600), source, certainty')]);
  });
  test('--studies lists kept computations and what they last, and removes with --apply', async () => {
    const { code, out } = await said('--studies');
    expect(code).toBe(0);
    expect(out).toContain('Essais de méthodes : 36 mois après le jour du calcul');
    expect(out).toContain('[proposition] ; 1 gardé aujourd’hui');
    expect(out).toContain('0 calcul gardé dépasse sa durée, sur 1 gardé en tout');
    const later = await said('--studies', '--as-of', '2030-01-01', '--apply');
    expect(later.out).toContain('à garder au plus jusqu’au 2029-11-02');
    expect(later.out).toContain('Retirés : 1 examen de l’égalité de traitement.');
    const { out: json } = await precal(['retention', '--studies', '--json', ...data]);
    expect(JSON.parse(json)).toMatchObject({ past: 0, studies: [], removed: null });
  });
  test('--studies takes durations of its own', async () => {
    const { code, err } = await said('--studies', '--durations', folder.path('fausses.yaml'));
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining('comparison, simulation, audit, prices, draws'),
    ]);
    await writeFile(
      folder.path('calculs.yaml'),
      ['comparison', 'simulation', 'audit', 'draws'].map((part) => `${part}: ${one}\n`).join('') +
        `prices: ${one.replace('months: 1', 'months: 12')}\n`,
    );
    await said('--studies', '--durations', folder.path('calculs.yaml'), '--keep');
    expect((await said('--studies')).out).toContain('Essais de méthodes : 1 mois après le jour du calcul');
  });
  test('--apply erases them, and the register says so without naming anybody', async () => {
    const { out } = await said('--apply');
    expect(out).toContain('2 ménages effacés : 1 demande détruite ; 1 ligne d’attributions');
    const entries = await precal(['records', 'list', ...data]);
    expect(entries.out.replaceAll(/\s+/g, ' ')).toContain('2 ménages effacés : durée de conservation passée');
    expect(entries.out).not.toContain(aNumber(1));
    expect((await said('--apply')).out).toContain('Rien n’est effacé.');
    expect((await precal(['verify', ...data])).out).toContain('Le registre tient');
  });
});
