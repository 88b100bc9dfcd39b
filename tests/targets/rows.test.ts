import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommuneCode, DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import type { Matching, Target } from '../../engine/domain/territory.ts';
import { balanceHundredths } from '../../engine/targets/balance.ts';
import { Ledger, type TargetPlace, type TargetProfile } from '../../engine/targets/ledger.ts';
import type { CandidateList, OpenProposal } from '../../engine/targets/proposals.ts';
import { coefOf, type TargetRow, targetRows } from '../../engine/targets/rows.ts';
import { aNumber } from '../support/demands.ts';
import {
  aTerritory,
  FRAGILE,
  LESS_FRAGILE,
  MEL_PACK,
  PROPOSAL,
  ROUBAIX,
  target,
} from '../support/territory.ts';

const TODAY = '2026-11-02' as IsoDay;
const PLACE: TargetPlace = { quartier: FRAGILE, qpv: false, commune: ROUBAIX, bailleur: 'vilogia' };
const modest: TargetProfile = {
  firstAccess: true,
  bandGroup: 'modest',
  firstQuartile: null,
  verifiedPriority: false,
  npruRelocation: false,
};
const higher: TargetProfile = { ...modest, bandGroup: 'intermediate-or-higher' };
const unknown: TargetProfile = { ...modest, bandGroup: null };
const mutation: TargetProfile = { ...modest, firstAccess: false };

const { share: _, ...shareless } = target('t', { scope: 'commune' });
const counting = (rest: Partial<Target>): Target => ({ ...shareless, count: { dwellings: 3 }, ...rest });
const commune = (rest: Partial<Target> = {}): Target => target('t', { scope: 'commune', ...rest });

interface Given {
  readonly leases?: readonly TargetProfile[];
  readonly pending?: readonly TargetProfile[];
  readonly open?: readonly OpenProposal[];
  readonly places?: readonly TargetPlace[];
}

/** The rows of a session today, after so many leases in the place. */
const rowsOf = (targets: Target[], given: Given = {}): readonly TargetRow[] => {
  const territory = aTerritory({ targets });
  const ledger = new Ledger(2026, TODAY);
  for (const profile of given.leases ?? []) {
    ledger.add(territory, PLACE, profile, 'decision');
    ledger.add(territory, PLACE, profile, 'lease');
  }
  for (const profile of given.pending ?? []) {
    ledger.add(territory, PLACE, profile, 'decision');
    ledger.add(territory, PLACE, profile, 'pending');
  }
  return targetRows({
    territory,
    ledger,
    openProposals: given.open ?? [],
    vacancies: (given.places ?? [PLACE]).map((place, i) => ({ id: `V-${i}` as VacancyId, place })),
    asOf: TODAY,
  });
};
const times = (n: number, profile: TargetProfile) => Array.from({ length: n }, () => profile);

const openList = (
  profiles: readonly (readonly [TargetProfile, number])[],
  rest: Partial<OpenProposal> = {},
): OpenProposal => ({
  vacancy: 'EARLIER' as VacancyId,
  place: PLACE,
  proposedOn: '2026-10-30' as IsoDay,
  settledOn: null,
  candidates: profiles.map(([profile, chance], i) => ({
    number: aNumber(i + 1) as DemandNumber,
    rank: i + 1,
    profile,
    chance,
    refusedOn: null,
  })),
  ...rest,
});

describe('what one lease adds to a row', () => {
  test.each([
    ['at least 45 %, in', commune({ share: 0.45 }), modest, 0.55],
    ['at least 45 %, out', commune({ share: 0.45 }), higher, -0.45],
    ['at least 45 %, unknown counts against', commune({ share: 0.45 }), unknown, -0.45],
    ['at most 45 %, in', commune({ share: 0.45, bound: 'max' }), modest, -0.55],
    ['at most 45 %, out', commune({ share: 0.45, bound: 'max' }), higher, 0.45],
    ['at most 45 %, unknown counts against', commune({ share: 0.45, bound: 'max' }), unknown, -0.55],
    ['first access only, a mutation', commune({ among: 'first-access' }), mutation, 0],
    [
      'first access only, not known to be one',
      commune({ among: 'first-access' }),
      { ...modest, firstAccess: null },
      -0.5,
    ],
    ['all, a mutation', commune({}), mutation, 0.5],
    ['a number at least, in', counting({}), modest, 1],
    ['a number at least, out', counting({}), higher, 0],
    ['a number at least, unknown', counting({}), unknown, 0],
    ['a number at most, in', counting({ bound: 'max' }), modest, -1],
    ['a number at most, out', counting({ bound: 'max' }), higher, 0],
    ['a number at most, unknown', counting({ bound: 'max' }), unknown, -1],
    ['all of them, in', commune({ share: 1 }), modest, 0],
    ['none of them, out', commune({ share: 0, bound: 'max' }), higher, 0],
  ] as const)('%s: %d', (_, looked, profile, coef) => {
    expect(coefOf(rowsOf([looked])[0]!, profile)).toBe(coef);
  });
});

