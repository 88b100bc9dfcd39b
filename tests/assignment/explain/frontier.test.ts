import { describe, expect, test } from 'vitest';
import {
  type Frontier,
  type FrontierFamily,
  familyOf,
  frontierOf,
} from '../../../engine/assignment/explain/frontier.ts';
import { movesBetween, withoutSmallCells } from '../../../engine/assignment/explain/frontierMoves.ts';
import { fillBonusOf } from '../../../engine/assignment/problem.ts';
import { type PreparedSession, prepareSession } from '../../../engine/assignment/session.ts';
import { type StagedModel, solveStages } from '../../../engine/assignment/stages.ts';
import type { Target } from '../../../engine/domain/territory.ts';
import { anAllocation } from '../../support/allocations.ts';
import { target } from '../../support/territory.ts';
import { bruteForceAssignment } from '../support/bruteForceAssignment.ts';
import { ACI, dwelling, HIGHER, household, MIX, requestOf } from './support.ts';

/* Points of the lists against one family of targets: whole sessions, from not looking at it to putting it first. */

const counting = (counts: Target['counts']): Pick<Target, 'counts'> => ({ counts });

/** Twelve households, the longest waiting modest, one in four not; the year lacks those that are not. */
const session = (targets: readonly Target[] = [MIX, ACI]): PreparedSession =>
  prepareSession(
    requestOf({
      demands: Array.from({ length: 12 }, (_, i) =>
        household(i + 1, {
          filed: `${2010 + i}-11-02`,
          income: i % 4 === 3 ? HIGHER : 9_000,
          label: i % 3 === 2,
        }),
      ),
      dwellings: [dwelling('L-1'), dwelling('L-2')],
      targets,
      allocations: Array.from({ length: 4 }, () => anAllocation('L-1')),
    }),
  );
const here = async (staged: StagedModel) => solveStages(staged);
const frontier = (
  family: FrontierFamily,
  { steps = 7, prepared = session() }: { steps?: number; prepared?: PreparedSession } = {},
): Promise<Frontier> => frontierOf(prepared, family, { steps, solve: here });

describe('a family', () => {
  test.each([
    [{ bandGroup: 'modest' }, 'mix'],
    [{ quartile: 'first' }, 'mix'],
    [{ verifiedPriority: true }, 'aci'],
    [{ contingent: 'COLACT' }, 'flux'],
    [{ npruRelocation: true }, null],
    [{ reciprocity: true }, null],
  ] as const)('%o is of %s', (counts, family) => {
    expect(familyOf(counting(counts))).toBe(family);
  });
  test('that the session has no row of has no point', async () => {
    expect(await frontier('flux')).toEqual({ family: 'flux', rows: [], points: [], complete: true });
  });
});

