import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SavedSessionSchema, VerificationSchema } from '../../api/http/sessionsSchemas.ts';
import { openStore } from '../../api/store/openStore.ts';
import { EXCLUSION_MOTIVES } from '../../engine/domain/codes.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { refused } from '../support/townCli.ts';

const ID = '2026-11-02-1';
const folder = await aFolder();
const data = ['--data', folder.path('town')] as const;
const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };

beforeAll(async () => {
  const store = await openStore(folder.path('town'), { territory: 'mel-2016', referenceDay: null });
  for (const kind of ['dwellings', 'demands', 'vacancies', 'allocations'] as const)
    await store.commit(kind, MEETING_TOWN[kind] as never, origin);
  const ran = await precal(['session', 'propose', 'V-1', 'V-2', 'V-3', ...data]);
  if (ran.code !== 0) throw new Error(ran.err);
});
afterAll(() => folder.remove());

const shown = async (...args: readonly string[]) => {
  const ran = await precal(['session', ...args, ...data, '--json']);
  expect(ran).toMatchObject({ code: 0 });
  return SavedSessionSchema.parse(JSON.parse(ran.out));
};
const numbers = (session: Awaited<ReturnType<typeof shown>>, vacancy: string) =>
  session.lists.find(({ dwelling }) => dwelling.vacancy === vacancy)?.candidates.map(({ number }) => number);

describe('precal session', () => {
  test('propose names the session, prints its lists, and says how far they may be from the best', async () => {
    const ran = await precal(['session', 'propose', 'V-4', '--seed', '7', '--precedence', 'strict', ...data]);
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/séance 2026-11-02-\d/);
    expect(ran.out).toMatch(/LISTES[\s\S]*V-4[\s\S]*1\. 999[\s\S]*OBJECTIFS[\s\S]*Écart au meilleur/);
    expect(ran.out).toMatch(/la commission décide/);
    for (const line of ran.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const id = /séance (2026-11-02-\d)/.exec(ran.err)![1]!;
    expect((await precal(['session', 'cancel', id, ...data])).out).toMatch(/abandonnée/);
  });
  test('list, show', async () => {
    const list = await precal(['session', 'list', ...data]);
    expect(list.out).toMatch(new RegExp(`${ID}.*3\\slogements.*9\\scandidats`));
    expect(JSON.parse((await precal(['session', 'list', ...data, '--json'])).out)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: ID, vacancies: 3, status: 'proposed' })]),
    );
    expect((await shown('show', ID)).lists).toHaveLength(3);
  });
  test('what is changed by hand is said, logged, and undone', async () => {
    const before = await shown('show', ID);
    const [first, second] = numbers(before, 'V-1')!;
    const after = await shown('withdraw', ID, first!, '--motive', 'withdrew');
    expect(numbers(after, 'V-1')![0]).toBe(second);
    expect(after.changed?.lists[0]?.text).toMatch(/se retire/);
    expect(after.log.at(-1)).toMatchObject({ version: before.version + 1, undone: false });
    expect(after.settled).toHaveLength(1);
    const text = await precal(['session', 'show', ID, ...data]);
    expect(text.out).toMatch(/DÉCISIONS PRISES À LA MAIN[\s\S]*JOURNAL/);
    const undone = await shown('undo', ID);
    expect(undone.lists).toEqual(before.lists);
    expect(undone.log.at(-1)).toMatchObject({ undone: true });
  });
  test('each change has its command', async () => {
    const list = numbers(await shown('show', ID), 'V-2')!;
    const [a, b, c] = list as [string, string, string];
    expect(numbers(await shown('rerank', ID, 'V-2', c, a, b, '--motive', 'urgency'), 'V-2')).toEqual([
      c,
      a,
      b,
    ]);
    expect(numbers(await shown('exclude', ID, 'V-2', a, '--motive', 'missing-paper'), 'V-2')).not.toContain(
      a,
    );
    await shown('readmit', ID, a, '--vacancy', 'V-2');
    const pinned = await shown('pin', ID, 'V-3', household(30), '--motive', 'npru', '--rank', '1');
    expect(numbers(pinned, 'V-3')![0]).toBe(household(30));
    await shown('release', ID, household(30));
    expect((await shown('pull', ID, 'V-3')).lists).toHaveLength(2);
    expect((await shown('add', ID, 'V-3')).lists).toHaveLength(3);
    expect((await shown('add', ID, 'V-5')).lists).toHaveLength(4);
    const recomputed = await shown('recompute', ID);
    expect(recomputed.lists).toHaveLength(4);
    await refused(['session', 'undo', ID, ...data], /rien à annuler/);
  });
  test('pins and exclusions can come with the proposal', async () => {
    const session = await shown(
      'propose',
      'V-4',
      '--pin',
      `V-4,${household(28)},guidance,2`,
      '--exclude',
      `V-4,${household(1)},unsuited`,
      '--withdraw',
      `${household(2)},unreachable`,
      '--rounds',
      '50',
      '--time-limit',
      '60',
      '--size',
      '4',
    );
    expect(numbers(session, 'V-4')![1]).toBe(household(28));
    expect(session.settled).toHaveLength(3);
    await precal(['session', 'cancel', session.id, ...data]);
  });
  test('explain tells the lists and one demand', async () => {
    const whole = await precal(['session', 'explain', ID, ...data]);
    expect(whole.out).toMatch(/ORDRE DU JOUR[\s\S]*BILAN/);
    expect(JSON.parse((await precal(['session', 'explain', ID, ...data, '--json'])).out)).toHaveProperty(
      'certificate',
    );
    const one = await precal(['session', 'explain', ID, '--demand', household(17), ...data]);
    expect(one.out).toMatch(new RegExp(`Demande ${household(17)}`));
    const json = await precal(['session', 'explain', ID, '--demand', household(17), ...data, '--json']);
    expect(JSON.parse(json.out)).toHaveProperty('verdict');
  });
  test('explain --conflicts names what cannot hold together, and the smallest relaxation', async () => {
    const said =
      /OBJECTIFS IMPOSSIBLES À TENIR ENSEMBLE[\s\S]*Impossible de tenir[\s\S]*Le plus petit relâchement/;
    expect((await precal(['session', 'explain', ID, ...data])).out).not.toMatch(said);
    const asked = await precal(['session', 'explain', ID, '--conflicts', ...data]);
    expect(asked.out).toMatch(said);
    for (const line of asked.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const json = await precal(['session', 'explain', ID, '--conflicts', '--json', ...data]);
    expect(JSON.parse(json.out)).toMatchObject({ conflict: { compatible: false } });
  });
  test('strict targets that lack say so by themselves', async () => {
    const strict = await shown('propose', 'V-6', 'V-4', '--precedence', 'strict');
    const explained = await precal(['session', 'explain', strict.id, ...data]);
    expect(explained.out).toMatch(/OBJECTIFS IMPOSSIBLES À TENIR ENSEMBLE/);
    await precal(['session', 'cancel', strict.id, ...data]);
  });
  test('a thorough proposal is sound, and replayed to the same bytes', async () => {
    const { id } = await shown('propose', 'V-4', '--thorough');
    const stored = await (await openStore(folder.path('town'), null)).sessions.find(id);
    expect(JSON.stringify(stored)).toContain('"thorough":true');
    expect(await precal(['verify', id, '--replay', ...data])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/à l’octet près/),
    });
    await precal(['session', 'cancel', id, ...data]);
  });
  test('delays says that the territory’s value is not known', async () => {
    expect((await precal(['session', 'delays', ...data])).out).toMatch(/non renseignée/);
    expect(JSON.parse((await precal(['session', 'delays', ...data, '--json'])).out)).toMatchObject({
      months: null,
      demands: [],
    });
  });
});

