import { describe, expect, test } from 'vitest';
import { EMPTY } from '../../../engine/assignment/model.ts';
import { type ReadyVacancies, rowPriceNow } from '../../../engine/assignment/online/futurePrices.ts';
import { arrived, OnlineLists } from '../../../engine/assignment/online/onlineLists.ts';
import { modelOf, type WrittenModel } from '../support/modelOf.ts';

/* Vacancies one by one, at the prices of sampled futures. */

const OPTIONS = { firstRounds: 30, rounds: 10, seed: 1 };

const ready = (written: WrittenModel, rowIds: readonly string[] = []): ReadyVacancies => {
  const model = modelOf(written);
  return {
    problem: { model, rowOf: Uint32Array.from({ length: model.candidateCount }, (_, c) => c) },
    rows: rowIds.map((id) => ({ id })),
  };
};

/** Household 0 suits both vacancies, 1 and 2 the first only: the second is scarce. */
const common: WrittenModel['vacancies'][number] = {
  weights: [0.8],
  segments: [
    {
      pairs: [
        [0, 50_000],
        [1, 45_000],
        [2, 44_000],
      ],
    },
  ],
};
const scarce: WrittenModel['vacancies'][number] = { weights: [0.8], segments: [{ pairs: [[0, 50_000]] }] };
const year = arrived(ready({ candidates: 3, vacancies: [common, scarce] }));
const listsOf = (futures: readonly ReadyVacancies[], expected = 2): readonly number[] => {
  const lists = new OnlineLists({ rowCount: 3, futures, expected, options: OPTIONS });
  return [0, 1].map((d) => {
    const [pair] = lists.list(year, d);
    return pair === EMPTY ? EMPTY : year.problem.model.pairCandidate[pair!]!;
  });
};

describe('a household that a vacancy to come will need', () => {
  test('is taken by the first vacancy where nothing is foreseen', () => {
    expect(listsOf([])).toEqual([0, EMPTY]);
  });
  test('is left to it where futures foresee it', () => {
    expect(listsOf([ready({ candidates: 3, vacancies: [scarce] })])).toEqual([1, 0]);
  });
  test('is taken when the last vacancy expected has come', () => {
    const futures = [ready({ candidates: 3, vacancies: [common, scarce] })];
    const lists = new OnlineLists({ rowCount: 3, futures, expected: 2, options: OPTIONS });
    lists.renew(0);
    expect(year.problem.model.pairCandidate[lists.list(year, 0)[0]!]).toBe(0);
  });
  test('stands on one list only', () => {
    const lists = new OnlineLists({ rowCount: 3, futures: [], expected: 2, options: OPTIONS });
    expect(lists.list(year, 1)).not.toEqual([EMPTY]);
    expect(year.problem.model.pairCandidate[lists.list(year, 0)[0]!]).toBe(1);
  });
});

describe('a household that is not there yet', () => {
  test('is on no list until it comes, and on none once it has left', () => {
    const lists = new OnlineLists({ rowCount: 3, futures: [], expected: 2, options: OPTIONS, hidden: [0] });
    expect(lists.list(year, 1)).toEqual([EMPTY]);
    lists.setShown(0, true);
    lists.setShown(1, false);
    expect(lists.list(year, 1)).not.toEqual([EMPTY]);
    expect(year.problem.model.pairCandidate[lists.list(year, 0)[0]!]).toBe(2);
  });
});

describe('a target that lists have met', () => {
  const served: WrittenModel['vacancies'][number] = {
    weights: [1],
    segments: [
      {
        terms: [[0, 1]],
        pairs: [
          [0, 10_000],
          [1, 9_000],
        ],
      },
      {
        pairs: [
          [2, 30_000],
          [3, 29_000],
        ],
      },
    ],
  };
  const written = (required: number): WrittenModel => ({
    candidates: 4,
    rows: [{ required, penalty: 40_000 }],
    vacancies: [served, served],
  });
  const candidatesOf = (required: number): readonly number[] => {
    const session = arrived(ready(written(required), ['target']));
    const lists = new OnlineLists({ rowCount: 4, futures: [], expected: 2, options: OPTIONS });
    return [0, 1].map((d) => session.problem.model.pairCandidate[lists.list(session, d)[0]!]!);
  };
  test('has no price any more', () => {
    expect(candidatesOf(1)).toEqual([0, 2]);
  });
  test.each([
    ['nobody signed: it lacks as before', null, 1],
    ['its household signed: it is met', 0, 2],
  ])('and %s', (_, taker, second) => {
    const session = arrived(ready(written(1), ['target']));
    const lists = new OnlineLists({ rowCount: 4, futures: [], expected: 2, options: OPTIONS });
    const first = lists.list(session, 0);
    lists.settle(session, 0, first, taker);
    expect(session.problem.model.pairCandidate[lists.list(session, 1)[0]!]).toBe(second);
  });
  test('has its penalty as long as it lacks', () => {
    expect(candidatesOf(2)).toEqual([0, 1]);
    expect(candidatesOf(0)).toEqual([2, 3]);
  });
});

describe('the price of a row', () => {
  const prices = {
    futures: 2,
    rows: new Map([
      ['a', { sum: 30, futures: 2 }],
      ['b', { sum: 30, futures: 1 }],
    ]),
  };
  test('is the mean over futures', () => {
    expect(rowPriceNow(prices, 'a', { lacking: 1, penalty: 100 })).toBe(15);
  });
  test('is the penalty in a future that feeds the row no more, while it lacks', () => {
    expect(rowPriceNow(prices, 'b', { lacking: 0.1, penalty: 100 })).toBe(65);
    expect(rowPriceNow(prices, 'b', { lacking: 0, penalty: 100 })).toBe(15);
    expect(rowPriceNow(prices, 'c', { lacking: 0.1, penalty: 100 })).toBe(100);
  });
});

describe('prices', () => {
  test('are the same from the same futures and seed', () => {
    const made = () =>
      new OnlineLists({
        rowCount: 3,
        futures: [ready({ candidates: 3, vacancies: [common, scarce, common] })],
        expected: 2,
        options: OPTIONS,
      }).prices;
    expect(made()).toEqual(made());
  });
});
