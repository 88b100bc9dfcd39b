import { expect, test } from 'vitest';
import { pageByKey, pageOf } from '../../api/http/paging.ts';

const keyOf = (key: string) => key;

test('by key: a row taken out between two pages makes none skipped', () => {
  const first = pageByKey('items', ['a', 'b', 'c', 'd'], { limit: 2 }, keyOf);
  expect(first).toEqual({ items: ['a', 'b'], nextCursor: 'b', total: 4 });
  const rest = pageByKey('items', ['a', 'c', 'd'], { limit: 2, cursor: 'b' }, keyOf);
  expect(rest).toEqual({ items: ['c', 'd'], nextCursor: null, total: 3 });
});

test('by key: a row added between two pages makes none come back', () => {
  const rest = pageByKey('items', ['a', 'aa', 'b', 'c'], { limit: 2, cursor: 'b' }, keyOf);
  expect(rest).toEqual({ items: ['c'], nextCursor: null, total: 4 });
});

test('by place: of a list that does not move, each row once', () => {
  const first = pageOf('items', ['c', 'a', 'b'], { limit: 2 });
  expect(first.items).toEqual(['c', 'a']);
  const rest = pageOf('items', ['c', 'a', 'b'], { limit: 2, cursor: first.nextCursor! });
  expect(rest).toEqual({ items: ['b'], nextCursor: null, total: 3 });
});
