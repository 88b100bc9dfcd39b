import { AUDIT_RISK } from '../../engine/disparity/audit.ts';
import { type LevelGap, levelGaps } from '../../engine/disparity/gaps.ts';
import { holmAdjusted } from '../../engine/disparity/holm.ts';
import type { Partition, Stratum } from '../../engine/disparity/strata.ts';
import { type Random, randomStream } from '../../engine/simulation/random.ts';

/*
 * Years of lists and leases in which the truth is known: who is chosen is drawn from the pool of each vacancy, with chances that are
 * equal but for what is planted. Pools follow a group that each attribute is tied to, so that groups meet unequal tension without being
 * treated unequally: an audit that forgot the pools would cry wolf.
 */

export interface DisparityPlan {
  readonly households: number;
  /** Each ends in a lease. */
  readonly allocations: number;
  readonly areas: number;
  readonly listSize: number;
  /** Spread of what makes a household chosen time after time, in logarithms: its points. Zero: none. */
  readonly persistence: number;
  /** Chance of a lease of the planted group, at each choice, beside that of the others. One: nothing is planted. */
  readonly plantedOdds: number;
}

/** Part of the households in the planted group. */
export const PLANTED_SHARE = 0.05;

/** Parts of the levels of each attribute; the last level did not say. The first attribute is the planted group's. */
const ATTRIBUTE_SHARES: readonly (readonly number[])[] = [
  [PLANTED_SHARE, 1 - PLANTED_SHARE, 0],
  [0.4, 0.25, 0.15, 0.1, 0.07, 0.03],
  [0.25, 0.35, 0.25, 0.1, 0.05],
  [0.3, 0.6, 0.1],
  [0.08, 0.82, 0.1],
  [0.45, 0.2, 0.15, 0.1, 0.1],
  [0.3, 0.25, 0.12, 0.2, 0.05, 0.01, 0.07],
  [...Array.from({ length: 10 }, () => 0.03), 0.7],
];
/** This one decides what dwellings suit the household, as its size does. */
const TIED = 1;

interface DisparityWorld {
  readonly partitions: readonly Partition[];
  readonly lists: readonly Stratum[];
  readonly leases: readonly Stratum[];
  /** Leases of the others per household, less those of the planted group: points of rate over a hundred. */
  readonly gapPoints: number;
}

export const disparityWorld = (plan: DisparityPlan, seed: number): DisparityWorld => {
  const random = randomStream(seed, 'disparity');
  const { households, areas } = plan;
  const partitions = ATTRIBUTE_SHARES.map((shares) => drawPartition(shares, households, random));
  const size = partitions[TIED]!.levelOf;
  const planted = partitions[0]!.levelOf;
  const weights = Float64Array.from(
    { length: households },
    (_, row) => Math.exp(plan.persistence * random.normal()) * (planted[row] === 0 ? plan.plantedOdds : 1),
  );
  const pools = areaPools(size, areas, random);
  const waiting = new Uint8Array(households).fill(1);
  const lists: Stratum[] = [];
  const leases: Stratum[] = [];
  for (let a = 0; a < plan.allocations; a += 1) {
    const rows = random.pick(pools).filter((row) => waiting[row] === 1);
    if (rows.length <= plan.listSize) continue;
    const list = drawn(rows, weights, { count: plan.listSize, random });
    const taker = random.pick([...list]);
    waiting[taker] = 0;
    lists.push({ eligible: rows, selected: list });
    leases.push({ eligible: rows, selected: Uint32Array.of(taker) });
  }
  return { partitions, lists, leases, gapPoints: gapPoints(planted, waiting) };
};

const drawPartition = (shares: readonly number[], rows: number, random: Random): Partition => {
  const level = (): number => {
    let left = random.next();
    return Math.max(
      0,
      shares.findIndex((share) => {
        left -= share;
        return left < 0;
      }),
    );
  };
  return {
    levels: shares.length,
    unknown: shares.length - 1,
    levelOf: Uint16Array.from({ length: rows }, level),
  };
};

