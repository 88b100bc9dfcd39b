import { amountsOf, applyChange, burdenOf, type Change } from '../../engine/counterfactual/change.ts';
import { counterfactual, type ProvenChange } from '../../engine/counterfactual/counterfactual.ts';
import type { ListPlace } from '../../engine/counterfactual/place.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { buildPool } from '../../engine/pool/build.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { type Random, randomStream } from '../../engine/simulation/random.ts';
import type { MelWorkload } from '../workloads/mel.ts';

/** What the household of a demand could do, over many demands of a generated world, each way run again from every demand. */
export interface CounterfactualCounts {
  demands: number;
  listed: number;
  reachable: number;
  never: number;
  ways: number;
  /** Ways whose every set smaller was tried. */
  smallest: number;
  /** Changed worlds that were built whole again; those whose lists then held the demand where it was said. */
  runs: number;
  sound: number;
  /** Changes of the ways, by kind. */
  readonly kinds: Map<string, number>;
  readonly sizes: Map<number, number>;
  milliseconds: number[];
}

const SIZE = 3;
/** Part of the order that every other demand is drawn from. */
const NEAR = 10;

/**
 * Random demands of the world, half of them from the first tenth of the order, and of each the smallest changes that put it on a list of the day. Soundness: the changed demand is put
 * among all demands, the pool is built whole again, and `shortlistFor` makes the list; amounts are drawn between the bounds too.
 *
 * @param now milliseconds, to time the answers.
 */
export const counterfactualCounts = (
  mel: MelWorkload,
  plan: { readonly demands: number; readonly vacancies: number },
  now: () => number,
): CounterfactualCounts => {
  const { territory, pool, ordering, world, questions, seed } = mel;
  const ranking = rankPool({ pool, ordering, weighting: null, seed });
  const byNumber = new Map(world.demands.map((demand) => [demand.number as string, demand]));
  const places = questions
    .slice(0, plan.vacancies)
    .map(
      ({ vacancy, dwelling }): ListPlace => ({ vacancy, dwelling, ranking, size: SIZE, beyondWishes: false }),
    );
  const random = randomStream(seed, 'evidence/counterfactuals');
  const counts: CounterfactualCounts = {
    demands: 0,
    listed: 0,
    reachable: 0,
    never: 0,
    ways: 0,
    smallest: 0,
    runs: 0,
    sound: 0,
    kinds: new Map(),
    sizes: new Map(),
    milliseconds: [],
  };
  for (let i = 0; i < plan.demands; i += 1) {
    // Every other one from the first tenth of the order: elsewhere, others stay ahead whatever is done.
    const row =
      i % 2 === 0
        ? random.integer(0, pool.rowCount - 1)
        : ranking.rowAt[random.integer(0, Math.floor(pool.rowCount / NEAR))]!;
    const demand = byNumber.get(pool.numbers.at(row))!;
    const from = now();
    const found = counterfactual({ pool, territory, row, demand }, places);
    counts.milliseconds.push(now() - from);
    counts.demands += 1;
    if (found.listed.length > 0) counts.listed += 1;
    if (found.ways.length > 0) counts.reachable += 1;
    if (found.never.length === places.length) counts.never += 1;
    for (const way of found.ways) {
      counts.ways += 1;
      if (way.smallest) counts.smallest += 1;
      add(counts.sizes, way.changes.length);
      for (const change of way.changes) add(counts.kinds, `${burdenOf(change)} ${change.kind}`);
      for (const amounts of amountsTried(random, way)) {
        counts.runs += 1;
        if (holds(mel, { demand, way, amounts })) counts.sound += 1;
      }
    }
  }
  return counts;
};

const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);

/** The amounts that the search ran, change by change, and one drawn between the bounds where there are bounds. */
const amountsTried = (random: Random, { changes }: ProvenChange): readonly (readonly number[])[] => {
  const ends = [0, -1].map((at) => changes.map((change) => amountsOf(change).at(at)!));
  if (!changes.some((change) => amountsOf(change).length > 1)) return ends.slice(0, 1);
  const within = (change: Change): number =>
    'low' in change ? random.integer(change.low, change.high) : amountsOf(change)[0]!;
  return [...ends, changes.map(within)];
};

const holds = (
  { territory, ordering, world, questions, asOf, seed }: MelWorkload,
  tried: {
    readonly demand: Demand;
    readonly way: ProvenChange;
    readonly amounts: readonly number[];
  },
): boolean => {
  const { demand, way, amounts } = tried;
  const changed = way.changes.reduce((each, change, i) => applyChange(each, change, amounts[i]!), demand);
  const demands = world.demands.map((each) => (each.number === demand.number ? changed : each));
  const pool = buildPool({ demands, territory, asOf });
  const ranking = rankPool({ pool, ordering, weighting: null, seed });
  return way.reaches.every(({ vacancy }) => {
    const question = questions.find((each) => each.vacancy.id === vacancy)!;
    const { candidates } = shortlistFor({
      ...question,
      pool,
      territory,
      ranking,
      size: SIZE,
      nextCount: 0,
      beyondWishes: false,
    });
    return candidates.some(({ number }) => number === demand.number);
  });
};

export const counterfactualText = (
  counts: CounterfactualCounts,
  plan: { readonly vacancies: number },
): string => {
  const sorted = counts.milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(0);
  return [
    `${counts.demands} demands drawn, ${plan.vacancies} vacancies each: on a list as they are ${counts.listed}; a change puts them on one ${counts.reachable}; on none whatever they do ${counts.never}.`,
    `${counts.ways} ways, of which ${counts.smallest} with every smaller set tried; ${counts.runs} worlds built whole again, ${counts.sound} of which list the demand where it was said.`,
    `An answer over all vacancies: ${at(0.5)} ms in the median, ${at(0.95)} ms for 95 in 100.`,
    '',
    ...[...counts.sizes].sort(([a], [b]) => a - b).map(([size, n]) => `${size} changes: ${n}`),
    '',
    ...[...counts.kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${kind.padEnd(24)} ${n}`),
  ].join('\n');
};
