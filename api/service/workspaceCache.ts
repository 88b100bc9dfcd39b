import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { Rules } from './territories.ts';
import { Workspace } from './workspace.ts';

/** The workspace of a running server: kept while neither the data nor the day changes, made once for all who wait. */
export class WorkspaceCache {
  readonly rules: Rules;
  readonly #store: Store;
  readonly #today: () => IsoDay;
  #key = '';
  #workspace: Promise<Workspace> | null = null;

  constructor(input: { readonly store: Store; readonly rules: Rules; readonly today: () => IsoDay }) {
    this.#store = input.store;
    this.rules = input.rules;
    this.#today = input.today;
  }

  async current(): Promise<Workspace> {
    const asOf = this.#today();
    const key = `${await this.#store.revision()} ${asOf}`;
    if (this.#workspace === null || key !== this.#key) {
      this.#key = key;
      const opening = Workspace.open({ store: this.#store, ...this.rules, asOf });
      // A failed opening is not kept: the next request tries again.
      opening.catch(() => {
        if (this.#workspace === opening) this.#workspace = null;
      });
      this.#workspace = opening;
    }
    return this.#workspace;
  }
}
