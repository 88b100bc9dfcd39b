import { describe, expect, test } from 'vitest';
import type { Demand } from '../../engine/domain/demand.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { ORDERING, WEIGHTING } from '../support/methods.ts';
import { numbersOf, pairOf, shortlistOf } from '../support/shortlists.ts';
import { FRAGILE, TERRITORY } from '../support/territory.ts';

const base = aDemand(0);
/** Filed on the first of a month: the older, the more points. */
const filed = (sequence: number, filedOn: string, rest: Parameters<typeof aDemand>[1] = {}): Demand =>
  aDemand(sequence, { filedOn, ...rest });
const verified = { priorities: [{ situation: 'ACI_LABEL', evidence: 'verified', since: null }] };
const rich = { incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 90_000 }] } };
const elsewhere = { wishes: { ...base.wishes, communes: ['59350'] } };

/** Five that suit, from the first to the last, and two that do not. */
const DEMANDS = [
  filed(50, '2026-10-01', { dalo: 'ACTIF' }),
  filed(40, '2023-07-01', verified),
  filed(30, '2023-01-01'),
  filed(20, '2024-01-01'),
  filed(10, '2025-01-01'),
  filed(60, '2015-01-01', rich),
  filed(70, '2015-01-01', elsewhere),
];
const IN_ORDER = [50, 40, 30, 20, 10].map(aNumber);

describe('order of a list', () => {
  test('tier first, then points, and the rank goes on after the list', () => {
    const list = shortlistOf({ demands: DEMANDS });
    expect(list.candidates.map((c) => c.number)).toEqual(IN_ORDER.slice(0, 3));
    expect(list.next.map((c) => c.number)).toEqual(IN_ORDER.slice(3));
    expect([...list.candidates, ...list.next].map((c) => c.rank)).toEqual([1, 2, 3, 4, 5]);
    expect(list.funnel).toMatchObject({ total: 7, eligibleCount: 5 });
    expect(list.shortReason).toBeNull();
  });
  test('a longer list takes from the next ones, in the same order', () => {
    const five = shortlistOf({ demands: DEMANDS, size: 5 });
    expect(five.candidates.map((c) => c.number)).toEqual(IN_ORDER);
    expect(five.next).toEqual([]);
    expect(shortlistOf({ demands: DEMANDS, size: 4, nextCount: 0 }).next).toEqual([]);
  });
  test('ten follow, and no more', () => {
    const many = Array.from({ length: 20 }, (_, i) => filed(i, '2025-01-01'));
    expect(shortlistOf({ demands: many }).next).toHaveLength(10);
  });
  test('chances are those of the list that is proposed', () => {
    expect(shortlistOf({ demands: DEMANDS, size: 4 }).chances.byRank).toHaveLength(4);
    expect(shortlistOf({ demands: [] }).chances).toEqual({ byRank: [], nobody: 1 });
  });
});

describe('fewer than three', () => {
  const two = DEMANDS.slice(0, 2);
  test.each([
    ['none', [], 0],
    ['one', DEMANDS.slice(0, 1), 1],
    ['two', two, 2],
  ] as const)('%s: the reason is that there are not enough', (_, demands, length) => {
    const list = shortlistOf({ demands });
    expect(list).toMatchObject({ shortReason: 'insufficient-candidates', next: [] });
    expect(list.candidates).toHaveLength(length);
    expect(list.chances.byRank).toHaveLength(length);
  });
  test('for a PLAI adapté, three are not asked', () => {
    const vacancy = aVacancy('V-1', 'L-1', { adaptedPlai: true });
    expect(shortlistOf({ demands: two, vacancy }).shortReason).toBe('plai-adapte');
    expect(shortlistOf({ demands: DEMANDS, vacancy }).shortReason).toBeNull();
  });
  test('three exactly needs no reason, even where four were asked', () => {
    expect(shortlistOf({ demands: DEMANDS.slice(0, 3), size: 4 }).shortReason).toBeNull();
  });
  test('a list of less than three cannot be asked for', () => {
    expect(() => shortlistOf({ demands: DEMANDS, size: 2 })).toThrow(RangeError);
  });
});

