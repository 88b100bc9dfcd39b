import { describe, expect, test } from 'vitest';
import { explainRow } from '../../scoring/explain.ts';
import type { ColumnDefinition } from '../../scoring/formula/columns.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { readMethod } from '../../scoring/readMethod.ts';
import { DICTIONARY as BASE, type Row, storeOf } from './support/columns.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

const since: ColumnDefinition = {
  type: 'number',
  name: 'since',
  label: 'mois depuis le dernier refus',
  unit: 'months',
  min: 0,
  max: 600,
};
const DICTIONARY = new Map([...BASE, ['since', since] as const]);
const PUBLISHED = { source: 'essai', certainty: 'proposal' };
const refusal = (effect: string, more: object = {}) => ({
  id: `refus-${effect}`,
  label: `refus ${effect}`,
  column: 'n1',
  from: 1,
  effect,
  suitedTest: 'Un logement de la taille et dans une commune demandées.',
  ...(effect === 'points-lost' ? { points: 10 } : { since: 'since' }),
  ...(effect === 'freeze' ? { months: 12 } : {}),
  ...PUBLISHED,
  ...more,
});
const SENIORITY = {
  id: 'a',
  label: 'ancienneté',
  seniority: { column: 'months', perMonth: 1, abnormalDelay: { months: 36, points: 20 } },
  ...PUBLISHED,
};
const content = (...refusals: readonly object[]) => ({
  ...HEAD,
  groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria: [SENIORITY] }],
  refusals,
});
const explained = (file: unknown, row: Row) =>
  explainRow(method(file, DICTIONARY), storeOf([row], { dictionary: DICTIONARY }), 0);
const pointsOf = (file: unknown, row: Row) => explained(file, row).points;

describe('points lost', () => {
  const once = content(refusal('points-lost', { from: 2 }));
  const table = content(
    refusal('points-lost', { id: 'un', from: 1, points: 5 }),
    refusal('points-lost', { id: 'trois', from: 3, points: 15 }),
  );
  test.each<[string, object, Row, number]>([
    ['fewer refusals than it takes', once, { n1: 1 }, 30_000],
    ['as many', once, { n1: 2 }, 20_000],
    ['a number that is not known takes nothing', once, {}, 30_000],
    ['a table: none', table, { n1: 0 }, 30_000],
    ['a table: the first line', table, { n1: 2 }, 25_000],
    ['a table: the greatest line reached alone', table, { n1: 3 }, 15_000],
    ['a table, not known', table, {}, 30_000],
  ])('%s', (_, file, row, points) => {
    expect(pointsOf(file, { months: 30, since: 3, ...row })).toBe(points);
  });
  test('it is a line of the explanation, with its source', () => {
    const group = explained(once, { months: 30, n1: 2 }).groups.at(-1)!;
    expect(group.label).toBe('Refus d’un logement adapté');
    expect(group.criteria).toMatchObject([{ id: 'refus-points-lost', points: -10_000, source: 'essai' }]);
  });
  test('not known, it is shown, and could bring nothing', () => {
    expect(explained(once, { months: 30 }).groups.at(-1)!.criteria).toMatchObject([
      { status: 'unknown', toVerify: true, points: 0, couldBring: 0 },
    ]);
  });
});