describe('the points', () => {
  test('go from not looking to first, lacking less and costing more at each', async () => {
    for (const family of ['mix', 'aci'] as const) {
      const { points, complete } = await frontier(family);
      expect(complete).toBe(true);
      expect(points.length).toBeGreaterThanOrEqual(3);
      expect(points[0]!.price).toBe(0);
      expect(points.at(-1)!.price).toBeNull();
      for (const [i, point] of points.entries()) {
        const before = points[i - 1];
        if (before === undefined) continue;
        expect(point.lack).toBeLessThan(before.lack);
        if (point.price !== null) expect(point.price).toBeGreaterThan(before.price!);
      }
      expect(points.at(-1)!.points).toBeLessThan(points[0]!.points);
    }
  });
  test('are the best of all lists at their price, by brute force', async () => {
    const prepared = session();
    let compared = 0;
    for (const family of ['mix', 'aci'] as const) {
      const { points, rows } = await frontier(family, { prepared });
      for (const { price, gap } of points) {
        if (price === null) continue;
        const rowPenalty = prepared.staged.model.rowPenalty.slice();
        for (const row of rows) rowPenalty[row] = price;
        const model = { ...prepared.staged.model, rowPenalty };
        const fillBonus = Math.max(model.fillBonus, fillBonusOf(model));
        const best = bruteForceAssignment({ ...model, fillBonus })!;
        expect(gap.value).toBeCloseTo(best.value, 3);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(4);
  });
  test('first: no lists lack less, by brute force', async () => {
    const prepared = session();
    const { points, rows } = await frontier('mix', { prepared });
    const rowPenalty = prepared.staged.model.rowPenalty.map((_, row) => (rows.includes(row) ? 1_000 : 0));
    const pairScore = new Int32Array(prepared.staged.model.pairScore.length);
    const { model } = prepared.staged;
    const best = bruteForceAssignment({ ...model, pairScore, rowPenalty })!;
    const filled = model.placeWeight.reduce((sum, weight) => sum + weight * model.fillBonus, 0);
    expect(points.at(-1)!.lack).toBeCloseTo((filled - best.value) / 1_000, 6);
  });
  test('are no more than asked, and two at least', async () => {
    expect((await frontier('mix', { steps: 2 })).points.map(({ price }) => price)).toEqual([0, null]);
    expect((await frontier('mix', { steps: 3 })).points.length).toBeLessThanOrEqual(3);
    await expect(frontier('mix', { steps: 1 })).rejects.toThrow(RangeError);
  });
  test('carry the certificate of their lists, and leave the other family at its price', async () => {
    for (const { gap, families } of (await frontier('aci')).points) {
      expect(gap.bound).not.toBeNull();
      expect(gap.perDwelling!).toBeLessThan(1);
      expect(families.map(({ family }) => family)).toEqual(['mix', 'aci']);
    }
  });
  test('where nothing lacks, both ends are the same lists', async () => {
    const { points } = await frontier('mix', {
      prepared: session([{ ...MIX, toleranceDwellings: 50 }]),
    });
    expect(points.map(({ lack }) => lack)).toEqual([0, 0]);
    expect(points[1]!.points).toBe(points[0]!.points);
    expect(points[1]!.moves).toMatchObject({ entering: 0, leaving: 0 });
  });
  test('leases expected: each axis counts them all', async () => {
    for (const { leases } of (await frontier('mix')).points) {
      const sums = (['band', 'priority', 'access'] as const).map((axis) =>
        leases.filter((each) => each.axis === axis).reduce((sum, each) => sum + each.leases, 0),
      );
      const all = session()
        .places.flatMap(({ chances }) => chances)
        .reduce((sum, chance) => sum + chance, 0);
      for (const sum of sums) expect(sum).toBeCloseTo(all, 9);
    }
  });
  test('the same each time; progress up to the points there are', async () => {
    const told: number[] = [];
    const once = await frontierOf(session(), 'mix', {
      steps: 4,
      solve: here,
      progress: (done) => told.push(done),
    });
    expect(JSON.stringify(await frontier('mix', { steps: 4 }))).toBe(JSON.stringify(once));
    expect(told).toEqual(Array.from({ length: once.points.length }, (_, i) => (i + 1) / 4));
  });
  test('stopped: the points there are hold, and it says so', async () => {
    for (const before of [0, 1, 2]) {
      let solved = 0;
      const { points, complete } = await frontierOf(session(), 'mix', {
        solve: async (staged) => {
          solved += 1;
          return solveStages(staged, { stopped: () => solved > before });
        },
      });
      expect(complete).toBe(false);
      expect(points).toHaveLength(before);
    }
  });
  test('strict sessions and levels in order have their frontier too', async () => {
    for (const options of [{ precedence: 'strict' }, { levelRule: 'in-order' }] as const) {
      const request = session().request;
      const prepared = prepareSession({ ...request, options: { ...request.options, ...options } });
      const { points, complete } = await frontier('mix', { prepared, steps: 3 });
      expect(complete).toBe(true);
      expect(points.at(-1)!.lack).toBeLessThanOrEqual(points[0]!.lack);
    }
  });
});

describe('who comes and who leaves', () => {
  test('households that only change lists are none', () => {
    const prepared = session();
    const { assignment } = solveStages(prepared.staged);
    expect(movesBetween(prepared, assignment, assignment)).toMatchObject({ entering: 0, leaving: 0 });
  });
  test('a target of the territory still followed moves nobody', async () => {
    const followed = target('followed', {
      scope: 'commune',
      counts: { npruRelocation: true },
      active: false,
    });
    expect((await frontier('mix', { prepared: session([MIX, followed]), steps: 2 })).rows).toHaveLength(1);
  });
});

describe('small cells', () => {
  test.each([
    ['none small', [7, 5, 0], [7, 5, 0]],
    ['nobody is said', [0, 0, 0], [0, 0, 0]],
    ['one small takes the smallest other', [3, 9, 12], [null, null, 12]],
    ['two small that are few take another', [1, 2, 9], [null, null, null]],
    ['two small that are enough stay two', [3, 4, 9], [null, null, 9]],
    ['a total alone', [4], [null]],
    ['all small', [1, 2, 1], [null, null, null]],
    ['five is shown', [5], [5]],
  ] as const)('%s', (_, cells, shown) => {
    expect(withoutSmallCells(cells)).toEqual(shown);
  });
});
