import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { TOWN_DEMANDS } from '../support/town.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
const file = (name: string) => town.path(name);

beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

describe('precal import', () => {
  const into = (name: string) => ['--data', file(name)];

  test('everything kept: 0, and once more changes nothing', async () => {
    const first = await precal(['import', file('demandes.csv'), ...into('once')]);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/9\u00a0lignes lues, 9\u00a0ajouts/);
    const second = await precal(['import', file('demandes.csv'), ...into('once')]);
    expect(second.code).toBe(0);
    expect(second.out).toMatch(/0\u00a0ajout,.*9\u00a0déjà connues/);
  });

  test('a row refused: 3, and the refusal file, once mended, is imported', async () => {
    const text = await readFile(file('demandes.csv'), 'utf8');
    const broken = text.replace(aNumber(5), '12AB');
    await writeFile(file('avec-faute.csv'), broken);
    const ran = await precal(['import', file('avec-faute.csv'), ...into('mended')]);
    expect(ran.code).toBe(3);
    expect(ran.out).toMatch(/8\u00a0ajouts.*1\u00a0refusée/);
    expect(ran.out).toContain('avec-faute.refus.csv');
    expect(ran.out + ran.err).not.toContain('12AB');
    const refusals = await readFile(file('avec-faute.refus.csv'), 'utf8');
    expect(refusals).toContain('12AB');
    await writeFile(file('corrige.csv'), refusals.replace('12AB', aNumber(5)));
    const again = await precal(['import', file('corrige.csv'), ...into('mended')]);
    expect(again.out + again.err).toMatch(/1\u00a0ajout/);
    expect(again.code).toBe(0);
    expect(await (await openStore(file('mended'), null)).all('demands')).toEqual(TOWN_DEMANDS);
  });

  test('--refusals names the file, --json gives codes and lines without a value', async () => {
    await writeFile(
      file('faute.csv'),
      (await readFile(file('demandes.csv'), 'utf8')).replace(aNumber(5), '12AB'),
    );
    const ran = await precal([
      'import',
      file('faute.csv'),
      ...into('json'),
      '--refusals',
      file('mes-refus.csv'),
      '--json',
    ]);
    expect(ran.code).toBe(3);
    const report = JSON.parse(ran.out) as {
      counts: object;
      refusals: { line: number }[];
      refusalsFile: string;
    };
    expect(report).toMatchObject({
      kind: 'demands',
      counts: { rows: 9, accepted: 8, refused: 1 },
      refusalsFile: file('mes-refus.csv'),
    });
    expect(report.refusals).toHaveLength(1);
    expect(ran.out).not.toContain('12AB');
    expect(await readdir(town.path())).toContain('mes-refus.csv');
  });

  test.each([
    ['an empty file', 'vide.csv', '', /vide/],
    ['a file of another kind', 'autre.csv', 'a;b\n1;2\n', /./],
  ])('%s: 1, and nothing is imported', async (_, name, content, says) => {
    await writeFile(file(name), content);
    const ran = await precal(['import', file(name), ...into('fatal')]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/Rien n’est importé/);
    expect(ran.out).toMatch(says);
    expect(await (await openStore(file('fatal'), null)).all('demands')).toEqual([]);
  });

  test('a file that is not there: 1, and no folder is made', async () => {
    await refused(['import', file('absent.csv'), ...into('nowhere')], /absent\.csv.*ne peut pas être lu/);
    expect(await readdir(town.path())).not.toContain('nowhere');
  });

  test('a mapping renames the columns of another file', async () => {
    const text = (await readFile(file('demandes.csv'), 'utf8')).replace('Numéro unique', 'NUR');
    await writeFile(file('nur.csv'), text);
    await writeFile(file('nur.yaml'), 'columns:\n  number: NUR\n');
    expect(
      (await precal(['import', file('nur.csv'), '--mapping', file('nur.yaml'), ...into('mapped')])).code,
    ).toBe(0);
  });
  test.each([
    ['that is not there', null, /ne peut pas être lu/],
    ['that is not YAML', 'columns: [', /mapping\.yaml|ligne 1|YAML/],
    ['that names an unknown field', 'columns:\n  numero: NUR\n', /ligne 2/],
  ])('a mapping %s', async (_, content, says) => {
    const name = `mapping-${content === null ? 'absent' : content.length}.yaml`;
    if (content !== null) await writeFile(file(name), content);
    await refused(['import', file('demandes.csv'), '--mapping', file(name), ...into('unmapped')], says);
  });

  test('what the command line gets wrong is said before a folder is made', async () => {
    const args = ['import', file('demandes.csv'), ...into('never')];
    await refused([...args, '--kind', 'voitures'], /--kind : « voitures ».*demands, dwellings/);
    await refused([...args, '--format', 'ods'], /--format.*auto, csv, xlsx, jsonl, sne, rpls/);
    await refused([...args, '--format', 'rpls'], /--format.*precal stock/);
    await refused([...args, '--sheet', 'Feuil1'], /--sheet.*classeur xlsx/);
    await refused([...args, '--encoding', 'latin'], /--encoding.*windows-1252/);
    await refused([...args, '--territory', 'nulle-part'], /Aucun territoire.*mel-2016/);
    expect(await readdir(town.path())).not.toContain('never');
  });
  test('the SNE format carries demands only', async () => {
    await refused(
      ['import', file('logements.csv'), '--kind', 'dwellings', '--format', 'sne', ...into('sne')],
      /ne porte que des demandes/,
    );
  });
  test('a folder made for a territory keeps it', async () => {
    await openStore(file('ailleurs'), { territory: 'ailleurs', referenceDay: null });
    await refused(
      ['import', file('demandes.csv'), '--territory', 'mel-2016', ...into('ailleurs')],
      /territoire « ailleurs »/,
    );
    await refused(
      ['import', file('demandes.csv'), ...into('ailleurs')],
      /Aucun territoire ne s’appelle « ailleurs »/,
    );
  });
  test('the folder can come from the environment', async () => {
    const ran = await precal(['import', file('demandes.csv')], {
      variables: { PRECAL_DATA: file('by-variable') },
    });
    expect(ran.code).toBe(0);
    expect(await readdir(town.path())).toContain('by-variable');
  });
  test('on a terminal, progress rewrites its line', async () => {
    const ran = await precal(['import', file('demandes.csv'), ...into('terminal')], { interactive: true });
    expect(ran.err).toMatch(/\r.*100 %/s);
    expect(ran.err.endsWith('9\u00a0demandes\n')).toBe(true);
  });
});
