import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { readSessionFile, sessionFileText } from '../../api/store/sessionFiles.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { codeOf, mel, origin } from './contractSupport.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const imported = {
  kind: 'demands',
  file: 'demandes.csv',
  sha256: origin.sha256,
  at: origin.at,
  refused: 1,
  added: 2,
  replaced: 0,
  unchanged: 0,
  older: 0,
  total: 2,
};
const session = { id: 'S-1', version: 3, document: { lists: [1, 2, 3] } };

/** A folder as the program wrote it before SQL. */
const oldFolder = async (change: { manifest?: string; rows?: string; session?: string } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-old-'));
  folders.push(folder);
  const files: Record<string, string> = {};
  for (const [kind, rows] of [
    ['demands', [aDemand(1), aDemand(2)]],
    ['dwellings', [aDwelling('L-1')]],
  ] as const) {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    files[kind] = `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.jsonl`;
    await writeFile(join(folder, files[kind]), kind === 'demands' ? (change.rows ?? text) : text);
  }
  const manifest = { format: 1, ...mel, files, imports: [imported] };
  await writeFile(join(folder, 'store.json'), change.manifest ?? JSON.stringify(manifest));
  await mkdir(join(folder, 'sessions'));
  await writeFile(join(folder, 'sessions', 'S-1.json'), change.session ?? sessionFileText(session));
  await writeFile(join(folder, 'notes.txt'), 'à garder');
  return folder;
};

describe('a folder of before SQL', () => {
  test('is converted when it is opened: nothing lost, its files taken away, others left', async () => {
    const folder = await oldFolder();
    const store = await openStore(folder, null);
    expect(await store.all('demands')).toEqual([aDemand(1), aDemand(2)]);
    expect(await store.all('dwellings')).toEqual([aDwelling('L-1')]);
    expect(await store.imports()).toEqual([imported]);
    expect(await store.sessions.all()).toEqual([session]);
    await store.sessions.save({ ...session, version: 4 }, 3);
    await store.close();
    const left = (await readdir(folder)).filter((name) => !name.startsWith('precal.db'));
    expect(left.sort()).toEqual(['notes.txt', 'sessions']);
    expect(await readdir(join(folder, 'sessions'))).toEqual([]);
    expect(await (await openStore(folder, null)).sessions.find('S-1')).toMatchObject({ version: 4 });
  });

  test('a conversion cut short once the data were in is ended by the next opening', async () => {
    const folder = await oldFolder();
    const manifest = await readFile(join(folder, 'store.json'));
    await (await openStore(folder, null)).close();
    await writeFile(join(folder, 'store.json'), manifest);
    expect((await (await openStore(folder, null)).all('demands')).length).toBe(2);
    expect(await readdir(folder)).not.toContain('store.json');
  });

  test('a conversion cut short before begins again', async () => {
    const folder = await oldFolder();
    await writeFile(join(folder, 'precal.db'), '');
    expect((await (await openStore(folder, null)).all('demands')).length).toBe(2);
  });

  const text = sessionFileText(session);
  test.each([
    ['store.damaged', { manifest: '{"format":1,' }],
    ['store.damaged', { manifest: '{"format":1,"territory":"mel-2016"}' }],
    [
      'store.damaged',
      {
        manifest:
          '{"format":1,"territory":"mel-2016","referenceDay":null,"files":{"demands":"../x.jsonl"},"imports":[]}',
      },
    ],
    ['store.newer', { manifest: '{"format":2}' }],
    ['store.damaged', { rows: '{}\n' }],
    ['store.damaged', { rows: '{"number":' }],
    ['session.file-damaged', { session: text.slice(0, text.length / 2) }],
    ['session.file-damaged', { session: text.replace('[1,2,3]', '[1,2,4]') }],
    ['session.file-damaged', { session: '' }],
    ['session.file-damaged', { session: 'null' }],
    ['store.newer', { session: '{"format":2}' }],
    ['store.damaged', { session: text.replace('"id":"S-1"', '"id":"S-2"') }],
  ])('damaged, is not converted, and stays as it is: %s %j', async (code, change) => {
    const folder = await oldFolder(change);
    const before = (await readdir(folder)).sort();
    expect(await codeOf(openStore(folder, null))).toBe(code);
    expect((await readdir(folder)).filter((name) => !name.startsWith('precal.db')).sort()).toEqual(before);
  });

  test('of another territory is converted, and then refused', async () => {
    const folder = await oldFolder();
    expect(await codeOf(openStore(folder, { territory: 'ailleurs', referenceDay: null }))).toBe(
      'store.territory',
    );
    expect((await (await openStore(folder, mel)).all('demands')).length).toBe(2);
  });
});

describe('the file of a session', () => {
  test('gives back what it was given', () => {
    expect(readSessionFile(sessionFileText(session), 'S-1.json')).toEqual(session);
  });
});
