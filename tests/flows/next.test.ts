import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { RESERVATAIRE_CODES, type Reservataire } from '../../engine/domain/codes.ts';
import { nextOrientations, type Orientation } from '../../engine/flows/next.ts';
import { contingentsOf } from '../../engine/shortlist/credits.ts';
import { cellKey } from '../../engine/targets/flow.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aVacancy } from '../support/demands.ts';
import { type FlowsCase, flowsCase, leasesOf, stockOf } from './support.ts';

interface Agenda extends FlowsCase {
  /** Overrides of each vacancy, of the dwellings in order. */
  readonly vacancies: readonly object[];
  readonly anew?: boolean;
}

const orientationsOf = ({ vacancies, anew = false, ...given }: Agenda): readonly Orientation[] => {
  const ground = flowsCase({ demands: ALL, ...given });
  const agenda = vacancies.map((overrides, i) => ({
    vacancy: aVacancy(`V-${i + 1}`, `L-${i + 1}`, overrides),
    dwelling: ground.dwellings.get(`L-${i + 1}`)!,
  }));
  return nextOrientations({ ...ground, cells: ground.flows.cells, agenda, anew });
};
const served = (given: Agenda) => orientationsOf(given).map(({ reservataire }) => reservataire);

/** One who could be credited to the préfet, one to Action Logement, one to nobody. */
const ALL = [aDemand(1, { dalo: 'ACTIF' }), aDemand(2, { contingents: ['COLACT'] }), aDemand(3)];

describe('which réservataire to serve next', () => {
  const behind = [...leasesOf('PPRIOR', 4), ...leasesOf('COLACT', 1), ...leasesOf('AUCUN', 5)];

  test('the one that lags most, relatively to what it is due', () => {
    const [first] = orientationsOf({ vacancies: [{}], allocations: behind });
    expect(first).toMatchObject({ kind: 'next', reservataire: 'COLACT', why: null });
    const due = 0.2 * 11;
    expect(first!.choices[0]).toEqual({
      reservataire: 'COLACT',
      share: 0.2,
      due,
      credited: 1,
      relativeLag: (due - 1) / due,
      candidates: 1,
    });
  });

  test('each orientation counts for those after', () => {
    const given = { vacancies: [{}, {}, {}, {}, {}], allocations: behind };
    expect(served(given)).toEqual(['COLACT', 'AUCUN', 'COLACT', 'AUCUN', 'PPRIOR']);
  });

  test('a réservataire that no eligible demand could be credited to is passed over', () => {
    const given = { vacancies: [{}], allocations: behind, demands: [ALL[0]!, ALL[2]!] };
    expect(served(given)).toEqual(['AUCUN']);
    expect(orientationsOf(given)[0]!.choices.find((c) => c.reservataire === 'COLACT')!.candidates).toBe(0);
  });

  test('less than half a lease due is no lag: the one owed most is served', () => {
    // One lease in: 0.3, 0.2 and 0.5 are due; half a lease is due to nobody's share only.
    expect(served({ vacancies: [{}] })).toEqual(['AUCUN']);
    const [, second] = orientationsOf({ vacancies: [{}, {}] });
    expect(second!.reservataire).toBe('PPRIOR');
  });

  test.each([
    ['its QPV is not said', { qpv2024: null }, {}, 'qpv-unknown'],
    ['it is freed for a relocation of urban renewal', {}, { reason: 'npru' }, 'npru'],
  ])('nobody: %s', (_, dwelling, vacancy, why) => {
    const given = { dwellings: stockOf(1, dwelling), vacancies: [vacancy] };
    expect(orientationsOf(given)[0]).toMatchObject({ kind: 'none', reservataire: null, why });
  });

  test('nobody: no eligible demand, or none whose lease would be in the flow', () => {
    const none = { kind: 'none', reservataire: null, why: 'no-candidate' };
    expect(orientationsOf({ vacancies: [{}], demands: [] })[0]).toMatchObject(none);
    const tenant = aDemand(1, { currentHousing: { ...aDemand(1).currentHousing, kind: 'HLM' } });
    expect(orientationsOf({ vacancies: [{}], demands: [tenant] })[0]).toMatchObject(none);
  });

  test('a vacancy oriented already keeps its réservataire, and counts for those before it too', () => {
    const given = { vacancies: [{}, { orientedTo: 'COLACT' }], allocations: behind };
    expect(orientationsOf(given).map(({ kind, reservataire }) => [kind, reservataire])).toEqual([
      ['next', 'AUCUN'],
      ['given', 'COLACT'],
    ]);
    expect(served({ ...given, anew: true })).toEqual(['COLACT', 'AUCUN']);
  });

  test('in QPV and outside, and each landlord, lag apart', () => {
    const dwellings = [
      aDwelling('L-1'),
      aDwelling('L-2', { qpv2024: 'QN05901M' }),
      aDwelling('L-3', { bailleur: 'vilogia' }),
    ];
    const orientations = orientationsOf({ dwellings, vacancies: [{}, {}, {}], allocations: behind });
    expect(orientations.map(({ reservataire }) => reservataire)).toEqual(['COLACT', 'AUCUN', 'AUCUN']);
  });
});