describe('what a session is asked to bring', () => {
  test.each([
    ['nothing yet: the tolerance may be taken', commune({}), [], 0, -1],
    ['exactly at the share', commune({}), [...times(5, modest), ...times(5, higher)], 0, -1],
    [
      'one dwelling short: the tolerance covers it',
      commune({}),
      [...times(4, modest), ...times(6, higher)],
      -100,
      0,
    ],
    ['two and a half short', commune({}), [...times(3, modest), ...times(8, higher)], -250, 1.5],
    ['unknown profiles count against', commune({}), [...times(5, modest), ...times(5, unknown)], 0, -1],
    [
      'three too many for "at most"',
      commune({ bound: 'max' }),
      [...times(8, modest), ...times(2, higher)],
      -300,
      2,
    ],
    ['no tolerance', commune({ toleranceDwellings: 0 }), [higher], -50, 0.5],
    ['a number: all of it, less the tolerance', counting({}), [], -300, 2],
    [
      'a number, part of it done',
      counting({ toleranceDwellings: 0 }),
      [...times(2, modest), ...times(9, higher)],
      -100,
      1,
    ],
    ['a number at most, passed', counting({ bound: 'max' }), times(5, modest), -200, 1],
  ] as const)('%s', (_, looked, leases, balance, required) => {
    expect(rowsOf([looked], { leases })[0]).toMatchObject({
      balanceHundredths: balance,
      requiredDwellings: required,
      expectedDwellings: 0,
    });
  });
  test('a target of signed leases counts those still to sign as leases to come', () => {
    const law = commune({ event: 'lease' });
    const [row] = rowsOf([law], { leases: times(2, higher), pending: times(2, modest) });
    expect(row).toMatchObject({
      count: { among: 2, counted: 0 },
      expected: { among: 2, counted: 2 },
      balanceHundredths: -100,
      expectedDwellings: 1,
      requiredDwellings: -1,
    });
    const [decided] = rowsOf([commune({})], { leases: times(2, higher), pending: times(2, modest) });
    expect(decided).toMatchObject({
      count: { among: 4, counted: 2 },
      expected: { among: 0 },
      balanceHundredths: 0,
    });
  });
});

describe('which rows a session has', () => {
  const mix = target('mix', { scope: 'quartier', fragility: ['fragile'], precedence: 2 });
  const aci = target('aci', { scope: 'bailleur', precedence: 1 });
  test('those that a vacancy feeds, by precedence, then place; each once', () => {
    const elsewhere = { ...PLACE, bailleur: 'partenord-habitat' };
    const rows = rowsOf([mix, aci], {
      places: [PLACE, elsewhere, PLACE, { ...PLACE, quartier: LESS_FRAGILE }],
    });
    expect(rows.map(({ id }) => id)).toEqual(['aci partenord-habitat', 'aci vilogia', `mix ${FRAGILE}`]);
    expect(rows.map(({ vacancies }) => vacancies)).toEqual([[1], [0, 2, 3], [0, 1, 2]]);
    expect(rowsOf([mix], { places: [{ ...PLACE, quartier: null }] })).toEqual([]);
  });
  test('each with its price, by precedence', () => {
    const prices = MEL_PACK.matching.penaltyPointsByPrecedence.value;
    expect(rowsOf([mix, aci]).map(({ penaltyPoints }) => penaltyPoints)).toEqual([prices['1'], prices['2']]);
  });
  test('inactive ones are there, and say so; those of other dates are not', () => {
    expect(rowsOf([commune({ active: false })])[0]?.active).toBe(false);
    expect(rowsOf([commune({ active: true })])[0]?.active).toBe(true);
    expect(rowsOf([commune({ provenance: { ...PROPOSAL, validTo: '2026-11-01' as IsoDay } })])).toEqual([]);
  });
  test('the value of the day is taken', () => {
    const schedule = [{ from: '2026-11-02' as IsoDay, share: 0.8, provenance: PROPOSAL }];
    expect(rowsOf([commune({ schedule })])[0]?.aim.shareHundredths).toBe(80);
  });
  test('a ledger of another day is refused', () => {
    const territory = aTerritory({ targets: [mix] });
    const ledger = new Ledger(2026);
    expect(() => targetRows({ territory, ledger, openProposals: [], vacancies: [], asOf: TODAY })).toThrow(
      'The ledger is of 2026-12-31, the session of 2026-11-02.',
    );
  });
  test('a precedence without a price is a fault of the program', () => {
    const matching: Matching = {
      ...MEL_PACK.matching,
      penaltyPointsByPrecedence: { value: { '1': 10 }, provenance: PROPOSAL },
    };
    const territory = aTerritory({ targets: [mix], matching });
    const vacancies = [{ id: 'V-1' as VacancyId, place: PLACE }];
    const ledger = new Ledger(2026, TODAY);
    expect(() => targetRows({ territory, ledger, openProposals: [], vacancies, asOf: TODAY })).toThrow(
      'No price for precedence 2.',
    );
  });
});

