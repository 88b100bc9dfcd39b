import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { ContingentRules } from '../../engine/domain/territory.ts';
import { flowState } from '../../engine/targets/flow.ts';
import { ledgerOf, placeOf } from '../../engine/targets/ledger.ts';
import type { CandidateList } from '../../engine/targets/proposals.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { aTerritory, PROPOSAL, TERRITORY, TODAY } from '../support/territory.ts';

const LMH = { bailleur: 'lille-metropole-habitat', qpv: false } as const;
const dwellings = byId(
  aDwelling('L-1'),
  aDwelling('L-2', { bailleur: 'vilogia' }),
  aDwelling('L-3', { qpv2024: 'QN05901M' }),
  aDwelling('L-4', { qpv2024: null }),
);
const stateOf = (
  allocations: readonly Allocation[],
  {
    asOf = TODAY,
    territory = TERRITORY,
    cell = LMH,
    awaited = [],
  }: {
    readonly asOf?: string;
    readonly territory?: Territory;
    readonly cell?: { readonly bailleur: string; readonly qpv: boolean };
    readonly awaited?: readonly CandidateList[];
  } = {},
) =>
  flowState(
    territory,
    ledgerOf({ territory, allocations, dwellings, asOf: asOf as IsoDay }).ledger,
    cell,
    awaited,
  );
const credited = (contingent: string | null, times: number, rest: object = {}, dwelling = 'L-1') =>
  Array.from({ length: times }, () => anAllocation(dwelling, { contingent, ...rest }));

const rules = (changes: Partial<ContingentRules>): Territory =>
  aTerritory({ contingents: { ...TERRITORY.pack.contingents, ...changes } });

describe('lags of the réservataires', () => {
  test('due is the share of the flow; the largest relative lag comes first', () => {
    const { lags, base } = stateOf([...credited('PPRIOR', 2), ...credited('AUCUN', 8)]);
    expect(base).toBe(10);
    expect(lags).toEqual([
      { reservataire: 'COLACT', share: 0.2, credited: 0, expected: 0, due: 2, lag: 2, relativeLag: 1 },
      { reservataire: 'PPRIOR', share: 0.3, credited: 2, expected: 0, due: 3, lag: 1, relativeLag: 1 / 3 },
      { reservataire: 'AUCUN', share: 0.5, credited: 8, expected: 0, due: 5, lag: -3, relativeLag: -0.6 },
    ]);
  });
  test('a larger absolute lag does not pass before a larger relative one', () => {
    const { lags } = stateOf([...credited('PPRIOR', 10), ...credited('AUCUN', 10)]);
    expect(lags.map((l) => [l.reservataire, l.lag])).toEqual([
      ['COLACT', 4],
      ['AUCUN', 0],
      ['PPRIOR', -4],
    ]);
  });
  test('nothing allocated: nothing due, no lag to compute, the pack’s order', () => {
    const { lags, base } = stateOf([]);
    expect(base).toBe(0);
    expect(lags.map((l) => [l.reservataire, l.relativeLag])).toEqual([
      ['PPRIOR', null],
      ['COLACT', null],
      ['AUCUN', null],
    ]);
  });
  test('an allocation without contingent is in the flow, credited to nobody, and said', () => {
    const { base, unknown, lags } = stateOf([...credited(null, 2), ...credited('COLACT', 1)]);
    expect([base, unknown]).toEqual([3, 2]);
    expect(lags.reduce((sum, lag) => sum + lag.credited, 0)).toBe(1);
  });
  test.each([
    ['a mutation is outside the flow', { firstAccess: false }, 0],
    ['a first access that is not known is inside', { firstAccess: null }, 1],
    ['a relocation of urban renewal is outside', { npruRelocation: true }, 0],
    ['last year', { decidedOn: '2025-12-31' }, 0],
    ['1 January', { decidedOn: '2026-01-01' }, 1],
    ['the day examined', { decidedOn: TODAY }, 1],
    ['the day after', { decidedOn: '2026-11-03' }, 0],
  ])('%s', (_, rest, base) => {
    expect(stateOf(credited('COLACT', 1, rest)).base).toBe(base);
  });
  test.each([
    ['inside the landlord’s own stock is outside', true, 0],
    ['from another landlord’s stock is inside', false, 1],
    ['of which it is not said is inside', null, 1],
  ])('today’s law: a mutation %s', (_, own, base) => {
    const territory = rules({ flow: { without: 'own-mutations', provenance: PROPOSAL } });
    const mutation = { firstAccess: false, ownStockMutation: own };
    expect(stateOf(credited('COLACT', 1, mutation), { territory }).base).toBe(base);
  });
  test('in QPV and outside apart; a QPV that is not said counts in neither', () => {
    const allocations = [
      ...credited('COLACT', 1),
      ...credited('COLACT', 2, {}, 'L-3'),
      ...credited('COLACT', 4, {}, 'L-4'),
    ];
    expect(stateOf(allocations).base).toBe(1);
    expect(stateOf(allocations, { cell: { ...LMH, qpv: true } }).base).toBe(2);
  });
  test('another landlord’s allocations, or those of an unknown dwelling, do not count', () => {
    expect(stateOf([anAllocation('L-2'), anAllocation('L-9'), anAllocation('L-1')]).base).toBe(1);
  });
  test('shares with weight on lists are counted the same', () => {
    const territory = rules({ row: { toleranceDwellings: 1, precedence: 4, provenance: PROPOSAL } });
    const allocations = [...credited('PPRIOR', 2), ...credited('AUCUN', 8)];
    expect(stateOf(allocations, { territory })).toEqual(stateOf(allocations));
  });
  test('where leases count, a decision whose lease is not signed is expected', () => {
    const territory = rules({
      row: { toleranceDwellings: 1, precedence: 4, event: 'lease', provenance: PROPOSAL },
    });
    const state = stateOf([...credited('COLACT', 1), ...credited('PPRIOR', 1, { leaseSignedOn: TODAY })], {
      territory,
    });
    expect(state).toMatchObject({ event: 'lease', base: 1, expectedBase: 1 });
    expect(state.lags.find(({ reservataire }) => reservataire === 'COLACT')).toMatchObject({
      credited: 0,
      expected: 1,
    });
  });
  test('lists awaited are expected by their chances', () => {
    const list: CandidateList = {
      vacancy: 'V-1' as CandidateList['vacancy'],
      place: placeOf(TERRITORY, dwellings.get('L-1')!),
      candidates: [
        {
          number: aNumber(1) as CandidateList['candidates'][number]['number'],
          rank: 1,
          chance: 0.6,
          profile: {
            firstAccess: true,
            bandGroup: null,
            firstQuartile: null,
            verifiedPriority: null,
            npruRelocation: false,
            contingent: 'COLACT',
          },
        },
      ],
    };
    const { lags, expectedBase } = stateOf([], { awaited: [list] });
    expect(expectedBase).toBe(0.6);
    expect(lags.at(-1)).toMatchObject({ reservataire: 'COLACT', expected: 0.6 });
  });
});

