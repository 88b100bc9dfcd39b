import { describe, expect, test } from 'vitest';
import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import { OutcomeSchema } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { localisationOf } from '../../engine/flows/localisation.ts';
import { overlapsOf } from '../../engine/flows/overlaps.ts';
import { periodOf, type ReviewLine, reviewOf } from '../../engine/flows/review.ts';
import { creditBit } from '../../engine/shortlist/credits.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { FRAGILE, LESS_FRAGILE, MEL_PACK, PROPOSAL, TERRITORY, TODAY } from '../support/territory.ts';
import { LMH, leasesOf, rules } from './support.ts';

const dwellings = byId(
  aDwelling('L-1', { quartier: FRAGILE }),
  aDwelling('L-2', { quartier: LESS_FRAGILE, bailleur: 'vilogia' }),
  aDwelling('L-3'),
  aDwelling('L-4', { qpv2024: null }),
);

describe('where what is credited is', () => {
  const placesOf = (allocations: readonly Allocation[], bailleur: string | null = null) =>
    localisationOf({ territory: TERRITORY, dwellings, allocations, asOf: TODAY, bailleur });

  test('leases of the flow by réservataire and fragility, unknown ones said', () => {
    const { all, credited } = placesOf([
      anAllocation('L-1', { contingent: 'COLACT' }),
      anAllocation('L-2', { contingent: 'COLACT' }),
      anAllocation('L-3', { contingent: null }),
    ]);
    expect(all).toMatchObject({ leases: 3, byFragility: { fragile: 1, 'less-fragile': 1, unknown: 1 } });
    expect(credited.map(({ reservataire, leases }) => [reservataire, leases])).toEqual([
      ['COLACT', 2],
      [null, 1],
    ]);
  });
  test.each([
    ['last year', { decidedOn: '2025-12-31' }],
    ['a mutation', { firstAccess: false }],
    ['tomorrow', { decidedOn: '2026-11-03' }],
    ['a QPV that is not said', { dwelling: 'L-4' }],
    ['a dwelling that is not in the stock', { dwelling: 'L-9' }],
  ])('%s is outside', (_, rest) => {
    expect(placesOf([anAllocation('L-1', rest)]).all.leases).toBe(0);
  });
  test('one landlord', () => {
    expect(placesOf([anAllocation('L-1'), anAllocation('L-2')], LMH).all.leases).toBe(1);
  });
  test('by lease where leases count', () => {
    const territory = rules({
      row: { toleranceDwellings: 1, precedence: 4, event: 'lease', provenance: PROPOSAL },
    });
    const leases = (leaseSignedOn: string | null) =>
      localisationOf({
        territory,
        dwellings,
        allocations: [anAllocation('L-1', { leaseSignedOn })],
        asOf: TODAY,
        bailleur: null,
      }).all.leases;
    expect([leases(null), leases('2026-06-01'), leases('2026-12-01')]).toEqual([0, 1, 0]);
  });
});

describe('how contingents overlap', () => {
  const bits = (...codes: Parameters<typeof creditBit>[0][]) =>
    codes.reduce((mask, code) => mask | creditBit(code), 0);
  const territory = rules({
    shares: TERRITORY.pack.contingents.shares.map((share) =>
      share.reservataire === 'COLACT'
        ? { ...share, credits: { ...share.credits!, channels: ['ACI_LARGE'] } }
        : share,
    ),
  });
  const overlaps = (allocations: readonly Allocation[]) =>
    overlapsOf({
      territory,
      dwellings,
      allocations,
      asOf: TODAY,
      bailleur: null,
      waiting: new Map([
        [bits('AUCUN'), 10],
        [bits('PPRIOR', 'COLACT', 'AUCUN'), 25],
      ]),
    });

  test('waiting demands by the contingents they could be credited to, most first', () => {
    expect(overlaps([]).waiting).toEqual([
      { contingents: ['COLACT', 'PPRIOR'], demands: 25 },
      { contingents: [], demands: 10 },
    ]);
  });
  test('leases by what their record allows, and the contingent that each was credited to', () => {
    const both = { daloActive: true, verifiedSituations: ['ACI_LABEL'] };
    const { credited } = overlaps([
      ...leasesOf('PPRIOR', 2, both),
      ...leasesOf('COLACT', 1, both),
      ...leasesOf('COLACT', 1, { verifiedSituations: ['ACI_LABEL'] }),
      ...leasesOf(null, 4),
    ]);
    expect(credited).toEqual([
      { allowed: [], leases: 4, credited: [{ reservataire: null, leases: 4 }] },
      {
        allowed: ['PPRIOR', 'COLACT'],
        leases: 3,
        credited: [
          { reservataire: 'COLACT', leases: 1 },
          { reservataire: 'PPRIOR', leases: 2 },
        ],
      },
      { allowed: ['COLACT'], leases: 1, credited: [{ reservataire: 'COLACT', leases: 1 }] },
    ]);
  });
  test.each([
    ['DALO', { daloActive: null }],
    ['situations', { verifiedSituations: null }],
  ])('a record that does not say %s is in no line, and counted apart', (_, rest) => {
    const { credited, unsaid } = overlaps(leasesOf('PPRIOR', 1, rest));
    expect([credited, unsaid]).toEqual([[], 1]);
  });
});

