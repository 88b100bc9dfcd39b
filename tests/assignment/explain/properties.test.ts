import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainSession } from '../../../engine/assignment/explain/explainSession.ts';
import { segmentOfPairs } from '../../../engine/assignment/model.ts';
import { worthOf } from '../../../engine/assignment/objective.ts';
import { ACI, dwelling, HIGHER, household, MIX, MODEST, type SessionCase, solved } from './support.ts';

/* Whatever the session, the parts that are explained are the value that was optimised. */

const aDemand = fc.record({
  year: fc.integer({ min: 2010, max: 2025 }),
  income: fc.constantFrom(MODEST, HIGHER, null),
  label: fc.boolean(),
  dalo: fc.boolean(),
});

const aSession: fc.Arbitrary<SessionCase> = fc
  .record({
    demands: fc.array(aDemand, { minLength: 1, maxLength: 10 }),
    dwellings: fc.integer({ min: 1, max: 3 }),
    bonus: fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.constantFrom(5_000, 10_000)), {
      maxLength: 2,
    }),
    pin: fc.boolean(),
    excluded: fc.boolean(),
    levelRule: fc.constantFrom('among-equals' as const, 'in-order' as const),
    precedence: fc.constantFrom('priced' as const, 'strict' as const),
  })
  .map(({ demands, dwellings, bonus, pin, excluded, levelRule, precedence }) => ({
    demands: demands.map(({ year, ...rest }, i) => household(i + 1, { filed: `${year}-11-02`, ...rest })),
    dwellings: Array.from({ length: dwellings }, (_, i) => dwelling(`L-${i + 1}`)),
    targets: [MIX, { ...ACI, precedence: 2 }],
    bonus: bonus.filter(([demand]) => demand <= demands.length),
    pins: pin ? [{ vacancy: 'V-1', demand: 1, rank: 2 }] : [],
    exclusions: excluded && demands.length > 1 ? [{ vacancy: 'V-1', demand: 2 }] : [],
    options: { levelRule, precedence },
  }));

test('explained parts add up to the points, the net values and the value of the plan', () => {
  let listed = 0;
  let priced = 0;
  let compared = 0;
  fc.assert(
    fc.property(aSession, (given) => {
      const { prepared, result } = solved(given);
      const session = explainSession({ prepared, result });
      const { model } = prepared.problem;
      const { value } = worthOf(model, segmentOfPairs(model), result.assignment);
      expect(session.totals.value).toBeCloseTo(value, 6);
      const candidates = session.vacancies.flatMap((vacancy) => vacancy.candidates);
      let points = 0;
      for (const { score, carried, lift, priceEffects, levels, netValue, chance, byHand } of candidates) {
        const criteria = [score.ordering, ...(score.weighting ? [score.weighting] : [])]
          .flatMap(({ groups }) => groups)
          .reduce((sum, group) => sum + group.points, 0);
        expect(criteria).toBe(score.points);
        const effects = priceEffects.reduce((sum, effect) => sum + effect.points, 0);
        expect(netValue).toBeCloseTo(score.points + carried + lift + effects + levels, 6);
        expect(lift).toBeGreaterThanOrEqual(0);
        if (!byHand) points += chance * (score.points + carried + lift);
        listed += 1;
        if (effects !== 0) priced += 1;
      }
      expect(points).toBeCloseTo(session.totals.points, 6);
      const { filled, places, pointsOnly } = session.totals;
      if (given.options?.levelRule === 'among-equals' && filled === places) {
        compared += 1;
        expect(pointsOnly).toBeGreaterThanOrEqual(session.totals.points - 1e-6);
      }
    }),
    { numRuns: 60, seed: 4, endOnFailure: true },
  );
  expect(listed).toBeGreaterThan(150);
  expect(priced).toBeGreaterThan(30);
  expect(compared).toBeGreaterThan(10);
});

test('each row brings what its households bring, each household given up has its reason, same bytes twice', () => {
  let given = 0;
  fc.assert(
    fc.property(aSession, (drawn) => {
      const { prepared, result } = solved(drawn);
      const session = explainSession({ prepared, result });
      for (const [t, { brings, asked, slack, outlook, target }] of session.targets.entries()) {
        const change = outlook.expected.balanceDwellings - outlook.withAwaited.balanceDwellings;
        expect(brings, `row ${t}`).toBeCloseTo(change, 6);
        expect(slack).toBeCloseTo(Math.max(0, asked - brings), 6);
        expect(target.active).toBe(true);
      }
      for (const { vacancy, givenUp, candidates } of session.vacancies)
        for (const { row, why } of givenUp) {
          given += 1;
          expect(candidates.some((each) => each.row === row)).toBe(false);
          const stands = session.view.standing.get(row);
          expect(why.by === 'listed-elsewhere', `${vacancy} ${why.by}`).toBe(
            stands !== undefined && !(why.by === 'excluded'),
          );
        }
      const again = explainSession({ prepared, result });
      expect(JSON.stringify(again.targets)).toBe(JSON.stringify(session.targets));
    }),
    { numRuns: 60, seed: 5, endOnFailure: true },
  );
  expect(given).toBeGreaterThan(60);
});
