import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDemandsCsv, writeDwellingsCsv, writeVacanciesCsv } from '../../api/export/tables.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { refused } from '../support/townCli.ts';

let folder: Awaited<ReturnType<typeof aFolder>>;
let data: readonly string[];
let session = '';
let numbers: readonly string[] = [];

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
  const made = await json('session', 'propose', 'V-1', 'V-2');
  session = made.id;
  numbers = (await json('commission', 'show', session)).cases[0].candidates.map(
    ({ number }: { number: string }) => number,
  );
});
afterAll(() => folder.remove());

test('a commission, from its decisions to the lease, then the register', async () => {
  for (const number of numbers)
    await json('commission', 'decide', session, 'V-1', number, '--decision', 'attribution-ranked');
  const made = await json('commission', 'offer', session, 'V-1', '--on', '2026-11-03');
  expect(made.cases[0]).toMatchObject({ standing: 'offered', turn: 1 });
  const offer = String(made.cases[0].candidates[0].entries.offer);
  const due = await precal(['commission', 'due', '--on', '2026-11-04', ...data]);
  expect(due.out.replaceAll(/\s+/g, ' ')).toContain(
    `réponse à l’offre ${offer} attendue jusqu’au 13 novembre 2026`,
  );
  await json('commission', 'answer', offer, '--refuse', 'rent', '--on', '2026-11-05');
  const wrong = (await json('records', 'head')).seq as number;
  await json('commission', 'correct', String(wrong), '--motive', 'wrong-day', '--day', '2026-11-06');
  const next = await json('commission', 'offer', session, 'V-1', '--on', '2026-11-07');
  const second = String(next.cases[0].candidates[1].entries.offer);
  await json('commission', 'answer', second, '--accept', '--on', '2026-11-08');
  const let_ = await precal([
    'commission',
    'lease',
    session,
    'V-1',
    numbers[1]!,
    '--on',
    '2026-11-10',
    ...data,
  ]);
  expect(let_.out).toContain('bail signé avec le rang 2');
  const head = await json('records', 'head');
  const verified = await json('verify', '--head', `${head.seq}:${head.hash}`);
  expect(verified.register).toMatchObject({ sound: true, broken: null, records: 1 });
  expect(verified.sessions).toEqual([{ session, outcome: 'sound' }]);
  expect(await json('replay', session)).toMatchObject({ outcome: 'same' });
  const listed = await precal(['records', 'list', ...data]);
  expect(listed.out.replaceAll(/\s+/g, ' ')).toContain('import (demandes), 30 lignes acceptées');
  for (const number of numbers) expect(listed.out).not.toContain(number);
  const exported = (await precal(['records', 'export', ...data])).out;
  await writeFile(folder.path('registre.jsonl'), exported);
  const known = ['--head', `${head.seq}:${head.hash}`];
  const away = await precal(['records', 'check', folder.path('registre.jsonl'), ...known]);
  expect(away).toMatchObject({ code: 0 });
  expect(away.out).toContain('La chaîne tient');
  await writeFile(folder.path('registre.jsonl'), exported.replace('2026-11-03', '2026-11-04'));
  const changed = await precal(['records', 'check', folder.path('registre.jsonl'), ...known]);
  expect(changed.code).toBe(1);
  expect(changed.out).toContain('rompue à l’écriture 8');
  await refused(['records', 'check', folder.path('absent')], /ne peut pas être lu/);
  expect((await json('records', 'show', '4')).kind).toBe('session-proposed');
});

test('silence, turns given up, papers', async () => {
  const [one, two, three] = (await json('commission', 'show', session)).cases[1].candidates.map(
    ({ number }: { number: string }) => number,
  ) as [string, string, string];
  await json('commission', 'decide', session, 'V-2', one, '--decision', 'attribution-ranked');
  await json('commission', 'decide', session, 'V-2', two, '--decision', 'attribution-ranked');
  const paper = ['--decision', 'attribution-conditional', '--paper', 'tax-notice'];
  await json('commission', 'decide', session, 'V-2', three, ...paper);
  await json('commission', 'offer', session, 'V-2', '--on', '2026-11-03', '--until', '2026-11-15');
  const lapsed = await json('commission', 'lapse', '--on', '2026-11-16');
  expect(lapsed.items).toMatchObject([{ kind: 'silence-to-record', vacancy: 'V-2', rank: 1 }]);
  await json('commission', 'pass', session, 'V-2', two, '--motive', 'withdrew', '--on', '2026-11-16');
  const met = await json(
    'commission',
    'condition',
    session,
    'V-2',
    three,
    '--met',
    'oui',
    '--on',
    '2026-11-17',
  );
  expect(met.cases[1]).toMatchObject({ standing: 'to-offer', turn: 3 });
});

