import { describe, expect, test } from 'vitest';
import type { PresentedContingentFlow, PresentedFlowCell } from '../../api/present/flows.ts';
import { flowTotals, lateContingents } from '../../api/present/flowTotals.ts';
import type { PresentedTargetState } from '../../api/present/targetStates.ts';
import { aimedText, byUrgency, distanceText, targetSummary } from '../../api/present/targetSummary.ts';
import { presentWaitTable } from '../../api/present/waitTable.ts';
import type { WaitEstimate, WaitingTimes } from '../../engine/waiting/waitingTimes.ts';
import { TERRITORY } from '../support/territory.ts';

const plain = (text: string | null): string | null => text?.replace(/\u00a0/g, ' ') ?? null;

const state = (id: string, rest: Partial<PresentedTargetState> = {}): PresentedTargetState => ({
  id,
  target: id,
  targetLabel: id,
  scope: 'commune',
  place: '59512',
  placeName: 'Roubaix',
  label: id,
  status: 'missed',
  among: 10,
  counted: 1,
  unknown: 0,
  bound: 'min',
  share: 0.1,
  aimShare: 0.45,
  aimDwellings: null,
  distanceDwellings: -3.5,
  text: '',
  precedence: 1,
  certainty: 'official',
  source: '',
  ...rest,
});

describe('targets together', () => {
  const all = [
    state('a', { status: 'reached', distanceDwellings: 2 }),
    state('b', { distanceDwellings: -1.5 }),
    state('c', { distanceDwellings: -3.5, precedence: 2 }),
    state('d', { distanceDwellings: -3.5 }),
    state('e', { status: 'within-tolerance', distanceDwellings: -0.5 }),
    state('f', { status: null, distanceDwellings: null }),
    state('g', { status: 'empty', distanceDwellings: 0 }),
  ];
  test('the most behind first, then by precedence; what is withheld last', () => {
    expect(byUrgency([...all].reverse()).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'e', 'a', 'g', 'f']);
  });
  test('held are those within tolerance too', () => {
    const { counts, text } = targetSummary(all);
    expect(counts).toEqual({ reached: 1, 'within-tolerance': 1, missed: 3, empty: 1, withheld: 1 });
    expect(plain(text)).toBe('2 objectifs tenus sur 7, 3 manqués');
    expect(targetSummary([]).text).toBe('Aucun objectif ne se mesure ici.');
  });
  test.each([
    [{}, 'il manque 3,5 logements'],
    [{ bound: 'max' }, '3,5 logements de trop'],
    [{ distanceDwellings: 1, status: 'reached' }, '1 logement d’avance'],
    [{ distanceDwellings: 0, status: 'reached' }, 'tout juste'],
    [{ distanceDwellings: -0.04, status: 'within-tolerance' }, 'tout juste'],
    [{ distanceDwellings: -0.05, status: 'within-tolerance' }, 'il manque 0,1 logement'],
    [{ distanceDwellings: 0.03, status: 'reached' }, 'tout juste'],
    [{ status: 'empty', distanceDwellings: 0 }, null],
    [{ status: null, distanceDwellings: null }, null],
  ] as const)('distance of %j', (rest, words) => {
    expect(plain(distanceText(state('x', rest)))).toBe(words);
  });
  test.each([
    [{}, 'au moins 45 %'],
    [{ bound: 'max', aimShare: 0.5 }, 'au plus 50 %'],
    [{ aimShare: null, aimDwellings: 2 }, 'au moins 2 logements'],
  ] as const)('aim of %j', (rest, words) => expect(plain(aimedText(state('x', rest)))).toBe(words));
});

