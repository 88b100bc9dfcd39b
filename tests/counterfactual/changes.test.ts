import { describe, expect, test } from 'vitest';
import { type Change, compareSets } from '../../engine/counterfactual/change.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { WEIGHTING } from '../support/methods.ts';
import type { ShortlistCase } from '../support/shortlists.ts';
import { aTerritory, FRAGILE, MOST_FRAGILE, SITUATIONS } from '../support/territory.ts';
import { AHEAD, isListed, oldest, whatIf } from './support.ts';

const base = aDemand(0);
const wishing = (more: { readonly [K in keyof Demand['wishes']]?: unknown }) => ({
  wishes: { ...base.wishes, ...more },
});

/** The smallest changes for a demand beside three others, made again from every demand. */
const changesFor = (demand: Demand, rest: Omit<ShortlistCase, 'demands'> = {}) => {
  const given = { ...rest, demands: [...AHEAD, demand] };
  expect(isListed(given, demand.number)).toBe(false);
  return whatIf(given, demand.number).ways.map(({ changes }) => changes);
};
const neverFor = (demand: Demand, rest: Omit<ShortlistCase, 'demands'> = {}) => {
  const { ways, never } = whatIf({ ...rest, demands: [...AHEAD, demand] }, demand.number);
  expect(ways).toEqual([]);
  return never[0]!.why;
};

describe('one change, each alone', () => {
  const at = (more: Parameters<typeof aDwelling>[1]): { dwelling: Dwelling } => ({
    dwelling: aDwelling('L-1', more),
  });
  test('a commune more', () => {
    expect(changesFor(oldest(wishing({ communes: ['59350'] })))).toEqual([
      [{ kind: 'add-commune', commune: '59512' }],
    ]);
  });
  test('a type of dwelling more', () => {
    expect(changesFor(oldest(wishing({ typologies: ['T1'] })))).toEqual([
      [{ kind: 'add-typology', typology: 'T2' }],
    ]);
  });
  test('a quartier more', () => {
    const demand = oldest(wishing({ quartiers: [FRAGILE] }));
    expect(changesFor(demand, at({ quartier: MOST_FRAGILE }))).toEqual([
      [{ kind: 'add-quartier', quartier: MOST_FRAGILE }],
    ]);
  });
  test('a flat as well as a house', () => {
    expect(changesFor(oldest(wishing({ building: 'house' })))).toEqual([[{ kind: 'any-building' }]]);
  });
  test('a ground floor', () => {
    expect(changesFor(oldest(wishing({ groundFloor: false })), at({ floor: 0 }))).toEqual([
      [{ kind: 'ground-floor' }],
    ]);
  });
  test('a floor without a lift, where nothing of health is said to stand against it', () => {
    const demand = oldest({ accessibility: { stepFree: false, maxFloorOnFoot: 1 } });
    expect(changesFor(demand)).toEqual([[{ kind: 'floor', upTo: 2 }]]);
  });
  test('renewal, on the day', () => {
    expect(changesFor(oldest({ renewedOn: '2020-01-01' }))).toEqual([[{ kind: 'renew', on: '2026-11-02' }]]);
  });
  test('the paper of a situation that the demand leaves unsaid', () => {
    // Seven months after the last of the three: three and a half points fewer, and six more once the label counts.
    const demand = aDemand(50, { filedOn: '2019-10-01', motives: null, priorities: [] });
    const territory = aTerritory({
      situations: SITUATIONS.map((s) => (s.code === 'ACI_LABEL' ? { ...s, predicate: 'motive03' } : s)),
    });
    expect(changesFor(demand, { territory })).toEqual([[{ kind: 'establish', situation: 'ACI_LABEL' }]]);
  });
  test('the decision of the right to housing, where the demand does not say', () => {
    expect(changesFor(aDemand(50, { dalo: null }))).toEqual([[{ kind: 'dalo' }]]);
  });
  test('a paper verified puts first of equals', () => {
    const currentHousing = { ...base.currentHousing, rentEur: 100 };
    const alike = (n: number, evidence: string) =>
      aDemand(n, {
        filedOn: '2018-01-01',
        currentHousing,
        priorities: [{ situation: 'ACI_LABEL', evidence, since: null }],
      });
    const demand = alike(50, 'declared');
    const given = { demands: [1, 2, 3].map((n) => alike(n, 'declared')).concat(demand) };
    const last = Array.from({ length: 100 }, (_, seed) => seed).find(
      (seed) => !isListed({ ...given, seed }, demand.number),
    )!;
    expect(whatIf({ ...given, seed: last }, demand.number).ways.map(({ changes }) => changes)).toEqual([
      [{ kind: 'verify', situation: 'ACI_LABEL' }],
    ]);
  });
  test('the employer, where the weighting of the place reads it', () => {
    const employment = {
      ...base.employment,
      applicant: { ...base.employment.applicant, actionLogementEmployer: null },
    };
    const demand = aDemand(50, { filedOn: '2018-01-01', employment });
    const demands = [1, 2, 3].map((n) => aDemand(n, { filedOn: '2017-01-01' }));
    const found = whatIf({ demands: [...demands, demand], weighting: WEIGHTING }, demand.number);
    expect(found.ways.map(({ changes }) => changes)).toEqual([[{ kind: 'employer', inScope: true }]]);
  });
  test('a paper may show several amounts: each of those said would do', () => {
    const demand = oldest({
      ...wishing({ communes: ['59350'] }),
      incomes: { referenceTaxIncome: [], declaredMonthlyEur: null, rolling12MonthsEur: null },
    });
    // Nothing is missing for this: what is not known passes, and is asked for.
    expect(changesFor(demand)).toEqual([[{ kind: 'add-commune', commune: '59512' }]]);
  });
});

