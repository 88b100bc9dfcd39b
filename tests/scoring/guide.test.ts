import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import { explainRow } from '../../scoring/explain.ts';
import { type Method, MethodSchema } from '../../scoring/method.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import { type Row, storeOf } from './support/columns.ts';
import { formula, HEAD, method } from './support/compiled.ts';

const GUIDE = readFileSync(new URL('../../docs/methodes.md', import.meta.url), 'utf8');
const DICTIONARY = demandColumns(['ACI_EXPULSION', 'ACI_VIOLENCES'].map((code) => ({ code, label: code })));
const BLOCKS = [...GUIDE.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => parse(m[1]!) as unknown);
const LOT = { tieBreak: [{ by: 'lot', direction: 'asc' }] };

const isFile = (block: unknown): block is { id: string } =>
  typeof block === 'object' && block !== null && 'kind' in block;
const FILES = new Map(BLOCKS.filter(isFile).map((block) => [block.id, MethodSchema.parse(block)]));

/** The n-th block, as a whole method: a list of criteria and a part of a file are given the rest. */
const compile = (content: Method): CompiledMethod => {
  const compiled = compileMethod(content, DICTIONARY, (id) => FILES.get(id));
  if (compiled.ok) return compiled.value;
  throw new Error(JSON.stringify(compiled.issues, null, 1));
};
const block = (holding: string): CompiledMethod => {
  const found = BLOCKS.find((b) => JSON.stringify(b).includes(holding));
  if (isFile(found)) return compile(MethodSchema.parse(found));
  const parts = Array.isArray(found)
    ? { groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria: found }] }
    : (found as object);
  return compile(MethodSchema.parse({ ...HEAD, ...LOT, ...parts }));
};
const explain = (compiled: CompiledMethod, row: Row) =>
  explainRow(compiled, storeOf([row], { dictionary: DICTIONARY, single: true }), 0);
const criteriaOf = (compiled: CompiledMethod, row: Row) =>
  explain(compiled, row).groups.flatMap((group) => group.criteria);
const motives = (...codes: number[]) => ({
  motives: codes.reduce((mask, code) => mask | (1 << (code - 1)), 0),
});

test('every YAML block of the guide is a method, or a part of one, that is accepted', () => {
  expect(BLOCKS).toHaveLength(9);
  expect([...FILES.keys()]).toEqual([
    'mon-territoire',
    'ponderation-employeurs',
    'mes-mutations',
    'mon-territoire-complet',
  ]);
  for (const content of FILES.values()) expect(compile(content).method.id).toBe(content.id);
  for (const holding of ['single-tick', 'abnormalDelay', 'premier-refus', 'before-grid', '"effort"'])
    expect(block(holding).read.criteria.length).toBeGreaterThan(0);
});

