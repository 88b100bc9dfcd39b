import { describe, expect, test } from 'vitest';
import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import { explainRow } from '../../scoring/explain.ts';
import { type Method, MethodSchema } from '../../scoring/method.ts';
import { orderRows } from '../../scoring/order.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import { DICTIONARY, type Row, storeOf } from './support/columns.ts';
import { criterion, HEAD } from './support/compiled.ts';

const level = (id: string, when: string, more: object = {}) => ({
  id,
  label: `niveau ${id}`,
  when,
  source: 'essai',
  certainty: 'proposal',
  ...more,
});
const grid = (id: string, points: number, more: object = {}) =>
  MethodSchema.parse({
    ...HEAD,
    id,
    label: `Grille ${id}`,
    tiers: [level('haut', 'b1')],
    groups: [
      {
        id: 'g',
        label: 'groupe g',
        combine: 'sum',
        when: 'b2',
        criteria: [criterion('c', `${points} * n2`)],
      },
    ],
    ...more,
  });
const ACCESS = grid('acces', 2, { scope: { demands: 'first-access' }, notices: ['de l’accès'] });
const MOVES = grid('mutations', 1, { notices: ['des mutations'] });
const composite = (more: object = {}) => ({
  ...HEAD,
  kind: 'composite',
  composes: { 'first-access': 'acces', mutation: 'mutations' },
  interleave: 'by-points',
  notices: ['de l’ensemble'],
  ...more,
});
const compile = (content: unknown, parts: readonly Method[] = [ACCESS, MOVES]) =>
  compileMethod(MethodSchema.parse(content), DICTIONARY, (id) => parts.find((part) => part.id === id));
const compiled = (content: unknown, parts?: readonly Method[]): CompiledMethod => {
  const result = compile(content, parts);
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.issues));
};
const issuesOf = (content: unknown, parts?: readonly Method[]) => {
  const result = compile(content, parts);
  return result.ok ? [] : result.issues;
};

/** n2 = 10, in the groups, in no tier. */
const first: Row = { firstAccess: 1, b1: 0, b2: 1, n1: 0, n2: 10 };
const mutation: Row = { ...first, firstAccess: 0 };

describe('each demand is scored by the grid of its side', () => {
  const method = compiled(composite());
  test.each<[string, Row, object]>([
    ['a first access', first, { inScope: 'met', points: 20_000, tier: 1 }],
    ['a mutation', mutation, { inScope: 'met', points: 10_000, tier: 1 }],
    ['a condition of the group holds', { ...mutation, b2: 0 }, { points: 0 }],
    [
      'side not known: neither grid, to verify',
      { ...first, firstAccess: 255 },
      { inScope: 'unknown', points: 0, tier: 2 },
    ],
  ])('%s', (_, row, expected) => {
    expect(explainRow(method, storeOf([row]), 0)).toMatchObject(expected);
  });
  test('ids say which grid, notices are those of all three', () => {
    const e = explainRow(method, storeOf([mutation]), 0);
    expect(e.groups.map((g) => [g.id, g.points])).toEqual([
      ['acces/g', 0],
      ['mutations/g', 10_000],
    ]);
    expect(e.method.notices).toEqual(['de l’ensemble', 'de l’accès', 'des mutations']);
  });
  test('its scores are those that each grid gives alone', () => {
    const rows = Array.from(
      { length: 60 },
      (_, i): Row => ({
        firstAccess: i % 2,
        b1: (i >> 1) % 2,
        b2: (i >> 2) % 2,
        n1: i % 7,
        n2: i,
      }),
    );
    const store = storeOf(rows);
    const together = method.score(store);
    const alone = [compiled(MOVES), compiled(ACCESS)].map((grid) => grid.score(store));
    rows.forEach((row, i) => {
      const own = alone[row.firstAccess!]!;
      expect([together.tier[i], together.points[i], together.inScope[i], together.toVerify[i]]).toEqual([
        own.tier[i],
        own.points[i],
        1,
        own.toVerify[i],
      ]);
    });
  });
});

