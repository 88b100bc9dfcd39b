import { type AssignmentModel, EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import type { Change } from '../../engine/assignment/repair/change.ts';
import { type Repaired, repair } from '../../engine/assignment/repair/repair.ts';
import { carryTo, type SessionState, sessionOf } from '../../engine/assignment/repair/session.ts';
import { prepareSession } from '../../engine/assignment/session.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { workloadHash } from '../harness/machine.ts';
import { quantile, ratioOf, timingOf } from '../harness/measure.ts';
import type { Figure, Suite } from '../harness/result.ts';
import { drawChange, MEETING_CHANGES } from '../workloads/changes.ts';
import type { Sessions } from '../workloads/session.ts';
import { type SolvedSession, solveSession } from '../workloads/solved.ts';

const ADDED = 'vacancy added, session prepared again';
const AGAIN = 'the whole session matched again';

/** A change in the meeting, mended. */
export const repairSuite = (sessions: Sessions): Suite => ({
  name: 'repair',
  about:
    'Lists mended after one change in the meeting, drawn at random, each on the session as first matched. The peer matches the whole session again without who withdrew, and may change any list.',
  async run() {
    const { sizes, quick } = sessions;
    const runs = quick ? 8 : 60;
    const times = new Map<string, number[]>([...MEETING_CHANGES, ADDED].map((kind) => [kind, []]));
    const againMs: number[] = [];
    const moved = { repair: [] as number[], again: [] as number[] };
    const hashed: unknown[] = [];
    let repairs = 0;
    let proven = 0;
    for (const seed of sizes.seeds) {
      const solved = solveSession(sessions.request(seed, sizes.session));
      const { model } = solved.prepared.problem;
      const before = sessionOf(model, solved.assignment);
      const random = randomStream(seed, 'benchmarks/repair');
      hashed.push([seed, solved.prepared.request.pool.hash, runs, [...model.rowRequired]]);
      const timed = (kind: string, mend: () => Timed): Repaired => {
        const start = performance.now();
        const done = mend();
        times.get(kind)!.push(performance.now() - start);
        requireMended(`repair, seed ${seed}, ${kind}`, done);
        repairs += 1;
        if (done.repaired.proven) proven += 1;
        return done.repaired;
      };
      for (let run = 0; run < runs; run += 1) {
        for (const kind of MEETING_CHANGES) {
          const changes = drawChange(random, kind, model, before);
          if (changes) timed(kind, () => mended(model, before, changes));
        }
        if (run % 4 === 0)
          timed(ADDED, () => addedVacancy(solved, random.integer(0, model.vacancyCount - 1)));
        if (run % 8 === 0) {
          const changes = drawChange(random, 'withdrawal', model, before) ?? [];
          const repaired = timed('withdrawal', () => mended(model, before, changes));
          const again = matchedAgain(solved, changes);
          againMs.push(again.ms);
          moved.repair.push(repaired.cost.changes);
          moved.again.push(membershipsChanged(solved, again.solved));
        }
      }
    }
    const all = 'any change, without preparing again';
    const timings = [
      timingOf(all, Float64Array.from(MEETING_CHANGES.flatMap((kind) => times.get(kind)!))),
      ...[...times].map(([kind, ms]) => timingOf(kind, Float64Array.from(ms))),
      timingOf(AGAIN, Float64Array.from(againMs)),
    ];
    const p95 = (name: string, ms: readonly number[]): Figure => ({
      name: `p95: ${name}`,
      value: quantile(Float64Array.from(ms), 0.95),
      unit: 'ms',
    });
    const median = (values: readonly number[]): number => quantile(Float64Array.from(values), 0.5);
    return {
      workload: {
        label: `generated worlds of the MEL, seeds ${sizes.seeds.join(', ')}: the first ${sizes.session} vacancies × ${sizes.world.demandCount.toLocaleString('en')} demands; ${repairs.toLocaleString('en')} changes`,
        hash: workloadHash(hashed),
      },
      verified: [
        'after each repair: eligible pairs of their own vacancy, one list per household, nobody who left or was set aside, pins in place, no list shorter than the changes force, value recounted',
      ],
      timings,
      ratios: [ratioOf(timings, all, AGAIN)],
      figures: [
        p95(
          all,
          MEETING_CHANGES.flatMap((kind) => times.get(kind)!),
        ),
        ...[...times].map(([kind, ms]) => p95(kind, ms)),
        { name: 'repairs proven minimal', value: (proven / repairs) * 100, unit: '%' },
        {
          name: 'memberships changed by a withdrawal, repair, median',
          value: median(moved.repair),
          unit: '',
        },
        { name: 'the same, matched again, median', value: median(moved.again), unit: '' },
      ],
    };
  },
});

interface Timed {
  readonly model: AssignmentModel;
  readonly before: SessionState;
  readonly changes: readonly Change[];
  readonly repaired: Repaired;
}

const mended = (model: AssignmentModel, before: SessionState, changes: readonly Change[]): Timed => {
  const result = repair({ model, before, changes });
  if (!result.ok) throw new Error(`repair: ${result.issues.map(({ code }) => code).join(', ')}`);
  return { model, before, changes, repaired: result.value };
};

/** The session without one vacancy, to which it is added: pairs are prepared again, lists carried over, the new one filled. */
const addedVacancy = (solved: SolvedSession, vacancy: number): Timed => {
  const { request, problem } = solved.prepared;
  const before = sessionOf(problem.model, solved.assignment);
  const open = { ...before, lists: before.lists.map((list, d) => (d === vacancy ? [] : list)) };
  const again = prepareSession(request);
  const candidateAt = new Map([...again.problem.rowOf].map((row, candidate) => [row, candidate]));
  const { model } = again.problem;
  const carried = carryTo(open, {
    model,
    vacancyOf: Int32Array.from(open.lists, (_, d) => d),
    candidateOf: Int32Array.from(problem.rowOf, (row) => candidateAt.get(row) ?? EMPTY),
  });
  return mended(model, carried, []);
};

const matchedAgain = (
  solved: SolvedSession,
  changes: readonly Change[],
): { readonly solved: SolvedSession; readonly ms: number } => {
  const { request, problem } = solved.prepared;
  const exclusions = changes.flatMap((change) =>
    change.kind === 'withdraw' ? [{ vacancy: null, row: problem.rowOf[change.candidate]! }] : [],
  );
  const start = performance.now();
  const again = solveSession({ ...request, exclusions });
  return { solved: again, ms: performance.now() - start };
};

/** Households that enter or leave a list, over all lists. */
const membershipsChanged = (before: SolvedSession, after: SolvedSession): number => {
  const rowsOf = ({ prepared: { problem }, assignment }: SolvedSession): ReadonlySet<string> => {
    const { lists } = sessionOf(problem.model, assignment);
    return new Set(lists.flatMap((list, d) => list.map((l) => `${d}/${problem.rowOf[l.candidate]}`)));
  };
  const [was, is] = [rowsOf(before), rowsOf(after)];
  return [...was].filter((key) => !is.has(key)).length + [...is].filter((key) => !was.has(key)).length;
};

/** @throws Error when the lists after a repair break a rule that needs no search to be seen. */
const requireMended = (name: string, { model, before, changes, repaired }: Timed): void => {
  const refuse = (why: string): never => {
    throw new Error(`${name}: ${why}`);
  };
  const { state, assignment, cost } = repaired;
  const seen = new Set<number>();
  const gone = new Set<number>(changes.flatMap((c) => (c.kind === 'withdraw' ? [c.candidate] : [])));
  state.lists.forEach((list, vacancy) => {
    const [from, to] = [
      model.pairOffsets[model.segmentOffsets[vacancy]!]!,
      model.pairOffsets[model.segmentOffsets[vacancy + 1]!]!,
    ];
    for (const { candidate, pair } of list) {
      if (pair < from || pair >= to || model.pairCandidate[pair] !== candidate) refuse(`pair ${pair}`);
      if (seen.has(candidate)) refuse(`candidate ${candidate} twice`);
      if (gone.has(candidate)) refuse(`candidate ${candidate} withdrew`);
      seen.add(candidate);
    }
    const pulled = changes.some((c) => c.kind === 'pull' && c.vacancy === vacancy);
    // At this size every vacancy has more eligible candidates than places.
    if (pulled ? list.length > 0 : list.length < before.lists[vacancy]!.length)
      refuse(`list ${vacancy} has ${list.length}`);
  });
  for (const change of changes) {
    if (change.kind === 'pin') {
      const at = state.lists[change.vacancy]!.findIndex(({ candidate }) => candidate === change.candidate);
      if (at < 0 || (change.rank !== null && at + 1 !== change.rank)) refuse('the pin does not hold');
    }
    if (
      change.kind === 'exclude' &&
      state.lists[change.vacancy]!.some(({ candidate }) => candidate === change.candidate)
    )
      refuse('the household set aside is back');
  }
  const { value } = worthOf(model, segmentOfPairs(model), assignment);
  if (Math.abs(value - cost.value) > 1e-6 * Math.abs(value))
    refuse(`value ${cost.value}, recounted ${value}`);
};
