import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disparityTable } from '../../api/export/disparityTable.ts';
import { presentDisparity } from '../../api/present/disparity.ts';
import { shownLevels } from '../../api/present/disparityShown.ts';
import { disparityText } from '../../api/present/disparityText.ts';
import { groupLabel } from '../../api/present/disparityWords.ts';
import { ATTRIBUTES, HOLDER_AGES, SIZE_STEPS } from '../../engine/disparity/attributes.ts';
import type { AuditedLevel, DisparityAudit } from '../../engine/disparity/audit.ts';
import { TERRITORY, TODAY } from '../support/territory.ts';

const aLevel = (level: string, more: Partial<AuditedLevel> = {}): AuditedLevel => ({
  level,
  households: 100,
  selectedHouseholds: 20,
  chances: 1_000,
  observed: 20,
  expected: 20,
  test: { low: 0.7, high: 1.4, dispersion: 1, p: 0.9 },
  adjusted: 1,
  established: null,
  ...more,
});

const anAudit = (levels: readonly AuditedLevel[]): DisparityAudit => ({
  method: 'essai',
  seed: 1,
  size: 3,
  vacancies: 40,
  households: 300,
  tests: 12,
  readings: [
    {
      kind: 'listed',
      choices: 40,
      selections: 120,
      attributes: [{ attribute: 'loneParent', levels }],
    },
  ],
  lists: 40,
  ablations: [
    {
      rule: { kind: 'criterion', id: 'enfants', label: 'Enfants à charge' },
      listsChanged: 12,
      moved: [
        { attribute: 'loneParent', level: 'yes', listings: -14 },
        { attribute: 'loneParent', level: 'no', listings: 14 },
      ],
    },
  ],
});

const NOTHING_LEFT = { candidates: 0, gone: 0, outsidePool: 0, leases: 0, leasesGone: 0 };
const shown = (audit: DisparityAudit, left = NOTHING_LEFT) =>
  presentDisparity(
    { territory: TERRITORY, simulated: true, methodLabel: 'Méthode d’essai' },
    {
      id: 'a'.repeat(32),
      at: '2026-11-02T10:00:00.000Z',
      asOf: TODAY,
      source: 'recorded',
      period: { from: '2026-01', to: '2026-06' },
      left,
      audit,
    },
  );

const LONE = aLevel('yes', {
  observed: 132,
  expected: 151.2,
  selectedHouseholds: 80,
  test: { low: 0.78, high: 0.97, dispersion: 1.2, p: 0.0004 },
  established: 'less',
});

