import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { PostgresEngine } from '../../api/store/sql/postgresEngine.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { aDemand } from '../support/demands.ts';
import {
  POSTGRES_BINARIES,
  type PrivateServer,
  postgresRequired,
  startPostgres,
} from '../support/postgres.ts';
import { storeContract } from './contract.ts';
import { codeOf, mel, origin } from './contractSupport.ts';
import { fillStore } from './filled.ts';

// Named so that the closing lines of a run without PostgreSQL can say what was not tested.
describe.skipIf(POSTGRES_BINARIES === null && !postgresRequired)('on PostgreSQL', () => {
  let server: PrivateServer;
  beforeAll(async () => {
    server = await startPostgres({ durable: false });
  });
  afterAll(() => server?.remove());

  storeContract('PostgreSQL', () => ({
    openStore,
    newPlace: () => server.database(),
    sql: (place, statement) => server.sql(place, `set search_path to precal; ${statement}`),
  }));

  test('a backup of a folder is restored here, and back, row for row', async () => {
    const root = await mkdtemp(join(tmpdir(), 'precal-backup-'));
    try {
      const folder = join(root, 'données');
      await fillStore(await openStore(folder, mel));
      const address = await server.database();
      await storeCare.backup(folder, join(root, 'un.jsonl'));
      await storeCare.restore(address, join(root, 'un.jsonl'));
      await storeCare.backup(address, join(root, 'deux.jsonl'));
      await storeCare.restore(join(root, 'retour'), join(root, 'deux.jsonl'));
      await storeCare.backup(join(root, 'retour'), join(root, 'trois.jsonl'));
      const [one, two, three] = await Promise.all(
        ['un', 'deux', 'trois'].map((name) => readFile(join(root, `${name}.jsonl`), 'utf8')),
      );
      expect(two).toBe(one);
      expect(three).toBe(one);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  test('what is shown of its address holds neither account nor password', async () => {
    const address = (await server.database()).replace('precal@', 'precal:secret@');
    const store = await openStore(address, mel);
    expect(store.place).toMatch(/^postgres:\/\//);
    expect(store.place).not.toMatch(/secret|precal@/);
  });

  test('other tables of the database are left alone', async () => {
    const address = await server.database();
    await server.sql(address, 'create table meta (name text); create table rows (x int)');
    const store = await openStore(address, mel);
    await store.commit('demands', [aDemand(1)], origin);
    await server.sql(address, 'select x from public.rows');
    expect(await store.all('demands')).toEqual([aDemand(1)]);
  });

  test('two programs that make the same store make one', async () => {
    const address = await server.database();
    const [one, two] = await Promise.all([openStore(address, mel), openStore(address, mel)]);
    await one.commit('demands', [aDemand(1)], origin);
    expect(await two.all('demands')).toEqual([aDemand(1)]);
  });

  test('a server told not to wait for the disk is said by the check', async () => {
    const address = await server.database();
    await (await openStore(address, mel)).close();
    expect(await storeCare.check(address)).toMatchObject({ durable: false });
  });

  test('a session that does not wait for the disk is made to', async () => {
    const address = await server.database();
    const name = new URL(address).pathname.slice(1);
    await server.sql(address, `alter database ${name} set synchronous_commit = off`);
    const store = await openStore(address, mel);
    await server.sql(
      address,
      `create table public.seen (waits text);
       create function public.see() returns trigger language plpgsql as
         $$begin insert into public.seen values (current_setting('synchronous_commit')); return null; end$$;
       create trigger see after insert on precal.documents execute function public.see()`,
    );
    await store.sessions.save({ id: 'S-1', version: 1, document: {} }, 0);
    await server.sql(address, `do $$begin assert (select waits from public.seen) = 'on'; end$$`);
  });

  test.each([
    ['no such database', (address: string) => address.replace(/\/d\w+\?/, '/absente?'), 'store.access'],
    ['no such server', (address: string) => address.replace(/host=.*/, 'host=/nowhere'), 'store.unreachable'],
    ['no answer', () => 'postgres://precal@127.0.0.1:9/base', 'store.unreachable'],
  ])('%s', async (_, change, code) => {
    expect(await codeOf(openStore(change(await server.database()), mel))).toBe(code);
  });

  test('an account without the right to create is told', async () => {
    const address = await server.database();
    await server.sql(
      address,
      `do $$begin create role lecteur login; exception when duplicate_object then null; end$$`,
    );
    expect(await codeOf(openStore(address.replace('precal@', 'lecteur@'), mel))).toBe('store.access');
  });

  test('a connection cut between two statements of a transaction ends the transaction, not the program', async () => {
    const address = await server.database();
    const name = new URL(address).pathname.slice(1);
    const engine = await PostgresEngine.open(address);
    const cut = engine.read(async () => {
      await server.sql(
        address.replace(name, 'postgres'),
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`,
      );
      // Nothing is asked of the connection when its end arrives.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return 1;
    });
    expect(await codeOf(cut)).toBe('store.unreachable');
    expect(await engine.read(async () => 2)).toBe(2);
    await engine.close();
  });

  test('connections that the server cuts are told, and replaced', async () => {
    const address = await server.database();
    const store = await openStore(address, mel);
    const name = new URL(address).pathname.slice(1);
    await server.sql(
      address.replace(name, 'postgres'),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    const first = await codeOf(store.all('demands'));
    expect([undefined, 'store.unreachable']).toContain(first);
    expect(await store.all('demands')).toEqual([]);
  });
});