describe('lists still awaited', () => {
  const half = commune({ toleranceDwellings: 0 });
  const leases = [...times(4, modest), ...times(6, higher)];
  test('bring what they are expected to', () => {
    const [row] = rowsOf([half], {
      leases,
      open: [
        openList([
          [modest, 0.6],
          [higher, 0.2],
          [unknown, 0.1],
        ]),
      ],
    });
    expect(row!.expected.among).toBeCloseTo(0.9);
    expect(row!.expected).toMatchObject({ counted: 0.6, unknown: 0.1 });
    expect(row!.balanceHundredths).toBe(-100);
    expect(row!.expectedDwellings).toBeCloseTo(0.15);
    expect(row!.requiredDwellings).toBeCloseTo(1 - 0.15);
  });
  test.each([
    ['elsewhere', { place: { ...PLACE, commune: '59350' } }],
    ['settled', { settledOn: '2026-11-01' as IsoDay }],
    ['past its days', { proposedOn: '2026-10-01' as IsoDay }],
    ['replaced by this session', { vacancy: 'V-0' as VacancyId }],
  ])('%s, they bring nothing', (_, changes) => {
    const [row] = rowsOf([half], { leases, open: [openList([[modest, 0.6]], changes)] });
    expect(row).toMatchObject({ expected: { among: 0, counted: 0, unknown: 0 }, expectedDwellings: 0 });
  });
  test('two sessions in a row do not both make up for the same dwellings', () => {
    // Three dwellings short of a number; each list of this place brings 0.9 of one.
    const due = counting({ toleranceDwellings: 0 });
    const session = (name: string, required: number): OpenProposal[] => {
      const lists: OpenProposal[] = [];
      for (let left = required; left > 1e-9; left -= 0.9)
        lists.push(
          openList(
            [
              [modest, 0.6],
              [modest, 0.3],
            ],
            { vacancy: `${name}-${lists.length}` as VacancyId },
          ),
        );
      return lists;
    };
    const first = session('FIRST', rowsOf([due])[0]!.requiredDwellings);
    expect(first).toHaveLength(4);
    const second = rowsOf([due], { open: first })[0]!;
    expect(second.requiredDwellings).toBeLessThanOrEqual(0);
    expect(session('SECOND', second.requiredDwellings)).toEqual([]);
    // Forgetting them would have asked for three more.
    expect(session('SECOND', rowsOf([due], { open: [] })[0]!.requiredDwellings)).toHaveLength(4);
    // Two of them refused by all: the next session makes up for those two, and no more.
    const refused = first.map((list, i) =>
      i < 2
        ? {
            ...list,
            candidates: list.candidates.map((c) => ({ ...c, refusedOn: '2026-10-31' as IsoDay })),
          }
        : list,
    );
    expect(rowsOf([due], { open: refused })[0]!.requiredDwellings).toBeCloseTo(3 - 1.8);
  });
});

