import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { REVIEW_BY } from '../../engine/review/place.ts';
import { windowAt } from '../../engine/review/review.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { aTerritory, FRAGILE, ROUBAIX, TERRITORY } from '../support/territory.ts';
import { anOutcome, dayOf, reviewCase, wholeOf } from './support.ts';

const decidedOf = (overrides: Parameters<typeof anAllocation>[1]) =>
  wholeOf(reviewCase({ allocations: [anAllocation('L-1', overrides)] })).decided.parts;

describe('decided is not signed', () => {
  const allocation = anAllocation('L-1', { decidedOn: '2025-12-18', leaseSignedOn: '2026-01-20' });
  test('each counts in the year of its own day', () => {
    const review = reviewCase({ allocations: [allocation], first: 2025, years: 2 });
    expect([0, 1].map((year) => wholeOf(review, year).decided.total)).toEqual([1, 0]);
    expect([0, 1].map((year) => wholeOf(review, year).signed.total)).toEqual([0, 1]);
  });

  test('the lease is to come on the last day counted, even where it is signed since', () => {
    const review = reviewCase({ allocations: [allocation], first: 2025, years: 2 });
    expect(wholeOf(review).decided.parts.lease).toEqual({ signed: 0, 'to-come': 1 });
    expect(wholeOf(review, 1).signed.parts.lease).toEqual({ signed: 1, 'to-come': 0 });
  });

  test('what is decided, or signed, after the day is not counted', () => {
    const later = anAllocation('L-1', { decidedOn: '2026-11-03', leaseSignedOn: '2026-12-01' });
    const cell = wholeOf(reviewCase({ allocations: [later] }));
    expect([cell.decided.total, cell.signed.total]).toEqual([0, 0]);
  });
});

describe('who was housed', () => {
  test.each([
    [{ firstAccess: true, verifiedSituations: ['ACI_LABEL'] }, 'first-priority'],
    [{ firstAccess: true, daloActive: true }, 'first-priority'],
    [{ firstAccess: true }, 'first-other'],
    [{ firstAccess: true, verifiedSituations: null }, 'first-unknown'],
    [{ firstAccess: false, verifiedSituations: ['MUT_REFUSALS'] }, 'mutation-blocked'],
    // A priority situation is no criterion of blocked mutations, and counts on first accesses only.
    [{ firstAccess: false, verifiedSituations: ['ACI_LABEL'] }, 'mutation-other'],
    [{ firstAccess: false, verifiedSituations: null }, 'mutation-unknown'],
    [{ firstAccess: null, verifiedSituations: ['MUT_REFUSALS'] }, 'unknown'],
  ])('%o: %s', (overrides, part) => {
    const { access } = decidedOf(overrides);
    expect(Object.entries(access!).filter(([, n]) => n > 0)).toEqual([[part, 1]]);
  });

  test('a household may bear several criteria: one mutation, two marks', () => {
    const territory = aTerritory({
      situations: [
        ...TERRITORY.pack.situations,
        { ...TERRITORY.pack.situations.find(({ scope }) => scope === 'mutation')!, code: 'MUT_OTHER' },
      ],
    });
    const { decided } = wholeOf(
      reviewCase({
        territory,
        allocations: [
          anAllocation('L-1', {
            firstAccess: false,
            verifiedSituations: ['MUT_REFUSALS', 'MUT_OTHER', 'ACI_LABEL'],
          }),
        ],
      }),
    );
    expect(decided.parts.access!['mutation-blocked']).toBe(1);
    expect(decided.marks.criteria).toEqual({ MUT_REFUSALS: 1, MUT_OTHER: 1 });
  });

  test('a criterion is counted on mutations only', () => {
    const marks = [false, null, true].map((firstAccess) => {
      const allocation = anAllocation('L-1', { firstAccess, verifiedSituations: ['MUT_REFUSALS'] });
      return wholeOf(reviewCase({ allocations: [allocation] })).decided.marks.criteria!.MUT_REFUSALS;
    });
    expect(marks).toEqual([1, 0, 0]);
  });

  test.each([
    [{ shareOfPlusCeiling: 0.1999 }, 'very-modest'],
    [{ shareOfPlusCeiling: 0.2 }, 'modest'],
    [{ shareOfPlusCeiling: 0.4 }, 'intermediate'],
    [{ shareOfPlusCeiling: 0.6 }, 'higher'],
    [{ shareOfPlusCeiling: null }, 'unknown'],
    [{ shareOfPlusCeiling: null, counted: counted('modest') }, 'side-modest'],
    [{ shareOfPlusCeiling: null, counted: counted('intermediate-or-higher') }, 'side-higher'],
    [{ shareOfPlusCeiling: null, counted: counted(null) }, 'unknown'],
  ])('%o: band %s', (overrides, part) => {
    const { band } = decidedOf(overrides);
    expect(Object.entries(band!).filter(([, n]) => n > 0)).toEqual([[part, 1]]);
  });

  test.each([
    ['dalo', 'daloActive'],
    ['npru', 'npruRelocation'],
  ])('%s: yes, no, and not said, which is neither', (partition, field) => {
    const told = [true, false, null].map((value) => decidedOf({ [field]: value })[partition]);
    expect(told).toEqual([
      { yes: 1, no: 0, unknown: 0 },
      { yes: 0, no: 1, unknown: 0 },
      { yes: 0, no: 0, unknown: 1 },
    ]);
  });

  test('ranks beyond the fourth are with it', () => {
    const ranks = [1, 4, 9].map((rank) => anAllocation('L-1', { rank }));
    expect(wholeOf(reviewCase({ allocations: ranks })).decided.parts.rank).toEqual({
      1: 1,
      2: 0,
      3: 0,
      4: 2,
    });
  });

  test('places by fragility of the quartier, and by QPV', () => {
    const dwellings = [
      aDwelling('L-1', { quartier: FRAGILE, commune: ROUBAIX, qpv2024: 'QN05980M' }),
      aDwelling('L-2', { qpv2024: null, commune: '59350' }),
    ];
    const { decided } = wholeOf(
      reviewCase({ dwellings, allocations: dwellings.map(({ id }) => anAllocation(id)) }),
    );
    expect(decided.parts.fragility).toMatchObject({ fragile: 1, unknown: 1 });
    expect(decided.parts.qpv).toEqual({ yes: 1, no: 0, unknown: 1 });
  });

  test('waits from filing to lease, at the lease', () => {
    const review = reviewCase({
      allocations: [anAllocation('L-1', { leaseSignedOn: '2026-06-10' }), anAllocation('L-1')],
      filedOn: () => dayOf('2026-06-01'),
    });
    expect(wholeOf(review).waits).toMatchObject({ known: 1, unknown: 0, medianDays: 9 });
  });
});

