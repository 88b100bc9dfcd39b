import { describe, expect, test } from 'vitest';
import type { DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/territory.ts';
import { stateAfterLists } from '../../engine/targets/after.ts';
import { Ledger, type TargetPlace, type TargetProfile } from '../../engine/targets/ledger.ts';
import { strictOrder } from '../../engine/targets/precedence.ts';
import type { CandidateList } from '../../engine/targets/proposals.ts';
import { targetRows } from '../../engine/targets/rows.ts';
import { aNumber } from '../support/demands.ts';
import { aTerritory, ROUBAIX, TODAY, target } from '../support/territory.ts';

const PLACE: TargetPlace = { quartier: null, qpv: null, commune: ROUBAIX, bailleur: 'vilogia' };
const modest: TargetProfile = {
  firstAccess: true,
  bandGroup: 'modest',
  firstQuartile: null,
  verifiedPriority: null,
  npruRelocation: null,
};
const higher: TargetProfile = { ...modest, bandGroup: 'intermediate-or-higher' };
const unknown: TargetProfile = { ...modest, bandGroup: null };

const list = (
  vacancy: string,
  candidates: readonly (readonly [TargetProfile, number])[],
  place = PLACE,
): CandidateList => ({
  vacancy: vacancy as VacancyId,
  place,
  candidates: candidates.map(([profile, chance], i) => ({
    number: aNumber(i + 1) as DemandNumber,
    rank: i + 1,
    profile,
    chance,
  })),
});

/** Outlook of one target, from 4 leases in and 6 out, after some lists; `awaited` are still open since yesterday. */
const outlook = (
  changes: Partial<Target>,
  lists: readonly CandidateList[],
  { awaited = [], empty = false }: { awaited?: readonly CandidateList[]; empty?: boolean } = {},
) => {
  const { share, ...rest } = target('half', { scope: 'commune' });
  const half: Target = { ...rest, ...(changes.count ? {} : { share: share! }), ...changes };
  const territory = aTerritory({ targets: [half] });
  const ledger = new Ledger(2026, TODAY);
  if (!empty) for (let i = 0; i < 10; i += 1) ledger.add(territory, PLACE, i < 4 ? modest : higher);
  const rows = targetRows({
    territory,
    ledger,
    openProposals: awaited.map((open) => ({
      ...open,
      proposedOn: '2026-11-01' as IsoDay,
      settledOn: null,
      candidates: open.candidates.map((c) => ({ ...c, refusedOn: null })),
    })),
    vacancies: [{ id: 'V-1' as VacancyId, place: PLACE }],
    asOf: TODAY,
  });
  return stateAfterLists(territory, rows, lists)[0]!;
};

describe('a row before and after lists', () => {
  test('without lists, nothing moves', () => {
    const state = outlook({}, []);
    expect(state.before).toEqual({
      count: { among: 10, counted: 4, unknown: 0 },
      share: 0.4,
      balanceDwellings: -1,
      shortDwellings: 1,
    });
    expect(state.expected).toEqual(state.before);
    expect(state.ifFirstRanksAccept).toEqual(state.before);
    expect(state.brings).toEqual({ among: 0, counted: 0, unknown: 0 });
  });
  test('expected by the chance of each rank, and if every first says yes', () => {
    const lists = [
      list('V-1', [
        [modest, 0.6],
        [higher, 0.2],
        [unknown, 0.1],
      ]),
      list('V-2', [
        [modest, 0.5],
        [modest, 0.25],
      ]),
    ];
    const { brings, expected, ifFirstRanksAccept } = outlook({}, lists);
    expect(brings.among).toBeCloseTo(1.65);
    expect(brings.counted).toBeCloseTo(1.35);
    expect(brings.unknown).toBeCloseTo(0.1);
    expect(expected.share).toBeCloseTo(5.35 / 11.65);
    expect(expected.balanceDwellings).toBeCloseTo(5.35 - 11.65 / 2);
    expect(expected.shortDwellings).toBe(1);
    expect(ifFirstRanksAccept).toMatchObject({ share: 0.5, balanceDwellings: 0, shortDwellings: 0 });
  });
  test('lists elsewhere bring nothing', () => {
    const { brings } = outlook({}, [list('V-2', [[modest, 0.6]], { ...PLACE, commune: '59350' })]);
    expect(brings.among).toBe(0);
  });
  test('what is awaited comes before what these lists bring', () => {
    const state = outlook({}, [list('V-1', [[modest, 1]])], { awaited: [list('V-0', [[modest, 1]])] });
    expect(state.before.count.counted).toBe(4);
    expect(state.withAwaited).toMatchObject({ count: { among: 11, counted: 5 }, shortDwellings: 1 });
    expect(state.expected).toMatchObject({
      count: { among: 12, counted: 6 },
      balanceDwellings: 0,
      shortDwellings: 0,
    });
  });
  test('no share before the first allocation, and none for a number', () => {
    expect(outlook({}, [], { empty: true }).before).toMatchObject({ share: null, shortDwellings: 0 });
    expect(outlook({ count: { dwellings: 5 } }, []).before).toMatchObject({ share: null, shortDwellings: 1 });
  });
  test.each([
    ['exactly whole', 0.5, 0],
    ['a hair under, from rounding', 0.5 - 1e-12, 0],
    ['truly under', 0.49, 1],
  ])('dwellings short are whole: %s', (_, chance, short) => {
    // 4 of 10 and one list: 4.5 counted of 9 looked at would be half; here a number of 4.5.
    const state = outlook({ count: { dwellings: 4.5 } }, [list('V-1', [[modest, chance]])]);
    expect(state.expected.shortDwellings).toBe(short);
  });
  test('for "at most", the expected can be worse than before', () => {
    const state = outlook({ bound: 'max', share: 0.4 }, [list('V-1', [[modest, 0.9]])]);
    expect(state.before.balanceDwellings).toBe(0);
    expect(state.expected.balanceDwellings).toBeCloseTo(-0.54);
    expect(state.expected.shortDwellings).toBe(1);
  });
});

test('strict order: groups by precedence, the first served first, each in the order given', () => {
  const rows = [3, 1, 2, 1, 3].map((precedence, i) => ({ i, target: target(`t-${i}`, { precedence }) }));
  expect(strictOrder(rows).map((group) => group.map(({ i }) => i))).toEqual([[1, 3], [2], [0, 4]]);
  expect(strictOrder([])).toEqual([]);
});
