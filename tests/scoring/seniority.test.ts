import { describe, expect, test } from 'vitest';
import { explainRow } from '../../scoring/explain.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { readMethod } from '../../scoring/readMethod.ts';
import { DICTIONARY, type Row, storeOf } from './support/columns.ts';
import { HEAD, method } from './support/compiled.ts';

const rule = (seniority: object, more: object = {}) => ({
  id: 'a',
  label: 'ancienneté',
  seniority: { column: 'months', ...seniority },
  source: 'essai',
  certainty: 'proposal',
  ...more,
});
const content = (criteria: readonly unknown[], more: object = {}, combine = 'sum') => ({
  ...HEAD,
  groups: [{ id: 'g', label: 'groupe g', combine, criteria }],
  ...more,
});
const pointsOf = (file: unknown, row: Row) => method(file).score(storeOf([row])).points[0];
const partsOf = (file: unknown, row: Row) =>
  explainRow(method(file), storeOf([row]), 0).groups.flatMap((g) => g.criteria);

const FULL = rule({
  perMonth: 0.5,
  capMonths: 60,
  steps: [
    { fromMonths: 12, points: 3 },
    { fromMonths: 36, points: 8 },
  ],
  abnormalDelay: { months: 36, points: 20 },
});

describe('a seniority rule is the formulas that it stands for', () => {
  test.each<[string, number, readonly number[]]>([
    ['nothing yet', 0, [0, 0, 0]],
    ['before the first step', 11, [5500, 0, 0]],
    ['at the first step', 12, [6000, 3000, 0]],
    ['at the second step, which replaces the first; the delay is not passed yet', 36, [18_000, 8000, 0]],
    ['past the delay', 37, [18_500, 8000, 20_000]],
    ['at the cap', 60, [30_000, 8000, 20_000]],
    ['beyond the cap', 61, [30_000, 8000, 20_000]],
  ])('%s', (_, months, points) => {
    expect(partsOf(content([FULL]), { months }).map((c) => c.points)).toEqual(points);
  });

  test('unknown seniority is unknown in every part, and says what it could bring', () => {
    const parts = partsOf(content([FULL]), {});
    expect(parts.map((c) => c.status)).toEqual(['unknown', 'unknown', 'unknown']);
    // What knowing the months could add to the rubric: its three parts at once.
    expect(parts.map((c) => c.couldBring)).toEqual([58_000, 58_000, 58_000]);
  });

  test('each part has its own id and label', () => {
    expect(partsOf(content([FULL]), { months: 1 }).map((c) => [c.id, c.label])).toEqual([
      ['a-mois', 'ancienneté : 0,5 point par mois, 60 mois au plus'],
      ['a-paliers', 'ancienneté : paliers : 3 points à 12 mois, 8 points à 36 mois'],
      ['a-delai-anormal', 'ancienneté : délai anormalement long dépassé (36 mois)'],
    ]);
  });

  test('it scores as the formulas written by hand do', () => {
    const byHand = content([
      { ...rule({}), seniority: undefined, id: 'm', points: '0.5 * min(months, 60)' },
      { ...rule({}), seniority: undefined, id: 'p', points: 'months >= 36 ? 8 : months >= 12 ? 3 : 0' },
      { ...rule({}), seniority: undefined, id: 'd', points: 20, when: 'months > 36' },
    ]);
    const rows = Array.from({ length: 90 }, (_, months) => ({ months }));
    const store = storeOf(rows);
    expect([...method(content([FULL])).score(store).points]).toEqual([...method(byHand).score(store).points]);
  });

  test('its condition is asked of every part', () => {
    const file = content([
      rule({ perMonth: 1, abnormalDelay: { months: 6, points: 5 } }, { when: 'b1 or b2' }),
    ]);
    expect(pointsOf(file, { months: 10, b1: 1 })).toBe(15_000);
    expect(pointsOf(file, { months: 10, b1: 0, b2: 0 })).toBe(0);
    expect(partsOf(file, { months: 10, b1: 0 }).map((c) => c.status)).toEqual(['unknown', 'unknown']);
  });
});

