import { describe, expect, test } from 'vitest';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import type { TerritoryPack } from '../../engine/domain/territory.ts';
import { drawAllocations } from '../../engine/simulation/allocations.ts';
import { calibrationReport } from '../../engine/simulation/calibration.ts';
import { drawPastVacancies, flagsWithMean, oddsFactor } from '../../engine/simulation/commissions.ts';
import { drawFilings, syntheticNumber } from '../../engine/simulation/filing.ts';
import { quantileOf } from '../../engine/simulation/incomes.ts';
import { SIMULATED_QPV_RULE, simulatedQpv } from '../../engine/simulation/simulatedQpv.ts';
import {
  type Circumstances,
  choosePlacesToHost,
  drawCircumstances,
} from '../../engine/simulation/situations.ts';
import { generateStock, MAX_RENT_PER_M2 } from '../../engine/simulation/stock.ts';
import { openVacancies, splitStock } from '../../engine/simulation/vacancies.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { mel, today } from './mel.ts';

const { pack } = mel;
const stock = generateStock({ pack, seed: 1, count: 6_000, asOf: today });

describe('simulated QPV', () => {
  const codes = simulatedQpv(pack);
  const withQpv = new Set(pack.qpvs.flatMap((q) => q.communes));
  const of = (fragility: string, inside: boolean) =>
    pack.quartiers
      .filter((q) => q.fragility === fragility && withQpv.has(q.commune) === inside)
      .map((q) => codes.get(q.id));

  test('is a code of the commune in its most fragile quartiers', () => {
    const most = of('most-fragile', true);
    expect(most.length).toBeGreaterThan(5);
    for (const code of most) expect(code).toMatch(/^QN/);
  });
  test('is outside in less fragile quartiers and in communes without a QPV', () => {
    for (const fragility of ['fragile', 'less-fragile'])
      for (const code of of(fragility, true)) expect(code).toBe(false);
    for (const fragility of ['most-fragile', 'fragile', 'less-fragile', 'unknown'])
      for (const code of of(fragility, false)) expect(code).toBe(false);
  });
  test('is not said where the fragility of the quartier is not known', () => {
    const unknown = of('unknown', true);
    expect(unknown.length).toBeGreaterThan(0);
    for (const code of unknown) expect(code).toBeNull();
  });
  test('is said to be simulated', () => {
    expect(SIMULATED_QPV_RULE).toContain('Aucun contour');
    expect(stock.every((d) => d.qpvSimulated && d.qpv2015 === null)).toBe(true);
  });
});

describe('the stock', () => {
  test('keeps rents under the indexed maximum of their financing', () => {
    for (const { rentEur, livingAreaM2, financing } of stock)
      expect(rentEur).toBeLessThanOrEqual(livingAreaM2 * MAX_RENT_PER_M2[financing] + 1e-9);
    expect(MAX_RENT_PER_M2.PLAI).toBeLessThan(MAX_RENT_PER_M2.PLUS);
    expect(MAX_RENT_PER_M2.PLUS).toBeLessThan(MAX_RENT_PER_M2.PLS);
  });
  test('puts houses on the ground, without a lift', () => {
    const houses = stock.filter((d) => d.building === 'house');
    expect(houses.length).toBeGreaterThan(1_000);
    for (const { floor, lift } of houses) expect([floor ?? 0, lift ?? false]).toEqual([0, false]);
  });
  test('dedicates one dwelling "à l’adresse" in each commune of small rotation, none elsewhere', () => {
    const leases = new Map<string, number>();
    for (const q of pack.quartiers)
      leases.set(q.commune, (leases.get(q.commune) ?? 0) + q.estimatedLeasesPerYear);
    const dedicated = stock.filter((d) => d.aciAddress).map((d) => d.commune);
    expect(dedicated.length).toBeGreaterThan(10);
    expect(new Set(dedicated).size).toBe(dedicated.length);
    for (const commune of dedicated) expect(leases.get(commune)).toBeLessThan(10);
  });
  test('belongs to one landlord per residence', () => {
    const landlord = new Map<string, string>();
    for (const { residence, bailleur } of stock) {
      expect(landlord.get(residence!) ?? bailleur).toBe(bailleur);
      landlord.set(residence!, bailleur);
    }
    expect(landlord.size).toBeGreaterThan(200);
  });
});