let oriented = 0;
property.prop({
  vacancies: fc.array(
    fc.record({
      cell: fc.constantFrom(
        { bailleur: 'lille-metropole-habitat', qpv2024: false },
        { bailleur: 'lille-metropole-habitat', qpv2024: 'QN05901M' },
        { bailleur: 'vilogia', qpv2024: false },
        { bailleur: 'vilogia', qpv2024: null },
      ),
      reason: fc.constantFrom('rotation', 'rotation', 'npru', 'new-build'),
      orientedTo: fc.constantFrom(null, null, null, ...RESERVATAIRE_CODES),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  allocations: fc.array(fc.option(fc.constantFrom(...RESERVATAIRE_CODES)), { maxLength: 10 }),
  demands: fc.array(
    fc.record({
      dalo: fc.constantFrom('ACTIF', 'NON'),
      contingents: fc.option(fc.uniqueArray(fc.constantFrom(...RESERVATAIRE_CODES), { maxLength: 3 })),
    }),
    { maxLength: 4 },
  ),
})('one lease is oriented to one réservataire at most, and only where some profile allows it', (world) => {
  const given = {
    dwellings: world.vacancies.map(({ cell }, i) => aDwelling(`L-${i + 1}`, cell)),
    vacancies: world.vacancies.map(({ reason, orientedTo }) => ({ reason, orientedTo })),
    allocations: world.allocations.map((contingent) => anAllocation('L-1', { contingent })),
    demands: world.demands.map((demand, i) => aDemand(i + 1, demand)),
  };
  const orientations = orientationsOf(given);
  expect(orientations).toHaveLength(world.vacancies.length);
  const { credits } = flowsCase(given);
  const counted = new Map<string, number>();
  for (const { kind, reservataire, why, cell, choices } of orientations) {
    expect(reservataire === null).toBe(kind === 'none');
    expect(why === null).toBe(kind !== 'none');
    if (kind === 'next') {
      oriented += 1;
      const allowed = new Set<Reservataire>([...credits].flatMap((mask) => contingentsOf(mask)));
      expect(allowed).toContain(reservataire);
    }
    if (kind === 'next' || (kind === 'none' && why === 'no-candidate')) {
      const before = counted.get(cellKey(cell!));
      const base = choices[0]!.due / choices[0]!.share - 1;
      // Each orientation adds one lease to its own cell, and to no other.
      if (before !== undefined) expect(base).toBeCloseTo(before, 9);
      counted.set(cellKey(cell!), base + (kind === 'next' ? 1 : 0));
    }
  }
});
test('the property met orientations', () => {
  expect(oriented).toBeGreaterThan(30);
});
