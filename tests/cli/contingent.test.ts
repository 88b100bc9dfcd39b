import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unweightedNotices } from '../../api/present/method.ts';
import { type PresentedShortlist, presentShortlist } from '../../api/present/shortlist.ts';
import { openRules } from '../../api/service/territories.ts';
import { DEFAULT_QUESTION, Workspace } from '../../api/service/workspace.ts';
import type { Reservataire } from '../../engine/domain/codes.ts';
import { precal } from '../support/commandLine.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';
import { aTownFolder, type TownFolder } from '../support/townCli.ts';

const IGNORED =
  /Aucune pondération de ce territoire ne s’applique au contingent « Préfet, ménages prioritaires »/;

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

const shortlist = async (...options: readonly string[]) =>
  (await precal(['shortlist', 'V-1', ...town.data, ...options])).out
    .replace(/\s+/g, ' ')
    .replaceAll('\u00a0', ' ');

describe('a contingent that no weighting speaks of', () => {
  test('is said in the list and in its JSON', async () => {
    const text = await shortlist('--contingent', 'PPRIOR');
    expect(text).toMatch(IGNORED);
    expect(text).toContain('l’ordre est celui de la cotation seule.');
    const json = JSON.parse(await shortlist('--contingent', 'PPRIOR', '--json')) as PresentedShortlist;
    expect(json.method).toMatchObject({ weighting: null });
    expect(json.method.notices[0]).toMatch(IGNORED);
  });
  test('nothing is said where a weighting applies, or where no contingent is named', async () => {
    for (const options of [[], ['--contingent', 'COLACT'], ['--contingent', 'AUCUN']])
      expect(await shortlist(...options), options.join(' ')).not.toContain('Aucune pondération');
    expect(await shortlist('--contingent', 'COLACT')).toContain('pondération : Pondération Action');
  });
  test.each<[Reservataire | null, Reservataire | null, boolean]>([
    ['PPRIOR', null, true],
    ['COLACT', null, false],
    [null, null, false],
    ['AUCUN', null, false],
    // What is asked goes before what the file says.
    ['COLACT', 'PPRIOR', true],
    ['PPRIOR', 'COLACT', false],
  ])('a vacancy oriented to %s, asked for %s', async (orientedTo, contingent, said) => {
    const vacancies = TOWN.vacancies.map((vacancy) => ({ ...vacancy, orientedTo }));
    const store = new MemoryStore({ ...TOWN, vacancies }, { referenceDay: null });
    const workspace = await Workspace.open({ store, ...openRules('mel-2016'), asOf: TODAY });
    const { shortlist: list, context } = workspace.shortlist({
      ...DEFAULT_QUESTION,
      vacancy: 'V-1',
      contingent,
    });
    const { notices } = presentShortlist(context, list).method;
    expect(notices.some((notice) => IGNORED.test(notice))).toBe(said);
  });
  test('a contingent that the list of codes does not have is named as it is', () => {
    expect(unweightedNotices({ weighting: null }, 'AUTRE-CHOSE')[0]).toContain('« AUTRE-CHOSE »');
    expect(unweightedNotices({ weighting: null }, null)).toEqual([]);
  });
});
