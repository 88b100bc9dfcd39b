import { describe, expect, test } from 'vitest';
import { compileMethod } from '../../scoring/compileMethod.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { DEFAULT_TIE_BREAK, MAX_CRITERIA } from '../../scoring/methodShape.ts';
import { DICTIONARY } from './support/columns.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

const GROUP = { id: 'g', label: 'groupe g', combine: 'sum' };
const VALID = { ...HEAD, groups: [{ ...GROUP, criteria: [criterion('a', 5)] }] };
const tier = (id: string, when: string) => ({
  id,
  label: `niveau ${id}`,
  when,
  source: 'essai',
  certainty: 'proposal',
});

test('a least method is accepted, and what it leaves out is filled with what the guide says', () => {
  const { tieBreak, ...noTieBreak } = VALID;
  expect(tieBreak.length).toBe(2);
  const read = MethodSchema.parse(noTieBreak);
  expect(read.scope).toEqual({ demands: 'all' });
  expect(read.tieBreak).toEqual(DEFAULT_TIE_BREAK);
  expect(read.groups[0]!.criteria[0]!.evidence).toBe('declared');
  expect(read.notices).toEqual([]);
});

describe('a method file that cannot be used says where and why', () => {
  const many = Array.from({ length: MAX_CRITERIA + 1 }, (_, i) => criterion(`c${i}`, 1));
  test.each<[string, object, string, string]>([
    ['unknown key', { ...VALID, colour: 'red' }, '', 'colour'],
    ['id in capitals', { ...VALID, id: 'Essai' }, 'id', 'minuscules'],
    ['an id too long', { ...VALID, id: 'a'.repeat(61) }, 'id', '60'],
    ['a label too short', { ...VALID, label: 'x' }, 'label', '3'],
    ['a label too long', { ...VALID, label: 'x'.repeat(201) }, 'label', '200'],
    [
      'points far below',
      { ...HEAD, groups: [{ ...GROUP, criteria: [criterion('a', -10_001)] }] },
      'groups.0.criteria.0.points',
      '',
    ],
    [
      'too many tiers',
      { ...HEAD, tiers: Array.from({ length: 21 }, (_, i) => tier(`t${i}`, 'b1')) },
      'tiers',
      'au plus 20',
    ],
    ['no source', { ...VALID, source: '' }, 'source', 'source'],
    ['version as a number', { ...VALID, version: 2 }, 'version', ''],
    ['a day that is none', { ...VALID, validFrom: '2026-02-30' }, 'validFrom', 'AAAA-MM-JJ'],
    ['validity that ends before it begins', { ...VALID, validTo: '2025-12-31' }, 'validTo', 'précède'],
    [
      'a group without criteria',
      { ...HEAD, groups: [{ ...GROUP, criteria: [] }] },
      'groups.0.criteria',
      'au moins un',
    ],
    ['nothing to score', { ...HEAD }, 'groups', 'au moins un critère ou un niveau'],
    [
      'a cap of zero',
      { ...HEAD, groups: [{ ...GROUP, cap: 0, criteria: [criterion('a', 1)] }] },
      'groups.0.cap',
      'positif',
    ],
    [
      'points beyond the limit',
      { ...HEAD, groups: [{ ...GROUP, criteria: [criterion('a', 10_001)] }] },
      'groups.0.criteria.0.points',
      '',
    ],
    [
      'two criteria of one id',
      { ...HEAD, groups: [{ ...GROUP, criteria: [criterion('a', 1), criterion('a', 2)] }] },
      'groups.0.criteria.1.id',
      'déjà pris',
    ],
    [
      'two groups of one id',
      {
        ...HEAD,
        groups: [
          { ...GROUP, criteria: [criterion('a', 1)] },
          { ...GROUP, criteria: [criterion('b', 2)] },
        ],
      },
      'groups.1.id',
      'déjà pris',
    ],
    [
      'two tiers of one id',
      { ...HEAD, tiers: [tier('t', 'b1'), tier('t', 'b2')] },
      'tiers.1.id',
      'déjà pris',
    ],
    [
      'too many criteria',
      { ...HEAD, groups: [{ ...GROUP, criteria: many }] },
      'groups',
      `au plus ${MAX_CRITERIA}`,
    ],
    [
      'a criterion that is a forbidden input',
      { ...HEAD, groups: [{ ...GROUP, criteria: [criterion('nationalite', 1)] }] },
      'groups.0.criteria.0.id',
      'recevabilité',
    ],
    [
      'a tier that is a forbidden input',
      { ...HEAD, tiers: [tier('origine', 'b1')] },
      'tiers.0.id',
      'discrimination',
    ],
    [
      'a tie-break without the lot',
      { ...VALID, tieBreak: [{ by: 'n1', direction: 'asc' }] },
      'tieBreak',
      'lot',
    ],
    [
      'a lot that is not last',
      {
        ...VALID,
        tieBreak: [
          { by: 'lot', direction: 'asc' },
          { by: 'n1', direction: 'asc' },
        ],
      },
      'tieBreak',
      'lot',
    ],
    [
      'a weighting without its contingent',
      { ...VALID, kind: 'weighting' },
      'appliesToContingent',
      'contingent',
    ],
    [
      'a weighting with tiers',
      { ...VALID, kind: 'weighting', appliesToContingent: 'COLACT', tiers: [tier('t', 'b1')] },
      'tiers',
      'pas de niveaux',
    ],
    [
      'an ordering with a contingent',
      { ...VALID, appliesToContingent: 'COLACT' },
      'appliesToContingent',
      'seule',
    ],
    [
      'a contingent code in lower case',
      { ...VALID, kind: 'weighting', appliesToContingent: 'colact' },
      'appliesToContingent',
      'majuscules',
    ],
  ])('%s', (_, content, path, says) => {
    const result = MethodSchema.safeParse(content);
    expect(result.success).toBe(false);
    const issues = result.error!.issues.map((i) => ({ path: i.path.join('.'), message: i.message }));
    const found = issues.find((i) => i.path === path);
    expect(found, JSON.stringify(issues)).toBeDefined();
    expect(found!.message).toContain(says);
  });
});

