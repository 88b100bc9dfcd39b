import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommuneCode, IrisCode, IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { PACK, TERRITORY } from './mel2016.ts';

const LILLE = '59350' as CommuneCode;
const ROUBAIX = '59512' as CommuneCode;
const BONDUES = '59090' as CommuneCode;
const CUL_DE_FOUR = '595120303' as IrisCode;
const place = { quartier: null, iris: null, commune: ROUBAIX };

describe('communes', () => {
  test('a code of today, an associated code, and one from elsewhere', () => {
    expect(TERRITORY.canonicalCommune('59512')).toBe('59512');
    expect(TERRITORY.canonicalCommune('59355')).toBe('59350');
    expect(TERRITORY.canonicalCommune('59298')).toBe('59350');
    expect(TERRITORY.canonicalCommune('62041')).toBeNull();
    expect(TERRITORY.canonicalCommune('')).toBeNull();
  });
});

describe('quartier of a dwelling', () => {
  test('the quartier that is named wins over the IRIS', () => {
    const named = '59512-alma-nord' as QuartierId;
    expect(TERRITORY.quartierOfDwelling({ ...place, quartier: named, iris: CUL_DE_FOUR })?.id).toBe(named);
  });

  test('else its IRIS says it', () => {
    expect(TERRITORY.quartierOfDwelling({ ...place, iris: CUL_DE_FOUR })?.iris).toContain(CUL_DE_FOUR);
    expect(TERRITORY.quartierOfIris(CUL_DE_FOUR)?.label).toBe('Roubaix – Cul de Four');
  });

  test('a quartier that is not the territory’s leaves the word to the IRIS', () => {
    expect(
      TERRITORY.quartierOfDwelling({ ...place, quartier: 'ailleurs' as QuartierId, iris: CUL_DE_FOUR })
        ?.commune,
    ).toBe('59512');
  });

  test('else the commune, when it is one quartier', () => {
    expect(TERRITORY.quartierOfDwelling({ ...place, commune: BONDUES })?.label).toBe('Bondues');
  });

  test('else nothing: a commune of several quartiers does not choose one', () => {
    expect(TERRITORY.quartierOfDwelling(place)).toBeNull();
    expect(TERRITORY.quartierOfDwelling({ ...place, commune: '59355' as CommuneCode })).toBeNull();
    expect(TERRITORY.quartierOfDwelling({ ...place, commune: '62041' as CommuneCode })).toBeNull();
    expect(TERRITORY.quartierOfIris('620410000' as IrisCode)).toBeNull();
  });
});

describe('resource band', () => {
  test.each([
    [0, 'very-modest'],
    [0.199999, 'very-modest'],
    [0.2, 'modest'],
    [0.399999, 'modest'],
    [0.4, 'intermediate'],
    [0.6, 'higher'],
    [9, 'higher'],
  ])('a share of %d is %s: a bound belongs to the band above', (share, id) => {
    expect(TERRITORY.bandOf(share)?.id).toBe(id);
  });

  test('an unknown share has no band', () => {
    expect(TERRITORY.bandOf(null)).toBeNull();
    expect(TERRITORY.bandOf(Number.NaN)).toBeNull();
  });

  test('more resources never mean a lower band', () => {
    const order = PACK.bands.bands.map(({ id }) => id);
    let apart = 0;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (a, b) => {
          const rank = (share: number) =>
            order.indexOf(TERRITORY.bandOf(share)?.id as (typeof order)[number]);
          if (rank(a) !== rank(b)) apart += 1;
          expect(Math.sign(rank(a) - rank(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 2016, numRuns: 500 },
    );
    expect(apart).toBeGreaterThan(50);
  });
});

describe('dated parameters', () => {
  const day = (text: string) => text as IsoDay;

  test('ceilings of the territory’s zone for a year; none outside the grid', () => {
    expect(TERRITORY.ceilingTable('PLUS', 2026)).toMatchObject({
      zone: 'autres-regions',
      perFurtherEur: 6710,
    });
    expect(TERRITORY.ceilingTable('PLS', 2025)?.categories[0]).toBe(30161);
    expect(TERRITORY.ceilingTable('PLUS', 2019)).toBeNull();
  });

  test('the reference day has ceilings, APL and RLS', () => {
    const year = Number(PACK.referenceDay.slice(0, 4));
    for (const financing of ['PLAI', 'PLUS', 'PLS'] as const)
      expect(TERRITORY.ceilingTable(financing, year)).not.toBeNull();
    expect(TERRITORY.aplParameters(PACK.referenceDay)?.validFrom).toBe('2025-10-01');
    expect(TERRITORY.rlsParameters(PACK.referenceDay)?.validFrom).toBe('2026-06-01');
  });

  test('the first day belongs to the new values, the eve to the old ones', () => {
    expect(TERRITORY.rlsParameters(day('2026-06-01'))?.amounts.zone2.single).toBe(31.58);
    expect(TERRITORY.rlsParameters(day('2026-05-31'))?.amounts.zone2.single).toBe(34.83);
    expect(TERRITORY.rlsParameters(day('2026-05-31'))?.ceilings.zone2.single).toBe(905);
    expect(TERRITORY.aplParameters(day('2025-10-01'))?.charges.base).toBe(60.59);
    expect(TERRITORY.aplParameters(day('2025-09-30'))?.charges.base).toBe(59.97);
  });

  test('before the first values there are none', () => {
    expect(TERRITORY.aplParameters(day('2020-01-01'))).toBeNull();
    expect(TERRITORY.rlsParameters(day('2020-01-01'))).toBeNull();
  });

  test('the order of the entries does not matter', () => {
    const shuffled = prepareTerritory({
      ...PACK,
      national: {
        ...PACK.national,
        apl: [...PACK.national.apl].reverse(),
        rls: [...PACK.national.rls].reverse(),
      },
    });
    for (const on of ['2024-12-31', '2025-01-01', '2026-11-02'].map(day)) {
      expect(shuffled.aplParameters(on)).toEqual(TERRITORY.aplParameters(on));
      expect(shuffled.rlsParameters(on)).toEqual(TERRITORY.rlsParameters(on));
    }
  });
});

describe('lookups', () => {
  test('by id and code, and nothing for what is not there', () => {
    expect(TERRITORY.communeByCode.get(LILLE)?.name).toBe('Lille');
    expect(TERRITORY.bailleurById.size).toBe(15);
    expect(TERRITORY.qpvByCode.size).toBe(26);
    expect(TERRITORY.quartierById.size).toBe(PACK.quartiers.length);
    expect(TERRITORY.situationByCode.get('MUT_DELAI')?.scope).toBe('mutation');
    expect(TERRITORY.situationByCode.get('MUT_AUTRE')).toBeUndefined();
  });
});