property.prop({
  drawn: fc.array(
    fc.record({
      dwelling: fc.constantFrom('L-1', 'L-2', 'L-3', 'L-4'),
      contingent: fc.option(fc.constantFrom(...RESERVATAIRE_CODES)),
      firstAccess: fc.option(fc.boolean()),
      ownStockMutation: fc.option(fc.boolean()),
      npruRelocation: fc.option(fc.boolean()),
      leaseSignedOn: fc.constantFrom(null, '2026-06-01', '2026-12-01'),
    }),
    { maxLength: 30 },
  ),
  without: fc.constantFrom('mutations' as const, 'own-mutations' as const),
  event: fc.constantFrom('decision' as const, 'lease' as const),
})('one lease of the ledger credits one contingent at most, in one cell at most', ({ drawn, ...world }) => {
  const shares = RESERVATAIRE_CODES.map((reservataire) => ({
    reservataire,
    label: reservataire,
    share: reservataire === 'AUCUN' ? 0.5 : 0.1,
    provenance: PROPOSAL,
  }));
  const territory = rules({
    shares,
    flow: { without: world.without, provenance: PROPOSAL },
    row: { toleranceDwellings: 0, precedence: 4, event: world.event, provenance: PROPOSAL },
  });
  const allocations = drawn.map(({ dwelling, ...rest }) => anAllocation(dwelling, rest));
  let leases = 0;
  for (const bailleur of ['lille-metropole-habitat', 'vilogia'])
    for (const qpv of [true, false]) {
      const { base, unknown, lags } = stateOf(allocations, { territory, cell: { bailleur, qpv } });
      expect(lags.reduce((sum, { credited: each }) => sum + each, 0) + unknown).toBe(base);
      leases += base;
    }
  expect(leases).toBeLessThanOrEqual(drawn.length);
});
