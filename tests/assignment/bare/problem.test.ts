import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { problemIssues, problemRemarks } from '../../../engine/assignment/bare/check.ts';
import { AssignProblem, assignProblemJsonSchema } from '../../../engine/assignment/bare/problem.ts';
import { aProblem, type WrittenProblem } from './problems.ts';

const PUBLISHED = new URL('../../../docs/schemas/assign-problem.schema.json', import.meta.url);

test('the published JSON Schema is the one that files are read with (UPDATE_SCHEMAS=1 rewrites it)', () => {
  if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(PUBLISHED, assignProblemJsonSchema());
  expect(readFileSync(PUBLISHED, 'utf8')).toBe(assignProblemJsonSchema());
});

const sound: WrittenProblem = {
  agents: [{ id: 'a', size: 2, tags: ['x'] }, { id: 'b' }],
  resources: [{ id: 'r', capacity: 3, minimum: 1 }],
  edges: [{ agent: 'a', resource: 'r', score: 1 }],
  quotas: [{ id: 'q', kind: 'at-least', share: 0.5, tags: ['x'], penalty: 1 }],
};

describe('what is left out', () => {
  test('is a size of one, no tag, no minimum, no quota, the usual limits', () => {
    expect(aProblem({ agents: [{ id: 'a' }], resources: [{ id: 'r', capacity: 1 }], edges: [] })).toEqual({
      agents: [{ id: 'a', size: 1, tags: [] }],
      resources: [{ id: 'r', capacity: 1, minimum: 0 }],
      edges: [],
      quotas: [],
      options: { maxRounds: 200, exactEdges: 100_000, maxNodes: 200 },
    });
  });
});

describe('hostile values are refused', () => {
  const edited = (edit: (problem: Record<string, unknown[]>) => void): unknown => {
    const copy = structuredClone(sound) as unknown as Record<string, unknown[]>;
    edit(copy);
    return copy;
  };
  const inFirst = (list: string, values: object) =>
    edited((p) => Object.assign(p[list]![0] as object, values));
  test('the untouched one is read', () => {
    expect(AssignProblem.safeParse(edited(() => undefined)).success).toBe(true);
  });
  test.each([
    ['a score that is not a number', inFirst('edges', { score: Number.NaN })],
    ['an infinite score', inFirst('edges', { score: Infinity })],
    ['a score out of range', inFirst('edges', { score: 1e15 })],
    ['an unknown score', inFirst('edges', { score: null })],
    ['a negative capacity', inFirst('resources', { capacity: -1 })],
    ['half a place', inFirst('resources', { capacity: 1.5 })],
    ['a huge capacity', inFirst('resources', { capacity: 1e300 })],
    ['a size of zero', inFirst('agents', { size: 0 })],
    ['an unknown size', inFirst('agents', { size: null })],
    ['a huge size', inFirst('agents', { size: 10_001 })],
    ['an empty id', inFirst('agents', { id: '' })],
    ['a number for an id', inFirst('agents', { id: 7 })],
    ['an endless id', inFirst('resources', { id: 'r'.repeat(201) })],
    ['a key nobody knows', inFirst('agents', { nationality: 'x' })],
    ['a share above one', inFirst('quotas', { share: 1.01 })],
    ['a share of five decimals', inFirst('quotas', { share: 0.33333 })],
    ['a negative penalty', inFirst('quotas', { penalty: -1 })],
    ['hard: false', inFirst('quotas', { hard: false })],
    ['a kind nobody knows', inFirst('quotas', { kind: 'exactly' })],
    ['a quota without resources', inFirst('quotas', { resources: [] })],
    ['a quota without tags', inFirst('quotas', { tags: [] })],
    ['no edges', edited((p) => delete p.edges)],
    ['a list for a problem', []],
    ['nothing', null],
    ['endless rounds', { ...sound, options: { maxRounds: 1e9 } }],
    [
      'a prototype as a key',
      JSON.parse('{"agents":[{"id":"a","__proto__":{"size":3}}],"resources":[],"edges":[]}'),
    ],
  ])('%s', (_, value) => {
    expect(AssignProblem.safeParse(value).success).toBe(false);
  });
  test('a share of four decimals and the largest values are read', () => {
    expect(AssignProblem.safeParse(inFirst('quotas', { share: 0.3333 })).success).toBe(true);
    expect(AssignProblem.safeParse(inFirst('edges', { score: -1_000_000 })).success).toBe(true);
    expect(AssignProblem.safeParse(inFirst('resources', { capacity: 1_000_000_000 })).success).toBe(true);
  });
});

