import { InputError } from '../../engine/domain/issue.ts';
import { isDocumentId } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { auditDocument, auditId, type KeptAudit, readAudit } from './disparityDocument.ts';
import type { DisparityQuestion } from './disparityQuestion.ts';
import type { Studies, StudyOptions } from './studies.ts';
import type { Workspace } from './workspace.ts';

export interface AuditRun extends StudyOptions {
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** False: nothing is written. */
  readonly keep: boolean;
}

/** Audits of equal treatment, made and kept. They hold figures of groups; no household is in them. */
export class DisparityBook {
  readonly #store: Store;
  readonly #studies: Studies;

  constructor(input: { readonly store: Store; readonly studies: Studies }) {
    this.#store = input.store;
    this.#studies = input.studies;
  }

  /**
   * Makes an audit, and keeps it unless told otherwise. One that was made before is found again under its identity.
   *
   * @throws InputError those of `Studies`, `store.locked`, `store.served`.
   */
  async make(workspace: Workspace, question: DisparityQuestion, run: AuditRun): Promise<KeptAudit> {
    const found = await this.#studies.audit(workspace, question, run);
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
