/**
 * How many requests are at work, and whether new ones may come: past `max` a client is asked to come back rather than left to
 * wait in a queue that nobody sees, and a server that stops lets no more in.
 */
export class Gate {
  readonly #max: number;
  readonly #closing = new AbortController();
  #inFlight = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get draining(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Aborted when the server stops: long answers (event streams) end on it. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Lets one request in; the function given must be called once it has ended. Null: no room. */
  enter(): (() => void) | null {
    if (this.draining || this.#inFlight >= this.#max) return null;
    this.#inFlight += 1;
    let left = false;
    return () => {
      if (!left) this.#inFlight -= 1;
      left = true;
    };
  }

  drain(): void {
    this.#closing.abort();
  }
}
