import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bareModel } from '../../../engine/assignment/bare/model.ts';
import { quotaCounts } from '../../../engine/assignment/bare/quotaCounts.ts';
import { assignedPairs, type BareResult, solveBare } from '../../../engine/assignment/bare/solve.ts';
import { exactAssignment } from '../../../engine/assignment/exact.ts';
import { certify } from '../../../engine/assignment/proof/certificate.ts';
import { type HighsSolver, loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { randomStream, shuffle } from '../../../engine/simulation/random.ts';
import { aProblem, lackOf, randomProblem, tryAll, type WrittenProblem } from './problems.ts';

let solver: HighsSolver;
beforeAll(async () => {
  solver = await loadHighsSolver();
});
afterAll(() => solver.dispose());

const solve = (written: WrittenProblem): Promise<BareResult> => solveBare(aProblem(written), solver);
const solved = async (written: WrittenProblem) => {
  const result = await solve(written);
  if (!('solution' in result) || result.solution === null) throw new Error(result.status);
  return { ...result, solution: result.solution };
};
const whereOf = ({ bare, solution }: Awaited<ReturnType<typeof solved>>): Record<string, string> =>
  Object.fromEntries(
    assignedPairs(bare, solution).map((p) => [bare.agents[p.agent]!.id, bare.resources[p.resource]!.id]),
  );

describe('against every assignment of small problems', () => {
  test('the value is the best there is, or the smallest relaxation is the least lack', async () => {
    const seen = { optimal: 0, 'optimal-claimed': 0, feasible: 0, infeasible: 0, 'not-found': 0 };
    for (let seed = 0; seed < 400; seed += 1) {
      const problem = aProblem(randomProblem(randomStream(seed, 'bare')));
      const tried = tryAll(problem);
      const result = await solveBare(problem, solver);
      seen[result.status] += 1;
      const label = `seed ${seed}`;
      if (tried.best === null) {
        expect(result.status, label).toBe('infeasible');
        if (result.status !== 'infeasible') continue;
        expect(
          result.give!.reduce((sum, by) => sum + by, 0),
          label,
        ).toBeCloseTo(tried.leastLack, 6);
        expect(result.solution!.findings, label).toEqual([]);
        continue;
      }
      if (!('solution' in result) || result.solution === null) throw new Error(`${label}: ${result.status}`);
      expect(result.solution.findings, label).toEqual([]);
      expect(result.solution.value / 1000, label).toBeCloseTo(tried.best, 6);
      expect(result.solution.bound / 1000, label).toBeGreaterThan(tried.best - 1e-6);
      expect(['optimal', 'optimal-claimed'], label).toContain(result.status);
    }
    expect(seen.optimal).toBeGreaterThan(150);
    expect(seen['optimal-claimed']).toBeGreaterThan(10);
    expect(seen.infeasible).toBeGreaterThan(30);
  });

  test('without HiGHS, never a value above the best, never a bound below it, and what is not found is said', async () => {
    let found = 0;
    for (let seed = 0; seed < 150; seed += 1) {
      const problem = aProblem({
        ...randomProblem(randomStream(seed, 'prices')),
        options: { exactEdges: 0 },
      });
      const { best } = tryAll(problem);
      const result = await solveBare(problem, solver);
      // No edge at all is not above the limit of zero edges.
      if (bareModel(problem).model.pairScore.length === 0) continue;
      if (!('solution' in result) || result.solution === null) {
        expect(result.status).toBe('not-found');
        continue;
      }
      found += 1;
      expect(result.solution.findings, `seed ${seed}`).toEqual([]);
      expect(best, `seed ${seed}`).not.toBeNull();
      expect(result.solution.value / 1000, `seed ${seed}`).toBeLessThan(best! + 1e-6);
      expect(result.solution.bound / 1000, `seed ${seed}`).toBeGreaterThan(best! - 1e-6);
      expect(result.solution.claimedBound).toBeNull();
    }
    expect(found).toBeGreaterThan(90);
  });

  test('what quotas count is what their words say', async () => {
    let quotas = 0;
    for (let seed = 0; seed < 120; seed += 1) {
      const problem = aProblem(randomProblem(randomStream(seed, 'counts')));
      const result = await solveBare(problem, solver);
      if (!('solution' in result) || result.solution === null) continue;
      const give = result.status === 'infeasible' ? result.give : null;
      const pairs = assignedPairs(result.bare, result.solution);
      for (const count of quotaCounts(result.bare, result.solution, give)) {
        const there = pairs
          .filter(
            ({ resource }) => count.quota.resources?.includes(result.bare.resources[resource]!.id) ?? true,
          )
          .map(({ agent }) => result.bare.agents[agent]!);
        expect(count.lacking + count.relaxedBy, `seed ${seed}`).toBeCloseTo(lackOf(count.quota, there), 6);
        quotas += 1;
      }
    }
    expect(quotas).toBeGreaterThan(100);
  });
});

const dense = (
  seed: number,
  { agents, resources, capacity = 1 }: { agents: number; resources: number; capacity?: number },
): WrittenProblem => {
  const random = randomStream(seed, 'dense');
  return {
    agents: Array.from({ length: agents }, (_, i) => ({
      id: `a${i}`,
      tags: random.chance(0.4) ? ['x'] : [],
    })),
    resources: Array.from({ length: resources }, (_, i) => ({ id: `r${i}`, capacity })),
    edges: Array.from({ length: agents * resources }, (_, k) => ({
      agent: `a${Math.floor(k / resources)}`,
      resource: `r${k % resources}`,
      score: random.integer(0, 100_000) / 1000,
    })),
  };
};

describe('classical assignment problems', () => {
  test.each([
    [1, { agents: 40, resources: 40 }],
    [2, { agents: 60, resources: 25 }],
    [3, { agents: 20, resources: 45 }],
    [4, { agents: 50, resources: 6, capacity: 5 }],
  ])('seed %d, %j: proved optimal, and worth what HiGHS finds on all edges', async (seed, shape) => {
    const result = await solved(dense(seed, shape));
    const exact = await exactAssignment(result.bare.model, solver);
    expect(exact).toMatchObject({ status: 'solved', finished: true });
    expect(result.status).toBe('optimal');
    expect(result.solution.value).toBe(exact.status === 'solved' && exact.value);
  });

  test('all scores equal: a perfect matching, proved', async () => {
    const even = dense(5, { agents: 12, resources: 12 });
    const result = await solved({ ...even, edges: even.edges.map((edge) => ({ ...edge, score: 1 })) });
    expect(result).toMatchObject({ status: 'optimal', solution: { value: 12_000 } });
  });

  test('many places alike with a hard share: proved', async () => {
    const wide = dense(6, { agents: 300, resources: 3, capacity: 60 });
    const quotas = ['r0', 'r1', 'r2'].map((id) => ({
      id: `share ${id}`,
      kind: 'at-least' as const,
      share: 0.5,
      resources: [id],
      tags: ['x'],
      hard: true as const,
    }));
    const result = await solved({ ...wide, quotas });
    expect(result.solution.findings).toEqual([]);
    expect(['optimal', 'optimal-claimed']).toContain(result.status);
    for (const { counted, among } of quotaCounts(result.bare, result.solution, null))
      expect(2 * counted).toBeGreaterThanOrEqual(among!);
  });
});

describe('the rules of an answer', () => {
  const agents = [{ id: 'a' }, { id: 'b' }];
  test('an agent whose only score is negative stays where it is, unless a minimum asks for it', async () => {
    const edges = [{ agent: 'a', resource: 'r', score: -1 }];
    const free = await solved({ agents, resources: [{ id: 'r', capacity: 1 }], edges });
    expect([whereOf(free), free.solution.value]).toEqual([{}, 0]);
    const asked = await solved({ agents, resources: [{ id: 'r', capacity: 1, minimum: 1 }], edges });
    expect([whereOf(asked), asked.solution.value]).toEqual([{ a: 'r' }, -1000]);
  });

  test('equal scores go by id, whatever the order of the file', async () => {
    const edges = ['b', 'a'].map((agent) => ({ agent, resource: 'r', score: 5 }));
    const result = await solved({
      agents: [...agents].reverse(),
      resources: [{ id: 'r', capacity: 1 }],
      edges,
    });
    expect(whereOf(result)).toEqual({ a: 'r' });
  });

  test('same bytes twice, and with every list of the file shuffled', async () => {
    let compared = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      const written = randomProblem(randomStream(seed, 'shuffled'));
      const random = randomStream(seed, 'order');
      const other: WrittenProblem = {
        agents: shuffle(random, written.agents),
        resources: shuffle(random, written.resources),
        edges: shuffle(random, written.edges),
        quotas: shuffle(random, written.quotas ?? []),
      };
      const [one, two] = [await solve(written), await solve(other)];
      expect(JSON.stringify(two), `seed ${seed}`).toBe(JSON.stringify(one));
      expect(await solve(written)).toEqual(one);
      if (written.edges.length > 3) compared += 1;
    }
    expect(compared).toBeGreaterThan(30);
  });

  test('nothing to assign is an optimum of zero', async () => {
    for (const written of [
      { agents: [], resources: [], edges: [] },
      { agents, resources: [], edges: [] },
      { agents: [], resources: [{ id: 'r', capacity: 3 }], edges: [] },
      { agents, resources: [{ id: 'r', capacity: 0 }], edges: [{ agent: 'a', resource: 'r', score: 1 }] },
    ])
      expect(await solve(written)).toMatchObject({
        status: 'optimal',
        solution: { value: 0, bound: 0, findings: [] },
      });
  });

  test('a minimum that nobody can reach: who runs into what, and what would do', async () => {
    const result = await solve({
      agents,
      resources: [{ id: 'r', capacity: 9, minimum: 4 }],
      edges: agents.map(({ id: agent }) => ({ agent, resource: 'r', score: 1 })),
    });
    expect(result).toMatchObject({
      status: 'infeasible',
      give: Float64Array.of(2),
      solution: { value: 2000 },
    });
    if (result.status !== 'infeasible') throw new Error();
    expect(result.conflict).toContainEqual({ kind: 'row', row: 0 });
  });

  test('what only whole agents make impossible has no rows to name', async () => {
    // Six beds to fill with 2, 2 and 5: fractions of agents would do.
    const result = await solve({
      agents: [2, 2, 5].map((size, i) => ({ id: `a${i}`, size })),
      resources: [{ id: 'r', capacity: 6, minimum: 6 }],
      edges: [0, 1, 2].map((i) => ({ agent: `a${i}`, resource: 'r', score: 1 })),
    });
    expect(result).toMatchObject({ status: 'infeasible', conflict: [], give: Float64Array.of(1, 0) });
  });

  test('the certificate holds over all edges, without the short cut', async () => {
    const result = await solved(dense(7, { agents: 30, resources: 4, capacity: 5 }));
    const certificate = certify(result.bare.model, result.solution.duals, { exhaustive: true });
    expect(certificate).toMatchObject({ outcome: 'certified' });
    expect(certificate.outcome === 'certified' && certificate.bound).toBeCloseTo(result.solution.bound, 3);
  });
});

