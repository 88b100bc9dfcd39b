import type { DemandNumber } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { canonicalJson, parseCanonical } from '../../records/canonicalJson.ts';
import { type ChainHead, chainLink } from '../../records/chain.ts';
import type { Commitment, OpenedCommitment } from '../../records/commitment.ts';
import { type ChainedEvent, checkEvent, type NewEvent } from '../../records/event.ts';
import { type Erasure, type EventLog, type Mention, staleEvents } from '../eventLog.ts';
import type { Reduced } from '../forgotten.ts';
import type { Engine } from './engine.ts';
import { eraseHouseholds } from './erase.ts';
import type { Remembered } from './remembered.ts';
import type { Db, Tables } from './tables.ts';

/** Rows of one insertion: seven columns at most, and both engines take 32,766 values. */
const ROWS_INSERTED = 200;

/** The tables `events`, `chain` and `commitments`. */
export class SqlEvents implements EventLog {
  readonly #engine: Engine;
  readonly #remembered: Remembered;

  constructor(engine: Engine, remembered: Remembered) {
    this.#engine = engine;
    this.#remembered = remembered;
  }

  head(): Promise<ChainHead> {
    return this.#remembered.get('head', () => this.#engine.read(chainHead));
  }

  append(events: readonly NewEvent[], after?: number): Promise<readonly ChainedEvent[]> {
    return this.#engine.write(({ db }) => appendEvents(db, events, after));
  }

  async read({
    from,
    limit,
  }: {
    readonly from: number;
    readonly limit: number;
  }): Promise<readonly ChainedEvent[]> {
    if (from > (await this.head()).seq) return [];
    const rows = await this.#engine.read((db) =>
      db.selectFrom('events').selectAll().where('seq', '>=', from).orderBy('seq').limit(limit).execute(),
    );
    return rows.map(readEvent);
  }

  async numberOf(commitment: Commitment): Promise<DemandNumber | null> {
    const row = await this.#engine.read((db) =>
      db.selectFrom('commitments').select('number').where('commitment', '=', commitment).executeTakeFirst(),
    );
    return (row?.number ?? null) as DemandNumber | null;
  }

  commitmentsOf(number: DemandNumber): Promise<readonly OpenedCommitment[]> {
    return this.#engine.read(async (db) => {
      const rows = await db
        .selectFrom('commitments')
        .select(['commitment', 'number', 'salt'])
        .where('number', '=', number)
        .orderBy('seq')
        .orderBy('commitment')
        .execute();
      return rows as OpenedCommitment[];
    });
  }

  mentions(): Promise<readonly Mention[]> {
    return this.#engine.read(async (db) => {
      const rows = await db
        .selectFrom('commitments')
        .innerJoin('events', 'events.seq', 'commitments.seq')
        .select(['commitments.commitment', 'commitments.number', 'events.at'])
        .orderBy('commitments.seq')
        .orderBy('commitments.commitment')
        .execute();
      return rows as Mention[];
    });
  }

  erase(
    numbers: readonly DemandNumber[],
    events: readonly NewEvent[] = [],
    reduced: Reduced = (allocation) => allocation,
  ): Promise<Erasure> {
    return this.#engine.write(async (writing) => {
      const erasure = await eraseHouseholds(writing, numbers, reduced);
      await appendEvents(writing.db, events);
      return erasure;
    });
  }
}

export const chainHead = async (db: Db): Promise<ChainHead> => {
  const head = await db.selectFrom('chain').select(['seq', 'hash']).executeTakeFirst();
  return head ?? { seq: 0, hash: null };
};

/**
 * Appends events to the chain, with their commitments, inside a transaction.
 *
 * @param after see `EventLog.append`.
 * @throws InputError `events.stale`; Error for an event that its kind does not allow.
 */
export const appendEvents = async (
  db: Db,
  events: readonly NewEvent[],
  after?: number,
): Promise<readonly ChainedEvent[]> => {
  if (events.length === 0) return [];
  for (const event of events) checkEvent(event);
  const [head] = await db
    .updateTable('chain')
    .set((row) => ({ seq: row('seq', '+', events.length) }))
    .where('number', '=', 1)
    .returning(['seq', 'hash'])
    .execute();
  if (head === undefined) throw new Error('store: the chain has no head');
  const before = head.seq - events.length;
  if (after !== undefined && after !== before) throw staleEvents(before, after);
  let prev = head.hash;
  const chained: ChainedEvent[] = [];
  for (const [index, event] of events.entries()) {
    const link = chainLink(prev, event, before + index + 1);
    chained.push(link);
    prev = link.hash;
  }
  const commitments = events.flatMap((event, index) =>
    event.commitments.map(({ commitment, number, salt }) => ({
      commitment,
      number,
      salt,
      seq: chained[index]!.seq,
    })),
  );
  for (const rows of pieces(chained.map(eventRow))) await db.insertInto('events').values(rows).execute();
  for (const rows of pieces(commitments))
    await db
      .insertInto('commitments')
      .values(rows)
      // The same number under the same salt: a commitment that an earlier event made.
      .onConflict((conflict) => conflict.column('commitment').doNothing())
      .execute();
  await db.updateTable('chain').set({ hash: prev }).where('number', '=', 1).execute();
  return chained;
};

const pieces = <T>(rows: readonly T[]): readonly T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_INSERTED) }, (_, i) =>
    rows.slice(i * ROWS_INSERTED, (i + 1) * ROWS_INSERTED),
  );

const eventRow = ({ seq, at, actor, kind, body, prev, hash }: ChainedEvent): Tables['events'] => ({
  seq,
  at,
  actor,
  kind,
  body: canonicalJson(body),
  prev,
  hash,
});

/** @throws InputError `store.damaged` for a body that is not as it was written; a chain that does not hold is the verifier's to tell. */
export const readEvent = (row: Tables['events']): ChainedEvent => {
  const body = parseCanonical(row.body);
  if (body === null) throw new InputError([{ code: 'store.damaged', path: 'events', file: String(row.seq) }]);
  return { ...row, body } as ChainedEvent;
};
