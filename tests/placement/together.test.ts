import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presentTogether } from '../../api/present/placementTogether.ts';
import { bareModel } from '../../engine/assignment/bare/model.ts';
import { solveBare } from '../../engine/assignment/bare/solve.ts';
import { type HighsSolver, loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import { type Placement, placeHousehold } from '../../engine/placement/placeHousehold.ts';
import { conflictsBetween, jointPlacement, jointProblem } from '../../engine/placement/together.ts';
import { aDemand, aDwelling, aVacancy } from '../support/demands.ts';
import { choicesOf, groundOf } from '../support/placements.ts';
import { ROUBAIX } from '../support/territory.ts';

const base = aDemand(0);
const COMMUNES = [ROUBAIX, '59350', '59009'] as const;

let solver: HighsSolver;
beforeAll(async () => {
  solver = await loadHighsSolver();
});
afterAll(() => solver.dispose());

/** Households that name these communes, and a freed dwelling in each of those. */
const placementsOf = (wishes: readonly (readonly string[])[], freed: readonly string[]): Placement[] => {
  const demands = wishes.map((communes, i) =>
    aDemand(i + 1, { wishes: { ...base.wishes, communes, wide: false } }),
  );
  const dwellings = freed.map((commune, i) => aDwelling(`L-${i}`, { commune }));
  const vacancies = freed.map((_, i) => aVacancy(`V-${i}`, `L-${i}`, { availableOn: `2026-12-0${i + 1}` }));
  const ground = groundOf({ demands, dwellings, vacancies });
  return demands.map(({ number }) =>
    placeHousehold(ground, { row: ground.pool.numbers.rowOf(number), beyondWishes: false }),
  );
};
const jointOf = async (placements: readonly Placement[]) =>
  jointPlacement(placements, await solveBare(jointProblem(placements), solver));

describe('several households', () => {
  test('two want one dwelling first: it is said, and the other one goes where it can', async () => {
    const placements = placementsOf([[ROUBAIX], [ROUBAIX, '59350'], ['59009']], [ROUBAIX, '59350']);
    expect(placements.map(choicesOf)).toEqual([['V-0'], ['V-0', 'V-1'], []]);
    const conflicts = conflictsBetween(placements);
    expect(conflicts).toEqual([{ vacancy: 'V-0', households: [0, 1] }]);
    const joint = await jointOf(placements);
    expect(joint.proof).toBe('optimal');
    expect(joint.proposals.map((p) => p && [p.option.vacancy.id, p.choice])).toEqual([
      ['V-0', 1],
      ['V-1', 2],
      null,
    ]);
    const said = presentTogether(placements, { conflicts, joint });
    expect(said.conflicts[0]!.numbers).toEqual(placements.slice(0, 2).map(({ number }) => number));
    expect(said.proposals.map(({ text }) => text)).toEqual([
      'logement V-0, choix 1 sur 1 dans son ordre',
      'logement V-1, choix 2 sur 2 dans son ordre',
      'aucun logement libre ne convient : voir les logements attendus',
    ]);
  });

  test('more households than dwellings: who is left is told so', async () => {
    const placements = placementsOf([[ROUBAIX], [ROUBAIX]], [ROUBAIX]);
    const joint = await jointOf(placements);
    expect(joint.proposals.filter((p) => p !== null)).toHaveLength(1);
    const said = presentTogether(placements, { conflicts: conflictsBetween(placements), joint });
    expect(said.proposals.some(({ text }) => /vont aux autres ménages de la liste/.test(text))).toBe(true);
  });

  test('nothing free for anybody: nothing proposed, nothing in conflict', async () => {
    const placements = placementsOf([[ROUBAIX], [ROUBAIX]], ['59350']);
    expect(conflictsBetween(placements)).toEqual([]);
    expect((await jointOf(placements)).proposals).toEqual([null, null]);
  });

  test('the most households that can be, then the nearest to their own first choices: as brute force finds', async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray([...COMMUNES], { minLength: 1 }), { minLength: 2, maxLength: 4 }),
        fc.array(fc.constantFrom(...COMMUNES), { minLength: 1, maxLength: 4 }),
        async (wishes, freed) => {
          const placements = placementsOf(wishes, freed);
          const joint = await jointOf(placements);
          const housed = joint.proposals.filter((p) => p !== null);
          expect(new Set(housed.map((p) => p.option.vacancy.id)).size).toBe(housed.length);
          const best = bestOf(placements.map(choicesOf));
          expect([housed.length, housed.reduce((sum, { choice }) => sum + choice, 0)]).toEqual(best);
          if (conflictsBetween(placements).length > 0) shared += 1;
        },
      ),
      { numRuns: 60 },
    );
    expect(shared).toBeGreaterThan(15);
  });

  test('no numéro goes to the solver', () => {
    const placements = placementsOf([[ROUBAIX], [ROUBAIX]], [ROUBAIX]);
    const text = JSON.stringify(jointProblem(placements));
    for (const { number } of placements) expect(text).not.toContain(number);
  });

  test('a solver that finds nothing: nothing is proposed, and it is said', () => {
    const placements = placementsOf([[ROUBAIX], [ROUBAIX]], [ROUBAIX]);
    const bare = bareModel(jointProblem(placements));
    const joint = jointPlacement(placements, { bare, status: 'not-found' });
    expect(joint).toMatchObject({ proof: 'not-verified', proposals: [null, null] });
    expect(presentTogether(placements, { conflicts: [], joint }).proof.text).toMatch(/^non vérifié/);
  });

  test('an answer about other households is refused', async () => {
    const placements = placementsOf([[ROUBAIX], [ROUBAIX]], [ROUBAIX]);
    const result = await solveBare(jointProblem(placements), solver);
    expect(() => jointPlacement(placements.slice(1), result)).toThrow(RangeError);
  });
});

/** Most households housed, then the smallest sum of choices, by trying everything. */
const bestOf = (orders: readonly (readonly string[])[]): readonly [number, number] => {
  let best: [number, number] = [0, 0];
  const walk = (household: number, taken: ReadonlySet<string>, housed: number, sum: number): void => {
    if (household === orders.length) {
      if (housed > best[0] || (housed === best[0] && sum < best[1])) best = [housed, sum];
      return;
    }
    walk(household + 1, taken, housed, sum);
    orders[household]!.forEach((vacancy, place) => {
      if (!taken.has(vacancy)) walk(household + 1, new Set([...taken, vacancy]), housed + 1, sum + place + 1);
    });
  };
  walk(0, new Set(), 0, 0);
  return best;
};
