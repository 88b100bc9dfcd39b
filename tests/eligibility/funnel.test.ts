import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { excludedBy, runFunnel } from '../../engine/eligibility/funnel.ts';
import { UNKNOWN, UNMET } from '../../engine/eligibility/rule.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import { anyDwelling, someDemands } from '../support/arbitraries.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

const prepared = (demands: readonly Demand[], dwelling: Dwelling) => {
  const pool = poolOf(demands);
  return { pool, rules: prepareRules({ pool, territory: TERRITORY, dwelling, quartier: dwelling.quartier }) };
};

const cases = fc.record({
  demands: someDemands({ maxLength: 40 }),
  dwelling: anyDwelling,
  beyondWishes: fc.boolean(),
});
const ascending = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);

describe('funnel', () => {
  test('counts add up, whatever the demands and the dwelling', () => {
    let excluded = 0;
    let unknown = 0;
    let eligible = 0;
    fc.assert(
      fc.property(cases, ({ demands, dwelling, beyondWishes }) => {
        const { pool, rules } = prepared(demands, dwelling);
        const funnel = selectEligible({ pool, dwelling, beyondWishes }, rules);
        expect(funnel.total).toBe(demands.length);
        let left = funnel.total;
        for (const stage of funnel.stages) {
          expect(stage.excluded).toBeGreaterThanOrEqual(0);
          left -= stage.excluded;
          expect(stage.remaining).toBe(left);
          expect(stage.unknown).toBeLessThanOrEqual(funnel.eligible.length);
          excluded += stage.excluded;
          unknown += stage.unknown;
        }
        expect(funnel.eligible.length).toBe(left);
        expect(new Set(funnel.eligible).size).toBe(left);
        eligible += left;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(excluded, unknown, eligible)).toBeGreaterThan(60);
  });

  test('the inverted index changes nothing: same stages and same rows as reading every demand', () => {
    let reached = 0;
    fc.assert(
      fc.property(cases, ({ demands, dwelling, beyondWishes }) => {
        const { pool, rules } = prepared(demands, dwelling);
        const quick = selectEligible({ pool, dwelling, beyondWishes }, rules);
        const whole = runFunnel({ pool, rules, beyondWishes, shortcut: null });
        expect(quick.stages).toEqual(whole.stages);
        expect(ascending(quick.eligible)).toEqual(ascending(whole.eligible));
        if (!beyondWishes && quick.eligible.length > 0) reached += 1;
      }),
      { numRuns: 150 },
    );
    expect(reached).toBeGreaterThan(12);
  });

  test('eligible is: no rule that applies is unmet', () => {
    let both = 0;
    fc.assert(
      fc.property(cases, ({ demands, dwelling, beyondWishes }) => {
        const { pool, rules } = prepared(demands, dwelling);
        const applied = rules.filter((rule) => !(beyondWishes && rule.kind === 'wish'));
        const expected = demands.flatMap((_, row) =>
          applied.some((rule) => rule.test(row) === UNMET) ? [] : [row],
        );
        const { eligible, stages } = selectEligible({ pool, dwelling, beyondWishes }, rules);
        expect(ascending(eligible)).toEqual(expected);
        stages.forEach((stage, i) => {
          expect(stage.unknown).toBe(expected.filter((row) => applied[i]!.test(row) === UNKNOWN).length);
        });
        if (expected.length > 0 && expected.length < demands.length) both += 1;
      }),
      { numRuns: 150 },
    );
    expect(both).toBeGreaterThan(35);
  });

  test('one pool serves many dwellings: what one of them left behind changes nothing for the next', () => {
    let eligible = 0;
    const several = fc.record({
      demands: someDemands({ minLength: 10, maxLength: 30 }),
      dwellings: fc.array(anyDwelling, { minLength: 2, maxLength: 5 }),
    });
    fc.assert(
      fc.property(several, ({ demands, dwellings }) => {
        const shared = poolOf(demands);
        for (const dwelling of dwellings) {
          const again = prepareRules({
            pool: shared,
            territory: TERRITORY,
            dwelling,
            quartier: dwelling.quartier,
          });
          const alone = prepared(demands, dwelling);
          const beyondWishes = dwelling.lift === null;
          const funnel = selectEligible({ pool: shared, dwelling, beyondWishes }, again);
          const fresh = selectEligible({ pool: alone.pool, dwelling, beyondWishes }, alone.rules);
          expect(funnel.stages).toEqual(fresh.stages);
          expect(ascending(funnel.eligible)).toEqual(ascending(fresh.eligible));
          eligible += funnel.eligible.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(eligible).toBeGreaterThan(60);
  });

  test('what opens under a count is exactly what it counts, and nobody is in two counts', () => {
    let opened = 0;
    fc.assert(
      fc.property(cases, ({ demands, dwelling, beyondWishes }) => {
        const { pool, rules } = prepared(demands, dwelling);
        const { stages, eligible } = selectEligible({ pool, dwelling, beyondWishes }, rules);
        const out = stages.map((stage) => {
          const rows = excludedBy({ pool, rules, beyondWishes }, stage.rule, 1_000);
          expect(rows).toHaveLength(stage.excluded);
          expect(rows).toEqual(ascending(rows));
          opened += rows.length;
          return rows;
        });
        expect(ascending([...out.flat(), ...eligible])).toEqual(demands.map((_, row) => row));
      }),
      { numRuns: 100 },
    );
    expect(opened).toBeGreaterThan(500);
  });
});

describe('funnel, on demands one can read', () => {
  const base = aDemand(0);
  const elsewhere = { wishes: { ...base.wishes, communes: ['59350'] } };
  const rich = { incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 90_000 }] } };
  const silent = { incomes: { ...base.incomes, referenceTaxIncome: [] } };
  const demands = [
    aDemand(1),
    aDemand(2, elsewhere),
    aDemand(3, { ...elsewhere, ...rich }),
    aDemand(4, rich),
    aDemand(5, silent),
    aDemand(6, { wishes: { ...base.wishes, communes: ['59350'], wide: true } }),
  ];
  const dwelling = aDwelling('L-1');
  const { pool, rules } = prepared(demands, dwelling);
  const stage = (beyondWishes: boolean, rule: string) =>
    selectEligible({ pool, dwelling, beyondWishes }, rules).stages.find((s) => s.rule === rule);

  test('a demand leaves at the first rule that it does not meet', () => {
    expect(stage(false, 'commune-wish')).toEqual({
      rule: 'commune-wish',
      kind: 'wish',
      excluded: 2,
      unknown: 0,
      remaining: 4,
    });
    expect(stage(false, 'income-ceiling')).toMatchObject({ excluded: 1, unknown: 1, remaining: 3 });
  });
  test('beyond wishes, wish rules are not in the funnel and set nobody aside', () => {
    const funnel = selectEligible({ pool, dwelling, beyondWishes: true }, rules);
    expect(funnel.stages.map((s) => s.kind)).not.toContain('wish');
    expect(ascending(funnel.eligible)).toEqual([0, 1, 4, 5]);
    expect(stage(true, 'income-ceiling')).toMatchObject({ excluded: 2, unknown: 1 });
  });
  test('the rows behind a count stop at the limit', () => {
    expect(excludedBy({ pool, rules, beyondWishes: false }, 'commune-wish', 10)).toEqual([1, 2]);
    expect(excludedBy({ pool, rules, beyondWishes: false }, 'commune-wish', 1)).toEqual([1]);
    expect(excludedBy({ pool, rules, beyondWishes: true }, 'commune-wish', 10)).toEqual([]);
    expect(excludedBy({ pool, rules, beyondWishes: false }, 'floor', 10)).toEqual([]);
  });
  test('a pool without demands gives a funnel of zeros', () => {
    const empty = prepared([], dwelling);
    const funnel = selectEligible({ pool: empty.pool, dwelling, beyondWishes: false }, empty.rules);
    expect(funnel).toMatchObject({ total: 0, eligible: new Uint32Array(0) });
    expect(funnel.stages.every((s) => s.excluded === 0 && s.remaining === 0)).toBe(true);
  });
});
