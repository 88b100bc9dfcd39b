import { describe, expect, test } from 'vitest';
import { describeOffer, featuresOf } from '../../engine/acceptance/individual/features.ts';
import { OfferFactsSchema } from '../../engine/domain/offerFacts.ts';
import { ASSUMPTIONS } from '../../engine/simulation/figures.ts';
import { drawFormerFacts, factsOfDemand, readiness } from '../../engine/simulation/offerTruth.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { poolOf, TERRITORY, TODAY } from '../support/territory.ts';
import { melWorld } from './mel.ts';

const facts = (changes: object = {}) =>
  OfferFactsSchema.parse({
    roomsBeyondNeed: 0,
    rentChangeShare: 0,
    kmToNamedCommune: 0,
    wideWish: false,
    floorsOnFoot: 0,
    ...changes,
  });

describe('what a household says yes to, in a generated world', () => {
  test.each([
    ['a rise in rent', { rentChangeShare: 0.2 }, 0.2 * ASSUMPTIONS.acceptanceRentChange.value],
    ['a room more', { roomsBeyondNeed: 1 }, ASSUMPTIONS.acceptanceRoom.value],
    ['a wide wish', { wideWish: true }, ASSUMPTIONS.acceptanceWideWish.value],
    ['floors', { floorsOnFoot: 5 }, 0],
    ['what is not known', { rentChangeShare: null, roomsBeyondNeed: null, wideWish: null }, 0],
  ])('%s', (_, changes, logOdds) => {
    expect(readiness(facts(changes))).toBeCloseTo(logOdds, 12);
  });
  test('the facts of a demand are those that the pool gives', () => {
    const demand = aDemand(1, { currentHousing: { ...aDemand(0).currentHousing, rentEur: 410 } });
    const dwelling = aDwelling('L1', { rooms: 3, floor: 2, lift: false, rentEur: 520 });
    const known = factsOfDemand(demand, dwelling, { territory: TERRITORY, on: TODAY });
    expect(known).not.toBeNull();
    expect(featuresOf({ rank: 1, fragility: 'unknown', facts: known })).toMatchObject(
      (({ roomsBeyondNeed, rentChangeShare, kmToNamedCommune, wideWish, floorsOnFoot }) => ({
        roomsBeyondNeed,
        rentChangeShare,
        kmToNamedCommune,
        wideWish,
        floorsOnFoot,
      }))(describeOffer({ pool: poolOf([demand]), territory: TERRITORY, row: 0, dwelling, rank: 1 })),
    );
  });
});

describe('the facts of a household that left', () => {
  const both = [facts({ rentChangeShare: 0.5 }), facts({ rentChangeShare: -0.5 })];
  const shareOfRises = (accepted: boolean): number => {
    const random = randomStream(5, 'tests/former');
    const drawn = Array.from({ length: 4000 }, () =>
      drawFormerFacts([0, 1], (place) => both[place]!, { accepted, random }),
    );
    return drawn.filter((each) => each!.rentChangeShare! > 0).length / drawn.length;
  };
  test('a refusal draws them evenly, a yes by the exponential of the readiness', () => {
    expect(Math.abs(shareOfRises(false) - 0.5)).toBeLessThan(0.03);
    const odds = Math.exp(ASSUMPTIONS.acceptanceRentChange.value);
    // Drawn among 24 of both kinds: a little nearer to one half than the law itself.
    expect(Math.abs(shareOfRises(true) - odds / (1 + odds))).toBeLessThan(0.03);
  });
  test('nobody asks for such a dwelling: nothing is known', () => {
    const random = randomStream(5, 'tests/former');
    expect(drawFormerFacts([], () => both[0]!, { accepted: true, random })).toBeNull();
  });
});

test('a generated world keeps the facts of its offers, each within the schema', () => {
  const { outcomes } = melWorld(3, 2000);
  const described = outcomes.filter((outcome) => outcome.facts !== null);
  expect(described.length).toBeGreaterThan(0.9 * outcomes.length);
  for (const outcome of described.slice(0, 2000)) OfferFactsSchema.parse(outcome.facts);
  // Households wait for a commune they named.
  expect(described.every((outcome) => outcome.facts!.kmToNamedCommune === 0)).toBe(true);
});
