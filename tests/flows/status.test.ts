import { describe, expect, test } from 'vitest';
import { aDwelling } from '../support/demands.ts';
import { PROPOSAL, TERRITORY } from '../support/territory.ts';
import { type FlowsCase, flowsCase, LMH, leasesOf, rules, stockOf } from './support.ts';

const cellOf = (given: FlowsCase, qpv = false, bailleur = LMH) =>
  flowsCase(given).flows.cells.find((cell) => cell.bailleur === bailleur && cell.qpv === qpv)!;

describe('the yearly potential: stock × rotation net of mutations', () => {
  const year = { decidedOn: '2026-05-12' };

  test('the landlord’s own rate of the last twelve months, from twenty leases on', () => {
    const old = leasesOf('AUCUN', 1, { decidedOn: '2025-01-01' });
    const own = cellOf({ dwellings: stockOf(200), allocations: [...old, ...leasesOf('AUCUN', 20, year)] });
    expect(own).toMatchObject({ stock: 200, leasesPerYear: 20 });
    expect(own.rotation).toMatchObject({ from: 'last-12-months', perYear: 0.1, inFlow: 20, days: 365 });
    const few = cellOf({ dwellings: stockOf(200), allocations: [...old, ...leasesOf('AUCUN', 19, year)] });
    expect(few.rotation).toMatchObject({ from: 'pack', inFlow: 19 });
  });

  test('a record of half a year is brought to a year; one of weeks is not', () => {
    const since = (decidedOn: string) =>
      cellOf({ dwellings: stockOf(200), allocations: leasesOf('AUCUN', 30, { decidedOn }) }).rotation;
    expect(since('2026-05-12')).toMatchObject({ from: 'last-12-months', days: 175 });
    expect(since('2026-05-12').perYear).toBeCloseTo((30 / 200) * (365 / 175), 12);
    expect(since('2026-10-01')).toMatchObject({ from: 'pack', days: 33 });
  });

  test.each([
    ['a mutation', { firstAccess: false }, { withoutMutations: 1, withoutNpru: 0 }],
    ['a relocation of urban renewal', { npruRelocation: true }, { withoutMutations: 0, withoutNpru: 1 }],
  ])('%s is a lease left out of the flow', (_, lease, without) => {
    const { rotation } = cellOf({ allocations: [...leasesOf(null, 3), ...leasesOf(null, 1, lease)] });
    expect(rotation).toMatchObject({ leases: 4, inFlow: 3, ...without });
  });

  test('today’s law leaves out mutations inside the landlord’s own stock only', () => {
    const territory = rules({ flow: { without: 'own-mutations', provenance: PROPOSAL } });
    const mutations = [true, false, null].flatMap((ownStockMutation) =>
      leasesOf(null, 1, { firstAccess: false, ownStockMutation }),
    );
    expect(cellOf({ territory, allocations: mutations }).rotation).toMatchObject({
      leases: 3,
      inFlow: 2,
      withoutMutations: 1,
    });
  });

  test('the pack’s estimate is made net by what the territory’s record leaves out', () => {
    const { quartiers } = TERRITORY.pack;
    const sum = (read: (of: (typeof quartiers)[number]) => number) =>
      quartiers.reduce((total, quartier) => total + read(quartier), 0);
    const gross = sum((q) => q.estimatedLeasesPerYear) / sum((q) => q.estimatedDwellings);
    expect(cellOf({}).rotation.perYear).toBeCloseTo(gross, 12);
    const allocations = [...leasesOf(null, 3), ...leasesOf(null, 1, { firstAccess: false })];
    expect(cellOf({ allocations }).rotation.perYear).toBeCloseTo(gross * 0.75, 12);
  });

  test('in QPV and outside apart; a QPV that is not said is said, and counts nowhere', () => {
    const dwellings = [
      aDwelling('L-1'),
      aDwelling('L-2', { qpv2024: 'QN05901M' }),
      aDwelling('L-3', { qpv2024: null }),
      aDwelling('L-4', { bailleur: 'vilogia' }),
    ];
    const { flows } = flowsCase({ dwellings, allocations: leasesOf(null, 1, { dwelling: 'L-3' }) });
    expect(flows.qpvUnknown).toBe(1);
    expect(flows.cells.map(({ bailleur, qpv, stock }) => [bailleur, qpv, stock])).toEqual([
      [LMH, true, 1],
      [LMH, false, 1],
      ['vilogia', false, 1],
    ]);
    expect(flows.cells.every(({ rotation }) => rotation.leases === 0)).toBe(true);
  });

  test('where leases count, the rotation is that of leases', () => {
    const territory = rules({
      row: { toleranceDwellings: 1, precedence: 4, event: 'lease', provenance: PROPOSAL },
    });
    const allocations = [...leasesOf(null, 2), ...leasesOf(null, 3, { leaseSignedOn: '2026-06-01' })];
    expect(cellOf({ territory, allocations }).rotation.leases).toBe(3);
  });
});

describe('the year’s line and its end', () => {
  const old = leasesOf('AUCUN', 1, { decidedOn: '2025-01-01' });
  const half = [...old, ...leasesOf('PPRIOR', 10), ...leasesOf('AUCUN', 30)];
  const given = { dwellings: stockOf(400), allocations: half, asOf: '2026-07-02' };

  test('the line is the potential over the part of the year gone by', () => {
    const cell = cellOf(given);
    expect(cell.leasesPerYear).toBe(40);
    expect(cell.lineToDate).toBeCloseTo((40 * 183) / 365, 9);
    expect(cell.remaining).toBeCloseTo((40 * 182) / 365, 9);
  });

  test('the forecast goes on at the present split of credited leases', () => {
    const { forecast, remaining, state } = cellOf(given);
    const of = (reservataire: string) => forecast.find((each) => each.reservataire === reservataire)!;
    expect(of('PPRIOR').credited).toBeCloseTo(10 + remaining / 4, 9);
    expect(of('PPRIOR').due).toBeCloseTo(0.3 * (state.base + remaining), 9);
    expect(of('COLACT').credited).toBe(0);
  });

  test('before the first lease, the shares say how the year would end', () => {
    for (const { credited, due } of cellOf({}).forecast) expect(credited).toBeCloseTo(due, 9);
  });

  test('on 31 December nothing remains', () => {
    expect(cellOf({ ...given, asOf: '2026-12-31' }).remaining).toBe(0);
  });

  test('a ledger of another day is a programmer’s error', async () => {
    const { flowsOf } = await import('../../engine/flows/status.ts');
    const { Ledger } = await import('../../engine/targets/ledger.ts');
    const { territory, dwellings, allocations, asOf } = flowsCase({});
    expect(() =>
      flowsOf({ territory, dwellings, allocations, asOf, ledger: new Ledger(2026), openProposals: [] }),
    ).toThrow(/ledger is of 2026-12-31/);
  });
});
