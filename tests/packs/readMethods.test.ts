import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkMethodFile } from '../../api/packs/checkMethod.ts';
import { readMethodFile, readMethods } from '../../api/packs/readMethods.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Content = Record<string, unknown>;
const PUBLISHED = { source: 'écrit pour les tests', certainty: 'proposal' };
const grid = (id: string, when: string, more: Content = {}): Content => ({
  id,
  version: '1',
  label: `Grille ${id}`,
  kind: 'ordering',
  ...PUBLISHED,
  validFrom: '2026-01-01',
  validTo: null,
  groups: [
    {
      id: 'g',
      label: 'groupe g',
      combine: 'sum',
      criteria: [{ id: 'c', label: 'critère c', when, points: 5, ...PUBLISHED }],
    },
  ],
  ...more,
});
const weighting = (id: string, contingent = 'COLACT') =>
  grid(id, 'motive19', { kind: 'weighting', appliesToContingent: contingent });
const folderOf = (...methods: readonly (Content | string)[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'precal-methods-'));
  folders.push(folder);
  methods.forEach((m, i) => {
    writeFileSync(join(folder, `methode-${i}.yaml`), typeof m === 'string' ? m : stringify(m));
  });
  return folder;
};
const DICTIONARY = demandColumns([{ code: 'ICI', label: 'situation d’ici' }]);
const loaded = (folder: string, choice: Parameters<typeof readMethods>[1] = {}) => {
  const read = readMethods(DICTIONARY, { ...choice, folder });
  return read.ok ? [...read.value.keys()] : read.issues.map(({ code, received }) => [code, received]);
};

describe('which methods a territory loads', () => {
  const folder = folderOf(
    grid('partout', 'motive19'),
    grid('ici', 'ICI'),
    grid('ailleurs', 'SITUATION_LA_BAS'),
    grid('pour-sete', 'motive19', { territories: ['sete'] }),
  );
  test('without a list, all those whose columns suffice', () => {
    expect(loaded(folder)).toEqual(['partout', 'ici', 'pour-sete']);
  });
  test('a method that names its territories is for those only', () => {
    expect(loaded(folder, { territory: 'sete' })).toEqual(['partout', 'ici', 'pour-sete']);
    expect(loaded(folder, { territory: 'mel-2016' })).toEqual(['partout', 'ici']);
  });
  test('with a list, those and no other, in its order', () => {
    expect(loaded(folder, { only: ['ici', 'partout'] })).toEqual(['ici', 'partout']);
  });
  test('a method of the list that needs another territory’s columns is refused, with its line', () => {
    const read = readMethods(DICTIONARY, { only: ['ailleurs'], folder });
    expect(read.ok ? [] : read.issues).toMatchObject([
      {
        code: 'formula.unknown-name',
        file: 'methode-2.yaml',
        line: expect.any(Number),
        snippet: 'SITUATION_LA_BAS\n^^^^^^^^^^^^^^^^',
      },
    ]);
  });
  test('an id that no file has', () => {
    expect(loaded(folder, { only: ['perdue'] })).toEqual([['method.missing', 'perdue']]);
  });
  test('a fault that is no lack of columns is never passed over', () => {
    expect(loaded(folderOf(grid('fautive', 'motive19 =')))).toEqual([['formula.character', '=']]);
    expect(loaded(folderOf('id: ['))).toMatchObject([['yaml.syntax', expect.anything()]]);
  });
  test('a method meant for the territory must compile there', () => {
    const own = folderOf(grid('ailleurs', 'SITUATION_LA_BAS', { territories: ['sete'] }));
    expect(loaded(own, { territory: 'sete' })).toEqual([['formula.unknown-name', 'SITUATION_LA_BAS']]);
    expect(loaded(own, { territory: 'mel-2016' })).toEqual([]);
  });
  test('a folder that is not there holds no method', () => {
    expect(loaded(join(folder, 'absent'))).toEqual([]);
  });
});

