import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMethods } from '../../api/packs/readMethods.ts';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { PACK_MESSAGES } from '../../api/present/packMessages.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { copyPacks, lineWith, type PackCopy, replaced } from './packCopy.ts';

let copy: PackCopy;
beforeEach(() => {
  copy = copyPacks();
});
afterEach(() => copy.remove());

describe('the head of a pack agrees with its parts', () => {
  test.each([
    {
      what: 'a default method that is not listed',
      from: 'defaultMethod: ar-habitat',
      to: 'defaultMethod: ar-habita',
      code: 'pack.method.default',
      at: 'defaultMethod:',
      rest: {
        received: 'ar-habita',
        expected: 'une méthode de la liste methods : ar-habitat, action-logement',
        maybe: 'peut-être ar-habitat',
      },
    },
    {
      what: 'a commune to show that is elsewhere',
      from: 'commune: "59512"',
      to: 'commune: "59515"',
      code: 'pack.commune.unknown',
      at: '"59515"',
      rest: { path: 'demo.commune', received: '59515', maybe: expect.stringContaining('peut-être 595') },
    },
    {
      what: 'a stock too small for what is freed',
      from: 'value: 129512',
      to: 'value: 16669',
      code: 'pack.world.stock',
      at: 'value: 16669',
      rest: {
        received: '16669',
        expected: 'au moins 16670 logements : 2 ans d’attributions et les logements libres',
      },
    },
  ])('$what is refused, with its line', ({ from, to, code, at, rest }) => {
    const edited = replaced(copy.text('pack.yaml'), from, to);
    copy.write('pack.yaml', edited);
    expect(copy.issues()).toEqual([
      expect.objectContaining({ code, file: copy.file('pack.yaml'), line: lineWith(edited, at), ...rest }),
    ]);
    expect(PACK_MESSAGES[code]).toBeDefined();
  });

  test('a stock that just suffices is accepted', () => {
    copy.write('pack.yaml', replaced(copy.text('pack.yaml'), 'value: 129512', 'value: 16670'));
    expect(copy.issues()).toEqual([]);
  });

  test('no rule of dedicated addresses is said with null', () => {
    const text = copy.text('pack.yaml');
    const rule = /dedicatedBelowLeasesPerYear:\n( {4}.*\n)+/;
    copy.write('pack.yaml', replaced(text, rule, 'dedicatedBelowLeasesPerYear: null\n'));
    const read = readTerritoryPack(copy.pack);
    expect(read.ok && read.value.world.dedicatedBelowLeasesPerYear).toBeNull();
  });
});

describe('methods of a territory', () => {
  const read = readTerritoryPack(join(TERRITORIES_FOLDER, 'mel-2016'));
  if (!read.ok) throw new Error('mel-2016 is not valid');
  const columns = demandColumns(read.value.situations);

  test('only those named are read: one that needs the situations of another territory is no fault', () => {
    const methods = readMethods(columns, { only: read.value.methods });
    expect(methods.ok && [...methods.value.keys()].sort()).toEqual(['action-logement', 'ar-habitat']);
  });

  test('named for a territory without its situations, a method is refused with the names it lacks', () => {
    const methods = readMethods(columns, { only: ['l441-1'] });
    expect(methods.ok).toBe(false);
    expect(JSON.stringify(!methods.ok && methods.issues)).toContain('L441_A_HANDICAP');
  });

  test('one that has no file is refused by name', () => {
    const methods = readMethods(columns, { only: ['ar-habitat', 'nulle-part'] });
    expect(!methods.ok && methods.issues).toEqual([
      expect.objectContaining({ code: 'method.missing', received: 'nulle-part' }),
    ]);
  });
});
