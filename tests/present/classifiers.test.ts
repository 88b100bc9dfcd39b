import { describe, expect, test } from 'vitest';
import { countedWords } from '../../api/present/brakesWords.ts';
import { presentHousehold } from '../../api/present/household.ts';
import { effectSentence } from '../../api/present/targets.ts';
import { describeDemand } from '../../engine/shortlist/describe.ts';
import { effectsOf, targetStates } from '../../engine/targets/balance.ts';
import { Ledger } from '../../engine/targets/ledger.ts';
import { placeOf } from '../../engine/targets/place.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { aTerritory, PROPOSAL, poolOf, TODAY, target } from '../support/territory.ts';

/* Band and quartile side by side: two incomes, two measures, two dates. */

const threshold = (validFrom: string, firstQuartileBelowEurPerUc: number) => ({
  validFrom: validFrom as typeof TODAY,
  firstQuartileBelowEurPerUc,
  provenance: PROPOSAL,
});
const territory = aTerritory({ quartiles: [threshold('2025-01-01', 8_300)] });
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const resources = (
  incomes: object,
  { of = territory, household = {} }: { of?: typeof territory; household?: object } = {},
): string => {
  const base = aDemand(0);
  const demand = aDemand(1, {
    renewedOn: '2026-05-14',
    incomes: { referenceTaxIncome: [], declaredMonthlyEur: null, rolling12MonthsEur: null, ...incomes },
    household: { ...base.household, ...household },
  });
  return plain(presentHousehold(describeDemand(poolOf([demand], { territory: of }), of, 0)).resources);
};
const quartile = (...args: Parameters<typeof resources>): string =>
  resources(...args)
    .split(' ; ')
    .find((part) => part.includes('quartile'))!;
/** Monthly resources of a lone person that come to so much a year. */
const yearly = (eur: number) => ({ declaredMonthlyEur: eur / 12 });

describe('the quartile of a household', () => {
  test('is said with its measure, the day of the declaration and the threshold', () => {
    expect(quartile(yearly(8_299.4))).toBe(
      'premier quartile : ressources déclarées, au 14 mai 2026, 8 299 € par an et par unité de consommation, sous un seuil de 8 300 € depuis le 1er janvier 2025 [proposition]',
    );
  });
  test('exactly at the threshold is above', () => {
    expect(quartile(yearly(8_300))).toMatch(
      /^au-dessus du premier quartile : .*8 300 € par an.*, pour un seuil de/,
    );
  });
  test('a cent under never reads as the threshold', () => {
    expect(quartile(yearly(8_299.99))).toMatch(/^premier quartile : .* 8 299 € par an/);
  });
  test('not known: why', () => {
    expect(quartile({})).toBe('quartile à établir : ressources mensuelles non déclarées');
    expect(quartile(yearly(9_000), { household: { children: null } })).toBe(
      'quartile à établir : composition du ménage à préciser',
    );
    const later = aTerritory({ quartiles: [threshold('2027-01-01', 8_300)] });
    expect(quartile(yearly(9_000), { of: later })).toBe('quartile à établir : aucun seuil à cette date');
  });
});

describe('beside the band', () => {
  const tax = { referenceTaxIncome: [{ year: 2024, amountEur: 4_000 }] };
  test('each by its own income: one may be known and the other not', () => {
    expect(resources(tax)).toMatch(
      /^revenu fiscal retenu \(2024, ou 2025 s’il est plus bas\) 4 000 € par an, 17 % du plafond PLUS 2026 ; tranche : très modeste ; .*quartile à établir/,
    );
    expect(resources(yearly(5_000))).toMatch(
      /^revenu fiscal non déclaré ; tranche de ressources à établir ; .*premier quartile : ressources déclarées/,
    );
  });
  test('neither moves with the other’s income', () => {
    const both = resources({ ...tax, ...yearly(30_000) });
    expect(both).toMatch(/tranche : très modeste/);
    expect(both).toMatch(/au-dessus du premier quartile/);
    expect(quartile({ ...tax, ...yearly(30_000) })).toBe(quartile(yearly(30_000)));
  });
});

describe('a target on the leases of a contingent, in words', () => {
  const credited = target('prioritaires', {
    credited: 'COLACT',
    counts: { verifiedPriority: true },
    share: 0.25,
  });
  const of = aTerritory({ targets: [credited] });
  test('a lease credited elsewhere has no effect, and the sentence says why', () => {
    const states = targetStates(of, new Ledger(2026, TODAY), placeOf(of, aDwelling('L-1')), ['COLACT']);
    const effects = effectsOf(states, {
      firstAccess: false,
      bandGroup: null,
      firstQuartile: null,
      verifiedPriority: true,
      npruRelocation: false,
      contingent: 'AUCUN',
    });
    expect(effects.map((effect) => effectSentence(effect))).toEqual([
      'sans effet : le bail serait crédité à un autre contingent',
    ]);
  });
  test('its brake names the contingent', () => {
    const aim = {
      bound: 'min',
      kind: 'share',
      shareHundredths: 25,
      dueHundredths: 0,
      reference: null,
    } as const;
    expect(countedWords({ target: credited, aim }).noun).toBe(
      'ménage prioritaire vérifié crédité au contingent « Action Logement et employeurs »',
    );
  });
});
