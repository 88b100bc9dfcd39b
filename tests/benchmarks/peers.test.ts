import { describe, expect, test } from 'vitest';
import { fortyCriteria } from '../../benchmarks/fortyCriteria.ts';
import { plainFromPool } from '../../benchmarks/peer/fromPool.ts';
import { declaredScopes, mathjsMethod } from '../../benchmarks/peer/mathjsMethod.ts';
import { groupedShortlist, plainGroups, plainShortlist } from '../../benchmarks/peer/objectPerDemand.ts';
import { plainDemands, scoreAll } from '../../benchmarks/peer/plainDemand.ts';
import { plainMethod } from '../../benchmarks/peer/plainMethod.ts';
import { plainPlace } from '../../benchmarks/peer/plainRules.ts';
import { plainDifference } from '../../benchmarks/peer/samePlain.ts';
import { shortlistDifference } from '../../benchmarks/peer/sameShortlist.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { SMALL } from './small.ts';

const { pool, world, territory, ordering, questions, asOf, seed } = SMALL;
const method = plainMethod(ordering);
const plain = plainDemands({ demands: world.demands, territory, dictionary: pool.dictionary, asOf, seed });
scoreAll(plain, method);
const ranking = rankPool({ pool, ordering, weighting: null, seed });
const answers = questions.map((question) => ({
  ours: shortlistFor({ pool, territory, ranking, ...question, size: 3, nextCount: 0, beyondWishes: false }),
  place: plainPlace(territory, question.dwelling, asOf),
}));

describe('the object-per-demand peer', () => {
  test('gives the engine’s shortlist and funnel for every vacancy, scanned or grouped', () => {
    const groups = plainGroups(plain);
    const excluding = new Set<string>();
    let listed = 0;
    for (const { ours, place } of answers) {
      expect(shortlistDifference(ours, plainShortlist(plain, place, { method, size: 3 }))).toBeNull();
      expect(shortlistDifference(ours, groupedShortlist(groups, place, { method, size: 3 }))).toBeNull();
      listed += ours.candidates.length;
      for (const { rule, excluded } of ours.funnel.stages) if (excluded > 0) excluding.add(rule);
    }
    expect(listed).toBeGreaterThan(100);
    // A rare rule may exclude nobody in so small a world.
    expect(excluding.size).toBeGreaterThanOrEqual(answers[0]!.ours.funnel.stages.length - 2);
  });

  test('says where an answer differs', () => {
    const { ours, place } = answers.find((a) => a.ours.candidates.length === 3)!;
    const peer = plainShortlist(plain, place, { method, size: 3 });
    const [first, second, ...others] = peer.candidates;
    expect(shortlistDifference(ours, { ...peer, candidates: [second!, first!, ...others] })).toMatch(
      /candidates differ/,
    );
    expect(shortlistDifference(ours, { ...peer, eligibleCount: peer.eligibleCount + 1 })).toMatch(
      /eligible differ/,
    );
    expect(shortlistDifference(ours, { ...peer, stages: peer.stages.slice(1) })).toMatch(/funnel differ/);
  });

  test('knows of every demand what the columns hold', () => {
    const fromColumns = plainFromPool(pool, seed, Object.keys(plain[0]!.values));
    for (const demand of plain)
      expect(
        plainDifference(demand, { ...fromColumns[pool.numbers.rowOf(demand.number)]!, score: demand.score }),
      ).toBeNull();
    const [one, other] = plain;
    expect(plainDifference(one!, { ...one!, number: other!.number })).toMatch(/number differs/);
  });

  test('knows every input that the methods read', () => {
    const known = new Set(Object.keys(plain[0]!.values));
    for (const { inputs } of [ordering.read, fortyCriteria(pool.dictionary).read])
      for (const column of inputs)
        if (column.type === 'number' || column.type === 'boolean') expect(known).toContain(column.name);
  });
});

describe.each([
  ['the shipped ordering', ordering],
  ['forty criteria', fortyCriteria(pool.dictionary)],
] as const)('%s', (_, compiled) => {
  const scored = compiled.score(pool);

  test('objects get the kernels’ levels and points', () => {
    const objects = plainMethod(compiled);
    for (const demand of plain) {
      const row = pool.numbers.rowOf(demand.number);
      expect(objects.score(demand)).toEqual({ tier: scored.tier[row], points: scored.points[row] });
    }
    expect(new Set(scored.points).size).toBeGreaterThan(50);
  });

  test('mathjs gives the kernels’ points where every input is declared', () => {
    const rows = declaredScopes(compiled, pool, { count: 300, scored: (row) => scored.inScope[row] === 1 });
    expect(rows.length).toBeGreaterThan(200);
    for (const build of ['full', 'number'] as const) {
      const peer = mathjsMethod(compiled, build);
      for (const { row, scope } of rows) expect(peer.points(scope)).toBe(scored.points[row]);
    }
  });
});

test('the made-up method has forty criteria', () => {
  expect(fortyCriteria(pool.dictionary).read.criteria).toHaveLength(40);
});
