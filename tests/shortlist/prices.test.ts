import { fc, test as property } from '@fast-check/vitest';
import { afterAll, describe, expect, test } from 'vitest';
import { profileClasses } from '../../engine/assignment/classes.ts';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { contingentsOf, creditMask } from '../../engine/shortlist/credits.ts';
import { listOrder } from '../../engine/shortlist/listOrder.ts';
import { PreparedPrices } from '../../engine/shortlist/prices.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { explainPair, rulesFor, selectEligible, shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { ACI, dwelling, HIGHER, household, MIX, MODEST } from '../assignment/explain/support.ts';
import { aNumber, aVacancy } from '../support/demands.ts';
import { ORDERING, WEIGHTING } from '../support/methods.ts';
import { type PointsByTarget, pricingOf } from '../support/prices.ts';
import { requestOf, type ShortlistCase } from '../support/shortlists.ts';
import { aTerritory, PROPOSAL } from '../support/territory.ts';

const TERRITORY = aTerritory({ targets: [MIX, ACI] });
const years = (sequence: number, since: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${since}-11-02`, ...more });

const given = (demands: ShortlistCase['demands'], more: Partial<ShortlistCase> = {}) =>
  requestOf({ demands, dwelling: dwelling('L-1'), territory: TERRITORY, nextCount: 0, ...more });

/** Sequences of the list, first first. */
const listed = (request: ReturnType<typeof given>, points: PointsByTarget | null): readonly number[] =>
  shortlistFor(
    points === null ? request : { ...request, pricing: pricingOf(request, points) },
  ).candidates.map(({ number }) => Number(number.slice(7, 13)));

// Half a point a month: 6 points a year.
const four = [years(1, 2014), years(2, 2015), years(3, 2016), years(4, 2017, { income: HIGHER })];

describe('a price', () => {
  test('of nothing leaves the method’s order', () => {
    expect(listed(given(four), null)).toEqual([1, 2, 3]);
    expect(listed(given(four), {})).toEqual([1, 2, 3]);
  });
  test('brings in who serves its target, once it is worth the points that it costs', () => {
    // A lease of a household that is not modest brings 0.5 dwelling, one of another takes 0.5: the price makes their difference.
    expect(listed(given(four), { mix: 5.999 })).toEqual([1, 2, 3]);
    expect(listed(given(four), { mix: 6.001 })).toEqual([1, 2, 4]);
    expect(listed(given(four), { mix: 50 })).toEqual([4, 1, 2]);
  });
  test('at equal value, the method’s order decides', () => {
    const request = given(four);
    expect(listed(request, { mix: 6 })).toEqual([1, 2, 3]);
    const { candidates } = shortlistFor({ ...request, pricing: pricingOf(request, { mix: 6 }) });
    expect(candidates[2]!.aheadOfNext).toMatchObject({ by: 'even', separation: { by: 'points' } });
  });
  test('of a target that the territory has no more, or of another place, weighs nothing', () => {
    const request = given(four);
    const other = given(four, { territory: aTerritory({ targets: [ACI] }) });
    const { prepared } = pricingOf(request, { mix: 50 });
    const elsewhere = prepared.prices.rows.map((row) => ({ ...row, place: 'autre' }));
    for (const prices of [prepared.prices, { ...prepared.prices, rows: elsewhere }]) {
      const on = prices === prepared.prices ? other : request;
      const classes = profileClasses(on.pool, on.territory);
      const pricing = {
        prepared: new PreparedPrices(prices, on.territory, classes),
        orientedTo: null,
        rankingOf: () => on.ranking,
      };
      const { candidates, prices: used } = shortlistFor({ ...on, pricing });
      expect(candidates.map(({ number }) => number)).toEqual([1, 2, 3].map(aNumber));
      expect(used?.rows).toEqual([]);
    }
  });
});

describe('levels', () => {
  // The recognised household has waited less, and its level goes first.
  const demands = [years(1, 2014), years(2, 2015), years(3, 2016, { dalo: true }), years(4, 2017)];
  test('go first among demands that priced targets see alike', () => {
    expect(listed(given(demands), { mix: 50 })).toEqual(listed(given(demands), null));
  });
  test('between demands that they see differently, points and prices decide', () => {
    const mixed = [...demands, years(5, 2013, { income: HIGHER })];
    expect(listed(given(mixed), {})[0]).toBe(3);
    expect(listed(given(mixed), { mix: 50 })[0]).toBe(5);
  });
});

describe('what explains a candidate', () => {
  test('points, lift and the part of each target make its value', () => {
    const request = given([...four, years(5, 2016, { label: true, income: HIGHER })]);
    const { candidates, prices } = shortlistFor({
      ...request,
      pricing: pricingOf(request, { mix: 8, aci: 20 }),
    });
    expect(prices?.rows.map(({ target }) => target.id).sort()).toEqual(['aci', 'mix']);
    expect(candidates[0]!.number).toBe(aNumber(5));
    expect(candidates[0]!.priced!.parts.map(({ row, points }) => [row.target.id, points])).toEqual([
      ['mix', 4_000],
      ['aci', 10_000],
    ]);
    for (const { priced, score } of candidates) {
      expect(priced!.points).toBe(score.points);
      expect(priced!.value).toBeCloseTo(
        priced!.points + priced!.lift + priced!.parts.reduce((sum, { points }) => sum + points, 0),
        6,
      );
    }
    expect(candidates[0]!.aheadOfNext).toMatchObject({ by: 'value', targets: 28_000 });
  });
  test('an explained demand has the rank that the list gives it', () => {
    const request = given(four);
    const pricing = pricingOf(request, { mix: 50 });
    const { candidates } = shortlistFor({ ...request, pricing, nextCount: 10 });
    for (const { row, rank, priced } of candidates) {
      const pair = explainPair({ ...request, pricing }, row);
      expect(pair.place).toEqual({ rank, of: 4 });
      expect(pair.priced).toEqual(priced);
    }
  });
});

describe('contingents', () => {
  const ROW = { toleranceDwellings: 0, precedence: 2, provenance: PROPOSAL } as const;
  const base = aTerritory().pack.contingents;
  const flows = aTerritory({ targets: [], contingents: { ...base, row: ROW } });
  const prefect = flows.flowTargets.find(
    ({ counts, qpv }) => counts.contingent === 'PPRIOR' && qpv === 'out',
  )!.id;
  const worker = flows.flowTargets.find(
    ({ counts, qpv }) => counts.contingent === 'COLACT' && qpv === 'out',
  )!.id;
  const request = (
    demands: ShortlistCase['demands'],
    orientedTo: (typeof RESERVATAIRE_CODES)[number] | null = null,
  ) =>
    given(demands, {
      territory: flows,
      dwelling: dwelling('L-1', { qpv2024: false }),
      vacancy: aVacancy('V-1', 'L-1', { orientedTo }),
    });
  const credited = (of: ReturnType<typeof request>, points: PointsByTarget) =>
    shortlistFor({ ...of, pricing: pricingOf(of, points) }).candidates.map(({ number, priced }) => [
      Number(number.slice(7, 13)),
      priced!.credited,
    ]);

  test('a lease is credited to the best of those that the profile allows', () => {
    const demands = [...four.slice(0, 3), years(4, 2015, { contingents: ['PPRIOR', 'COLACT'] })];
    expect(credited(request(demands), { [prefect]: 5, [worker]: 9 })[0]).toEqual([4, 'COLACT']);
    expect(credited(request(demands), { [prefect]: 9, [worker]: 5 })[0]).toEqual([4, 'PPRIOR']);
    expect(credited(request(demands), {}).map(([, to]) => to)).toEqual(['AUCUN', 'AUCUN', 'AUCUN']);
  });
  test('an oriented vacancy credits its réservataire, or nobody', () => {
    const demands = [...four.slice(0, 3), years(4, 2015, { contingents: ['PPRIOR', 'COLACT'] })];
    expect(credited(request(demands, 'PPRIOR'), { [prefect]: 9, [worker]: 90 })[0]).toEqual([4, 'PPRIOR']);
    expect(credited(request(demands, 'COLTER'), { [prefect]: 5 }).every(([, to]) => to === 'AUCUN')).toBe(
      true,
    );
  });
  test('Action Logement’s weighting counts where the lease is credited to it', () => {
    const employee = {
      ...years(4, 2015, { contingents: ['COLACT'] }),
      motives: ['19'],
      employment: {
        applicant: {
          contract: 'CDI' as const,
          actionLogementEmployer: true,
          workplaceCommune: '59350' as never,
        },
        coApplicant: null,
      },
    };
    const of = request([...four.slice(0, 3), employee]);
    const weighted = rankPool({ pool: of.pool, ordering: ORDERING, weighting: WEIGHTING, seed: 1 });
    const pricing = pricingOf(
      of,
      { [worker]: 1 },
      {
        rankingOf: (contingent) => (contingent === 'COLACT' ? weighted : of.ranking),
      },
    );
    const [first] = shortlistFor({ ...of, pricing }).candidates;
    expect(first).toMatchObject({ number: aNumber(4), priced: { credited: 'COLACT' } });
    expect(first!.priced!.points - of.ranking.scored.points[first!.row]!).toBe(20_000);
    expect(first!.score.points).toBe(first!.priced!.points);
  });
});

describe('over random worlds', () => {
  let moved = 0;
  let served = 0;
  afterAll(() => {
    expect(moved).toBeGreaterThan(20);
    expect(served).toBeGreaterThan(10);
  });
  const anyDemand = fc.record({
    since: fc.integer({ min: 2010, max: 2025 }),
    income: fc.constantFrom(MODEST, HIGHER, null),
    dalo: fc.boolean(),
    label: fc.boolean(),
    contingents: fc.option(fc.uniqueArray(fc.constantFrom(...RESERVATAIRE_CODES), { maxLength: 3 })),
  });
  const drawn = fc.array(anyDemand, { minLength: 5, maxLength: 14 });
  const price = fc.integer({ min: 1, max: 30 });
  const worldOf = (demands: readonly (typeof drawn extends fc.Arbitrary<infer T> ? T : never)[number][]) =>
    given(demands.map(({ since, ...more }, i) => years(i + 1, since, more)));
  const eligibleOf = (request: ReturnType<typeof given>) =>
    Uint32Array.from(selectEligible(request, rulesFor(request)).eligible).sort();

  property.prop({ drawn })('without prices, the method’s order of everybody', ({ drawn: demands }) => {
    const request = worldOf(demands);
    const rows = eligibleOf(request);
    const free = listOrder({ ...request, pricing: pricingOf(request, {}) }, rows);
    expect([...free.first(rows.length)]).toEqual([...listOrder(request, rows).first(rows.length)]);
  });

  property.prop({ drawn, mix: price, aci: price, seed: fc.integer() })(
    'the order is total, the same whatever the order of rows, and sorted by value',
    ({ drawn: demands, mix, aci, seed }) => {
      const request = worldOf(demands);
      const pricing = pricingOf(request, { mix, aci });
      const rows = eligibleOf(request);
      const shuffled = rows.slice().sort((a, b) => ((a * 7919 + seed) % 97) - ((b * 7919 + seed) % 97));
      const order = listOrder({ ...request, pricing }, rows);
      const all = [...order.first(rows.length)];
      expect([...listOrder({ ...request, pricing }, shuffled).first(rows.length)]).toEqual(all);
      expect([...Uint32Array.from(all).sort()]).toEqual([...rows]);
      expect([...order.first(3)]).toEqual(all.slice(0, 3));
      if (`${all}` !== `${[...listOrder(request, rows).first(rows.length)]}`) moved += 1;
      all.slice(1).forEach((row, i) => {
        expect(order.standing(all[i]!)!.value).toBeGreaterThanOrEqual(order.standing(row)!.value);
        expect(order.before(all[i]!, row)).toBe(true);
      });
      for (const row of all) {
        const { credited, value, points, lift, parts } = order.standing(row)!;
        expect(contingentsOf(creditMask(request.pool, request.territory, row))).toContain(credited);
        expect(value).toBeCloseTo(points + lift + parts.reduce((sum, part) => sum + part.points, 0), 6);
        expect(lift).toBeGreaterThanOrEqual(0);
      }
    },
  );

  property.prop({ drawn, mix: price, more: fc.integer({ min: 10, max: 90 }) })(
    'a higher price never brings its target less',
    ({ drawn: demands, mix, more }) => {
      const request = worldOf(demands);
      const rows = eligibleOf(request);
      const brings = (points: number): number => {
        const order = listOrder({ ...request, pricing: pricingOf(request, { mix: points }) }, rows);
        return [...order.first(3)].reduce(
          (sum, row) => sum + order.standing(row)!.parts.reduce((all, { dwellings }) => all + dwellings, 0),
          0,
        );
      };
      const [low, high] = [brings(mix), brings(mix + more)];
      expect(high).toBeGreaterThanOrEqual(low);
      if (high > low) served += 1;
    },
  );
});
