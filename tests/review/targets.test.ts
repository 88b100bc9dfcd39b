import { describe, expect, test } from 'vitest';
import type { Target } from '../../engine/domain/territory.ts';
import { windowAt } from '../../engine/review/review.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { aTerritory, FRAGILE, target } from '../support/territory.ts';
import { type ReviewCase, reviewCase } from './support.ts';

const dwellings = [aDwelling('L-1', { quartier: FRAGILE }), aDwelling('L-2', { commune: '59350' })];
const TARGETS: Target[] = [
  target('quartier-mix', { scope: 'quartier', fragility: ['fragile'] }),
  target('commune-aci', { scope: 'commune', among: 'first-access', counts: { verifiedPriority: true } }),
  target('whole', {}),
  target('dalo', {
    scope: 'territory',
    credited: 'COLACT',
    event: 'lease',
    counts: { verifiedPriority: true },
  }),
];
const territory = aTerritory({ targets: TARGETS });
const targetsOf = (changes: ReviewCase, year = 0) => {
  const review = reviewCase({ territory, dwellings, ...changes });
  return review.targets[windowAt(review, review.period.years[year]!)]!.map(({ state, row }) => ({
    target: state.target.id as string,
    row,
    among: state.count.among,
    hundredths: state.balanceHundredths,
    status: state.status,
  }));
};
const named = (changes: ReviewCase) => targetsOf(changes).map(({ target, row }) => [target, row]);

describe('targets of a review', () => {
  test('those of its rows, after those of the whole territory', () => {
    expect(named({ by: 'quartier' })).toEqual([
      ['whole', null],
      ['quartier-mix', FRAGILE],
    ]);
    expect(named({ by: 'commune' })).toEqual([
      ['whole', null],
      ['commune-aci', '59350'],
      ['commune-aci', '59512'],
    ]);
    expect(named({ by: 'contingent' })).toEqual([
      ['whole', null],
      ['dalo', 'COLACT'],
    ]);
  });

  test('only in places of whoever asks; to a réservataire, only its own', () => {
    expect(named({ by: 'commune', shown: ({ commune }) => commune === '59350' })).toEqual([
      ['whole', null],
      ['commune-aci', '59350'],
    ]);
    expect(named({ by: 'contingent', credited: 'COLACT' })).toEqual([['dalo', 'COLACT']]);
    expect(named({ by: 'contingent', credited: 'PPRIOR' })).toEqual([]);
  });

  test('each year has its own count, and its distance in hundredths of dwellings', () => {
    const allocations = [
      anAllocation('L-1', { decidedOn: '2025-03-02', shareOfPlusCeiling: 0.9 }),
      anAllocation('L-1', { shareOfPlusCeiling: 0.9 }),
      anAllocation('L-1', { shareOfPlusCeiling: null }),
      anAllocation('L-1', { shareOfPlusCeiling: 0.1 }),
    ];
    const asked = { by: 'quartier', allocations, first: 2025, years: 2 } as const;
    const mix = (year: number) => targetsOf(asked, year).find(({ target }) => target === 'quartier-mix');
    expect(mix(0)).toMatchObject({ among: 1, hundredths: -50, status: 'within-tolerance' });
    // One modest of three, the unknown one counted against: half a dwelling short.
    expect(mix(1)).toMatchObject({ among: 3, hundredths: -50 });
  });

  test('a target that counts leases has none while they are to come', () => {
    const decided = anAllocation('L-1', { contingent: 'COLACT' });
    const signed = { ...decided, leaseSignedOn: '2026-06-01' } as typeof decided;
    const among = (each: typeof decided) =>
      targetsOf({ by: 'contingent', allocations: [each] }).find(({ target }) => target === 'dalo')?.among;
    expect([among(decided), among(signed)]).toEqual([0, 1]);
  });
});

describe('flow of the contingents', () => {
  const allocations = [
    ...['COLACT', 'AUCUN', 'AUCUN'].map((contingent) => anAllocation('L-1', { contingent })),
    anAllocation('L-1', { contingent: null }),
    // Mutations are no part of the flow of these rules.
    anAllocation('L-1', { contingent: 'PPRIOR', firstAccess: false }),
  ];
  const flowsOf = (changes: ReviewCase) => {
    const review = reviewCase({ territory, dwellings, allocations, by: 'contingent', ...changes });
    return review.flows[0]!.map(({ reservataire, credited, due, unknown }) => [
      reservataire,
      credited,
      Math.round(due * 100) / 100,
      unknown,
    ]);
  };

  test('what is due is the share of the flow; what says no contingent is credited to nobody', () => {
    expect(flowsOf({})).toEqual([
      ['PPRIOR', 0, 1.2, 1],
      ['COLACT', 1, 0.8, 1],
      ['AUCUN', 2, 2, 1],
    ]);
  });

  test('none but by contingent, none to who has a part of a landlord only, to a réservataire its own', () => {
    expect(flowsOf({ by: 'commune' })).toEqual([]);
    expect(flowsOf({ wholeLandlords: false })).toEqual([]);
    expect(flowsOf({ credited: 'COLACT' })).toEqual([['COLACT', 1, 0.8, 1]]);
  });
});
