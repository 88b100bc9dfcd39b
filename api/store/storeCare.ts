import { existsSync } from 'node:fs';
import { InputError } from '../../engine/domain/issue.ts';
import { type BackupSummary, checkBackup, readBackup, writeBackup } from './backup.ts';
import { type OpenedSql, openForRestore, openSql } from './openSql.ts';
import { backupLines, insertBackup } from './sql/backupTables.ts';
import { checkTables, type StoreCheck } from './sql/check.ts';
import { SCHEMA_VERSION } from './sql/migrations.ts';

/** What an administrator does with a store, besides using it. */
export interface StoreCare {
  /** @throws InputError `file.exists`, `file.unwritable`, `store.…`. */
  backup(place: string, file: string): Promise<BackupSummary>;
  /**
   * Restores a backup of either engine into a place that holds nothing, as one transaction.
   *
   * @throws InputError `store.not-empty`, `store.newer`, `backup.…`, `file.unreadable`.
   */
  restore(place: string, file: string): Promise<void>;
  /** Reads everything back and recounts it. */
  check(place: string): Promise<StoreCheck>;
}

const using = async <T>(place: string, work: (opened: OpenedSql) => Promise<T>): Promise<T> => {
  const opened = await openSql(place, null);
  try {
    return await work(opened);
  } finally {
    await opened.engine.close();
  }
};

export const storeCare: StoreCare = {
  async backup(place, file) {
    if (existsSync(file)) throw new InputError([{ code: 'file.exists', path: 'file', received: file }]);
    return using(place, ({ engine }) =>
      engine.read((db) => writeBackup(file, SCHEMA_VERSION, backupLines(db))),
    );
  },

  async restore(place, file) {
    // The whole file first: a damaged one leaves no half-made store behind.
    const schema = await checkBackup(file);
    if (schema > SCHEMA_VERSION)
      throw new InputError([{ code: 'store.newer', path: 'schema', file, received: String(schema) }]);
    const engine = await openForRestore(place);
    try {
      await engine.migrate((writing) => insertBackup(writing, engine, schema, readBackup(file)));
    } finally {
      await engine.close();
    }
  },

  check: (place) => using(place, ({ engine }) => checkTables(engine)),
};
