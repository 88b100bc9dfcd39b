import { randomBytes } from 'node:crypto';
import type { DemandNumber, DwellingId, VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import {
  type Commitment,
  commitTo,
  type OpenedCommitment,
  SALT_BYTES,
  type SaltSource,
} from '../records/commitment.ts';
import type { EventContent, KindAndBody, NewEvent, RecordedChange, RecordedList } from '../records/event.ts';
import {
  commitmentsIn,
  readRecord,
  type SessionRecord,
  type WrittenRecord,
  writeRecord,
} from '../records/record.ts';
import { readShortlistRecord, type ShortlistRecord } from '../records/shortlistRecord.ts';
import { completeLists, type SessionChange, type StoredSession } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import { PROGRAM_VERSION } from './programVersion.ts';
import { registerOf } from './register.ts';

/** Who does something, and when. */
export interface Author {
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** Account; left out: whoever uses this machine. */
  readonly actor?: string;
}

/** Account of what is done without one: on this machine, by the command line. */
export const LOCAL_ACTOR = 'local';

/** What was done to a session. */
export type SessionAct =
  | { readonly kind: 'proposed' | 'recomputed' | 'cancelled' }
  | { readonly kind: 'changed'; readonly changes: readonly SessionChange[] }
  | { readonly kind: 'undone'; readonly undid: number };

/** Collection of the store where records are kept, by their hash. */
export const RECORDS = 'records';

/**
 * What goes into the register when a session is saved: the event, with the hash of the session's record. The record itself is on disk
 * before the event that names it; one that no event names, because the save was refused, proves nothing and binds nobody.
 */
export class SessionRecorder {
  readonly #store: Store;
  readonly #salts: SaltSource;
  readonly #dwellingOf = new Map<VacancyId, DwellingId>();

  constructor(store: Store, salts: SaltSource = () => randomBytes(SALT_BYTES)) {
    this.#store = store;
    this.#salts = salts;
  }

  /**
   * Events of a change, to be saved with it. A session of before the register is written down first as it stood.
   *
   * @param before the session as it was read; null for a new one.
   */
  async eventsOf(
    before: StoredSession | null,
    after: StoredSession,
    act: SessionAct,
    author: Author,
  ): Promise<readonly NewEvent[]> {
    const events: NewEvent[] = [];
    let known = before && (await this.#commitmentsOf(before));
    if (before !== null && known === null) {
      const adopted = await this.#event(before, new Map(), { kind: 'proposed' }, author);
      events.push(adopted.event);
      known = adopted.known;
    }
    events.push((await this.#event(after, known ?? new Map(), act, author)).event);
    return events;
  }

  /** The event that writes down a session of before the register; null when it is there already. */
  async adoption(session: StoredSession, author: Author): Promise<NewEvent<'session-proposed'> | null> {
    if ((await this.#commitmentsOf(session)) !== null) return null;
    const { event } = await this.#event(session, new Map(), { kind: 'proposed' }, author);
    return event as NewEvent<'session-proposed'>;
  }

  /** Commitment of each household of a session, as its last record has them; null for a session of before the register. */
  async #commitmentsOf({
    id,
    version,
    document,
  }: StoredSession): Promise<ReadonlyMap<string, Commitment> | null> {
    const standing = (await registerOf(this.#store).current()).session(id);
    if (standing === null) return null;
    // Somebody saved another version since this one was read: its record is of other lists.
    if (standing.version > version)
      throw new InputError([
        {
          code: 'session.stale',
          path: 'version',
          received: String(version),
          expected: String(standing.version),
        },
      ]);
    return commitmentsIn(document, await findSessionRecord(this.#store, standing.record));
  }

  async #event(
    { id, version, document }: StoredSession,
    before: ReadonlyMap<string, Commitment>,
    act: SessionAct,
    { at, actor = LOCAL_ACTOR }: Author,
  ): Promise<{ readonly event: NewEvent; readonly known: ReadonlyMap<string, Commitment> }> {
    const known = new Map(before);
    const commitments: OpenedCommitment[] = [];
    const nameOf = (number: string): Commitment => {
      const found = known.get(number);
      if (found !== undefined) return found;
      const opened = commitTo(number as DemandNumber, this.#salts());
      known.set(number, opened.commitment);
      commitments.push(opened);
      return opened.commitment;
    };
    const record = writeRecord({ program: PROGRAM_VERSION, session: id, version, document }, nameOf);
    await this.#keep(record);
    const head = { session: id, version, record: record.hash };
    const dwellings = act.kind === 'cancelled' ? null : await this.#dwellings(document.lists);
    const lists = (dwellings === null ? [] : completeLists(document)).map(
      ({ vacancy, candidates }): RecordedList => ({
        vacancy,
        dwelling: dwellings!.get(vacancy)!,
        candidates: candidates.map(nameOf),
      }),
    );
    const content = { at, actor, ...bodyOf(act, head, { lists, asOf: document.asOf, nameOf }) };
    return { event: { ...(content as EventContent), commitments }, known };
  }

  /** Dwelling of each vacancy. A vacancy never changes dwelling: what was read once is kept. */
  async #dwellings(
    lists: readonly { readonly vacancy: VacancyId }[],
  ): Promise<ReadonlyMap<VacancyId, DwellingId>> {
    if (lists.some(({ vacancy }) => !this.#dwellingOf.has(vacancy)))
      for (const { id, dwelling } of await this.#store.all('vacancies')) this.#dwellingOf.set(id, dwelling);
    return this.#dwellingOf;
  }

  /** A record is named by its content: one that is there already is the same. */
  async #keep({ hash, text }: WrittenRecord): Promise<void> {
    const records = this.#store.collection(RECORDS);
    if ((await records.find(hash)) !== null) return;
    await records.save({ id: hash, version: 1, document: text }, 0);
  }
}

const bodyOf = (
  act: SessionAct,
  head: { readonly session: string; readonly version: number; readonly record: string },
  {
    lists,
    asOf,
    nameOf,
  }: Pick<StoredSession['document'], 'asOf'> & {
    readonly lists: RecordedList[];
    readonly nameOf: (number: string) => Commitment;
  },
): KindAndBody => {
  switch (act.kind) {
    case 'proposed':
      return { kind: 'session-proposed', body: { ...head, lists, asOf } };
    case 'recomputed':
      return { kind: 'session-recomputed', body: { ...head, lists } };
    case 'cancelled':
      return { kind: 'session-cancelled', body: head };
    case 'undone':
      return { kind: 'session-undone', body: { ...head, lists, undid: act.undid } };
    case 'changed':
      return {
        kind: 'session-changed',
        body: { ...head, lists, changes: act.changes.map((change) => recordedChange(change, nameOf)) },
      };
  }
};

const recordedChange = (change: SessionChange, nameOf: (number: string) => Commitment): RecordedChange => {
  if (change.kind === 'pull' || change.kind === 'add') return change;
  if (change.kind === 'rerank') return { ...change, order: change.order.map(nameOf) };
  const { number, ...rest } = change;
  return { ...rest, household: nameOf(number) } as RecordedChange;
};

/** A record of either sort: their `format` tells them apart. @throws InputError `record.unknown`, `record.damaged`. */
export const findRecord = async (store: Store, hash: string): Promise<SessionRecord | ShortlistRecord> => {
  const found = await store.collection(RECORDS).find(hash);
  if (found === null) throw new InputError([{ code: 'record.unknown', path: 'record', received: hash }]);
  const { document } = found;
  const named = typeof document === 'string' ? { hash, text: document } : null;
  const record = named && (readRecord(named) ?? readShortlistRecord(named));
  if (record === null) throw new InputError([{ code: 'record.damaged', path: 'record', received: hash }]);
  return record;
};

/** @throws InputError as `findRecord`; `record.damaged` for the record of something else than a session. */
const findSessionRecord = async (store: Store, hash: string): Promise<SessionRecord> => {
  const record = await findRecord(store, hash);
  if (record.format === 'precal-record-1') return record;
  throw new InputError([{ code: 'record.damaged', path: 'record', received: hash }]);
};
