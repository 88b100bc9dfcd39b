import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { writeAllocationsCsv } from '../../api/export/tables.ts';
import { issueText } from '../../api/present/messages.ts';
import type { PresentedRecordedYardstick, PresentedYardstick } from '../../api/present/yardstick.ts';
import { runYardstick } from '../../api/service/yardsticks.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { anAllocation } from '../support/allocations.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { aTownFolder, refused } from '../support/townCli.ts';
import { aTinyScenario } from '../years/tinyScenario.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'precal-yardstick-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const scenarioFile = (name: string, changes: Record<string, unknown> = {}): string => {
  const path = join(FOLDER, `${name}.yaml`);
  writeFileSync(path, stringify(aTinyScenario({ id: name, months: 12, ...changes })));
  return path;
};
const yardstick = (...args: string[]) => precal(['simulate', 'yardstick', ...args, '--rounds', '10']);

test('a scenario’s year under each policy, beside a bound that none passes; the same bytes in workers', async () => {
  const file = scenarioFile('village');
  const asked = [file, '--json'];
  const here = await yardstick(...asked, '--workers', '1');
  expect(here.code, here.err).toBe(0);
  const shown = JSON.parse(here.out) as PresentedYardstick;
  expect(shown.years.map(({ label }) => label)).toEqual(['Tirage 1']);
  for (const { bound, plan, lines } of [...shown.years, shown.lists!]) {
    expect(plan).toBeLessThanOrEqual(bound);
    for (const { points } of lines) expect(points).toBeLessThanOrEqual(bound);
    expect(lines[0]!.closed).toBeNull();
    expect(lines.at(-1)!.id).toBe('futures');
  }
  expect(shown.years[0]!.lines.map(({ id }) => id)).toEqual(['greedy', 'filtered', 'futures']);
  expect((await yardstick(...asked, '--workers', '2')).out).toBe(here.out);
}, 120_000);

test('read on a screen: what the one who knows knows, what each policy knows, and the way of each to the bound', async () => {
  const { code, out, err } = await yardstick(
    scenarioFile('moitie', {
      world: { demands: 400, dwellings: 1_200, openVacancies: 50, leasesPerYear: 80 },
    }),
    '--scale',
    '2',
    '--workers',
    '1',
    '--policy',
    'greedy',
    '--policy',
    'priced',
  );
  expect(code, err).toBe(0);
  const text = out.replace(/\s+/g, ' ');
  expect(text).toContain('sont divisés par 2 : 200 demandes en attente au départ');
  expect(text).toContain('La borne est celle de qui saurait tout dès le premier jour');
  expect(text).toMatch(/Borne certifiée : [\d ]+ points/);
  expect(text).toMatch(/Prix des objectifs : [\d−, ]+ % du chemin en moyenne, [\d−, ]+ % au pire tirage/);
  expect(text).toContain('LOGEMENTS DU PREMIER TIRAGE, UN PAR UN');
  expect(out).not.toMatch(/NaN|undefined|Infinity/);
  expect(err).toContain('Repère, moitie : 1 sur 1');
}, 120_000);

test('a year that has no bound is refused, with what to change', async () => {
  const base = ['simulate', 'yardstick'];
  await refused(base, /soit un scénario, soit un dossier/);
  await refused([...base, scenarioFile('deux'), '--data', FOLDER], /soit un scénario, soit un dossier/);
  await refused([...base, scenarioFile('juillet', { start: '2027-07' })], /Faites-le commencer en janvier/);
  const { vacancies, acceptance } = aTinyScenario();
  const moves = scenarioFile('mutations', { vacancies: { ...vacancies, mutationsFreeHome: true } });
  await refused([...base, moves], /mutationsFreeHome/);
  const { provenance } = acceptance;
  const rents = [{ from: '2027-01', where: 'everywhere', change: -0.1, provenance }];
  await refused([...base, scenarioFile('loyers', { rents })], /Ôtez « rents »/);
  await refused([...base, scenarioFile('facon'), '--policy', 'loterie'], /session, futures/);
});

test('stopped before its first draw, it says so', async () => {
  const abort = new AbortController();
  abort.abort();
  const asked = {
    scenario: aTinyScenario(),
    replications: 1,
    divisor: null,
    plan: {
      policies: ['greedy' as const],
      rounds: 1,
      futures: { futures: 1, firstRounds: 1, rounds: 1 },
    },
    threads: 1,
  };
  const stopped = await runYardstick(asked, { signal: abort.signal }).catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(InputError);
  expect((stopped as InputError).issues.map(issueText).join()).toMatch(
    /arrêté avant la fin du premier tirage/,
  );
}, 60_000);

test('stopped within its first draw, in the calling thread too, that draw is given up', async () => {
  const abort = new AbortController();
  const asked = {
    scenario: aTinyScenario(),
    replications: 1,
    divisor: null,
    plan: {
      policies: ['greedy' as const],
      rounds: 5,
      futures: { futures: 1, firstRounds: 1, rounds: 1 },
    },
    threads: 1,
  };
  const running = runYardstick(asked, {
    signal: abort.signal,
    onProgress: ({ step }) => {
      if (step === 'years') abort.abort();
    },
  });
  await expect(running).rejects.toThrow('yardstick.stopped');
}, 60_000);

test('the vacancies of a place’s own data, if it has a past to draw futures from', async () => {
  const town = await aTownFolder();
  await refused(['simulate', 'yardstick', ...town.data], /aucune attribution passée/);
  const past = town.path('attributions.csv');
  await writeAllocationsCsv([anAllocation('L-1'), anAllocation('L-7', { demand: aNumber(900_001) })], past);
  expect(await precal(['import', past, '--kind', 'allocations', ...town.data])).toMatchObject({ code: 0 });
  const json = await yardstick(...town.data, '--as-of', '2026-11-02', '--order', '1', '--json');
  expect(json.code, json.err).toBe(0);
  const { notices, lists } = JSON.parse(json.out) as PresentedRecordedYardstick;
  expect(notices.join(' ')).toContain('l’ordre tiré numéro 1');
  expect(lists.lines.map(({ id }) => id)).toEqual(['method', 'penalties', 'futures']);
  for (const { points } of lists.lines) expect(points).toBeLessThanOrEqual(lists.bound);
  const read = await yardstick(...town.data, '--as-of', '2026-11-02');
  expect(read.out.replace(/\s+/g, ' ')).toMatch(/dans l’ordre de leurs dates.*parmi 2 attributions passées/);
  await town.remove();
}, 60_000);
