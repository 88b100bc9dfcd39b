import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/territory.ts';
import {
  allocationProfile,
  Ledger,
  ledgerOf,
  membership,
  placeKey,
  placeOf,
  type TargetProfile,
} from '../../engine/targets/ledger.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import {
  aTerritory,
  FRAGILE,
  LESS_FRAGILE,
  ROUBAIX,
  TERRITORY,
  TODAY,
  target,
  UNKNOWN_FRAGILITY,
} from '../support/territory.ts';

const modest: TargetProfile = {
  firstAccess: true,
  bandGroup: 'modest',
  firstQuartile: null,
  verifiedPriority: false,
  npruRelocation: false,
};
const of = (changes: Partial<TargetProfile>): TargetProfile => ({ ...modest, ...changes });
const counts = (is: Target['counts'], rest: Partial<Target> = {}) => target('t', { counts: is, ...rest });

describe('whom a target looks at, and whom it counts', () => {
  const mix = { bandGroup: 'modest' } as const;
  const aci = { verifiedPriority: true } as const;
  const first = { among: 'first-access' } as const;
  test.each([
    ['the band it counts', counts(mix), modest, true, true, false],
    ['the other band', counts(mix), of({ bandGroup: 'intermediate-or-higher' }), true, false, false],
    ['an unknown band counts against "at least"', counts(mix), of({ bandGroup: null }), true, false, true],
    [
      'an unknown band counts against "at most"',
      counts(mix, { bound: 'max' }),
      of({ bandGroup: null }),
      true,
      true,
      true,
    ],
    ['a mutation, for a target on all', counts(mix), of({ firstAccess: false }), true, true, false],
    ['first access unknown, for a target on all', counts(mix), of({ firstAccess: null }), true, true, false],
    [
      'a mutation, for first access only',
      counts(aci, first),
      of({ firstAccess: false, verifiedPriority: true }),
      false,
      false,
      false,
    ],
    [
      'a first access, for first access only',
      counts(aci, first),
      of({ verifiedPriority: true }),
      true,
      true,
      false,
    ],
    [
      'first access unknown cannot hide from "at least"',
      counts(aci, first),
      of({ firstAccess: null, verifiedPriority: true }),
      true,
      false,
      true,
    ],
    [
      'first access unknown cannot hide from "at most"',
      counts(aci, { ...first, bound: 'max' }),
      of({ firstAccess: null, verifiedPriority: true }),
      true,
      true,
      true,
    ],
    [
      'a no that is known settles it, whatever else is unknown',
      counts(aci, { ...first, bound: 'max' }),
      of({ firstAccess: null }),
      true,
      false,
      false,
    ],
    [
      'an unknown situation counts against "at least"',
      counts(aci),
      of({ verifiedPriority: null }),
      true,
      false,
      true,
    ],
    ['an NPRU relocation', counts({ npruRelocation: true }), of({ npruRelocation: true }), true, true, false],
    [
      'an unknown NPRU relocation, "at most"',
      counts({ npruRelocation: true }, { bound: 'max' }),
      of({ npruRelocation: null }),
      true,
      true,
      true,
    ],
    [
      'two conditions, one unknown and one unmet',
      counts({ ...mix, ...aci }),
      of({ bandGroup: null, verifiedPriority: false }),
      true,
      false,
      false,
    ],
    [
      'two conditions, one unknown and one met',
      counts({ ...mix, ...aci }),
      of({ bandGroup: null, verifiedPriority: true }),
      true,
      false,
      true,
    ],
  ] as const)('%s', (_, looked, profile, among, counted, unknown) => {
    expect(membership(looked, profile)).toEqual({ among, counted, unknown });
  });
});

