import { chainLink, EMPTY_HEAD } from '../../api/records/chain.ts';
import type { OpenedCommitment } from '../../api/records/commitment.ts';
import { type ChainedEvent, checkEvent, type NewEvent } from '../../api/records/event.ts';
import { type Erasure, type EventLog, staleEvents } from '../../api/store/eventLog.ts';
import type { Reduced } from '../../api/store/forgotten.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';

/** An event log in memory, for tests of what reads one. `onErase` destroys the rows of its store and says what it changed. */
export class MemoryEventLog implements EventLog {
  readonly #events: ChainedEvent[] = [];
  readonly #commitments = new Map<string, OpenedCommitment>();
  readonly #madeAt = new Map<string, string>();
  readonly #onErase: (numbers: readonly DemandNumber[], reduced: Reduced) => Omit<Erasure, 'commitments'>;

  constructor(
    onErase: (numbers: readonly DemandNumber[], reduced: Reduced) => Omit<Erasure, 'commitments'> = () => ({
      demands: 0,
      rows: 0,
      documents: 0,
    }),
  ) {
    this.#onErase = onErase;
  }

  async head() {
    return this.#head();
  }

  #head() {
    const last = this.#events.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : EMPTY_HEAD;
  }

  /** As `append`, in the same turn: what a document's save needs. */
  appendNow(events: readonly NewEvent[], after?: number): readonly ChainedEvent[] {
    const { seq } = this.#head();
    if (after !== undefined && after !== seq) throw staleEvents(seq, after);
    for (const event of events) checkEvent(event);
    return events.map(({ commitments, ...event }) => {
      const head = this.#head();
      const chained = chainLink(head.hash, event as NewEvent, head.seq + 1);
      this.#events.push(JSON.parse(JSON.stringify(chained)) as ChainedEvent);
      for (const opened of commitments) {
        this.#commitments.set(opened.commitment, opened);
        if (!this.#madeAt.has(opened.commitment)) this.#madeAt.set(opened.commitment, event.at);
      }
      return chained;
    });
  }

  async append(events: readonly NewEvent[], after?: number) {
    return this.appendNow(events, after);
  }

  async read({ from, limit }: { readonly from: number; readonly limit: number }) {
    return this.#events.slice(from - 1, from - 1 + limit);
  }

  async numberOf(commitment: string) {
    return this.#commitments.get(commitment)?.number ?? null;
  }

  async commitmentsOf(number: DemandNumber) {
    return [...this.#commitments.values()].filter((opened) => opened.number === number);
  }

  async mentions() {
    return [...this.#commitments.values()].map(({ commitment, number }) => ({
      commitment,
      number,
      at: this.#madeAt.get(commitment)!,
    }));
  }

  async erase(
    numbers: readonly DemandNumber[],
    events: readonly NewEvent[] = [],
    reduced: Reduced = (allocation) => allocation,
  ) {
    const gone = new Set<string>(numbers);
    const opened = [...this.#commitments.values()].filter(({ number }) => gone.has(number));
    for (const { commitment } of opened) this.#commitments.delete(commitment);
    const erased = this.#onErase(numbers, reduced);
    this.appendNow(events);
    return { ...erased, commitments: opened.length };
  }
}
