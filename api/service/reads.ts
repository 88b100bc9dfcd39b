import type { PersonalRead, ReadTrail } from '../store/readTrail.ts';
import { GroupCommit } from './groupCommit.ts';

/**
 * Days that a read of personal data stays in the trail when nobody says otherwise. A proposal, and no rule: long enough to look into an
 * access once the year's bilan has shown it.
 */
export const READS_KEPT_DAYS = 365;

/** Reads whose transaction waits for no more: while the disk takes these, the server goes on with the next ones. */
const ENOUGH = 8;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Writes reads down as they come, those that come together in one transaction, and forgets them once their days have passed. */
export class ReadKeeper {
  readonly #trail: ReadTrail;
  readonly #keptDays: number;
  readonly #reads: GroupCommit<PersonalRead, null>;
  /** Day on which the past was last looked at. */
  #forgotOn = '';

  /** @param input.keptDays whole days, at least one. */
  constructor(input: { readonly trail: ReadTrail; readonly keptDays: number }) {
    this.#trail = input.trail;
    this.#keptDays = input.keptDays;
    this.#reads = new GroupCommit((reads) => this.#writeAll(reads), ENOUGH);
  }

  /** On disk when it returns. @throws InputError those of the store. */
  async write(read: PersonalRead): Promise<void> {
    await this.#reads.add(read);
  }

  async #writeAll(reads: readonly PersonalRead[]): Promise<readonly null[]> {
    await this.#trail.append(reads);
    const { at } = reads.at(-1)!;
    const day = at.slice(0, 10);
    if (day !== this.#forgotOn) {
      await this.#trail.forget(new Date(Date.parse(at) - this.#keptDays * DAY_MS).toISOString());
      this.#forgotOn = day;
    }
    return reads.map(() => null);
  }
}
