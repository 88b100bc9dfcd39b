import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { BailleurId, IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import type { Guidance } from '../../engine/domain/territory.ts';
import { type Qualification, qualify } from '../../engine/qualification/qualify.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aVacancy } from '../support/demands.ts';
import { aHistory } from '../support/history.ts';
import {
  aTerritory,
  FRAGILE,
  LESS_FRAGILE,
  MOST_FRAGILE,
  PROPOSAL,
  TERRITORY,
  TODAY,
  target,
  UNKNOWN_FRAGILITY,
} from '../support/territory.ts';

interface Case {
  readonly dwelling?: Parameters<typeof aDwelling>[1];
  readonly allocations?: readonly Allocation[];
  readonly territory?: Territory;
  readonly asOf?: string;
}

const qualified = ({
  dwelling,
  allocations = [],
  territory = TERRITORY,
  asOf = TODAY,
}: Case): Qualification => {
  const home = aDwelling('L-1', dwelling);
  const dwellings = byId(home);
  const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf: asOf as IsoDay });
  return qualify({
    vacancy: aVacancy('V-1', 'L-1'),
    dwelling: home,
    territory,
    ledger,
    history: aHistory({ allocations, dwellings, asOf }),
    demandsLikeIt: 0,
    asOf: asOf as IsoDay,
  });
};

describe('fragility', () => {
  test.each([
    ['most-fragile', MOST_FRAGILE],
    ['fragile', FRAGILE],
    ['less-fragile', LESS_FRAGILE],
    ['unknown', UNKNOWN_FRAGILITY],
  ] as const)('%s is that of the quartier', (fragility, quartier) => {
    expect(qualified({ dwelling: { quartier } })).toMatchObject({ fragility, quartier: { id: quartier } });
  });
  test('is unknown, not "less fragile", when the quartier is not known', () => {
    expect(qualified({})).toMatchObject({ fragility: 'unknown', quartier: null, wantedMix: null });
  });
});

describe('wanted mix', () => {
  const allocations = (modest: number, higher: number) => [
    ...Array.from({ length: modest }, () => anAllocation('L-1')),
    ...Array.from({ length: higher }, () => anAllocation('L-1', { shareOfPlusCeiling: 0.9 })),
  ];
  const inFragile = (modest: number, higher: number, territory = TERRITORY) =>
    qualified({ dwelling: { quartier: FRAGILE }, allocations: allocations(modest, higher), territory })
      .wantedMix;

  test.each([
    ['no allocation yet', 0, 0, false],
    ['the share is reached', 5, 5, false],
    ['one dwelling short', 6, 4, true],
    ['missed', 9, 1, true],
  ] as const)('%s', (_, modest, higher, needed) => {
    expect(inFragile(modest, higher)).toMatchObject({ group: 'intermediate-or-higher', needed });
  });
  test('for "at most", it is the other side that helps', () => {
    const atMost = aTerritory({
      targets: [target('mix', { scope: 'quartier', counts: { bandGroup: 'modest' }, bound: 'max' })],
    });
    expect(inFragile(9, 1, atMost)).toMatchObject({ group: 'intermediate-or-higher', needed: true });
  });
  test('no target on the quartier’s class: nothing is wanted', () => {
    expect(qualified({ dwelling: { quartier: LESS_FRAGILE } }).wantedMix).toBeNull();
    expect(qualified({ dwelling: { quartier: UNKNOWN_FRAGILITY } }).wantedMix).toBeNull();
  });
  test('every target that looks at the place is there, by precedence', () => {
    expect(qualified({ dwelling: { quartier: FRAGILE } }).targets.map((t) => t.target.id)).toEqual([
      'aci',
      'mix',
    ]);
    expect(qualified({}).targets.map((t) => t.target.id)).toEqual(['aci']);
  });
});

describe('occupancy and ceiling', () => {
  test.each([
    ['T1', [1], false],
    ['T2', [1], true],
    ['T3', [2], true],
    ['T4', [2, 3], false],
    ['T5', [3, 4, 5], false],
    ['T6P', [4, 5, 6], false],
  ] as const)('a %s suits households that need %j bedrooms', (typology, bedrooms, coupleAlone) => {
    expect(qualified({ dwelling: { typology } }).occupancy).toEqual({ typology, bedrooms, coupleAlone });
  });
  test.each(['PLAI', 'PLUS', 'PLS'] as const)('ceilings are those of %s and of the year', (financing) => {
    expect(qualified({ dwelling: { financing } }).ceiling).toEqual({
      year: 2026,
      categoriesEur: TERRITORY.ceilingTable(financing, 2026)!.categories,
    });
  });
  test('a year without table leaves the ceiling unknown', () => {
    expect(qualified({ asOf: '2019-03-01' }).ceiling).toEqual({ year: 2019, categoriesEur: null });
  });
});

