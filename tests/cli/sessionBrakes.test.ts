import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrakesSchema, FrontierSchema } from '../../api/http/brakesRoutes.ts';
import { openStore } from '../../api/store/openStore.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
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

describe('precal session brakes', () => {
  test('says what each target costs, the same as in JSON', async () => {
    const ran = await precal(['session', 'brakes', ID, ...data]);
    expect(ran).toMatchObject({ code: 0 });
    const shown = BrakesSchema.parse(
      JSON.parse((await precal(['session', 'brakes', ID, ...data, '--json'])).out),
    );
    expect(shown.version).toBe(1);
    const flat = ran.out.replace(/\s+/g, ' ');
    for (const { label, text } of [...shown.costing, ...shown.unreachable]) {
      expect(flat).toContain(label.replace(/\s+/g, ' '));
      expect(flat).toContain(text.replace(/\s+/g, ' '));
    }
    expect(flat).toMatch(/\[proposition\]|proposition à valider/);
    for (const line of ran.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
  test('of no session is refused', async () => {
    await refused(['session', 'brakes', '2026-11-02-9', ...data], /Aucune séance/);
  });
});

describe('precal session frontier', () => {
  test('shows a table, then each line in words', async () => {
    const ran = await precal(['session', 'frontier', ID, '--family', 'aci', '--steps', '3', ...data]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(
      /points par logement[\s\S]*d’abord[\s\S]*COMPOSITION PAR COMPOSITION[\s\S]*Sans la famille/,
    );
    const json = await precal([
      'session',
      'frontier',
      ID,
      '--family',
      'aci',
      '--steps',
      '3',
      ...data,
      '--json',
    ]);
    expect(FrontierSchema.parse(JSON.parse(json.out)).points.length).toBeGreaterThanOrEqual(2);
  });
  test('a family or a number of lines that does not exist is refused', async () => {
    await refused(['session', 'frontier', ID, '--family', 'dalo', ...data], /mix, aci, flux/);
    await refused(['session', 'frontier', ID, '--family', 'aci', '--steps', '1', ...data], /de 2 à 15/);
    await refused(['session', 'frontier', ID, ...data], /Il manque/, 2);
  });
});
