import type { DocumentCollection } from '../store/documents.ts';
import type { Job } from './jobs.ts';

/** Ended jobs kept on disk. */
const KEPT = 500;

/**
 * Jobs as the store keeps them: once when they begin, once when they have ended. One that began under another server and did not end
 * is interrupted: one server at a time works on a store.
 */
export class JobShelf {
  readonly #documents: DocumentCollection;
  readonly #ours = new Set<string>();
  #cleared: Promise<void> | null = null;

  constructor(documents: DocumentCollection) {
    this.#documents = documents;
  }

  async begin(job: Job): Promise<void> {
    this.#cleared ??= this.#clear().catch(() => {});
    await this.#cleared;
    this.#ours.add(job.id);
    await this.#documents.save({ id: job.id, version: 1, document: kept(job) }, 0);
  }

  async end(job: Job): Promise<void> {
    await this.#documents.save({ id: job.id, version: 2, document: kept(job) }, 1);
    this.#ours.delete(job.id);
  }

  /** Null: none has this identifier. */
  async find(id: string): Promise<Job | null> {
    const saved = await this.#documents.find(id);
    if (saved === null) return null;
    const job = saved.document as Job;
    return job.status === 'running' && !this.#ours.has(id)
      ? { ...job, status: 'interrupted', issues: [{ code: 'job.interrupted', path: 'job' }] }
      : job;
  }

  /** The oldest go, once in the life of a server. */
  async #clear(): Promise<void> {
    const saved = [...(await this.#documents.all())];
    const oldest = saved.sort((a, b) => (startOf(a.document) < startOf(b.document) ? -1 : 1));
    for (const { id } of oldest.slice(0, Math.max(0, saved.length - KEPT)))
      await this.#documents.remove(id, null);
  }
}

const kept = (job: Job): Job => ({ ...job, progress: null });

const startOf = (document: unknown): string => (document as Job).startedAt;
