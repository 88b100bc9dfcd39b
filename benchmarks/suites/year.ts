import { pairCount, placeCount } from '../../engine/assignment/model.ts';
import { workloadHash } from '../harness/machine.ts';
import { timingOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import { difficultyOf, requireDifficulty, type Sessions } from '../workloads/session.ts';
import { certifiedGap, proofOf, requireVerified, solveSession } from '../workloads/solved.ts';

/** The lists of a year's vacancies as one problem: what simulations and clairvoyant bounds need. */
export const yearSuite = (sessions: Sessions): Suite => ({
  name: 'year',
  about:
    'Every vacancy of a year at once, as if all were known on the same day: a yardstick for plans, not a way to hold commissions. No peer is known to answer at this size.',
  async run() {
    const { sizes, quick } = sessions;
    const count = sizes.yearWorld.openVacancyCount;
    const seed = sizes.seeds[0]!;
    const name = `year, seed ${seed}`;
    const solved = solveSession(sessions.year(seed));
    const { prepared, prepareMs, matchMs } = solved;
    const { model } = prepared.problem;
    requireVerified(name, solved);
    const { duals, rounds, bids } = proofOf(solved);
    const difficulty = difficultyOf(prepared, duals.rowPrice);
    if (!quick) requireDifficulty(name, difficulty);
    const { relative, pointsPerDwelling } = certifiedGap(solved);
    return {
      workload: {
        label: `generated world of the MEL, seed ${seed}: ${count.toLocaleString('en')} vacancies × ${sizes.yearWorld.demandCount.toLocaleString('en')} demands`,
        hash: workloadHash([seed, prepared.request.pool.hash, pairCount(model), [...model.rowRequired]]),
      },
      verified: [
        'lists, rows, value and certificate recounted without the solver (P1 to P7)',
        `${pairCount(model).toLocaleString('en')} pairs, ${placeCount(model).toLocaleString('en')} places, ${difficulty.rows} rows, of which points alone break ${difficulty.broken} and ${difficulty.priced} are priced`,
      ],
      timings: [
        timingOf(`prepare and match, ${count} vacancies`, Float64Array.of(prepareMs + matchMs)),
        timingOf(`match alone, ${count} vacancies`, Float64Array.of(matchMs)),
      ],
      ratios: [],
      figures: [
        { name: 'certified gap', value: (relative ?? 0) * 100, unit: '%' },
        { name: 'certified gap', value: pointsPerDwelling, unit: 'points per dwelling' },
        { name: 'rounds of prices', value: rounds, unit: '' },
        { name: 'bids', value: bids, unit: '' },
      ],
    };
  },
});
