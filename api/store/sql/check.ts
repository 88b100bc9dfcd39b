import { InputError } from '../../../engine/domain/issue.ts';
import { ChainFollower, type ChainHead } from '../../records/chain.ts';
import { KINDS, type Kind } from '../store.ts';
import { readDocument } from './documents.ts';
import type { Engine } from './engine.ts';
import { chainHead, readEvent } from './events.ts';
import { readMeta } from './migrations.ts';
import { allRows } from './rows.ts';
import type { Db } from './tables.ts';

/** What is wrong, and where. `what`: a kind of row, a collection, `events`, or `file` for the engine's own files. */
interface StoreDamage {
  readonly what: string;
  /** Document, or number of the first event that does not hold; null where there is none to name. */
  readonly which: string | null;
}

export interface StoreCheck {
  readonly place: string;
  readonly engine: Engine['name'];
  readonly schema: number;
  readonly territory: string;
  /** False when the server does not wait for the disk (`fsync = off`): a power cut could lose what was acknowledged. */
  readonly durable: boolean;
  /** Rows of each kind; null for one that is damaged. */
  readonly rows: readonly { readonly kind: Kind; readonly count: number | null }[];
  readonly documents: number;
  readonly head: ChainHead;
  readonly damages: readonly StoreDamage[];
}

const EVENTS_AT_ONCE = 1_000;

/** Reads everything back, against the sums and hashes that were written with it. */
export const checkTables = async (engine: Engine): Promise<StoreCheck> => {
  const files = (await engine.damages()).map(() => ({ what: 'file', which: null }));
  return engine.read(async (db) => {
    const meta = await readMeta(db);
    const rows = [];
    for (const kind of KINDS) rows.push({ kind, count: await countOf(db, kind, engine.place) });
    const documents = await checkDocuments(db);
    const events = await checkEvents(db);
    return {
      place: engine.place,
      engine: engine.name,
      schema: Number(meta.get('schema')),
      territory: meta.get('territory') ?? '',
      durable: engine.durable,
      rows,
      documents: documents.count,
      head: await chainHead(db),
      damages: [
        ...files.slice(0, 1),
        ...rows.flatMap(({ kind, count }) => (count === null ? [{ what: kind, which: null }] : [])),
        ...documents.damages,
        ...events,
      ],
    };
  });
};

const isDamage = (error: unknown): error is InputError =>
  error instanceof InputError && error.issues[0]?.code === 'store.damaged';

const countOf = async (db: Db, kind: Kind, place: string): Promise<number | null> => {
  try {
    return (await allRows(db, kind, place)).length;
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
};

const checkDocuments = async (db: Db) => {
  const keys = await db
    .selectFrom('documents')
    .select(['collection', 'id'])
    .orderBy('collection')
    .orderBy('id')
    .execute();
  const damages: StoreDamage[] = [];
  for (const { collection, id } of keys) {
    const row = await db
      .selectFrom('documents')
      .selectAll()
      .where('collection', '=', collection)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    try {
      readDocument(row);
    } catch (error) {
      if (!isDamage(error)) throw error;
      damages.push({ what: collection, which: id });
    }
  }
  return { count: keys.length, damages };
};

const checkEvents = async (db: Db): Promise<readonly StoreDamage[]> => {
  const head = await chainHead(db);
  const follower = new ChainFollower(head);
  const broken = (seq: number): StoreDamage[] => [{ what: 'events', which: String(seq) }];
  for (let from = 1; ; from += EVENTS_AT_ONCE) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('seq', '>=', from)
      .orderBy('seq')
      .limit(EVENTS_AT_ONCE)
      .execute();
    for (const row of rows)
      try {
        const link = follower.next(readEvent(row));
        if (link !== null) return broken(link.seq);
      } catch (error) {
        if (!isDamage(error)) throw error;
        return broken(row.seq);
      }
    if (rows.length < EVENTS_AT_ONCE) break;
  }
  const end = follower.end();
  if (end.outcome === 'broken') return broken(end.broken.seq);
  return end.head.seq === head.seq ? [] : broken(head.seq + 1);
};
