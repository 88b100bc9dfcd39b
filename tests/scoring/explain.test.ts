import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainRow, explainScore } from '../../scoring/explain.ts';
import { weigh } from '../../scoring/weigh.ts';
import { anyRow, randomMethod } from './support/arbitraries.ts';
import { type Row, storeOf } from './support/columns.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

const explained = (content: unknown, row: Row) => explainRow(method(content), storeOf([row]), 0);
const group = (combine: string, criteria: unknown[], more: object = {}) => ({
  ...HEAD,
  groups: [{ id: 'g', label: 'groupe g', combine, criteria, ...more }],
});
const A = criterion('a', 5, { when: 'b1' });
const B = criterion('b', 8, { when: 'b2' });
const C = criterion('c', 3, { when: 'S1', evidence: 'verified' });
const criteriaOf = (content: unknown, row: Row) => explained(content, row).groups[0]!.criteria;

test('the explanation is the trace of the score: its parts add up to it, on random methods and rows', () => {
  let runs = 0;
  let withPoints = 0;
  let capped = 0;
  let tiered = 0;
  let channelled = 0;
  let ticked = 0;
  let waited = 0;
  let refused = 0;
  fc.assert(
    fc.property(randomMethod, fc.array(anyRow, { minLength: 5, maxLength: 5 }), (content, rows) => {
      const compiled = method(content);
      const store = storeOf(rows);
      const scored = compiled.score(store);
      rows.forEach((_, row) => {
        const e = explainRow(compiled, store, row);
        const criteria = e.groups.flatMap((g) => g.criteria);
        expect(criteria.reduce((sum, c) => sum + c.points, 0)).toBe(scored.points[row]);
        expect(e.points).toBe(scored.points[row]);
        expect(e.tier).toBe(scored.tier[row]);
        expect(e.toVerify).toBe(scored.toVerify[row]);
        const inScope = e.graded ? 1 : { met: 2, unmet: 0, unknown: 255 }[e.inScope];
        expect(inScope).toBe(scored.inScope[row]);
        for (const g of e.groups) {
          expect(g.criteria.reduce((sum, c) => sum + c.points, 0)).toBe(g.points);
          for (const c of g.criteria) {
            if (c.status !== 'met') expect(c.ownPoints).toBe(0);
            if (c.reducedBy === null) expect(c.points).toBe(c.ownPoints);
            if (c.status !== 'unknown') expect(c.couldBring).toBe(0);
          }
        }
        runs += 1;
        if (scored.points[row] !== 0) withPoints += 1;
        if (criteria.some((c) => c.reducedBy === 'cap')) capped += 1;
        if (e.decidedBy?.kind === 'tier') tiered += 1;
        if (e.decidedBy?.kind === 'channel') {
          channelled += 1;
          expect(e).toMatchObject({ points: 0, groups: [], graded: false });
        }
        if (criteria.some((c) => c.reducedBy === 'ticks')) ticked += 1;
        if (criteria.some((c) => c.id.endsWith('-mois') && c.points !== 0)) waited += 1;
        if (criteria.some((c) => c.id.startsWith('refus') && c.points < 0)) refused += 1;
      });
    }),
    { numRuns: 250, seed: 11 },
  );
  expect(runs).toBe(1250);
  expect(withPoints).toBeGreaterThan(300);
  expect(capped).toBeGreaterThan(20);
  expect(tiered).toBeGreaterThan(100);
  for (const floor of [channelled, ticked, waited, refused]) expect(floor).toBeGreaterThan(10);
});

test('a criterion that becomes met with positive points never lowers a sum', () => {
  let raised = 0;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('sum', 'max'),
      fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      anyRow,
      (points, combine, cap, row) => {
        const whens = ['b1', 'b2', 'S1', 'S2', 'c1', 'm1'];
        const content = group(
          combine,
          points.map((p, i) => criterion(`c${i}`, p, { when: whens[i] })),
          cap === undefined ? {} : { cap },
        );
        const [before, after] = method(content).score(storeOf([row, { ...row, b1: 1 }])).points;
        expect(after!).toBeGreaterThanOrEqual(before!);
        if (after! > before!) raised += 1;
      },
    ),
    { numRuns: 400, seed: 12 },
  );
  expect(raised).toBeGreaterThan(60);
});