describe('what puts each one before the next', () => {
  const ahead = (demands: readonly Demand[], nextCount = 10) =>
    [...shortlistOf({ demands, nextCount }).candidates, ...shortlistOf({ demands, nextCount }).next].map(
      (c) => c.aheadOfNext,
    );

  test('the tier, the points, and nothing for the last', () => {
    expect(ahead(DEMANDS)).toEqual([
      { by: 'tier', tier: 0, otherTier: 1, label: 'Reconnu DALO', otherLabel: null },
      { by: 'points', difference: 3_000 },
      { by: 'points', difference: 6_000 },
      { by: 'points', difference: 6_000 },
      null,
    ]);
  });
  test('the last that is shown is compared with the first that is not', () => {
    expect(ahead(DEMANDS, 0)[2]).toEqual({ by: 'points', difference: 6_000 });
  });
  test('at equal points, verified situations', () => {
    // Six points more for the label are twelve months of wait.
    const [first] = ahead([filed(1, '2024-11-01', verified), filed(2, '2023-11-01')]);
    expect(first).toMatchObject({ by: 'tie-break', key: 'verifiedSituations' });
  });
  test('then the day of filing, inside one month', () => {
    const demands = [filed(1, '2025-01-02'), filed(2, '2025-01-01')];
    expect(numbersOf(shortlistOf({ demands }))).toEqual([aNumber(2), aNumber(1)]);
    expect(ahead(demands)[0]).toMatchObject({ by: 'tie-break', key: 'filedDay' });
  });
  test('then the published lot: the seed decides, not the number nor the order of the file', () => {
    const demands = Array.from({ length: 6 }, (_, i) => filed(i, '2025-01-01'));
    expect(ahead(demands)[0]).toMatchObject({ by: 'tie-break', key: 'lot' });
    const orders = Array.from({ length: 12 }, (_, seed) => numbersOf(shortlistOf({ demands, seed })).join());
    expect(new Set(orders).size).toBeGreaterThan(6);
    expect(numbersOf(shortlistOf({ demands: [...demands].reverse(), seed: 3 })).join()).toBe(orders[3]);
  });
});

describe('why one demand is, or is not, on the list', () => {
  test('listed: its place, and no rule against it', () => {
    const pair = pairOf({ demands: DEMANDS }, aNumber(40));
    expect(pair).toMatchObject({ number: aNumber(40), excludedBy: null, place: { rank: 2, of: 5 } });
    expect(pair.rules).toHaveLength(11);
    expect(pair.rules.every((rule) => rule.status === 'met')).toBe(true);
  });
  test('eligible, not listed: its place among all', () => {
    expect(pairOf({ demands: DEMANDS }, aNumber(10))).toMatchObject({
      excludedBy: null,
      place: { rank: 5, of: 5 },
    });
  });
  test('excluded: the first rule that sets it aside, with its numbers', () => {
    const pair = pairOf({ demands: DEMANDS }, aNumber(60));
    expect(pair).toMatchObject({
      place: null,
      excludedBy: { rule: 'income-ceiling', status: 'unmet', facts: { incomeEur: 90_000 } },
    });
  });
  test('excluded by its wish, it has a place once one looks beyond wishes', () => {
    expect(pairOf({ demands: DEMANDS }, aNumber(70))).toMatchObject({
      place: null,
      excludedBy: { rule: 'commune-wish' },
    });
    const beyond = pairOf({ demands: DEMANDS, beyondWishes: true }, aNumber(70));
    expect(beyond).toMatchObject({ excludedBy: null, place: { rank: 2, of: 6 } });
    expect(beyond.rules.find((r) => r.rule === 'commune-wish')?.status).toBe('unmet');
  });
  test('says the same place as the list, for everybody on it', () => {
    const list = shortlistOf({ demands: DEMANDS });
    for (const { number, rank } of [...list.candidates, ...list.next])
      expect(pairOf({ demands: DEMANDS }, number).place).toEqual({ rank, of: 5 });
  });
});

describe('weighting of a contingent', () => {
  const works = {
    employment: {
      ...base.employment,
      applicant: { ...base.employment.applicant, actionLogementEmployer: true },
    },
  };
  const demands = [
    filed(1, '2023-01-01'),
    filed(2, '2024-01-01', works),
    filed(3, '2024-01-01'),
    filed(4, '2020-01-01'),
  ];
  const scoreOf = (list: ReturnType<typeof shortlistOf>, number: string) =>
    [...list.candidates, ...list.next].find((c) => c.number === number)!.score;

  test('counts only where the place is credited to it, and only for who is in its scope', () => {
    const without = shortlistOf({ demands });
    const credited = shortlistOf({ demands, weighting: WEIGHTING });
    expect(numbersOf(without)[0]).toBe(aNumber(4));
    expect(numbersOf(credited).slice(0, 2)).toEqual([aNumber(4), aNumber(2)]);
    expect(scoreOf(credited, aNumber(2)).points - scoreOf(without, aNumber(2)).points).toBe(20_000);
    for (const sequence of [1, 3, 4])
      expect(scoreOf(credited, aNumber(sequence)).points).toBe(scoreOf(without, aNumber(sequence)).points);
    expect(scoreOf(without, aNumber(2)).weighting).toBeNull();
  });
});