describe('mutations between communes', () => {
  const reciprocity = {
    ...shareless,
    counts: { reciprocity: true },
    active: false,
  } as const satisfies Target;
  const territory = aTerritory({ targets: [reciprocity] });
  const moves = new Map([[ROUBAIX as CommuneCode, { received: 2, sent: 6, within: 9, unknownHome: 1 }]]);
  const rows = (ledger?: typeof moves) =>
    targetRows({
      territory,
      ledger: new Ledger(2026, TODAY),
      ...(ledger === undefined ? {} : { reciprocity: ledger }),
      openProposals: [],
      vacancies: [{ id: 'V-1' as VacancyId, place: PLACE }],
      asOf: TODAY,
    });
  test('a commune is asked for as many arrivals as departures, off unless the pack says otherwise', () => {
    expect(rows(moves)[0]).toMatchObject({
      active: false,
      aim: { kind: 'count', dueHundredths: 600 },
      count: { among: 12, counted: 2, unknown: 1 },
      balanceHundredths: -400,
      requiredDwellings: 3,
    });
  });
  test('a commune without mutations is asked for nothing; without their ledger there is no row', () => {
    expect(rows(new Map())[0]).toMatchObject({ balanceHundredths: 0, requiredDwellings: -1 });
    expect(rows()).toEqual([]);
  });
  test.each([
    ['a tenant of another commune', { ...mutation, homeCommune: '59350' as CommuneCode }, 1],
    ['a tenant of this commune', { ...mutation, homeCommune: ROUBAIX as CommuneCode }, 0],
    ['a tenant of nobody knows where: against', { ...mutation, homeCommune: null }, 0],
    ['whose home is not said at all', mutation, 0],
    ['a first access', { ...modest, homeCommune: '59350' as CommuneCode }, 0],
    [
      'not known whether a mutation: against',
      { ...modest, firstAccess: null, homeCommune: '59350' as CommuneCode },
      0,
    ],
  ])('%s: %d', (_, profile, coef) => {
    expect(coefOf(rows(moves)[0]!, profile)).toBe(coef);
  });
});

describe('the row is the ledger, ahead of time', () => {
  const anyBool = fc.constantFrom(true, false, null);
  const anyProfile: fc.Arbitrary<TargetProfile> = fc.record({
    firstAccess: anyBool,
    bandGroup: fc.constantFrom('modest' as const, 'intermediate-or-higher' as const, null),
    firstQuartile: anyBool,
    verifiedPriority: anyBool,
    npruRelocation: anyBool,
  });
  const anyTarget: fc.Arbitrary<Target> = fc
    .record({
      among: fc.constantFrom('all' as const, 'first-access' as const),
      bound: fc.constantFrom('min' as const, 'max' as const),
      counts: fc.constantFrom<Target['counts']>(
        { bandGroup: 'modest' },
        { quartile: 'first' },
        { quartile: 'others' },
        { verifiedPriority: true },
        { npruRelocation: true },
      ),
      percent: fc.integer({ min: 0, max: 100 }),
      dwellings: fc.option(fc.nat(20), { nil: null }),
    })
    .map(({ percent, dwellings, ...rest }) =>
      dwellings === null
        ? commune({ ...rest, share: percent / 100 })
        : counting({ ...rest, count: { dwellings } }),
    );

  test('its value after some leases is the ledger’s balance once they are added one by one', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        anyTarget,
        fc.array(anyProfile, { maxLength: 15 }),
        fc.array(anyProfile, { minLength: 1, maxLength: 10 }),
        (looked, leases, session) => {
          const [row] = rowsOf([looked], { leases });
          const value = session.reduce(
            (sum, profile) => sum + Math.round(coefOf(row!, profile) * 100),
            row!.balanceHundredths,
          );
          const [after] = rowsOf([looked], { leases: [...leases, ...session] });
          expect(value).toBe(after!.balanceHundredths);
          expect(Number.isInteger(value)).toBe(true);
          expect(after!.balanceHundredths).toBe(balanceHundredths(row!.aim, after!.count));
          if (value !== row!.balanceHundredths) moved += 1;
        },
      ),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(150);
  });

  test('a list awaited for sure asks of the session what the lease would', () => {
    fc.assert(
      fc.property(anyTarget, fc.array(anyProfile, { maxLength: 8 }), anyProfile, (looked, leases, next) => {
        const open = rowsOf([looked], { leases, open: [openList([[next, 1]])] })[0]!;
        const leased = rowsOf([looked], { leases: [...leases, next] })[0]!;
        expect(open.requiredDwellings).toBeCloseTo(leased.requiredDwellings, 9);
      }),
      { numRuns: 150 },
    );
  });

  test('order of vacancies and of awaited lists changes nothing', () => {
    const open = ['B', 'A', 'C'].map((vacancy, i) =>
      openList(
        [
          [modest, 0.1 * (i + 1)],
          [higher, 0.17],
        ],
        { vacancy: vacancy as CandidateList['vacancy'] },
      ),
    );
    const places = [PLACE, { ...PLACE, commune: '59350' }, { ...PLACE, commune: '59599' }];
    const straight = rowsOf([commune({})], { open, places });
    const reversed = rowsOf([commune({})], { open: [...open].reverse(), places: [...places].reverse() });
    const turned = reversed.map((row) => ({ ...row, vacancies: row.vacancies.map((v) => 2 - v) }));
    expect(turned).toEqual(straight);
    expect(straight).toHaveLength(3);
  });
});
