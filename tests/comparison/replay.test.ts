import { describe, expect, test } from 'vitest';
import { replayArm } from '../../engine/comparison/replay.ts';
import type { Setting } from '../../engine/comparison/setting.ts';
import type { PolicyId } from '../../engine/policies/policy.ts';
import { dwelling, household, MIX } from '../assignment/explain/support.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber } from '../support/demands.ts';
import { type ExperimentCase, settingOf } from './support.ts';

const since = (sequence: number, year: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${year}-11-02`, ...more });
const FIVE = [since(1, 2016), since(2, 2018), since(3, 2020), since(4, 2022), since(5, 2023)];
const freed = (...ids: string[]) => ids.map((id) => ({ dwelling: dwelling(id) }));

const replayed = (given: ExperimentCase, arm = 0, replication = 0) => {
  const setting = settingOf(given);
  return { setting, replay: replayArm(setting, setting.experiment.arms[arm]!, replication) };
};
const sequencesOf = ({ census }: Setting, marks: Uint8Array): number[] =>
  [...marks].flatMap((mark, row) => (mark > 0 ? [Number(census.numbers.at(row).slice(7, 13))] : []));

describe('a month after the other', () => {
  test('everybody says yes: the first of each list is housed and leaves', () => {
    const given = {
      demands: FIVE,
      months: [freed('L-1'), freed('L-2')],
      arms: ['date-order'],
      rate: 1,
    } as const;
    const { setting, replay } = replayed(given);
    expect(replay.months).toMatchObject([
      {
        examined: 1,
        lists: 1,
        candidates: 3,
        refusals: 0,
        failed: 0,
        leases: 1,
        firstRank: 1,
        withoutCandidate: 0,
      },
      { examined: 1, leases: 1, firstRank: 1 },
    ]);
    expect(sequencesOf(setting, replay.housed)).toEqual([1, 2]);
    // 1, 2, 3, then 2, 3, 4: five is on no list.
    expect([...replay.listed]).toEqual([1, 2, 2, 1, 0]);
    expect(replay).toMatchObject({ let: ['L-1', 'L-2'], left: 0 });
  });

  test('everybody says no: the vacancy comes back to those who have not declined it, then to nobody', () => {
    const longest = settingOf({ demands: FIVE, months: [[]], arms: ['points'] }).territory.pack.matching
      .maxListLength.value;
    const demands = Array.from({ length: longest + 2 }, (_, i) => since(i + 1, 2010 + i));
    const given = { demands, months: [freed('L-1'), [], []], arms: ['date-order'], rate: 0 } as const;
    const { replay } = replayed(given);
    expect(replay.months).toMatchObject([
      { examined: 1, candidates: longest, refusals: longest, failed: 1, leases: 0 },
      { examined: 1, candidates: 2, refusals: 2, failed: 1, leases: 0 },
      { examined: 1, candidates: 0, refusals: 0, failed: 0, withoutCandidate: 1 },
    ]);
    expect(replay).toMatchObject({ let: [], left: 1 });
  });

  test('waiting is counted from filing to the day of the lease, points in the yardstick’s', () => {
    const given = { demands: FIVE, months: [freed('L-1')], arms: ['date-order'], rate: 1 } as const;
    const [month] = replayed(given).replay.months;
    // 2 November 2016 to 31 December 2026: 10 years and 59 days; ten years waited on 2 November, half a point a month.
    expect(month!.waitingMonths).toBeCloseTo(120 + 59 / (365.25 / 12), 0);
    expect(month).toMatchObject({ waitingKnown: 1, points: 60_000, pointsKnown: 1 });
  });

  test('what a month leases counts in the ledger of the next', () => {
    const demands = [
      ...FIVE,
      ...[21, 22, 23, 24, 25, 26].map((sequence) => since(sequence, 2024, { income: 16_000 })),
    ];
    const given: ExperimentCase = {
      demands,
      months: [[], freed('L-1'), freed('L-2')],
      arms: ['filters', 'points'],
      targets: [{ ...MIX, share: 0.4 }],
      rate: 1,
    };
    const { setting, replay } = replayed(given);
    // Nothing lacks in January: the oldest, who is modest. Its lease lacks in February.
    const housed = sequencesOf(setting, replay.housed);
    expect(housed).toHaveLength(2);
    expect(housed).toContain(1);
    expect(housed.some((sequence) => sequence > 20)).toBe(true);
    expect(sequencesOf(setting, replayed(given, 1).replay.housed)).toEqual([1, 2]);
  });

  test('targets are looked at each year’s end, of the dwellings freed in the year', () => {
    const given: ExperimentCase = {
      demands: FIVE,
      months: [freed('L-1'), freed('L-2', 'L-3')],
      arms: ['points'],
      targets: [MIX],
      rate: 1,
    };
    const { targets } = replayed(given).replay;
    expect(targets).toMatchObject([
      { day: '2026-12-31', group: 'quartier', among: 1, counted: 0, short: 0.5 },
      { day: '2027-01-31', group: 'quartier', among: 2, counted: 0, short: 1 },
    ]);
  });

  test('allocations decided before the period are in the first ledger', () => {
    const given: ExperimentCase = {
      demands: FIVE,
      months: [freed('L-1')],
      arms: ['points'],
      targets: [MIX],
      before: [anAllocation('P-1'), anAllocation('P-2')],
      dwellings: [dwelling('P-1'), dwelling('P-2')],
      rate: 1,
    };
    expect(replayed(given).replay.targets).toMatchObject([{ among: 3, counted: 0, short: 1.5 }]);
  });

  test('the same replication is the same replay, another one another', () => {
    const given: ExperimentCase = {
      demands: FIVE,
      months: [freed('L-1'), freed('L-2'), freed('L-3')],
      arms: ['points'],
    };
    expect(replayed(given).replay).toEqual(replayed(given).replay);
    const others = [1, 2, 3, 4, 5, 6].map((replication) => replayed(given, 0, replication).replay);
    expect(
      others.some(({ months }) => months[0]!.refusals !== replayed(given).replay.months[0]!.refusals),
    ).toBe(true);
  });
});

describe('recorded decisions', () => {
  const given = (
    lists: readonly (readonly number[])[],
    more: Partial<ExperimentCase> = {},
  ): ExperimentCase => ({
    demands: FIVE,
    months: [[{ dwelling: dwelling('L-1'), lists }], [], []],
    arms: ['recorded'],
    ...more,
  });

  test('the lists follow each other, then nothing more is on record', () => {
    const { replay } = replayed(given([[5, 4], [3]], { rate: 0 }));
    expect(replay.months).toMatchObject([
      { examined: 1, candidates: 2, refusals: 2, failed: 1 },
      { examined: 1, candidates: 1, refusals: 1, failed: 1 },
      { examined: 0, candidates: 0 },
    ]);
    expect(replay.left).toBe(1);
  });

  test('a household that left the file is what its own allocation says of it', () => {
    const gone = aNumber(77);
    const recorded = [anAllocation('L-1', { demand: gone, shareOfPlusCeiling: 0.8, contingent: 'COLTER' })];
    const { replay } = replayed(given([[77]], { rate: 1, recorded, targets: [MIX] }));
    expect(replay.months[0]).toMatchObject({ leases: 1, pointsKnown: 0, waitingKnown: 1 });
    expect(replay.targets).toMatchObject([{ among: 1, counted: 1, unknown: 0, short: 0 }, {}]);
  });

  test('one that took nothing on record is not known: neither counted, nor left out', () => {
    const { replay } = replayed(given([[77]], { rate: 1, targets: [MIX] }));
    expect(replay.targets).toMatchObject([{ among: 1, counted: 0, unknown: 1 }, {}]);
    expect(replay.months[0]).toMatchObject({ priorityKnown: 0 });
  });
});

describe('one household, one lease', () => {
  test.each(['date-order', 'points', 'filters', 'joint', 'prices', 'lottery'] as const)(
    '%s',
    (policy: PolicyId) => {
      const months = Array.from({ length: 4 }, (_, m) => freed(...[1, 2, 3].map((n) => `L-${m}-${n}`)));
      const demands = Array.from({ length: 14 }, (_, i) => since(i + 1, 2010 + i));
      const { replay } = replayed({ demands, months, arms: [policy] });
      const leases = replay.months.reduce((sum, month) => sum + month.leases, 0);
      expect(leases).toBeGreaterThan(5);
      expect(replay.housed.reduce((sum, each) => sum + each, 0)).toBe(leases);
      expect(replay.let.length).toBe(new Set(replay.let).size);
      expect(replay.let.length + replay.left).toBe(12);
      expect(replay.listed.every((lists, row) => lists > 0 || replay.housed[row] === 0)).toBe(true);
    },
  );
});
