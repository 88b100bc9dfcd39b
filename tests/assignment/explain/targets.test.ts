import { describe, expect, test } from 'vitest';
import {
  explainSession,
  type SessionExplanation,
} from '../../../engine/assignment/explain/explainSession.ts';
import { anAllocation } from '../../support/allocations.ts';
import { ACI, dwelling, explained, HIGHER, household, MIX, sequenceOf, solved } from './support.ts';

/* Target rows of a session: what it brings, what lacks, and what brakes. */

const FOUR = [2018, 2019, 2020, 2021].map((year, i) => household(i + 1, { filed: `${year}-11-02` }));
const chancesOf = ({ view }: SessionExplanation): readonly number[] => view.prepared.places[0]!.chances;

test('held: what was asked, what the lists bring, who serves it', () => {
  const session = explained({
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
  });
  const [p1, p2, p3] = chancesOf(session) as [number, number, number];
  const [row] = session.targets;
  expect(row).toMatchObject({ slack: 0, brake: null, penalty: 60_000 });
  expect(row!.brings).toBeCloseTo((p1 - p2 - p3) / 2, 9);
  expect(row!.pointsOnlySlack).toBeCloseTo((p1 + p2 + p3) / 2, 9);
  expect(row!.served.map(({ row: r, rank }) => [sequenceOf(session.view.prepared.request, r), rank])).toEqual(
    [[5, 1]],
  );
  expect(row!.outlook.expected.count.counted).toBeCloseTo(p1, 9);
});

test('asked for what the year lacks, and cannot bring it all', () => {
  const home = dwelling('L-1');
  const session = explained({
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [home],
    targets: [MIX],
    allocations: [anAllocation('L-1'), anAllocation('L-1'), anAllocation('L-1')],
  });
  const [p1, p2, p3] = chancesOf(session) as [number, number, number];
  const [row] = session.targets;
  expect(row!.asked).toBeCloseTo(1.5, 9);
  expect(row!.slack).toBeCloseTo(1.5 - (p1 - p2 - p3) / 2, 9);
  expect(row!.price).toBeCloseTo(60_000, 0);
  expect(row!.brake).toEqual({ kind: 'all-listed' });
});

describe('what brakes', () => {
  const brakeOf = (session: SessionExplanation, t = 0) => session.targets[t]!.brake;
  test('nobody eligible would bring more', () => {
    expect(brakeOf(explained({ demands: FOUR, dwellings: [dwelling('L-1')], targets: [MIX] }))).toEqual({
      kind: 'nobody',
    });
  });
  test('the points of the lists, where they are worth more than the lacking dwelling', () => {
    const session = explained({
      demands: [
        ...[1960, 1961, 1962].map((year, i) => household(i + 1, { filed: `${year}-11-02` })),
        household(5, { filed: '2022-11-02', income: HIGHER }),
      ],
      dwellings: [dwelling('L-1')],
      targets: [MIX],
    });
    const brake = brakeOf(session);
    if (brake?.kind !== 'exchange') throw new Error(`${brake?.kind}`);
    expect(sequenceOf(session.view.prepared.request, brake.enters)).toBe(5);
    expect(brake).toMatchObject({ both: false, opposing: [] });
    // 1962 to 2022: 360 points a lease, whatever the rank; a lease gained is one dwelling.
    expect(brake.costPerDwelling).toBeCloseTo(360_000, 3);
    expect(brake.costPerDwelling).toBeGreaterThan(session.targets[0]!.penalty);
  });
  test('another target: the two households could only change ranks', () => {
    const session = explained({
      demands: [
        ...FOUR.slice(0, 2),
        household(5, { filed: '2022-11-02', income: HIGHER }),
        household(6, { filed: '2022-11-02', label: true }),
      ],
      dwellings: [dwelling('L-1')],
      targets: [{ ...MIX, precedence: 2 }, ACI],
    });
    const lacking = session.targets.findIndex(({ slack }) => slack > 0);
    expect(session.targets[lacking]!.target.target.id).toBe('mix');
    const brake = brakeOf(session, lacking);
    if (brake?.kind !== 'exchange') throw new Error(`${brake?.kind}`);
    expect(brake).toMatchObject({ both: true, opposing: [{ row: 1 - lacking }] });
    const { request } = session.view.prepared;
    expect([brake.enters, brake.out].map((row) => sequenceOf(request, row))).toEqual([5, 6]);
  });
  test('what a household placed by hand holds is not offered for exchange', () => {
    const session = explained({
      demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
      dwellings: [dwelling('L-1')],
      targets: [MIX],
      pins: [1, 2, 3].map((demand) => ({ vacancy: 'V-1', demand, rank: demand })),
    });
    expect(brakeOf(session)).toEqual({ kind: 'nobody' });
  });
});

describe('certificate', () => {
  const given = {
    demands: [...FOUR, household(5, { filed: '2022-11-02', income: HIGHER })],
    dwellings: [dwelling('L-1')],
    targets: [MIX],
  };
  test('recounted without the solver, never below the lists', () => {
    const { stages, totals, complete } = explained(given);
    expect(complete).toBe(true);
    expect(stages).toHaveLength(1);
    expect(stages[0]!.value).toBeCloseTo(totals.value, 6);
    expect(stages[0]!.bound!).toBeGreaterThanOrEqual(totals.value - 1e-6);
    expect(stages[0]!.perDwelling).toBeCloseTo((stages[0]!.bound! - totals.value) / 1000, 9);
  });
  test('duals outside their box prove nothing', () => {
    const { prepared, result } = solved(given);
    const stages = result.stages.map((stage) => ({
      ...stage,
      duals: { ...stage.duals, rowPrice: stage.duals.rowPrice.map(() => 60_001) },
    }));
    const session = explainSession({ prepared, result: { ...result, stages } });
    expect(session.stages[0]).toMatchObject({ bound: null, perDwelling: null });
  });
  test('strict precedence: a stage for each precedence, then the points', () => {
    const { stages } = explained({
      ...given,
      targets: [MIX, { ...ACI, precedence: 2 }],
      options: { precedence: 'strict' },
    });
    expect(stages.map(({ goal }) => goal)).toEqual([
      { kind: 'targets', precedence: 1 },
      { kind: 'targets', precedence: 2 },
      { kind: 'points' },
    ]);
    expect(stages.every(({ perDwelling }) => perDwelling !== null)).toBe(true);
  });
});
