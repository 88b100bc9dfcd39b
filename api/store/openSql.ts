import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../engine/domain/issue.ts';
import { readFileFolder, removeFileFolder } from './fileFolder.ts';
import { DATABASE_FILE, holdsData, isServer, MANIFEST_FILE } from './places.ts';
import type { Engine } from './sql/engine.ts';
import { storeFailure } from './sql/failures.ts';
import { insertFileFolder } from './sql/fromFileFolder.ts';
import { PostgresEngine } from './sql/postgresEngine.ts';
import { SqliteEngine } from './sql/sqliteEngine.ts';
import { SqlStore } from './sql/sqlStore.ts';
import type { StoreMaking, StoreUse } from './store.ts';

/** A store with the engine under it: for what looks after stores. */
export interface OpenedSql {
  readonly store: SqlStore;
  readonly engine: Engine;
}

/** A folder has one SQLite file, `postgres://…` is a server. @throws InputError as `OpenStore`. */
export const openSql = (place: string, making: StoreMaking | null, use: StoreUse = {}): Promise<OpenedSql> =>
  isServer(place) ? openServer(place, making, use) : openFolder(place, making, use);

const openServer = async (address: string, making: StoreMaking | null, use: StoreUse): Promise<OpenedSql> => {
  const engine = await PostgresEngine.open(address);
  return closingOnError(engine, async () => {
    if (await engine.isEmpty()) {
      if (making === null) throw missing(engine.place);
      await SqlStore.make(engine, making, async () => {});
    }
    return { engine, store: await SqlStore.open(engine, making, use) };
  });
};

const openFolder = async (folder: string, making: StoreMaking | null, use: StoreUse): Promise<OpenedSql> => {
  const file = join(folder, DATABASE_FILE);
  if (!holdsData(folder)) {
    if (making === null) throw missing(folder);
    await makeDirectory(folder);
  }
  const engine = new SqliteEngine(file);
  return closingOnError(engine, async () => {
    if (use.owner === 'server') await engine.own('server');
    // A program that stopped while it made the tables left a file without any.
    if (!existsSync(file) || (await engine.isEmpty())) await makeFolder(engine, folder, making);
    const store = await SqlStore.open(engine, making, use);
    if (existsSync(join(folder, MANIFEST_FILE))) await removeFileFolder(folder);
    return { engine, store };
  });
};

/** The engine of a place where nothing is yet. @throws InputError `store.not-empty`, `store.locked`, `store.unreachable`. */
export const openForRestore = async (place: string): Promise<Engine> => {
  if (isServer(place)) {
    const engine = await PostgresEngine.open(place);
    return closingOnError(engine, async () => {
      if (!(await engine.isEmpty())) throw notEmpty(engine.place);
      return engine;
    });
  }
  await makeDirectory(place);
  const engine = new SqliteEngine(join(place, DATABASE_FILE));
  return closingOnError(engine, async () => {
    await engine.own('writer');
    if (existsSync(join(place, MANIFEST_FILE))) throw notEmpty(place);
    if (existsSync(join(place, DATABASE_FILE)) && !(await engine.isEmpty())) throw notEmpty(place);
    return engine;
  });
};

const makeDirectory = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw storeFailure(error, folder);
  });
};

/** A new store; with what the folder's files held, when a program of before wrote them. */
const makeFolder = async (
  engine: SqliteEngine,
  folder: string,
  making: StoreMaking | null,
): Promise<void> => {
  // Two programs may find the same folder: the second is told, before it reads files that the first takes away.
  await engine.own('writer');
  const files = await readFileFolder(folder);
  if (files !== null) await SqlStore.make(engine, files, (writing) => insertFileFolder(writing, files));
  else if (making === null) throw missing(folder);
  else await SqlStore.make(engine, making, async () => {});
};

const missing = (place: string): InputError =>
  new InputError([{ code: 'store.missing', path: 'data', received: place }]);

const notEmpty = (place: string): InputError =>
  new InputError([{ code: 'store.not-empty', path: 'data', received: place }]);

const closingOnError = async <T>(engine: Engine, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    await engine.close();
    throw error;
  }
};
