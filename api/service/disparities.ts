import { auditSteps } from '../../engine/disparity/audit.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { isDocumentId } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { auditDocument, auditId, type KeptAudit, readAudit } from './disparityDocument.ts';
import { openAudit } from './disparityInput.ts';
import type { DisparityQuestion } from './disparityQuestion.ts';
import type { StepProgress } from './jobs.ts';
import type { Workspace } from './workspace.ts';

export interface AuditRun {
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** False: nothing is written. */
  readonly keep: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StepProgress) => void;
}

/** Audits of equal treatment, made and kept. They hold figures of groups; no household is in them. */
export class DisparityBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Makes an audit, and keeps it unless told otherwise. One that was made before is found again under its identity. A server answers
   * others between its steps.
   *
   * @throws InputError those of `openAudit`, `store.locked`, `store.served`.
   */
  async make(workspace: Workspace, question: DisparityQuestion, run: AuditRun): Promise<KeptAudit> {
    const { input, ...asked } = await openAudit(workspace, this.#store, question, run.signal);
    const steps = auditSteps(input);
    let step = steps.next();
    while (!step.done) {
      run.onProgress?.(step.value);
      await new Promise((resolve) => setImmediate(resolve));
      if (run.signal?.aborted) throw new InputError([{ code: 'disparity.stopped', path: 'job' }]);
      step = steps.next();
    }
    const found = { ...asked, asOf: workspace.pool.asOf, audit: step.value };
    const made = { ...found, at: run.at, id: auditId(found) };
    if (!run.keep) return made;
    const known = await this.#documents.find(made.id);
    if (known !== null) return readAudit(known);
    await this.#documents.save({ id: made.id, version: 1, document: auditDocument(made) }, 0);
    return made;
  }

  /** Every audit kept, the latest first. @throws InputError `disparity.unreadable`. */
  async all(): Promise<readonly KeptAudit[]> {
    return (await this.#documents.all())
      .map(readAudit)
      .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1));
  }

  /** @throws InputError `disparity.unknown`, `disparity.unreadable`. */
  async find(id: string): Promise<KeptAudit> {
    const saved = isDocumentId(id) ? await this.#documents.find(id) : null;
    if (saved === null) throw new InputError([{ code: 'disparity.unknown', path: 'id', received: id }]);
    return readAudit(saved);
  }

  get #documents() {
    return this.#store.collection('disparities');
  }
}