describe('income for the rent', () => {
  test('is what keeps rent and charges under the effort that the norms warn of', () => {
    expect(qualified({ dwelling: { rentEur: 300, chargesEur: 60 } }).incomeWindow).toEqual({
      fromMonthlyEur: 1_200,
      effort: 0.3,
      chargesKnown: true,
    });
  });
  test('is on the rent alone, and says so, when charges are not known', () => {
    expect(qualified({ dwelling: { rentEur: 300, chargesEur: null } }).incomeWindow).toMatchObject({
      fromMonthlyEur: 1_000,
      chargesKnown: false,
    });
  });
});

test.each([
  [true, 'step-free'],
  [false, 'not-step-free'],
  [null, 'unknown'],
] as const)('step-free %s is read as %s', (stepFree, accessibility) => {
  expect(qualified({ dwelling: { stepFree } }).accessibility).toBe(accessibility);
});

test('the dedication "à l’adresse" is the dwelling’s own', () => {
  expect(qualified({ dwelling: { aciAddress: true } }).aciAddress).toBe(true);
  expect(qualified({}).aciAddress).toBe(false);
});

test('the contingents are those of the dwelling’s landlord, on its side of the QPV', () => {
  const allocations = [anAllocation('L-1', { contingent: 'COLACT' })];
  expect(qualified({ allocations }).contingents).toMatchObject({ qpv: false, base: 1, unknown: 0 });
  expect(qualified({ allocations, dwelling: { qpv2024: null } }).contingents).toMatchObject({
    qpv: null,
    base: 0,
    lags: [],
  });
});

describe('guidance', () => {
  const guidance = (rest: Partial<Guidance>): Guidance => ({
    id: 'g',
    quartier: null,
    residence: null,
    bailleur: null,
    text: 'Prudence.',
    validFrom: '2026-01-01' as IsoDay,
    validTo: null,
    provenance: PROPOSAL,
    ...rest,
  });
  const applies = (
    rest: Partial<Guidance>,
    dwelling: Case['dwelling'] = { quartier: FRAGILE, residence: 'Les Lilas', bailleur: 'vilogia' },
  ) => qualified({ dwelling, territory: aTerritory({ guidance: [guidance(rest)] }) }).guidance.length === 1;
  const here = { quartier: FRAGILE as QuartierId };
  test.each([
    ['its quartier', here, true],
    ['its residence', { residence: 'Les Lilas', bailleur: 'vilogia' as BailleurId }, true],
    [
      'the residence of that name of another landlord',
      { residence: 'Les Lilas', bailleur: 'partenord-habitat' as BailleurId },
      false,
    ],
    ['another quartier', { quartier: LESS_FRAGILE as QuartierId }, false],
    ['another residence', { residence: 'Les Roses', bailleur: 'vilogia' as BailleurId }, false],
    ['neither', {}, false],
    ['its quartier, from today', { ...here, validFrom: TODAY }, true],
    ['its quartier, from tomorrow', { ...here, validFrom: '2026-11-03' as IsoDay }, false],
    ['its quartier, until today', { ...here, validTo: TODAY }, true],
    ['its quartier, until yesterday', { ...here, validTo: '2026-11-01' as IsoDay }, false],
  ] as const)('for %s: %#', (_, rest, expected) => {
    expect(applies(rest)).toBe(expected);
  });
  test('a recommendation for no residence does not reach a dwelling without one', () => {
    expect(applies({ residence: null }, { quartier: null, residence: null })).toBe(false);
  });
});

test('the refusal risk comes from the rates of the quartier’s class', () => {
  const { firstRankRefusal, emptyListOfThree } = qualified({ dwelling: { quartier: MOST_FRAGILE } });
  expect(firstRankRefusal).toBeCloseTo(0.46, 12);
  // A correlation of 0.1 in a residence, θ = 9: each refusal makes the next one likelier.
  expect(emptyListOfThree).toBeCloseTo((0.46 * (0.46 * 9 + 1) * (0.46 * 9 + 2)) / (10 * 11), 12);
});
