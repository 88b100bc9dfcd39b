import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SavedSessionSchema } from '../../api/http/sessionsSchemas.ts';
import type { PresentedShortlist } from '../../api/present/shortlist.ts';
import { openRules } from '../../api/service/territories.ts';
import { RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import { aFolder, precal } from '../support/commandLine.ts';

/** Today's law runs the demonstration and the sessions of 2016: nothing but its folder of rules is new. */
const folder = await aFolder();
const data = ['--data', folder.path('mel')] as const;

const said = async (...args: readonly string[]): Promise<string> => {
  const ran = await precal([...args, ...data]);
  expect(ran.code, ran.err).toBe(0);
  return ran.out;
};

let list: PresentedShortlist;

beforeAll(async () => {
  list = JSON.parse(await said('demo', '--territory', 'mel', '--demands', '1500', '--json'));
});
afterAll(() => folder.remove());

describe('the demonstration', () => {
  test('is under the pack’s own name, method and notices', () => {
    expect(list.territory).toMatchObject({
      id: 'mel',
      label: 'Métropole européenne de Lille, droit en vigueur',
    });
    expect(list.territory.notices).toEqual(openRules('mel').territory.pack.notices);
    expect(list.method.id).toBe('l441-1');
    expect(list.dwelling.commune).toBe('Roubaix');
    expect(list.dwelling.orientedTo).not.toBeNull();
    expect(list.candidates).toHaveLength(3);
  });

  test('counts the quartiles and the contingent of the vacancy; no 50/50 of bands, no ACI', () => {
    const ids = list.qualification.map(({ id }) => id);
    expect(ids).not.toContain('wanted-mix');
    expect(ids).toContain('first-quartile');
    expect(ids.some((id) => ['target-q1-hors-qpv', 'target-autres-quartiles-en-qpv'].includes(id))).toBe(
      true,
    );
    expect(ids).toContain('target-prioritaires-part-du-bailleur');
    const shown = new Set(list.candidates.flatMap(({ effects }) => effects.map(({ target }) => target)));
    expect(shown).toContain('prioritaires-part-du-bailleur');
    expect(JSON.stringify(list.qualification.map(({ text }) => text))).not.toMatch(/accord collectif/i);
  });

  test('shows both classifiers of each household, each by its own measure and date', () => {
    for (const { household } of list.candidates) {
      const parts = household.resources.split(' ; ');
      const band = parts.filter((part) => part.startsWith('tranche'));
      const quartile = parts.filter((part) => part.includes('quartile'));
      expect([band.length, quartile.length]).toEqual([1, 1]);
      expect(quartile[0]).toMatch(
        /^(premier quartile|au-dessus du premier quartile) : ressources déclarées, au .* 20\d\d, .* par unité de consommation, (sous|pour) un seuil de 8\s300\s€ depuis le 1er janvier 2023 \[proposition\]$|^quartile à établir : /,
      );
      expect(quartile[0]).not.toMatch(/plafond|revenu fiscal/);
    }
    expect(list.candidates.some(({ household }) => household.resources.includes('plafond PLUS 2026'))).toBe(
      true,
    );
  });
});

test('a session is proposed, explained and verified, each lease credited to the réservataire or to nobody', async () => {
  const session = SavedSessionSchema.parse(
    JSON.parse(await said('session', 'propose', '--first', '8', '--json')),
  );
  expect(session.lists).toHaveLength(8);
  const rows = session.targets.map(({ target }) => target);
  expect(rows).toEqual(expect.arrayContaining(['q1-hors-qpv', 'prioritaires-part-du-bailleur']));
  expect(rows.some((id) => id.startsWith('flux-'))).toBe(true);
  expect(rows.some((id) => id.startsWith('mix-') || id.startsWith('aci-'))).toBe(false);
  const credited = session.lists.flatMap(({ dwelling, candidates }) =>
    candidates.map((candidate) => [dwelling.orientedTo, candidate.credited] as const),
  );
  expect(credited.length).toBeGreaterThan(20);
  for (const [orientedTo, contingent] of credited)
    expect([orientedTo, RESERVATAIRES.AUCUN]).toContain(RESERVATAIRES[contingent as Reservataire]);
  expect(credited.some(([, contingent]) => contingent !== 'AUCUN')).toBe(true);
  expect(await said('verify', session.id, '--replay')).toMatch(/à l’octet près/);
});
