import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBackup } from '../../api/store/backup.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS } from '../../api/store/store.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { codeOf, mel } from './contractSupport.ts';
import { fillStore } from './filled.ts';

let root = '';
let data = '';
let file = '';
let nth = 0;
const fresh = (name = 'neuf') => {
  nth += 1;
  return join(root, `${name}-${nth}`);
};
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'precal-backup-'));
  data = join(root, 'données');
  file = join(root, 'sauvegarde.jsonl');
  const store = await openStore(data, mel);
  await fillStore(store);
  await store.close();
  await storeCare.backup(data, file);
});
afterAll(() => rm(root, { recursive: true }));

describe('a backup', () => {
  test('restored, holds everything', async () => {
    const place = fresh();
    await storeCare.restore(place, file);
    const [before, after] = [await openStore(data, null), await openStore(place, null)];
    for (const kind of KINDS) expect(await after.all(kind)).toEqual(await before.all(kind));
    expect(await after.imports()).toEqual(await before.imports());
    expect(await after.sessions.all()).toEqual(await before.sessions.all());
    expect(await after.collection('jobs').all()).toEqual(await before.collection('jobs').all());
    expect(await after.events.head()).toEqual(await before.events.head());
    expect(await after.revision()).toBe(await before.revision());
    expect((await storeCare.check(place)).damages).toEqual([]);
    await before.close();
    await after.close();
  });

  test('is the same bytes each time, its owner’s alone, and says how much it holds', async () => {
    const again = fresh('copie');
    const summary = await storeCare.backup(data, again);
    const text = await readFile(again, 'utf8');
    expect(text).toBe(await readFile(file, 'utf8'));
    expect(summary.lines).toBe(text.split('\n').length - 2);
    expect((await stat(again)).mode & 0o077).toBe(0);
    expect(await readdir(root)).not.toContain('sauvegarde.jsonl.tmp');
  });

  test('never over a file that is there, and nowhere that cannot be written', async () => {
    expect(await codeOf(storeCare.backup(data, file))).toBe('file.exists');
    expect(await codeOf(storeCare.backup(data, join(root, 'absent', 'x.jsonl')))).toBe('file.unwritable');
    expect(await codeOf(storeCare.backup(fresh(), fresh()))).toBe('store.missing');
  });

  test('is not restored over data, of this version or of one before', async () => {
    expect(await codeOf(storeCare.restore(data, file))).toBe('store.not-empty');
    const old = fresh();
    const store = await openStore(old, mel);
    await store.close();
    await rm(join(old, 'precal.db'));
    await writeFile(join(old, 'store.json'), '{}');
    expect(await codeOf(storeCare.restore(old, file))).toBe('store.not-empty');
  });

  test('of an older schema is brought to this one; of a newer is refused', async () => {
    const lines = (await readFile(file, 'utf8')).split('\n');
    const ofSchema = async (schema: number, keep: (line: string) => boolean) => {
      const path = fresh('autre');
      const head = JSON.stringify({ format: 'precal-backup-1', schema });
      const kept = [head, ...lines.slice(1, -2).filter(keep)].join('\n');
      const { createHash } = await import('node:crypto');
      const sha256 = createHash('sha256').update(`${kept}\n`).digest('hex');
      const end = JSON.stringify({ end: true, lines: kept.split('\n').length, sha256 });
      await writeFile(path, `${kept}\n${end}\n`);
      return path;
    };
    const place = fresh();
    await storeCare.restore(place, await ofSchema(1, (line) => /^\["(meta|kinds|rows|imports)"/.test(line)));
    expect(await storeCare.check(place)).toMatchObject({ damages: [], documents: 0 });
    expect(await codeOf(storeCare.restore(fresh(), await ofSchema(99, () => true)))).toBe('store.newer');
  });
});

describe('a backup that is not whole restores nothing', () => {
  const refused = async (text: string | Buffer): Promise<string | undefined> => {
    const [place, path] = [fresh(), fresh('abîmée')];
    await writeFile(path, text);
    const code = await codeOf(storeCare.restore(place, path));
    expect(await codeOf(openStore(place, null))).toBe('store.missing');
    return code;
  };

  test('cut anywhere', async () => {
    const text = await readFile(file);
    for (const share of [0.001, 0.2, 0.5, 0.9, 0.999, 0.99999])
      expect(await refused(text.subarray(0, Math.floor(text.length * share)))).toMatch(
        /^backup\.(truncated|not-one)$/,
      );
    const lines = text.toString().trimEnd().split('\n');
    expect(await refused(`${lines.slice(0, -1).join('\n')}\n`)).toBe('backup.truncated');
    expect(await refused('')).toBe('backup.truncated');
  });

  test('any byte changed', async () => {
    const text = await readFile(file);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 2), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const copy = Buffer.from(text);
        copy[at] = (copy[at] as number) ^ change;
        const path = join(root, 'octet.jsonl');
        await writeFile(path, copy);
        expect(await codeOf(checkBackup(path))).toMatch(/^backup\./);
        runs += 1;
      }),
      { seed: 6, numRuns: 60 },
    );
    expect(runs).toBeGreaterThanOrEqual(60);
  });

  test('lines added, lost, exchanged, or of another table', async () => {
    const text = await readFile(file, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(await refused(`${text}${lines[1]}\n`)).toBe('backup.changed');
    expect(await refused(`${[...lines.slice(0, 5), ...lines.slice(6)].join('\n')}\n`)).toBe('backup.changed');
    const [a, b] = [lines[20] as string, lines[21] as string];
    expect(await refused(text.replace(`${a}\n${b}`, `${b}\n${a}`))).toBe('backup.changed');
    expect(await refused(text.replace('["rows",', '["users",'))).toBe('backup.changed');
  });

  test('something else altogether', async () => {
    expect(await refused('numéro;nom\n1;2\n')).toBe('backup.not-one');
    expect(await codeOf(storeCare.restore(fresh(), join(root, 'absente')))).toBe('file.unreadable');
  });

  test('a backup that others append to is refused', async () => {
    const path = fresh('allongée');
    await writeFile(path, await readFile(file));
    await appendFile(path, '\n');
    expect(await codeOf(storeCare.restore(fresh(), path))).toBe('backup.changed');
  });
});