test('every example of the table of formulas is accepted', () => {
  const table = GUIDE.slice(GUIDE.indexOf('## Les formules'), GUIDE.indexOf("Rien d'autre"));
  const rows = table
    .split('\n')
    .filter((line) => /^\|.*\|.*`.*\|$/.test(line) && !line.startsWith('| on peut'));
  const examples = rows.flatMap((line) => [...line.split('|')[2]!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!));
  expect(examples.length).toBeGreaterThanOrEqual(11);
  for (const text of examples) expect(formula(text, DICTIONARY).text).toBe(text);
});

describe('the guide’s tables are what its blocks give', () => {
  test('a method file: half a point a month, the cap of a group', () => {
    const compiled = block('"mon-territoire"');
    expect(explain(compiled, { daloActive: 0, ACI_EXPULSION: 1, waitingMonths: 40 }).points).toBe(40_000);
    expect(explain(compiled, { daloActive: 1, waitingMonths: 90 })).toMatchObject({
      points: 30_000,
      decidedBy: { id: 'dalo' },
    });
  });

  test('one box to tick', () => {
    const compiled = block('single-tick');
    expect(explain(compiled, motives(1)).points).toBe(17_000);
    expect(explain(compiled, motives(1, 12))).toMatchObject({ points: 2000, toVerify: 2 });
  });

  test.each<[string, Row, readonly number[]]>([
    ['30 months', { waitingMonths: 30, abnormalWaitMonths: 36 }, [15_000, 5000, 0]],
    ['37 months', { waitingMonths: 37, abnormalWaitMonths: 36 }, [18_500, 5000, 20_000]],
    ['72 months, delay not known', { waitingMonths: 72 }, [30_000, 12_000, 0]],
  ])('seniority: %s', (_, row, points) => {
    expect(criteriaOf(block('abnormalDelay'), row).map((c) => c.points)).toEqual(points);
  });
  test('seniority: a delay that the territory does not know is one part to verify, and what it could bring', () => {
    expect(
      criteriaOf(block('abnormalDelay'), { waitingMonths: 72 }).map((c) => [c.toVerify, c.couldBring]),
    ).toEqual([
      [false, 0],
      [false, 0],
      [true, 20_000],
    ]);
  });

  test.each<[string, Row, readonly number[]]>([
    ['no refusal', { suitedRefusals: 0 }, [40_000, 0]],
    ['one, 4 months ago', { suitedRefusals: 1, monthsSinceSuitedRefusal: 4 }, [36_000, 0]],
    ['one, 20 months ago', { suitedRefusals: 1, monthsSinceSuitedRefusal: 20 }, [34_000, 0]],
    ['two, the last 20 months ago', { suitedRefusals: 2, monthsSinceSuitedRefusal: 20 }, [34_000, -15_000]],
    ['a number that is not known', { monthsSinceSuitedRefusal: 4 }, [40_000, 0]],
    ['a date that is not known', { suitedRefusals: 1 }, [40_000, 0]],
  ])('refusals: %s', (_, row, points) => {
    const criteria = criteriaOf(block('premier-refus'), { waitingMonths: 40, ...row });
    expect(criteria.map((c) => c.points)).toEqual(points);
  });

  test.each<[string, Row, string | null, number]>([
    ['DALO and NPRU', { daloActive: 1, npruRelocation: 1 }, 'before-grid', 0],
    ['NPRU', { daloActive: 0, npruRelocation: 1 }, 'outside', 0],
    ['neither', { daloActive: 0, npruRelocation: 0 }, null, 10_000],
  ])('channels: %s', (_, row, placement, points) => {
    const e = explain(block('before-grid'), { waitingMonths: 10, ...row });
    expect(e.points).toBe(points);
    expect(e.decidedBy?.placement ?? null).toBe(placement);
  });

  test('two grids: 40 months are 20 points to a first access, 10 to a mutation, to verify when not known', () => {
    const compiled = block('"mon-territoire-complet"');
    const row = { waitingMonths: 40, daloActive: 0, ACI_EXPULSION: 0 };
    expect(explain(compiled, { ...row, firstAccess: 1 }).points).toBe(20_000);
    expect(explain(compiled, { ...row, firstAccess: 0 }).points).toBe(10_000);
    expect(explain(compiled, row)).toMatchObject({ inScope: 'unknown', points: 0, tier: 2 });
    const methods = new Map([...FILES].map(([id, content]) => [id, compile(content)]));
    expect(weightingFor(compiled, methods, 'COLACT')?.method.id).toBe('ponderation-employeurs');
    expect(weightingFor(compiled, methods, 'COLTER')).toBeNull();
  });

  test('the weighting', () => {
    expect(
      explain(block('"ponderation-employeurs"'), { actionLogementEmployer: 1, applicantAge: 29 }).points,
    ).toBe(10_000);
  });

  test('the worked criterion', () => {
    const answer = (row: Row) => {
      const c = criteriaOf(block('"effort"'), row)[0]!;
      return [c.status, c.points, c.couldBring];
    };
    expect(answer({ rentToIncome: 500 / 1300, loneParent: 1 })).toEqual(['met', 15_000, 0]);
    expect(answer({ rentToIncome: 0.33, loneParent: 1 })).toEqual(['unmet', 0, 0]);
    expect(answer({ loneParent: 1 })).toEqual(['unknown', 0, 15_000]);
    expect(answer({ rentToIncome: 0.5 })).toEqual(['unknown', 0, 15_000]);
  });
});

test('the guide names every way to combine, effect, placement and interleave that there is', () => {
  const schema = readFileSync(new URL('../../docs/schemas/method.schema.json', import.meta.url), 'utf8');
  const { properties } = JSON.parse(schema) as { properties: Record<string, never> };
  const enums = JSON.stringify([
    properties.groups,
    properties.refusals,
    properties.channels,
    properties.interleave,
  ]);
  const words = [...enums.matchAll(/"enum":\[([^\]]+)\]/g)].flatMap(
    (m) => JSON.parse(`[${m[1]}]`) as string[],
  );
  expect(words.length).toBeGreaterThan(12);
  for (const word of words) expect(GUIDE).toContain(word);
});

test('a method without a key of the guide’s example is told which one is missing', () => {
  const { source: _, ...rest } = BLOCKS[0] as Record<string, unknown>;
  expect(() => method(rest, DICTIONARY)).toThrow('source');
});
