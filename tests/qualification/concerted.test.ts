import { describe, expect, test } from 'vitest';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { type ConcertedClass, ConcertedClassSchema } from '../../engine/domain/territory.ts';
import { concertedState, jointStudyRequired } from '../../engine/qualification/concerted.ts';
import { aDwelling } from '../support/demands.ts';
import { aTerritory, FRAGILE, PROPOSAL, TODAY } from '../support/territory.ts';

const decided = (overrides: { readonly [K in keyof ConcertedClass]?: unknown }): ConcertedClass =>
  ConcertedClassSchema.parse({
    residence: 'Les Tilleuls',
    bailleur: 'lille-metropole-habitat',
    quartier: null,
    class: 'fragile',
    decidedOn: '2026-05-23',
    participants: ['Ville', 'Bailleur'],
    provenance: PROPOSAL,
    ...overrides,
  });
const ofQuartier = (overrides: { readonly [K in keyof ConcertedClass]?: unknown } = {}) =>
  decided({ residence: null, bailleur: null, quartier: FRAGILE, ...overrides });

const stateOf = (classes: readonly ConcertedClass[], asOf: string = TODAY, dwelling = {}) =>
  concertedState(
    aTerritory({ concerted: [...classes] }),
    aDwelling('L-1', { residence: 'Les Tilleuls', quartier: FRAGILE, ...dwelling }),
    FRAGILE,
    asOf as IsoDay,
  );

describe('concerted class', () => {
  test('none decided: none shown, nothing asked', () => {
    expect(stateOf([])).toBeNull();
    expect(jointStudyRequired(null)).toBe(false);
  });
  test('the residence’s own class goes before its quartier’s', () => {
    expect(stateOf([ofQuartier(), decided({ class: 'welcoming' })])).toMatchObject({
      scope: 'residence',
      decision: { class: 'welcoming' },
      expired: false,
    });
    expect(stateOf([ofQuartier()])).toMatchObject({ scope: 'quartier' });
  });
  test('the same residence name at another landlord is another residence', () => {
    expect(stateOf([decided({})], TODAY, { bailleur: 'vilogia' })).toBeNull();
  });
  test('the latest decision by the day counts, not one to come', () => {
    const classes = [
      decided({ class: 'neutral', decidedOn: '2025-06-01' }),
      decided({ class: 'fragile', decidedOn: '2026-06-01' }),
      decided({ class: 'welcoming', decidedOn: '2026-12-01' }),
    ];
    expect(stateOf(classes)?.decision.class).toBe('fragile');
    expect(stateOf(classes, '2026-05-31')?.decision.class).toBe('neutral');
  });
  test('expires 24 months after the decision, on the day', () => {
    const classes = [decided({ decidedOn: '2024-11-02' })];
    expect(stateOf(classes, '2026-11-01')).toMatchObject({ expired: false });
    expect(stateOf(classes, '2026-11-02')).toMatchObject({ expired: true });
  });
});

describe('étude commune requise (plan de gestion 2016, art. 11.2)', () => {
  test.each([
    ['very-fragile', true],
    ['fragile', true],
    ['neutral', false],
    ['welcoming', false],
  ])('%s: %s', (kind, required) => {
    expect(jointStudyRequired(stateOf([decided({ class: kind })]))).toBe(required);
  });
  test('an expired class asks for nothing', () => {
    expect(jointStudyRequired(stateOf([decided({ decidedOn: '2023-01-01' })]))).toBe(false);
  });
});
