import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessionProof } from '../../api/service/sessionsProof.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { openStore } from '../../api/store/openStore.ts';
import { readSession } from '../../api/store/sessionDocument.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { refused } from '../support/townCli.ts';

const ID = '2026-11-02-1';
const folder = await aFolder();
const data = ['--data', folder.path('town')] as const;
const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const none = () => Promise.reject(new Error('no store is opened'));

beforeAll(async () => {
  const store = await openStore(folder.path('town'), { territory: 'mel-2016', referenceDay: null });
  for (const kind of ['dwellings', 'demands', 'vacancies', 'allocations'] as const)
    await store.commit(kind, MEETING_TOWN[kind] as never, origin);
  const ran = await precal(['session', 'propose', 'V-1', 'V-2', 'V-3', ...data]);
  if (ran.code !== 0) throw new Error(ran.err);
});
afterAll(() => folder.remove());

const proofAt = async (name: string): Promise<string> => {
  const path = folder.path(name);
  const ran = await precal(['session', 'proof', ID, '--out', path, ...data]);
  expect(ran.code).toBe(0);
  expect(ran.err).toMatch(/couples, \d+ Kio\nEmpreinte de la preuve : [0-9a-f]{64}\n/);
  return path;
};

test('the proof of a session is checked without its data, and names nobody', async () => {
  const path = await proofAt('preuve.json');
  const text = await readFile(path, 'utf8');
  for (const { number } of MEETING_TOWN.demands) expect(text).not.toContain(number);
  const ran = await precal(['verify', path], { openStore: none });
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(
    /Preuve vérifiée[\s\S]*3\slogements[\s\S]*sans numéro ni\snom[\s\S]*Points et objectifs/,
  );
  expect(ran.out).toMatch(
    /Le fichier dit être de la séance 2026-11-02-1[\s\S]*rien n’a été décidé à la main/,
  );
  expect(ran.out).toContain(`Empreinte de la preuve : ${JSON.parse(text).digest}`);
  const json = JSON.parse((await precal(['session', 'verify', path, '--json'], { openStore: none })).out);
  expect(json).toMatchObject({
    session: ID,
    version: 1,
    sound: true,
    stages: [{ findings: [] }],
    lists: null,
  });
  const compressed = await readFile(await proofAt('preuve.json.gz'));
  expect(gunzipSync(compressed).toString('utf8')).toBe(text);
  expect((await precal(['verify', folder.path('preuve.json.gz')], { openStore: none })).code).toBe(0);
});

test('what was changed by hand is proved too: the lists as they stand', async () => {
  const pinned = ['pin', ID, 'V-3', household(30), '--motive', 'npru', '--rank', '1'];
  expect((await precal(['session', ...pinned, ...data])).code).toBe(0);
  const path = await proofAt('main.json');
  const ran = await precal(['verify', path], { openStore: none });
  expect(ran.out).toMatch(/Listes en l’état, après les décisions prises à la main/);
  expect(ran.code).toBe(0);
  await precal(['session', 'undo', ID, ...data]);
});

test('a proof that was changed is refused, and says what does not hold', async () => {
  const path = await proofAt('autre.json');
  const proof = JSON.parse(await readFile(path, 'utf8'));
  proof.plan.stages[0].saved.bound -= 1000;
  await writeFile(path, JSON.stringify(proof));
  const ran = await precal(['verify', path], { openStore: none });
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toMatch(/Le contenu n’est pas celui dont le fichier porte l’empreinte/);
  expect(ran.out).toMatch(/Preuve refusée[\s\S]*1\sécart\strouvé[\s\S]*P6\s:\sla\sborne/);
});

test('what cannot be read or written is said', async () => {
  const path = await proofAt('bout.json.gz');
  await refused(['session', 'proof', ID, '--out', path, ...data], /existe déjà/);
  await writeFile(path, (await readFile(path)).subarray(0, 200));
  await refused(['verify', path], /« bout.json.gz » est abîmé ou incomplet/);
  await writeFile(path, '{"format":"precal-proof-1","session":7}');
  await refused(['verify', path], /abîmé ou incomplet \(à « session »\)/);
});

test('a session whose prices prove nothing has no proof to give', async () => {
  const store = await openStore(folder.path('town'), null);
  const stored = readSession((await store.sessions.find(ID))!);
  const workspace = await Workspace.open({
    store,
    ...openRules(store.territory),
    asOf: stored.document.asOf,
  });
  const { document } = stored;
  const stages = document.plan.stages.map((stage) => ({
    ...stage,
    saved: { ...stage.saved, rowPrice: stage.saved.rowPrice.map(() => -1) },
  }));
  const [pin] = MEETING_TOWN.demands;
  const withdrawn = [{ number: pin!.number, motive: 'withdrew' as const }];
  const tampered = {
    ...stored,
    document: {
      ...document,
      constraints: { ...document.constraints, withdrawn },
      plan: { ...document.plan, stages },
    },
  };
  expect(() => sessionProof(workspace, tampered)).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ code: 'session.unproved' })] }),
  );
});