describe('the review to réservataires', () => {
  const outcome = (vacancy: string, dwelling: string, rest: object = {}): Outcome =>
    OutcomeSchema.parse({
      vacancy,
      dwelling,
      demand: aNumber(1),
      rank: 1,
      examinedOn: '2026-03-02',
      decision: 'attribution-ranked',
      answer: 'refused',
      refusalReason: null,
      ...rest,
    });
  const review = (
    allocations: readonly Allocation[],
    outcomes: readonly Outcome[] = [],
    { orientedTo = null, bailleur = null }: { orientedTo?: string | null; bailleur?: string | null } = {},
  ): readonly ReviewLine[] =>
    reviewOf({
      territory: TERRITORY,
      dwellings,
      vacancies: new Map([['V-1', aVacancy('V-1', 'L-1', { orientedTo })]]),
      allocations,
      outcomes,
      year: 2026,
      asOf: TODAY,
      bailleur,
    });

  test('a line says réservataire, type, financing, QPV, commune, period; it counts each event in its year', () => {
    const lines = review([
      anAllocation('L-1', { contingent: 'COLACT', leaseSignedOn: '2026-06-01' }),
      anAllocation('L-1', { contingent: 'COLACT', decidedOn: '2025-12-20', leaseSignedOn: '2026-01-10' }),
      anAllocation('L-1', { contingent: 'COLACT', leaseSignedOn: '2026-11-20' }),
    ]);
    expect(lines).toEqual([
      {
        bailleur: LMH,
        reservataire: 'COLACT',
        typology: 'T2',
        financing: 'PLUS',
        qpv: false,
        commune: '59512',
        period: periodOf(MEL_PACK.national.constructionPeriods, 1975),
        proposed: 0,
        allocated: 2,
        signed: 2,
      },
    ]);
  });
  test('a vacancy is proposed once a year, whoever was examined', () => {
    const twice = [outcome('V-1', 'L-1'), outcome('V-1', 'L-1', { rank: 2, examinedOn: '2026-04-02' })];
    expect(review([], twice)).toMatchObject([{ proposed: 1, allocated: 0, reservataire: null }]);
    expect(review([], [outcome('V-1', 'L-1', { examinedOn: '2025-03-02' })])).toEqual([]);
  });
  test('a proposal is that of the orientation, else of the contingent that the dwelling went to after it', () => {
    const proposed = (orientedTo: string | null, decidedOn: string) =>
      review([anAllocation('L-1', { contingent: 'COLACT', decidedOn })], [outcome('V-1', 'L-1')], {
        orientedTo,
      }).find((line) => line.proposed === 1)!.reservataire;
    expect(proposed('PPRIOR', '2026-03-02')).toBe('PPRIOR');
    expect(proposed(null, '2026-03-02')).toBe('COLACT');
    expect(proposed(null, '2026-03-01')).toBeNull();
    expect(proposed(null, '2026-11-20')).toBeNull();
  });
  test('lines follow the codes, what is not on record last; one landlord alone when asked', () => {
    const allocations = [
      anAllocation('L-1', { contingent: null }),
      anAllocation('L-1', { contingent: 'PPRIOR' }),
      anAllocation('L-1', { contingent: 'COLTER' }),
      anAllocation('L-2', { contingent: 'COLTER' }),
      anAllocation('L-4', { contingent: 'COLTER' }),
    ];
    expect(
      review(allocations).map(({ bailleur, reservataire, qpv }) => [bailleur, reservataire, qpv]),
    ).toEqual([
      [LMH, 'COLTER', false],
      [LMH, 'COLTER', null],
      [LMH, 'PPRIOR', false],
      [LMH, null, false],
      ['vilogia', 'COLTER', false],
    ]);
    expect(review(allocations, [], { bailleur: 'vilogia' })).toHaveLength(1);
  });
  test.each([
    [null, null],
    [1900, 'avant 1949'],
    [1948, 'avant 1949'],
    [1949, '1949 à 1974'],
    [2006, 'depuis 2006'],
  ])('a dwelling of %s: %s', (builtIn, period) => {
    expect(periodOf(MEL_PACK.national.constructionPeriods, builtIn)).toBe(period);
  });
  test('the day of the review bounds what is on record', () => {
    const late = { decidedOn: '2026-11-02' as IsoDay };
    expect(review([anAllocation('L-1', late)])).toHaveLength(1);
    expect(review([anAllocation('L-1', { decidedOn: '2026-11-03' })])).toEqual([]);
  });
});
