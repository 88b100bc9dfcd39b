import { describe, expect, test } from 'vitest';
import {
  explainSession,
  type SessionExplanation,
} from '../../../engine/assignment/explain/explainSession.ts';
import type { GivenUp } from '../../../engine/assignment/explain/givenUp.ts';
import { EMPTY } from '../../../engine/assignment/model.ts';
import { repair } from '../../../engine/assignment/repair/repair.ts';
import { assignmentOf, sessionOf } from '../../../engine/assignment/repair/session.ts';
import {
  dwelling,
  explained,
  HIGHER,
  household,
  MIX,
  requestOf,
  rowOf,
  sequenceOf,
  solved,
} from './support.ts';

/* What the lists gave up: households that the method alone would list. */

const gaveUp = (
  session: SessionExplanation,
  vacancy = 0,
): readonly [demand: number, rank: number, why: GivenUp['why']][] =>
  session.vacancies[vacancy]!.givenUp.map(({ row, rank, why }) => [
    sequenceOf(session.view.prepared.request, row),
    rank,
    why,
  ]);

const FOUR = [2018, 2019, 2020, 2021].map((year, i) => household(i + 1, { filed: `${year}-11-02` }));

test('kept out by a target: who stands there instead, what the target would lack, what points would gain', () => {
  const session = explained({
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
  });
  const [[demand, rank, why]] = gaveUp(session) as [[number, number, GivenUp['why']]];
  expect([demand, rank]).toEqual([3, 3]);
  if (why.by !== 'targets') throw new Error(why.by);
  expect(sequenceOf(session.view.prepared.request, why.instead)).toBe(5);
  const [p1, p2, p3] = session.view.prepared.places[0]!.chances as [number, number, number];
  // Nobody of the list would be counted: the row lacks half of every lease.
  expect(why.exchange.rows[0]!.dwellings).toBeCloseTo((p1 + p2 + p3) / 2, 9);
  expect(why.exchange.points).toBeCloseTo(p1 * (36_000 - 24_000), 6);
  expect(why.exchange.loss).toBeCloseTo(60_000 * ((p1 + p2 + p3) / 2) - p1 * 12_000, 4);
  expect(session.targets[0]!.keptOut).toEqual(session.vacancies[0]!.givenUp);
});

test('lost to another vacancy of the session: one household, one list', () => {
  const session = explained({ demands: FOUR, dwellings: [dwelling('L-1'), dwelling('L-2')] });
  const lost = [0, 1].flatMap((vacancy) => gaveUp(session, vacancy));
  expect(lost.length).toBeGreaterThanOrEqual(2);
  for (const [demand, , why] of lost) {
    if (why.by !== 'listed-elsewhere') throw new Error(why.by);
    const there = session.vacancies[why.vacancy]!.candidates[why.rank - 1]!;
    expect(sequenceOf(session.view.prepared.request, there.row)).toBe(demand);
  }
  // The oldest demand is first on one of the two lists, and lost to the other.
  expect(lost.map(([demand, rank]) => [demand, rank])).toContainEqual([1, 1]);
});

describe('set aside by hand', () => {
  const given = {
    demands: FOUR,
    dwellings: [dwelling('L-1')],
    exclusions: [{ vacancy: 'V-1', demand: 1 }],
  };
  const { pool } = requestOf(given);
  const row = rowOf(pool, 1);
  test('with its motive, and the rank it would have', () => {
    const vacancy = requestOf(given).vacancies[0]!.vacancy.id;
    const session = explained(given, {
      motives: [{ kind: 'exclusion', vacancy, row, motive: 'missing-paper' }],
    });
    expect(gaveUp(session)).toEqual([[1, 1, { by: 'excluded', everywhere: false, motive: 'missing-paper' }]]);
    expect(session.exclusions).toMatchObject([
      { vacancy: 0, motive: 'missing-paper', changed: [{ vacancy: 0, rank: 1 }] },
    ]);
  });
  test('without one, it is said to be missing', () => {
    expect(explained(given).exclusions).toMatchObject([{ motive: null }]);
  });
  test('of the whole session', () => {
    const session = explained({ ...given, exclusions: [{ vacancy: null, demand: 1 }] });
    expect(gaveUp(session)).toEqual([[1, 1, { by: 'excluded', everywhere: true, motive: null }]]);
  });
  test('changed nothing: past the end of the list, or not eligible', () => {
    const session = explained({
      ...given,
      demands: [...FOUR, household(6, { typologies: ['T4'] })],
      exclusions: [
        { vacancy: 'V-1', demand: 4 },
        { vacancy: 'V-1', demand: 6 },
      ],
    });
    expect(session.exclusions.map(({ changed }) => changed)).toEqual([[{ vacancy: 0, rank: null }], []]);
    expect(gaveUp(session)).toEqual([]);
  });
  test('of a vacancy that the session does not have: nothing to explain', () => {
    const session = explained({ ...given, exclusions: [{ vacancy: 'V-9', demand: 1 }] });
    expect(session.exclusions).toEqual([]);
  });
});

