import { expect, test } from 'vitest';
import { CompensatedSum } from '../../../engine/assignment/proof/compensatedSum.ts';

const sumOf = (...terms: number[]): CompensatedSum => {
  const sum = new CompensatedSum();
  for (const term of terms) sum.add(term);
  return sum;
};

test('what a plain sum rounds away is kept, in any order', () => {
  expect(sumOf(1e16, 1, -1e16).value).toBe(1);
  expect(sumOf(1, 1e16, -1e16).value).toBe(1);
  expect(sumOf(...new Array<number>(10).fill(0.1)).value).toBe(1);
  expect(sumOf().value).toBe(0);
});

test('the size is the sum of the absolute terms', () => {
  expect(sumOf(2, -3).size).toBe(5);
});