describe('where a target applies', () => {
  const place = { quartier: FRAGILE, qpv: false, commune: ROUBAIX, bailleur: 'vilogia' };
  test.each([
    ['territory', 'mel-2016'],
    ['commune', ROUBAIX],
    ['bailleur', 'vilogia'],
    ['quartier', FRAGILE],
  ] as const)('scope %s', (scope, key) => {
    expect(placeKey(TERRITORY, target('t', { scope }), place)).toBe(key);
  });
  test.each([
    ['of the class', FRAGILE, FRAGILE],
    ['of another class', LESS_FRAGILE, null],
    ['whose class is not known', UNKNOWN_FRAGILITY, null],
    ['that does not exist', 'nulle-part', null],
    ['that is not known', null, null],
  ] as const)('a target on fragile quartiers, in a quartier %s', (_, quartier, key) => {
    const fragile = target('t', { scope: 'quartier', fragility: ['fragile'] });
    expect(placeKey(TERRITORY, fragile, { ...place, quartier })).toBe(key);
  });
  test('a dwelling counts in the quartier of its IRIS when it names none', () => {
    const iris = TERRITORY.quartierById.get(FRAGILE as never)!.iris[0]!;
    expect(placeOf(TERRITORY, aDwelling('L-1', { iris })).quartier).toBe(FRAGILE);
    expect(placeOf(TERRITORY, aDwelling('L-1')).quartier).toBeNull();
  });
});

describe('profile of a past allocation', () => {
  test.each([
    [{ shareOfPlusCeiling: 0.4 }, { bandGroup: 'intermediate-or-higher' }],
    [{ shareOfPlusCeiling: 0.399 }, { bandGroup: 'modest' }],
    [{ shareOfPlusCeiling: null }, { bandGroup: null }],
    [{ verifiedSituations: ['ACI_LABEL'] }, { verifiedPriority: true }],
    [{ verifiedSituations: ['MUT_REFUSALS'] }, { verifiedPriority: false }],
    [{ verifiedSituations: null }, { verifiedPriority: null }],
    [{ verifiedSituations: null, daloActive: true }, { verifiedPriority: true }],
    [{ verifiedSituations: [], daloActive: true }, { verifiedPriority: true }],
    [{ verifiedSituations: [], daloActive: null }, { verifiedPriority: null }],
    [{ verifiedSituations: ['ACI_LABEL'], daloActive: null }, { verifiedPriority: true }],
    [{ verifiedSituations: ['ACI_LABEL'], daloActive: false }, { verifiedPriority: true }],
    [
      { firstAccess: null, npruRelocation: null },
      { firstAccess: null, npruRelocation: null },
    ],
  ])('%j gives %j', (given, expected) => {
    expect(allocationProfile(TERRITORY, anAllocation('L-1', given))).toMatchObject(expected);
  });
});