describe('what a criterion adds, and why less than it is worth', () => {
  test('a cap takes from the last ones first', () => {
    expect(criteriaOf(group('sum', [A, B], { cap: 7 }), { b1: 1, b2: 1 })).toMatchObject([
      { id: 'a', ownPoints: 5000, points: 5000, reducedBy: null },
      { id: 'b', ownPoints: 8000, points: 2000, reducedBy: 'cap' },
    ]);
  });
  test('in a max group the others are dominated', () => {
    expect(criteriaOf(group('max', [A, B]), { b1: 1, b2: 1 })).toMatchObject([
      { id: 'a', ownPoints: 5000, points: 0, reducedBy: 'group' },
      { id: 'b', ownPoints: 8000, points: 8000, reducedBy: null },
    ]);
  });
  test('of equals, the first written counts', () => {
    const twin = criterion('twin', 5, { when: 'b2' });
    expect(criteriaOf(group('max', [A, twin]), { b1: 1, b2: 1 }).map((c) => c.points)).toEqual([5000, 0]);
  });
  test('in a first group only the first met counts', () => {
    expect(criteriaOf(group('first', [A, B]), { b1: 1, b2: 1 }).map((c) => c.points)).toEqual([5000, 0]);
  });
  test('of several boxes ticked the least counts, the others say why not, and all are to be verified', () => {
    const row = { b1: 1, b2: 1 };
    expect(criteriaOf(group('single-tick', [B, A]), row)).toMatchObject([
      { id: 'b', points: 0, reducedBy: 'ticks', toVerify: true },
      { id: 'a', points: 5000, reducedBy: null, toVerify: true },
    ]);
    expect(explained(group('single-tick', [B, A]), row).groups[0]!.severalTicked).toBe(true);
    expect(explained(group('single-tick', [B, A]), { ...row, b2: 0 }).groups[0]!.severalTicked).toBe(false);
  });
  test('a max group can be capped too', () => {
    expect(criteriaOf(group('max', [A, B], { cap: 6 }), { b1: 1, b2: 1 })).toMatchObject([
      { points: 0, reducedBy: 'group' },
      { points: 6000, reducedBy: 'cap' },
    ]);
  });
});

test('inputs are shown with label, unit and evidence; what is not declared is null', () => {
  const content = group('sum', [
    criterion('a', 5, { when: 'S1 and months >= 12 and c1 and b1 and m1', evidence: 'verified' }),
  ]);
  const [c] = criteriaOf(content, { S1: 1, months: 30, kind: 5, flags: 8 });
  expect(c!.inputs).toEqual([
    { column: 'S1', label: 'situation : première', value: true, unit: '', evidence: 'declared' },
    { column: 'months', label: 'ancienneté de la demande', value: 30, unit: 'mois', evidence: null },
    { column: 'c1', label: 'logement actuel : hôtel', value: false, unit: '', evidence: null },
    { column: 'b1', label: 'condition b1', value: null, unit: '', evidence: null },
    { column: 'm1', label: 'motif : premier', value: true, unit: '', evidence: null },
  ]);
  expect(c!.status).toBe('unmet');
});

test('a situation absent, and one not known, are told apart', () => {
  const [c] = criteriaOf(group('sum', [C]), { S1: 0 });
  expect(c!.inputs[0]).toMatchObject({ value: false, evidence: 'absent' });
  const [d] = criteriaOf(group('sum', [C]), {});
  expect(d!.inputs[0]).toMatchObject({ value: null, evidence: null });
});

test('a declared situation counts and is shown as to be verified', () => {
  expect(criteriaOf(group('sum', [C]), { S1: 1 })[0]).toMatchObject({
    status: 'met',
    points: 3000,
    toVerify: true,
  });
  expect(criteriaOf(group('sum', [C]), { S1: 3 })[0]).toMatchObject({
    status: 'met',
    points: 3000,
    toVerify: false,
  });
});

test('the source, and how sure rule and points are, come with each criterion', () => {
  const found = criterion('f', 1, { certainty: 'found', pointsCertainty: 'proposal', source: 'article 8.1' });
  const content = group('sum', [found, criterion('p', 1)]);
  expect(criteriaOf(content, {})).toMatchObject([
    { source: 'article 8.1', certainty: 'found', pointsCertainty: 'proposal' },
    { certainty: 'proposal', pointsCertainty: 'proposal' },
  ]);
});