test('a criterion may mention a forbidden word in a longer id', () => {
  const content = { ...HEAD, groups: [{ ...GROUP, criteria: [criterion('sans-nom-propre', 1)] }] };
  expect(MethodSchema.safeParse(content).success).toBe(true);
});

test('every faulty formula of a method is reported with its path', () => {
  const content = MethodSchema.parse({
    ...HEAD,
    scope: { demands: 'all', when: 'n1' },
    tiers: [tier('t', 'b9')],
    groups: [
      { ...GROUP, when: 'nationalite == 1', criteria: [criterion('a', 'b1')] },
      {
        ...GROUP,
        id: 'h',
        criteria: [criterion('b', 'months + rent'), criterion('c', 1, { when: 'b1 and (' })],
      },
    ],
    tieBreak: [
      { by: 'mouths', direction: 'desc' },
      { by: 'S1', direction: 'desc' },
      { by: 'nationalite', direction: 'desc' },
      { by: 'lot', direction: 'asc' },
    ],
  });
  const result = compileMethod(content, DICTIONARY);
  expect(result.ok ? [] : result.issues.map((i) => [i.code, i.path, i.maybe ?? ''])).toEqual([
    ['formula.result', 'scope.when', expect.any(String)],
    ['formula.unknown-name', 'tiers[0].when', 'b1'],
    ['formula.forbidden', 'groups[0].when', ''],
    ['formula.result', 'groups[0].criteria[0].points', expect.any(String)],
    ['formula.unit', 'groups[1].criteria[0].points', expect.any(String)],
    ['formula.syntax', 'groups[1].criteria[1].when', ''],
    ['method.tie-break', 'tieBreak[0].by', 'months'],
    ['method.tie-break', 'tieBreak[1].by', ''],
    ['formula.forbidden', 'tieBreak[2].by', ''],
  ]);
});

test('a scope by kind of demand needs the column that says it', () => {
  const without = new Map([...DICTIONARY].filter(([name]) => name !== 'firstAccess'));
  const content = MethodSchema.parse({ ...VALID, scope: { demands: 'mutation' } });
  const result = compileMethod(content, without);
  expect(result).toMatchObject({ ok: false, issues: [{ code: 'method.scope', path: 'scope.demands' }] });
});

test('tie-break keys carry the French label that explanations show', () => {
  const { tieBreak } = method({
    ...VALID,
    tieBreak: [
      { by: 'months', direction: 'desc' },
      { by: 'filedDay', direction: 'asc' },
      { by: 'lot', direction: 'asc' },
    ],
  });
  expect(tieBreak.map((k) => k.label)).toEqual([
    'ancienneté de la demande',
    'date de dépôt de la demande',
    'tirage au sort publié',
  ]);
});
