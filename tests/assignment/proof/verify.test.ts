import { expect, test } from 'vitest';
import {
  type Assignment,
  type AssignmentModel,
  type Duals,
  EMPTY,
} from '../../../engine/assignment/model.ts';
import type { Finding } from '../../../engine/assignment/proof/findings.ts';
import { type Reported, type Verification, verify } from '../../../engine/assignment/proof/verify.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { bruteForceAssignment } from '../support/bruteForceAssignment.ts';
import { honestReport } from '../support/honestReport.ts';
import { modelOf } from '../support/modelOf.ts';
import { randomDuals } from '../support/randomDuals.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';
import { solvedRelaxation } from '../support/relaxation.ts';

/*
 * Vacancy 0, ranks 1 and 2: pairs 0–2 help the row (candidates 0, 1, 2), pairs 3–4 do not (candidates 3, 4).
 * Vacancy 1, rank 1: pairs 5–6 (candidates 2, 0). The row wants half a dwelling.
 */
const session = modelOf({
  candidates: 5,
  rows: [{ required: 0.5, penalty: 40_000 }],
  vacancies: [
    {
      weights: [0.6, 0.24],
      segments: [
        {
          terms: [[0, 1]],
          pairs: [
            [0, 50_000],
            [1, 50_000],
            [2, 30_000],
          ],
        },
        {
          pairs: [
            [3, 70_000],
            [4, 20_000],
          ],
        },
      ],
    },
    {
      weights: [0.5],
      segments: [{ pairs: [[2, 60_000]] }, { pairs: [[0, 10_000]] }],
    },
  ],
});
const dear: Duals = {
  candidatePrice: new Float64Array(5).fill(100_000),
  rowPrice: Float64Array.of(10_000),
};
const best = Int32Array.of(0, 3, 5);

const checked = (
  assignment: Assignment,
  more: Partial<Omit<Verification, 'reported'>> & { readonly reported?: Partial<Reported> } = {},
): readonly Finding[] => {
  const model = more.model ?? session;
  const reported = { ...honestReport(model, assignment, dear, more.appearances), ...more.reported };
  return verify({ ...more, model, assignment, reported });
};

test('a right result has no finding, and nothing of it is written to', () => {
  const reported = honestReport(session, best, dear);
  const before = structuredClone({ session, best, reported });
  expect(verify({ model: session, assignment: best, reported })).toEqual([]);
  expect(verify({ model: session, assignment: best, reported, exhaustive: true })).toEqual([]);
  expect({ session, best, reported }).toEqual(before);
});