describe('what an unknown could bring', () => {
  test.each<[string, unknown, Row, number]>([
    ['a condition', A, {}, 5000],
    ['a slope, at the end of the range', criterion('a', 'min(0.5 * months, 30)'), {}, 30_000],
    ['a falling slope, at its start', criterion('a', '10 - 0.1 * n1'), {}, 10_000],
    ['a window inside the range', criterion('a', 6, { when: 'n1 > 40 and n1 < 42' }), {}, 6000],
    ['one exact value', criterion('a', 6, { when: 'n1 == 37' }), {}, 6000],
    ['two inputs together', criterion('a', 6, { when: 'b1 and n1 >= 30' }), {}, 6000],
    ['a situation', C, {}, 3000],
    ['a verified situation', criterion('a', 4, { when: 'verified(S1)' }), {}, 4000],
    ['a code', criterion('a', 4, { when: 'c2' }), {}, 4000],
    ['what can only take away brings nothing', criterion('a', -4, { when: 'b1' }), {}, 0],
    [
      'a condition that another input already refuses',
      criterion('a', 4, { when: 'b1 and n1 > 3' }),
      { n1: 2 },
      0,
    ],
  ])('%s', (_, c, row, couldBring) => {
    expect(criteriaOf(group('sum', [c]), row)[0]!.couldBring).toBe(couldBring);
  });

  test('a cap bounds what is still to win', () => {
    expect(criteriaOf(group('sum', [A, B], { cap: 7 }), { b1: 1 })[1]!.couldBring).toBe(2000);
    expect(criteriaOf(group('max', [A, B]), { b1: 1 })[1]!.couldBring).toBe(3000);
    expect(criteriaOf(group('max', [A, B]), { b2: 1 })[0]!.couldBring).toBe(0);
  });

  test('each input that is not declared says what it alone could add, and the tier it could open', () => {
    const content = {
      ...group('sum', [A, B, criterion('d', 4, { when: 'c1' }), criterion('e', 2, { when: 'c2 and b1' })]),
      tiers: [{ id: 'haut', label: 'niveau haut', when: 'b1', source: 'essai', certainty: 'proposal' }],
    };
    expect(explained(content, { b2: 1 }).unknownInputs).toEqual([
      {
        column: 'b1',
        label: 'condition b1',
        couldBring: 5000,
        couldReach: { id: 'haut', label: 'niveau haut' },
      },
      { column: 'kind', label: 'logement actuel', couldBring: 4000, couldReach: null },
    ]);
  });

  test('asking leaves the row and the score as they were', () => {
    const compiled = method(group('sum', [A, C]));
    const store = storeOf([{ b1: 1 }]);
    const first = explainRow(compiled, store, 0);
    expect(explainRow(compiled, store, 0)).toEqual(first);
    expect(first.points).toBe(compiled.score(store).points[0]);
  });

  test('it is never less than what any declared value would have given', () => {
    let applicable = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom('n1 >= T', 'n1 < T', 'n1 == T', 'n1 > T and n1 < T + 9', 'n1 * 2 > T'),
        (threshold, actual, shape) => {
          const when = shape.replaceAll('T', String(threshold));
          const content = group('sum', [criterion('a', 6, { when })]);
          const points = method(content).score(storeOf([{ n1: actual }])).points[0]!;
          expect(criteriaOf(content, {})[0]!.couldBring).toBeGreaterThanOrEqual(points);
          if (points > 0) applicable += 1;
        },
      ),
      { numRuns: 500, seed: 13 },
    );
    expect(applicable).toBeGreaterThan(100);
  });
});

describe('scope and tiers', () => {
  const content = { ...group('sum', [A]), scope: { demands: 'first-access' } };
  test('out of scope, the method says nothing of the demand', () => {
    const e = explained(content, { firstAccess: 0, b1: 1 });
    expect(e).toMatchObject({ inScope: 'unmet', points: 0, groups: [], unknownInputs: [], decidedBy: null });
    expect(e.scopeInputs).toMatchObject([{ column: 'firstAccess', value: false }]);
  });
  test('an unknown scope says what knowing it could bring', () => {
    const e = explained(content, { b1: 1 });
    expect(e).toMatchObject({ inScope: 'unknown', points: 0, toVerify: 1 });
    expect(e.unknownInputs).toMatchObject([{ column: 'firstAccess', couldBring: 5000 }]);
  });
  test('the tier that decides is given with its inputs and source', () => {
    const tiered = {
      ...content,
      scope: { demands: 'all' },
      tiers: [
        {
          id: 't',
          label: 'niveau t',
          when: 'S1',
          evidence: 'verified',
          source: 'article 9',
          certainty: 'found',
        },
      ],
    };
    expect(explained(tiered, { S1: 1, b1: 0 }).decidedBy).toMatchObject({
      id: 't',
      status: 'met',
      toVerify: true,
      source: 'article 9',
      inputs: [{ column: 'S1', evidence: 'declared' }],
    });
  });
});

test('score(demand, contingent) is explained in two parts that add up to what weigh adds', () => {
  const ordering = method(group('sum', [A]));
  const weighting = method({
    ...group('sum', [B]),
    id: 'ponderation',
    kind: 'weighting',
    appliesToContingent: 'COLACT',
    scope: { demands: 'all', when: 'm1' },
  });
  const store = storeOf([
    { b1: 1, b2: 1, flags: 8 },
    { b1: 1, b2: 1, flags: 0 },
  ]);
  const weighed = weigh(ordering.score(store), [{ weighting, scored: weighting.score(store) }], 'COLACT');
  for (const row of [0, 1])
    expect(explainScore({ ordering, weighting }, store, row).points).toBe(weighed.points[row]);
  expect(explainScore({ ordering, weighting: null }, store, 0)).toMatchObject({
    points: 5000,
    weighting: null,
  });
});

test('a row that is not in the store is a programmer’s error', () => {
  const compiled = method(group('sum', [A]));
  for (const row of [-1, 1, 0.5, Number.NaN])
    expect(() => explainRow(compiled, storeOf([{}]), row)).toThrow(RangeError);
});
