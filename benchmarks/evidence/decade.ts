import { runSimulation, type SimulationProgress } from '../../api/service/simulations.ts';
import { runReplications } from '../../api/workers/simulationRun.ts';
import type { Scenario, YearPolicy } from '../../engine/domain/scenario.ts';
import type { ReplicationResult } from '../../engine/years/replication.ts';

export interface DecadePlan {
  readonly scenario: Scenario;
  readonly policy: YearPolicy;
  readonly replications: number;
  readonly workers: number;
  /** First replications run again in the calling thread, alone. */
  readonly again: number;
  /** Where finished replications are kept, as the command does. */
  readonly keep: string;
}

/** Memory of the process and its worker threads when a part of the replications was done. */
export interface MemorySample {
  readonly replications: number;
  readonly residentMb: number;
}

export interface DecadeRun {
  readonly plan: DecadePlan;
  readonly demands: number;
  /** Seconds: to draw the world and its arrivals, and from then to the last replication; and of processor for the latter. */
  readonly drawnSeconds: number;
  readonly ranSeconds: number;
  readonly processorSeconds: number;
  readonly samples: readonly MemorySample[];
  readonly peakMb: number;
  /** Bytes that one result holds. */
  readonly resultBytes: number;
  /** SHA-256 over all replications. */
  readonly hash: string;
  /** Of those run again: same bytes. */
  readonly same: number;
}

const MB = 1e6;

/**
 * Years of a scenario many times over in worker threads, as `precal simulate` runs them; then the first replications again in the calling
 * thread alone.
 */
export const decadeRun = async (
  plan: DecadePlan,
  told: (progress: SimulationProgress) => void = () => undefined,
): Promise<DecadeRun> => {
  const { scenario, policy, replications, workers, again, keep } = plan;
  const samples: MemorySample[] = [];
  const began = performance.now();
  let [drawn, processor] = [began, process.cpuUsage()];
  const simulation = await runSimulation(
    { scenario, policies: [policy], replications, threads: workers, keep },
    {
      onProgress: (progress) => {
        told(progress);
        if (progress.step !== 'replications') return;
        const done = Math.round(progress.done * replications);
        if (done === 0) [drawn, processor] = [performance.now(), process.cpuUsage()];
        samples.push({ replications: done, residentMb: process.memoryUsage.rss() / MB });
      },
    },
  );
  const ended = performance.now();
  const used = process.cpuUsage(processor);
  // In kilobytes, whatever the machine.
  const peakMb = (process.resourceUsage().maxRSS * 1024) / MB;
  const results = simulation.replications.get(policy)!;
  const alone: ReplicationResult[] = [];
  await runReplications({
    data: { horizon: simulation.horizon, prices: simulation.prices },
    asked: results.slice(0, again).map(({ replication }) => ({ policy, replication })),
    threads: 1,
    onResult: (result) => void alone.push(result),
  });
  const { series, among, counted, missed, short } = results[0]!;
  return {
    plan,
    demands: simulation.horizon.demands.arrivalMonth.length,
    drawnSeconds: (drawn - began) / 1000,
    ranSeconds: (ended - drawn) / 1000,
    processorSeconds: (used.user + used.system) / 1e6,
    samples,
    peakMb,
    resultBytes: [series, among, counted, missed, short].reduce((sum, { byteLength }) => sum + byteLength, 0),
    hash: simulation.results[0]!.hash,
    same: alone.filter(({ hash }, i) => hash === results[i]!.hash).length,
  };
};

/** Samples shown: the first, and one for each tenth of the replications. */
const shownSamples = ({ samples, plan }: DecadeRun): readonly MemorySample[] => {
  const step = Math.max(1, Math.floor(plan.replications / 10));
  return samples.filter(({ replications }) => replications % step === 0);
};

export const decadeText = (run: DecadeRun): string => {
  const { plan, demands, drawnSeconds, ranSeconds, processorSeconds, peakMb, resultBytes, hash, same } = run;
  const { scenario, policy, replications, workers } = plan;
  const again = Math.min(plan.again, replications);
  const years = (scenario.months / 12) * replications;
  return [
    `scenario ${scenario.id}, ${scenario.months} months × ${replications} replications, policy ${policy}, ${workers} workers; generated world, ${demands.toLocaleString('en')} demands over the horizon`,
    `world and arrivals drawn in ${drawnSeconds.toFixed(0)} s; replications in ${ranSeconds.toFixed(0)} s, ${processorSeconds.toFixed(0)} s of processor: ${(processorSeconds / years).toFixed(2)} s a replication-year, start of the workers included`,
    '',
    'replications done   resident memory of the process and its threads',
    ...shownSamples(run).map(
      ({ replications: done, residentMb }) =>
        `${String(done).padStart(17)}   ${residentMb.toFixed(0).padStart(6)} MB`,
    ),
    `${'peak'.padStart(17)}   ${peakMb.toFixed(0).padStart(6)} MB; a result holds ${(resultBytes / MB).toFixed(2)} MB`,
    '',
    `hash of all replications ${hash}`,
    `the first ${again} again, in one thread: ${same === again ? 'the same bytes' : `${again - same} DIFFERENT`}`,
  ].join('\n');
};