describe('freed dwellings', () => {
  test('come from every commune when there are enough, and are split without overlap', () => {
    const { open, past, let: tenants } = splitStock(stock, { seed: 1, openCount: 200, pastCount: 500 });
    const communes = new Set(stock.map((d) => d.commune));
    expect(new Set(open.map((d) => d.commune)).size).toBe(communes.size);
    expect([open.length, past.length]).toEqual([200, 500]);
    expect(new Set([...open, ...past, ...tenants]).size).toBe(6_000);
  });
  test('may be fewer than communes', () => {
    expect(splitStock(stock, { seed: 1, openCount: 3, pastCount: 0 }).open).toHaveLength(3);
  });
  test('are oriented to a réservataire only where the pack orients vacancies', () => {
    const { open } = splitStock(stock, { seed: 1, openCount: 200, pastCount: 0 });
    const by = (regime: 'household-profile' | 'orientation') =>
      openVacancies({
        pack: { ...pack, contingents: { ...pack.contingents, regime } },
        open,
        seed: 1,
        asOf: today,
      });
    expect(by('household-profile').every((v) => v.orientedTo === null)).toBe(true);
    expect(new Set(by('orientation').map((v) => v.orientedTo)).size).toBeGreaterThan(3);
    expect(by('orientation').every((v) => v.orientedTo !== null)).toBe(true);
  });
  test('are new builds only when built this year or the last, adapted only when new and PLAI', () => {
    const template = stock[0]!;
    const built = (builtIn: number | null, financing: Dwelling['financing'], i: number): Dwelling => ({
      ...template,
      id: `${template.id}-${i}` as Dwelling['id'],
      builtIn,
      financing,
    });
    const year = Number(today.slice(0, 4));
    const open = Array.from({ length: 300 }, (_, i) =>
      built([year, year - 1, year - 2, null][i % 4]!, i % 3 === 0 ? 'PLAI' : 'PLUS', i),
    );
    const byId = new Map(open.map((d) => [d.id, d]));
    const vacancies = openVacancies({ pack, open, seed: 1, asOf: today });
    for (const { dwelling, reason, adaptedPlai } of vacancies) {
      const { builtIn, financing } = byId.get(dwelling)!;
      expect(reason === 'new-build').toBe(builtIn !== null && builtIn >= year - 1);
      if (adaptedPlai) expect([reason, financing]).toEqual(['new-build', 'PLAI']);
    }
    expect(vacancies.filter((v) => v.adaptedPlai).length).toBeGreaterThan(0);
    expect(vacancies.filter((v) => v.reason === 'npru').length).toBeGreaterThan(0);
  });
});

describe('filing', () => {
  test('writes 999, year and month, sequence, guichet', () => {
    expect(syntheticNumber('2026-09-29' as IsoDay, 45)).toBe('9992609000045SIM22');
  });
  test('refuses a sequence that does not fit', () => {
    expect(() => syntheticNumber(today, 1_000_000)).toThrow(
      'filing: sequence 1000000 does not fit six digits',
    );
    expect(() => syntheticNumber(today, 0)).toThrow('filing: sequence 0 does not fit six digits');
  });
  test('renews every demand older than a year, and none younger', () => {
    const filings = drawFilings(
      Array.from({ length: 800 }, (_, i) => i % 2 === 0),
      { seed: 3, asOf: today },
    );
    const days = (day: string) => Date.parse(day) / 86_400_000;
    for (const { filedOn, renewedOn } of filings) {
      const age = days(today) - days(filedOn);
      expect(renewedOn !== null).toBe(age >= 365.25);
      // The next anniversary has not come: the demand is still valid.
      if (renewedOn !== null) expect(days(today) - days(renewedOn)).toBeLessThan(366 + 31);
    }
    expect(filings.filter((f) => f.renewedOn !== null).length).toBeGreaterThan(200);
  });
  test('holds with mutations only, or first accesses only', () => {
    expect(drawFilings([true, true], { seed: 1, asOf: today })).toHaveLength(2);
    expect(drawFilings([false], { seed: 1, asOf: today })).toHaveLength(1);
  });
});

