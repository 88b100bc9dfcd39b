import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Store } from '../store/store.ts';
import { registerOf } from './register.ts';
import type { Rules } from './territories.ts';
import { Workspace } from './workspace.ts';

/** Days kept ready: today, and that of a session under way. */
const DAYS_KEPT = 2;

/** The workspaces of a running server: kept while neither the data nor the day changes, made once for all who wait. */
export class WorkspaceCache {
  readonly rules: Rules;
  readonly #store: Store;
  readonly #today: () => IsoDay;
  readonly #workspaces = new Map<string, Promise<Workspace>>();

  constructor(input: { readonly store: Store; readonly rules: Rules; readonly today: () => IsoDay }) {
    this.rules = input.rules;
    this.#store = input.store;
    this.#today = input.today;
  }

  current(): Promise<Workspace> {
    return this.on(this.#today());
  }

  /** The data of today, with the number of the last event that they were made with: what a record says of them. */
  currentAndKnown(): Promise<{ readonly workspace: Workspace; readonly known: number }> {
    return this.#opened(this.#today());
  }

  get store(): Store {
    return this.#store;
  }

  today(): IsoDay {
    return this.#today();
  }

  /** The data on a day: that of a session is not always today. */
  async on(asOf: IsoDay): Promise<Workspace> {
    return (await this.#opened(asOf)).workspace;
  }

  async #opened(asOf: IsoDay): Promise<{ readonly workspace: Workspace; readonly known: number }> {
    const { facts: recorded, key: recordedKey, known: seq } = await registerOf(this.#store).factsBefore(asOf);
    const key = `${await this.#store.revision()} ${recordedKey} ${asOf}`;
    const known = this.#workspaces.get(key);
    const opening = known ?? Workspace.open({ store: this.#store, ...this.rules, asOf, recorded });
    if (known) this.#workspaces.delete(key);
    // A failed opening is not kept: the next request tries again.
    else
      opening.catch(() => {
        if (this.#workspaces.get(key) === opening) this.#workspaces.delete(key);
      });
    this.#workspaces.set(key, opening);
    const [oldest] = this.#workspaces.keys();
    if (this.#workspaces.size > DAYS_KEPT && oldest !== undefined) this.#workspaces.delete(oldest);
    return { workspace: await opening, known: seq };
  }
}
