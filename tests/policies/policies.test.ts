import { describe, expect, test } from 'vitest';
import { POLICIES } from '../../engine/policies/policies.ts';
import { POLICY_IDS, type PolicyId } from '../../engine/policies/policy.ts';
import { ACI, dwelling, HIGHER, household, MIX } from '../assignment/explain/support.ts';
import { anAllocation } from '../support/allocations.ts';
import { type CommissionCase, commissionOf, listsOf } from './support.ts';

/* Half a point a month of waiting, ten points for a verified label: see the tests' own method. */
const since = (sequence: number, year: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${year}-11-02`, ...more });

const FIVE = [since(1, 2016), since(2, 2018), since(3, 2020), since(4, 2022), since(5, 2023)];
const MAKING: readonly PolicyId[] = POLICY_IDS.filter((policy) => policy !== 'recorded');

describe('what every way to make lists keeps', () => {
  const given: CommissionCase = {
    demands: [...FIVE, since(6, 2017), since(7, 2019)],
    dwellings: [dwelling('L-1'), dwelling('L-2')],
    housed: [1],
    declined: [[2], []],
  };

  test.each(MAKING)('%s: nobody housed, nobody on two lists, nobody who declined the vacancy', (policy) => {
    const lists = listsOf(policy, given);
    expect(lists.map(({ length }) => length)).toEqual([3, 3]);
    const all = lists.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain(1);
    expect(lists[0]).not.toContain(2);
  });

  test.each(MAKING)('%s: where nobody is eligible, an empty list', (policy) => {
    expect(
      listsOf(policy, { ...given, dwellings: [dwelling('L-1', { commune: '59350', quartier: null })] }),
    ).toEqual([[]]);
  });

  test.each(POLICY_IDS)('%s: no vacancy, no list; the same commission gives the same lists', (policy) => {
    expect(listsOf(policy, { ...given, dwellings: [] })).toEqual([]);
    expect(listsOf(policy, given)).toEqual(listsOf(policy, given));
  });

  test.each(MAKING)('%s: the order of the file changes nothing', (policy) => {
    expect(listsOf(policy, { ...given, demands: [...given.demands].reverse() })).toEqual(
      listsOf(policy, given),
    );
  });
});

describe('date of filing', () => {
  test('the oldest first, whatever the points', () => {
    const demands = [...FIVE, since(6, 2021, { label: true }), since(7, 2024, { dalo: true })];
    expect(listsOf('date-order', { demands, dwellings: [dwelling('L-1')] })).toEqual([[1, 2, 3]]);
  });

  test('filed on one day: by numéro unique', () => {
    const demands = [since(9, 2020), since(4, 2020), since(7, 2020), since(2, 2021)];
    expect(listsOf('date-order', { demands, dwellings: [dwelling('L-1')] })).toEqual([[4, 7, 9]]);
  });
});

describe('points', () => {
  test('the method’s levels and points, no target', () => {
    const demands = [...FIVE, since(6, 2022, { label: true }), since(7, 2024, { dalo: true })];
    const given = { demands, dwellings: [dwelling('L-1')], targets: [MIX] };
    expect(listsOf('points', given)).toEqual([[7, 1, 2]]);
  });

  test('a vacancy oriented to a contingent has the order of its weighting', () => {
    const commission = commissionOf({ demands: FIVE, dwellings: [dwelling('L-1')], orientedTo: 'COLACT' });
    const asked: (string | null)[] = [];
    POLICIES.points({
      ...commission,
      ranking: (contingent) => {
        asked.push(contingent);
        return commission.ranking(contingent);
      },
    });
    expect(asked).toEqual(['COLACT']);
  });
});

describe('targets as filters', () => {
  const priority = [
    since(6, 2023, { label: true }),
    since(7, 2023, { label: true }),
    since(8, 2023, { label: true }),
  ];
  /** Nobody of priority among ten leases of the commune, half of which should be. */
  const lacking = Array.from({ length: 10 }, (_, i) =>
    anAllocation(`P-${i}`, { demand: `9992601${String(800 + i).padStart(6, '0')}SIM01` }),
  );
  const freed = [dwelling('L-1'), ...lacking.map((_, i) => dwelling(`P-${i}`))];

  test('a target that lacks keeps those who serve it', () => {
    const commission = commissionOf({
      demands: [...FIVE, ...priority],
      dwellings: freed,
      allocations: lacking,
      targets: [ACI],
    });
    const [first] = POLICIES.filters({
      ...commission,
      vacancies: commission.vacancies.slice(0, 1),
      sizes: [3],
    });
    expect(first!.map(({ number }) => Number(number.slice(7, 13))).sort()).toEqual([6, 7, 8]);
  });

  test('too few serve it for a whole list: it is not applied', () => {
    const commission = commissionOf({
      demands: [...FIVE, ...priority.slice(0, 2)],
      dwellings: freed,
      allocations: lacking,
      targets: [ACI],
    });
    const [first] = POLICIES.filters({
      ...commission,
      vacancies: commission.vacancies.slice(0, 1),
      sizes: [3],
    });
    expect(first!.map(({ number }) => Number(number.slice(7, 13)))).toEqual([1, 2, 3]);
  });

  test('nothing lacks: the method’s order', () => {
    const given = { demands: [...FIVE, ...priority], dwellings: [dwelling('L-1')] };
    expect(listsOf('filters', given)).toEqual(listsOf('points', given));
  });

  test('a list made counts as awaited: the second one asks for less', () => {
    const demands = [
      ...FIVE,
      since(11, 2015),
      ...[21, 22, 23, 24, 25, 26].map((sequence) => since(sequence, 2023, { income: HIGHER })),
    ];
    // 1 − 0.4·3: a fifth of a dwelling lacks, less than the first list is expected to bring.
    const counted = [0.2, 0.2, 0.8].map((share, i) => anAllocation(`P-${i}`, { shareOfPlusCeiling: share }));
    const commission = commissionOf({
      demands,
      dwellings: [dwelling('L-1'), dwelling('L-2'), ...counted.map((_, i) => dwelling(`P-${i}`))],
      allocations: counted,
      targets: [{ ...MIX, share: 0.4 }],
    });
    const lists = POLICIES.filters({
      ...commission,
      vacancies: commission.vacancies.slice(0, 2),
      sizes: [3, 3],
    });
    const [first, second] = lists.map((list) => list.map(({ number }) => Number(number.slice(7, 13))));
    expect(first!.every((sequence) => sequence > 20)).toBe(true);
    expect(second).toEqual([11, 1, 2]);
  });
});

describe('all lists together, and one by one at their prices', () => {
  const demands = [...FIVE, ...[21, 22, 23, 24].map((sequence) => since(sequence, 2022, { income: HIGHER }))];
  const counted = Array.from({ length: 4 }, (_, i) => anAllocation(`P-${i}`, { shareOfPlusCeiling: 0.2 }));
  const given = {
    demands,
    dwellings: [dwelling('L-1')],
    allocations: counted,
    targets: [MIX],
  };
  const ledgered = (policy: PolicyId) => {
    const whole = commissionOf({
      ...given,
      dwellings: [dwelling('L-1'), ...counted.map((_, i) => dwelling(`P-${i}`))],
    });
    const [list] = POLICIES[policy]({ ...whole, vacancies: whole.vacancies.slice(0, 1), sizes: [3] });
    return list!.map(({ number }) => Number(number.slice(7, 13)));
  };

  test.each(['joint', 'prices'] as const)(
    '%s: a target that is worth more than the points lost is served',
    (policy) => {
      expect(ledgered('points')).toEqual([1, 2, 3]);
      expect(ledgered(policy).filter((sequence) => sequence > 20).length).toBeGreaterThan(0);
    },
  );

  test.each(['joint', 'prices'] as const)('%s: without a target, the method’s order', (policy) => {
    const free = { demands, dwellings: [dwelling('L-1')] };
    expect(listsOf(policy, free)).toEqual(listsOf('points', free));
  });
});

describe('lottery', () => {
  test('another lot, another list; each household is drawn as often as any other', () => {
    const counts = new Map<number, number>();
    const rounds = 300;
    for (let lot = 0; lot < rounds; lot += 1) {
      const [list] = listsOf('lottery', { demands: FIVE, dwellings: [dwelling('L-1')], lot: String(lot) });
      expect(list!.length).toBe(3);
      for (const sequence of list!) counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
    }
    // 3 places for 5: 180 of 300 expected, standard deviation 8.5.
    for (const { number } of FIVE) {
      const drawn = counts.get(Number(number.slice(7, 13))) ?? 0;
      expect(drawn).toBeGreaterThan(180 - 5 * 8.5);
      expect(drawn).toBeLessThan(180 + 5 * 8.5);
    }
  });
});

describe('recorded lists', () => {
  const given: CommissionCase = { demands: FIVE, dwellings: [dwelling('L-1'), dwelling('L-2')] };

  test('in their order, those housed or who declined passed over, nobody added', () => {
    expect(
      listsOf('recorded', {
        ...given,
        recorded: [
          [5, 3, 1],
          [2, 4],
        ],
        housed: [3],
        declined: [[], [4]],
      }),
    ).toEqual([[5, 1], [2]]);
  });

  test('a household that left the file keeps its rank', () => {
    expect(listsOf('recorded', { ...given, recorded: [[77, 2], []] })).toEqual([[77, 2], []]);
  });
});
