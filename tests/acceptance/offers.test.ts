import { describe, expect, test } from 'vitest';
import {
  answeredOffers,
  type OffersRequest,
  placesOf,
  residenceRecords,
} from '../../engine/acceptance/offers.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import type { DwellingId, IsoDay } from '../../engine/domain/ids.ts';
import { byId } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { FRAGILE, TERRITORY } from '../support/territory.ts';
import { anOutcome, placedIn } from './answers.ts';

const TO = '2026-06-30' as IsoDay;
const offersOf = (outcomes: readonly Outcome[], changes: Partial<OffersRequest> = {}) =>
  answeredOffers({ outcomes, placeOf: placedIn('fragile'), to: TO, ...changes });
const answers = (...outcomes: Outcome[]) => offersOf(outcomes).offers.map(({ accepted }) => accepted);

describe('an offer that was answered is an observation', () => {
  test('accepted, refused, and silence after ten days, which is a refusal', () => {
    expect(
      answers(
        anOutcome('V1', { answer: 'accepted' }),
        anOutcome('V2', { answer: 'refused' }),
        anOutcome('V3', { answer: 'no-answer' }),
      ),
    ).toEqual([true, false, false]);
  });
  test.each(['attribution', 'attribution-ranked', 'attribution-conditional'])('decided as %s', (decision) => {
    expect(answers(anOutcome('V1', { decision, answer: 'accepted' }))).toEqual([true]);
  });
  test('it carries its place, its rank and its day', () => {
    expect(offersOf([anOutcome('V1', { rank: 2 })]).offers).toEqual([
      expect.objectContaining({
        fragility: 'fragile',
        residence: 'les Lilas',
        rank: 2,
        examinedOn: '2026-05-12',
        vacancy: 'V1',
        dwelling: 'L-V1',
      }),
    ]);
  });
  test('it carries the facts of its day, null where nobody kept them', () => {
    const facts = {
      roomsBeyondNeed: 1,
      rentChangeShare: null,
      kmToNamedCommune: 0,
      wideWish: true,
      floorsOnFoot: null,
    };
    expect(
      offersOf([anOutcome('V1', { facts }), anOutcome('V2')]).offers.map((offer) => offer.facts),
    ).toEqual([facts, null]);
  });
});

describe('what is not an observation is counted by why', () => {
  const none = { notOffered: 0, unanswered: 0, unplaced: 0 };
  test.each(['non-attribution', 'inadmissible'])('the commission decided %s: no offer', (decision) => {
    expect(offersOf([anOutcome('V1', { decision, answer: null })])).toEqual({
      offers: [],
      leftOut: { ...none, notOffered: 1 },
    });
  });
  test('the turn never came, or the answer is awaited', () => {
    expect(offersOf([anOutcome('V1', { answer: null })]).leftOut).toEqual({ ...none, unanswered: 1 });
  });
  test('silence is an answer on the tenth day, not before', () => {
    const silent = [anOutcome('V1', { examinedOn: '2026-06-20', answer: 'no-answer' })];
    expect(offersOf(silent).offers).toHaveLength(1);
    expect(offersOf(silent, { to: '2026-06-29' as IsoDay })).toEqual({
      offers: [],
      leftOut: { ...none, unanswered: 1 },
    });
  });
  test('a dwelling that is not in the stock has neither class nor residence', () => {
    expect(offersOf([anOutcome('V1')], { placeOf: () => null }).leftOut).toEqual({ ...none, unplaced: 1 });
  });
  test('outside the window, both ends included, nothing is looked at', () => {
    const days = ['2026-04-30', '2026-05-01', '2026-06-30', '2026-07-01'];
    const outcomes = days.map((examinedOn, i) => anOutcome(`V${i}`, { examinedOn }));
    const { offers, leftOut } = offersOf(outcomes, { from: '2026-05-01' as IsoDay });
    expect(offers.map(({ examinedOn }) => examinedOn)).toEqual(['2026-05-01', '2026-06-30']);
    expect(leftOut).toEqual(none);
  });
});

describe('the opening offer of a vacancy', () => {
  const opening = (outcomes: readonly Outcome[], changes: Partial<OffersRequest> = {}) =>
    offersOf(outcomes, changes).offers.map((offer) => offer.opening);
  test('is rank 1 of its first list, in whatever order the rows come', () => {
    const rows = [
      anOutcome('V1', { examinedOn: '2026-06-02' }),
      anOutcome('V1', { examinedOn: '2026-05-05' }),
      anOutcome('V1', { examinedOn: '2026-05-05', rank: 2 }),
      anOutcome('V2', { examinedOn: '2026-06-02' }),
    ];
    expect(opening(rows)).toEqual([false, true, false, true]);
  });
  test('is not made by cutting the window after the first list', () => {
    const rows = [
      anOutcome('V1', { examinedOn: '2026-05-05' }),
      anOutcome('V1', { examinedOn: '2026-06-02' }),
    ];
    expect(opening(rows, { from: '2026-06-01' as IsoDay })).toEqual([false]);
  });
});

describe('places of a stock', () => {
  const placeOf = placesOf(
    TERRITORY,
    byId(
      aDwelling('L1', { quartier: FRAGILE, residence: 'Les Lilas' }),
      aDwelling('L2', { residence: 'Les Lilas' }),
      aDwelling('L3', { quartier: FRAGILE }),
    ),
  );
  const at = (id: string) => placeOf(id as DwellingId);
  test('class of the quartier, and the residence inside its landlord’s stock', () => {
    expect(at('L1')?.fragility).toBe('fragile');
    expect(at('L1')?.residence).toBe(at('L2')?.residence);
  });
  test('no quartier is an unknown class, no residence is none, an unknown dwelling is no place', () => {
    expect(at('L2')?.fragility).toBe('unknown');
    expect(at('L3')?.residence).toBeNull();
    expect(at('L9')).toBeNull();
  });
});

test('the record of a residence counts every answered offer, and no offer without residence', () => {
  const { offers } = offersOf(
    [
      anOutcome('V1', { answer: 'accepted' }),
      anOutcome('V2'),
      anOutcome('V3', { rank: 2 }),
      anOutcome('V4', { answer: 'accepted' }),
    ],
    { placeOf: placedIn('fragile', { 'L-V4': { fragility: 'fragile', residence: null } }) },
  );
  expect(residenceRecords(offers)).toEqual(new Map([['les Lilas', { accepted: 1, refused: 2 }]]));
});