describe('several changes', () => {
  test('each rule that excludes has its own', () => {
    const demand = oldest({
      ...wishing({ communes: ['59350'], typologies: ['T1'] }),
      renewedOn: '2020-01-01',
    });
    const [first] = changesFor(demand);
    expect(first!.map(({ kind }) => kind).sort()).toEqual(['add-commune', 'add-typology', 'renew']);
  });
  test('wide does for a commune and a quartier at once', () => {
    const demand = oldest(wishing({ communes: ['59350'], quartiers: [FRAGILE] }));
    expect(changesFor(demand, { dwelling: aDwelling('L-1', { quartier: MOST_FRAGILE }) })).toEqual([
      [{ kind: 'wide' }],
    ]);
  });
});

test('fewer first, then papers before a renewal before a wish, then the fixed order', () => {
  const sets: readonly (readonly Change[])[] = [
    [{ kind: 'verify', situation: 'B' }],
    [{ kind: 'establish', situation: 'A' }],
    [{ kind: 'renew', on: '2026-11-02' as IsoDay }],
    [{ kind: 'add-typology', typology: 'T2' }],
    [{ kind: 'wide' }],
    [{ kind: 'npru' }, { kind: 'dalo' }],
    [{ kind: 'dalo' }, { kind: 'renew', on: '2026-11-02' as IsoDay }],
    [{ kind: 'dalo' }, { kind: 'ground-floor' }],
  ];
  expect([...sets].reverse().sort(compareSets)).toEqual(sets);
  expect(compareSets([{ kind: 'dalo' }, { kind: 'npru' }], sets[5]!)).toBe(0);
});

describe('what nothing would change', () => {
  test('an income above the ceiling', () => {
    const incomes = { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 90_000 }] };
    expect(neverFor(oldest({ incomes }))).toMatchObject({
      by: 'rules',
      answers: [{ rule: 'income-ceiling' }],
    });
  });
  test('a household that the dwelling does not suit', () => {
    const household = {
      ...base.household,
      children: [5, 7, 9].map((n) => ({ birthDate: `201${n}-01-01`, custody: 'full' })),
    };
    const why = neverFor(oldest({ household }));
    expect(why.by === 'rules' && why.answers.map(({ rule }) => rule)).toContain('occupancy');
  });
  test('a need of a step-free dwelling', () => {
    const accessibility = { stepFree: true, maxFloorOnFoot: 'any' };
    expect(neverFor(oldest({ accessibility }))).toMatchObject({
      by: 'rules',
      answers: [{ rule: 'step-free' }],
    });
  });
  test.each([
    ['a disability is not ruled out', { household: { ...base.household, disabledMember: null } }],
    ['a health motive', { motives: ['08'] }],
    ['no motive said', { motives: null }],
    ['a priority situation', { priorities: [{ situation: 'ACI_LABEL', evidence: 'declared', since: null }] }],
    ['a need not said', { accessibility: { stepFree: null, maxFloorOnFoot: 1 } }],
  ])('a floor, where it may be of health: %s', (_, more) => {
    const demand = oldest({ accessibility: { stepFree: false, maxFloorOnFoot: 1 }, ...more });
    expect(neverFor(demand)).toMatchObject({ by: 'rules', answers: [{ rule: 'floor' }] });
  });
  test('others ahead, whatever papers: how many', () => {
    expect(neverFor(aDemand(50))).toEqual({ by: 'others', ahead: 3 });
  });
  test('papers bring it nearer, and not near enough', () => {
    const five = [1, 2, 3, 4, 5].map((n) =>
      aDemand(n, { filedOn: '2010-01-01', dalo: n < 4 ? 'ACTIF' : 'NON' }),
    );
    const demand = aDemand(50, { dalo: null });
    const { never } = whatIf({ demands: [...five, demand] }, demand.number);
    expect(never[0]!.why).toEqual({ by: 'others', ahead: 3 });
  });
});

test('a demand on the list has nothing to change', () => {
  const demand = oldest();
  expect(whatIf({ demands: [...AHEAD, demand] }, demand.number)).toMatchObject({
    listed: [{ vacancy: 'V-1', rank: 1 }],
    ways: [],
    never: [],
  });
});

test('where wishes set nobody aside, none is to be changed', () => {
  const demand = oldest(wishing({ communes: ['59350'] }));
  const given = { demands: [...AHEAD, demand], beyondWishes: true };
  expect(whatIf(given, demand.number).listed).toEqual([{ vacancy: 'V-1', rank: 1 }]);
});
