import { Command } from 'commander';
import { beforeEach, describe, expect, test } from 'vitest';
import { openPseudonyms } from '../../api/auth/pseudonym.ts';
import { keepingReads } from '../../api/cli/readsKept.ts';
import { writeTableOut } from '../../api/cli/tableOut.ts';
import { KEYS } from '../../api/http/makeGuard.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { fakeEnvironment } from '../support/environment.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';

const ONE = household(1);
let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore(MEETING_TOWN);
});
const reads = () => store.readTrail.read({ before: null, limit: 99, who: null, about: null, demand: null });

/** A command that shows texts of a place, run as the program runs its own. */
const shows = async (args: readonly string[], texts: readonly string[], open = true) => {
  const given = fakeEnvironment({ openStore: async () => store });
  const { environment, finish } = keepingReads(given);
  let ran: Command | null = null;
  const program = new Command('precal').hook('preAction', (_, command) => {
    ran = command;
  });
  program
    .command('look [what]')
    .option('--demand <number>')
    .action(async () => {
      if (open) await environment.openStore('x', null);
      for (const text of texts) environment.out(text);
    });
  await program.parseAsync(['look', ...args], { from: 'user' });
  const before = given.output();
  await finish(ran);
  return { before, after: given.output(), errors: given.errors() };
};

describe('what a command shows of households is written down before it is shown', () => {
  test('the vacancy or the session, how many households, by whom; never a number', async () => {
    const shown = await shows(
      ['V-1'],
      ['Liste\n', `1. ${ONE}\n`, `2. ${household(2)}, et ${ONE}\n`, 'Fin\n'],
    );
    expect(shown.before).toBe('Liste\n');
    expect(shown.after).toBe(`Liste\n1. ${ONE}\n2. ${household(2)}, et ${ONE}\nFin\n`);
    const [read, ...others] = await reads();
    expect(others).toEqual([]);
    expect(read).toMatchObject({
      at: '2026-11-02T08:00:00.000Z',
      who: 'local',
      role: 'local',
      method: 'CLI',
      route: 'precal look',
      about: 'V-1',
      demand: null,
      households: 2,
      clear: true,
    });
    expect(JSON.stringify(read)).not.toContain(ONE);
  });
  test.each([[[ONE]], [['V-1', '--demand', ONE]]])(
    'the one demand that %j names, by its pseudonym',
    async (args) => {
      await shows(args, [ONE]);
      const demand = (await openPseudonyms(store.collection(KEYS))).of(ONE);
      expect(await reads()).toMatchObject([{ demand, about: args[0] === ONE ? null : 'V-1' }]);
    },
  );
  test('nobody named, or no data opened: nothing is written', async () => {
    expect((await shows(['V-1'], ['Personne\n'])).before).toBe('Personne\n');
    expect((await shows(['V-1'], [ONE], false)).after).toBe(ONE);
    expect(await reads()).toEqual([]);
  });
  test('households of a file count too', async () => {
    const folder = await aFolder();
    const { environment, finish } = keepingReads(fakeEnvironment({ openStore: async () => store }));
    await environment.openStore('x', null);
    const columns = [{ header: 'Numéro', type: 'text' as const, cell: (number: string) => number }];
    await writeTableOut(environment, folder.path('l.csv'), { name: 'L', columns, rows: [ONE, household(2)] });
    await finish(new Command('export'));
    await folder.remove();
    expect(await reads()).toMatchObject([{ route: 'export', households: 2, about: null }]);
  });
});

describe('a trail that cannot be written holds no reading back', () => {
  test.each([
    [new InputError([{ code: 'store.served', path: 'data', received: '12' }]), 'Le serveur tourne'],
    [new Error('x'), 'il n’a pas pu être écrit'],
  ])('%s', async (error, says) => {
    store.readTrail.append = () => Promise.reject(error);
    const { before, after, errors } = await shows([ONE], [ONE]);
    expect([before, after]).toEqual(['', ONE]);
    expect(errors).toMatch(/Cette lecture \(1\sménage\) n’est pas inscrite au journal des lectures/);
    expect(errors).toContain(says);
    expect(errors).not.toContain(ONE);
  });
});

test('the program writes down what its commands show', async () => {
  const ran = await precal(['demand', 'export', ONE], { openStore: async () => store });
  expect(ran, ran.err).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(ran.out)).toMatchObject({ number: ONE, explanation: { number: ONE } });
  expect(await reads()).toMatchObject([{ route: 'precal demand export', households: 1 }]);
});

test('an erasure that is not confirmed says what would go and what would stay, and erases nothing', async () => {
  const { code, out, err } = await precal(['erase', ONE], { openStore: async () => store });
  expect([code, out]).toEqual([1, '']);
  for (const says of [
    /CE QUI PARTIRAIT/i,
    /La demande, entière/,
    /Les compteurs ne\s+bougent pas/,
    /--confirm/,
  ])
    expect(err).toMatch(says);
  expect(await store.row('demands', ONE)).not.toBeNull();
});