describe('precal verify', () => {
  const file = () => folder.path(`${ID}.json`);
  beforeAll(async () => {
    const ran = await precal(['store', 'extract', ID, file(), ...data]);
    if (ran.code !== 0) throw new Error(ran.err);
  });

  test('of the store, or of a file, without the solver', async () => {
    for (const args of [
      ['verify', ID],
      ['session', 'verify', ID],
      ['verify', file()],
    ])
      expect(await precal([...args, ...data])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/Séance vérifiée/),
      });
    const json = await precal(['verify', ID, ...data, '--json']);
    expect(VerificationSchema.parse(JSON.parse(json.out))).toMatchObject({ outcome: 'sound' });
    expect((await precal(['verify', ID, '--replay', ...data])).out).toMatch(/à l’octet près/);
  });
  test('of a session whose every dwelling was pulled', async () => {
    const proposed = await precal(['session', 'propose', 'V-4', '--seed', '7', ...data]);
    const id = /séance (2026-11-02-\d)/.exec(proposed.err)![1]!;
    await shown('pull', id, 'V-4');
    expect(await precal(['verify', id, ...data])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Séance vérifiée[\s\S]*tous\s+les\s+logements\s+en\s+ont\s+été\s+retirés/),
    });
    await precal(['session', 'cancel', id, ...data]);
  });
  test('a file that was changed is not read; a document that lies is refuted', async () => {
    const copy = folder.path('copie.json');
    await copyFile(file(), copy);
    const text = await readFile(copy, 'utf8');
    await writeFile(copy, text.slice(0, -40));
    await refused(['verify', copy, ...data], /modifié ou abîmé[\s\S]*sauvegarde[\s\S]*proposez de nouveau/);
    await writeFile(copy, '{"agents": []}');
    await refused(['verify', copy, ...data], /copie\.json » n’est pas une séance/);
    await refused(['verify', folder.path('absent.json'), ...data], /ne peut pas être lu/);
    const store = await openStore(folder.path('town'), null);
    const saved = (await store.sessions.find(ID))!;
    const lying = structuredClone(saved.document) as { lists: { candidates: string[] }[] };
    lying.lists[0]!.candidates.reverse();
    await store.sessions.save({ id: 'menteuse', version: 1, document: lying }, 0);
    const ran = await precal(['verify', 'menteuse', ...data]);
    expect(ran).toMatchObject({ code: 1, out: expect.stringMatching(/non vérifiée[\s\S]*journal, rejoué/) });
    await store.sessions.save({ id: 'menteuse', version: 2, document: { format: 'x' } }, 1);
    await refused(['verify', 'menteuse', ...data], /autre version de Précal/);
    // What it awaits cannot be known: nothing is proposed while it is there.
    await refused(['session', 'propose', 'V-4', ...data], /precal store discard menteuse/);
    const discarded = await precal(['store', 'discard', 'menteuse', '--confirm', ...data]);
    expect(discarded).toMatchObject({ code: 0, out: 'Séance menteuse ôtée.\n' });
  });
});