/** Wrong results, each rejected by the one property that its name gives. */
const wrong: readonly (readonly [
  property: string,
  what: string,
  findings: readonly Finding[],
  where: object,
])[] = [
  [
    'P1',
    'a candidate on two lists',
    checked(Int32Array.of(3, 0, 6)),
    { fault: 'listed-too-often', candidate: 0, places: [1, 2], found: 2, expected: 1 },
  ],
  [
    'P1',
    'a candidate on a list while declared withdrawn',
    checked(best, { appearances: Uint8Array.of(1, 1, 1, 0, 1) }),
    { fault: 'listed-too-often', candidate: 3, found: 1, expected: 0 },
  ],
  [
    'P1',
    'a candidate twice on one list, two lists declared',
    checked(Int32Array.of(0, 0, 5), { appearances: new Uint8Array(5).fill(2) }),
    { fault: 'twice-on-one-list', candidate: 0, places: [0, 1], vacancy: 0 },
  ],
  [
    'P2',
    'an empty place while somebody is left',
    checked(Int32Array.of(0, EMPTY, 5)),
    { fault: 'place-left-empty', vacancy: 0, places: [1], candidate: 1 },
  ],
  [
    'P2',
    'a filled place after an empty one',
    checked(Int32Array.of(EMPTY, 0, 5), { minimum: Uint8Array.of(0, 1) }),
    { fault: 'gap-in-list', vacancy: 0, places: [0, 1] },
  ],
  [
    'P3',
    'a pair of another vacancy',
    checked(Int32Array.of(0, 3, 1)),
    { fault: 'pair-of-another-vacancy', places: [2], pair: 1, candidate: 1 },
  ],
  [
    'P3',
    'a pair of a later vacancy',
    checked(Int32Array.of(3, 5, 6)),
    { fault: 'pair-of-another-vacancy', places: [1], pair: 5, candidate: 2 },
  ],
  [
    'P3',
    'a pair that does not exist',
    verify({
      model: session,
      assignment: Int32Array.of(0, 3, 99),
      reported: honestReport(session, Int32Array.of(0, 3, EMPTY), dear),
    }),
    { fault: 'no-such-pair', places: [2], pair: 99 },
  ],
  [
    'P3',
    'a negative number that is not the empty place',
    verify({
      model: session,
      assignment: Int32Array.of(0, 3, -2),
      minimum: Uint8Array.of(2, 0),
      reported: honestReport(session, Int32Array.of(0, 3, EMPTY), dear),
    }),
    { fault: 'no-such-pair', places: [2], pair: -2 },
  ],
  [
    'P3',
    'a candidate whom the rules refuse',
    checked(best, { eligible: (vacancy, candidate) => vacancy !== 0 || candidate !== 3 }),
    { fault: 'not-eligible', places: [1], vacancy: 0, candidate: 3 },
  ],
  [
    'P3',
    'an assignment of another length',
    checked(Int32Array.of(0, 3), { reported: honestReport(session, best, dear) }),
    { fault: 'assignment-length', found: 2, expected: 3 },
  ],
  [
    'P4',
    'an activity that is not what the lists bring',
    checked(best, { reported: { rowActivity: Float64Array.of(0.6 + 1e-7) } }),
    { fault: 'row-activity', row: 0 },
  ],
  [
    'P4',
    'a slack that is not what the row lacks',
    checked(best, { reported: { rowSlack: Float64Array.of(0.1) } }),
    { fault: 'row-slack', row: 0, found: 0, expected: 0.1 },
  ],
  [
    'P4',
    'an activity that is no number',
    checked(best, { reported: { rowActivity: Float64Array.of(Number.NaN) } }),
    { fault: 'row-activity', row: 0 },
  ],
  [
    'P4',
    'rows of another length',
    checked(best, { reported: { rowSlack: new Float64Array(2) } }),
    { fault: 'rows-length', expected: 1 },
  ],
  [
    'P4',
    'a hard row that lacks, even when it is said',
    checked(Int32Array.of(3, 0, 5), { model: { ...session, rowPenalty: Float64Array.of(Infinity) } }),
    { fault: 'hard-row-lacks', row: 0 },
  ],
  [
    'P5',
    'a value of a thousandth more',
    checked(best, { reported: valueMore(0.001) }),
    { fault: 'objective' },
  ],
  [
    'P5',
    'a value that is no number',
    checked(best, { reported: { value: Number.NaN } }),
    { fault: 'objective' },
  ],
  [
    'P6',
    'a bound of a thousandth less',
    checked(best, { reported: boundMore(-0.001) }),
    { fault: 'bound-differs' },
  ],
  [
    'P6',
    'a bound of a thousandth more',
    checked(best, { reported: boundMore(0.001) }),
    { fault: 'bound-differs' },
  ],
  [
    'P6',
    'a row price above its penalty',
    checked(best, { reported: { duals: { ...dear, rowPrice: Float64Array.of(40_001) } } }),
    { fault: 'dual-outside-box', row: 0 },
  ],
  [
    'P6',
    'duals of another length',
    checked(best, { reported: { duals: { ...dear, rowPrice: new Float64Array(2) } } }),
    { fault: 'duals-length', array: 'rowPrice' },
  ],
  [
    'P7',
    'an unlisted candidate with the same points, before a listed one',
    checked(Int32Array.of(1, 3, 5)),
    { fault: 'passed-over', vacancy: 0, places: [0], candidate: 0 },
  ],
  [
    'P7',
    'two candidates of a segment in the wrong order',
    checked(Int32Array.of(1, 0, 5)),
    { fault: 'rank-order', places: [0, 1], candidate: 0 },
  ],
];

function valueMore(more: number): Partial<Reported> {
  return { value: honestReport(session, best, dear).value + more };
}
function boundMore(more: number): Partial<Reported> {
  return { bound: honestReport(session, best, dear).bound + more };
}

test.each(wrong)('%s alone rejects %s', (property, _, findings, where) => {
  expect(findings).toEqual([expect.objectContaining({ property, ...where })]);
});

test('P6 rejects a value above its bound: lists that break P1 can be worth more than any that keep it', () => {
  const model = modelOf({
    candidates: 1,
    vacancies: [
      { weights: [1], segments: [{ pairs: [[0, 10_000]] }] },
      { weights: [1], segments: [{ pairs: [[0, 10_000]] }] },
    ],
  });
  const duals = { candidatePrice: Float64Array.of(11_000), rowPrice: new Float64Array(0) };
  const assignment = Int32Array.of(0, 1);
  const reported = honestReport(model, assignment, duals);
  expect(reported.bound).toBeLessThan(reported.value);
  expect(verify({ model, assignment, reported }).map(({ fault }) => fault)).toEqual([
    'listed-too-often',
    'bound-below-value',
  ]);
});

