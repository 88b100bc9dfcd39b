import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WISH_LEVELS } from '../../engine/placement/criteria.ts';
import { placeHousehold } from '../../engine/placement/placeHousehold.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import { anAllocation } from '../support/allocations.ts';
import { anyDwelling, someDemands } from '../support/arbitraries.ts';
import { aDemand, aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { compiled } from '../support/notices.ts';
import { choicesOf, groundOf, placementOf } from '../support/placements.ts';
import { aTerritory, MEL_PACK, ROUBAIX, TERRITORY } from '../support/territory.ts';

const base = aDemand(0);
const HOME = MEL_PACK.bailleurs[0]!.id;
const OTHER = MEL_PACK.bailleurs[1]!.id;
/** Two refusals of suited dwellings: the tests' own mutation situation. */
const blocked = (bailleur: string | null) => ({
  currentHousing: { ...base.currentHousing, kind: 'HLM', bailleur, dwelling: null },
  history: { suitedRefusals: 2, rankedNotHoused: 0 },
});
const twoLandlords = [
  aDwelling('L-1', { bailleur: OTHER }),
  aDwelling('L-2', { bailleur: HOME }),
  aDwelling('L-3', { bailleur: OTHER }),
];

describe('which dwellings suit', () => {
  test('each dwelling that does not suit leaves at the first rule it does not meet', () => {
    const dwellings = [
      aDwelling('L-1'),
      aDwelling('L-2', { commune: '59350' }),
      aDwelling('L-3', { typology: 'T3' }),
      aDwelling('L-4', { commune: '59350', typology: 'T3' }),
      aDwelling('L-5', { floor: 9 }),
    ];
    const placement = placementOf({
      demands: [aDemand(1, { accessibility: { stepFree: false, maxFloorOnFoot: 2 } })],
      dwellings,
    });
    expect(choicesOf(placement)).toEqual(['V-L-1']);
    expect(placement.looked).toBe(5);
    expect(placement.setAside.map(({ rule, count }) => [rule, count])).toEqual([
      ['commune-wish', 2],
      ['typology-wish', 1],
      ['floor', 1],
    ]);
  });

  test('a rule that stays unknown passes, with the paper to ask for', () => {
    const [option] = placementOf({
      demands: [aDemand(1, { incomes: { ...base.incomes, referenceTaxIncome: [] } })],
      dwellings: [aDwelling('L-1')],
    }).groups[0]!.options;
    expect(option!.toCheck).toEqual(['income-ceiling']);
  });

  test('no rule but wishes gives way when one looks beyond them', () => {
    const given = {
      demands: [aDemand(1)],
      dwellings: [aDwelling('L-1', { commune: '59350' }), aDwelling('L-2', { livingAreaM2: 8 })],
    };
    expect(choicesOf(placementOf(given))).toEqual([]);
    expect(choicesOf(placementOf(given, true))).toEqual(['V-L-1']);
  });

  test('the dwellings that suit, and how many compete, are those of each shortlist', () => {
    let met = 0;
    fc.assert(
      fc.property(
        someDemands({ minLength: 1, maxLength: 15 }),
        fc.array(anyDwelling, { minLength: 1, maxLength: 6 }),
        (demands, drawn) => {
          const dwellings = drawn.map((d, i) => aDwelling(`L-${i}`, { ...d, id: `L-${i}` }));
          const ground = groundOf({ demands, dwellings });
          const { pool } = ground;
          for (let row = 0; row < pool.rowCount; row += 1) {
            const { groups } = placeHousehold(ground, { row, beyondWishes: false });
            const options = new Map(groups.flatMap((g) => g.options).map((o) => [o.vacancy.id as string, o]));
            for (const place of ground.open) {
              const { eligible } = selectEligible(
                { pool, dwelling: place.dwelling, beyondWishes: false },
                place.rules,
              );
              const option = options.get(place.vacancy.id);
              expect(option !== undefined).toBe(eligible.includes(row));
              if (option === undefined) continue;
              const { position } = place.ranking;
              const ahead = [...eligible].filter((other) => position[other]! < position[row]!).length;
              expect(option.standing).toEqual({
                kind: 'ordered',
                rank: ahead + 1,
                others: eligible.length - 1,
              });
              met += 1;
            }
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(met).toBeGreaterThan(30);
  });

  test('the order of files changes nothing', () => {
    let options = 0;
    fc.assert(
      fc.property(
        someDemands({ minLength: 2, maxLength: 10 }),
        fc.array(anyDwelling, { minLength: 2, maxLength: 8 }),
        (demands, drawn) => {
          const dwellings = drawn.map((d, i) => aDwelling(`L-${i}`, { ...d, id: `L-${i}` }));
          const of = (all: typeof dwellings, people: typeof demands) => {
            const ground = groundOf({ demands: people, dwellings: all });
            const row = ground.pool.numbers.rowOf(aNumber(1));
            return placeHousehold(ground, { row, beyondWishes: true });
          };
          const straight = of(dwellings, demands);
          expect(of([...dwellings].reverse(), [...demands].reverse())).toEqual(straight);
          options += choicesOf(straight).length;
        },
      ),
      { numRuns: 60 },
    );
    expect(options).toBeGreaterThan(10);
  });

  test('a better wish never puts a dwelling lower, all else equal', () => {
    let moved = 0;
    const worse = fc.constantFrom(['59350'], ['59009']);
    fc.assert(
      fc.property(worse, fc.integer({ min: 1, max: 5 }), fc.nat({ max: 400 }), (communes, others, rent) => {
        const dwellings = [
          aDwelling('L-0', { rentEur: 200 + rent }),
          ...Array.from({ length: others }, (_, i) => aDwelling(`L-${i + 1}`, { commune: '59009' })),
        ];
        const placeOf = (wished: readonly string[]) =>
          choicesOf(
            placementOf({
              demands: [aDemand(1, { wishes: { ...base.wishes, communes: wished, wide: true } })],
              dwellings,
            }),
          ).indexOf('V-L-0');
        const [before, after] = [placeOf(communes), placeOf([...communes, ROUBAIX])];
        expect(after).toBeLessThanOrEqual(before);
        if (after < before) moved += 1;
      }),
      { numRuns: 60 },
    );
    expect(moved).toBeGreaterThan(10);
    expect(WISH_LEVELS[0]).toBe('named');
  });
});

describe('circuits and landlords', () => {
  test('a blocked mutation: the home landlord first, the others after', () => {
    const placement = placementOf({ demands: [aDemand(1, blocked(HOME))], dwellings: twoLandlords });
    expect(placement.homeLandlord).toBe(HOME);
    expect(
      placement.groups.map(({ group, options }) => [group, options.map(({ vacancy }) => vacancy.id)]),
    ).toEqual([
      ['home', ['V-L-2']],
      ['others', ['V-L-1', 'V-L-3']],
    ]);
    expect(placement.groups.map(({ expected }) => expected[0]?.stock)).toEqual([1, 2]);
  });

  test('a home landlord that the file does not name: one list, and it is said', () => {
    const placement = placementOf({ demands: [aDemand(1, blocked(null))], dwellings: twoLandlords });
    expect(placement).toMatchObject({ homeLandlord: null, homeLandlordUnknown: true });
    expect(placement.groups.map(({ group }) => group)).toEqual(['all']);
  });

  test.each([
    ['DALO', { dalo: 'ACTIF' }],
    ['NPRU', { npruRelocation: true }],
    ['a mutation that is not blocked', { ...blocked(HOME), history: base.history }],
  ])('%s: all landlords in one list', (_, demand) => {
    const placement = placementOf({ demands: [aDemand(1, demand)], dwellings: twoLandlords });
    expect(placement).toMatchObject({ homeLandlordUnknown: false });
    expect(placement.groups.map(({ group, options }) => [group, options.length])).toEqual([['all', 3]]);
  });

  test('a territory whose rules ask no landlord first: one list', () => {
    const { placement } = MEL_PACK;
    const territory = aTerritory({ placement: { ...placement, circuits: [] } });
    const found = placementOf({ demands: [aDemand(1, blocked(HOME))], dwellings: twoLandlords, territory });
    expect(found.groups.map(({ group }) => group)).toEqual(['all']);
    expect(found.circuits.map(({ body }) => body)).toEqual([null, null, null, null]);
  });

  test('reciprocity between the commune left and the one of the dwelling, for mutations alone', () => {
    const given = (demand: object, home: string | null) =>
      placementOf({
        demands: [aDemand(1, demand)],
        dwellings: [aDwelling('L-1'), aDwelling('L-9', { commune: '59350' })],
        vacancies: [aVacancy('V-1', 'L-1')],
        allocations: [
          anAllocation('L-9', { firstAccess: false, demand: aNumber(77) }),
          anAllocation('L-1', { firstAccess: false, demand: aNumber(78) }),
        ],
        homeOf: (number) => (number === aNumber(1) ? home : number === aNumber(77) ? ROUBAIX : null),
      }).groups.flatMap(({ options }) => options)[0]!.reciprocity;
    expect(given(blocked(HOME), '59350')).toEqual({
      from: { received: 1, sent: 0, within: 0, unknownHome: 0 },
      to: { received: 0, sent: 1, within: 0, unknownHome: 1 },
    });
    expect(given(blocked(HOME), ROUBAIX)).toBeNull();
    expect(given(blocked(HOME), null)).toBeNull();
    expect(given({}, '59350')).toBeNull();
  });
});

describe('what is said of a dwelling', () => {
  const optionFor = (demand: object, vacancy: object = {}, territory = TERRITORY) =>
    placementOf({
      demands: [aDemand(1, demand)],
      dwellings: [aDwelling('L-1')],
      vacancies: [aVacancy('V-1', 'L-1', vacancy)],
      territory,
    }).groups[0]!.options[0]!;
  const mel = aTerritory({ contingents: MEL_PACK.contingents });

  test('the contingents that the profile allows; what is reserved to nobody takes anybody', () => {
    const of = (demand: object) =>
      optionFor(demand, {}, mel)
        .contingents.map(({ reservataire }) => reservataire)
        .sort();
    expect(of({})).toEqual(['AUCUN']);
    expect(of({ dalo: 'ACTIF' })).toContain('PPRIOR');
    expect(of({ dalo: null })).not.toContain('PPRIOR');
  });
  test('whether the orientation of the dwelling is one of them', () => {
    expect(optionFor({}, { orientedTo: null }, mel).orientationFits).toBeNull();
    expect(optionFor({}, { orientedTo: 'PPRIOR' }, mel).orientationFits).toBe(false);
    expect(optionFor({ dalo: 'ACTIF' }, { orientedTo: 'PPRIOR' }, mel).orientationFits).toBe(true);
  });

  test('a household that the method does not order is followed apart, with its channel', () => {
    const published = { source: 'écrit pour les tests', certainty: 'proposal' } as const;
    const ordering = compiled({
      channels: [
        { id: 'circuit', label: 'Reconnu DALO', when: 'daloActive', placement: 'outside', ...published },
      ],
    });
    const given = {
      demands: [aDemand(1, { dalo: 'ACTIF' }), aDemand(2), aDemand(3)],
      dwellings: [aDwelling('L-1')],
      ordering,
    };
    const { standing } = placementOf(given).groups[0]!.options[0]!;
    expect(standing).toEqual({ kind: 'apart', channel: 'Reconnu DALO', others: 2 });
    const others = placementOf({
      ...given,
      demands: [aDemand(2), aDemand(1, { dalo: 'ACTIF' }), aDemand(3)],
    });
    expect(others.groups[0]!.options[0]!.standing).toMatchObject({ kind: 'ordered', others: 1 });
  });
});