test('its place is held by a household placed by hand', () => {
  const session = explained({
    demands: FOUR,
    dwellings: [dwelling('L-1')],
    pins: [{ vacancy: 'V-1', demand: 4, rank: 1 }],
  });
  const [[demand, rank, why]] = gaveUp(session) as [[number, number, GivenUp['why']]];
  expect([demand, rank, why.by]).toEqual([3, 3, 'pinned-instead']);
});

test('between demands that targets see differently, points decide and not the level', () => {
  const session = explained({
    demands: [
      household(1, { filed: '2018-11-02', income: HIGHER }),
      household(2, { filed: '2019-11-02', income: HIGHER }),
      household(3, { filed: '2020-11-02', income: HIGHER }),
      household(6, { filed: '2025-11-02', dalo: true }),
    ],
    dwellings: [dwelling('L-1')],
    targets: [{ ...MIX, share: 0 }],
  });
  expect(gaveUp(session)).toMatchObject([[6, 1, { by: 'points', difference: 30_000 }]]);
});

test('nothing imposes it: the exchange counted says what the lists would gain', () => {
  const { prepared, result } = solved({ demands: FOUR, dwellings: [dwelling('L-1')] });
  const last = result.assignment.at(-1)!;
  const assignment = result.assignment.slice();
  // The fourth in place of the third.
  assignment[assignment.length - 1] = last + 1;
  const session = explainSession({ prepared, result: { ...result, assignment } });
  const p3 = prepared.places[0]!.chances[2]!;
  const [[demand, , why]] = gaveUp(session) as [[number, number, GivenUp['why']]];
  expect(demand).toBe(3);
  if (why.by !== 'plan' || why.exchange === null) throw new Error(why.by);
  expect(why.exchange.loss).toBeCloseTo(-6_000 * p3, 6);
});

test('a list left short of a free household says so', () => {
  const { prepared, result } = solved({ demands: FOUR, dwellings: [dwelling('L-1')] });
  const assignment = result.assignment.slice();
  assignment[2] = EMPTY;
  const session = explainSession({ prepared, result: { ...result, assignment } });
  expect(gaveUp(session)).toEqual([[3, 3, { by: 'plan', instead: null, exchange: null }]]);
  expect(session.vacancies[0]!.empty).toBe(1);
});

test('after a repair: who withdrew, who was placed, which vacancy was taken out', () => {
  const { prepared, result } = solved({ demands: FOUR, dwellings: [dwelling('L-1'), dwelling('L-2')] });
  const { model } = prepared.problem;
  const before = sessionOf(model, result.assignment);
  const [one] = before.lists[0]!;
  const demand = sequenceOf(prepared.request, prepared.problem.rowOf[one!.candidate]!);
  const mended = repair({
    model,
    before,
    changes: [
      { kind: 'withdraw', candidate: one!.candidate, motive: 'withdrew' },
      { kind: 'pull', vacancy: 1 },
    ],
  });
  if (!mended.ok) throw new Error('refused');
  const assignment = assignmentOf(model, mended.value.state.lists);
  const session = explainSession({
    prepared,
    result: { ...result, assignment },
    mended: mended.value.state,
  });
  expect(gaveUp(session)).toMatchObject([
    [demand, demand, { by: 'excluded', everywhere: true, motive: 'withdrew' }],
  ]);
  expect(session.vacancies[1]).toMatchObject({ pulled: true, candidates: [], givenUp: [], empty: 0 });
  expect(session.stages.at(-1)!.bound).not.toBeNull();
});
