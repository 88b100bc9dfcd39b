import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AcceptanceSchema } from '../../api/http/acceptanceRoutes.ts';
import { openStore } from '../../api/store/openStore.ts';
import { describedOutcomes } from '../acceptance/answers.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { refused } from '../support/townCli.ts';

const folder = await aFolder();
const data = ['--data', folder.path('town')] as const;
const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };

beforeAll(async () => {
  const store = await openStore(folder.path('town'), { territory: 'mel-2016', referenceDay: null });
  const content = { ...MEETING_TOWN, outcomes: describedOutcomes(6000, { seed: 4 }) };
  for (const kind of ['dwellings', 'demands', 'vacancies', 'allocations', 'outcomes'] as const)
    await store.commit(kind, content[kind] as never, origin);
});
afterAll(() => folder.remove());

describe('precal acceptance', () => {
  test('rates, model, calibration, and what it is for', async () => {
    const ran = await precal(['acceptance', ...data]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/TAUX PAR CLASSE[\s\S]*MODÈLE INDIVIDUEL[\s\S]*PRÉVU ET OBSERVÉ/);
    for (const line of ran.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
  test('--json has the published shape', async () => {
    const ran = await precal(['acceptance', '--json', ...data]);
    expect(AcceptanceSchema.parse(JSON.parse(ran.out)).model).toMatchObject({
      kind: 'learned',
      described: 6000,
    });
  });
  test('on a day before all answers: too few', async () => {
    const ran = await precal(['acceptance', '--as-of', '2020-01-01', ...data]);
    expect(ran.out.replace(/\s+/g, ' ')).toMatch(/Trop peu de réponses : 0/);
  });
  test('a session by individual lengths, shown and explained with both risks', async () => {
    const made = await precal(['session', 'propose', 'V-1', 'V-2', '--length-by', 'individual', ...data]);
    expect(made.code).toBe(0);
    const said = made.out.replace(/\s+/g, ' ');
    expect(said).toMatch(
      /Risque que tous refusent : \d.* par les taux du territoire ; \d.* par le modèle individuel/,
    );
    expect(said).toMatch(/Longueur des listes : par les chances individuelles/);
    const explained = await precal(['session', 'explain', '2026-11-02-1', ...data]);
    expect(explained.out.replace(/\s+/g, ' ')).toMatch(
      /Risque que tous refusent.*par le modèle individuel.*Modèle individuel d’acceptation : appris sur/,
    );
    await refused(['session', 'propose', 'V-3', '--length-by', 'luck', ...data], /rates, individual/);
  });
});