/** A household waits in one area, and in pools of dwellings for its size or the one above. */
const areaPools = (size: Uint16Array, areas: number, random: Random): readonly Uint32Array[] => {
  const pools = new Map<number, number[]>();
  size.forEach((level, row) => {
    const area = random.integer(0, areas - 1);
    for (const fit of [level, level + 1]) {
      const key = area * 8 + fit;
      const pool = pools.get(key) ?? [];
      pool.push(row);
      pools.set(key, pool);
    }
  });
  return [...pools].sort(([a], [b]) => a - b).map(([, rows]) => Uint32Array.from(rows));
};

/** Households drawn without replacement, each next one by its weight: the smallest exponential waits. */
const drawn = (
  rows: Uint32Array,
  weights: Float64Array,
  { count, random }: { readonly count: number; readonly random: Random },
): Uint32Array => {
  const waits = Float64Array.from(rows, (row) => -Math.log(1 - random.next()) / weights[row]!);
  const order = rows.map((_, i) => i).sort((a, b) => waits[a]! - waits[b]!);
  return order.subarray(0, count).map((i) => rows[i]!);
};

const gapPoints = (planted: Uint16Array, waiting: Uint8Array): number => {
  const counts = [0, 0].map(() => ({ all: 0, housed: 0 }));
  planted.forEach((level, row) => {
    const group = counts[level === 0 ? 0 : 1]!;
    group.all += 1;
    if (waiting[row] === 0) group.housed += 1;
  });
  const [own, others] = counts.map(({ all, housed }) => housed / all) as [number, number];
  return (others - own) * 100;
};

/** What an audit of one world said. */
export interface WorldVerdict {
  readonly gapPoints: number;
  readonly tests: number;
  /** The planted group was called less treated, by lists or leases; by leases alone. */
  readonly found: boolean;
  readonly foundByLeases: boolean;
  /** A gap was called established in an attribute where chances are equal. */
  readonly falseAlarm: boolean;
  /** The same, if pools were forgotten. */
  readonly poollessAlarm: boolean;
  /** Groups of equal chances tested, and those whose interval of 95 % leaves one out. */
  readonly intervals: number;
  readonly missed: number;
}

/** @param planted false: the first attribute is a group of equal chances like any other. */
export const auditWorld = (plan: DisparityPlan, seed: number): WorldVerdict => {
  const { partitions, lists, leases, gapPoints } = disparityWorld(plan, seed);
  const isPlanted = plan.plantedOdds !== 1;
  const gaps = [lists, leases].flatMap((strata, reading) =>
    partitions.flatMap((partition, attribute) =>
      levelGaps(strata, partition, plan.households).flatMap((gap, level) =>
        gap.test === null ? [] : [{ reading, attribute, level, gap, test: gap.test }],
      ),
    ),
  );
  const adjusted = holmAdjusted(gaps.map(({ test }) => test.p));
  const called = gaps.filter((_, i) => adjusted[i]! <= AUDIT_RISK);
  const isNull = ({ attribute }: (typeof gaps)[number]): boolean => !isPlanted || attribute !== 0;
  const right = called.filter(
    ({ attribute, level, gap }) => isPlanted && attribute === 0 && level === 0 && gap.observed < gap.expected,
  );
  const nulls = gaps.filter(isNull);
  return {
    gapPoints,
    tests: gaps.length,
    found: right.length > 0,
    foundByLeases: right.some(({ reading }) => reading === 1),
    falseAlarm: called.some(isNull),
    poollessAlarm: poolless(
      gaps.filter((each) => isNull(each) && each.reading === 1).map(({ gap }) => gap),
      leases.length,
      plan.households,
    ),
    intervals: nulls.length,
    missed: nulls.filter(({ test: { low, high } }) => low > 1 || high < 1).length,
  };
};

/** Normal quantile beyond which five in a thousand of a hundred fall: what a naive reader of rates would use. */
const NAIVE = 3.5;

/** The audit that would compare rates over the whole demand. */
const poolless = (gaps: readonly LevelGap[], selections: number, households: number): boolean =>
  gaps.some(({ households: own, observed }) => {
    const share = own / households;
    const expected = selections * share;
    return Math.abs(observed - expected) > NAIVE * Math.sqrt(expected * (1 - share));
  });