describe('freeze and seniority reset', () => {
  const freeze = content(refusal('freeze'));
  const reset = content(refusal('seniority-reset'));
  const both = content(refusal('freeze'), refusal('seniority-reset', { from: 2 }));
  test.each<[string, object, Row, number]>([
    ['freeze: no refusal', freeze, { n1: 0, since: 5 }, 30_000],
    ['freeze: refused 5 months ago, 5 do not count', freeze, { n1: 1, since: 5 }, 25_000],
    ['freeze: refused 12 months ago, 12 do not', freeze, { n1: 1, since: 12 }, 18_000],
    ['freeze: refused long ago, 12 do not', freeze, { n1: 1, since: 25 }, 18_000],
    ['freeze: number not known', freeze, { since: 5 }, 30_000],
    ['freeze: date not known', freeze, { n1: 1 }, 30_000],
    ['reset: no refusal', reset, { n1: 0, since: 5 }, 30_000],
    ['reset: counted from the refusal', reset, { n1: 1, since: 5 }, 5000],
    ['reset: a date before the filing changes nothing', reset, { n1: 1, since: 99 }, 30_000],
    ['reset: number not known', reset, { since: 5 }, 30_000],
    ['reset: date not known', reset, { n1: 1 }, 30_000],
    ['two effects: the first refusal freezes', both, { n1: 1, since: 5 }, 25_000],
    ['two effects: the second resets', both, { n1: 2, since: 5 }, 5000],
  ])('%s', (_, file, row, points) => {
    expect(pointsOf(file, { months: 30, ...row })).toBe(points);
  });

  test('a freeze never takes more months than were waited', () => {
    expect(pointsOf(freeze, { months: 3, n1: 1, since: 40 })).toBe(0);
  });

  test('the abnormally long delay is a legal one: it goes on counting from the filing', () => {
    expect(pointsOf(reset, { months: 40, n1: 1, since: 5 })).toBe(25_000);
  });

  test('the explanation shows the refusals that the seniority was counted with', () => {
    const [c] = explained(freeze, { months: 30, n1: 1, since: 5 }).groups[0]!.criteria;
    expect(c!.inputs.map((i) => [i.column, i.value])).toEqual([
      ['n1', 1],
      ['since', 5],
      ['months', 30],
    ]);
  });
});

describe('an effect of refusing that cannot be used says where and why', () => {
  const { suitedTest: _, ...noTest } = refusal('freeze');
  test.each<[string, object, string, string]>([
    ['no source', content(refusal('freeze', { source: '' })), 'refusals.0.source', 'source'],
    ['no test of what a suited dwelling is', content(noTest), 'refusals.0.suitedTest', 'undefined'],
    [
      'a test of three words',
      content(refusal('freeze', { suitedTest: 'bon' })),
      'refusals.0.suitedTest',
      'adapté',
    ],
    [
      'points lost without points',
      content(refusal('points-lost', { points: undefined })),
      'refusals.0.points',
      'points-lost',
    ],
    ['a freeze with points', content(refusal('freeze', { points: 3 })), 'refusals.0.points', 'points-lost'],
    [
      'a freeze without months',
      content(refusal('freeze', { months: undefined })),
      'refusals.0.months',
      'freeze',
    ],
    [
      'a reset with months',
      content(refusal('seniority-reset', { months: 3 })),
      'refusals.0.months',
      'freeze',
    ],
    ['from no refusal at all', content(refusal('freeze', { from: 0 })), 'refusals.0.from', '1 refus'],
    [
      'two effects of one id',
      content(refusal('freeze'), refusal('freeze', { from: 2 })),
      'refusals.1.id',
      'déjà pris',
    ],
    ['a forbidden input', content(refusal('freeze', { id: 'nationalite' })), 'refusals.0.id', 'recevabilité'],
    [
      'no seniority to freeze',
      {
        ...HEAD,
        groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria: [criterion('b', 1)] }],
        refusals: [refusal('freeze')],
      },
      'refusals.0.effect',
      'seniority',
    ],
  ])('%s', (_, file, path, says) => {
    const result = MethodSchema.safeParse(file);
    expect(result.success).toBe(false);
    const found = result.error!.issues.find((i) => i.path.join('.') === path);
    expect(found?.message, JSON.stringify(result.error!.issues)).toContain(says);
  });

  test('a date in another unit is refused; a column of the territory that is missing is told once', () => {
    const issues = (file: unknown) => {
      const read = readMethod(MethodSchema.parse(file), DICTIONARY);
      return read.ok ? [] : read.issues.map(({ code, path, received }) => [code, path, received]);
    };
    expect(issues(content(refusal('freeze', { since: 'rent' })))).toContainEqual([
      'method.months',
      'refusals[0].since',
      'rent',
    ]);
    expect(issues(content(refusal('freeze', { since: 'sinced' })))).toEqual([
      ['formula.unknown-name', 'groups[0].criteria[0].seniority.perMonth', 'sinced'],
    ]);
  });
});
