import type { Experiment } from '../../engine/comparison/experiment.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Store } from '../store/store.ts';
import { watchedPool } from '../workers/watchedPool.ts';
import { comparisonExperiment } from './comparisonExperiment.ts';
import type { ComparisonQuestion } from './comparisonQuestion.ts';
import type { FoundAudit } from './disparityDocument.ts';
import type { DisparityQuestion } from './disparityQuestion.ts';
import type { StepProgress } from './jobs.ts';
import { type AuditTask, auditQuestion, type ExperimentTask, type StudyAnswer } from './studyWork.ts';
import type { Workspace } from './workspace.ts';

export interface StudyOptions {
  /** Stops at the next step: nothing is kept of an audit. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StepProgress) => void;
}

/** Studies of all the data of a day, made somewhere: their figures are the same wherever. */
export interface Studies {
  /** @throws InputError those of `auditQuestion`. */
  audit(workspace: Workspace, question: DisparityQuestion, options?: StudyOptions): Promise<FoundAudit>;
  /** @throws InputError those of `comparisonExperiment`. */
  experiment(workspace: Workspace, question: ComparisonQuestion): Promise<Experiment>;
  close(): Promise<void>;
}

/** A thread holds a whole world: it ends as soon as it has no work. */
const IDLE_MS = 1_000;

/**
 * One study at a time in a thread of its own, which reads the data again as they are: pools of past months, orders and resampled lists
 * hold the thread that makes them for a minute or more.
 *
 * @param place folder, or address of a PostgreSQL database.
 */
export const workerStudies = (place: string): Studies => {
  const pool = watchedPool({
    worker: new URL('./studyWorker.mjs', import.meta.url),
    threads: 1,
    idleMs: IDLE_MS,
  });
  const made = async <T>(
    name: 'audit' | 'experiment',
    task: Omit<AuditTask, 'stop' | 'port'> | Omit<ExperimentTask, 'stop' | 'port'>,
    { signal, onProgress }: StudyOptions,
  ): Promise<T> => {
    const answer = await pool.run<StepProgress, StudyAnswer<T>>(task, {
      name,
      ...(signal ? { signal } : {}),
      ...(onProgress ? { tell: onProgress } : {}),
    });
    if (!answer.ok) throw new InputError(answer.issues);
    return answer.found;
  };
  return {
    audit: ({ pool: { asOf } }, question, options = {}) => made('audit', { place, asOf, question }, options),
    experiment: ({ pool: { asOf } }, question) => made('experiment', { place, asOf, question }, {}),
    close: () => pool.close(),
  };
};

/** In the calling thread: the command line, tests, and what is small. */
export const callingThreadStudies = (store: Store): Studies => ({
  audit: (workspace, question, { signal, onProgress = () => {} } = {}) =>
    auditQuestion({ workspace, store }, question, { stopped: () => signal?.aborted === true, onProgress }),
  experiment: (workspace, question) => comparisonExperiment(workspace, store, question),
  close: async () => {},
});
