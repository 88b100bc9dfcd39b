import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presentPair } from '../../api/present/pair.ts';
import { presentShortlist } from '../../api/present/shortlist.ts';
import { pairText, shortlistText } from '../../api/present/text.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { explainPair, shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { anyDwelling, someDemands } from '../support/arbitraries.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { pairOf, requestOf, shortlistOf } from '../support/shortlists.ts';

/** Filed on the first of a month: the older, the more points. */
const filed = (sequence: number, filedOn: string, rest: Parameters<typeof aDemand>[1] = {}): Demand =>
  aDemand(sequence, { filedOn, ...rest });
const DEMANDS = [
  filed(50, '2026-10-01', { dalo: 'ACTIF' }),
  filed(30, '2023-01-01'),
  filed(20, '2024-01-02'),
  filed(21, '2024-01-01'),
  filed(60, '2015-01-01', { renewedOn: '2020-01-01' }),
];

describe('what separates a demand from the previous one', () => {
  test('is what puts the previous one before it; nothing for the first', () => {
    const { candidates, next } = shortlistOf({ demands: DEMANDS });
    const all = [...candidates, ...next];
    expect(all.map((c) => c.number)).toEqual([50, 30, 21, 20].map(aNumber));
    expect(all.map((c) => c.behindPrevious)).toEqual([
      null,
      { by: 'tier', tier: 0, otherTier: 1, label: 'Reconnu DALO', otherLabel: null },
      { by: 'points', difference: 6_000 },
      { by: 'tie-break', key: 'filedDay', label: 'date de dépôt de la demande' },
    ]);
    for (const [i, { behindPrevious }] of all.slice(1).entries())
      expect(behindPrevious).toEqual(all[i]!.aheadOfNext);
  });
  test('is said of one demand too, eligible or not', () => {
    const between = pairOf({ demands: DEMANDS }, aNumber(30));
    expect(between.place).toEqual({ rank: 2, of: 4 });
    expect(between.behindPrevious).toMatchObject({ by: 'tier', label: 'Reconnu DALO' });
    expect(between.aheadOfNext).toEqual({ by: 'points', difference: 6_000 });
    expect(pairOf({ demands: DEMANDS }, aNumber(50))).toMatchObject({ behindPrevious: null });
    expect(pairOf({ demands: DEMANDS }, aNumber(20))).toMatchObject({ aheadOfNext: null });
    expect(pairOf({ demands: DEMANDS }, aNumber(60))).toMatchObject({
      place: null,
      behindPrevious: null,
      aheadOfNext: null,
    });
  });
  test('in French, beside what it puts before the next', () => {
    const request = requestOf({ demands: DEMANDS });
    const list = presentShortlist(
      { ...request, simulated: true, uncountedAllocations: 0 },
      shortlistFor(request),
    );
    expect([...list.candidates, ...list.next].map((c) => c.behind)).toEqual([
      null,
      'derrière le précédent par le niveau : « Reconnu DALO » passe avant les demandes sans niveau',
      'derrière le précédent de 6\u00a0points',
      'à égalité de niveau et de points avec le précédent ; départage : date de dépôt de la demande',
    ]);
    expect(shortlistText(list).replace(/\s+/g, ' ')).toContain(
      'Rang derrière le précédent par le niveau : « Reconnu DALO » passe avant les demandes sans niveau ; devant le suivant de 6 points',
    );
    const pair = presentPair(explainPair(request, request.pool.numbers.rowOf(aNumber(21))), 3);
    expect(pair).toMatchObject({
      behind: 'derrière le précédent de 6\u00a0points',
      ahead: expect.stringMatching(/^à égalité de niveau et de points avec le suivant/),
    });
    expect(pairText(pair)).toContain('derrière le précédent');
    expect(presentPair(pairOf({ demands: DEMANDS }, aNumber(60)), 3)).toMatchObject({
      behind: null,
      ahead: null,
    });
  });
  test('where only the number differs, it says so', () => {
    const candidate = shortlistOf({ demands: DEMANDS }).candidates[1]!;
    const request = requestOf({ demands: DEMANDS });
    const list = shortlistFor(request);
    const presented = presentShortlist(
      { ...request, simulated: true, uncountedAllocations: 0 },
      {
        ...list,
        candidates: [{ ...candidate, behindPrevious: { by: 'number' }, aheadOfNext: { by: 'number' } }],
      },
    );
    expect(presented.candidates[0]).toMatchObject({
      behind: 'à égalité complète avec le précédent ; départage par le numéro unique',
      why: 'à égalité complète avec le suivant ; départage par le numéro unique',
    });
  });
});

test('the neighbours of one demand are those of the whole list', () => {
  let compared = 0;
  fc.assert(
    fc.property(someDemands({ minLength: 10, maxLength: 30 }), anyDwelling, (demands, dwelling) => {
      const request = requestOf({ demands, dwelling, nextCount: 50, beyondWishes: true });
      const { candidates, next } = shortlistFor(request);
      for (const listed of [...candidates, ...next]) {
        const pair = explainPair(request, listed.row);
        expect(pair.place?.rank).toBe(listed.rank);
        expect(pair.aheadOfNext).toEqual(listed.aheadOfNext);
        expect(pair.behindPrevious).toEqual(listed.behindPrevious);
        if (pair.behindPrevious) compared += 1;
      }
    }),
    { numRuns: 60 },
  );
  expect(compared).toBeGreaterThan(60);
});
