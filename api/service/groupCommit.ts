/** As many as a server has at work at once: a group never grows past what can be waiting. */
const MOST = 64;

/**
 * Writes that wait together are written together: one transaction, so one flush to the disk, for all that came meanwhile. A group is
 * closed once a whole turn of the event loop has brought nobody more, so that who is alone hardly waits.
 */
export class GroupCommit<Item, Done> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Done[]>;
  readonly #enough: number;
  #waiting: Waiting<Item, Done>[] = [];
  #running = false;

  /**
   * @param write one transaction for all items, in their order; what it answers for each, in the same order.
   * @param enough items that no more are waited for; left out: as many as a group may have.
   */
  constructor(write: (items: readonly Item[]) => Promise<readonly Done[]>, enough = MOST) {
    this.#write = write;
    this.#enough = enough;
  }

  /** Kept once the group of this item is on disk; broken, for the whole group, when its transaction failed. */
  add(item: Item): Promise<Done> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#gathered();
      const group = this.#waiting.splice(0, MOST);
      try {
        const answers = await this.#write(group.map(({ item }) => item));
        for (const [i, { done }] of group.entries()) done(answers[i]!);
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#running = false;
  }

  async #gathered(): Promise<void> {
    for (let before = 0; before < this.#waiting.length && this.#waiting.length < this.#enough; ) {
      before = this.#waiting.length;
      await nextTurn();
    }
  }
}

interface Waiting<Item, Done> {
  readonly item: Item;
  readonly done: (answer: Done) => void;
  readonly failed: (error: unknown) => void;
}

/** After a whole turn of the event loop: the rest of this one, then all that the system had to tell meanwhile. */
const nextTurn = (): Promise<void> => new Promise((next) => setImmediate(() => setImmediate(next)));
