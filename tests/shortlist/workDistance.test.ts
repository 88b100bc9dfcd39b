import { describe, expect, test } from 'vitest';
import { workDistances } from '../../engine/shortlist/workDistance.ts';
import { distanceKm } from '../../engine/territory/distance.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

const base = aDemand(1);
const working = (applicant: string | null, coApplicant?: string | null) => ({
  employment: {
    applicant: { ...base.employment.applicant, workplaceCommune: applicant },
    coApplicant:
      coApplicant === undefined ? null : { ...base.employment.applicant, workplaceCommune: coApplicant },
  },
});
const distances = (...work: Parameters<typeof working>) =>
  workDistances({
    pool: poolOf([aDemand(1, working(...work))]),
    territory: TERRITORY,
    dwelling: aDwelling('L-1'),
    row: 0,
  });

describe('distance to work, from a dwelling of Roubaix', () => {
  test('is between inhabited centres of communes, as the crow flies', () => {
    const [work] = distances('59350');
    expect(work).toMatchObject({ kind: 'known', commune: 'Lille' });
    // The two town halls are 10.5 km apart.
    expect(work?.kind === 'known' && Math.abs(work.km - 10.5)).toBeLessThan(1.5);
  });
  test('is nothing in the same commune', () => {
    expect(distances('59512')).toEqual([{ kind: 'known', commune: 'Roubaix', km: 0 }]);
  });
  test('an associated commune is its commune', () => {
    expect(distances('59355')).toEqual(distances('59350'));
  });
  test('outside the territory it is not computed; not declared it is not guessed', () => {
    expect(distances('75056')).toEqual([{ kind: 'outside' }]);
    expect(distances(null)).toEqual([{ kind: 'not-declared' }]);
  });
  test('a co-applicant who declares a workplace has a line, one who does not has none', () => {
    expect(distances('59512', '59350')).toHaveLength(2);
    expect(distances('59512', null)).toHaveLength(1);
  });
});

test('the great-circle distance of known places: Paris to Lyon, 392 km', () => {
  expect(
    distanceKm({ longitude: 2.3522, latitude: 48.8566 }, { longitude: 4.8357, latitude: 45.764 }),
  ).toBeCloseTo(391.5, 0);
});