describe('what a method brings with it', () => {
  const whole = grid('ensemble', 'motive19', {
    groups: [],
    kind: 'composite',
    composes: { 'first-access': 'acces', mutation: 'mutations' },
    interleave: 'by-points',
    weightings: { COLACT: 'employeurs' },
  });
  const parts = [grid('acces', 'motive19'), grid('mutations', 'motive18')];
  test('a composite finds its parts, and its weightings are loaded with it', () => {
    const folder = folderOf(whole, ...parts, weighting('employeurs'));
    expect(loaded(folder, { only: ['ensemble'] })).toEqual(['ensemble', 'employeurs']);
  });
  test.each<[string, readonly Content[], string]>([
    ['is not there', [], 'Aucune méthode'],
    ['is of another contingent', [weighting('employeurs', 'PFONCT')], 'ce contingent'],
    ['is no weighting', [grid('employeurs', 'motive19')], 'ce contingent'],
  ])('a weighting that %s is refused', (_, others, says) => {
    const folder = folderOf(whole, ...parts, ...others);
    const read = readMethods(DICTIONARY, { only: ['ensemble'], folder });
    expect(read.ok ? [] : read.issues).toMatchObject([
      { code: 'method.weightings', received: 'employeurs', line: expect.any(Number) },
    ]);
    expect(JSON.stringify(read)).toContain(says);
  });
  test('a part that is not there is told at the key that names it', () => {
    const folder = folderOf(whole, parts[0]!, weighting('employeurs'));
    expect(loaded(folder, { only: ['ensemble'] })).toEqual([['method.composes', 'mutations']]);
  });
  test('alone, a composite finds its parts beside it, and those shipped', () => {
    const mixed = { ...whole, interleave: 'mutation-first', weightings: { COLACT: 'action-logement' } };
    const folder = folderOf(
      { ...mixed, composes: { 'first-access': 'acces', mutation: 'mutations' } },
      ...parts,
    );
    const read = readMethodFile(folder, 'methode-0.yaml', DICTIONARY);
    expect(read.ok && read.value.read.parts.map((part) => part.id)).toEqual(['acces', 'mutations']);
    expect(checkMethodFile(join(folder, 'methode-0.yaml'), DICTIONARY).issues).toEqual([]);
  });
});

describe('checking one file', () => {
  const check = (text: string) => {
    const folder = folderOf(text);
    return checkMethodFile(join(folder, 'methode-0.yaml'), DICTIONARY);
  };
  test('formulas are read even where a field is wrong: all faults at once', () => {
    const text = stringify(grid('fautive', 'motive19 and ICY', { version: 2, colour: 'red' }));
    expect(check(text).issues.map(({ code, path }) => [code, path])).toEqual([
      ['yaml.value.invalid', 'version'],
      ['yaml.key.unknown', 'colour'],
      ['formula.unknown-name', 'groups[0].criteria[0].when'],
    ]);
  });
  test('a forbidden input is refused by name, as an id and in a formula', () => {
    const faulty = grid('fautive', 'nationalite == 1');
    expect(check(stringify(faulty)).issues).toMatchObject([{ code: 'formula.forbidden' }]);
    const named = JSON.parse(
      JSON.stringify(grid('fautive', 'motive19')).replace('"id":"c"', '"id":"origine"'),
    ) as Content;
    expect(check(stringify(named)).issues).toMatchObject([
      {
        code: 'yaml.value.invalid',
        path: 'groups[0].criteria[0].id',
        expected: expect.stringMatching(/interdite/),
      },
    ]);
  });
  test('a file that is not there, or not YAML', () => {
    expect(checkMethodFile('/nulle/part.yaml', DICTIONARY)).toMatchObject({
      compiled: null,
      issues: [{ code: 'file.missing' }],
      lines: [],
    });
    expect(check('id: [')).toMatchObject({ compiled: null, issues: [{ code: 'yaml.syntax' }] });
  });
  test('a valid file comes back compiled', () => {
    expect(check(stringify(grid('bonne', 'ICI')))).toMatchObject({
      issues: [],
      compiled: { method: { id: 'bonne' } },
    });
  });
});
