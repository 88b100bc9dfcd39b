import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