describe('how the two sides make one order', () => {
  const rows: Record<string, Row> = {
    'access, tier': { ...first, b1: 1 },
    'access, 20 points': first,
    'access, 2 points': { ...first, n2: 1 },
    'mutation, tier': { ...mutation, b1: 1, n2: 50 },
    'mutation, 10 points': mutation,
  };
  const order = (interleave: string): readonly string[] => {
    const names = Object.keys(rows);
    const method = compiled(composite({ interleave }));
    const store = storeOf(Object.values(rows));
    const { rows: sorted } = orderRows({
      scored: method.score(store),
      store,
      tieBreak: method.tieBreak,
      lot: Uint32Array.from(names.keys()),
    });
    return [...sorted].map((row) => names[row]!);
  };
  test.each<[string, readonly string[]]>([
    [
      'by-points',
      ['mutation, tier', 'access, tier', 'access, 20 points', 'mutation, 10 points', 'access, 2 points'],
    ],
    [
      'first-access-first',
      ['access, tier', 'access, 20 points', 'access, 2 points', 'mutation, tier', 'mutation, 10 points'],
    ],
    [
      'mutation-first',
      ['mutation, tier', 'mutation, 10 points', 'access, tier', 'access, 20 points', 'access, 2 points'],
    ],
  ])('%s', (interleave, expected) => {
    expect(order(interleave)).toEqual(expected);
  });
  test('side by side, the level that holds all of the first side says so', () => {
    const method = compiled(composite({ interleave: 'first-access-first' }));
    expect(explainRow(method, storeOf([first]), 0).decidedBy).toMatchObject({
      id: 'first-access',
      label: 'Premiers accès',
    });
    expect(method.read.levels.examined.map((l) => l.id)).toEqual([
      'acces/haut',
      'first-access',
      'mutations/haut',
    ]);
  });
  test('channels of both sides stand outside the whole', () => {
    const channel = level('relogement', 'm1', { placement: 'outside' });
    const parts = [
      grid('acces', 2, { channels: [channel] }),
      grid('mutations', 1, { channels: [{ ...channel, placement: 'before-grid' }] }),
    ];
    const method = compiled(composite({ interleave: 'first-access-first' }), parts);
    const places = [{ ...first, flags: 8 }, { ...mutation, flags: 8 }, first, mutation].map((row) =>
      method.score(storeOf([row])),
    );
    expect(places.map(({ tier, inScope }) => [tier[0], inScope[0]])).toEqual([
      [5, 2],
      [0, 2],
      [2, 1],
      [4, 1],
    ]);
  });
  test('paired levels keep the surer paper, and say both sources', () => {
    const parts = [
      grid('acces', 2, {
        tiers: [level('haut', 'b1', { evidence: 'verified', source: 'texte a', certainty: 'found' })],
      }),
      grid('mutations', 1, { tiers: [level('haut', 'b1', { source: 'texte b', label: 'autre nom' })] }),
    ];
    expect(compiled(composite(), parts).read.levels.examined).toMatchObject([
      {
        evidence: 'verified',
        source: 'texte a ; texte b',
        label: 'niveau haut ; autre nom',
        certainty: 'proposal',
      },
    ]);
  });
});

