import { randomUUID } from 'node:crypto';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { SessionRequestKey, StoredSession } from '../store/sessionDocument.ts';
import type { SolveProgress } from '../workers/solver.ts';
import type { PlanRun } from './sessionsPlan.ts';

/** A computation that may outlast its request. */
export interface SessionJob {
  readonly id: string;
  readonly status: 'running' | 'done' | 'failed';
  /** Null before the first round. */
  readonly progress: SolveProgress | null;
  /** Identifier of the session made, or made anew; null until then. */
  readonly session: string | null;
  /** Why it failed. */
  readonly issues: readonly Issue[];
}

interface Running {
  job: SessionJob;
  readonly request: SessionRequestKey | null;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Finished jobs that can still be asked for. */
const FINISHED_KEPT = 100;

/** The computations of a running server, in memory: what they make is saved by the sessions themselves. */
export class SessionJobs {
  readonly #jobs = new Map<string, Running>();

  /** Starts a computation; the same request, still in memory, gets the one that it started. */
  start(request: SessionRequestKey | null, work: (run: PlanRun) => Promise<StoredSession>): SessionJob {
    const same = [...this.#jobs.values()].find(
      (other) => request !== null && other.request?.key === request.key,
    );
    if (same) {
      if (same.request?.body !== request?.body)
        throw new InputError([{ code: 'request.key-reused', path: '' }]);
      return same.job;
    }
    const id = randomUUID();
    const abort = new AbortController();
    const ended = work({
      signal: abort.signal,
      onProgress: (progress) => this.#update(id, { progress }),
    }).then(
      (session) => this.#update(id, { status: 'done', session: session.id }),
      (error: unknown) =>
        this.#update(id, {
          status: 'failed',
          issues: error instanceof InputError ? error.issues : [{ code: 'internal', path: '' }],
        }),
    );
    const job: SessionJob = { id, status: 'running', progress: null, session: null, issues: [] };
    this.#jobs.set(id, { job, request, abort, ended });
    return job;
  }

  /** @throws InputError `job.unknown`. */
  find(id: string): SessionJob {
    return this.#running(id).job;
  }

  /** The job once it has ended, or as it is after `waitMs`. */
  async settled(id: string, waitMs: number): Promise<SessionJob> {
    const { ended } = this.#running(id);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, waitMs)))]);
    clearTimeout(timer);
    return this.find(id);
  }

  /** Stops a search at its next round: the answer so far is kept, with its proof. @throws InputError `job.unknown`. */
  stop(id: string): SessionJob {
    const running = this.#running(id);
    running.abort.abort();
    return running.job;
  }

  #running(id: string): Running {
    const running = this.#jobs.get(id);
    if (!running) throw new InputError([{ code: 'job.unknown', path: 'job' }]);
    return running;
  }

  #update(id: string, change: Partial<SessionJob>): void {
    const running = this.#jobs.get(id);
    if (!running) return;
    running.job = { ...running.job, ...change };
    const finished = [...this.#jobs.values()].filter(({ job }) => job.status !== 'running');
    const [oldest] = finished;
    if (finished.length > FINISHED_KEPT && oldest) this.#jobs.delete(oldest.job.id);
  }
}