describe('the share of priority demands', () => {
  const circumstances = drawCircumstances(2_000, 1);
  const choose = (missing: number, isPriority: (place: number) => boolean = () => false) =>
    choosePlacesToHost({ circumstances, isPriority, missing, seed: 1 });

  test('is reached by hosting décohabitations first, among first accesses in no priority situation', () => {
    const places = choose(20);
    expect(places).toHaveLength(20);
    const chosen = places.map((place) => circumstances[place] as Circumstances);
    expect(chosen.every((c) => !c.mutation && c.motives[0] === '12')).toBe(true);
    const spared = new Set(places);
    expect(choose(20, (place) => spared.has(place)).some((place) => spared.has(place))).toBe(false);
  });
  test('needs nobody when nothing is missing, and no more than there are', () => {
    expect(choose(0)).toEqual([]);
    expect(choose(-5)).toEqual([]);
    expect(choose(1e6).length).toBeLessThan(circumstances.length);
  });
  test('above the figure by the predicates alone is left as it is, and shown', () => {
    const everyone: TerritoryPack = {
      ...pack,
      situations: pack.situations.map((s) =>
        s.code === 'ACI_INDIGNE' ? { ...s, predicate: 'firstAccess' } : s,
      ),
    };
    const territory = prepareTerritory(everyone);
    const world = generateWorld({
      territory,
      seed: 1,
      asOf: today,
      demandCount: 400,
      dwellingCount: 4_000,
      allocationsPerYear: 100,
      openVacancyCount: 100,
    });
    const line = calibrationReport(world, territory, today).lines.find((l) => l.id === 'aciShare')!;
    expect(line).toMatchObject({ measured: 1, within: false });
  });
});

describe('past commissions', () => {
  test('keep the differences of the chances and meet the mean', () => {
    const chances = Array.from({ length: 4_000 }, (_, i) => (i % 2 === 0 ? 0.3 : 0.6));
    const flags = flagsWithMean(chances, 0.368, 1, 'test');
    expect(Math.abs(flags.filter(Boolean).length - 0.368 * 4_000)).toBeLessThanOrEqual(1);
    const share = (odd: number) => flags.filter((flag, i) => flag && i % 2 === odd).length / 2_000;
    expect(share(1)).toBeGreaterThan(share(0) + 0.15);
    expect(oddsFactor([0.368, 0.368], 0.368)).toBeCloseTo(1, 6);
  });
  test('sit on working days before the reference day', () => {
    const past = drawPastVacancies({ pack, past: stock.slice(0, 400), seed: 1, asOf: today, days: 365 });
    const day = (iso: string) => new Date(`${iso}T00:00:00Z`).getUTCDay();
    for (const { decidedOn, lists } of past) {
      expect(decidedOn < today).toBe(true);
      expect([0, 6]).not.toContain(day(decidedOn));
      expect(lists.at(-1)!.examinedOn).toBe(decidedOn);
      expect(lists.at(-1)!.refusals).toBeLessThan(lists.at(-1)!.candidates);
      for (const failed of lists.slice(0, -1)) expect(failed.refusals).toBe(failed.candidates);
    }
  });
});

describe('allocations', () => {
  const pastVacancies = drawPastVacancies({
    pack,
    past: stock.slice(0, 40),
    seed: 1,
    asOf: today,
    days: 365,
  });
  const allocate = (over: Partial<Parameters<typeof drawAllocations>[0]> = {}) =>
    drawAllocations({
      pack,
      pastVacancies,
      housed: pastVacancies.map((_, i) => syntheticNumber(today, i + 1) as DemandNumber),
      ranks: pastVacancies.map(() => 1),
      donors: [0.2, 0.7].map((shareOfPlus) => ({ shareOfPlus, shareOfPlai: 1, perUcEur: 9_000, persons: 1 })),
      situations: { priority: [], mutation: [] },
      seed: 1,
      asOf: today,
      ...over,
    });

  test('are half modest; without any situation to verify, none is', () => {
    const allocations = allocate();
    const known = allocations.filter((a) => a.shareOfPlusCeiling !== null);
    expect(
      Math.abs(known.filter((a) => a.shareOfPlusCeiling! < 0.4).length - known.length / 2),
    ).toBeLessThanOrEqual(1);
    expect(allocations.every((a) => a.verifiedSituations?.length === 0)).toBe(true);
  });
  test('need households to model on, and a modest band', () => {
    const wealthy = [{ shareOfPlus: 0.7, shareOfPlai: 1, perUcEur: 9_000, persons: 1 }];
    expect(() => allocate({ donors: wealthy })).toThrow(
      'allocations: no modest household in the demand to model on',
    );
    const poor = [{ shareOfPlus: 0.1, shareOfPlai: 0.2, perUcEur: 3_000, persons: 1 }];
    expect(() => allocate({ donors: poor })).toThrow(
      'allocations: no other household in the demand to model on',
    );
    const noModest: TerritoryPack = {
      ...pack,
      bands: {
        ...pack.bands,
        bands: pack.bands.bands.map((band) => ({ ...band, group: 'intermediate-or-higher' as const })),
      },
    };
    expect(() => allocate({ pack: noModest })).toThrow(
      'allocations: the pack has no modest band with an upper bound',
    );
  });
});

test('a quantile needs a value', () => {
  expect(() => quantileOf([], 0.5)).toThrow('incomes: no value to take a quantile of');
  expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantileOf([7], 0.25)).toBe(7);
});
