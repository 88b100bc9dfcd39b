import { describe, expect, test } from 'vitest';
import { ratesOf } from '../../engine/acceptance/rates.ts';
import { drawnAnswers } from '../../engine/comparison/answers.ts';
import { arrivalsOf, monthEnd } from '../../engine/comparison/months.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { dwelling, household } from '../assignment/explain/support.ts';
import { aNumber } from '../support/demands.ts';
import { settingOf } from './support.ts';

const RATE = 0.6;
const { territory } = settingOf({ demands: [household(1)], months: [[]], arms: ['points'] });
const answersOf = (stream: string, { correlation = 0.2, rate = RATE } = {}) =>
  drawnAnswers(stream, {
    territory,
    rates: ratesOf({
      source: 'pack',
      rows: [{ fragility: 'unknown', rank: 1, rate, offers: 0, accepted: 0 }],
      correlation: { value: correlation, estimate: null, pairs: 0 },
    }),
  });
const number = (sequence: number) => aNumber(sequence) as never;
const at = (vacancy: string, place: Dwelling = dwelling('L-1')) => ({
  vacancy: vacancy as VacancyId,
  dwelling: place,
});
const inResidence = (residence: string, id: string) => dwelling(id, { residence });

describe('answers of households', () => {
  test('by replication, household and vacancy alone, whatever was asked before', () => {
    const [one, two] = [answersOf('r/0'), answersOf('r/0')];
    const ask = (answers: typeof one, order: readonly number[]) =>
      new Map(order.map((i) => [i, answers(number(i % 20), at(`V-${i}`))]));
    const forwards = ask(one, [...Array(60).keys()]);
    const backwards = ask(two, [...Array(60).keys()].reverse());
    for (const [i, said] of forwards) expect(backwards.get(i)).toBe(said);
    const other = ask(answersOf('r/1'), [...Array(60).keys()]);
    expect([...forwards].some(([i, said]) => other.get(i) !== said)).toBe(true);
  });

  test.each([0, 0.1, 0.5, 0.9])('correlation %f: a yes as often as the rate says', (correlation) => {
    let yes = 0;
    const asked = 3_000;
    for (let i = 0; i < asked; i += 1)
      if (answersOf(`r/${i}`, { correlation })(number(1), at('V-1'))) yes += 1;
    expect(Math.abs(yes / asked - RATE)).toBeLessThan(4 * Math.sqrt((RATE * (1 - RATE)) / asked));
  });

  test('answers in one residence go together, those of two do not', () => {
    const asked = 3_000;
    const agree = { one: 0, two: 0 };
    for (let i = 0; i < asked; i += 1) {
      const answers = answersOf(`r/${i}`, { correlation: 0.5 });
      const first = answers(number(1), at('V-1', inResidence('Les Lilas', 'L-1')));
      if (answers(number(2), at('V-2', inResidence('Les Lilas', 'L-2'))) === first) agree.one += 1;
      if (answers(number(2), at('V-3', inResidence('Les Tilleuls', 'L-3'))) === first) agree.two += 1;
    }
    // Alike by chance 0.6² + 0.4² = 0.52; half of the variance shared brings 0.5·2·0.24 more.
    expect(agree.two / asked).toBeCloseTo(0.52, 1);
    expect(agree.one / asked).toBeCloseTo(0.76, 1);
  });

  test('a rate of one or zero leaves no doubt', () => {
    for (let i = 0; i < 50; i += 1) {
      expect(answersOf(`r/${i}`, { rate: 1 })(number(i), at('V-1'))).toBe(true);
      expect(answersOf(`r/${i}`, { rate: 0 })(number(i), at('V-1'))).toBe(false);
    }
  });
});

describe('months', () => {
  test.each([
    ['2026-11-22', 0, '2026-11-30'],
    ['2026-11-30', 1, '2026-12-31'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2027-03-15', 11, '2028-02-29'],
    ['2027-01-10', -1, '2026-12-31'],
    ['2027-01-10', -13, '2025-12-31'],
  ])('%s and %i months: %s', (day, after, end) => {
    expect(monthEnd(day as IsoDay, after)).toBe(end);
  });

  const given = {
    demands: [household(1)],
    months: [
      [{ dwelling: dwelling('L-1') }, { dwelling: dwelling('L-2') }],
      [{ dwelling: dwelling('L-3') }],
      [],
    ],
    arms: ['points'],
  } as const;

  test('recorded: the vacancies on record, the same in all replications', () => {
    const { experiment } = settingOf(given);
    const ids = arrivalsOf(experiment, 'r/0').map((month) => month.map(({ id }) => id));
    expect(ids).toEqual([['V-L-1', 'V-L-2'], ['V-L-3'], []]);
    expect(arrivalsOf(experiment, 'r/1').map((month) => month.map(({ id }) => id))).toEqual(ids);
  });

  test('generated: whole recorded months, drawn anew in each replication', () => {
    const { experiment } = settingOf({ ...given, mode: 'generated' });
    const drawn = (stream: string) =>
      arrivalsOf(experiment, stream).map((month) => month.map(({ dwelling: id }) => id).join());
    expect(drawn('r/0')).toEqual(drawn('r/0'));
    const many = Array.from({ length: 40 }, (_, r) => drawn(`r/${r}`));
    expect(new Set(many.map((each) => each.join('|'))).size).toBeGreaterThan(10);
    expect([...new Set(many.flat())].sort()).toEqual(['', 'L-1,L-2', 'L-3']);
    const ids = arrivalsOf(experiment, 'r/2')
      .flat()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