describe('flows together', () => {
  const flow = (
    reservataire: PresentedContingentFlow['reservataire'],
    rest: Partial<PresentedContingentFlow>,
  ) =>
    ({
      reservataire,
      label: reservataire,
      share: 0.2,
      certainty: 'official',
      potentialPerYear: 10,
      credited: 4,
      expected: 0,
      due: 4,
      lag: 0,
      relativeLag: 0,
      yearEnd: { credited: 5, due: 5 },
      text: '',
      ...rest,
    }) satisfies PresentedContingentFlow;
  const cell = (...contingents: PresentedContingentFlow[]) =>
    ({ contingents }) as unknown as PresentedFlowCell;
  const [first] = [cell(flow('COLACT', { credited: 10, due: 12.4 }), flow('PPRIOR', {}))];
  const [second] = [cell(flow('COLACT', { credited: 8, expected: 1, due: 8 }))];

  test('a contingent over every cell', () => {
    const totals = flowTotals({ cells: [first!, second!] });
    const own = totals.find(({ reservataire }) => reservataire === 'COLACT')!;
    expect([own.credited, own.expected, own.due, own.potentialPerYear]).toEqual([18, 1, 20.4, 20]);
    expect(plain(own.text)).toBe('18 crédités et 1 attendus pour 20,4 dus à ce jour, retard de 1,4');
    expect(totals.map(({ reservataire }) => reservataire).toSorted()).toEqual(['COLACT', 'PPRIOR']);
  });
  test.each([
    [{ credited: 9.6, due: 10 }, 'on-line', 'sur sa ligne'],
    [{ credited: 9.5, due: 10 }, 'late', 'retard de 0,5'],
    [{ credited: 9, due: 10 }, 'far-late', 'retard de 1'],
    [{ credited: 12, due: 10 }, 'on-line', 'avance de 2'],
  ] as const)('%j is %s', (rest, standing, words) => {
    const [total] = flowTotals({ cells: [cell(flow('COLACT', rest))] });
    expect(total!.standing).toBe(standing);
    expect(plain(total!.text)).toContain(words);
  });
  test.each([
    [{ lag: 1, relativeLag: 0.1 }, 1],
    [{ lag: 1, relativeLag: 0.099 }, 0],
    [{ lag: -1, relativeLag: 0.5 }, 0],
    [{ lag: 1, relativeLag: null }, 0],
  ])('a lag of %j is marked %i times', (rest, times) => {
    expect(lateContingents(cell(flow('COLACT', rest)))).toHaveLength(times);
  });
});

describe('waits by commune', () => {
  const [a, b, c] = ['59512', '59350', '59599'];
  const LEASES: Readonly<Record<string, number>> = { [a!]: 30, [b!]: 3, [c!]: 40 };
  const estimate = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
  const waits: WaitingTimes = {
    observations: {} as never,
    anyOf: () => ({ leases: 0, running: 0, summary: null }),
    at: (asked): WaitEstimate => {
      const leases = asked.commune === null ? 73 : LEASES[asked.commune]!;
      const speaks = asked.typology === null && leases >= 20;
      return {
        asked,
        own: { leases, running: asked.commune === b ? 2 : 100 },
        place: speaks ? asked : { commune: null, typology: null },
        leases: 73,
        running: 202,
        summary: {
          mean: { ...estimate(700), horizon: 3_653 },
          median:
            asked.commune === null
              ? { value: 900, low: 800, high: null }
              : { value: null, low: null, high: null },
          housed: [365, 1_096, 1_826].map((byDays, i) => ({ byDays, ...estimate(0.1 * (i + 1)) })),
        },
      };
    },
  };
  const { lines, types } = presentWaitTable(TERRITORY, waits, [a!, b!, c!]);

  test('a place speaks for itself, or not at all', () => {
    expect(types[0]).toBe('Tous types');
    expect(plain(lines[1]!.cells[0]!.housed)).toBe('20 % en 3 ans');
    expect(lines[2]!.cells[0]).toEqual({ wait: null, housed: null, median: null });
    expect(lines[1]!.cells[1]!.wait).toBeNull();
  });
  test('a median with its interval, where half are housed within what is known', () => {
    expect(plain(lines[0]!.cells[0]!.median)).toBe('la moitié en 2 ans et 6 mois (2 ans et 2 mois ou plus)');
    expect(lines[1]!.cells[0]!.median).toBeNull();
  });
  test('a small count is withheld, and no difference gives it away', () => {
    const counts = lines.map((line) => plain(line.counts)!);
    expect(counts[2]).toBe('peu de baux, moins de 5 demandes');
    expect(counts.slice(1).filter((text) => text.startsWith('peu de baux')).length).toBeGreaterThan(1);
    expect(counts[0]).toBe('73 baux, 100 demandes');
  });
});
