import { randomUUID } from 'node:crypto';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { DocumentCollection } from '../store/documents.ts';
import type { SessionRequestKey } from '../store/sessionDocument.ts';
import type { SolveProgress } from '../workers/solver.ts';
import { JobShelf } from './jobShelf.ts';

export const JOB_KINDS = [
  'session',
  'import',
  'comparison',
  'simulation',
  'disparity',
  'brakes',
  'frontier',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];
export const JOB_STATUSES = ['running', 'done', 'failed', 'interrupted'] as const;

/** How far a file has been read. */
export interface ReadProgress {
  readonly bytesRead: number;
  /** Null: not known. */
  readonly totalBytes: number | null;
}

/** Steps of work whose number is known beforehand. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
  /**
   * Which steps are counted: hundredths of a simulation's world or of its prices, its draws; hundredths of the targets or of the
   * lists that a session is matched anew for; left out: steps of a computation.
   */
  readonly step?: 'world' | 'prices' | 'replications' | 'targets' | 'lists';
}

/** Work that may outlast its request. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  /** Who started it: its own to see. */
  readonly holder: string;
  /** `interrupted`: the server stopped before it ended. */
  readonly status: (typeof JOB_STATUSES)[number];
  /** Moment, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null before the first step, and once the server has started again. */
  readonly progress: SolveProgress | ReadProgress | StepProgress | null;
  /** Identifier of the session made, or made anew, null until then; of the session whose targets are looked at; null for other work. */
  readonly session: string | null;
  /** Address of what other work made, once it has ended; null until then. */
  readonly result: string | null;
  /** What an import found, as it is shown; null until then, and for other work. */
  readonly report: unknown;
  /** Why it failed. */
  readonly issues: readonly Issue[];
}

/** What work is given to say where it is, and to know when to stop. */
export interface JobRun {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SolveProgress | ReadProgress | StepProgress) => void;
}

export interface JobAsked {
  readonly kind: JobKind;
  readonly holder: string;
  /** Null: the same request again is other work. */
  readonly request: SessionRequestKey | null;
  /** Session that the work is about; left out: none, or one that it makes. */
  readonly session?: string;
}

/** What work gives back. */
export type JobOutcome = Partial<Pick<Job, 'session' | 'result' | 'report'>>;

interface Running {
  job: Job;
  readonly request: SessionRequestKey | null;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  readonly watchers: Set<() => void>;
}

/** Ended jobs kept in memory; older ones are read from the store. */
const ENDED_KEPT = 100;

/**
 * The work of a running server. Each job is in the store when it begins and when it ends, so that a server that starts again knows
 * what was interrupted. What jobs make is saved by what makes it.
 */
export class Jobs {
  readonly #jobs = new Map<string, Running>();
  readonly #shelf: JobShelf;
  readonly #now: () => string;

  constructor(input: { readonly documents: DocumentCollection; readonly now: () => string }) {
    this.#shelf = new JobShelf(input.documents);
    this.#now = input.now;
  }

  /**
   * Starts work; the same request, still in memory, gets the job that it started.
   * @throws InputError `request.key-reused`; those of the store.
   */
  async start(asked: JobAsked, work: (run: JobRun) => Promise<JobOutcome>): Promise<Job> {
    const { request, kind, holder, session = null } = asked;
    const same = [...this.#jobs.values()].find(
      (other) => request !== null && other.request?.key === request.key,
    );
    if (same) {
      if (same.request?.body !== request?.body)
        throw new InputError([{ code: 'request.key-reused', path: '' }]);
      return same.job;
    }
    const job: Job = {
      id: randomUUID(),
      kind,
      holder,
      status: 'running',
      startedAt: this.#now(),
      endedAt: null,
      progress: null,
      session,
      result: null,
      report: null,
      issues: [],
    };
    const abort = new AbortController();
    const begun = this.#shelf.begin(job);
    const { id } = job;
    const ended = begun
      .then(() =>
        work({
          id,
          signal: abort.signal,
          onProgress: (progress) => this.#update(id, { progress }),
        }),
      )
      .then(
        (outcome) => this.#end(id, { status: 'done', ...outcome }),
        (error: unknown) => this.#end(id, { status: 'failed', issues: issuesOf(error) }),
      );
    // Known before it is on disk: the same request sent twice at once starts it once.
    this.#jobs.set(id, { job, request, abort, ended, watchers: new Set() });
    await begun.catch((error: unknown) => {
      this.#jobs.delete(id);
      throw error;
    });
    return job;
  }

  /** @throws InputError `job.unknown`. */
  async find(id: string): Promise<Job> {
    const job = this.#jobs.get(id)?.job ?? (await this.#shelf.find(id));
    if (job === null) throw new InputError([{ code: 'job.unknown', path: 'job' }]);
    return job;
  }

  /** The job once it has ended, or as it is after `waitMs`. @throws InputError `job.unknown`. */
  async settled(id: string, waitMs: number): Promise<Job> {
    const running = this.#jobs.get(id);
    if (running !== undefined) {
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([running.ended, new Promise((resolve) => (timer = setTimeout(resolve, waitMs)))]);
      clearTimeout(timer);
    }
    return this.find(id);
  }

  /**
   * Each state of a job as it comes, the first at once and the last when it has ended; stops when `signal` is aborted.
   * @throws InputError `job.unknown`.
   */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<Job> {
    for (;;) {
      const changed = this.#changed(id, signal);
      const job = await this.find(id);
      yield job;
      if (job.status !== 'running' || signal.aborted) return;
      await changed;
      if (signal.aborted) return;
    }
  }

  /**
   * Stops a search at its next round: the answer so far is kept, with its proof. An import is one transaction, which ends.
   * @throws InputError `job.unknown`, `job.not-stoppable`.
   */
  async stop(id: string): Promise<Job> {
    const job = await this.find(id);
    if (job.kind === 'import' && job.status === 'running')
      throw new InputError([{ code: 'job.not-stoppable', path: 'job' }]);
    this.#jobs.get(id)?.abort.abort();
    return job;
  }

  #changed(id: string, signal: AbortSignal): Promise<void> {
    const watchers = this.#jobs.get(id)?.watchers;
    if (watchers === undefined || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        watchers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      watchers.add(done);
      signal.addEventListener('abort', done);
    });
  }

  #update(id: string, change: Partial<Job>): void {
    const running = this.#jobs.get(id);
    if (!running) return;
    running.job = { ...running.job, ...change };
    for (const tell of [...running.watchers]) tell();
  }

  async #end(id: string, change: Partial<Job>): Promise<void> {
    const running = this.#jobs.get(id);
    if (!running) return;
    const job = { ...running.job, ...change, endedAt: this.#now() };
    // On disk first; a store that refuses leaves a job that will be said interrupted, and what it made as it is.
    await this.#shelf.end(job).catch(() => {});
    this.#update(id, job);
    const [oldest] = [...this.#jobs.values()].filter((other) => other.job.status !== 'running');
    if (this.#jobs.size > ENDED_KEPT && oldest) this.#jobs.delete(oldest.job.id);
  }
}

const issuesOf = (error: unknown): readonly Issue[] =>
  error instanceof InputError ? error.issues : [{ code: 'internal', path: '' }];
