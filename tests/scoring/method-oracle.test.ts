import fc from 'fast-check';
import { compile as compileMathjs } from 'mathjs/number';
import { expect, test } from 'vitest';
import { orderRows } from '../../scoring/order.ts';
import { knownRow, randomMethod } from './support/arbitraries.ts';
import { type Row, storeOf } from './support/columns.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

/*
 * A whole method against a second reading of it: mathjs's evaluator for formulas, plain loops for levels, groups, caps,
 * seniority and refusals. On declared rows only: what is not declared is the kernels' own logic, tested by itself.
 */

type Content = typeof randomMethod extends fc.Arbitrary<infer T> ? T : never;
type CriterionContent = Content['groups'][number]['criteria'][number];

const MAX = 10_000_000;
interface Oracle {
  evaluate(scope: object): number | boolean;
}
const oracles = new Map<string, Oracle>();
const evaluate = (text: string, row: Row, level: number): number | boolean => {
  const asked = text.replace(/verified\((\w+)\)/g, '$1_verified').replace(/known\(\w+\)/g, 'true');
  const oracle = oracles.get(asked) ?? (compileMathjs(asked) as unknown as Oracle);
  oracles.set(asked, oracle);
  return oracle.evaluate({
    ...Object.fromEntries(['n1', 'n2', 'n3', 'n4'].map((name) => [name, row[name]])),
    b1: row.b1 === 1,
    b2: row.b2 === 1,
    S1: row.S1! >= level,
    S2: row.S2! >= level,
    S1_verified: row.S1 === 3,
    S2_verified: row.S2 === 3,
    m1: ((row.flags! >>> 3) & 1) === 1,
    m2: ((row.flags! >>> 30) & 1) === 1,
    c1: row.kind === 2,
    c2: row.kind === 5,
  });
};
const holds = (when: string | undefined, row: Row, level = 1): boolean =>
  when === undefined || evaluate(when, row, level) === true;
const thousandths = (points: number) => Math.round(points * 1000) + 0;

/** Points of what is met, by part, in order; null = not met. */
const answersOf = (c: CriterionContent, row: Row, level: number): readonly (number | null)[] => {
  const own = 'when' in c ? c.when : undefined;
  const when = holds(own, row, level);
  if ('seniority' in c) {
    const { perMonth, capMonths, steps, abnormalDelay } = c.seniority;
    const months = row.months!;
    const one = (points: number) => (points === 0 ? null : thousandths(points));
    const reached = steps?.filter((s) => months >= s.fromMonths).at(-1);
    return [
      one(perMonth * (capMonths === undefined ? months : Math.min(months, capMonths))),
      ...(steps === undefined ? [] : [one(reached?.points ?? 0)]),
      ...(abnormalDelay === undefined
        ? []
        : [months > abnormalDelay.months ? thousandths(abnormalDelay.points) : null]),
    ];
  }
  const value = typeof c.points === 'number' ? c.points : Number(evaluate(c.points, row, level));
  if (!when || (own === undefined && typeof c.points !== 'number' && value === 0)) return [null];
  return [Math.min(MAX, Math.max(-MAX, thousandths(value)))];
};

const groupPoints = (group: Content['groups'][number], row: Row): number => {
  if (!holds(group.when, row)) return 0;
  // A formula without a condition is met when it is not zero; under a group's condition, it is met by that condition.
  const met = group.criteria.flatMap((c) =>
    answersOf(group.when === undefined ? c : { when: group.when, ...c }, row, 1).filter((p) => p !== null),
  );
  if (met.length === 0) return 0;
  const total = {
    sum: () => met.reduce((a, b) => a + b, 0),
    max: () => Math.max(...met),
    first: () => met[0]!,
    'single-tick': () => Math.min(...met),
  }[group.combine as 'sum']();
  return group.cap === undefined ? total : Math.min(total, group.cap * 1000);
};

