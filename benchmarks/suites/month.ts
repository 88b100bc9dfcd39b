import { pairCount, placeCount } from '../../engine/assignment/model.ts';
import { workloadHash } from '../harness/machine.ts';
import { quantile, ratioOf, timingOf } from '../harness/measure.ts';
import type { Figure, Suite } from '../harness/result.ts';
import { type Stopped, stoppedTiming } from '../harness/stopped.ts';
import { PEER_LIMIT_MS, requireNoContradiction, runPeer, valueOfPeer } from '../peer/runSession.ts';
import type { SessionAnswer } from '../peer/sessionPeer.ts';
import { oursAlone } from '../workloads/oursAlone.ts';
import { difficultyOf, requireDifficulty, type Sessions } from '../workloads/session.ts';
import { certifiedGap, proofOf, requireVerified, solveSession } from '../workloads/solved.ts';

/** The reference is not timed against anything: it may take as long as it needs, within reason. */
const REFERENCE_LIMIT_MS = 900_000;
const REFERENCE_BUDGET_MS = { full: 300_000, quick: 10_000 } as const;
const PEER = 'column generation with HiGHS, linear bound alone';

/** The lists of a whole month, jointly: against column generation. */
export const monthSuite = (sessions: Sessions): Suite => ({
  name: 'month',
  about:
    'The lists of a month as one problem, under every active row. The peer is column generation with HiGHS from nothing to the linear bound, which gives no lists; it gets the model prepared and is killed after 120 s. The same from our prices, untimed, gives the linear bound to compare certificates with, then branches for the best lists it can.',
  async run() {
    const { sizes, quick } = sessions;
    const whole = `prepare and match, ${sizes.month} vacancies`;
    const ours = { whole: [] as number[], match: [] as number[] };
    const peers: Stopped<SessionAnswer>[] = [];
    const found: Certified[] = [];
    const sentences: string[] = [];
    const hashed: unknown[] = [];
    const months = sizes.seeds.map((seed) => {
      // Timed one after the other before any peer runs.
      const solved = solveSession(sessions.request(seed, sizes.month));
      ours.whole.push(solved.prepareMs + solved.matchMs);
      ours.match.push(solved.matchMs);
      return { seed, solved };
    });
    if (!sessions.peers)
      return oursAlone({
        sessions,
        solved: months,
        timings: [timingOf(whole, Float64Array.from(ours.whole))],
      });
    for (const { seed, solved } of months) {
      const name = `month, seed ${seed}`;
      const { prepared, assignment } = solved;
      const { model } = prepared.problem;
      const { duals, value, bound, rounds } = proofOf(solved);
      requireVerified(name, solved);
      const difficulty = difficultyOf(prepared, duals.rowPrice);
      if (!quick) requireDifficulty(name, difficulty);
      sentences.push(
        `seed ${seed}: ${pairCount(model).toLocaleString('en')} pairs, ${placeCount(model)} places, ${difficulty.rows} rows, of which points alone break ${difficulty.broken} and ${difficulty.priced} are priced; ${rounds} rounds`,
      );
      hashed.push([seed, prepared.request.pool.hash, pairCount(model), [...model.rowRequired]]);
      const peer = await runPeer({ peer: 'linear-bound', model }, PEER_LIMIT_MS[quick ? 'quick' : 'full']);
      const reference = await runPeer(
        {
          peer: 'reference',
          model,
          start: { assignment, duals },
          budgetMs: REFERENCE_BUDGET_MS[quick ? 'quick' : 'full'],
        },
        REFERENCE_LIMIT_MS,
      );
      peers.push(peer);
      for (const run of [peer, reference]) requireNoContradiction(name, solved, run);
      const { relative, pointsPerDwelling } = certifiedGap(solved);
      const linearBound = reference.outcome === 'answered' ? reference.answer.linearBound : null;
      const best = Math.max(value, valueOfPeer(solved, reference) ?? -Infinity);
      found.push({
        relative: relative ?? 0,
        pointsPerDwelling,
        overLinear: linearBound && (bound - value) / (linearBound - value),
        overBest: linearBound && (bound - value) / (linearBound - best),
        linearPointsPerDwelling: linearBound && (linearBound - best) / 1000 / model.vacancyCount,
      });
    }
    const timings = [
      timingOf(whole, Float64Array.from(ours.whole)),
      timingOf(`match alone, ${sizes.month} vacancies`, Float64Array.from(ours.match)),
      ...stoppedTiming(PEER, peers),
    ];
    return {
      workload: {
        label: `generated worlds of the MEL, seeds ${sizes.seeds.join(', ')}: ${sizes.month} vacancies × ${sizes.world.demandCount.toLocaleString('en')} demands`,
        hash: workloadHash(hashed),
      },
      verified: [
        `lists, rows, value and certificate of the ${found.length} months recounted without the solver (P1 to P7); no peer contradicts a certificate`,
        ...sentences,
      ],
      timings,
      ratios: timings.some(({ name }) => name === PEER) ? [ratioOf(timings, whole, PEER)] : [],
      figures: [...figuresOf(found)],
    };
  },
});

/** Certificates of one instance. Null: the reference did not end. */
interface Certified {
  /** Parts of one. */
  readonly relative: number;
  readonly pointsPerDwelling: number;
  /** Our certified gap ÷ what the linear bound leaves of it for the same lists. */
  readonly overLinear: number | null;
  /** Our certified gap ÷ what the linear bound leaves to the best lists known: the harder reading of the bar. */
  readonly overBest: number | null;
  readonly linearPointsPerDwelling: number | null;
}

/** Differences smaller than this are rounding. */
const ROUNDING = 1e-9;

const figuresOf = (found: readonly Certified[]): readonly Figure[] => {
  const told: readonly (readonly [name: string, unit: string, of: (each: Certified) => number | null])[] = [
    ['certified gap', '%', (each) => each.relative * 100],
    ['certified gap', 'points per dwelling', (each) => each.pointsPerDwelling],
    ['gap ÷ what the linear bound leaves to the same lists', '×', (each) => each.overLinear],
    ['gap ÷ what the linear bound leaves to the best known', '×', (each) => each.overBest],
    [
      'linear bound above the best known lists',
      'points per dwelling',
      (each) => each.linearPointsPerDwelling,
    ],
  ];
  return told.flatMap(([name, unit, of]): Figure[] => {
    const values = found.map(of).filter((value) => value !== null);
    const known = Float64Array.from(values, (value) => (Math.abs(value) < ROUNDING ? 0 : value));
    return known.length === 0
      ? []
      : [
          { name: `${name}, median`, value: quantile(known, 0.5), unit },
          { name: `${name}, largest`, value: quantile(known, 1), unit },
        ];
  });
};
