import { columnsOf, mergedColumns, type PlaceColumns } from '../../engine/assignment/columns.ts';
import { type AssignmentModel, pairCount, placeCount } from '../../engine/assignment/model.ts';
import { columnsWithin } from '../../engine/assignment/pricing.ts';
import { workloadHash } from '../harness/machine.ts';
import { quantile, ratioOf, timingOf } from '../harness/measure.ts';
import type { Figure, Suite } from '../harness/result.ts';
import { type Stopped, stoppedTiming } from '../harness/stopped.ts';
import { PEER_LIMIT_MS, requireNoContradiction, runPeer, valueOfPeer } from '../peer/runSession.ts';
import type { SessionAnswer } from '../peer/sessionPeer.ts';
import { oursAlone } from '../workloads/oursAlone.ts';
import { difficultyOf, requireDifficulty, type Sessions } from '../workloads/session.ts';
import {
  certifiedGap,
  pointsOf,
  proofOf,
  requireVerified,
  type SolvedSession,
  solveSession,
} from '../workloads/solved.ts';

/** The reference keeps its best at the peers' limit, once its solver looks up; it is killed past this many times that. */
const REFERENCE_PATIENCE = 3;

const PEERS = ['highs', 'jsByRule', 'jsByProof'] as const;
type Peer = (typeof PEERS)[number];
const NAMES: Readonly<Record<Peer, string>> = {
  highs: 'HiGHS, all pairs, to its optimum',
  jsByRule: 'javascript-lp-solver, best of each class',
  jsByProof: 'javascript-lp-solver, of these what our certificate leaves',
};

/** Lists of one commission, jointly: against the exact program over all pairs. */
export const sessionSuite = (sessions: Sessions): Suite => ({
  name: 'session',
  about: [
    'The lists of one session under every active row: pairs prepared from the pool and ledgers, then matched.',
    'Peers get the model prepared, and are loaded before: HiGHS every (place, pair) at once; javascript-lp-solver the best pairs of each class of a vacancy, as many as it has places; or, starting from our work, our lists and those of these pairs that could belong to better ones by our certificate (reduced-cost fixing). A peer still running after 120 s is killed.',
    'Gap = (bound − value) / (bound − mean of lists drawn by lot). The optimum of reference is HiGHS’s by branch and bound on what reduced-cost fixing leaves.',
  ].join(' '),
  async run() {
    const { sizes, quick } = sessions;
    const whole = `prepare and match, ${sizes.session} vacancies`;
    const wholeMs: number[] = [];
    const matchMs: number[] = [];
    const cases: Case[] = [];
    const known = sizes.seeds.map((seed) => {
      // Timed one after the other before any peer runs.
      const request = sessions.request(seed, sizes.session);
      const solved = solveSession(request);
      for (let pass = 0; pass < (quick ? 3 : 9); pass += 1) {
        const timed = solveSession(request);
        wholeMs.push(timed.prepareMs + timed.matchMs);
        matchMs.push(timed.matchMs);
      }
      return { seed, solved };
    });
    if (!sessions.peers)
      return oursAlone({ sessions, solved: known, timings: [timingOf(whole, Float64Array.from(wholeMs))] });
    for (const { seed, solved } of known) cases.push(await caseOf(seed, solved, quick));
    const timings = [
      timingOf(whole, Float64Array.from(wholeMs)),
      timingOf(`match alone, ${sizes.session} vacancies`, Float64Array.from(matchMs)),
      ...PEERS.flatMap((peer) =>
        stoppedTiming(
          NAMES[peer],
          cases.map(({ peers }) => peers[peer].run),
        ),
      ),
    ];
    return {
      workload: {
        label: `generated worlds of the MEL, seeds ${sizes.seeds.join(', ')}: the first ${sizes.session} vacancies × ${sizes.world.demandCount.toLocaleString('en')} demands`,
        hash: workloadHash(cases.map(({ hashed }) => hashed)),
      },
      verified: [
        `lists, rows, value and certificate of the ${cases.length} sessions recounted without the solver (P1 to P7); no peer found lists worth more than a certified bound`,
        ...cases.map(({ sentence }) => sentence),
      ],
      timings,
      ratios: PEERS.map((peer) => NAMES[peer])
        .filter((peer) => timings.some(({ name }) => name === peer))
        .map((peer) => ratioOf(timings, whole, peer)),
      figures: [...figuresOf(cases)],
    };
  },
});

/** One instance: how hard it is, and how far from the best its lists are. */
interface Case {
  readonly sentence: string;
  /** Parts of one. */
  readonly relativeGap: number;
  readonly pointsPerDwelling: number;
  /** (best known − ours) / points of the best known, in %; null when no reference came in time. */
  readonly shortPercent: number | null;
  /** (linear bound − best known) / vacancies, in points: what no proof by duals can close. */
  readonly linearLeaves: number | null;
  readonly optimumClaimed: boolean;
  readonly peers: Readonly<
    Record<Peer, { readonly run: Stopped<SessionAnswer>; readonly shortPercent: number | null }>
  >;
  readonly hashed: unknown;
}