describe('what is refused, in French and without a number', () => {
  test.each<[string, readonly string[], RegExp, number?]>([
    ['an unknown session', ['show', '2026-11-02-99'], /Aucune séance/],
    ['a name that is a path', ['show', '../store'], /Aucune séance/],
    ['an unknown vacancy', ['propose', 'V-99'], /Aucun logement libéré/],
    ['a vacancy that is no name', ['pull', ID, 'V 1'], /Aucun logement libéré/],
    ['an unknown demand', ['withdraw', ID, household(999), '--motive', 'withdrew'], /numéro unique/],
    ['what is no demand', ['withdraw', ID, 'Durand', '--motive', 'withdrew'], /numéro unique/],
    ['a motive of no list', ['withdraw', ID, household(1), '--motive', 'tête'], /Choix possibles : withdrew/],
    [
      'no motive',
      ['withdraw', ID, household(1)],
      /Il manque l’option --motive <code> : motif : withdrew, [\s\S]*Essayez : precal session withdraw --help/,
      2,
    ],
    ['a rank that is none', ['pin', ID, 'V-1', household(1), '--motive', 'npru', '--rank', 'un'], /--rank/],
    ['a pin in pieces', ['propose', 'V-1', '--pin', household(1)], /--pin : 1 partie/],
    ['a mode that is none', ['propose', 'V-1', '--pace', 'vite'], /--pace.*spread/],
    ['a commune of elsewhere', ['propose', '--commune', 'Nulle-Part'], /Aucune commune/],
    ['named, and by commune', ['propose', 'V-4', '--commune', 'Roubaix'], /gardez l’un ou l’autre/],
    ['named, and by bailleur', ['propose', 'V-4', '--bailleur', 'personne'], /gardez l’un ou l’autre/],
    ['named, and the first', ['propose', 'V-4', '--first', '2'], /gardez l’un ou l’autre/],
    ['one held elsewhere', ['propose', 'V-1'], new RegExp(`« precal session cancel ${ID} »`)],
  ])('%s', async (_, args, says, code = 1) => {
    const ran = await refused(['session', ...args, ...data], says, code);
    expect(ran.err).not.toContain(household(1));
    expect(ran.err).not.toContain(household(999));
    expect(ran.err).not.toContain('Durand');
  });
});

describe('help', () => {
  test.each(['propose', 'withdraw', 'pin', 'rerank', 'verify', 'explain', 'recompute', 'add', 'undo'])(
    'session %s has its help in French, with an example where it helps',
    async (name) => {
      const { code, out } = await precal(['session', name, '--help']);
      expect(code).toBe(0);
      expect(out).toMatch(/^Emploi : precal session/);
      expect(out).not.toMatch(/\b(Usage|Options:|display help|default:)\b/);
    },
  );
  test('motives are listed with their meaning', async () => {
    const { out } = await precal(['session', 'withdraw', '--help']);
    for (const [code, label] of Object.entries(EXCLUSION_MOTIVES))
      expect(out).toMatch(new RegExp(`${code} +${label}`));
  });
});