describe('effect of each candidate on the targets', () => {
  const dwelling = aDwelling('L-1', { quartier: FRAGILE });
  const modest = filed(1, '2020-01-01');
  const higher = filed(2, '2021-01-01', {
    incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 20_000 }] },
  });
  const silent = filed(3, '2022-01-01', { incomes: { ...base.incomes, referenceTaxIncome: [] } });
  const list = shortlistOf({
    demands: [modest, higher, silent],
    dwelling,
    allocations: [anAllocation('L-1')],
  });

  test('the quartier’s balance moves by its income, and an unknown income counts against it', () => {
    const mix = list.candidates.map((c) => c.effects.find((e) => e.before.target.id === 'mix')!);
    expect(mix.map((e) => [e.direction, e.counted, e.unknown])).toEqual([
      ['away', false, false],
      ['towards', true, false],
      ['away', false, true],
    ]);
    expect(mix.map((e) => [e.before.balanceHundredths, e.after.balanceHundredths])).toEqual([
      [-50, -100],
      [-50, 0],
      [-50, -100],
    ]);
  });
  test('only a verified situation counts for the accord collectif', () => {
    const declared = { priorities: [{ situation: 'ACI_LABEL', evidence: 'declared', since: null }] };
    const said = shortlistOf({
      demands: [filed(1, '2025-01-01', verified), filed(2, '2025-01-01', declared)],
      dwelling,
    });
    const aci = said.candidates.map((c) => c.effects.find((e) => e.before.target.id === 'aci')!.counted);
    expect(aci).toEqual([true, false]);
  });
  test('a mutation is not looked at by a first-access target', () => {
    const mutation = filed(1, '2025-01-01', { currentHousing: { ...base.currentHousing, kind: 'HLM' } });
    const effects = shortlistOf({ demands: [mutation], dwelling }).candidates[0]!.effects;
    expect(effects.map((e) => [e.before.target.id, e.direction])).toEqual([
      ['aci', 'none'],
      ['mix', 'away'],
    ]);
  });
});

describe('affordability is advice', () => {
  const poor = filed(1, '2025-01-01', { incomes: { ...base.incomes, declaredMonthlyEur: 300 } });
  test('it warns and sets nobody aside', () => {
    const dear = aDwelling('L-1', { rentEur: 900, chargesEur: 200 });
    const [candidate] = shortlistOf({ demands: [poor], dwelling: dear }).candidates;
    expect(candidate!.affordability).toMatchObject({ effortWarns: true, residualWarns: true });
    expect(candidate!.affordability.effort.value).toBeGreaterThan(TERRITORY.pack.norms.effort.warnAbove);
  });
  test('what it lacks is said, and nothing is made up', () => {
    const silent = filed(1, '2025-01-01', { incomes: { ...base.incomes, declaredMonthlyEur: null } });
    const { affordability } = shortlistOf({ demands: [silent] }).candidates[0]!;
    expect(affordability).toMatchObject({ aplEur: null, effortWarns: false, residualWarns: false });
    expect(affordability.effort.value).toBeNull();
    expect(affordability.effort.missing.length).toBeGreaterThan(0);
  });
});

test('the household is told with its unknowns', () => {
  const silent = filed(1, '2025-01-01', {
    currentHousing: { ...base.currentHousing, kind: null },
    incomes: { ...base.incomes, referenceTaxIncome: [], declaredMonthlyEur: null },
    dalo: null,
  });
  expect(shortlistOf({ demands: [silent], ordering: ORDERING }).candidates[0]!.household).toMatchObject({
    persons: 1,
    firstAccess: null,
    housing: null,
    taxIncomeEur: null,
    monthlyIncomeEur: null,
    band: null,
    daloActive: null,
    waitingMonths: 22,
    filedOn: '2025-01-01',
  });
});
