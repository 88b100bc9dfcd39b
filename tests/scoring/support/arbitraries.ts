import fc from 'fast-check';
import type { Row } from './columns.ts';

/** A random formula in our words, and the same for mathjs, whose scope holds `verified(S1)` as the name `S1_verified`. */
export interface RandomFormula {
  readonly ours: string;
  readonly oracle: string;
}

const same = (text: string): RandomFormula => ({ ours: text, oracle: text });
const join = (parts: readonly (string | RandomFormula)[]): RandomFormula => ({
  ours: parts.map((p) => (typeof p === 'string' ? p : p.ours)).join(''),
  oracle: parts.map((p) => (typeof p === 'string' ? p : p.oracle)).join(''),
});

const literal = fc.integer({ min: 0, max: 40 }).map((half) => same(String(half / 2)));
const numberColumn = fc.constantFrom('n1', 'n2', 'n3', 'n4').map(same);
const numberLeaf = fc.oneof(numberColumn, numberColumn, literal);
const conditionLeaf = fc.constantFrom<RandomFormula>(
  ...['b1', 'b2', 'S1', 'S2', 'm1', 'm2', 'c1', 'c2'].map(same),
  { ours: 'verified(S1)', oracle: 'S1_verified' },
  { ours: 'verified(S2)', oracle: 'S2_verified' },
);
const known = fc
  .constantFrom('n1', 'b1', 'S1', 'm1', 'c1')
  .map((name): RandomFormula => ({ ours: `known(${name})`, oracle: 'true' }));

/**
 * Numbers that floating point computes exactly on quarters: sums, leaf products, halves, roundings. On those, mathjs's tolerant
 * comparisons and our exact ones must agree.
 */
interface Trees {
  number: RandomFormula;
  condition: RandomFormula;
}
const trees = (conditions: fc.Arbitrary<RandomFormula>) =>
  fc.letrec<Trees>((tie) => {
    const n = tie('number') as fc.Arbitrary<RandomFormula>;
    const c = tie('condition') as fc.Arbitrary<RandomFormula>;
    return {
      number: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'formula' },
        numberLeaf,
        fc.tuple(n, fc.constantFrom(' + ', ' - '), n).map(([a, op, b]) => join(['(', a, op, b, ')'])),
        fc.tuple(numberLeaf, numberLeaf).map(([a, b]) => join([a, ' * ', b])),
        n.map((a) => join(['(', a, ') / 2'])),
        n.map((a) => join(['-', '(', a, ')'])),
        fc.tuple(fc.constantFrom('min', 'max'), n, n).map(([f, a, b]) => join([f, '(', a, ', ', b, ')'])),
        fc.tuple(fc.constantFrom('abs', 'floor', 'ceil', 'round'), n).map(([f, a]) => join([f, '(', a, ')'])),
        fc.tuple(c, n, n).map(([t, a, b]) => join(['(', t, ' ? ', a, ' : ', b, ')'])),
      ),
      condition: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'formula' },
        conditions,
        fc
          .tuple(n, fc.constantFrom(' < ', ' <= ', ' > ', ' >= ', ' == ', ' != '), n)
          .map(([a, op, b]) => join(['(', a, op, b, ')'])),
        fc.tuple(c, fc.constantFrom(' and ', ' or '), c).map(([a, op, b]) => join(['(', a, op, b, ')'])),
        c.map((a) => join(['not ', '(', a, ')'])),
        fc.tuple(c, c, c).map(([t, a, b]) => join(['(', t, ' ? ', a, ' : ', b, ')'])),
        // Without parentheses: precedence is mathjs's, ours must be the same.
        fc
          .tuple(n, n, conditions, conditions)
          .map(([a, b, x, y]) => join([a, ' + 1 < ', b, ' * 1 and ', x, ' or not ', y])),
      ),
    };
  });

const withKnown = trees(fc.oneof(conditionLeaf, conditionLeaf, known));
const withoutKnown = trees(conditionLeaf);

export const randomNumber = withKnown.number;
export const randomCondition = withKnown.condition;
/** Without `known(…)`, which alone may change when an unknown becomes known. */
export const randomMonotoneNumber = withoutKnown.number;
export const randomMonotoneCondition = withoutKnown.condition;
/** Divides by what is never zero; only exact up to rounding, so never inside a comparison. */
export const randomQuotient = fc
  .tuple(randomNumber, numberColumn)
  .map(([a, b]) => join(['(', a, ') / (', b, ' + 1)']));

const quarters = fc.integer({ min: 0, max: 400 }).map((q) => q / 4);
const known8 = (codes: readonly number[]) => fc.constantFrom(...codes);

/** A row where everything is declared. */
export const knownRow: fc.Arbitrary<Row> = fc.record({
  n1: quarters,
  n2: quarters,
  n3: quarters,
  n4: quarters,
  months: fc.integer({ min: 0, max: 600 }),
  rent: quarters,
  income: quarters,
  share: fc.integer({ min: 0, max: 8 }).map((q) => q / 4),
  firstAccess: known8([0, 1]),
  b1: known8([0, 1]),
  b2: known8([0, 1]),
  S1: known8([0, 1, 2, 3]),
  S2: known8([0, 1, 2, 3]),
  flags: fc.nat({ max: 2 ** 31 - 1 }),
  kind: known8([0, 2, 5, 7]),
});

