import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { aDemand } from '../support/demands.ts';
import { storeContract } from './contract.ts';
import { codeOf, mel, origin } from './contractSupport.ts';

const folders: string[] = [];
const newPlace = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-store-'));
  folders.push(folder);
  return join(folder, 'données');
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const sql = async (place: string, statement: string) => {
  const database = new Database(join(place, 'precal.db'));
  database.exec(statement);
  database.close();
};

storeContract('SQLite', () => ({ openStore, newPlace, sql }));

describe('a data folder', () => {
  const filled = async () => {
    const place = await newPlace();
    const store = await openStore(place, mel);
    await store.commit('demands', [aDemand(1)], origin);
    return { place, store };
  };

  test('only its owner may read it', async () => {
    const { place } = await filled();
    expect((await stat(place)).mode & 0o077).toBe(0);
    for (const name of await readdir(place)) expect((await stat(join(place, name))).mode & 0o077).toBe(0);
  });

  test('closed, one file holds everything', async () => {
    const { place, store } = await filled();
    expect(await readdir(place)).toContain('lock');
    expect((await stat(join(place, 'precal.db-wal'))).size).toBeGreaterThan(0);
    await store.close();
    expect(await readdir(place)).not.toContain('lock');
    expect((await stat(join(place, 'precal.db-wal'))).size).toBe(0);
    const copy = await newPlace();
    await mkdir(copy);
    await copyFile(join(place, 'precal.db'), join(copy, 'precal.db'));
    expect(await (await openStore(copy, null)).all('demands')).toEqual([aDemand(1)]);
  });

  test('a file that is no database is refused', async () => {
    const { place, store } = await filled();
    await store.close();
    await writeFile(
      join(place, 'precal.db'),
      'tout autre chose, et assez long pour en avoir l’air'.repeat(40),
    );
    expect(await codeOf(openStore(place, mel))).toBe('store.damaged');
  });

  test('a file with damaged pages is refused, or said by the check', async () => {
    const place = await newPlace();
    const store = await openStore(place, mel);
    await store.commit(
      'demands',
      Array.from({ length: 200 }, (_, i) => aDemand(i + 1)),
      origin,
    );
    await store.close();
    const bytes = await readFile(join(place, 'precal.db'));
    bytes.fill(0xff, bytes.length - 40_000, bytes.length - 20_000);
    await writeFile(join(place, 'precal.db'), bytes);
    const found = await storeCare.check(place).then(
      ({ damages }) => damages.length,
      (error: { issues: { code: string }[] }) => error.issues[0]?.code,
    );
    expect(found === 'store.damaged' || Number(found) > 0).toBe(true);
  });

  test('a file without tables, left by a program that stopped while it made them, is as none', async () => {
    const place = await newPlace();
    await mkdir(place);
    await writeFile(join(place, 'precal.db'), '');
    expect(await codeOf(openStore(place, null))).toBe('store.missing');
    expect(await (await openStore(place, mel)).all('demands')).toEqual([]);
  });

  test('before its tables change, a copy of an older version is kept beside', async () => {
    const { place, store } = await filled();
    await store.close();
    for (const table of ['documents', 'chain', 'events', 'commitments', 'reads'])
      await sql(place, `drop table ${table}`);
    await sql(place, `update meta set value = '1' where name = 'schema'`);
    await (await openStore(place, null)).close();
    const copy = (await readdir(place)).find((name) => name.startsWith('precal-avant-version-'))!;
    const database = new Database(join(place, copy));
    expect(database.prepare('select count(*) as n from rows').get()).toMatchObject({ n: 1 });
    database.close();
    expect((await stat(join(place, copy))).mode & 0o077).toBe(0);
  });

  test('what is erased is no longer in the file', async () => {
    const { place, store } = await filled();
    await store.events.erase([aDemand(1).number]);
    await store.close();
    const bytes = await readFile(join(place, 'precal.db'));
    expect(bytes.includes(aDemand(1).number)).toBe(false);
  });
});

describe('one program writes to a folder', () => {
  const locked = async (owner: unknown) => {
    const place = await newPlace();
    await (await openStore(place, mel)).close();
    await writeFile(join(place, 'lock'), typeof owner === 'string' ? owner : JSON.stringify(owner));
    return place;
  };
  const parent = (role: string) => ({ pid: process.ppid, started: null, role });

  test.each([
    ['store.locked', parent('writer')],
    ['store.served', parent('server')],
    ['store.locked', String(process.ppid)],
  ])('while another lives, it is told: %s', async (code, owner) => {
    const place = await locked(owner);
    const store = await openStore(place, mel);
    expect(await codeOf(store.commit('demands', [aDemand(1)], origin))).toBe(code);
    expect(await codeOf(store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0))).toBe(code);
    expect(await codeOf(openStore(place, null, { owner: 'server' }))).toBe(code);
    expect(await store.all('demands')).toEqual([]);
  });

  test.each([
    ['dead', { pid: 99_999_999, started: null, role: 'server' }],
    ['dead, its number taken by another since', { ...parent('server'), started: '1' }],
    ['dead, of a program of before', '99999999'],
    ['no owner at all', 'rien'],
  ])('a lock left behind is taken over: %s', async (_, owner) => {
    const place = await locked(owner);
    const store = await openStore(place, mel);
    expect(await store.commit('demands', [aDemand(1)], origin)).toMatchObject({ added: 1 });
    await store.close();
    expect(await readdir(place)).not.toContain('lock');
  });

  test('the stores of one process share its lock; the last to close frees the folder', async () => {
    const place = await newPlace();
    const one = await openStore(place, mel, { owner: 'server' });
    const two = await openStore(place, null);
    await two.commit('demands', [aDemand(1)], origin);
    await one.close();
    expect(await readdir(place)).toContain('lock');
    await two.close();
    expect(await readdir(place)).not.toContain('lock');
  });

  test('a server that opens where this process writes takes the folder over', async () => {
    const place = await newPlace();
    const writer = await openStore(place, mel);
    const server = await openStore(place, null, { owner: 'server' });
    expect(JSON.parse(await readFile(join(place, 'lock'), 'utf8'))).toMatchObject({ role: 'server' });
    await writer.close();
    await server.close();
  });
});
