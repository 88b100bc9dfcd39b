import { afterAll, beforeAll, expect, test } from 'vitest';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

const whatIf = (...args: readonly string[]) => precal(['demand', 'what-if', ...args, ...town.data]);

test('says what would do, what nothing would change, and that it is no promise', async () => {
  const { code, out } = await whatIf(aNumber(9));
  expect(code).toBe(0);
  expect(out).toContain(`ce qui mettrait la demande ${aNumber(9)} sur une liste`);
  expect(out).toMatch(/CE QUI SUFFIRAIT AUJOURD’HUI\n {2}- Renouveler la demande/);
  expect(out).toContain('CE QUE RIEN N’Y CHANGERAIT');
  expect(out).toMatch(/ni une promesse ni un conseil/);
});

test('one vacancy, and JSON', async () => {
  const { out } = await whatIf(aNumber(8), '--vacancy', 'V-1', '--json');
  expect(JSON.parse(out)).toMatchObject({
    vacancies: 1,
    ways: [{ changes: [{ kind: 'add-commune', text: 'ajouter Roubaix aux communes souhaitées' }] }],
  });
});

test('the lists of a session', async () => {
  const proposed = await precal(['session', 'propose', 'V-1', 'V-7', ...town.data, '--json']);
  expect(proposed.code).toBe(0);
  const { out, code } = await whatIf(aNumber(9), '--session', '2026-11-02-1', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    session: '2026-11-02-1',
    ways: [{ changes: [{ kind: 'renew' }], smallest: null }],
  });
});

test('a session says how fragile its lists are, in full when asked', async () => {
  const short = await precal(['session', 'explain', '2026-11-02-1', ...town.data]);
  expect(short.out).toMatch(/Fragilité(, entre la liste|\s: aucune autre)/);
  expect(short.out).not.toContain('CE QUI CHANGERAIT');
  const long = await precal(['session', 'explain', '2026-11-02-1', '--fragility', ...town.data]);
  expect(long.out).toMatch(/CE QUI CHANGERAIT LA LISTE DE V-\d/);
  const { out } = await precal(['session', 'explain', '2026-11-02-1', ...town.data, '--json']);
  const { lists } = JSON.parse(out) as { lists: { fragility: { note: string } | null }[] };
  expect(lists.filter(({ fragility }) => fragility?.note.includes('prix des objectifs'))).toHaveLength(2);
});

test('`demand` alone still explains a demand', async () => {
  const { code, out } = await precal(['demand', aNumber(1), ...town.data]);
  expect(code).toBe(0);
  expect(out).toContain(`votre demande ${aNumber(1)}`);
});

test('refusals', async () => {
  await refused(['demand', 'what-if', aNumber(999_999), ...town.data], /n’est pas dans le vivier/);
  await refused(
    ['demand', 'what-if', aNumber(9), '--vacancy', 'V-99', ...town.data],
    /Aucun logement libéré/,
  );
  await refused(
    ['demand', 'what-if', aNumber(9), '--vacancy', 'V-1', '--session', 'S', ...town.data],
    /Une liste ou une séance, pas les deux/,
  );
});

test('a shortlist says how fragile it is, in two lines, and in full when asked', async () => {
  const short = await precal(['shortlist', 'V-1', ...town.data]);
  expect(short.out).toContain('Fragilité, entre la liste et la première demande qui n’y est pas');
  expect(short.out).not.toContain('CE QUI CHANGERAIT LA LISTE');
  const long = await precal(['shortlist', 'V-1', '--fragility', ...town.data]);
  expect(long.out).toContain('CE QUI CHANGERAIT LA LISTE');
});