test('a demand renewed, closed, and the closing taken back', async () => {
  const number = MEETING_TOWN.demands[29]!.number;
  await json('demand', 'renew', number, '--on', '2026-11-03');
  const { entry } = await json('demand', 'close', number, '--code', 'RADABA', '--on', '2026-11-04');
  await refused(['demand', 'close', number, '--code', 'RADABA', ...data], /déjà radiée/);
  const later = ['demand', number, '--as-of', '2026-11-10', ...data];
  await refused(later, /vivier/);
  await json('commission', 'correct', String(entry), '--motive', 'typing-error', '--code', 'RADREN');
  await refused(later, /vivier/);
  const said = await precal([
    'commission',
    'correct',
    String(entry),
    '--motive',
    'typing-error',
    '--annul',
    ...data,
  ]);
  expect(said.out.replaceAll(/\s+/g, ' ')).toContain(`écriture ${entry} annulée`);
  expect((await precal(later)).code).toBe(0);
  await refused(['demand', 'renew', '999', ...data], /numéro unique/);
});

describe('refused in French', () => {
  test.each<[string, () => readonly string[], RegExp]>([
    [
      'a decision made twice',
      () => ['commission', 'decide', session, 'V-1', numbers[0]!, '--decision', 'attribution'],
      /déjà décidé/,
    ],
    [
      'a decision without its motive',
      () => ['commission', 'decide', session, 'V-1', numbers[0]!, '--decision', 'inadmissible'],
      /--motive/,
    ],
    [
      'an answer and its contrary',
      () => ['commission', 'answer', '9', '--accept', '--refuse', 'rent'],
      /--accept, ou --refuse/,
    ],
    ['an offer that does not exist', () => ['commission', 'answer', '999', '--accept'], /Aucune offre/],
    [
      'a correction of a session',
      () => ['commission', 'correct', '4', '--motive', 'typing-error', '--annul'],
      /L’écriture 4/,
    ],
    [
      'a correction that says nothing',
      () => ['commission', 'correct', '5', '--motive', 'typing-error'],
      /ne dit pas ce qui change/,
    ],
    ['a change of a decided session', () => ['session', 'cancel', session], /a déjà décidé/],
    ['a malformed head', () => ['verify', '--head', 'x'], /tête de registre/],
    ['an entry that is not there', () => ['records', 'show', '9999'], /pas d’écriture 9999/],
    ['a record that is not there', () => ['replay', 'd'.repeat(64)], /Aucun procès-verbal/],
    ['an erasure without its confirmation', () => ['erase', numbers[0]!], /--confirm/],
  ])('%s', async (_, args, says) => {
    await refused([...args(), ...data], says);
  });
});

test('a household’s file, then its erasure, then a replay that says so', async () => {
  const number = numbers[1]!;
  const exported = await precal(['demand', 'export', number, ...data]);
  expect(exported.err).toBe('');
  const file = JSON.parse(exported.out);
  expect(file).toMatchObject({ number, sessions: [{ session }] });
  expect(file.register.map(({ kind }: { kind: string }) => kind)).toContain('lease-signed');
  const erased = await json('erase', number, '--confirm');
  expect(erased).toMatchObject({ demands: 1, head: { seq: expect.any(Number) } });
  const replayed = await precal(['replay', session, ...data]);
  expect(replayed.code).toBe(1);
  expect(replayed.out.replaceAll(/\s+/g, ' ')).toContain('données effacées le 2 novembre 2026');
  const verified = await precal(['verify', ...data]);
  expect(verified.out).toContain('Le registre tient');
  await refused(['demand', 'export', number, ...data], /numéro unique/);
}, 30_000);
