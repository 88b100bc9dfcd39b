import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RowExplanation, ScoreExplanation } from '../../scoring/explain.ts';
import { anyDwelling, someDemands } from '../support/arbitraries.ts';
import { shippedMethods, WEIGHTING } from '../support/methods.ts';
import { pairOf, requestOf, shortlistOf } from '../support/shortlists.ts';
import { aTerritory, MEL_PACK } from '../support/territory.ts';

const criteria = (row: RowExplanation | null) => (row?.groups ?? []).flatMap((group) => group.criteria);
const sumOf = (score: ScoreExplanation): number =>
  [
    ...criteria(score.ordering),
    ...(score.weighting?.inScope === 'met' ? criteria(score.weighting) : []),
  ].reduce((sum, { points }) => sum + points, 0);

const cases = fc.record({
  demands: someDemands({ maxLength: 40 }),
  dwelling: anyDwelling,
  beyondWishes: fc.boolean(),
});

describe('properties', () => {
  test('the order of the file changes nothing', () => {
    let listed = 0;
    fc.assert(
      fc.property(cases, fc.nat(), (given, shift) => {
        const turned = given.demands.map((_, i, all) => all[(i * 7 + shift) % all.length]!);
        const shuffled =
          new Set(turned).size === given.demands.length ? turned : [...given.demands].reverse();
        const list = shortlistOf(given);
        expect(shortlistOf({ ...given, demands: shuffled })).toEqual(list);
        listed += list.candidates.length;
      }),
      { numRuns: 80 },
    );
    expect(listed).toBeGreaterThan(30);
  });

  test('the points shown add up to the score, and the score is the one that ranked', () => {
    let scored = 0;
    fc.assert(
      fc.property(cases, fc.boolean(), (given, credited) => {
        const request = requestOf({ ...given, beyondWishes: true, weighting: credited ? WEIGHTING : null });
        const list = shortlistOf({ ...given, beyondWishes: true, weighting: credited ? WEIGHTING : null });
        for (const { row, score } of [...list.candidates, ...list.next]) {
          expect(sumOf(score)).toBe(score.points);
          expect(score.points).toBe(request.ranking.scored.points[row]);
          scored += 1;
        }
      }),
      { numRuns: 60 },
    );
    expect(scored).toBeGreaterThan(70);
  });

  test('nobody on the list has fewer points, in the same tier, than somebody after', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, (given) => {
        const list = shortlistOf({ ...given, beyondWishes: true });
        const all = [...list.candidates, ...list.next];
        all.forEach((candidate, i) => {
          const after = all[i + 1];
          if (!after) return;
          const [a, b] = [candidate.score, after.score];
          expect(a.ordering.tier).toBeLessThanOrEqual(b.ordering.tier);
          if (a.ordering.tier === b.ordering.tier) expect(a.points).toBeGreaterThanOrEqual(b.points);
          compared += 1;
        });
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(40);
  });

  test('taking out a demand that a rule sets aside changes nothing for the others', () => {
    let removed = 0;
    const withoutRows = (list: ReturnType<typeof shortlistOf>) => ({
      ...list,
      funnel: list.funnel.eligibleCount,
      candidates: list.candidates.map(({ row: _, ...rest }) => rest),
      next: list.next.map(({ row: _, ...rest }) => rest),
    });
    fc.assert(
      fc.property(cases, (given) => {
        const out = given.demands.find((d) => pairOf(given, d.number).excludedBy !== null);
        if (!out) return;
        const without = given.demands.filter((d) => d !== out);
        expect(withoutRows(shortlistOf({ ...given, demands: without }))).toEqual(
          withoutRows(shortlistOf(given)),
        );
        removed += 1;
      }),
      { numRuns: 60 },
    );
    expect(removed).toBeGreaterThan(30);
  });
});

test('the shipped methods too: points shown add up to the score', () => {
  const territory = aTerritory({ situations: MEL_PACK.situations });
  const methods = shippedMethods(territory);
  const ordering = methods.get('ar-habitat')!;
  const weighting = methods.get('action-logement')!;
  let scored = 0;
  fc.assert(
    fc.property(someDemands({ minLength: 5, maxLength: 30 }), (demands) => {
      const given = { demands, territory, ordering, weighting, beyondWishes: true, nextCount: 30 };
      const list = shortlistOf(given);
      for (const { score } of [...list.candidates, ...list.next]) {
        expect(sumOf(score)).toBe(score.points);
        scored += 1;
      }
    }),
    { numRuns: 25 },
  );
  expect(scored).toBeGreaterThan(15);
});