describe('ledger of a civil year', () => {
  const all = target('all', { scope: 'commune', counts: { bandGroup: 'modest' } });
  const territory = aTerritory({ targets: [all] });
  const dwellings = byId(aDwelling('L-1'), aDwelling('L-2', { commune: '59350' }));
  const open = (allocations: readonly Allocation[], asOf: string = TODAY) =>
    ledgerOf({ territory, allocations, dwellings, asOf: asOf as IsoDay });

  test.each([
    ['on 1 January of the year', '2026-01-01', 1],
    ['on 31 December before', '2025-12-31', 0],
    ['on the day itself', TODAY, 1],
    ['the day after: not decided yet', '2026-11-03', 0],
    ['on 31 December of the year, still to come', '2026-12-31', 0],
  ])('an allocation decided %s', (_, decidedOn, among) => {
    const { ledger, counted } = open([anAllocation('L-1', { decidedOn })]);
    expect(ledger.year).toBe(2026);
    expect(ledger.count(all, ROUBAIX).among).toBe(among);
    expect(counted).toBe(among);
  });
  test('the year turns with the day examined', () => {
    const allocations = [
      anAllocation('L-1', { decidedOn: '2026-12-31' }),
      anAllocation('L-1', { decidedOn: '2027-01-01' }),
    ];
    expect(open(allocations, '2026-12-31').counted).toBe(1);
    expect(open(allocations, '2027-01-01').counted).toBe(1);
    expect(open(allocations, '2027-01-01').ledger.year).toBe(2027);
  });
  test('a decision counts by its day, a lease by its own, whatever the year of the other', () => {
    const leases = target('leases', { scope: 'commune', counts: { bandGroup: 'modest' }, event: 'lease' });
    const both = aTerritory({ targets: [all, leases] });
    const read = (allocations: readonly Allocation[]) => {
      const { ledger, counted, signed } = ledgerOf({
        territory: both,
        allocations,
        dwellings,
        asOf: TODAY as IsoDay,
      });
      const [decisions, signatures] = [all, leases].map((t) => ledger.count(t, ROUBAIX).among);
      return { counted, signed, decisions, signatures };
    };
    const of = (decidedOn: string, leaseSignedOn: string | null) =>
      read([anAllocation('L-1', { decidedOn, leaseSignedOn })]);
    expect(of('2026-05-12', null)).toEqual({ counted: 1, signed: 0, decisions: 1, signatures: 0 });
    expect(of('2026-05-12', '2026-06-01')).toEqual({ counted: 1, signed: 1, decisions: 1, signatures: 1 });
    expect(of('2025-12-20', '2026-01-05')).toEqual({ counted: 0, signed: 1, decisions: 0, signatures: 1 });
    expect(of('2026-10-30', '2026-11-03')).toEqual({ counted: 1, signed: 0, decisions: 1, signatures: 0 });
    expect(of('2025-12-20', '2025-12-30')).toEqual({ counted: 0, signed: 0, decisions: 0, signatures: 0 });
  });
  test('the other event can be asked for, to be shown beside', () => {
    const { ledger } = open([
      anAllocation('L-1', { leaseSignedOn: '2026-06-01' }),
      anAllocation('L-1', { leaseSignedOn: null }),
    ]);
    expect(ledger.count(all, ROUBAIX).among).toBe(2);
    expect(ledger.count(all, ROUBAIX, 'lease').among).toBe(1);
  });
  test('counts, place by place, whom it looks at, whom it counts, and whose profile is not known', () => {
    const { ledger } = open([
      anAllocation('L-1'),
      anAllocation('L-1', { shareOfPlusCeiling: 0.9 }),
      anAllocation('L-1', { shareOfPlusCeiling: null }),
      anAllocation('L-2'),
    ]);
    expect(ledger.count(all, ROUBAIX)).toEqual({ among: 3, counted: 1, unknown: 1 });
    expect(ledger.count(all, '59350')).toEqual({ among: 1, counted: 1, unknown: 0 });
    expect(ledger.count(all, '59599')).toEqual({ among: 0, counted: 0, unknown: 0 });
  });
  test('an allocation of a dwelling that is not in the stock is left out, and said', () => {
    expect(open([anAllocation('L-9'), anAllocation('L-1')])).toMatchObject({ counted: 1, missing: 1 });
  });
  test('the order of the allocations does not matter', () => {
    const some = [
      anAllocation('L-1'),
      anAllocation('L-2'),
      anAllocation('L-1', { shareOfPlusCeiling: null }),
    ];
    expect(open([...some].reverse()).ledger.count(all, ROUBAIX)).toEqual(
      open(some).ledger.count(all, ROUBAIX),
    );
  });
  test('a mutation enters no count of a first-access target', () => {
    const ledger = new Ledger(2026);
    const first = aTerritory({ targets: [target('first', { scope: 'commune', among: 'first-access' })] });
    const place = { quartier: null, qpv: null, commune: ROUBAIX, bailleur: 'vilogia' };
    ledger.add(first, place, of({ firstAccess: false }));
    expect(ledger.count(first.pack.targets[0]!, ROUBAIX).among).toBe(0);
    ledger.add(first, place, of({ firstAccess: null }));
    expect(ledger.count(first.pack.targets[0]!, ROUBAIX)).toEqual({ among: 1, counted: 0, unknown: 1 });
  });
});
