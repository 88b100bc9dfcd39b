import { describe, expect, test } from 'vitest';
import { planView } from '../../engine/assignment/explain/view.ts';
import { segmentOfPairs } from '../../engine/assignment/model.ts';
import { RESERVATAIRE_CODES, type Reservataire } from '../../engine/domain/codes.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber, aVacancy } from '../support/demands.ts';
import { shortlistOf } from '../support/shortlists.ts';
import { aTerritory, target } from '../support/territory.ts';
import { dwelling, explained, household, type SessionCase, sequenceOf, solved } from './explain/support.ts';

/* Targets that look at the leases credited to one contingent, in sessions and on single lists. */

const priority = (credited: Reservataire) =>
  target(`prioritaires-${credited.toLowerCase()}`, {
    credited,
    counts: { verifiedPriority: true },
    share: 0.5,
    toleranceDwellings: 0,
    precedence: 1,
  });
const years = (sequence: number, since: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${since}-11-02`, ...more });

/** Past leases of Action Logement's contingent, none to a priority household. */
const owed = Array.from({ length: 6 }, (_, i) =>
  anAllocation('L-1', { demand: aNumber(800_000 + i), contingent: 'COLACT' }),
);
/** By age: three that the contingent's profile allows, one of priority filed last, one of priority that it does not allow. */
const demands = [
  years(1, 2010, { contingents: ['COLACT'] }),
  years(2, 2011, { contingents: ['COLACT'] }),
  years(3, 2012, { contingents: ['COLACT'] }),
  years(4, 2016, { contingents: ['COLACT'], label: true }),
  years(5, 2017, { label: true }),
];
const given: SessionCase = {
  demands,
  dwellings: [dwelling('L-1')],
  allocations: owed,
  orientedTo: 'COLACT',
};
const listed = (of: SessionCase) => {
  const { prepared, result } = solved(of);
  return planView(prepared, result).lists[0]!.map(
    ({ row, contingent }) => [sequenceOf(prepared.request, row), contingent] as const,
  );
};

describe('a row on the leases of one contingent', () => {
  test('a pair brings to it what its household is, where the lease is credited to it, and nothing elsewhere', () => {
    const { prepared } = solved({ ...given, targets: [priority('COLACT')] });
    const { model, segmentContingent, rowOf } = prepared.problem;
    const segmentOf = segmentOfPairs(model);
    const brought = new Map<number, number>();
    for (let pair = 0; pair < model.pairCandidate.length; pair += 1) {
      const segment = segmentOf[pair]!;
      const [from, to] = [model.termOffsets[segment]!, model.termOffsets[segment + 1]!];
      const sequence = sequenceOf(prepared.request, rowOf[model.pairCandidate[pair]!]!);
      brought.set(sequence, to === from ? 0 : model.termCoef[from]!);
      expect(RESERVATAIRE_CODES[segmentContingent[segment]!]).toBe(sequence === 5 ? 'AUCUN' : 'COLACT');
    }
    expect(Object.fromEntries(brought)).toEqual({ 1: -0.5, 2: -0.5, 3: -0.5, 4: 0.5, 5: 0 });
  });

  test('brings in a priority household that the contingent may take, and no other', () => {
    expect(listed(given).map(([n]) => n)).not.toContain(4);
    const found = listed({ ...given, targets: [priority('COLACT')] });
    expect(found).toContainEqual([4, 'COLACT']);
    // Others step aside for a lease that the row does not look at, credited to the landlord's own share.
    expect(found.filter(([n]) => n === 5)).toEqual([[5, 'AUCUN']]);
  });

  test('another contingent’s row lacks nothing here: the lists are those without it', () => {
    expect(listed({ ...given, targets: [priority('COLTER')] })).toEqual(listed(given));
  });

  test('on the landlord’s own share, where profiles choose: a lease credited elsewhere is not looked at', () => {
    const own = Array.from({ length: 6 }, (_, i) =>
      anAllocation('L-1', { demand: aNumber(800_000 + i), contingent: 'AUCUN' }),
    );
    const { orientedTo: _, ...unoriented } = given;
    const found = listed({ ...unoriented, allocations: own, targets: [priority('AUCUN')] });
    for (const [sequence, contingent] of found) expect(contingent).toBe(sequence > 3 ? 'AUCUN' : 'COLACT');
  });

  test('the explanation counts what the row counts', () => {
    const { targets } = explained({ ...given, targets: [priority('COLACT')] });
    const row = targets.find(({ target: { target: of } }) => of.credited === 'COLACT')!;
    expect(row.target.count).toEqual({ among: 6, counted: 0, unknown: 0 });
    const chances = row.outlook.brings;
    expect(chances.counted).toBeGreaterThan(0);
    expect(row.brings).toBeCloseTo(chances.counted - chances.among / 2, 9);
    expect(row.served.map(({ dwellings }) => dwellings > 0)).toContain(true);
  });
});

describe('on a single list', () => {
  const territory = aTerritory({ targets: [priority('COLACT'), priority('COLTER')] });
  const effects = (orientedTo: Reservataire | null) => {
    const { candidates, next } = shortlistOf({
      demands,
      territory,
      vacancy: aVacancy('V-1', 'L-1', { orientedTo }),
    });
    return new Map(
      [...candidates, ...next].map((c) => [
        Number(c.number.slice(7, 13)),
        c.effects.map((e) => [e.before.target.credited, e.direction]),
      ]),
    );
  };
  test('the effect is that of the contingent the lease would be credited to', () => {
    const found = effects('COLACT');
    expect(found.get(1)).toEqual([['COLACT', 'away']]);
    expect(found.get(4)).toEqual([['COLACT', 'towards']]);
    expect(found.get(5)).toEqual([['COLACT', 'none']]);
  });
  test('and none is said where the vacancy is oriented to nobody', () => {
    expect(effects(null).get(4)).toEqual([]);
  });
});
