import { describe, expect, it } from 'vitest';
import { rls } from '../../engine/household/rls.ts';
import { RLS_2026 } from './parameters.ts';

const reduction = (
  monthlyResourcesEur: number | null,
  family = { couple: false, dependants: 0 },
  zone: 1 | 2 | 3 = 2,
) => rls({ family, zone, monthlyResourcesEur, parameters: RLS_2026 });

describe('réduction de loyer de solidarité', () => {
  it('is due up to the ceiling, boundary included', () => {
    expect(reduction(904.99)).toMatchObject({ due: true, amountEur: 31.58 });
    expect(reduction(905)).toMatchObject({ due: true, amountEur: 31.58, ceilingEur: 905 });
    expect(reduction(905.01)).toEqual({ due: false, amountEur: 0, ceilingEur: 905, aplClawbackEur: 0 });
  });

  it('depends on the family and the zone', () => {
    expect(reduction(1000, { couple: true, dependants: 0 })?.amountEur).toBe(38.56);
    expect(reduction(1400, { couple: false, dependants: 1 })?.amountEur).toBe(43.06);
    expect(reduction(1600, { couple: false, dependants: 2 })?.amountEur).toBe(49.32);
    expect(reduction(2900, { couple: true, dependants: 6 })).toMatchObject({ due: true, ceilingEur: 2929 });
    expect(reduction(3211, { couple: true, dependants: 7 })).toMatchObject({ due: true, ceilingEur: 3211 });
    expect(reduction(800, undefined, 3)).toMatchObject({ amountEur: 29.57, ceilingEur: 878 });
  });

  it('costs the housing benefit 98 %: a single person in zone 2 keeps 63 cents', () => {
    const due = reduction(800);
    expect(due?.aplClawbackEur).toBeCloseTo(30.9484, 8);
    expect((due?.amountEur ?? 0) - (due?.aplClawbackEur ?? 0)).toBeCloseTo(0.63, 2);
  });

  it('is unknown with unknown resources, and in zone 1', () => {
    expect(reduction(null)).toBeNull();
    expect(reduction(800, undefined, 1)).toBeNull();
  });
});
