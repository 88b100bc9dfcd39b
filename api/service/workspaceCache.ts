import type { IsoDay } from '../../engine/domain/ids.ts';
import type { RecordedFacts } from '../records/projections/facts.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import { type Applying, applyingOn, enteredGuidance } from './guidanceInForce.ts';
import { registerOf } from './register.ts';
import type { Rules } from './territories.ts';
import { Workspace } from './workspace.ts';

/** Days kept ready: today, and that of a session under way. */
const DAYS_KEPT = 2;

/** A workspace, and the number of the last event that it was made with. */
interface Opened {
  readonly workspace: Workspace;
  readonly known: number;
}

/** The workspaces of a running server: kept while neither the data nor the day changes, made once for all who wait. */
export class WorkspaceCache {
  readonly rules: Rules;
  readonly #store: Store;
  readonly #today: () => IsoDay;
  readonly #workspaces = new Map<string, Promise<Workspace>>();
  /** What was opened last, for as long as nobody commits anything. */
  #last: { readonly stamp: string; readonly asOf: IsoDay; readonly opened: Promise<Opened> } | null = null;

  constructor(input: { readonly store: Store; readonly rules: Rules; readonly today: () => IsoDay }) {
    this.rules = input.rules;
    this.#store = input.store;
    this.#today = input.today;
  }

  current(): Promise<Workspace> {
    return this.on(this.#today());
  }

  /** The data of today, with the number of the last event that they were made with: what a record says of them. */
  currentAndKnown(): Promise<Opened> {
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

  /** The data on a session's day, with what coordination bodies had decided when its plan was made: it binds no list already prepared. */
  async ofSession({ asOf, plan }: Pick<SessionDocument, 'asOf' | 'plan'>): Promise<Workspace> {
    return (await this.#opened(asOf, plan.guidanceKnown ?? 0)).workspace;
  }

  #opened(asOf: IsoDay, guidanceTo?: number): Promise<Opened> {
    // Looked at before the data: they may be newer than their stamp, and are then read once more.
    const stamp = guidanceTo === undefined ? this.#store.stamp() : null;
    if (stamp !== null && this.#last?.stamp === stamp && this.#last.asOf === asOf) return this.#last.opened;
    const opened = this.#read(asOf, guidanceTo);
    if (stamp === null) return opened;
    const last = { stamp, asOf, opened };
    this.#last = last;
    opened.catch(() => {
      if (this.#last === last) this.#last = null;
    });
    return opened;
  }

  async #read(asOf: IsoDay, guidanceTo?: number): Promise<Opened> {
    const read = await registerOf(this.#store).factsBefore(asOf);
    const { facts: recorded, key: recordedKey, known: seq, guidance } = read;
    const applying = applyingOn(guidance, { day: asOf, known: guidanceTo ?? seq });
    const data = `${await this.#store.revision()} ${recordedKey} ${asOf} `;
    const key = `${data}${applying.key}`;
    const known = this.#workspaces.get(key);
    const alike = [...this.#workspaces.keys()].find((other) => other.startsWith(data));
    const opening =
      known ??
      this.#open({ asOf, recorded }, applying, alike === undefined ? undefined : this.#workspaces.get(alike));
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

  async #open(
    on: { readonly asOf: IsoDay; readonly recorded: RecordedFacts },
    applying: Applying,
    alike: Promise<Workspace> | undefined,
  ): Promise<Workspace> {
    const entered = await enteredGuidance(this.#store, applying);
    // The same data under other recommendations: reading them again would take seconds.
    const base = await alike?.catch(() => undefined);
    if (base) return base.boundBy(this.rules.territory, entered);
    return Workspace.open({ store: this.#store, ...this.rules, ...on, entered });
  }
}
