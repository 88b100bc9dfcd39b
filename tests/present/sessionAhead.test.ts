import { expect, test } from 'vitest';
import { aheadTexts } from '../../api/present/sessionAhead.ts';
import type { SessionDocument } from '../../api/store/sessionDocument.ts';
import {
  dwelling,
  HIGHER,
  household,
  MIX,
  rowOf,
  type SessionCase,
  solved,
} from '../assignment/explain/support.ts';
import { aNumber } from '../support/demands.ts';

/* The short reason on the line of a household that stands before one with more points. */

const FOUR = [2018, 2019, 2020, 2021].map((year, i) => household(i + 1, { filed: `${year}-11-02` }));
const HIGH = household(5, { filed: '2022-11-02', income: HIGHER });
const DALO = household(6, { filed: '2024-11-02', dalo: true });
const ONE: SessionCase = { demands: [...FOUR, HIGH, DALO], dwellings: [dwelling('L-1')] };

/** Reasons of a list given in order, at `price` for each target row. */
const said = (
  given: SessionCase,
  sequences: readonly number[],
  { price = 0, pins = [] as number[] } = {},
) => {
  const { prepared } = solved(given);
  const rowPrice = prepared.rows.map(() => price);
  const document = {
    constraints: { pins: pins.map((n) => ({ number: aNumber(n) })) },
    plan: {
      vacancies: prepared.places.map(({ vacancy }) => vacancy.id),
      stages: [{ goal: { kind: 'points' }, saved: { rowPrice } }],
    },
  } as unknown as SessionDocument;
  const contenders = sequences.map((n) => ({ row: rowOf(prepared.request.pool, n), contingent: null }));
  return aheadTexts({ prepared, document }, () => 'Mixité')({ vacancy: 0, contenders });
};

test('in the order of points, nothing is said', () => {
  expect(said(ONE, [1, 2, 3])).toEqual([null, null, null]);
});
test('by a target that has a price', () => {
  const given = { ...ONE, targets: [MIX] };
  expect(said(given, [5, 1, 2], { price: 40_000 })).toEqual(['devant par l’objectif « Mixité »', null, null]);
});
test('no price says so: the session as a whole', () => {
  expect(said({ ...ONE, targets: [MIX] }, [5, 1])[0]).toBe('devant pour l’ensemble de la séance');
});
test('by its level, seen alike by the targets', () => {
  expect(said(ONE, [6, 1, 2])[0]).toBe('devant par son niveau');
});
test('by the bonus of a household carried over', () => {
  expect(said({ ...ONE, bonus: [[2, 10_000]] }, [2, 1])[0]).toBe('devant par le report des séances passées');
});
test('by hand: itself, or the one behind', () => {
  expect(said(ONE, [4, 1], { pins: [4] })[0]).toBe('placée à la main');
  expect(said(ONE, [4, 1], { pins: [1] })[0]).toBe('devant une demande placée à la main');
});
