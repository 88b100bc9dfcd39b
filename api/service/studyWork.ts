import type { MessagePort } from 'node:worker_threads';
import type { Experiment } from '../../engine/comparison/experiment.ts';
import { auditSteps } from '../../engine/disparity/audit.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { OpenStore, Store } from '../store/store.ts';
import { comparisonExperiment } from './comparisonExperiment.ts';
import type { ComparisonQuestion } from './comparisonQuestion.ts';
import type { FoundAudit } from './disparityDocument.ts';
import { openAudit } from './disparityInput.ts';
import type { DisparityQuestion } from './disparityQuestion.ts';
import type { StepProgress } from './jobs.ts';
import { openRules } from './territories.ts';
import { Workspace } from './workspace.ts';

export interface AuditWork {
  /** Asked between two steps. */
  readonly stopped: () => boolean;
  readonly onProgress: (progress: StepProgress) => void;
}

/**
 * Makes an audit from beginning to end in the calling thread, which may do something else between two steps.
 *
 * @throws InputError those of `openAudit`, `disparity.stopped`.
 */
export const auditQuestion = async (
  data: { readonly workspace: Workspace; readonly store: Store },
  question: DisparityQuestion,
  { stopped, onProgress }: AuditWork,
): Promise<FoundAudit> => {
  const { workspace, store } = data;
  const { input, ...asked } = await openAudit(workspace, store, question, stopped);
  const steps = auditSteps(input);
  let step = steps.next();
  while (!step.done) {
    onProgress(step.value);
    await new Promise((resolve) => setImmediate(resolve));
    if (stopped()) throw new InputError([{ code: 'disparity.stopped', path: 'job' }]);
    step = steps.next();
  }
  return { ...asked, asOf: workspace.pool.asOf, audit: step.value };
};

/** Where a thread reads the data, and the day that it looks at. */
interface StudyTask {
  /** Folder, or address of a PostgreSQL database. */
  readonly place: string;
  readonly asOf: IsoDay;
  /** Length 1; anything but zero stops at the next step. */
  readonly stop: Int32Array;
  /** Progress, then null: nothing more is told. */
  readonly port: MessagePort;
}
export interface AuditTask extends StudyTask {
  readonly question: DisparityQuestion;
}
export interface ExperimentTask extends StudyTask {
  readonly question: ComparisonQuestion;
}

/** Errors lose their kind on their way out of a thread: issues are told as an answer. */
export type StudyAnswer<T> =
  | { readonly ok: true; readonly found: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** The work of a worker thread, which reads the data for itself; `studyWorker.mjs` starts it. */
export const studyTasks = (openStore: OpenStore) => {
  const answered = async <T>(
    { place, asOf, port }: StudyTask,
    work: (data: { readonly workspace: Workspace; readonly store: Store }) => Promise<T>,
  ): Promise<StudyAnswer<T>> => {
    try {
      const store = await openStore(place, null);
      try {
        const workspace = await Workspace.open({ store, ...openRules(store.territory), asOf });
        return { ok: true, found: await work({ workspace, store }) };
      } finally {
        await store.close();
      }
    } catch (error) {
      if (error instanceof InputError) return { ok: false, issues: error.issues };
      throw error;
    } finally {
      port.postMessage(null);
    }
  };
  return {
    audit: (task: AuditTask): Promise<StudyAnswer<FoundAudit>> =>
      answered(task, (data) =>
        auditQuestion(data, task.question, {
          stopped: () => Atomics.load(task.stop, 0) !== 0,
          onProgress: (progress) => task.port.postMessage(progress),
        }),
      ),
    experiment: (task: ExperimentTask): Promise<StudyAnswer<Experiment>> =>
      answered(task, ({ workspace, store }) => comparisonExperiment(workspace, store, task.question)),
  };
};
