import { InputError } from '../../engine/domain/issue.ts';
import { type PresentedBrakes, presentBrakes } from '../present/brakes.ts';
import { type PresentedFrontier, presentFrontier } from '../present/brakesFrontier.ts';
import type { SessionSolver } from '../workers/solver.ts';
import type { Job, JobRun, Jobs } from './jobs.ts';
import {
  brakesOf,
  frontierOfSession,
  type StandingSession,
  standingFor,
  type TargetQuestion,
} from './sessionsBrakes.ts';
import type { OpenSession } from './sessionsQuestion.ts';
import { Turns } from './turns.ts';

/** What was found, as it is shown: some tens of kilobytes, where the session that it comes from takes megabytes. */
type Found =
  | { readonly kind: 'brakes'; readonly shown: PresentedBrakes }
  | { readonly kind: 'frontier'; readonly shown: PresentedFrontier };

/** An answer about the targets of a session. */
export type TargetAnswer = Found & {
  readonly session: string;
  /** Version of the session that it is of. */
  readonly version: number;
  readonly question: TargetQuestion;
};

export interface TargetAsker {
  readonly jobs: Jobs;
  readonly holder: string;
}

/** Answers kept in memory: the same ones can be computed again. */
const ANSWERS_KEPT = 60;
/** Under way and waiting their turn: each holds the matrix of its session. */
const MOST_UNDER_WAY = 6;

/**
 * What was asked of the targets of sessions. Each answer solves its session many times over, for seconds or minutes: they are jobs,
 * made one after the other so that sessions find a worker, and kept with the version of the session that they are of.
 */
export class BrakeBook {
  readonly #solver: SessionSolver;
  readonly #answers = new Map<string, TargetAnswer>();
  /** Jobs that have not ended, by who asked and what for. */
  readonly #underWay = new Map<string, Promise<Job>>();
  readonly #turns = new Turns();

  constructor(solver: SessionSolver) {
    this.#solver = solver;
  }

