import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ShortlistSchema } from '../../api/http/schemas.ts';
import { IMPORT_ORDER, WORLD_FILES } from '../../api/service/worldFiles.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { aFolder, precal, type Ran } from '../support/commandLine.ts';
import { MemoryStore } from '../support/memoryStore.ts';

/*
 * The demo on a small world: made once, read by every test below.
 */

const DEMANDS = '2000';
let folder: Awaited<ReturnType<typeof aFolder>>;
let demo: Ran;
/** The freed dwelling that the demo shows. */
let shown: string;

beforeAll(async () => {
  folder = await aFolder();
  demo = await precal(['demo', '--demands', DEMANDS, '--data', folder.path('demo')]);
  shown = /npx precal shortlist (\S+)/.exec(demo.err)?.[1] ?? '';
});
afterAll(() => folder.remove());

/** Rows of a CSV file in another order: a fixed walk over all of them. */
const shuffled = (text: string): string => {
  const [header = '', ...rows] = text.trimEnd().split(/\r?\n/);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const step = 7_919;
  return [header, ...rows.map((_, i) => rows[(i * step + 3) % rows.length]!), ''].join(end);
};

describe('precal demo', () => {
  test('prints an explained list of three for a T3 of Roubaix, and ends well', () => {
    expect(demo.code).toBe(0);
    expect(demo.out).toMatch(/Données simulées/);
    expect(demo.out).toContain(shown);
    expect(demo.out).toMatch(/Roubaix/);
    expect(demo.out).toMatch(/\bT3 de \d+/);
    expect(demo.out.match(/999\w{15}/g)?.length).toBeGreaterThanOrEqual(3);
    expect(demo.out).toMatch(/commission décide/);
    expect(demo.out).not.toMatch(/undefined|NaN|\[object/);
  });
  test('says what it imports, and how to go on, on the other stream', () => {
    expect(demo.err).toMatch(/2\u00a0000\u00a0demandes/);
    for (const file of Object.values(WORLD_FILES)) expect(demo.err).toContain(file);
    expect(demo.err).toMatch(/npm start/);
  });

  test('is the same bytes twice, in the folder that it made', async () => {
    const again = await precal(['demo', '--demands', DEMANDS, '--data', folder.path('demo')]);
    expect(again.out).toBe(demo.out);
    expect(again.err).toBe(demo.err);
  });

  test('is the same bytes with the rows of the demand file shuffled', async () => {
    const data = folder.path('shuffled');
    await openStore(data, { territory: 'mel-2016', referenceDay: '2026-11-02' as IsoDay });
    for (const kind of IMPORT_ORDER.filter((each) => each !== 'demands'))
      await precal([
        'import',
        folder.path('demo', 'fichiers', WORLD_FILES[kind]),
        '--kind',
        kind,
        '--data',
        data,
      ]);
    const text = await readFile(folder.path('demo', 'fichiers', WORLD_FILES.demands), 'utf8');
    const moved = shuffled(text);
    expect(moved.split('\n').sort()).toEqual(text.split('\n').sort());
    expect(moved).not.toBe(text);
    await writeFile(folder.path('shuffled.csv'), moved);
    const imported = await precal(['import', folder.path('shuffled.csv'), '--data', data]);
    expect(imported.out).toMatch(/2\u00a0000\u00a0ajouts/);
    const list = await precal(['shortlist', shown, '--data', data]);
    expect(list.out).toBe(demo.out);
  });

  test('a world without a freed dwelling is said', async () => {
    class NothingFreed extends MemoryStore {
      override async commit(...[kind]: Parameters<MemoryStore['commit']>) {
        return { kind, added: 0, replaced: 0, unchanged: 0, older: 0, total: 0 };
      }
    }
    const openStore = async () => new NothingFreed({});
    const ran = await precal(['demo', '--demands', '100', '--data', folder.path('nothing')], { openStore });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/aucun logement libéré/);
  });

  test('does not empty a folder that it did not make', async () => {
    await writeFile(folder.path('notes.txt'), 'à garder');
    const refused = await precal(['demo', '--data', folder.path()]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/n’est pas vidé/);
    expect(await readdir(folder.path())).toContain('notes.txt');
  });
  test('nor a folder of real data', async () => {
    const data = folder.path('real');
    await openStore(data, { territory: 'mel-2016', referenceDay: null });
    expect((await precal(['demo', '--data', data])).code).toBe(1);
    expect(await readdir(data)).not.toContain('fichiers');
    expect((await openStore(data, null)).referenceDay).toBeNull();
  });
});

describe('on the world of the demo', () => {
  const data = () => ['--data', folder.path('demo')];

  test('precal shortlist gives the same text, and --json the same list', async () => {
    expect((await precal(['shortlist', shown, ...data()])).out).toBe(demo.out);
    const list = ShortlistSchema.parse(
      JSON.parse((await precal(['shortlist', shown, ...data(), '--json'])).out),
    );
    expect(list).toMatchObject({ simulated: true, pool: { demands: 2_000 }, funnel: { total: 2_000 } });
    for (const { number } of list.candidates) expect(demo.out).toContain(number);
  });
  test('counts add up, and what opens under each is what it counts', async () => {
    const list = ShortlistSchema.parse(
      JSON.parse((await precal(['shortlist', shown, ...data(), '--json'])).out),
    );
    const { total, stages, eligible } = list.funnel;
    expect(total - stages.reduce((sum, s) => sum + s.excluded, 0)).toBe(eligible);
    const stage = stages.find((s) => s.kind !== 'wish' && s.excluded > 0 && s.excluded < 500)!;
    const opened = await precal([
      'shortlist',
      shown,
      ...data(),
      '--set-aside',
      stage.rule,
      '--limit',
      '1000',
      '--json',
    ]);
    expect(JSON.parse(opened.out)).toHaveLength(stage.excluded);
  });
  test('all freed dwellings are listed, each once', async () => {
    const freed = JSON.parse((await precal(['vacancies', ...data(), '--json'])).out) as { vacancy: string }[];
    expect(freed.length).toBeGreaterThan(500);
    expect(new Set(freed.map((f) => f.vacancy)).size).toBe(freed.length);
  });
});

describe('precal world', () => {
  test('writes every import format and reports each margin', async () => {
    const out = folder.path('monde');
    const ran = await precal(['world', '--demands', '200', '--out', out, '--sne', '--report']);
    expect(ran.code).toBe(0);
    expect((await readdir(out)).sort()).toEqual([...Object.values(WORLD_FILES), 'demandes-sne.xml'].sort());
    expect(ran.err).toMatch(/demandes\.csv : 200 lignes/);
    expect(ran.out).toMatch(/CALAGE/);
    expect(ran.out).toMatch(/publié/);
    expect(ran.out).not.toMatch(/undefined|\[object/);
    expect(await readFile(folder.path('monde', 'demandes-sne.xml'), 'utf8')).toMatch(/999\w{15}/);

    const again = await precal(['world', '--demands', '200', '--out', out]);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/existe déjà/);
  });
});
