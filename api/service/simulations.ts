import { InputError } from '../../engine/domain/issue.ts';
import type { Scenario, YearPolicy } from '../../engine/domain/scenario.ts';
import { drawHorizon, type Horizon } from '../../engine/years/horizon.ts';
import type { YearPrices } from '../../engine/years/monthPrices.ts';
import { type OpenHorizon, openHorizon } from '../../engine/years/openHorizon.ts';
import { rehearsedPrices } from '../../engine/years/rehearsal.ts';
import type { ReplicationResult } from '../../engine/years/replication.ts';
import { type PolicyResults, policyResults } from '../../engine/years/results.ts';
import type { Method } from '../../scoring/method.ts';
import { type ReplicationAsked, runReplications } from '../workers/simulationRun.ts';
import { SimulationShelf } from './simulationShelf.ts';
import { openRules, type Rules } from './territories.ts';

/** Where a run is. */
export interface SimulationProgress {
  /** `world`: demands and stock are drawn; `prices`: targets are priced; `replications`: done over asked. */
  readonly step: 'world' | 'prices' | 'replications';
  /** 0 to 1. */
  readonly done: number;
}

export interface SimulationAsked {
  readonly scenario: Scenario;
  readonly policies: readonly YearPolicy[];
  readonly replications: number;
  /** Replications at once; results do not depend on it. */
  readonly threads: number;
  /** Folder where finished replications are kept, and found again; null: nowhere. */
  readonly keep: string | null;
}

export interface SimulationRunning {
  readonly signal?: AbortSignal;
  /** Asked between two months, where no signal can come: in a thread that computes. */
  readonly stopped?: () => boolean;
  readonly onProgress?: (progress: SimulationProgress) => void;
}

/** A run of a scenario: all its replications, or those that were done when it was stopped. */
export interface Simulation {
  readonly horizon: Horizon;
  readonly open: OpenHorizon;
  readonly prices: YearPrices | null;
  /** In the order of the policies asked for; by replication. */
  readonly replications: ReadonlyMap<YearPolicy, readonly ReplicationResult[]>;
  readonly results: readonly PolicyResults[];
  /** Replications of each policy that were asked for. */
  readonly asked: number;
  /** Replications found on disk. */
  readonly reused: number;
  readonly stopped: boolean;
}

/**
 * Runs a scenario: the same scenario gives the same results, whatever the threads, whether stopped and taken up again.
 *
 * @throws InputError those of `drawHorizon`; `simulation.stopped` when no policy has a replication yet.
 */
export const runSimulation = async (
  asked: SimulationAsked,
  { signal, stopped: told = () => false, onProgress = () => {} }: SimulationRunning = {},
): Promise<Simulation> => {
  const { scenario, policies, replications, threads, keep } = asked;
  const rules = openRules(scenario.territory);
  const horizon = drawHorizon({
    scenario,
    pack: rules.territory.pack,
    methods: methodsOf(rules),
    progress: (done) => onProgress({ step: 'world', done }),
  });
  const open = openHorizon(horizon);
  const stopped = () => signal?.aborted === true || told();
  const prices = policies.includes('priced')
    ? rehearsedPrices(open, { stopped, progress: (done) => onProgress({ step: 'prices', done }) })
    : null;
  const shelf = keep === null ? null : new SimulationShelf({ folder: keep, horizon: horizon.hash, prices });
  const found = new Map<YearPolicy, ReplicationResult[]>(policies.map((policy) => [policy, []]));
  const missing: ReplicationAsked[] = [];
  // Replication after replication, so that a run that is stopped compares policies on the same ones.
  for (let replication = 0; replication < replications; replication += 1)
    for (const policy of policies) {
      const kept = (await shelf?.find(policy, replication)) ?? null;
      if (kept === null) missing.push({ policy, replication });
      else found.get(policy)!.push(kept);
    }
  const total = replications * policies.length;
  let done = total - missing.length;
  const reused = done;
  onProgress({ step: 'replications', done: done / total });
  if (missing.length > 0 && !stopped())
    await runReplications({
      data: { horizon, prices },
      asked: missing,
      threads: Math.min(threads, missing.length),
      ...(signal ? { signal } : {}),
      stopped: told,
      onResult: async (result) => {
        found.get(result.policy)!.push(result);
        done += 1;
        onProgress({ step: 'replications', done: done / total });
        await shelf?.keep(result);
      },
    });
  const replicationsOf = new Map(
    [...found].map(([policy, results]) => [policy, byReplication(results)] as const),
  );
  if ([...replicationsOf.values()].some((results) => results.length === 0))
    throw new InputError([{ code: 'simulation.stopped', path: '' }]);
  return {
    horizon,
    open,
    prices,
    replications: replicationsOf,
    results: [...replicationsOf.values()].map((results) => policyResults(open, results)),
    asked: replications,
    reused,
    stopped: done < total,
  };
};

const byReplication = (results: readonly ReplicationResult[]): readonly ReplicationResult[] =>
  [...results].sort((a, b) => a.replication - b.replication);

/** Methods of a territory and the parts that composite ones name. */
export const methodsOf = ({ methods }: Rules): readonly Method[] => [
  ...new Map(
    [...methods.values()].flatMap(({ method, read }) =>
      [method, ...read.parts].map((each) => [each.id, each] as const),
    ),
  ).values(),
];