function counted(bandGroup: 'modest' | 'intermediate-or-higher' | null) {
  return { bandGroup, firstQuartile: null, verifiedPriority: null };
}

describe('what became of lists', () => {
  const listOf = (...answers: readonly object[]) =>
    wholeOf(
      reviewCase({
        outcomes: answers.map((each, i) => anOutcome({ rank: i + 1, demand: aNumber(i + 1), ...each })),
      }),
    );

  test('refusals by rank and motive; silence refuses without a motive', () => {
    const { examined } = listOf(
      {},
      { refusalReason: null },
      { answer: 'no-answer', refusalReason: null },
      { answer: 'accepted', refusalReason: null },
      { answer: null, refusalReason: null },
    );
    expect(examined.total).toBe(5);
    expect(examined.parts.answer).toEqual({
      accepted: 1,
      refused: 2,
      'no-answer': 1,
      open: 1,
      'not-attributed': 0,
    });
    expect(examined.parts.rank).toMatchObject({
      '1 refused': 1,
      '2 refused': 1,
      '3 no-answer': 1,
      '4 accepted': 1,
      '4 open': 1,
    });
    expect(examined.marks.motive).toMatchObject({ size: 1, rent: 0, unknown: 1 });
  });

  test('a household that the commission set aside was proposed nothing', () => {
    const { examined } = listOf({ decision: 'inadmissible', answer: null, refusalReason: null });
    expect(examined.parts.answer).toMatchObject({ 'not-attributed': 1, open: 0 });
    expect(examined.parts.decision).toMatchObject({ inadmissible: 1 });
  });

  const silent = { answer: 'no-answer', refusalReason: null };
  const aside = { decision: 'non-attribution', answer: null, refusalReason: null };
  test.each([
    ['failed', [{}, silent]],
    // Whom the commission set aside does not keep the list open.
    ['failed', [{}, aside]],
    ['accepted', [{}, { answer: 'accepted', refusalReason: null }]],
    ['open', [{}, { answer: null, refusalReason: null }]],
    ['empty', [aside]],
  ])('%s', (state, answers) => {
    expect(Object.entries(listOf(...answers).lists.parts.state!).filter(([, n]) => n > 0)).toEqual([
      [state, 1],
    ]);
  });

  test('two commissions on one vacancy are two lists', () => {
    const outcomes = [anOutcome(), anOutcome({ examinedOn: '2026-06-01' })];
    expect(wholeOf(reviewCase({ outcomes })).lists.total).toBe(2);
  });
});

