import { describe, expect, test } from 'vitest';
import { rowsTogether } from '../../../engine/assignment/explain/conflict.ts';
import { filledPlaces, leastSlack, slackModel } from '../../../engine/assignment/explain/leastSlack.ts';
import { sessionConflict } from '../../../engine/assignment/explain/sessionConflict.ts';
import { type AssignmentModel, segmentOfPairs } from '../../../engine/assignment/model.ts';
import { rowActivity } from '../../../engine/assignment/objective.ts';
import { prepareSession } from '../../../engine/assignment/session.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { target } from '../../support/territory.ts';
import { bruteForceAssignment } from '../support/bruteForceAssignment.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';
import { ACI, dwelling, HIGHER, household, MIX, requestOf, rowOf, type SessionCase } from './support.ts';

/* Targets that cannot hold together: which, and what the least would be. */

const solver = await loadHighsSolver();
const preparedOf = (given: SessionCase) => prepareSession(requestOf(given));

/** One dwelling, and two households wanted at its first rank: one that is not modest, one with a verified priority. */
const PAIR: SessionCase = {
  demands: [
    household(1, { filed: '2018-11-02' }),
    household(2, { filed: '2019-11-02' }),
    household(5, { filed: '2022-11-02', income: HIGHER }),
    household(6, { filed: '2022-11-02', label: true }),
  ],
  dwellings: [dwelling('L-1')],
  targets: [MIX, ACI],
};

describe('a pair that cannot hold together', () => {
  const prepared = preparedOf(PAIR);
  const [p1, p2, p3] = prepared.places[0]!.chances as [number, number, number];
  // One of the two stands at rank 1, the other at rank 2: its row lacks half of what ranks 1 and 3 bring, less rank 2.
  const lack = (p1 + p3 - p2) / 2;
  test('named, irreducible, with the smallest relaxation known by hand', async () => {
    const { together, pins } = await sessionConflict({ prepared, solver });
    if (together.outcome !== 'conflict') throw new Error(together.outcome);
    expect(together.conflicts).toEqual([{ rows: [0, 1], irreducible: true, known: 'counted' }]);
    expect(together.leastDwellings.total).toBeCloseTo(lack, 6);
    expect(together.leastDwellings.rows).toHaveLength(1);
    expect(together.fewestRows.rows).toHaveLength(1);
    expect(together.fewestRows).toMatchObject({ known: 'counted' });
    expect(pins).toEqual([]);
  });
  test('each alone holds', async () => {
    for (const row of [0, 1])
      expect((await sessionConflict({ prepared, rows: [row], solver })).together.outcome).toBe('compatible');
  });
  test('without a solver: the same rows and dwellings, said as they are known', async () => {
    const { together } = await sessionConflict({ prepared, solver: null });
    if (together.outcome !== 'conflict') throw new Error(together.outcome);
    expect(together.conflicts[0]!.rows).toEqual([0, 1]);
    expect(together.conflicts[0]!.known).toBe('counted');
    expect(together.leastDwellings.total).toBeCloseTo(lack, 6);
    expect(together.fewestRows.known).toBe('search');
  });
  test('no search left: the set is not said irreducible', async () => {
    const limits = { maxConflicts: 3, maxSearches: 0 };
    const { together } = await sessionConflict({ prepared, solver, limits });
    if (together.outcome !== 'conflict') throw new Error(together.outcome);
    expect(together.conflicts).toMatchObject([{ irreducible: false }]);
  });
});

test('a row that cannot hold by itself, and others beside it that can', async () => {
  const prepared = preparedOf({
    ...PAIR,
    demands: PAIR.demands.slice(0, 3),
    targets: [MIX, ACI],
  });
  const { together } = await sessionConflict({ prepared, solver });
  if (together.outcome !== 'conflict') throw new Error(together.outcome);
  expect(together.conflicts).toEqual([{ rows: [1], irreducible: true, known: 'counted' }]);
  const [p1, p2, p3] = prepared.places[0]!.chances as [number, number, number];
  expect(together.leastDwellings.total).toBeCloseTo((p1 + p2 + p3) / 2, 6);
});

test('a household placed by hand that breaks a target is named, with what it costs', async () => {
  const given: SessionCase = { ...PAIR, targets: [MIX], pins: [{ vacancy: 'V-1', demand: 1, rank: 1 }] };
  const prepared = preparedOf(given);
  const { together, pins } = await sessionConflict({ prepared, solver });
  if (together.outcome !== 'conflict') throw new Error(together.outcome);
  const row = rowOf(prepared.request.pool, 1);
  const [p1, p2, p3] = prepared.places[0]!.chances as [number, number, number];
  expect(pins).toMatchObject([{ vacancy: 0, row }]);
  expect(pins[0]!.saved).toBeCloseTo((p1 - p2 + p3) / 2, 6);
});

