import { describe, expect, test } from 'vitest';
import type { Guidance, Target } from '../../engine/domain/territory.ts';
import { Ledger, type TargetPlace } from '../../engine/targets/ledger.ts';
import { placeKey, placeOf, whereKey } from '../../engine/targets/place.ts';
import { guidanceTarget, residenceKey } from '../../engine/territory/guidanceTargets.ts';
import { aDwelling } from '../support/demands.ts';
import { aTerritory, FRAGILE, PROPOSAL, ROUBAIX, TERRITORY, target } from '../support/territory.ts';

const place: TargetPlace = { quartier: FRAGILE, qpv: false, commune: ROUBAIX, bailleur: 'vilogia' };
const leases = TERRITORY.estimatedLeasesByCommune;
const [quiet] = [...leases].find(([, a]) => a < 10)!;
const keyOf = (changes: Partial<Target>, where: Partial<TargetPlace> = {}) =>
  placeKey(TERRITORY, target('t', { scope: 'commune', ...changes }), { ...place, ...where });

describe('communes by their leases a year', () => {
  test('the pack estimates them for every commune', () => {
    expect(leases.size).toBe(TERRITORY.pack.communes.length);
    expect([...leases.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(8000, -1);
  });
  test.each([
    ['below the bound: the quiet one only', { below: 10 }, [quiet, null]],
    ['from the bound: the others', { from: 10 }, [null, ROUBAIX]],
    ['exactly at the bound is not below', { below: leases.get(quiet)! }, [null, null]],
    ['exactly at the bound is from', { from: leases.get(quiet)! }, [quiet, ROUBAIX]],
    ['no rule: everywhere', undefined, [quiet, ROUBAIX]],
  ] as const)('%s', (_, rotation, keys) => {
    const changes = rotation === undefined ? {} : { rotation };
    expect([quiet, ROUBAIX].map((commune) => keyOf(changes, { commune }))).toEqual(keys);
  });
  test('a commune that the pack does not know turns over nothing', () => {
    expect(keyOf({ rotation: { below: 10 } }, { commune: '99999' })).toBe('99999');
    expect(keyOf({ rotation: { from: 10 } }, { commune: '99999' })).toBeNull();
  });
});

describe('restrictions of a place', () => {
  test('dedicated dwellings only', () => {
    expect(keyOf({ dedicated: true }, { dedicated: true })).toBe(ROUBAIX);
    expect(keyOf({ dedicated: true }, { dedicated: false })).toBeNull();
    expect(keyOf({ dedicated: true })).toBeNull();
    expect(keyOf({}, { dedicated: true })).toBe(ROUBAIX);
  });
  test('one place of the scope only', () => {
    expect(keyOf({ at: ROUBAIX })).toBe(ROUBAIX);
    expect(keyOf({ at: '59350' })).toBeNull();
    expect(keyOf({ scope: 'bailleur', at: 'vilogia' })).toBe('vilogia');
  });
  test('a residence is its landlord’s: one name, two residences', () => {
    const key = (bailleur: string) => keyOf({ scope: 'residence' }, { residence: 'Les Tilleuls', bailleur });
    expect(key('vilogia')).toBe(residenceKey('vilogia', 'Les Tilleuls'));
    expect(key('partenord-habitat')).not.toBe(key('vilogia'));
    expect(keyOf({ scope: 'residence' }, { residence: null })).toBeNull();
    expect(keyOf({ scope: 'residence' })).toBeNull();
  });
  test('reciprocity has no place in the common ledger, but has one for rows', () => {
    const reciprocity = target('r', { scope: 'commune', counts: { reciprocity: true } });
    expect(placeKey(TERRITORY, reciprocity, place)).toBeNull();
    expect(whereKey(TERRITORY, reciprocity, place)).toBe(ROUBAIX);
  });
  test('a dwelling says its residence and whether it is dedicated', () => {
    const dwelling = aDwelling('L-1', { residence: 'Les Tilleuls', aciAddress: true });
    expect(placeOf(TERRITORY, dwelling)).toMatchObject({ residence: 'Les Tilleuls', dedicated: true });
  });
});

describe('recommendations that can be counted', () => {
  const row = {
    among: 'all',
    counts: { bandGroup: 'modest' },
    bound: 'max',
    share: 0.4,
    toleranceDwellings: 1,
    precedence: 2,
  } as const;
  const guidance = (changes: Partial<Guidance>): Guidance => ({
    id: 'prudence',
    quartier: null,
    residence: null,
    bailleur: null,
    text: 'Prudence dans cette résidence',
    row,
    validFrom: '2026-06-01' as Guidance['validFrom'],
    validTo: null,
    provenance: PROPOSAL,
    ...changes,
  });
  const tilleuls = { residence: 'Les Tilleuls', bailleur: 'vilogia' as Guidance['bailleur'] };
  test.each([
    ['text alone stays text', { ...tilleuls, row: undefined }, null],
    ['a row nowhere is no target', {}, null],
    ['a residence without its landlord is nowhere', { residence: 'Les Tilleuls' }, null],
    ['a residence', tilleuls, ['residence', 'vilogia Les Tilleuls']],
    [
      'a residence before its quartier',
      { ...tilleuls, quartier: FRAGILE },
      ['residence', 'vilogia Les Tilleuls'],
    ],
    ['a quartier', { quartier: FRAGILE }, ['quartier', FRAGILE]],
  ] as const)('%s', (_, changes, where) => {
    const made = guidanceTarget(guidance(changes as Partial<Guidance>));
    expect(made === null ? null : [made.scope, made.at]).toEqual(where);
    if (made !== null)
      expect(made).toMatchObject({
        ...row,
        id: 'preconisation-prudence',
        description: 'Prudence dans cette résidence',
        provenance: { certainty: 'proposal', validFrom: '2026-06-01', validTo: null },
      });
  });
  test('the ledger counts them in their residence, and nowhere else', () => {
    const territory = aTerritory({ targets: [], guidance: [guidance(tilleuls)] });
    const [made] = territory.targets;
    const ledger = new Ledger(2026);
    const modest = {
      firstAccess: true,
      bandGroup: 'modest',
      firstQuartile: null,
      verifiedPriority: null,
      npruRelocation: null,
    } as const;
    for (const residence of ['Les Tilleuls', 'Les Tilleuls', 'Les Peupliers', null])
      ledger.add(territory, { ...place, residence }, modest);
    expect(ledger.count(made!, 'vilogia Les Tilleuls')).toMatchObject({ among: 2, counted: 2 });
    expect(ledger.count(made!, 'vilogia Les Peupliers').among).toBe(0);
  });
});
