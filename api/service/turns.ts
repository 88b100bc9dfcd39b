/** Work done one after the other, in the order that it was asked. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** @param work begins when its turn comes, or once `signal` is aborted: it is then for `work` to stop, and those behind still wait. */
  async take(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const before = this.#last;
    let leave: () => void = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#last = before.then(() => left);
    try {
      await settledOrAborted(before, signal);
      await work();
    } finally {
      leave();
    }
  }
}

const settledOrAborted = (before: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      signal.removeEventListener('abort', go);
      resolve();
    };
    if (signal.aborted) go();
    else signal.addEventListener('abort', go);
    void before.then(go);
  });
