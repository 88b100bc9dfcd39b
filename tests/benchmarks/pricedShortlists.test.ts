import { beforeAll, describe, expect, test } from 'vitest';
import {
  POLICIES,
  type PricedMonth,
  pricedMonth,
  pricedShortlistsText,
} from '../../benchmarks/evidence/pricedShortlists.ts';
import { requestOfWorld } from '../../benchmarks/workloads/session.ts';
import { SMALL } from './small.ts';

/* Short form of `npm run evidence -- priced-shortlists`: fewer vacancies of a small world, prices made twice. */

let month: PricedMonth;
beforeAll(() => {
  const request = requestOfWorld(SMALL);
  month = pricedMonth(
    { ...request, vacancies: request.vacancies.slice(0, 24) },
    {
      seed: 1,
      policies: [...POLICIES.slice(0, 3), ['prices, every 12 lists', { kind: 'prices', every: 12 }]],
    },
  );
}, 60_000);

describe('a month of vacancies taken one by one', () => {
  test('no policy passes the certified bound; the joint month is the best', () => {
    const [joint] = month.outcomes.slice(-1);
    for (const { value, closed } of month.outcomes) {
      expect(value).toBeLessThanOrEqual(month.bound + 1e-6);
      expect(value).toBeLessThanOrEqual(joint!.value + 1e-6);
      expect(closed).toBeLessThanOrEqual(1 + 1e-9);
    }
    expect(month.outcomes[0]!.closed).toBe(0);
  });
  test('prices do better than the method alone and than filters', () => {
    const [alone, filters, once, often] = month.outcomes;
    for (const priced of [once!, often!]) {
      expect(priced.value).toBeGreaterThan(alone!.value);
      expect(priced.value).toBeGreaterThan(filters!.value);
    }
  });
  test('is told with every family of targets', () => {
    const text = pricedShortlistsText([month]);
    expect(text).toMatch(/24 vacancies[\s\S]*mix\s+aci\s+flux\s+others[\s\S]*joint month/);
    expect(text).not.toMatch(/NaN|undefined/);
  });
});
