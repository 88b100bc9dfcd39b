import { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { NewEvent } from '../../records/event.ts';
import type { DocumentCollection } from '../documents.ts';
import type { EventLog } from '../eventLog.ts';
import type { ReadTrail } from '../readTrail.ts';
import {
  type CommitSummary,
  type ImportEntry,
  type ImportOrigin,
  KINDS,
  type Kind,
  type Rows,
  type Store,
  type StoreMaking,
  type StoreUse,
} from '../store.ts';
import { SqlDocuments } from './documents.ts';
import type { Engine, Writing } from './engine.ts';
import { appendEvents, SqlEvents } from './events.ts';
import { migrateFrom, readMeta, SCHEMA_VERSION, setMeta } from './migrations.ts';
import { SqlReads } from './reads.ts';
import { Remembered } from './remembered.ts';
import { allRows, commitRows, oneRow } from './rows.ts';
import { sha256Of } from './sha256.ts';
import type { Db } from './tables.ts';

/** What a store is made with, besides its tables. */
type FirstContent = (writing: Writing) => Promise<void>;

/** A store on either engine. */
export class SqlStore implements Store {
  readonly territory: string;
  readonly referenceDay: IsoDay | null;
  readonly sessions: DocumentCollection;
  readonly events: EventLog;
  readonly readTrail: ReadTrail;
  readonly #engine: Engine;
  readonly #remembered: Remembered;

  private constructor(engine: Engine, { territory, referenceDay }: StoreMaking) {
    this.#engine = engine;
    this.#remembered = new Remembered(engine);
    this.territory = territory;
    this.referenceDay = referenceDay;
    this.sessions = this.collection('sessions');
    this.events = new SqlEvents(engine, this.#remembered);
    this.readTrail = new SqlReads(engine);
  }

  /**
   * Opens the store of an engine whose tables exist, brought to this version.
   *
   * @throws InputError `store.territory`, `store.newer`, `store.damaged`, `store.not-simulated`.
   */
  static async open(engine: Engine, making: StoreMaking | null, use: StoreUse = {}): Promise<SqlStore> {
    const before = versionOf(await engine.read(readMeta), engine);
    if (before < SCHEMA_VERSION) {
      await engine.copyAside(`precal-avant-version-${SCHEMA_VERSION}.db`);
      await engine.migrate(async ({ db }) => migrateFrom(versionOf(await readMeta(db), engine), db, engine));
    }
    const meta = await engine.read(readMeta);
    const [territory, day] = [meta.get('territory'), meta.get('referenceDay')];
    const referenceDay = day === undefined ? null : IsoDay.safeParse(day).data;
    if (territory === undefined || referenceDay === undefined) throw damaged(engine, 'meta');
    if (use.anew) return SqlStore.#anew(engine, { territory, referenceDay }, making);
    if (making !== null && making.territory !== territory)
      throw new InputError([
        { code: 'store.territory', path: 'territory', received: making.territory, expected: territory },
      ]);
    return new SqlStore(engine, { territory, referenceDay });
  }

  /** Makes the tables and what goes in them first, as one transaction: another program that does the same comes second. */
  static async make(engine: Engine, making: StoreMaking, content: FirstContent): Promise<void> {
    await engine.migrate(async (writing) => {
      if (!(await engine.isEmpty())) return;
      await migrateFrom(0, writing.db, engine);
      await describe(writing.db, making);
      await content(writing);
    });
  }

  static async #anew(engine: Engine, found: StoreMaking, making: StoreMaking | null): Promise<SqlStore> {
    if (making === null) throw new Error('store: what is made anew is made for a territory');
    if (found.referenceDay === null || making.referenceDay === null)
      throw new InputError([{ code: 'store.not-simulated', path: 'data', received: engine.place }]);
    await engine.write(async ({ db }) => {
      await db
        .updateTable('kinds')
        .set((row) => ({ revision: row('revision', '+', 1), row_count: 0, checksum: '0' }))
        .execute();
      for (const table of ['rows', 'imports', 'documents', 'events', 'commitments', 'reads'] as const)
        await db.deleteFrom(table).execute();
      await db.updateTable('chain').set({ seq: 0, hash: null }).execute();
      await db.deleteFrom('meta').where('name', '<>', 'schema').execute();
      await describe(db, making);
    });
    return new SqlStore(engine, making);
  }

  get place(): string {
    return this.#engine.place;
  }

  stamp(): string | null {
    return this.#remembered.stamp();
  }

  async revision(): Promise<string> {
    return this.#remembered.get('revision', async () => {
      const kinds = await this.#engine.read((db) =>
        db.selectFrom('kinds').selectAll().orderBy('kind').execute(),
      );
      return sha256Of(JSON.stringify(kinds)).slice(0, 16);
    });
  }

  all<K extends Kind>(kind: K): Promise<readonly Rows[K][]> {
    return this.#engine.read((db) => allRows(db, kind, this.place));
  }

  row<K extends Kind>(kind: K, key: string): Promise<Rows[K] | null> {
    return this.#engine.read((db) => oneRow(db, kind, key));
  }

  commit<K extends Kind>(
    kind: K,
    rows: readonly Rows[K][],
    origin: ImportOrigin,
    events: readonly NewEvent[] = [],
  ): Promise<CommitSummary> {
    return this.#engine.write(async (writing) => {
      const summary = await commitRows(writing, kind, rows, origin);
      await appendEvents(writing.db, events);
      return summary;
    });
  }

  async imports(): Promise<readonly ImportEntry[]> {
    const rows = await this.#engine.read((db) =>
      db.selectFrom('imports').selectAll().orderBy('number').execute(),
    );
    return rows.map(({ number, kind, ...entry }) => ({ ...entry, kind: kindOf(kind, this.#engine) }));
  }

  collection(name: string): DocumentCollection {
    return new SqlDocuments(this.#engine, this.#remembered, name);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

const describe = async (db: Db, { territory, referenceDay }: StoreMaking): Promise<void> => {
  await setMeta(db, 'territory', territory);
  if (referenceDay !== null) await setMeta(db, 'referenceDay', referenceDay);
};

/** @throws InputError `store.newer`, `store.damaged`. */
export const versionOf = (meta: ReadonlyMap<string, string>, engine: Engine): number => {
  const version = Number(meta.get('schema'));
  if (!Number.isInteger(version) || version < 1) throw damaged(engine, 'meta');
  if (version > SCHEMA_VERSION)
    throw new InputError([
      { code: 'store.newer', path: 'schema', file: engine.place, received: String(version) },
    ]);
  return version;
};

const kindOf = (text: string, engine: Engine): Kind => {
  const kind = KINDS.find((each) => each === text);
  if (kind === undefined) throw damaged(engine, 'imports');
  return kind;
};

const damaged = ({ place }: Engine, path: string): InputError =>
  new InputError([{ code: 'store.damaged', path, file: place }]);