/** A row where about a quarter of the inputs is not declared (a bit always is). */
export const anyRow: fc.Arbitrary<Row> = fc
  .tuple(knownRow, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 }))
  .map(([row, dice]) =>
    Object.fromEntries(Object.entries(row).filter(([name], i) => name === 'flags' || dice[i] !== 0)),
  );

const evidence = fc.constantFrom('declared' as const, 'computed' as const, 'verified' as const);
const common = {
  label: fc.constant('critère tiré au sort'),
  source: fc.constant('essai'),
  certainty: fc.constant('proposal' as const),
};
const formulaText = (formula: fc.Arbitrary<RandomFormula>) => formula.map((f) => f.ours);

const plainCriterion = fc.record(
  {
    when: formulaText(randomCondition),
    points: fc.oneof(
      fc.integer({ min: -20_000, max: 60_000 }).map((p) => p / 1000),
      formulaText(randomNumber),
      formulaText(randomQuotient),
    ),
    evidence,
    ...common,
  },
  { requiredKeys: ['points', 'evidence', 'label', 'source', 'certainty'] },
);
const points = fc.integer({ min: -20_000, max: 60_000 }).map((p) => p / 1000);
const seniority = fc
  .tuple(
    fc.integer({ min: 1, max: 8 }).map((q) => q / 4),
    fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
    fc.option(fc.tuple(fc.integer({ min: 1, max: 60 }), points, points), { nil: undefined }),
    fc.option(fc.tuple(fc.integer({ min: 1, max: 90 }), points), { nil: undefined }),
  )
  .map(([perMonth, capMonths, steps, delay]) => ({
    column: 'months',
    perMonth,
    ...(capMonths === undefined ? {} : { capMonths }),
    ...(steps === undefined
      ? {}
      : {
          steps: [
            { fromMonths: steps[0], points: steps[1] },
            { fromMonths: steps[0] * 2, points: steps[2] },
          ],
        }),
    ...(delay === undefined ? {} : { abnormalDelay: { months: delay[0], points: delay[1] } }),
  }));
const seniorityCriterion = fc.record({ seniority, evidence, ...common });
/** Where everything adds up, one criterion in four is a seniority rule. */
const criteriaOf = (combine: string) =>
  fc.array(
    combine === 'sum'
      ? fc.oneof({ weight: 3, arbitrary: plainCriterion }, { weight: 1, arbitrary: seniorityCriterion })
      : plainCriterion,
    { minLength: 1, maxLength: 4 },
  );
const group = fc.constantFrom('sum', 'sum', 'max', 'first', 'single-tick').chain((combine) =>
  fc.record(
    {
      when: formulaText(randomCondition),
      combine: fc.constant(combine),
      cap: fc.integer({ min: 1, max: 90 }),
      criteria: criteriaOf(combine),
      label: common.label,
    },
    { requiredKeys: ['combine', 'criteria', 'label'] },
  ),
);
const channel = fc.record({
  when: formulaText(randomCondition),
  evidence,
  placement: fc.constantFrom('before-grid' as const, 'outside' as const),
  ...common,
});
const lost = fc.record({
  column: fc.constantFrom('n1', 'n2'),
  from: fc.integer({ min: 1, max: 50 }),
  points: fc.integer({ min: 1, max: 30 }),
  effect: fc.constant('points-lost' as const),
  suitedTest: fc.constant('Un logement de la taille demandée.'),
  ...common,
});
const tier = fc.record({ when: formulaText(randomCondition), evidence, ...common });

/** A random method file's content, before `MethodSchema` reads it. */
export const randomMethod = fc
  .record({
    channels: fc.array(channel, { maxLength: 2 }),
    tiers: fc.array(tier, { maxLength: 3 }),
    refusals: fc.array(lost, { maxLength: 2 }),
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
    scope: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ demands: 'all' }) },
      {
        weight: 1,
        arbitrary: fc.record(
          { demands: fc.constantFrom('all', 'first-access', 'mutation'), when: formulaText(randomCondition) },
          { requiredKeys: ['demands'] },
        ),
      },
    ),
  })
  .map(({ channels, tiers, refusals, groups, scope }) => ({
    id: 'essai',
    version: '1',
    label: 'Méthode tirée au sort',
    kind: 'ordering',
    source: 'essai',
    certainty: 'proposal',
    validFrom: '2026-01-01',
    validTo: null,
    scope,
    channels: channels.map((c, i) => ({ id: `circuit-${i}`, ...c })),
    refusals: refusals.map((r, i) => ({ id: `refus-${i}`, ...r })),
    tiers: tiers.map((t, i) => ({ id: `niveau-${i}`, ...t })),
    groups: groups.map((g, i) => ({
      id: `groupe-${i}`,
      ...g,
      criteria: g.criteria.map((c, j) => ({ id: `critere-${i}-${j}`, ...c })),
    })),
    tieBreak: [
      { by: 'n1', direction: 'desc' },
      { by: 'filedDay', direction: 'asc' },
      { by: 'lot', direction: 'asc' },
    ],
  }));
