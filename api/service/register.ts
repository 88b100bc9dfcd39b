import { createHash } from 'node:crypto';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import { canonicalJson } from '../records/canonicalJson.ts';
import type { Commitment } from '../records/commitment.ts';
import type { ChainedEvent } from '../records/event.ts';
import { NO_FACTS, type RecordedFacts, recordedFacts } from '../records/projections/facts.ts';
import type { GuidanceStanding } from '../records/projections/guidance.ts';
import { Register } from '../records/projections/register.ts';
import { type EventLog, erasedNumber } from '../store/eventLog.ts';
import type { Store } from '../store/store.ts';

/** Events read at a time. */
const PAGE = 2_000;

/** Every event of a log, in order; `to`: up to that number, included. */
export async function* eventsOf(log: EventLog, to = Number.POSITIVE_INFINITY): AsyncGenerator<ChainedEvent> {
  for (let from = 1; from <= to; ) {
    const page = await log.read({ from, limit: Math.min(PAGE, to - from + 1) });
    yield* page;
    if (page.length === 0) return;
    from += page.length;
  }
}

/** The register of a store, kept up to date by reading what was appended since, by whichever process. */
export class RegisterReader {
  readonly #log: EventLog;
  #register = new Register();
  readonly #names = new Map<Commitment, DemandNumber>();
  #reading: Promise<unknown> = Promise.resolve();
  #facts: { readonly key: string; readonly facts: Promise<KeyedFacts> } | null = null;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** The register with all that is on disk now. Readers of one process wait for each other. */
  async current(): Promise<Register> {
    const reading = this.#reading.then(() => this.#readOn());
    this.#reading = reading.catch(() => {});
    await reading;
    return this.#register;
  }

  /**
   * What was known when a day began: see `recordedFacts`. `key` changes with it; `known`: number of the last event that was read;
   * `guidance`: every recommendation of coordination bodies, whether it applies or not.
   */
  async factsBefore(
    day: IsoDay,
  ): Promise<KeyedFacts & { readonly known: number; readonly guidance: readonly GuidanceStanding[] }> {
    const register = await this.current();
    const known = register.head.seq;
    const key = `${register.factsAt} ${register.counts.get('erased') ?? 0} ${day}`;
    if (this.#facts?.key !== key) this.#facts = { key, facts: this.#factsOf(register, day) };
    const guidance = register.guidance();
    return { ...(await this.#facts.facts), known, guidance };
  }

  /** What was known when a day began, by the events up to a number: what a proposal of then was made from. */
  async factsAt(day: IsoDay, to: number): Promise<RecordedFacts> {
    const register = new Register();
    for await (const event of eventsOf(this.#log, to)) register.apply(event);
    return (await this.#factsOf(register, day)).facts;
  }

  async #readOn(): Promise<void> {
    let register = this.#register;
    for (;;) {
      const page = await this.#log.read({ from: register.head.seq + 1, limit: PAGE });
      const [first] = page;
      // Another log in the place of the one that was read: a backup put back.
      if (first && first.prev !== register.head.hash) register = new Register();
      else for (const event of page) this.#take(register, event);
      if (page.length === 0) break;
    }
    this.#register = register;
  }

  #take(register: Register, event: ChainedEvent): void {
    register.apply(event);
    if (event.kind !== 'erased') return;
    // What is erased must not stay in memory.
    this.#names.clear();
    this.#facts = null;
  }

  async #factsOf(register: Register, day: IsoDay): Promise<KeyedFacts> {
    const cases = register.cases();
    const lives = register.lives();
    if (cases.length === 0 && lives.length === 0) return { facts: NO_FACTS, key: '' };
    const households = [
      ...cases.flatMap(({ candidates }) => candidates.map(({ household }) => household)),
      ...lives.map(({ body }) => body.household),
    ];
    const names = new Map<Commitment, DemandNumber>();
    for (const household of households) names.set(household, await this.#nameOf(household));
    const facts = recordedFacts({ cases, lives }, (household) => names.get(household)!, day);
    return { facts, key: createHash('sha256').update(canonicalJson(facts)).digest('hex').slice(0, 16) };
  }

  async #nameOf(household: Commitment): Promise<DemandNumber> {
    const known = this.#names.get(household) ?? (await this.#log.numberOf(household));
    if (known === null) return standIn(household);
    this.#names.set(household, known);
    return known;
  }
}

export interface KeyedFacts {
  readonly facts: RecordedFacts;
  /** Empty while nothing is on record. */
  readonly key: string;
}

/** Rows of the ledgers keep their shape: what names nobody any more gets a number that names nobody. */
const standIn = (household: Commitment): DemandNumber =>
  erasedNumber(Number.parseInt(household.slice(0, 8), 16) % 1_000_000);

const readers = new WeakMap<Store, RegisterReader>();

/** The reader of a store, one for all who ask. */
export const registerOf = (store: Store): RegisterReader => {
  const known = readers.get(store) ?? new RegisterReader(store.events);
  readers.set(store, known);
  return known;
};