describe('rows', () => {
  test('lists count for the réservataire of the vacancy, else for the contingent they ended in', () => {
    const ended = anAllocation('L-1', { contingent: 'COLACT', demand: aNumber(7) });
    const outcomes = [
      anOutcome(),
      anOutcome({ examinedOn: '2026-06-01', answer: 'accepted', refusalReason: null, demand: aNumber(7) }),
      anOutcome({ vacancy: 'V-2' }),
      anOutcome({ vacancy: 'V-3' }),
    ];
    const review = reviewCase({
      by: 'contingent',
      allocations: [ended],
      outcomes,
      vacancies: [{ id: 'V-2', orientedTo: 'PPRIOR' } as never],
    });
    expect(
      review.rows.map(({ place, cells }) => [place, cells[0]!.lists.total, cells[0]!.decided.total]),
    ).toEqual([
      ['COLACT', 2, 1],
      ['PPRIOR', 1, 0],
      [null, 1, 0],
    ]);
  });

  test('an associated commune is the commune of today; what is not said has a row, the last', () => {
    const review = reviewCase({
      by: 'quartier',
      dwellings: [aDwelling('L-1', { quartier: FRAGILE }), aDwelling('L-2', { commune: '59350' })],
      allocations: ['L-2', 'L-1'].map((id) => anAllocation(id)),
    });
    expect(review.rows.map(({ place }) => place)).toEqual([FRAGILE, null]);
    const lomme = reviewCase({
      dwellings: [aDwelling('L-1', { commune: '59355' })],
      allocations: [anAllocation('L-1')],
    });
    expect(lomme.rows.map(({ place }) => place)).toEqual(['59350']);
  });

  test('a dwelling that is not in the stock is counted nowhere, and said; one of others is not even that', () => {
    const allocations = [
      anAllocation('L-1'),
      anAllocation('L-9'),
      anAllocation('L-9', { decidedOn: '2020-01-06' }),
    ];
    const review = reviewCase({ allocations, shown: () => false });
    expect([review.missing, review.rows.length, wholeOf(review).decided.total]).toEqual([1, 0, 0]);
  });

  test('a réservataire sees what is credited to it', () => {
    const allocations = ['COLACT', 'PPRIOR', null].map((contingent) => anAllocation('L-1', { contingent }));
    expect(wholeOf(reviewCase({ allocations, credited: 'COLACT' })).decided.total).toBe(1);
  });
});

test('totals are sums: of their parts, and of the rows, whatever the rows are', () => {
  let applicable = 0;
  const maybe = fc.option(fc.boolean());
  const anyAllocation = fc.record({
    dwelling: fc.constantFrom('L-1', 'L-2', 'L-3'),
    decidedOn: fc.constantFrom('2024-12-20', '2025-03-02', '2025-12-30', '2026-02-11', '2026-11-03'),
    leaseSignedOn: fc.option(fc.constantFrom('2025-01-10', '2026-01-10', '2026-12-01')),
    firstAccess: maybe,
    daloActive: maybe,
    npruRelocation: maybe,
    shareOfPlusCeiling: fc.option(fc.double({ min: 0, max: 1.2, noNaN: true })),
    verifiedSituations: fc.option(fc.subarray(['ACI_LABEL', 'MUT_REFUSALS'])),
    contingent: fc.option(fc.constantFrom(...RESERVATAIRE_CODES)),
    rank: fc.integer({ min: 1, max: 6 }),
  });
  const dwellings = [
    aDwelling('L-1'),
    aDwelling('L-2', { bailleur: 'vilogia', commune: '59350' }),
    aDwelling('L-3', { quartier: FRAGILE }),
  ];
  fc.assert(
    fc.property(fc.array(anyAllocation, { maxLength: 12 }), fc.constantFrom(...REVIEW_BY), (rows, by) => {
      const allocations = rows.map(({ dwelling, ...rest }) => anAllocation(dwelling, rest));
      const review = reviewCase({ allocations, dwellings, by, first: 2025, years: 2 });
      for (const [window, whole] of review.whole.entries())
        for (const set of ['decided', 'signed'] as const) {
          const { total, parts } = whole[set];
          if (total > 0) applicable += 1;
          for (const table of Object.values(parts))
            expect(Object.values(table).reduce((a, b) => a + b, 0)).toBe(total);
          expect(review.rows.reduce((sum, { cells }) => sum + cells[window]![set].total, 0)).toBe(total);
        }
      const at = (year: number) => review.whole[windowAt(review, review.period.years[year]!)]!.decided.total;
      expect(review.whole[windowAt(review, review.period.together!)]!.decided.total).toBe(at(0) + at(1));
    }),
    { numRuns: 60 },
  );
  expect(applicable).toBeGreaterThan(100);
});
