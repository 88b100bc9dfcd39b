import { type Comparison, compareReplications } from '../../engine/comparison/comparison.ts';
import type { Experiment } from '../../engine/comparison/experiment.ts';
import { type ReplicationResult, replicate } from '../../engine/comparison/replication.ts';
import { Setting } from '../../engine/comparison/setting.ts';

/** What the workers of one comparison share: months done, and a flag that stops them all. */
export interface CompareBoard {
  /** Length 2: months of arms done, then anything but zero to stop. */
  readonly board: Int32Array;
}
export const DONE = 0;
export const STOP = 1;

export interface ReplicateTask extends CompareBoard {
  /** Names the experiment: a thread makes it ready once for all the replications that it is given. */
  readonly key: string;
  readonly experiment: Experiment;
  readonly replication: number;
}

export interface GatherTask {
  readonly key: string;
  readonly experiment: Experiment;
  readonly results: readonly ReplicationResult[];
}

/** The rules of an experiment: a thread reads them for itself. */
export type OpenRules = (experiment: Experiment) => ConstructorParameters<typeof Setting>[1];

class Stopped extends Error {}

/** The work of a thread on comparisons: the last experiment stays ready. */
export const compareTasks = (openRules: OpenRules) => {
  let ready: { readonly key: string; readonly setting: Setting } | null = null;
  const settingOf = ({ key, experiment }: Pick<GatherTask, 'key' | 'experiment'>): Setting => {
    if (ready?.key !== key) ready = { key, setting: new Setting(experiment, openRules(experiment)) };
    return ready.setting;
  };
  return {
    /** One replication; null when it was stopped before its end. */
    replicate: ({ board, replication, ...task }: ReplicateTask): ReplicationResult | null => {
      const check = () => {
        if (Atomics.load(board, STOP) !== 0) throw new Stopped();
      };
      try {
        check();
        return replicate(settingOf(task), replication, () => {
          Atomics.add(board, DONE, 1);
          check();
        });
      } catch (error) {
        if (error instanceof Stopped) return null;
        throw error;
      }
    },
    /** The figures of a comparison, from its replications. */
    gather: ({ results, ...task }: GatherTask): Comparison => compareReplications(settingOf(task), results),
  };
};
