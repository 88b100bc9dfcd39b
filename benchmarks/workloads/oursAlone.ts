import { workloadHash } from '../harness/machine.ts';
import { quantile } from '../harness/measure.ts';
import type { SuiteResult, Timing } from '../harness/result.ts';
import type { Sessions } from './session.ts';
import { certifiedGap, requireVerified, type SolvedSession } from './solved.ts';

/** Our own matching, verified, where no peer is asked: a minute instead of an hour. */
export const oursAlone = ({
  sessions,
  solved,
  timings,
}: {
  readonly sessions: Sessions;
  readonly solved: readonly { readonly seed: number; readonly solved: SolvedSession }[];
  readonly timings: readonly Timing[];
}): SuiteResult => {
  for (const each of solved) requireVerified(`seed ${each.seed}`, each.solved);
  const gaps = Float64Array.from(solved, (each) => (certifiedGap(each.solved).relative ?? 0) * 100);
  return {
    workload: {
      label: `generated worlds of the MEL, seeds ${solved.map(({ seed }) => seed).join(', ')} × ${sessions.sizes.world.demandCount.toLocaleString('en')} demands, no peer`,
      hash: workloadHash(solved.map((each) => [each.seed, each.solved.prepared.request.pool.hash])),
    },
    verified: ['lists, rows, value and certificate recounted without the solver (P1 to P7)'],
    timings: [...timings],
    ratios: [],
    figures: [
      { name: 'certified gap, median', value: quantile(gaps, 0.5), unit: '%' },
      { name: 'certified gap, largest', value: quantile(gaps, 1), unit: '%' },
    ],
  };
};
