import { describe, expect, test } from 'vitest';
import type { Reservataire } from '../../engine/domain/codes.ts';
import { effectsOf, targetStates } from '../../engine/targets/balance.ts';
import { ledgerOf, membership, placeOf, type TargetProfile } from '../../engine/targets/ledger.ts';
import { vacancyCredits } from '../../engine/targets/place.ts';
import { targetRows } from '../../engine/targets/rows.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { aTerritory, TODAY, target } from '../support/territory.ts';

/* A quarter of the leases of each réservataire to DALO and other priority households (L441-1): leases of one contingent. */

const collectivites = target('prioritaires-collectivites', {
  credited: 'COLTER',
  event: 'lease',
  counts: { verifiedPriority: true },
  share: 0.25,
  toleranceDwellings: 0,
});
const own = target('prioritaires-part-du-bailleur', {
  ...collectivites,
  id: 'prioritaires-part-du-bailleur',
  scope: 'bailleur',
  credited: 'AUCUN',
});
const territory = aTerritory({ targets: [collectivites, own] });
const dwelling = aDwelling('L-1');
const place = placeOf(territory, dwelling);

const profile = (verifiedPriority: boolean | null, contingent?: Reservataire | null): TargetProfile => ({
  firstAccess: true,
  bandGroup: null,
  firstQuartile: null,
  verifiedPriority,
  npruRelocation: false,
  ...(contingent === undefined ? {} : { contingent }),
});

describe('a target on the leases of one contingent', () => {
  test.each([
    ['credited to it, of a priority household', profile(true, 'COLTER'), true, true, false],
    ['credited to it, of another household', profile(false, 'COLTER'), true, false, false],
    ['credited to it, priority not known: counts against', profile(null, 'COLTER'), true, false, true],
    ['credited to another one', profile(true, 'COLACT'), false, false, false],
    ['credited to nobody', profile(true, 'AUCUN'), false, false, false],
    ['of no recorded contingent: looked at for none', profile(true, null), false, false, false],
    ['of no contingent said yet', profile(true), false, false, false],
  ] as const)('a lease %s', (_, looked, among, counted, unknown) => {
    expect(membership(collectivites, looked)).toEqual({ among, counted, unknown });
  });
});

const signed = (
  i: number,
  contingent: Reservataire | null,
  priority: boolean,
  leaseSignedOn: string | null,
) =>
  anAllocation('L-1', {
    demand: aNumber(900_000 + i),
    contingent,
    daloActive: priority,
    leaseSignedOn,
  });
const ledgerWith = (allocations: ReturnType<typeof signed>[]) =>
  ledgerOf({ territory, allocations, dwellings: byId(dwelling), asOf: TODAY }).ledger;

describe('its ledger', () => {
  const ledger = ledgerWith([
    signed(1, 'COLTER', true, '2026-06-01'),
    signed(2, 'COLTER', false, '2026-06-02'),
    signed(3, 'COLTER', true, null),
    signed(4, 'COLACT', true, '2026-06-04'),
    signed(5, null, true, '2026-06-05'),
    signed(6, 'AUCUN', false, '2026-06-06'),
  ]);
  test('counts signed leases of that contingent; those not signed are to come', () => {
    expect(ledger.count(collectivites, territory.pack.id)).toEqual({ among: 2, counted: 1, unknown: 0 });
    expect(ledger.count(collectivites, territory.pack.id, 'pending')).toEqual({
      among: 1,
      counted: 1,
      unknown: 0,
    });
    expect(ledger.count(own, dwelling.bailleur)).toEqual({ among: 1, counted: 0, unknown: 0 });
  });
  test('one lease is looked at by one contingent at most', () => {
    const total =
      ledger.count(collectivites, territory.pack.id).among + ledger.count(own, dwelling.bailleur).among;
    expect(total).toBeLessThanOrEqual(5);
    expect(total).toBe(3);
  });
});

describe('where it is shown', () => {
  const ledger = ledgerWith([]);
  const shown = (orientedTo: Reservataire | null) =>
    targetStates(territory, ledger, place, vacancyCredits({ orientedTo })).map((state) => state.target.id);
  test('at a vacancy oriented to it, with the landlord’s own share; at none where nothing says the contingent', () => {
    expect(shown('COLTER')).toEqual([collectivites.id, own.id]);
    expect(shown('COLACT')).toEqual([own.id]);
    expect(shown('AUCUN')).toEqual([own.id]);
    expect(shown(null)).toEqual([]);
  });
  test('a lease credited elsewhere has no effect on it', () => {
    const states = targetStates(territory, ledger, place, ['COLTER', 'AUCUN']);
    expect(effectsOf(states, profile(true, 'COLTER')).map((e) => e.direction)).toEqual(['towards', 'none']);
    expect(effectsOf(states, profile(false, 'AUCUN')).map((e) => e.direction)).toEqual(['none', 'away']);
  });
});

test('a quarter reached exactly is reached; one lease more without is short by a quarter of a dwelling', () => {
  const leases = (others: number) => [
    signed(0, 'COLTER', true, '2026-05-20'),
    ...Array.from({ length: others }, (_, i) => signed(i + 1, 'COLTER', false, '2026-05-20')),
  ];
  const required = (others: number) =>
    targetRows({
      territory,
      ledger: ledgerWith(leases(others)),
      openProposals: [],
      vacancies: [{ id: 'V-1' as never, place }],
      asOf: TODAY,
    }).find(({ target: { id } }) => id === collectivites.id)!.requiredDwellings;
  expect(required(3)).toBe(0);
  expect(required(4)).toBe(0.25);
});