describe('the model', () => {
  const resource = { id: 'r', capacity: 5 };
  const edgesFor = (...sizes: number[]) => ({
    agents: sizes.map((size, i) => ({ id: `a${i}`, size })),
    resources: [resource],
    edges: sizes.map((_, i) => ({ agent: `a${i}`, resource: 'r', score: i })),
  });
  test('as many places as the smallest agents that fit; a capacity row only when places do not say it all', () => {
    const places = (...sizes: number[]) => {
      const { model, rows } = bareModel(aProblem(edgesFor(...sizes)));
      return [model.placeWeight.length, rows.map(({ kind }) => kind)];
    };
    expect(places(1, 1, 1)).toEqual([3, []]);
    expect(places(1, 1, 1, 1, 1, 1)).toEqual([5, []]);
    expect(places(2, 2, 2)).toEqual([2, []]);
    expect(places(1, 2, 3)).toEqual([2, []]);
    expect(places(1, 2, 4)).toEqual([2, ['capacity']]);
  });
  test('an agent larger than the whole resource is left out, and said', () => {
    const bare = bareModel(aProblem(edgesFor(6, 5)));
    expect(bare.tooLarge).toEqual([{ agent: 'a0', resource: 'r' }]);
    expect(bare.model.pairScore.length).toBe(1);
  });
  test('scores and penalties are whole thousandths; those that were not are counted', () => {
    const problem = aProblem({
      agents: [{ id: 'a' }],
      resources: [resource, { id: 's', capacity: 1 }],
      edges: [
        { agent: 'a', resource: 'r', score: 1.2345 },
        { agent: 'a', resource: 's', score: -0.1 },
      ],
      quotas: [{ id: 'q', kind: 'at-least', count: 1, penalty: 0.00049 }],
    });
    const { model, rounded } = bareModel(problem);
    expect([...model.pairScore, rounded]).toEqual([1235, -100, 2]);
    expect([...model.rowPenalty]).toEqual([0]);
  });
});
