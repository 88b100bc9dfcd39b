import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeRows } from '../../api/export/tables.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { TOWN, TOWN_DEMANDS } from '../support/town.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
const file = (name: string) => town.path(name);
beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

const stored = async (folder: string): Promise<readonly Demand[]> =>
  (await openStore(file(folder), null)).all('demands');

describe('precal import finds the format in the content', () => {
  test.each(['xlsx', 'jsonl'] as const)('%s, whatever the name', async (written) => {
    await writeRows('demands', TOWN.demands, { path: file(`demandes-${written}.dat`), written });
    const ran = await precal(['import', file(`demandes-${written}.dat`), '--data', file(written)]);
    expect(ran.code).toBe(0);
    expect(await stored(written)).toEqual(TOWN_DEMANDS);
  });
  test('refused lines of JSON Lines go to JSON Lines', async () => {
    await writeFile(file('faute.jsonl'), '{"number":"x"}\n');
    const ran = await precal(['import', file('faute.jsonl'), '--data', file('refused')]);
    expect(ran.code).toBe(3);
    expect(await readFile(file('faute.refus.jsonl'), 'utf8')).toMatch(/\$refus/);
  });
  test('a mapping needs headers', async () => {
    await writeRows('demands', TOWN.demands, { path: file('m.jsonl'), written: 'jsonl' });
    await refused(
      ['import', file('m.jsonl'), '--mapping', 'm.yaml', '--data', file('mapped')],
      /--mapping : « jsonl ».*csv ou xlsx/,
    );
  });
});

describe('labels', () => {
  const labels = (...lines: readonly string[]) =>
    `Numéro unique;Liste;Situation;Vérifié le;Fin\n${lines.join('\n')}\n`;
  const run = async (name: string, content: string) => {
    await writeFile(file(name), content);
    return precal(['import', file(name), '--kind', 'labels', ...town.data]);
  };
  const firstStored = async () => (await stored('town')).find(({ number }) => number === aNumber(1))!;

  test('set, unchanged once more, kept by a file of demands that does not say them, withdrawn', async () => {
    const set = labels(`${aNumber(1)};ACI;ACI_EXPULSION;2026-03-01;`, `${aNumber(1)};SYPLO;;2026-03-01;`);
    const first = await run('labels.csv', set);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/1\u00a0remplacement/);
    const labelled = await firstStored();
    expect(labelled.priorities).toContainEqual({
      situation: 'ACI_EXPULSION',
      evidence: 'verified',
      since: '2026-03-01',
    });
    expect(labelled.contingents).toContain('PPRIOR');
    expect((await run('labels.csv', set)).out).toMatch(/0\u00a0remplacement/);

    await writeRows(
      'demands',
      TOWN.demands.map((demand) => ({ ...demand, priorities: null })),
      { path: file('sans.csv'), written: 'csv' },
    );
    expect((await precal(['import', file('sans.csv'), ...town.data])).code).toBe(0);
    expect((await firstStored()).priorities).toEqual(labelled.priorities);

    const ends = labels(`${aNumber(1)};ACI;ACI_EXPULSION;2026-03-01;2026-10-01`);
    expect((await run('fins.csv', ends)).code).toBe(0);
    expect((await firstStored()).priorities).toEqual([]);
  });
  test('an unknown number is refused, and not repeated', async () => {
    const ran = await run('inconnu.csv', labels('999012699999900001;SYPLO;;2026-03-01;'));
    expect(ran.code).toBe(3);
    expect(ran.out).toMatch(/label\.demand\.unknown/);
    expect(ran.out + ran.err).not.toContain('999012699999900001');
  });
  test('an end ahead is said', async () => {
    const ran = await run('avenir.csv', labels(`${aNumber(2)};SYPLO;;2026-03-01;2027-01-01`));
    expect(ran.out).toMatch(/À noter : Des labels ont une fin à venir/);
  });
});

