import { expect, test } from 'vitest';
import type { ListedHousehold } from '../../../engine/assignment/explain/candidates.ts';
import {
  explainSession,
  type SessionExplanation,
} from '../../../engine/assignment/explain/explainSession.ts';
import { target } from '../../support/territory.ts';
import { dwelling, explained, HIGHER, household, MIX, sequenceOf, solved } from './support.ts';

/** Sequences of a list, in rank order. */
const listOf = ({ view, vacancies }: SessionExplanation, vacancy = 0): readonly number[] =>
  vacancies[vacancy]!.candidates.map(({ row }) => sequenceOf(view.prepared.request, row));

const first = ({ vacancies }: SessionExplanation, vacancy = 0): ListedHousehold =>
  vacancies[vacancy]!.candidates[0]!;

const FOUR = [2018, 2019, 2020, 2021].map((year, i) => household(i + 1, { filed: `${year}-11-02` }));

test('a target brings a household with fewer points to rank 1, and says so', () => {
  const session = explained({
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
  });
  expect(listOf(session)).toEqual([5, 1, 2]);
  const { aheadOfNext, priceEffects, score, netValue, lift, carried } = first(session);
  expect(aheadOfNext).toMatchObject({
    by: 'targets',
    difference: -24_000,
    lift: 0,
    rows: [{ row: 0, dwellings: 1 }],
  });
  expect(priceEffects).toEqual([{ row: 0, dwellings: 0.5, points: session.targets[0]!.price / 2 }]);
  expect([lift, carried]).toEqual([0, 0]);
  expect(netValue).toBeCloseTo(score.points + session.targets[0]!.price / 2, 6);
  expect(session.totals.lackingPointsOnly).toBe(1);
  expect(session.totals.lacking).toBe(0);
  expect(session.totals.pointsOnly - session.totals.points).toBeGreaterThan(0);
});

test('without a target, the method orders, and each rank says by what', () => {
  const session = explained({
    demands: [...FOUR, household(6, { filed: '2025-11-02', dalo: true })],
    dwellings: [dwelling('L-1')],
  });
  expect(listOf(session)).toEqual([6, 1, 2]);
  const [dalo, oldest, last] = session.vacancies[0]!.candidates;
  expect(dalo!.aheadOfNext).toMatchObject({
    by: 'method',
    separation: { by: 'tier', label: 'Reconnu DALO' },
  });
  expect(dalo!.lift).toBe(48_000 - 6_000);
  expect(oldest!.aheadOfNext).toMatchObject({
    by: 'method',
    separation: { by: 'points', difference: 6_000 },
  });
  expect(last!.aheadOfNext).toBeNull();
  expect(session.vacancies[0]!.givenUp).toEqual([]);
  expect(session.totals.pointsOnly).toBe(session.totals.points);
});

test('two demands of one day and one score: the lot decides', () => {
  const session = explained({
    demands: [household(1), household(2), household(3)],
    dwellings: [dwelling('L-1')],
  });
  expect(first(session).aheadOfNext).toMatchObject({
    by: 'method',
    separation: { by: 'tie-break', key: 'lot' },
  });
});

test('a household carried over passes before more points than its own, by its bonus', () => {
  const session = explained({
    demands: FOUR,
    dwellings: [dwelling('L-1')],
    bonus: [[2, 10_000]],
  });
  expect(listOf(session)).toEqual([2, 1, 3]);
  expect(first(session)).toMatchObject({
    carried: 10_000,
    netValue: 52_000,
    aheadOfNext: { by: 'carried', difference: 4_000 },
  });
});

test('levels in order: a level stands before points and targets', () => {
  const session = explained({
    demands: [...FOUR, household(6, { filed: '2025-11-02', dalo: true })],
    dwellings: [dwelling('L-1')],
    options: { levelRule: 'in-order' },
  });
  expect(first(session)).toMatchObject({
    lift: 0,
    aheadOfNext: { by: 'level', separation: { by: 'tier', label: 'Reconnu DALO' } },
  });
  expect(first(session).levels).toBeGreaterThan(0);
  expect(session.stages.map(({ goal }) => goal.kind)).toEqual(['level', 'points']);
});