describe('a composite that cannot be made says why', () => {
  test.each<[string, object, readonly Method[], string, string, string]>([
    [
      'a part that is not there',
      composite(),
      [ACCESS],
      'method.composes',
      'composes.mutation',
      'ne s’appelle',
    ],
    [
      'a part that is no ordering',
      composite(),
      [ACCESS, { ...MOVES, kind: 'weighting' }],
      'method.composes',
      'composes.mutation',
      'n’ordonne pas',
    ],
    [
      'a part of the other side',
      composite({ composes: { 'first-access': 'acces', mutation: 'acces' } }),
      [ACCESS],
      'method.composes',
      'composes.mutation',
      'ne parle pas',
    ],
    [
      'levels that do not meet',
      composite(),
      [ACCESS, grid('mutations', 1, { tiers: [level('autre', 'b1')] })],
      'method.interleave',
      'interleave',
      'mêmes niveaux',
    ],
    [
      'a faulty formula of a part',
      composite(),
      [ACCESS, grid('mutations', 1, { tiers: [level('haut', 'b9')] })],
      'formula.unknown-name',
      'composes.mutation',
      'mutations, tiers[0].when',
    ],
  ])('%s', (_, content, parts, code, path, says) => {
    const [issue] = issuesOf(content, parts);
    expect(issue).toMatchObject({ code, path });
    expect(issue!.message).toContain(says);
  });
  test('parts whose levels do not meet can still be put one after the other', () => {
    const parts = [ACCESS, grid('mutations', 1, { tiers: [] })];
    expect(issuesOf(composite({ interleave: 'mutation-first' }), parts)).toEqual([]);
  });
  test('a dictionary that does not tell the sides apart', () => {
    const without = new Map([...DICTIONARY].filter(([name]) => name !== 'firstAccess'));
    const result = compileMethod(MethodSchema.parse(composite()), without, () => MOVES);
    expect(result.ok ? [] : result.issues.map((i) => [i.code, i.path])).toContainEqual([
      'method.scope',
      'composes',
    ]);
  });
  const { groups } = MOVES;
  test.each<[string, object, string, string]>([
    ['no parts', composite({ composes: undefined }), 'composes', 'grille de premier accès'],
    ['no interleave', composite({ interleave: undefined }), 'interleave', 'by-points'],
    ['a grid of its own', composite({ groups }), 'kind', 'sans grille'],
    [
      'parts of what is no composite',
      { ...HEAD, groups, composes: { 'first-access': 'a', mutation: 'b' } },
      'composes',
      'composite',
    ],
    [
      'an interleave of what is no composite',
      { ...HEAD, groups, interleave: 'by-points' },
      'interleave',
      'composite',
    ],
    [
      'a weighting that weights',
      { ...HEAD, groups, kind: 'weighting', appliesToContingent: 'COLACT', weightings: { COLACT: 'x' } },
      'weightings',
      'pas d’autre',
    ],
    [
      'a weighting with channels',
      {
        ...HEAD,
        groups,
        kind: 'weighting',
        appliesToContingent: 'COLACT',
        channels: [level('c', 'b1', { placement: 'outside' })],
      },
      'channels',
      'circuits',
    ],
    [
      'a contingent in small letters',
      { ...HEAD, groups, weightings: { colact: 'x' } },
      'weightings.colact',
      '',
    ],
  ])('%s', (_, content, path, says) => {
    const result = MethodSchema.safeParse(content);
    const found = result.error?.issues.find((i) => i.path.join('.') === path);
    expect(found?.message, JSON.stringify(result.error?.issues)).toContain(says);
  });
});

describe('which weighting a contingent brings', () => {
  const weighting = (id: string, contingent: string) =>
    compiled({ ...HEAD, id, groups: MOVES.groups, kind: 'weighting', appliesToContingent: contingent });
  const methods = new Map(
    [weighting('al', 'COLACT'), weighting('autre', 'COLACT'), weighting('etat', 'PFONCT')].map((m) => [
      m.method.id,
      m,
    ]),
  );
  const named = compiled(composite({ weightings: { COLACT: 'autre' } }));
  test.each<[string, CompiledMethod, string | null, string | null]>([
    ['the one named', named, 'COLACT', 'autre'],
    ['none where none is named', named, 'PFONCT', null],
    ['the territory’s where the method names none at all', compiled(MOVES), 'PFONCT', 'etat'],
    ['no contingent', compiled(MOVES), null, null],
    ['a contingent that nobody weights', compiled(MOVES), 'COLTER', null],
  ])('%s', (_, ordering, contingent, id) => {
    expect(weightingFor(ordering, methods, contingent)?.method.id ?? null).toBe(id);
  });
});