describe('the territory’s abnormally long delay', () => {
  const file = content([rule({ perMonth: 1, abnormalDelay: { months: 'territory', points: 20 } })]);
  const dictionary = new Map([
    ...DICTIONARY,
    [
      'abnormalWaitMonths',
      {
        type: 'number',
        name: 'abnormalWaitMonths',
        label: 'délai anormalement long du territoire',
        unit: 'months',
        min: 1,
        max: 600,
      } as const,
    ],
  ]);
  const parts = (row: Row) =>
    explainRow(method(file, dictionary), storeOf([row], { dictionary }), 0).groups[0]!.criteria;

  test.each<[string, Row, string, number]>([
    ['passed', { months: 31, abnormalWaitMonths: 30 }, 'met', 20_000],
    ['reached is not passed', { months: 30, abnormalWaitMonths: 30 }, 'unmet', 0],
    ['not known', { months: 300 }, 'unknown', 0],
  ])('%s', (_, row, status, points) => {
    expect(parts(row)[1]).toMatchObject({ status, points });
  });

  test('not known, it leaves the other parts as they are, and is shown with what it could bring', () => {
    const [month, delay] = parts({ months: 10 });
    expect(month).toMatchObject({ points: 10_000, toVerify: false });
    expect(delay).toMatchObject({ toVerify: true, couldBring: 20_000 });
    expect(delay!.inputs.map((i) => [i.label, i.value])).toEqual([
      ['ancienneté de la demande', 10],
      ['délai anormalement long du territoire', null],
    ]);
  });

  test('a territory without that column is told so, at the right key', () => {
    const read = readMethod(MethodSchema.parse(file), DICTIONARY);
    expect(read.ok ? [] : read.issues.map(({ code, path }) => [code, path])).toEqual([
      ['formula.unknown-name', 'groups[0].criteria[0].seniority.abnormalDelay'],
    ]);
  });
});

describe('a seniority rule that cannot be used says where and why', () => {
  const S = 'groups.0.criteria.0.seniority';
  test.each<[string, unknown, string, string]>([
    ['nothing to count', content([rule({})]), S, 'perMonth, steps ou abnormalDelay'],
    [
      'a cap without points a month',
      content([rule({ capMonths: 60, steps: [{ fromMonths: 6, points: 1 }] })]),
      `${S}.capMonths`,
      'perMonth',
    ],
    [
      'points beside it',
      content([rule({ perMonth: 1 }, { points: 4 })]),
      'groups.0.criteria.0.points',
      'pas les deux',
    ],
    [
      'neither points nor seniority',
      content([{ ...rule({}), seniority: undefined }]),
      'groups.0.criteria.0.points',
      'seniority',
    ],
    ['a group that does not add', content([rule({ perMonth: 1 })], {}, 'max'), S, 'sum'],
    [
      'steps out of order',
      content([
        rule({
          steps: [
            { fromMonths: 12, points: 1 },
            { fromMonths: 12, points: 2 },
          ],
        }),
      ]),
      `${S}.steps.1.fromMonths`,
      'du plus court',
    ],
    ['no step', content([rule({ steps: [] })]), `${S}.steps`, 'palier'],
    ['points a month below zero', content([rule({ perMonth: -1 })]), `${S}.perMonth`, 'positifs'],
    [
      'a delay in words',
      content([rule({ abnormalDelay: { months: 'long', points: 1 } })]),
      `${S}.abnormalDelay.months`,
      'territory',
    ],
    [
      'a column that is a formula',
      content([rule({ perMonth: 1, column: 'months*9' })]),
      `${S}.column`,
      'colonne',
    ],
    [
      'a part whose id is taken',
      content([rule({ perMonth: 1 }), { ...rule({}), seniority: undefined, points: 1, id: 'a-mois' }]),
      'groups.0.criteria.1.id',
      'déjà pris',
    ],
  ])('%s', (_, file, path, says) => {
    const result = MethodSchema.safeParse(file);
    expect(result.success).toBe(false);
    const found = result.error!.issues.find((i) => i.path.join('.') === path);
    expect(found?.message, JSON.stringify(result.error!.issues)).toContain(says);
  });

  test.each<[string, string, string]>([
    ['rent', 'method.months', 'column'],
    ['nationalite', 'formula.forbidden', 'perMonth'],
  ])('the column %s is refused: %s', (column, code, key) => {
    const read = readMethod(MethodSchema.parse(content([rule({ perMonth: 1, column })])), DICTIONARY);
    expect(read.ok ? [] : read.issues).toMatchObject([
      { code, path: `groups[0].criteria[0].seniority.${key}` },
    ]);
  });
});
