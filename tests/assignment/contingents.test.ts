import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { planView } from '../../engine/assignment/explain/view.ts';
import { segmentOfPairs } from '../../engine/assignment/model.ts';
import { RESERVATAIRE_CODES, type Reservataire } from '../../engine/domain/codes.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import { contingentsOf, creditMasks } from '../../engine/shortlist/credits.ts';
import { coefOf } from '../../engine/targets/rows.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber } from '../support/demands.ts';
import { PROPOSAL, poolOf, TERRITORY } from '../support/territory.ts';
import {
  dwelling,
  HIGHER,
  household,
  MODEST,
  rowOf,
  type SessionCase,
  sequenceOf,
  solved,
} from './explain/support.ts';

const ROW = { toleranceDwellings: 0, precedence: 2, provenance: PROPOSAL } as const;

/** Who is listed at the first vacancy, with the contingent that the lease would be credited to. */
const credited = (given: SessionCase): (readonly [demand: number, contingent: Reservataire])[] => {
  const { prepared, result } = solved(given);
  return planView(prepared, result).lists[0]!.map(
    ({ row, contingent }) => [sequenceOf(prepared.request, row), contingent] as const,
  );
};

const years = (sequence: number, since: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${since}-11-02`, ...more });

describe('which contingents a profile allows', () => {
  const allowed = (demand: ReturnType<typeof household>) =>
    contingentsOf(creditMasks(poolOf([demand]), TERRITORY)[0]!);

  test('anybody: the share that is reserved to nobody', () => {
    expect(allowed(household(1))).toEqual(['AUCUN']);
  });
  test('what the demand file lists', () => {
    expect(allowed(household(1, { contingents: ['COLACT'] }))).toEqual(['COLACT', 'AUCUN']);
    expect(allowed(household(1, { contingents: ['COLTER'] }))).toEqual(['AUCUN']);
  });
  test('a recognition (DALO), and a verified situation of the right channel', () => {
    expect(allowed(household(1, { dalo: true }))).toEqual(['PPRIOR', 'AUCUN']);
    const pdalhpd = TERRITORY.prioritySituations.find(({ channels }) => channels.includes('PDALHPD'));
    expect(allowed(household(1, { label: true })).includes('PPRIOR')).toBe(pdalhpd?.code === 'ACI_LABEL');
  });
  test('what is not known credits nobody, and bars nobody', () => {
    expect(allowed(household(1, { contingents: null }))).toEqual(['AUCUN']);
  });
});

describe('a place credited to a contingent', () => {
  const three = [years(1, 2010), years(2, 2012), years(3, 2014)];
  const flows = { contingents: { row: ROW } };
  const owed = Array.from({ length: 8 }, (_, i) =>
    anAllocation('L-1', { demand: aNumber(800_000 + i), contingent: 'AUCUN' }),
  );

  test('the contingent that lacks most takes a household that its profile allows', () => {
    const demands = [years(1, 2010, { dalo: true }), ...three.slice(1)];
    const given: SessionCase = { demands, dwellings: [dwelling('L-1')], allocations: owed, ...flows };
    expect(credited(given)).toEqual([
      [1, 'PPRIOR'],
      [2, 'AUCUN'],
      [3, 'AUCUN'],
    ]);
  });

  test('several allowed: one lease credits one of them', () => {
    const demands = [years(1, 2010, { dalo: true, contingents: ['PPRIOR', 'COLACT'] }), ...three.slice(1)];
    const given: SessionCase = { demands, dwellings: [dwelling('L-1')], allocations: owed, ...flows };
    expect(['PPRIOR', 'COLACT']).toContain(credited(given)[0]![1]);
  });

  test('a lacking contingent brings in a household with fewer points', () => {
    const demands = [...three, years(4, 2015, { dalo: false, contingents: ['PPRIOR'] })];
    const given: SessionCase = { demands, dwellings: [dwelling('L-1')], allocations: owed, ...flows };
    expect(credited({ ...given, contingents: {} }).map(([n]) => n)).toEqual([1, 2, 3]);
    expect(credited(given)).toContainEqual([4, 'PPRIOR']);
  });

  test('mutations are no part of the flow of 2016, and are credited to nobody', () => {
    const demands = [years(1, 2010, { contingents: ['PPRIOR'], mutationFrom: 'partenord-habitat' })];
    const given: SessionCase = { demands, dwellings: [dwelling('L-1')], allocations: owed, ...flows };
    expect(credited(given)).toEqual([[1, 'AUCUN']]);
  });

  test("today's law leaves out mutations inside the landlord's own stock only", () => {
    const home = dwelling('L-1').bailleur;
    const other = TERRITORY.pack.bailleurs.find(({ id }) => id !== home)!.id;
    const from = (bailleur: string) =>
      credited({
        demands: [years(1, 2010, { contingents: ['PPRIOR'], mutationFrom: bailleur })],
        dwellings: [dwelling('L-1')],
        allocations: owed,
        contingents: { row: ROW, flow: { without: 'own-mutations', provenance: PROPOSAL } },
      });
    expect(from(other)).toEqual([[1, 'PPRIOR']]);
    expect(from(home)).toEqual([[1, 'AUCUN']]);
  });

  test('without shares that weigh, nobody is credited', () => {
    const demands = [years(1, 2010, { contingents: ['PPRIOR'] })];
    expect(credited({ demands, dwellings: [dwelling('L-1')] })).toEqual([[1, 'AUCUN']]);
  });

  test('a household placed by hand is credited to what lacks most of what it may take', () => {
    const demands = [...three, years(4, 2015, { contingents: ['PPRIOR'] })];
    const given: SessionCase = {
      demands,
      dwellings: [dwelling('L-1')],
      allocations: owed,
      pins: [{ vacancy: 'V-1', demand: 4, rank: 1 }],
      ...flows,
    };
    expect(credited(given)[0]).toEqual([4, 'PPRIOR']);
  });
});

describe("Action Logement's weighting", () => {
  // 20 points for employees of its scope who ask to live nearer their work: more than three years of waiting.
  const employee = (sequence: number, since: number): Demand => ({
    ...years(sequence, since),
    motives: ['19'],
    employment: {
      applicant: { contract: 'CDI', actionLogementEmployer: true, workplaceCommune: '59350' as CommuneCode },
      coApplicant: null,
    },
  });
  const demands = [years(1, 2010), years(2, 2012), employee(3, 2014), employee(4, 2015)];
  const one = { demands, dwellings: [dwelling('L-1')] };

  test('counts on the places credited to it, for those whose profile allows it', () => {
    const { prepared } = solved({ ...one, orientedTo: 'COLACT' });
    const { model, segmentContingent, rowOf: rows } = prepared.problem;
    const segmentOf = segmentOfPairs(model);
    const bonus = (pair: number, row: number) =>
      model.pairScore[pair]! - prepared.request.ranking(null).scored.points[row]!;
    for (let pair = 0; pair < model.pairCandidate.length; pair += 1) {
      const row = rows[model.pairCandidate[pair]!]!;
      const employed = sequenceOf(prepared.request, row) > 2;
      expect(RESERVATAIRE_CODES[segmentContingent[segmentOf[pair]!]!]).toBe(employed ? 'COLACT' : 'AUCUN');
      expect(bonus(pair, row)).toBe(employed ? 20_000 : 0);
    }
  });

  test('and nowhere else: the cotation stays the same for everybody', () => {
    expect(credited(one).map(([n]) => n)).toEqual([1, 2, 3]);
    expect(credited({ ...one, orientedTo: 'COLACT' }).map(([n]) => n)).toEqual([1, 3, 4]);
  });

  test('an oriented vacancy credits its réservataire, or nobody', () => {
    const contingents = credited({ demands, dwellings: [dwelling('L-1')], orientedTo: 'COLTER' }).map(
      ([, contingent]) => contingent,
    );
    expect(new Set(contingents)).toEqual(new Set(['AUCUN']));
  });
});

describe('one lease never credits two contingents', () => {
  const anyDemand = fc.record({
    since: fc.integer({ min: 2005, max: 2025 }),
    income: fc.constantFrom(MODEST, HIGHER, null),
    dalo: fc.boolean(),
    label: fc.boolean(),
    contingents: fc.option(fc.uniqueArray(fc.constantFrom(...RESERVATAIRE_CODES), { maxLength: 4 })),
    mutationFrom: fc.constantFrom(null, null, 'partenord-habitat'),
  });
  property.prop({
    drawn: fc.array(anyDemand, { minLength: 3, maxLength: 14 }),
    vacancies: fc.integer({ min: 1, max: 3 }),
    credits: fc.array(fc.constantFrom(...RESERVATAIRE_CODES), { maxLength: 12 }),
    without: fc.constantFrom('mutations' as const, 'own-mutations' as const),
  })('over random worlds: each place, one; and rows count what lists say', (world) => {
    const given: SessionCase = {
      demands: world.drawn.map(({ since, ...more }, i) => years(i + 1, since, more)),
      dwellings: Array.from({ length: world.vacancies }, (_, i) => dwelling(`L-${i + 1}`)),
      allocations: world.credits.map((contingent, i) =>
        anAllocation('L-1', { demand: aNumber(800_000 + i), contingent }),
      ),
      contingents: { row: ROW, flow: { without: world.without, provenance: PROPOSAL } },
    };
    const { prepared, result } = solved(given);
    const view = planView(prepared, result);
    const { classes, pool } = prepared.request;
    const standing = view.lists.flat();
    expect(new Set(standing.map(({ row }) => row)).size).toBe(standing.length);
    for (const { row, contingent } of standing)
      expect(contingentsOf(classes.credits[row]!)).toContain(contingent);
    expect(rowOf(pool, 1)).toBeGreaterThanOrEqual(0);
    // In each landlord's flow, what the rows of its contingents count adds up to the leases looked at, once each.
    const byPlace = new Map<string, { among: number; counted: number }>();
    prepared.rows.forEach((row, t) => {
      if (row.target.counts.contingent === undefined) return;
      const sum = byPlace.get(`${row.place} ${row.target.qpv}`) ?? { among: 0, counted: 0 };
      for (const { vacancy, row: of, contingent, chance } of standing) {
        if (!row.vacancies.includes(vacancy)) continue;
        const profile = { ...classes.profiles[classes.classOf[of]!]!, contingent };
        const [inside, outside] = [contingent, null].map((k) => coefOf(row, { ...profile, contingent: k }));
        if (contingent === row.target.counts.contingent && inside !== outside) sum.counted += chance;
        if (row.target.counts.contingent === 'AUCUN' && outside !== 0) sum.among += chance;
      }
      byPlace.set(`${row.place} ${row.target.qpv}`, sum);
      expect(t).toBeLessThan(prepared.rows.length);
    });
    for (const { among, counted } of byPlace.values()) expect(counted).toBeCloseTo(among, 9);
  });
});
