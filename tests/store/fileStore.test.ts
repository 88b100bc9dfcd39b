import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFileStore } from '../../api/store/fileStore.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aDemand } from '../support/demands.ts';
import { storeContract } from './contract.ts';

const mel = { territory: 'mel-2016', referenceDay: null };
const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-store-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

storeContract('files', async () => {
  const folder = await newFolder();
  return {
    store: await openFileStore(folder, mel),
    reopen: () => openFileStore(folder, mel),
  };
});

const origin = { file: 'demandes.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof InputError ? error.issues[0]?.code : String(error)),
  );

describe('file store: what must survive, and what must be said', () => {
  test('no folder and no territory: says it is missing', async () => {
    expect(await codeOf(openFileStore(join(await newFolder(), 'absent'), null))).toBe('store.missing');
  });

  test('a folder made for another territory is refused', async () => {
    const folder = await newFolder();
    await (await openFileStore(folder, mel)).commit('demands', [aDemand(1)], origin);
    expect(await codeOf(openFileStore(folder, { territory: 'sete', referenceDay: null }))).toBe(
      'store.territory',
    );
  });

  test.each([
    ['not JSON', '{"format":1,'],
    ['a field missing', '{"format":1,"territory":"mel-2016"}'],
  ])('a damaged manifest is refused: %s', async (_, text) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'store.json'), text);
    expect(await codeOf(openFileStore(folder, null))).toBe('store.damaged');
  });

  test('a folder written by a newer program is refused', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'store.json'), '{"format":2}');
    expect(await codeOf(openFileStore(folder, null))).toBe('store.newer');
  });

  test.each([
    ['a changed byte', (text: string) => text.replace('"NON"', '"ACTIF"')],
    ['a truncated line', (text: string) => text.slice(0, 100)],
    ['a lost line', (text: string) => text.slice(text.indexOf('\n') + 1)],
  ])('rows changed behind its back are refused: %s', async (_, change) => {
    const folder = await newFolder();
    const store = await openFileStore(folder, mel);
    await store.commit('demands', [aDemand(1), aDemand(2)], origin);
    const file = join(folder, (await readdir(folder)).find((name) => name.endsWith('.jsonl')) as string);
    await writeFile(file, change(await readFile(file, 'utf8')));
    expect(await codeOf(store.all('demands'))).toBe('store.damaged');
  });

  test('a commit cut short before its manifest leaves the old state', async () => {
    const folder = await newFolder();
    const store = await openFileStore(folder, mel);
    await store.commit('demands', [aDemand(1)], origin);
    // What a crash leaves: a whole new rows file and a half-written manifest beside the current one.
    await writeFile(join(folder, 'demands-ffffffffffffffff.jsonl'), '{}\n');
    await writeFile(join(folder, 'store.json.tmp'), '{"form');
    const again = await openFileStore(folder, mel);
    expect(await again.all('demands')).toEqual([aDemand(1)]);
    expect(await again.commit('demands', [aDemand(2)], origin)).toMatchObject({ total: 2 });
  });

  test('a second writer is refused while the first works; a dead writer’s lock is taken over', async () => {
    const folder = await newFolder();
    const store = await openFileStore(folder, mel);
    await writeFile(join(folder, 'lock'), String(process.ppid));
    expect(await codeOf(store.commit('demands', [aDemand(1)], origin))).toBe('store.locked');
    await writeFile(join(folder, 'lock'), '99999999');
    expect(await store.commit('demands', [aDemand(1)], origin)).toMatchObject({ added: 1 });
    expect(await readdir(folder)).not.toContain('lock');
  });
});

describe('saved sessions: whole or not at all', () => {
  const saved = async () => {
    const folder = await newFolder();
    const store = await openFileStore(folder, mel);
    await store.sessions.save({ id: 'S-1', version: 1, document: { lists: [1, 2, 3] } }, 0);
    return { store, file: join(folder, 'sessions', 'S-1.json'), folder };
  };

  test.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['cut of its last bytes', (text: string) => text.slice(0, -3)],
    ['a figure changed', (text: string) => text.replace('[1,2,3]', '[1,2,4]')],
    ['another document', (text: string) => text.replace('{"lists":[1,2,3]}', '{}')],
    ['the name of another session', (text: string) => text.replace('"S-1"', '"S-2"')],
    ['no object', () => 'null'],
    ['empty', () => ''],
  ])('%s, it is refused', async (_, change) => {
    const { store, file } = await saved();
    await writeFile(file, change(await readFile(file, 'utf8')));
    expect(await codeOf(store.sessions.find('S-1'))).toBe('store.damaged');
    expect(await codeOf(store.sessions.all())).toBe('store.damaged');
    expect(await codeOf(store.sessions.save({ id: 'S-1', version: 2, document: {} }, 1))).toBe(
      'store.damaged',
    );
  });

  test('written by a newer program, it is refused', async () => {
    const { store, file } = await saved();
    await writeFile(file, '{"format":2}');
    expect(await codeOf(store.sessions.find('S-1'))).toBe('store.newer');
  });

  test('a save cut short leaves the version before', async () => {
    const { store, file } = await saved();
    await writeFile(`${file}.tmp`, '{"format":1,"id":"S-1","vers');
    expect(await store.sessions.find('S-1')).toMatchObject({ version: 1 });
    expect((await store.sessions.all()).map(({ id }) => id)).toEqual(['S-1']);
    await store.sessions.save({ id: 'S-1', version: 2, document: { lists: [] } }, 1);
    expect(await store.sessions.find('S-1')).toMatchObject({ version: 2, document: { lists: [] } });
  });

  test('another process that writes to the folder is waited for by nobody: it is said', async () => {
    const { store, folder } = await saved();
    await writeFile(join(folder, 'lock'), String(process.ppid));
    expect(await codeOf(store.sessions.save({ id: 'S-1', version: 2, document: {} }, 1))).toBe(
      'store.locked',
    );
  });

  test('only its owner may read it', async () => {
    const { file } = await saved();
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});
