import { InputError } from '../../engine/domain/issue.ts';
import { isDocumentId } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { CompareOptions, Comparer } from '../workers/comparer.ts';
import {
  type ComparisonHead,
  comparisonDocument,
  comparisonId,
  headDocument,
  type KeptComparison,
  readComparison,
  readHead,
} from './comparisonDocument.ts';
import type { ComparisonQuestion } from './comparisonQuestion.ts';
import type { Studies } from './studies.ts';
import type { Workspace } from './workspace.ts';

/** The method test bench: comparisons made and kept. */
export class ComparisonBook {
  readonly #store: Store;
  readonly #comparer: Comparer;
  readonly #studies: Studies;

  constructor(input: { readonly store: Store; readonly comparer: Comparer; readonly studies: Studies }) {
    this.#store = input.store;
    this.#comparer = input.comparer;
    this.#studies = input.studies;
  }

  /**
   * Makes a comparison, and keeps it unless told otherwise. One that was made before is found again under its identity.
   *
   * @throws InputError those of `Studies` and of `Comparer`, `store.locked`, `store.served`.
   */
  async make(
    workspace: Workspace,
    question: ComparisonQuestion,
    run: CompareOptions & { readonly at: string; readonly keep: boolean },
  ): Promise<KeptComparison> {
    const experiment = await this.#studies.experiment(workspace, question);
    const comparison = await this.#comparer.compare(experiment, run);
    const { asOf } = workspace.pool;
    const made = { at: run.at, asOf, comparison, id: comparisonId({ asOf, comparison }) };
    if (!run.keep) return made;
    const known = await this.#documents.find(made.id);
    if (known === null)
      await this.#documents.save({ id: made.id, version: 1, document: comparisonDocument(made) }, 0);
    const kept = known === null ? made : readComparison(known);
    if ((await this.#heads.find(made.id)) === null)
      await this.#heads.save({ id: made.id, version: 1, document: headDocument(kept) }, 0);
    return kept;
  }

  /** Every comparison kept, the latest first. @throws InputError `comparison.unreadable`. */
  async all(): Promise<readonly ComparisonHead[]> {
    return (await this.#heads.all())
      .map(readHead)
      .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1));
  }

  /** @throws InputError `comparison.unknown`, `comparison.unreadable`. */
  async find(id: string): Promise<KeptComparison> {
    const saved = isDocumentId(id) ? await this.#documents.find(id) : null;
    if (saved === null) throw new InputError([{ code: 'comparison.unknown', path: 'id', received: id }]);
    return readComparison(saved);
  }

  get #heads() {
    return this.#store.collection('comparison-heads');
  }

  get #documents() {
    return this.#store.collection('comparisons');
  }
}