const caseOf = async (seed: number, solved: SolvedSession, quick: boolean): Promise<Case> => {
  const name = `session, seed ${seed}`;
  const { prepared, assignment } = solved;
  const { model } = prepared.problem;
  const { duals, value, bound } = proofOf(solved);
  requireVerified(name, solved);
  const difficulty = difficultyOf(prepared, duals.rowPrice);
  if (!quick) requireDifficulty(name, difficulty);
  const limitMs = PEER_LIMIT_MS[quick ? 'quick' : 'full'];
  const near = columnsWithin(model, duals, { within: bound - value, most: pairCount(model) });
  const byRule = bestOfClasses(model);
  const byProof = mergedColumns(model, columnsOf(assignment), commonColumns(model, byRule, near));
  const start = { assignment, duals };
  const reference = await runPeer(
    { peer: 'reference', model, start, budgetMs: limitMs * 0.9 },
    limitMs * REFERENCE_PATIENCE,
  );
  const runs: Readonly<Record<Peer, Stopped<SessionAnswer>>> = {
    highs: await runPeer({ peer: 'highs-all-pairs', model }, limitMs),
    jsByRule: await runPeer({ peer: 'javascript-lp-solver', model, columns: byRule }, limitMs),
    jsByProof: await runPeer({ peer: 'javascript-lp-solver', model, columns: byProof }, limitMs),
  };
  const all = [reference, ...PEERS.map((peer) => runs[peer])];
  for (const run of all) requireNoContradiction(name, solved, run);
  const best = Math.max(value, ...all.map((run) => valueOfPeer(solved, run) ?? -Infinity));
  // What filling the places is worth is no merit: it is taken off, as the lists all fill the same.
  const points = Math.abs(best - (value - pointsOf(model, assignment)));
  const shortOf = (theirs: number | null) => theirs && ((best - theirs) / points) * 100;
  const found = reference.outcome === 'answered' ? reference.answer : null;
  const gap = certifiedGap(solved);
  return {
    sentence: `seed ${seed}: ${pairCount(model).toLocaleString('en')} pairs, ${placeCount(model)} places, ${difficulty.rows} rows, of which points alone break ${difficulty.broken} and ${difficulty.priced} are priced; (place, pair) columns: ${byRule.place.length} best of each class, ${byProof.place.length} of them left by our certificate`,
    relativeGap: gap.relative ?? 0,
    pointsPerDwelling: gap.pointsPerDwelling,
    shortPercent: found && shortOf(value),
    linearLeaves:
      found && found.linearBound !== null ? (found.linearBound - best) / 1000 / model.vacancyCount : null,
    optimumClaimed: found !== null && found.claimedBound !== null && found.claimedBound - best <= 1,
    peers: {
      highs: { run: runs.highs, shortPercent: shortOf(valueOfPeer(solved, runs.highs)) },
      jsByRule: { run: runs.jsByRule, shortPercent: shortOf(valueOfPeer(solved, runs.jsByRule)) },
      jsByProof: { run: runs.jsByProof, shortPercent: shortOf(valueOfPeer(solved, runs.jsByProof)) },
    },
    hashed: [seed, prepared.request.pool.hash, pairCount(model), [...model.rowRequired]],
  };
};

/** The best pairs of each class of a vacancy, as many as it has places, for each of these: a pruning that needs no proof. */
export const bestOfClasses = (model: AssignmentModel): PlaceColumns => {
  const place: number[] = [];
  const pair: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1) {
    const [from, to] = [model.placeOffsets[d]!, model.placeOffsets[d + 1]!];
    for (let s = from; s < to; s += 1)
      for (let segment = model.segmentOffsets[d]!; segment < model.segmentOffsets[d + 1]!; segment += 1) {
        const end = Math.min(model.pairOffsets[segment + 1]!, model.pairOffsets[segment]! + to - from);
        for (let i = model.pairOffsets[segment]!; i < end; i += 1) {
          place.push(s);
          pair.push(i);
        }
      }
  }
  return { place: Uint32Array.from(place), pair: Uint32Array.from(pair) };
};

const commonColumns = (model: AssignmentModel, a: PlaceColumns, b: PlaceColumns): PlaceColumns => {
  const places = placeCount(model);
  const known = new Set(Array.from(b.pair, (pair, k) => pair * places + b.place[k]!));
  const kept = Array.from(a.pair, (_, k) => k).filter((k) => known.has(a.pair[k]! * places + a.place[k]!));
  return {
    place: Uint32Array.from(kept, (k) => a.place[k]!),
    pair: Uint32Array.from(kept, (k) => a.pair[k]!),
  };
};

/** Differences smaller than this are rounding. */
const ROUNDING = 1e-9;

const figuresOf = (cases: readonly Case[]): readonly Figure[] => {
  const spread = (name: string, unit: string, values: readonly (number | null)[]): readonly Figure[] => {
    // What rounding leaves of a difference is none.
    const known = Float64Array.from(
      values.filter((value) => value !== null),
      (value) => (Math.abs(value) < ROUNDING ? 0 : value),
    );
    return known.length === 0
      ? []
      : [
          { name: `${name}, median`, value: quantile(known, 0.5), unit },
          { name: `${name}, largest`, value: quantile(known, 1), unit },
        ];
  };
  const of = <T>(read: (each: Case) => T): readonly T[] => cases.map(read);
  const gap = of(({ relativeGap }) => relativeGap * 100);
  const left = of(({ linearLeaves }) => linearLeaves);
  return [
    ...spread('certified gap', '%', gap),
    ...spread(
      'certified gap',
      'points per dwelling',
      of((each) => each.pointsPerDwelling),
    ),
    ...spread(
      'ours, below the best known lists',
      '% of their points',
      of((each) => each.shortPercent),
    ),
    ...spread('linear bound above the best known lists', 'points per dwelling', left),
    {
      name: 'sessions whose best known lists HiGHS claims optimal',
      value: cases.filter(({ optimumClaimed }) => optimumClaimed).length,
      unit: `of ${cases.length}`,
    },
    ...PEERS.flatMap((peer) => [
      {
        name: `${NAMES[peer]}: answered in time`,
        value: cases.filter(({ peers }) => peers[peer].run.outcome === 'answered').length,
        unit: `of ${cases.length}`,
      },
      ...spread(
        `${NAMES[peer]}: below the best known lists`,
        '% of their points',
        of(({ peers }) => peers[peer].shortPercent),
      ),
    ]),
  ];
};