test('a malformed model is the only finding', () => {
  const model: AssignmentModel = { ...session, placeWeight: Float64Array.of(0.24, 0.6, 0.5) };
  expect(checked(best, { model })).toMatchObject([{ property: 'P0', fault: 'model-order' }]);
  const reported = honestReport(session, best, dear);
  const cut = { ...session, pairScore: session.pairScore.slice(0, 1) };
  expect(verify({ model: cut, assignment: best, reported })).toMatchObject([
    { property: 'P0', fault: 'model-length', array: 'pairScore' },
  ]);
});

test('P2: a place may stay empty beyond the minimum, when nobody is left, or when a hard row keeps out who is', () => {
  expect(checked(Int32Array.of(0, EMPTY, 5), { minimum: Uint8Array.of(1, 1) })).toEqual([]);
  const lone = modelOf({
    candidates: 1,
    vacancies: [{ weights: [0.5, 0.2], segments: [{ pairs: [[0, 1000]] }] }],
  });
  const one = (assignment: Assignment, model: AssignmentModel, more: Partial<Verification> = {}) => {
    const duals = {
      candidatePrice: new Float64Array(model.candidateCount),
      rowPrice: new Float64Array(model.rowCount),
    };
    return verify({ ...more, model, assignment, reported: honestReport(model, assignment, duals) });
  };
  expect(one(Int32Array.of(0, EMPTY), lone)).toEqual([]);
  expect(one(Int32Array.of(EMPTY, EMPTY), lone)).toMatchObject([{ fault: 'place-left-empty' }]);
  expect(one(Int32Array.of(EMPTY, EMPTY), lone, { appearances: Uint8Array.of(0) })).toEqual([]);
  expect(one(Int32Array.of(0, EMPTY), lone, { appearances: Uint8Array.of(2) })).toEqual([]);
  const held = (required: number, coef: number) =>
    modelOf({
      candidates: 1,
      rows: [{ required, penalty: Infinity }],
      vacancies: [{ weights: [0.5], segments: [{ terms: [[0, coef]], pairs: [[0, 1000]] }] }],
    });
  expect(one(Int32Array.of(EMPTY), held(-0.24, -0.5))).toEqual([]);
  expect(one(Int32Array.of(EMPTY), held(-0.25, -0.5))).toMatchObject([{ fault: 'place-left-empty' }]);
  // Who brings a hard row nearer may enter, even when it stays out of reach.
  expect(one(Int32Array.of(EMPTY), held(3, 0.5))).toMatchObject([
    { fault: 'place-left-empty' },
    { fault: 'hard-row-lacks' },
  ]);
});

test('P7: a place filled by hand is not asked the order; neither are those who withdrew', () => {
  expect(checked(Int32Array.of(1, 3, 5), { pinned: [0] })).toEqual([]);
  expect(checked(Int32Array.of(1, 0, 5), { pinned: [0] })).toEqual([]);
  expect(checked(Int32Array.of(1, 3, 5), { appearances: Uint8Array.of(0, 1, 1, 1, 1) })).toEqual([]);
});

test('tolerances: rounding is no finding', () => {
  const reported = honestReport(session, best, dear);
  expect(
    checked(best, {
      reported: {
        value: reported.value + 1e-6,
        bound: reported.bound - 1e-6,
        rowActivity: reported.rowActivity.map((a) => a + 5e-10),
      },
    }),
  ).toEqual([]);
});

test('the optimum of random small sessions is clean, but for gaps that only hard rows leave', async () => {
  const solver = await loadHighsSolver();
  const count = { clean: 0, gaps: 0, relaxed: 0 };
  for (const family of FAMILIES)
    for (let seed = 0; seed < 400; seed += 1) {
      const model = randomModel(seed, family);
      const optimum = bruteForceAssignment(model);
      if (!optimum) continue;
      const relaxed = seed < 10 ? await solvedRelaxation(model, solver) : null;
      if (relaxed) count.relaxed += 1;
      const duals = relaxed?.duals ?? randomDuals(model, randomStream(seed, family));
      const { assignment } = optimum;
      const findings = verify({ model, assignment, reported: honestReport(model, assignment, duals) });
      if (findings.length === 0) count.clean += 1;
      // A hard row may leave room at a lower rank only, which the linear model allows and a list does not.
      for (const { fault } of findings)
        expect([family, fault], `${seed}`).toEqual(['hard-rows', 'gap-in-list']);
      if (findings.length > 0) count.gaps += 1;
    }
  solver.dispose();
  expect(count.clean).toBeGreaterThan(3500);
  expect(count.gaps).toBeGreaterThan(0);
  expect(count.relaxed).toBeGreaterThan(100);
});