test('between demands that targets see differently, more points stand first: what targets add is told apart', () => {
  const session = explained({
    demands: [
      household(1, { filed: '2018-11-02', income: HIGHER }),
      household(2, { filed: '2019-11-02' }),
      household(3, { filed: '2020-11-02' }),
    ],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
  });
  expect(listOf(session)).toEqual([1, 2, 3]);
  expect(first(session).aheadOfNext).toEqual({
    by: 'points',
    difference: 6_000,
    carried: 0,
    lift: 0,
    targets: session.targets[0]!.price,
  });
});

test('worth the same: either order would do', () => {
  const session = explained({
    demands: [household(1, { income: HIGHER }), household(2), household(3)],
    dwellings: [dwelling('L-1')],
    targets: [{ ...MIX, share: 0 }],
  });
  const reasons = session.vacancies[0]!.candidates.map(({ aheadOfNext }) => aheadOfNext?.by ?? null);
  expect(reasons).toContain('even');
});

test('a household placed by hand holds its rank; targets still count it', () => {
  const session = explained({
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
    pins: [{ vacancy: 'V-1', demand: 5, rank: 1 }],
  });
  expect(listOf(session)).toEqual([5, 1, 2]);
  const { byHand, aheadOfNext, priceEffects } = first(session);
  expect({ byHand, aheadOfNext }).toEqual({ byHand: true, aheadOfNext: { by: 'hand' } });
  expect(priceEffects.map(({ dwellings }) => dwellings)).toEqual([0.5]);
  const [p1, p2, p3] = session.view.prepared.places[0]!.chances as [number, number, number];
  expect(session.targets[0]!.brings).toBeCloseTo((p1 - p2 - p3) / 2, 9);
  expect(session.byHand.pins).toMatchObject([{ vacancy: 0, rank: 1, motive: null }]);
});

test('an order that prices do not support is said by what the other one would cost', () => {
  const { prepared, result } = solved({
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
  });
  const turned = result.assignment.slice();
  [turned[0], turned[1]] = [turned[1]!, turned[0]!];
  const session = explainSession({ prepared, result: { ...result, assignment: turned } });
  const reason = first(session).aheadOfNext;
  if (reason?.by !== 'plan') throw new Error(`by ${reason?.by}`);
  // The other order is the better one here, and the certificate says how much may be left.
  expect(reason.exchange.loss).toBeLessThan(0);
  const gap = (of: SessionExplanation) => of.stages.at(-1)!.perDwelling!;
  expect(gap(session) - gap(explainSession({ prepared, result }))).toBeCloseTo(
    -reason.exchange.loss / 1000,
    6,
  );
});

test('a result of another session, or of none, is a programmer’s error', () => {
  const { prepared, result } = solved({ demands: FOUR, dwellings: [dwelling('L-1')] });
  expect(() => explainSession({ prepared, result: { ...result, stages: [] } })).toThrow('no stage');
  const wrong = { ...result, assignment: new Int32Array(2) };
  expect(() => explainSession({ prepared, result: wrong })).toThrow('2 places, the session 3');
});

test('a stop before the points leaves no price and says that the work is not complete', () => {
  const { prepared, result } = solved({
    demands: [...FOUR, household(6, { dalo: true })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
    options: { levelRule: 'in-order' },
  });
  const session = explainSession({ prepared, result: { ...result, stages: result.stages.slice(0, 1) } });
  expect(session.complete).toBe(false);
  expect(session.targets[0]!.price).toBe(0);
});

test('targets followed without weight are shown apart', () => {
  const session = explained({
    demands: FOUR,
    dwellings: [dwelling('L-1')],
    targets: [target('followed', { active: false })],
  });
  expect(session.targets).toEqual([]);
  expect(session.followed.map(({ row }) => row.target.id)).toEqual(['followed']);
});