describe('what officers read', () => {
  test('an established gap, with what was expected and its interval', () => {
    const p = shown(anAudit([LONE, aLevel('no'), aLevel('unknown')]));
    expect(p.title).toBe('Égalité de traitement : décisions des commissions, de janvier 2026 à juin 2026');
    expect(p.findings).toEqual([
      expect.stringMatching(
        /Parent seul avec enfant.*132 fois sur une liste, 151\sattendues si toutes les demandes des mêmes viviers avaient les mêmes chances \(0,87 fois l’attendu, entre 0,78 et 0,97\)/,
      ),
    ]);
    expect(
      p.readings[0]!.attributes[0]!.groups.map(({ label, verdictText }) => [label, verdictText]),
    ).toEqual([
      ['Parent seul avec enfant', 'écart établi : moins souvent'],
      ['Autres ménages', 'pas d’écart établi'],
      ['Non déclaré', 'pas d’écart établi'],
    ]);
    expect(p.rules[0]!.moved.map(({ text }) => text)).toEqual([
      'Parent seul avec enfant +14',
      'Autres ménages −14',
    ]);
    expect(p.notices.join(' ')).toMatch(/n’est pas une discrimination.*12\sgroupes examinés.*simulées/s);
    const text = disparityText(p);
    expect(text).toMatch(/Critère\s«\sEnfants à charge\s»\s: 12\slistes\schangées/);
    expect(text).not.toMatch(/undefined|NaN/);
  });

  test('nothing established is no proof that there is nothing', () => {
    expect(shown(anAudit([aLevel('yes'), aLevel('no')])).findings).toEqual([
      expect.stringMatching(/Ce n’est pas la preuve/),
    ]);
  });

  test('too few to tell: no ratio is read', () => {
    const few = aLevel('yes', { observed: 5, expected: 4, test: null, adjusted: null });
    const [group] = shown(anAudit([few, aLevel('no')])).readings[0]!.attributes[0]!.groups;
    expect(group).toMatchObject({
      verdict: 'few',
      low: null,
      high: null,
      text: expect.stringMatching(/5 fois/),
    });
  });

  test.each([
    [{ ...NOTHING_LEFT, candidates: 100, gone: 9 }, false],
    [{ ...NOTHING_LEFT, candidates: 100, gone: 10 }, true],
    [NOTHING_LEFT, false],
  ])('candidates who left the file: %j', (left, told) => {
    expect(shown(anAudit([LONE, aLevel('no')]), left).readings[0]!.caution !== null).toBe(told);
  });

  test('every level of every attribute has its words', () => {
    const levels = {
      size: SIZE_STEPS.map(String),
      age: HOLDER_AGES.map(String),
      loneParent: ['yes', 'no'],
      disability: ['yes', 'no'],
      band: TERRITORY.pack.bands.bands.map(({ id }) => id),
      housing: ['hlm', 'private', 'social-residence', 'sheltered', 'hosted', 'owner-or-job', 'no-home'],
      commune: ['59350'],
      access: ['first-access', 'mutation'],
    };
    for (const attribute of ATTRIBUTES)
      for (const level of [...levels[attribute], 'unknown'])
        expect(groupLabel(TERRITORY, attribute, level)).toMatch(/^[A-ZÀ-Ý0-9].{2,}$/);
    expect(groupLabel(TERRITORY, 'age', '30')).toBe('30 à 44 ans');
    expect(groupLabel(TERRITORY, 'size', '1')).toMatch(/^1\spersonne$/);
    expect(groupLabel(TERRITORY, 'size', '6')).toBe('6 personnes et plus');
  });

  test('the table has a line for each group shown and for each move', () => {
    expect(disparityTable(shown(anAudit([LONE, aLevel('no')]))).rows).toHaveLength(4);
  });
});

describe('small groups', () => {
  test('a group of four is shown nowhere, nor the one that would give it away', () => {
    const p = shown(
      anAudit([aLevel('yes', { households: 4 }), aLevel('no'), aLevel('unknown', { households: 400 })]),
    );
    const [attribute] = p.readings[0]!.attributes;
    // Of two groups that part the households, the one that says less goes.
    expect(attribute!.groups.map(({ level }) => level)).toEqual(['unknown']);
    expect(attribute!.withheld).toBe(2);
    expect(p.rules[0]!.moved).toEqual([]);
    expect(JSON.stringify(disparityTable(p).rows)).not.toMatch(/"households":4[,}]/);
  });

  test('what is withheld adds up to five households at least, whatever the groups', () => {
    let withheld = 0;
    const anyLevel = fc.record({
      households: fc.integer({ min: 1, max: 40 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyLevel, { minLength: 3, maxLength: 8 }), (given) => {
        const levels = given.map(({ households, part }, i) => {
          const selectedHouseholds = Math.round(households * part);
          return aLevel(`${i}`, { households, selectedHouseholds, observed: selectedHouseholds });
        });
        const kept = shownLevels(anAudit(levels)).get('loneParent')!;
        const hidden = levels.filter(({ level }) => !kept.has(level));
        for (const level of levels.filter(({ level: each }) => kept.has(each)))
          for (const count of [level.households, level.selectedHouseholds, level.observed])
            expect(count === 0 || count >= 5).toBe(true);
        if (hidden.length === 0) return;
        withheld += 1;
        expect(hidden.length).toBeGreaterThan(1);
        if (kept.size === 0) return;
        for (const count of ['households', 'selectedHouseholds', 'observed'] as const) {
          const sum = hidden.reduce((all, level) => all + level[count], 0);
          expect(sum === 0 || sum >= 5).toBe(true);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(withheld).toBeGreaterThan(80);
  });
});