describe('what one field alone cannot say', () => {
  const issues = (changes: Partial<WrittenProblem>) => problemIssues(aProblem({ ...sound, ...changes }));
  const quota = (changes: object) => issues({ quotas: [{ ...sound.quotas![0]!, ...changes }] as never });
  test('a sound problem has no issue', () => {
    expect(issues({})).toEqual([]);
  });
  test.each([
    [
      'an id of agent given twice, not repeated',
      () => issues({ agents: [...sound.agents, { id: 'a' }] }),
      { code: 'assign.duplicate', path: 'agents[2].id' },
    ],
    [
      'an id of resource given twice',
      () => issues({ resources: [...sound.resources, { id: 'r', capacity: 1 }] }),
      { code: 'assign.duplicate', path: 'resources[1].id', received: 'r' },
    ],
    [
      'an id of quota given twice',
      () => issues({ quotas: [sound.quotas![0]!, sound.quotas![0]!] }),
      { code: 'assign.duplicate', path: 'quotas[1].id', received: 'q' },
    ],
    [
      'a minimum above the capacity',
      () => issues({ resources: [{ id: 'r', capacity: 3, minimum: 4 }] }),
      {
        code: 'assign.minimum',
        path: 'resources[0].minimum',
        received: '4',
        expected: 'au plus la capacité, 3',
      },
    ],
    [
      'an agent that is not there, not repeated',
      () => issues({ edges: [{ agent: 'zorglub', resource: 'r', score: 1 }] }),
      { code: 'assign.unknown', path: 'edges[0].agent' },
    ],
    [
      'a prototype for an agent',
      () => issues({ edges: [{ agent: '__proto__', resource: 'r', score: 1 }] }),
      { code: 'assign.unknown', path: 'edges[0].agent' },
    ],
    [
      'a resource that is not there',
      () => issues({ edges: [{ agent: 'a', resource: 'constructor', score: 1 }] }),
      { code: 'assign.unknown', path: 'edges[0].resource', received: 'constructor' },
    ],
    [
      'an edge given twice',
      () => issues({ edges: [sound.edges[0]!, sound.edges[0]!] }),
      { code: 'assign.duplicate-edge', path: 'edges[1]' },
    ],
    [
      'a share and a number',
      () => quota({ count: 1 }),
      { code: 'assign.either', path: 'quotas[0]', received: 'les deux', expected: 'share ou count' },
    ],
    [
      'neither a share nor a number',
      () => quota({ share: undefined }),
      {
        code: 'assign.either',
        path: 'quotas[0]',
        received: 'ni l’un ni l’autre',
        expected: 'share ou count',
      },
    ],
    [
      'a penalty and hard',
      () => quota({ hard: true }),
      { code: 'assign.either', path: 'quotas[0]', received: 'les deux', expected: 'penalty ou hard' },
    ],
    [
      'among with a number',
      () => quota({ share: undefined, count: 1, among: ['x'] }),
      { code: 'assign.among', path: 'quotas[0].among' },
    ],
    [
      'a resource twice in a quota',
      () => quota({ resources: ['r', 'r'] }),
      { code: 'assign.duplicate', path: 'quotas[0].resources[1]', received: 'r' },
    ],
    [
      'a quota on a resource that is not there, with the one that was meant',
      () =>
        issues({
          resources: [{ id: 'ville-a', capacity: 3 }],
          edges: [],
          quotas: [{ ...sound.quotas![0]!, resources: ['vile-a'] }],
        }),
      {
        code: 'assign.unknown',
        path: 'quotas[0].resources[0]',
        received: 'vile-a',
        maybe: 'peut-être ville-a',
      },
    ],
    [
      'a tag that names what may never be looked at',
      () => quota({ among: ['nationalite:autre'] }),
      expect.objectContaining({
        code: 'assign.forbidden-tag',
        path: 'quotas[0].among[0]',
        received: 'nationalite:autre',
        expected: expect.stringContaining('nationalité'),
      }),
    ],
  ])('%s', (_, found, issue) => {
    expect(found()).toEqual([issue]);
  });
  test('a tag that nobody has is a remark, not a refusal; unknown tags are nobody’s', () => {
    const problem = aProblem({
      ...sound,
      agents: [
        { id: 'a', tags: ['ecole'] },
        { id: 'b', tags: null },
      ],
      quotas: [{ ...sound.quotas![0]!, tags: ['ecole', 'ecoles'] }],
    });
    expect(problemIssues(problem)).toEqual([]);
    expect(problemRemarks(problem)).toEqual([
      { code: 'assign.unknown-tag', path: 'quotas[0].tags[1]', received: 'ecoles', maybe: 'peut-être ecole' },
    ]);
    expect(problemRemarks(aProblem(sound))).toEqual([]);
  });
});