  /**
   * Asks for an answer. The same question, while it is worked on, is the same job to the same holder; what is kept already ends its
   * job at once.
   *
   * @returns a job whose result is the address of the answer.
   * @throws InputError those of `standingFor`, `session.brakes-busy`, those of `Jobs.start`.
   */
  async start(open: OpenSession, question: TargetQuestion, { jobs, holder }: TargetAsker): Promise<Job> {
    const asked = `${holder}\n${keyOf(open, question)}`;
    const same = this.#underWay.get(asked);
    if (same !== undefined) return jobs.find((await same).id);
    const known = this.#whole(open, question);
    if (known === null && this.#underWay.size >= MOST_UNDER_WAY)
      throw new InputError([{ code: 'session.brakes-busy', path: 'session' }]);
    const standing = known === null ? standingFor(open, question.kind) : null;
    const forget = (): void => void this.#underWay.delete(asked);
    const started = jobs.start(
      { kind: question.kind, holder, request: null, session: open.id },
      async (run) => {
        // Asked again once it is being stopped, it is begun anew.
        run.signal.addEventListener('abort', forget, { once: true });
        try {
          if (standing !== null)
            await this.#turns.take(run.signal, () => this.#made(open, standing, question, run));
          return { result: addressOf(open, question) };
        } finally {
          run.signal.removeEventListener('abort', forget);
          if (!run.signal.aborted) forget();
        }
      },
    );
    this.#underWay.set(asked, started);
    try {
      return await started;
    } catch (error) {
      forget();
      throw error;
    }
  }

  /**
   * What is kept of a question.
   *
   * @param session as it is stored: what is in memory needs none of its data.
   * @param version null: of the session as it is now.
   * @throws InputError `session.brakes-absent`; `session.brakes-earlier` when there is one, of another version.
   */
  answer(
    session: Pick<OpenSession, 'id' | 'version'>,
    question: TargetQuestion,
    version: number | null,
  ): TargetAnswer {
    const { id } = session;
    const found = this.#answers.get(keyOf({ id, version: version ?? session.version }, question));
    if (found !== undefined) return found;
    const earlier = version === null ? this.latest(id, question) : null;
    throw new InputError([
      earlier === null
        ? { code: 'session.brakes-absent', path: 'version' }
        : { code: 'session.brakes-earlier', path: 'version', expected: String(earlier.version) },
    ]);
  }

  /** The answer of the latest version that there is one of; null: none is kept. */
  latest(session: string, question: TargetQuestion): TargetAnswer | null {
    return this.latestOf(session).find((answer) => isSame(answer.question, question)) ?? null;
  }

  /** The latest answer to each question asked of a session, those last made first. */
  latestOf(session: string): readonly TargetAnswer[] {
    const all = [...this.#answers.values()].filter((answer) => answer.session === session).reverse();
    return all.filter(
      ({ question, version }) =>
        !all.some((other) => isSame(other.question, question) && other.version > version),
    );
  }

  /** Kept, and not the beginning of an answer that was stopped. */
  #whole(open: OpenSession, question: TargetQuestion): TargetAnswer | null {
    const found = this.#answers.get(keyOf(open, question));
    return found === undefined || (found.kind === 'frontier' && !found.shown.complete) ? null : found;
  }

  async #made(
    open: OpenSession,
    standing: StandingSession,
    question: TargetQuestion,
    run: JobRun,
  ): Promise<void> {
    // Somebody else may have asked the same, and been first.
    if (this.#whole(open, question) !== null) return;
    if (run.signal.aborted) throw stopped();
    const found = await foundFor(standing, question, this.#solver, run);
    const { id: session, version } = open;
    const key = keyOf(open, question);
    this.#answers.delete(key);
    this.#answers.set(key, { ...found, session, version, question });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > ANSWERS_KEPT && oldest !== undefined) this.#answers.delete(oldest);
  }
}

/** @throws InputError `session.brakes-stopped`: of brakes, all or nothing; of a frontier, both ends at least. */
const foundFor = async (
  standing: StandingSession,
  question: TargetQuestion,
  solver: SessionSolver,
  { signal, onProgress }: JobRun,
): Promise<Found> => {
  const step = question.kind === 'brakes' ? 'targets' : 'lists';
  const told = (share: number): void => onProgress({ done: Math.floor(share * 100), total: 100, step });
  told(0);
  const options = { signal, onProgress: told };
  if (question.kind === 'brakes') {
    const found = await brakesOf(standing, solver, options);
    if (found.brakes.length < standing.prepared.rows.length) throw stopped();
    return { kind: 'brakes', shown: presentBrakes(found) };
  }
  const found = await frontierOfSession(standing, question, solver, options);
  const { complete, points } = found.frontier;
  if (!complete && points.length < ENDS) throw stopped();
  return { kind: 'frontier', shown: presentFrontier(found) };
};

/** Of a frontier: the lists that do not look at the family, and those that put it first. */
const ENDS = 2;

const stopped = (): InputError => new InputError([{ code: 'session.brakes-stopped', path: 'job' }]);

const isSame = (a: TargetQuestion, b: TargetQuestion): boolean => wordsOf(a) === wordsOf(b);

const wordsOf = (question: TargetQuestion): string =>
  question.kind === 'brakes' ? 'brakes' : `${question.family} ${question.steps}`;

const keyOf = ({ id, version }: Pick<OpenSession, 'id' | 'version'>, question: TargetQuestion): string =>
  [id, version, wordsOf(question)].join('\n');

/** Where programs read an answer. */
const addressOf = ({ id, version }: OpenSession, question: TargetQuestion): string => {
  const asked = question.kind === 'brakes' ? [] : [`family=${question.family}`, `steps=${question.steps}`];
  return `/v1/sessions/${id}/${question.kind}?${[...asked, `version=${version}`].join('&')}`;
};
