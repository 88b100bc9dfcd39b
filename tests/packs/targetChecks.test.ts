import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTerritoryPack } from '../../api/packs/readPack.ts';
import { PACK_MESSAGES } from '../../api/present/packMessages.ts';
import type { BrokenPack } from './brokenFiles.ts';
import { copyPacks, lineWith, type PackCopy, replaced } from './packCopy.ts';

let copy: PackCopy;
beforeEach(() => {
  copy = copyPacks();
});
afterEach(() => copy.remove());

const GUIDANCE = (place: string, row: string) =>
  `- { id: a, ${place}, text: Essai, row: { ${row} }, validFrom: 2026-01-01, validTo: null, provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n`;
const QUARTIER = 'quartier: 59512-alma-sud, residence: null, bailleur: null';
const ROW = 'among: all, counts: { bandGroup: modest }, bound: max, toleranceDwellings: 1';
const STEP = (from: string, value: string) =>
  `    - { from: ${from}, ${value}, provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n`;

type Case = BrokenPack & { readonly at: string };

const CASES: readonly Case[] = [
  {
    what: 'a target that aims at nothing',
    file: 'targets.yaml',
    from: '  share: 0.45\n',
    to: '',
    code: 'pack.target.aim',
    at: '- id: aci-commune',
    rest: { received: 'aucun', expected: 'un seul de share, count et convergence' },
  },
  {
    what: 'a target that aims at a share and at a number',
    file: 'targets.yaml',
    from: '  share: 0.45\n',
    to: '  share: 0.45\n  count: { dwellings: 3 }\n',
    code: 'pack.target.aim',
    at: '- id: aci-commune',
    rest: { received: 'share, count' },
  },
  {
    what: 'a reciprocity with a share',
    file: 'targets.yaml',
    from: 'counts: { reciprocity: true }\n',
    to: 'counts: { reciprocity: true }\n  share: 0.5\n',
    code: 'pack.target.aim',
    at: '- id: reciprocite-communes',
    rest: { received: 'share' },
  },
  {
    what: 'a reciprocity that is not between communes',
    file: 'targets.yaml',
    from: /scope: commune\n {2}among: all\n {2}counts: \{ reciprocity/,
    to: 'scope: bailleur\n  among: all\n  counts: { reciprocity',
    code: 'pack.target.reciprocity',
    at: 'counts: { reciprocity',
    rest: { received: 'bailleur, min' },
  },
  {
    what: 'two things counted',
    file: 'targets.yaml',
    from: 'counts: { reciprocity: true }',
    to: 'counts: { reciprocity: true, npruRelocation: true }',
    code: 'pack.target.counts',
    at: 'counts: { reciprocity',
    rest: { received: '2 éléments' },
  },
  {
    what: 'a share finer than hundredths',
    file: 'targets.yaml',
    from: 'share: 0.45',
    to: 'share: 0.455',
    code: 'yaml.value.invalid',
    at: 'share: 0.455',
    rest: { expected: 'une part en centièmes, comme 0.45' },
  },
  {
    what: 'a rotation on landlords',
    file: 'targets.yaml',
    from: '  scope: bailleur\n',
    to: '  scope: bailleur\n  rotation: { below: 10 }\n',
    code: 'pack.target.rotation-scope',
    at: '  scope: bailleur\n  rotation',
    rest: { received: 'bailleur' },
  },
  {
    what: 'a convergence of landlords',
    file: 'targets.yaml',
    from: /scope: commune\n {2}among: all\n {2}counts: \{ bandGroup: modest \}\n {2}bound: min\n {2}convergence/,
    to: 'scope: bailleur\n  among: all\n  counts: { bandGroup: modest }\n  bound: min\n  convergence',
    code: 'pack.target.convergence-scope',
    at: 'convergence: &converging',
    rest: { received: 'bailleur' },
  },
  {
    what: 'a place that does not exist',
    file: 'targets.yaml',
    from: '  scope: commune\n',
    to: '  scope: commune\n  at: "59515"\n',
    code: 'pack.commune.unknown',
    at: 'at: "59515"',
    rest: { received: '59515', maybe: expect.stringContaining('peut-être 595') },
  },
  {
    what: 'a place of another kind',
    file: 'targets.yaml',
    from: '  scope: bailleur\n',
    to: '  scope: bailleur\n  at: vilogi\n',
    code: 'pack.bailleur.unknown',
    at: 'at: vilogi',
    rest: { maybe: 'peut-être vilogia' },
  },
  {
    what: 'a number for a commune that does not exist',
    file: 'targets.yaml',
    from: 'count: { dwellings: 1 }',
    to: 'count: { dwellings: 1, byPlace: { "59515": 2 } }',
    code: 'pack.commune.unknown',
    at: '"59515"',
    rest: { received: '59515' },
  },
  {
    what: 'steps of another kind than the target',
    file: 'targets.yaml',
    from: '  share: 0.45\n',
    to: `  share: 0.45\n  schedule:\n${STEP('2027-01-01', 'count: 3')}`,
    code: 'pack.target.schedule-kind',
    at: 'from: 2027-01-01',
  },
  {
    what: 'steps of both kinds',
    file: 'targets.yaml',
    from: 'count: { dwellings: 1 }\n',
    to: `count: { dwellings: 1 }\n  schedule:\n${STEP('2027-01-01', 'count: 3, share: 0.5')}`,
    code: 'pack.target.schedule-kind',
    at: 'from: 2027-01-01',
  },
  {
    what: 'steps on a convergence',
    file: 'targets.yaml',
    from: '  convergence: &converging',
    to: `  schedule:\n${STEP('2027-01-01', 'share: 0.5')}  convergence: &converging`,
    code: 'pack.target.schedule-kind',
    at: 'from: 2027-01-01',
  },
  {
    what: 'steps out of order',
    file: 'targets.yaml',
    from: '  share: 0.45\n',
    to: `  share: 0.45\n  schedule:\n${STEP('2027-01-01', 'share: 0.5')}${STEP('2026-12-31', 'share: 0.55')}`,
    code: 'pack.target.schedule-order',
    at: 'from: 2026-12-31',
    rest: { received: '2026-12-31', expected: 'un jour après 2027-01-01' },
  },
  {
    what: 'steps on one day',
    file: 'targets.yaml',
    from: '  share: 0.45\n',
    to: `  share: 0.45\n  schedule:\n${STEP('2027-01-01', 'share: 0.5')}${STEP('2027-01-01', 'share: 0.555')}`.replace(
      '0.555',
      '0.55',
    ),
    code: 'pack.target.schedule-order',
    at: 'share: 0.55,',
  },
  {
    what: 'a number of the whole territory to split',
    file: 'targets.yaml',
    from: /scope: commune\n {2}among: all\n {2}counts: \{ npruRelocation: true \}\n {2}bound: min\n {2}count/,
    to: 'scope: territory\n  among: all\n  counts: { npruRelocation: true }\n  bound: min\n  count',
    code: 'pack.target.split-scope',
    at: 'split: leases',
    rest: { received: 'territory' },
  },
  {
    what: 'a recommendation that counts, nowhere',
    file: 'guidance.yaml',
    from: /\[\]\n$/,
    to: GUIDANCE('quartier: null, residence: null, bailleur: null', `${ROW}, share: 0.5, precedence: 2`),
    code: 'pack.guidance.row-place',
    at: 'id: a,',
  },
  {
    what: 'a recommendation that counts, for a residence without its landlord',
    file: 'guidance.yaml',
    from: /\[\]\n$/,
    to: GUIDANCE(
      'quartier: null, residence: Les Tilleuls, bailleur: null',
      `${ROW}, share: 0.5, precedence: 2`,
    ),
    code: 'pack.guidance.row-place',
    at: 'id: a,',
  },
  {
    what: 'a recommendation that aims at nothing',
    file: 'guidance.yaml',
    from: /\[\]\n$/,
    to: GUIDANCE(QUARTIER, `${ROW}, precedence: 2`),
    code: 'pack.target.aim',
    at: 'id: a,',
  },
  {
    what: 'a reciprocity as a recommendation',
    file: 'guidance.yaml',
    from: /\[\]\n$/,
    to: GUIDANCE(QUARTIER, `${ROW}, precedence: 2`.replace('bandGroup: modest', 'reciprocity: true')),
    code: 'pack.target.reciprocity',
    at: 'id: a,',
  },
  {
    what: 'a precedence without a price, of a target',
    file: 'matching.yaml',
    from: ', "5": 8 }',
    to: ' }',
    code: 'pack.matching.penalty-missing',
    at: '  value: { "1": 60',
    rest: { expected: 'un nombre de points pour la priorité 5' },
  },
  {
    what: 'a lower precedence that costs more',
    file: 'matching.yaml',
    from: '"3": 20',
    to: '"3": 45',
    code: 'pack.matching.penalty-order',
    at: '"3": 45',
    rest: { received: '45', expected: 'au plus 40, le prix de la priorité 2' },
  },
  {
    what: 'a bonus of one turn above the greatest bonus',
    file: 'matching.yaml',
    from: 'maxPoints: 15',
    to: 'maxPoints: 4',
    code: 'pack.matching.carry-over',
    at: 'pointsPerTurn: 5',
    rest: { received: '5', expected: 'au plus maxPoints, 4' },
  },
  {
    what: 'lists shorter than three',
    file: 'matching.yaml',
    from: 'value: 6\n',
    to: 'value: 2\n',
    code: 'yaml.value.invalid',
    at: 'value: 2\n',
    rest: { path: 'maxListLength.value', expected: 'au moins 3' },
  },
  {
    what: 'a risk of nothing',
    file: 'matching.yaml',
    from: /maxEmptyRisk:\n {2}value: 0.1/,
    to: 'maxEmptyRisk:\n  value: 0',
    code: 'yaml.value.invalid',
    at: 'value: 0\n',
    rest: { path: 'maxEmptyRisk.value' },
  },
];

/** 1-based line where a text, of one or several lines, begins. */
const lineOf = (text: string, marker: string): number => {
  const at = text.indexOf(marker);
  return lineWith(text.slice(at), marker.split('\n')[0]!) + text.slice(0, at).split('\n').length - 1;
};

describe('a broken copy is refused', () => {
  test.each(CASES)('$what', ({ file, from, to, code, at, rest }) => {
    const edited = replaced(copy.text(file), from, to);
    copy.write(file, edited);
    const issue = copy.issues().find((found) => found.code === code);
    expect(issue).toMatchObject({ code, file: copy.file(file), ...rest });
    expect(PACK_MESSAGES[code]).toBeDefined();
    const shift = at.includes('\n  rotation') ? 1 : 0;
    expect(issue?.line).toBe(lineOf(edited, at) + shift);
  });
});

describe('what is accepted', () => {
  test('a recommendation that counts becomes part of the pack', () => {
    const row = `${ROW}, share: 0.4, precedence: 2`;
    copy.write('guidance.yaml', replaced(copy.text('guidance.yaml'), /\[\]\n$/, GUIDANCE(QUARTIER, row)));
    const read = readTerritoryPack(copy.pack);
    expect(read.ok && read.value.guidance[0]?.row).toMatchObject({ bound: 'max', share: 0.4 });
  });
  test('a recommendation of an unused precedence needs its price', () => {
    const row = `${ROW}, share: 0.4, precedence: 9`;
    copy.write('guidance.yaml', replaced(copy.text('guidance.yaml'), /\[\]\n$/, GUIDANCE(QUARTIER, row)));
    expect(copy.issues()).toMatchObject([
      { code: 'pack.matching.penalty-missing', expected: 'un nombre de points pour la priorité 9' },
    ]);
  });
  test('equal prices for two precedences', () => {
    copy.write('matching.yaml', replaced(copy.text('matching.yaml'), '"3": 20', '"3": 40'));
    expect(copy.issues()).toEqual([]);
  });
  test('steps in order, and a day of review', () => {
    const edited = replaced(
      replaced(
        copy.text('targets.yaml'),
        '  share: 0.45\n',
        `  share: 0.45\n  schedule:\n${STEP('2027-01-01', 'share: 0.5')}${STEP('2028-01-01', 'share: 0.55')}`,
      ),
      '    on: null\n',
      '    on: 2027-10-14\n',
    );
    copy.write('targets.yaml', edited);
    const read = readTerritoryPack(copy.pack);
    expect(read.ok && read.value.targets[0]?.schedule).toHaveLength(2);
    expect(read.ok && read.value.targets.map(({ review }) => review?.on ?? null)).toContain('2027-10-14');
  });
});
