import { packRates } from '../../engine/acceptance/rates.ts';
import { compareReplications } from '../../engine/comparison/comparison.ts';
import type { Experiment, FreedDwelling } from '../../engine/comparison/experiment.ts';
import { monthEnd } from '../../engine/comparison/months.ts';
import { replayArm } from '../../engine/comparison/replay.ts';
import { replicate } from '../../engine/comparison/replication.ts';
import { Setting } from '../../engine/comparison/setting.ts';
import { POLICY_IDS } from '../../engine/policies/policy.ts';
import { workloadHash } from '../harness/machine.ts';
import { timingOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';
import { METHOD, type MelWorkload } from '../workloads/mel.ts';

const MONTHS = 3;
const REPLICATIONS = 2;
const POLICIES = POLICY_IDS.filter((policy) => policy !== 'recorded');

/** The method test bench: months of commissions under each way to make lists, one thread. */
export const comparisonSuite = (context: Context): Suite => ({
  name: 'comparison',
  about: `Months to come under each way to make lists, with the dwellings of recorded months: lists, answers, leases, ledgers and targets of one commission a month, everything eligible worked out anew in the first arm. One thread; replications run side by side. No peer is known.`,
  async run() {
    const { mel } = context;
    const experiment = experimentOf(mel);
    const rules = { territory: mel.territory, methods: mel.methods };
    const setting = new Setting(experiment, rules);
    const timings = experiment.arms.map((arm) => {
      const monthMs: number[] = [];
      for (let replication = 0; replication < REPLICATIONS; replication += 1) {
        let from = performance.now();
        const replay = replayArm(setting, arm, replication, () => {
          const now = performance.now();
          monthMs.push(now - from);
          from = now;
        });
        const leases = replay.months.reduce((sum, month) => sum + month.leases, 0);
        const housed = replay.housed.reduce((sum, each) => sum + each, 0);
        if (leases !== housed || replay.let.length !== leases)
          throw new Error(`comparison: ${arm.id} signs ${leases} leases with ${housed} households`);
      }
      return timingOf(`a month, ${arm.id}`, Float64Array.from(monthMs));
    });
    const results = Array.from({ length: REPLICATIONS }, (_, replication) => replicate(setting, replication));
    const start = performance.now();
    const comparison = compareReplications(setting, results);
    const foldMs = performance.now() - start;
    const again = new Setting(experiment, rules);
    const twice = compareReplications(again, [replicate(again, 1), replicate(again, 0)]);
    if (JSON.stringify(twice) !== JSON.stringify(comparison))
      throw new Error('comparison: two runs of one experiment differ');
    return {
      workload: {
        label: `${context.melLabel}; ${MONTHS} months to come, ${REPLICATIONS} replications`,
        hash: workloadHash([mel.pool.hash, experiment.supply.flat(), MONTHS, REPLICATIONS]),
      },
      verified: [
        'as many households housed as leases, as dwellings let, in every arm and replication',
        'another run from the same experiment, replications in another order, gives the same bytes',
      ],
      timings,
      ratios: [],
      figures: [
        { name: 'vacancies a replication', value: comparison.vacancies, unit: 'dwellings' },
        { name: 'targets and places followed', value: comparison.targets.length, unit: '' },
        { name: 'figures from the replications', value: foldMs, unit: 'ms' },
      ],
    };
  },
});

const experimentOf = ({ territory, world, pool, asOf }: MelWorkload): Experiment => {
  const byMonth = new Map<string, FreedDwelling[]>();
  for (const { dwelling, decidedOn } of world.allocations) {
    const month = decidedOn.slice(0, 7);
    if (month >= asOf.slice(0, 7)) continue;
    const freed = byMonth.get(month) ?? [];
    freed.push({ dwelling, orientedTo: null });
    byMonth.set(month, freed);
  }
  const named = new Set(world.allocations.map(({ dwelling }) => dwelling as string));
  const { source, rows, correlation } = packRates(territory.pack.acceptance);
  const months = Array.from({ length: MONTHS }, (_, m) => monthEnd(asOf, m + 1));
  return {
    territory: territory.pack.id,
    mode: 'generated',
    seed: 1,
    replications: REPLICATIONS,
    arms: POLICIES.map((policy) => ({ id: policy, policy, method: METHOD })),
    reference: 'points',
    drafts: [],
    yardstick: METHOD,
    pools: [pool.columns],
    months: months.map((day) => ({ asOf: day, pool: 0, vacancies: [] })),
    before: world.allocations.filter(({ decidedOn }) => decidedOn.slice(0, 4) === months[0]!.slice(0, 4)),
    recorded: [],
    dwellings: world.dwellings.filter(({ id }) => named.has(id)),
    supply: [...byMonth.values()],
    rates: { source, rows, correlation },
  };
};
