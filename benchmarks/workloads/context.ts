import { type Ranking, rankPool } from '../../engine/shortlist/ranking.ts';
import { workloadHash } from '../harness/machine.ts';
import { type PlainDemand, plainDemands, scoreAll } from '../peer/plainDemand.ts';
import { type PlainMethod, plainMethod } from '../peer/plainMethod.ts';
import { MEL_FULL, MEL_QUICK, type MelWorkload, melWorkload } from './mel.ts';
import {
  NATIONAL_FULL,
  NATIONAL_QUICK,
  type NationalSize,
  type NationalWorkload,
  nationalWorkload,
} from './national.ts';

/** What the suites share: made when first asked for, once per run. */
export interface Context {
  readonly quick: boolean;
  readonly mel: MelWorkload;
  readonly national: NationalWorkload;
  readonly melRanking: Ranking;
  readonly nationalRanking: Ranking;
  readonly plainMethod: PlainMethod;
  /** The peer's objects of the MEL's demands, scored, in the order of the file. */
  readonly plain: PlainDemand[];
  readonly nationalSize: NationalSize;
  readonly melLabel: string;
  readonly nationalLabel: string;
  /** Hash of what the workloads are made of: sizes and the pools' own hashes. */
  hashOf(...parts: readonly ('mel' | 'national')[]): string;
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const grouped = (count: number): string => count.toLocaleString('en');

export const openContext = ({ quick }: { readonly quick: boolean }): Context => {
  const melSize = quick ? MEL_QUICK : MEL_FULL;
  const nationalSize = quick ? NATIONAL_QUICK : NATIONAL_FULL;
  const mel = once(() => melWorkload(melSize));
  const national = once(() => nationalWorkload(mel(), nationalSize));
  const method = once(() => plainMethod(mel().ordering));
  const rank = (pool: MelWorkload['pool']) =>
    rankPool({ pool, ordering: mel().ordering, weighting: null, seed: mel().seed });
  const melRanking = once(() => rank(mel().pool));
  const nationalRanking = once(() => rank(national().pool));
  const plain = once(() => {
    const { world, territory, pool, asOf, seed } = mel();
    const demands = plainDemands({
      demands: world.demands,
      territory,
      dictionary: pool.dictionary,
      asOf,
      seed,
    });
    scoreAll(demands, method());
    return demands;
  });
  return {
    quick,
    get mel() {
      return mel();
    },
    get national() {
      return national();
    },
    get melRanking() {
      return melRanking();
    },
    get nationalRanking() {
      return nationalRanking();
    },
    get plainMethod() {
      return method();
    },
    get plain() {
      return plain();
    },
    nationalSize,
    melLabel: `generated world of the MEL, seed 1: ${grouped(melSize.demandCount)} demands, ${grouped(melSize.openVacancyCount)} vacancies`,
    nationalLabel: `columns made directly, seed 1: ${grouped(nationalSize.rowCount)} demands, ${grouped(nationalSize.vacancyCount)} vacancies, ${grouped(nationalSize.largestCount)} of them with the largest pools`,
    hashOf: (...parts) =>
      workloadHash({
        ...(parts.includes('mel')
          ? { mel: [melSize, mel().pool.hash, mel().questions.map((q) => q.dwelling)] }
          : {}),
        ...(parts.includes('national')
          ? { national: [nationalSize, national().pool.hash, national().questions.map((q) => q.dwelling)] }
          : {}),
      }),
  };
};
