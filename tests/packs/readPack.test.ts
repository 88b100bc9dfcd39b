import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listTerritoryPacks, readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { FILES } from './brokenFiles.ts';
import { PLACES } from './brokenPlaces.ts';
import { NATIONAL, RULES } from './brokenRules.ts';
import { copyPacks, lineWith, type PackCopy, replaced } from './packCopy.ts';

let copy: PackCopy;
beforeEach(() => {
  copy = copyPacks();
});
afterEach(() => copy.remove());

describe('the packs of the project', () => {
  test('every listed pack is valid, and mel-2016 is one', () => {
    const packs = listTerritoryPacks();
    expect(packs.map(({ id }) => id)).toContain('mel-2016');
    for (const { dir } of packs) expect(readTerritoryPack(dir)).toMatchObject({ ok: true });
  });

  test('folders without pack.yaml are not packs', () => {
    expect(listTerritoryPacks(TERRITORIES_FOLDER).map(({ id }) => id)).not.toContain('france');
  });

  test('an untouched copy has no issue, whatever the folder it stands in', () => {
    expect(copy.issues()).toEqual([]);
  });

  test('reading twice gives the same pack', () => {
    expect(readTerritoryPack(copy.pack)).toEqual(readTerritoryPack(copy.pack));
  });
});

describe.each([
  ['files', FILES],
  ['places', PLACES],
  ['rules', RULES],
  ['national parameters', NATIONAL],
])('a broken copy is refused: %s', (_, cases) => {
  test.each(cases)('$what', ({ file, from, to, code, at, rest }) => {
    const edited = replaced(copy.text(file), from, to);
    copy.write(file, edited);
    const issue = copy.issues().find((found) => found.code === code);
    expect(issue).toMatchObject({ code, file: copy.file(file), ...rest });
    if (at !== null) expect(issue?.line).toBe(lineWith(edited, at));
  });
});

describe('the line of a repetition is the second one', () => {
  test('a commune listed twice', () => {
    const text = copy.text('communes.csv');
    const row = text.split('\n').find((line) => line.startsWith('59512,')) as string;
    copy.write('communes.csv', `${text}${row}\n`);
    const issue = copy.issues().find(({ code }) => code === 'pack.id.duplicate');
    expect(issue).toMatchObject({ received: '59512', line: 97, column: 'code' });
    expect(issue?.expected).toContain(`déjà ligne ${lineWith(text, row)}`);
  });

  test('two targets with one id', () => {
    const edited = replaced(copy.text('targets.yaml'), 'id: npru-bailleur', 'id: npru-commune');
    copy.write('targets.yaml', edited);
    const lines = edited.split('\n').flatMap((line, i) => (line.includes('id: npru-commune') ? [i + 1] : []));
    expect(lines).toHaveLength(2);
    expect(copy.issues()[0]).toMatchObject({ code: 'pack.id.duplicate', line: lines[1] });
  });
});

describe('whole files', () => {
  test('several files broken: all problems at once', () => {
    copy.write('bands.yaml', replaced(copy.text('bands.yaml'), 'group: modest }', 'group: modestes }'));
    copy.write('communes.csv', replaced(copy.text('communes.csv'), ',99507,', ',-1,'));
    rmSync(copy.file('qpv.csv'));
    const issues = copy.issues();
    expect(issues.map(({ code }) => code).sort()).toEqual([
      'csv.value.invalid',
      'file.missing',
      'yaml.value.invalid',
    ]);
    expect(issues.every(({ file }) => file !== undefined)).toBe(true);
  });

  test('a file that is missing', () => {
    rmSync(copy.file('situations.yaml'));
    expect(copy.issues()).toMatchObject([
      {
        code: 'file.missing',
        file: copy.file('situations.yaml'),
        maybe: 'ajouter situations.yaml au dossier',
      },
    ]);
  });

  test('a file in Windows-1252', () => {
    copy.write('qpv.csv', Buffer.from(copy.text('qpv.csv'), 'latin1'));
    expect(copy.issues()).toMatchObject([{ code: 'file.encoding', file: copy.file('qpv.csv') }]);
  });

  test('a file far larger than a pack needs', () => {
    copy.write('guidance.yaml', `#${'x'.repeat(5_000_000)}\n[]\n`);
    expect(copy.issues()).toMatchObject([{ code: 'file.too-large', file: copy.file('guidance.yaml') }]);
  });

  test('national parameters that are not there', () => {
    copy.write('pack.yaml', replaced(copy.text('pack.yaml'), 'national: france', 'national: belgique'));
    expect(copy.issues().map(({ code }) => code)).toEqual(Array(4).fill('file.missing'));
  });

  test('a target for a class no quartier has', () => {
    copy.write('quartiers.csv', copy.text('quartiers.csv').replaceAll(',most-fragile,', ',fragile,'));
    expect(copy.issues()).toMatchObject([
      {
        code: 'pack.target.fragility-absent',
        received: 'most-fragile',
        line: lineWith(copy.text('targets.yaml'), '[most-fragile]'),
      },
    ]);
  });
});