describe('precal stock', () => {
  const RPLS = 'REG_CODE;DEPCOM;NBPIECE;SURFHAB\n32;59350;3;60\n32;59350;3;61\n32;75056;2;40\n';
  test('counts, says what the file does not say, writes a table', async () => {
    await writeFile(file('rpls.csv'), RPLS);
    const ran = await precal(['stock', file('rpls.csv'), '--out', file('parc.csv')]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/2\u00a0logements du territoire, 1\u00a0ailleurs/);
    expect(ran.out).toMatch(/ni l’identifiant du logement, ni le bailleur, ni le loyer/);
    expect(ran.out).toMatch(/Colonne « CUS_CODE » : Cette colonne manque/);
    expect(await readFile(file('parc.csv'), 'utf8')).toMatch(/59350;Lille;;;;T3;;2\n/);
    await refused(['stock', file('rpls.csv'), '--out', file('parc.csv')], /existe déjà/);
    const json = JSON.parse((await precal(['stock', file('rpls.csv'), '--json'])).out) as object;
    expect(json).toMatchObject({ inside: 2, outside: 1, groups: [{ typology: 'T3', dwellings: 2 }] });
  });
  test('is no import of dwellings', async () => {
    await writeFile(file('rpls2.csv'), RPLS);
    await refused(
      ['import', file('rpls2.csv'), '--kind', 'dwellings', '--data', file('never')],
      /precal stock.*ni bailleur ni loyer/,
    );
    expect(await readdir(town.path())).not.toContain('never');
  });
  test('a file that is not there, another format, a file of something else', async () => {
    await refused(['stock', file('absent.csv')], /absent\.csv.*ne peut pas être lu/);
    await writeFile(file('un.jsonl'), '{}\n');
    await refused(['stock', file('un.jsonl')], /jsonl.*CSV public/);
    const other = await precal(['stock', file('demandes.csv')]);
    expect(other.code).toBe(1);
    expect(other.out).toMatch(/Rien n’est importé/);
  });
});

describe('tables for a spreadsheet', () => {
  const exported = async (name: string): Promise<string[]> =>
    (await readFile(file(name), 'utf8')).trimEnd().split('\n');
  test('vacancies', async () => {
    expect((await precal(['vacancies', ...town.data, '--out', file('v.csv')])).code).toBe(0);
    const lines = await exported('v.csv');
    expect(lines).toHaveLength(TOWN.vacancies.length + 1);
    expect(lines[1]).toMatch(/^V-1;L-1;/);
    expect((await precal(['vacancies', ...town.data, '--out', file('v.xlsx')])).code).toBe(0);
  });
  test('shortlist: candidates and those who follow', async () => {
    const ran = await precal(['shortlist', 'V-1', ...town.data, '--out', file('s.csv'), '--json']);
    const { candidates, next } = JSON.parse(ran.out) as { candidates: { number: string }[]; next: unknown[] };
    const lines = await exported('s.csv');
    expect(lines).toHaveLength(1 + candidates.length + next.length);
    expect(lines[1]).toContain(`V-1;proposé;1;${candidates[0]!.number}`);
  });
  test('a session: lists and targets', async () => {
    const proposed = await precal(['session', 'propose', 'V-1', 'V-3', ...town.data, '--json']);
    const { id, lists } = JSON.parse(proposed.out) as { id: string; lists: { candidates: unknown[] }[] };
    const out = ['--lists', file('l.csv'), '--targets', file('t.csv')];
    expect((await precal(['session', 'export', id, ...town.data, ...out])).code).toBe(0);
    expect(await exported('l.csv')).toHaveLength(
      1 + lists.reduce((sum, { candidates }) => sum + Math.max(1, candidates.length), 0),
    );
    expect((await exported('t.csv'))[0]).toMatch(/Identifiant;Objectif;Cible/);
    await refused(['session', 'export', id, ...town.data], /--lists, --targets ou les deux/);
  });
});