test('a pin that no row asked looks at is not blamed', async () => {
  const given: SessionCase = {
    ...PAIR,
    demands: PAIR.demands.slice(0, 2),
    dwellings: [dwelling('L-1'), dwelling('L-2', { quartier: null })],
    targets: [MIX],
    pins: [{ vacancy: 'V-2', demand: 1, rank: 1 }],
  };
  const { together, pins } = await sessionConflict({ prepared: preparedOf(given), solver });
  expect(together.outcome).toBe('conflict');
  expect(pins).toEqual([]);
});

test('lists stay as full as they can be: a ceiling is not held by leaving places empty', async () => {
  const ceiling = target('ceiling', {
    scope: 'commune',
    counts: { bandGroup: 'modest' },
    bound: 'max',
    share: 0.5,
    toleranceDwellings: 0,
    precedence: 1,
  });
  const prepared = preparedOf({ ...PAIR, demands: PAIR.demands.slice(0, 2), targets: [ceiling] });
  const { together } = await sessionConflict({ prepared, solver });
  if (together.outcome !== 'conflict') throw new Error(together.outcome);
  expect(together.leastDwellings.total).toBeGreaterThan(0.3);
});

describe('against every assignment of small models', () => {
  const SEEDS = 3;

  /** What rows lack at least on full lists, dwellings. */
  const least = (model: AssignmentModel, rows: readonly number[]): number => {
    const bare = slackModel(filledPlaces(model), rows);
    const best = bruteForceAssignment(bare)!;
    const activity = rowActivity(bare, segmentOfPairs(bare), best.assignment);
    return rows.reduce((sum, row) => sum + Math.max(0, bare.rowRequired[row]! - activity[row]!), 0);
  };

  /** The same session, each row asked for nearly all that it can reach: it holds alone, and seldom beside others. */
  const reachable = (model: AssignmentModel): AssignmentModel => ({
    ...model,
    rowRequired: model.rowRequired.map((_, row) => {
      const beyond = { ...model, rowRequired: model.rowRequired.map(() => 1000) };
      return 1000 - least(beyond, [row]) - 0.01;
    }),
  });

  test('least dwellings and fewest rows are the true ones; conflicts conflict and are irreducible', async () => {
    let conflicts = 0;
    let larger = 0;
    for (const family of FAMILIES)
      for (let seed = 0; seed < 2 * SEEDS; seed += 1) {
        const drawn = randomModel(seed, family);
        const model = seed < SEEDS ? drawn : reachable(drawn);
        const asked = Array.from({ length: model.rowCount }, (_, row) => row);
        const together = await rowsTogether(model, asked, { solver });
        const truth = least(model, asked);
        if (together.outcome === 'compatible') {
          expect(truth, `${family} ${seed}`).toBeLessThan(1e-5);
          continue;
        }
        conflicts += 1;
        expect(together.leastDwellings.total, `${family} ${seed}`).toBeCloseTo(truth, 5);
        const subsets = asked.reduce((all, row) => all.concat(all.map((s) => [...s, row])), [[] as number[]]);
        const fewest = Math.min(
          ...subsets.filter((kept) => least(model, kept) < 1e-5).map((kept) => asked.length - kept.length),
        );
        expect(together.fewestRows.rows.length, `${family} ${seed}`).toBe(fewest);
        for (const { rows, irreducible, known } of together.conflicts) {
          expect(least(model, rows), `${family} ${seed}`).toBeGreaterThan(1e-6);
          if (rows.length > 1) larger += 1;
          if (irreducible)
            for (const row of rows)
              expect(
                least(
                  model,
                  rows.filter((other) => other !== row),
                ),
                `${family} ${seed}`,
              ).toBeLessThan(1e-5);
          expect(known).not.toBe('search');
        }
      }
    expect(conflicts).toBeGreaterThan(20);
    expect(larger).toBeGreaterThan(10);
  });

  test('what the duals prove is never more than what lacks, solver or not', async () => {
    for (const family of FAMILIES)
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const model = randomModel(seed + 100, family);
        const asked = Array.from({ length: model.rowCount }, (_, row) => row);
        for (const by of [solver, null]) {
          const { total, atLeast } = await leastSlack(filledPlaces(model), asked, by);
          expect(atLeast, `${family} ${seed}`).toBeLessThanOrEqual(total + 1e-6);
        }
      }
  });
});
