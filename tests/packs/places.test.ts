import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { PACK_MESSAGES } from '../../api/present/packMessages.ts';
import { copyPacks, lineWith, type PackCopy, replaced } from './packCopy.ts';

/* A pack that takes its places from a neighbour, and targets of one contingent. */

let copy: PackCopy;
beforeEach(() => {
  copy = copyPacks('mel');
});
afterEach(() => copy.remove());

const RULE =
  'fragilityRule:\n  text: Essai\n  provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null }\n';

describe('places of a neighbour', () => {
  const read = (id: string) => {
    const pack = readTerritoryPack(join(TERRITORIES_FOLDER, id));
    if (!pack.ok) throw new Error(JSON.stringify(pack.issues.slice(0, 3)));
    return pack.value;
  };
  test('are the neighbour’s, its rule of fragility included', () => {
    const [ours, theirs] = [read('mel'), read('mel-2016')];
    for (const part of ['communes', 'quartiers', 'qpvs', 'bailleurs', 'fragilityRule'] as const)
      expect(ours[part]).toEqual(theirs[part]);
    expect(copy.issues()).toEqual([]);
  });
  test('their faults are said in the neighbour’s files', () => {
    const text = copy.text('../mel-2016/qpv.csv');
    copy.write('../mel-2016/qpv.csv', replaced(text, 'La Mouchonnière,59560', 'La Mouchonnière,59600'));
    expect(copy.issues()).toEqual([
      expect.objectContaining({ code: 'pack.commune.unknown', file: copy.file('../mel-2016/qpv.csv') }),
    ]);
  });
  test.each([
    {
      what: 'a neighbour that does not exist',
      from: 'places: mel-2016',
      to: 'places: mel-2015',
      code: 'pack.places.missing',
      at: 'places: mel-2015',
      rest: { path: 'places', received: 'mel-2015', maybe: 'peut-être mel-2016' },
    },
    {
      what: 'a neighbour that is no pack',
      from: 'places: mel-2016',
      to: 'places: france',
      code: 'pack.places.missing',
      at: 'places: france',
      rest: { received: 'france' },
    },
    {
      what: 'a pack that has its places from itself',
      from: 'places: mel-2016',
      to: 'places: mel',
      code: 'pack.places.chain',
      at: 'places: mel',
      rest: { received: 'mel' },
    },
    {
      what: 'places of another intercommunality',
      from: 'places: mel-2016',
      to: 'places: sete',
      code: 'pack.places.other-epci',
      at: 'places: sete',
      rest: { expected: 'un territoire de la même intercommunalité, 200093201' },
    },
    {
      what: 'neither places nor a rule of its own',
      from: 'places: mel-2016',
      to: '',
      code: 'yaml.key.missing',
      at: '# Métropole européenne',
      rest: { path: 'fragilityRule' },
    },
    {
      what: 'a rule beside the neighbour’s places',
      from: 'places: mel-2016\n',
      to: `places: mel-2016\n${RULE}`,
      code: 'pack.places.rule',
      at: 'fragilityRule:',
      rest: { expected: 'aucune règle ici : celle de mel-2016 classe ses quartiers' },
    },
  ])('$what is refused, with its line', ({ from, to, code, at, rest }) => {
    const edited = replaced(copy.text('pack.yaml'), from, to);
    copy.write('pack.yaml', edited);
    const issues = copy.issues();
    expect(issues).toEqual([expect.objectContaining({ code, file: copy.file('pack.yaml'), ...rest })]);
    if (code !== 'yaml.key.missing') expect(issues[0]?.line).toBe(lineWith(edited, at));
    expect(PACK_MESSAGES[code]).toBeDefined();
  });
  test('a file of places left in the folder is refused: it would not be read', () => {
    copyFileSync(copy.file('../mel-2016/qpv.csv'), copy.file('qpv.csv'));
    expect(copy.issues()).toEqual([
      expect.objectContaining({ code: 'pack.places.twice', path: 'places', received: 'qpv.csv' }),
    ]);
    expect(PACK_MESSAGES['pack.places.twice']).toBeDefined();
  });
});

describe('targets and prices of contingents', () => {
  test.each([
    {
      what: 'the leases of a contingent that has no share',
      file: 'contingents.yaml',
      from: / {2}- reservataire: AUTRES\n( {4}.*\n)+/,
      to: '',
      code: 'pack.target.credited-share',
      rest: { path: '[5].credited', received: 'AUTRES', file: 'targets.yaml' },
    },
    {
      what: 'the contingent counted among its own leases',
      file: 'targets.yaml',
      from: /counts: \{ verifiedPriority: true \}/,
      to: 'counts: { contingent: COLTER }',
      code: 'pack.target.credited-counts',
      rest: { path: '[3].credited', received: 'contingent', file: 'targets.yaml' },
    },
    {
      what: 'shares of the flow that weigh, at no price',
      file: 'matching.yaml',
      from: ', "4": 1 }',
      to: ' }',
      code: 'pack.matching.penalty-missing',
      rest: { expected: 'un nombre de points pour la priorité 4', file: 'matching.yaml' },
    },
  ])('$what: refused', ({ file, from, to, code, rest }) => {
    copy.write(file, replaced(copy.text(file), from, to));
    expect(copy.issues()).toContainEqual(
      expect.objectContaining({ code, ...rest, file: copy.file(rest.file) }),
    );
    expect(PACK_MESSAGES[code]).toBeDefined();
  });
});
