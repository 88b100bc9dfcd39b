import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { precal } from '../support/commandLine.ts';
import { household } from '../support/meetingTown.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
  const store = await openStore(town.path('town'), null);
  await store.sessions.save({ id: 'S-1', version: 1, document: { format: 'autre' } }, 0);
});
afterAll(() => town.remove());

describe('precal store', () => {
  test('backs up, restores and checks, in French and in JSON', async () => {
    const file = town.path('sauvegarde.jsonl');
    const saved = await precal(['store', 'backup', file, ...town.data]);
    expect(saved).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Sauvegarde écrite.*empreinte [0-9a-f]{64}/),
    });
    const restored = await precal(['store', 'restore', file, '--data', town.path('repris')]);
    expect(restored.code).toBe(0);
    expect(restored.out).toMatch(
      /SQLite.*territoire mel-2016[\s\S]*9\u00a0demandes[\s\S]*Registre[\s\S]*intact/,
    );
    const json = JSON.parse((await precal(['store', 'check', '--json', ...town.data])).out);
    expect(json).toMatchObject({ sound: true, engine: 'sqlite', documents: 1, damages: [], warnings: [] });
    const again = JSON.parse(
      (await precal(['store', 'backup', town.path('b.jsonl'), '--json', ...town.data])).out,
    );
    expect(await readFile(town.path('b.jsonl'), 'utf8')).toContain(again.sha256);
  });

  test('what cannot be done is said', async () => {
    const file = town.path('refus.jsonl');
    await precal(['store', 'backup', file, ...town.data]);
    await refused(['store', 'backup', file, ...town.data], /existe déjà/);
    await refused(['store', 'backup', town.path('absent', 'x'), ...town.data], /ne peut pas être écrit/);
    await refused(['store', 'restore', file, ...town.data], /contient déjà des données/);
    await refused(['store', 'restore', town.path('rien'), '--data', town.path('n1')], /ne peut pas être lu/);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, -20));
    await refused(
      ['store', 'restore', file, '--data', town.path('n2')],
      /incomplète[\s\S]*Rien n’est restauré/,
    );
    await writeFile(file, text.replace('"mel-2016"', '"mel-2017"'));
    await refused(['store', 'restore', file, '--data', town.path('n3')], /modifiée ou abîmée/);
    await writeFile(file, 'a;b');
    await refused(
      ['store', 'restore', file, '--data', town.path('n4')],
      /n’est pas une sauvegarde de Précal/,
    );
    await refused(['store', 'check', '--data', town.path('n4')], /pas encore de données/);
  });

  test('what a session’s file names is a read, written down', async () => {
    const store = await openStore(town.path('town'), null);
    const document = { format: 'autre', demand: household(1) };
    await store.sessions.save({ id: 'S-2', version: 1, document }, 0);
    const ran = await precal(['store', 'extract', 'S-2', town.path('S-2.json'), ...town.data]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const asked = { before: null, limit: 9, who: null, about: 'S-2', demand: null };
    expect(await store.readTrail.read(asked)).toMatchObject([
      { route: 'precal store extract', households: 1, who: 'local' },
    ]);
    await store.sessions.remove('S-2', null);
  });

  test('a session is extracted to a file, and only one that cannot be read is discarded', async () => {
    const file = town.path('S-1.json');
    expect((await precal(['store', 'extract', 'S-1', file, ...town.data])).out).toMatch(/écrite dans/);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ id: 'S-1', version: 1 });
    await refused(['store', 'extract', 'S-1', file, ...town.data], /existe déjà/);
    await refused(['store', 'extract', 'S-9', town.path('x.json'), ...town.data], /Aucune séance/);
    await refused(['store', 'extract', 'S-1', town.path('a', 'b'), ...town.data], /ne peut pas être écrit/);
    await refused(['store', 'discard', 'S-1', ...town.data], /--confirm/, 2);
    await refused(['store', 'discard', 'S-9', '--confirm', ...town.data], /Aucune séance/);
    const gone = await precal(['store', 'discard', 'S-1', '--confirm', '--json', ...town.data]);
    expect(JSON.parse(gone.out)).toEqual({ session: 'S-1', discarded: true });
  });

  test('a session that can be read is not discarded', async () => {
    const proposed = await precal(['session', 'propose', 'V-1', ...town.data]);
    const id = /séance (\d{4}-\d\d-\d\d-\d)/.exec(proposed.err)?.[1] as string;
    await refused(['store', 'discard', id, '--confirm', ...town.data], /se lit[\s\S]*session cancel/);
  });

  test('DATABASE_URL names the database, before PRECAL_DATA, after --data', async () => {
    const variables = {
      DATABASE_URL: 'postgres://moi:secret@127.0.0.1:9/base',
      PRECAL_DATA: town.path('town'),
    };
    const ran = await precal(['vacancies'], { variables });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/« postgres:\/\/127\.0\.0\.1:9\/base » ne répond pas/);
    expect(ran.err).not.toContain('secret');
    expect((await precal(['vacancies', ...town.data], { variables })).code).toBe(0);
    expect((await precal(['vacancies'], { variables: { ...variables, DATABASE_URL: '' } })).code).toBe(0);
  });
});
