import { describe, expect, test } from 'vitest';
import { compareReplications } from '../../engine/comparison/comparison.ts';
import type { Arm } from '../../engine/comparison/experiment.ts';
import { MEASURES } from '../../engine/comparison/measures.ts';
import { replicate } from '../../engine/comparison/replication.ts';
import { AGE_STEPS, ageLevel } from '../../engine/comparison/segments.ts';
import { dwelling, HIGHER, household, MIX } from '../assignment/explain/support.ts';
import { ORDERING } from '../support/methods.ts';
import { comparisonOf, type ExperimentCase, figureOf, settingOf } from './support.ts';

const since = (sequence: number, year: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${year}-11-02`, ...more });
const lottery = (id: string): Arm => ({ id, policy: 'lottery', method: ORDERING.method.id });

/** Forty households of all ages of demand, a dozen dwellings over four months, each in a residence of its own. */
const TOWN: Pick<ExperimentCase, 'demands' | 'months'> = {
  demands: Array.from({ length: 40 }, (_, i) =>
    since(i + 1, 2005 + (i % 20), { income: i % 3 === 0 ? HIGHER : 9_000, label: i % 4 === 0 }),
  ),
  months: Array.from({ length: 4 }, (_, m) =>
    Array.from({ length: 3 }, (_, n) => ({ dwelling: dwelling(`L-${m}-${n}`) })),
  ),
};

describe('what a comparison tells apart', () => {
  test('a planted best method is found, and told which way', () => {
    const found = comparisonOf({
      ...TOWN,
      arms: [lottery('sort'), 'date-order', 'points'],
      replications: 8,
      mode: 'generated',
      targets: [MIX],
    });
    // The oldest first wait longest; points are most where points choose.
    const waiting = figureOf(found, 'waiting', 'date-order').difference!;
    expect(waiting).toMatchObject({ apart: true, units: 8 });
    expect(waiting.interval!.low).toBeGreaterThan(0);
    expect(figureOf(found, 'points', 'points').difference).toMatchObject({ apart: true });
    expect(found.looks).toBe(MEASURES.length * 2);
  });

  test('two lotteries are not: over thirty comparisons, hardly any alarms', () => {
    const families = 30;
    let alarms = 0;
    for (let seed = 1; seed <= families; seed += 1) {
      const found = comparisonOf({
        ...TOWN,
        demands: TOWN.demands.slice(0, 24),
        months: TOWN.months.slice(0, 2),
        arms: [lottery('a'), lottery('b')],
        replications: 6,
        seed,
        targets: [MIX],
      });
      if (found.measures.some(({ arms }) => arms[1]!.difference?.apart)) alarms += 1;
    }
    // One in twenty is allowed: six or more of thirty would come once in three hundred.
    expect(alarms).toBeLessThan(6);
  });

  test('a method and itself differ by nothing at all', () => {
    const arm = (id: string): Arm => ({ id, policy: 'points', method: ORDERING.method.id });
    const found = comparisonOf({ ...TOWN, arms: [arm('a'), arm('b')], replications: 3, targets: [MIX] });
    for (const { arms, id } of found.measures) {
      const { difference } = arms[1]!;
      if (difference !== null) expect([id, difference.mean, difference.apart]).toEqual([id, 0, false]);
    }
    expect(found.moves[1]).toMatchObject({ up: 0, down: 0, meanUp: null, meanDown: null });
    expect(found.measures.filter(({ arms }) => arms[1]!.difference !== null).length).toBeGreaterThan(8);
  });
});

describe('units', () => {
  const given: ExperimentCase = { ...TOWN, arms: ['points', lottery('sort')], replications: 3 };

  test('recorded months: one by one where they are few, but for what does not add up by month', () => {
    const found = comparisonOf(given);
    expect(found.blockMonths).toBe(1);
    expect(found.measures.find(({ id }) => id === 'leases')).toMatchObject({ per: 'month-block' });
    expect(figureOf(found, 'leases', 'sort').difference).toMatchObject({ units: 4 });
    expect(found.measures.find(({ id }) => id === 'short')).toMatchObject({ per: 'replication' });
    expect(figureOf(found, 'short', 'sort').difference).toMatchObject({ units: 3 });
  });

  test('six recorded months and more: blocks of two', () => {
    const months = [...TOWN.months, [{ dwelling: dwelling('L-5-1') }], [{ dwelling: dwelling('L-6-1') }]];
    const found = comparisonOf({ ...given, months });
    expect(found.blockMonths).toBe(2);
    expect(figureOf(found, 'leases', 'sort').difference).toMatchObject({ units: 3 });
  });

  test('months to come: whole replications', () => {
    const found = comparisonOf({ ...given, mode: 'generated' });
    expect(new Set(found.measures.map(({ per }) => per))).toEqual(new Set(['replication']));
    expect(figureOf(found, 'leases', 'sort').difference).toMatchObject({ units: 3 });
  });

  test('one replication of months to come: figures, and no interval', () => {
    const found = comparisonOf({ ...given, mode: 'generated', replications: 1 });
    expect(figureOf(found, 'leases', 'sort').difference).toMatchObject({ interval: null, apart: false });
  });

  test('the order in which replications come back changes nothing', () => {
    const setting = settingOf(given);
    const results = [0, 1, 2].map((replication) => replicate(setting, replication));
    expect(compareReplications(setting, [...results].reverse())).toEqual(
      compareReplications(setting, results),
    );
  });

  test('a reference that is not compared is a fault of the program', () => {
    const setting = settingOf({ ...given, reference: 'points' });
    const { experiment } = setting;
    const other = { ...experiment, reference: 'nobody' };
    expect(() =>
      compareReplications(Object.assign(Object.create(setting), { experiment: other }), []),
    ).toThrow(/no arm nobody/);
  });
});

describe('who is on no list', () => {
  test('those whom a freed dwelling suited, by the age of their demand; those whom none suited are not among them', () => {
    const found = comparisonOf({
      demands: [
        since(1, 2010),
        since(2, 2014),
        since(3, 2020),
        since(4, 2021),
        since(5, 2024),
        since(6, 2024, { communes: ['59350'] }),
      ],
      months: [[{ dwelling: dwelling('L-1') }]],
      arms: ['date-order', 'points'],
      rate: 1,
    });
    // Three of five are on the list; the two youngest, of five and two years, are not.
    const [never] = found.never;
    expect(never!.always).toBe(2);
    expect(AGE_STEPS.map((years, i) => [years, never!.byAge[i]])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 0],
      [5, 1],
      [10, 0],
    ]);
    expect(found.suitedByAge.reduce((sum, each) => sum + each, 0)).toBe(5);
    expect(found.demands).toBe(6);
    expect(figureOf(found, 'never-listed', 'points').value).toBe(2);
  });

  test.each([
    [0, 0],
    [11, 0],
    [12, 1],
    [35, 2],
    [36, 3],
    [60, 4],
    [119, 4],
    [120, 5],
    [400, 5],
  ])('%i months since filing: step %i', (months, step) => {
    expect(ageLevel(months)).toBe(step);
  });
});

describe('who goes up and down', () => {
  test('by the part of the replications with a list more, or less', () => {
    const found = comparisonOf({
      demands: [since(1, 2010), since(2, 2012), since(3, 2014), since(4, 2023, { label: true, dalo: true })],
      months: [[{ dwelling: dwelling('L-1') }]],
      arms: ['date-order', 'points'],
      replications: 2,
      rate: 1,
    });
    expect(found.moves[0]).toBeNull();
    expect(found.moves[1]).toMatchObject({ up: 1, down: 1, meanUp: 1, meanDown: -1 });
    expect(found.moves[1]!.byTenth.filter((households) => households > 0)).toEqual([1, 2, 1]);
    const situations = found.moves[1]!.segments.find(({ dimension }) => dimension === 'situation')!;
    expect(situations.levels.find(({ level }) => level === 'verified')).toMatchObject({ up: 1, down: 0 });
  });
});

describe('segments of the demand', () => {
  const found = comparisonOf({ ...TOWN, arms: ['points', 'date-order'], replications: 2 });
  const segment = (dimension: string) => found.segments.find((each) => each.dimension === dimension)!;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

  test.each(['band', 'situation', 'age', 'access'])(
    '%s: the parts add up to the demands, and to the dwellings',
    (dimension) => {
      const { levels, parts } = segment(dimension);
      expect(parts).toBe(true);
      expect(sum(levels.map(({ demands }) => demands))).toBe(40);
      expect(sum(levels.map(({ supply }) => supply))).toBeCloseTo(12, 9);
      for (const { demands, supply, tension } of levels)
        if (tension !== null) expect(tension).toBeCloseTo(demands / supply, 9);
    },
  );

  test('typology and commune: what demands name, and what came free', () => {
    expect(segment('typology').levels).toMatchObject([{ level: 'T2', demands: 40, supply: 12 }]);
    expect(segment('commune').levels).toMatchObject([{ level: '59512', demands: 40, supply: 12 }]);
    expect(segment('typology').levels[0]!.tension).toBeCloseTo(40 / 12, 9);
  });

  test('a demand that names two typologies is in both; one that comes free nowhere has no tension', () => {
    const two = comparisonOf({
      demands: [since(1, 2020, { typologies: ['T2', 'T3'] }), since(2, 2021)],
      months: [[{ dwelling: dwelling('L-1') }]],
      arms: ['points', 'date-order'],
    });
    const levels = two.segments.find(({ dimension }) => dimension === 'typology')!.levels;
    expect(levels).toMatchObject([
      { level: 'T2', demands: 2, supply: 1, tension: 2 },
      { level: 'T3', demands: 1, supply: 0, tension: null },
    ]);
  });

  test('parts of demands on a list, with the difference of each segment', () => {
    const { levels } = segment('situation');
    const verified = levels.find(({ level }) => level === 'verified')!;
    const [points, dates] = verified.arms;
    expect(points!.listedShare!).toBeGreaterThan(dates!.listedShare!);
    expect(points!.difference).toBeNull();
    expect(dates!.difference!.mean).toBeCloseTo(dates!.listedShare! - points!.listedShare!, 9);
    for (const { arms } of levels)
      for (const { listed, housed } of arms) expect(listed).toBeGreaterThanOrEqual(housed);
  });
});

describe('targets by place', () => {
  test('dwellings short, with their paired difference; a place where nothing came free has no row', () => {
    const found = comparisonOf({ ...TOWN, arms: ['points', 'filters'], replications: 4, targets: [MIX] });
    expect(found.targets.map(({ day, group, target }) => [day, group, target])).toEqual([
      ['2026-12-31', 'quartier', 'mix'],
      ['2027-03-31', 'quartier', 'mix'],
    ]);
    const last = found.targets.at(-1)!;
    expect(last.replications).toBe(4);
    expect(last.arms[0]!.difference).toBeNull();
    expect(last.arms[1]!.difference!.mean).toBeCloseTo(last.arms[1]!.short - last.arms[0]!.short, 9);
    const short = found.targets.reduce((sum, { arms }) => sum + arms[1]!.short, 0);
    expect(figureOf(found, 'short', 'filters').value).toBeCloseTo(short, 9);
    expect(figureOf(found, 'short-quartier', 'filters').value).toBeCloseTo(short, 9);
    expect(figureOf(found, 'short-bailleur', 'filters').value).toBe(0);
  });
});
