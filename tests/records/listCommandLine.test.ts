import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeDemandsCsv, writeDwellingsCsv, writeVacanciesCsv } from '../../api/export/tables.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { refused } from '../support/townCli.ts';

let folder: Awaited<ReturnType<typeof aFolder>>;
let data: readonly string[];

const json = async (...args: readonly string[]) => {
  const ran = await precal([...args, ...data, '--json']);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return JSON.parse(ran.out);
};

beforeAll(async () => {
  folder = await aFolder();
  data = ['--data', folder.path('data')];
  await writeDemandsCsv(MEETING_TOWN.demands, folder.path('demandes.csv'));
  await writeDwellingsCsv(MEETING_TOWN.dwellings, folder.path('logements.csv'));
  await writeVacanciesCsv(MEETING_TOWN.vacancies, folder.path('liberes.csv'));
  for (const [kind, name] of [
    ['dwellings', 'logements.csv'],
    ['demands', 'demandes.csv'],
    ['vacancies', 'liberes.csv'],
  ] as const) {
    const ran = await precal(['import', folder.path(name), '--kind', kind, ...data]);
    expect(ran.code, ran.err).toBe(0);
  }
});
afterAll(() => folder.remove());

test('a list recorded alone: its record, its replay, its place in the register', async () => {
  const { entry, shortlist } = await json('shortlist', 'V-3', '--record');
  expect(shortlist).toEqual(await json('shortlist', 'V-3'));
  expect(await json('records', 'show', entry.record)).toMatchObject({
    format: 'precal-shortlist-1',
    vacancy: 'V-3',
  });
  expect(await json('records', 'head')).toMatchObject({ seq: entry.head.seq, hash: entry.head.hash });
  expect(await json('replay', entry.record)).toMatchObject({ outcome: 'same', vacancy: 'V-3' });
  expect((await json('verify')).register).toMatchObject({ sound: true, records: 1 });
  const shown = await precal(['shortlist', 'V-3', '--record', ...data]);
  expect(shown.out.replaceAll(/\s+/g, ' ')).toMatch(
    /Liste inscrite au registre, écriture \d+.*precal verify --head/,
  );
  const listed = await precal(['records', 'list', ...data]);
  expect(listed.out.replaceAll(/\s+/g, ' ')).toContain('liste du logement V-3, 3 candidats');
  const asked = ['shortlist', 'V-3', '--record', '--set-aside', 'occupancy', ...data];
  await refused(asked, /--record inscrit une liste au registre/);
});

test('reads of personal data are listed where a server wrote them', async () => {
  const made = await precal(['token', 'create', '--role', 'admin', '--label', 'essai', ...data]);
  const { app } = (await precal(['serve', '--port', '0', ...data])).served[0]!;
  const headers = { authorization: `Bearer ${made.out.trim()}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ number: household(1) });
  const answer = await app.request('/v1/demand-explanations', { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  // What the command line showed before is there too.
  const all = (await json('records', 'reads')).reads as { role: string; demand: string }[];
  const reads = all.filter(({ role }) => role === 'admin');
  expect(reads).toMatchObject([{ route: '/v1/demand-explanations', role: 'admin', households: 1 }]);
  const shown = await precal(['records', 'reads', '--demand', reads[0]!.demand, ...data]);
  expect(shown.out).toContain(reads[0]!.demand);
  expect(shown.out).not.toContain(household(1));
  expect(await json('records', 'reads', '--who', 'personne')).toEqual({ reads: [] });
});