const oracle = (content: Content, row: Row) => {
  const { scope, channels, tiers, groups, refusals } = content;
  const side = scope.demands === 'all' || (scope.demands === 'first-access') === (row.firstAccess === 1);
  const outside = channels.filter((c) => c.placement === 'outside');
  const before = channels.filter((c) => c.placement === 'before-grid');
  const none = before.length + tiers.length;
  if (!side || !holds('when' in scope ? scope.when : undefined, row))
    return { inScope: 0, tier: none + outside.length + 1, points: 0 };
  const channel = channels.find((c) => holds(c.when, row));
  if (channel)
    return {
      inScope: 2,
      tier: channel.placement === 'outside' ? none + 1 + outside.indexOf(channel) : before.indexOf(channel),
      points: 0,
    };
  const tier = tiers.findIndex((t) => holds(t.when, row));
  const lost = [...refusals].sort((a, b) => b.from - a.from).find((r) => row[r.column]! >= r.from);
  const points = groups.reduce((sum, group) => sum + groupPoints(group, row), 0) - (lost?.points ?? 0) * 1000;
  return { inScope: 1, tier: tier < 0 ? none : before.length + tier, points };
};

test('a compiled method = a second reading of its file, on random methods and declared rows', () => {
  const seen = { rows: 0, points: 0, channels: 0, tiers: 0, out: 0, seniority: 0 };
  fc.assert(
    fc.property(randomMethod, fc.array(knownRow, { minLength: 8, maxLength: 8 }), (content, rows) => {
      const { inScope, tier, points } = method(content).score(storeOf(rows));
      rows.forEach((row, i) => {
        expect(
          { inScope: inScope[i], tier: tier[i], points: points[i]! + 0 },
          `${JSON.stringify(content)} on ${JSON.stringify(row)}`,
        ).toEqual(oracle(content, row));
        seen.rows += 1;
        if (points[i] !== 0) seen.points += 1;
        if (inScope[i] === 2) seen.channels += 1;
        if (inScope[i] === 1 && tier[i]! < content.tiers.length) seen.tiers += 1;
        if (inScope[i] === 0) seen.out += 1;
        if (JSON.stringify(content).includes('perMonth')) seen.seniority += 1;
      });
    }),
    { numRuns: 400, seed: 31 },
  );
  expect(seen.rows).toBe(3200);
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(150);
});

const WHENS = ['b1', 'b2', 'S1', 'S2', 'c1', 'm1'];

test('a criterion that becomes met with positive points never worsens a rank', () => {
  let applicable = 0;
  let improved = 0;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: WHENS.length }),
      fc.constantFrom('sum', 'max'),
      fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      fc.array(knownRow, { minLength: 6, maxLength: 20 }),
      fc.nat(),
      (points, combine, cap, rows, pick) => {
        const compiled = method({
          ...HEAD,
          tiers: [
            {
              id: 't',
              label: 'niveau t',
              when: 'n4 > 60 or b1 and n4 > 40',
              source: 'essai',
              certainty: 'proposal',
            },
          ],
          groups: [
            {
              id: 'g',
              label: 'groupe g',
              combine,
              ...(cap === undefined ? {} : { cap }),
              criteria: points.map((p, i) => criterion(`c${i}`, p, { when: WHENS[i] })),
            },
          ],
        });
        const chosen = pick % rows.length;
        const rankIn = (demands: readonly Row[]) => {
          const store = storeOf(demands);
          return orderRows({
            scored: compiled.score(store),
            store,
            tieBreak: compiled.tieBreak,
            lot: Uint32Array.from(demands.keys()),
          }).position[chosen]!;
        };
        if (rows[chosen]!.b1 === 1) return;
        const before = rankIn(rows);
        const after = rankIn(rows.map((row, i) => (i === chosen ? { ...row, b1: 1 } : row)));
        expect(after).toBeLessThanOrEqual(before);
        applicable += 1;
        if (after < before) improved += 1;
      },
    ),
    { numRuns: 500, seed: 32 },
  );
  expect(applicable).toBeGreaterThan(200);
  expect(improved).toBeGreaterThan(80);
});

test('scores do not depend on the order of rows, on random methods', () => {
  let moved = 0;
  fc.assert(
    fc.property(
      randomMethod,
      fc
        .array(knownRow, { minLength: 2, maxLength: 10 })
        .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
      (content, [rows, shuffled]) => {
        const compiled = method(content);
        const of = (list: readonly Row[]) => {
          const { inScope, tier, points, toVerify } = compiled.score(storeOf(list));
          return new Map(list.map((row, i) => [row, [inScope[i], tier[i], points[i], toVerify[i]]]));
        };
        const [one, other] = [of(rows), of(shuffled)];
        for (const row of rows) expect(other.get(row)).toEqual(one.get(row));
        if (shuffled.some((row, i) => row !== rows[i])) moved += 1;
      },
    ),
    { numRuns: 150, seed: 33 },
  );
  expect(moved).toBeGreaterThan(80);
});
