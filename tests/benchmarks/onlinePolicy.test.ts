import { beforeAll, describe, expect, test } from 'vitest';
import { type OnlinePlan, type OnlineYear, onlineYear } from '../../benchmarks/evidence/onlinePolicy.ts';
import { onlinePolicyText } from '../../benchmarks/evidence/onlinePolicyText.ts';

/* Short form of `npm run evidence -- online-policy`: a small world, two orders, prices made four times. */

const PLAN: OnlinePlan = {
  size: { demandCount: 1_200, openVacancyCount: 150, dwellingCount: 6_000, allocationsPerYear: 200 },
  seed: 1,
  orders: 2,
  futures: 1,
  renewals: 3,
  firstRounds: 40,
  rounds: 15,
  boundRounds: 60,
  ladder: true,
};

let year: OnlineYear;
let told: number[];
beforeAll(() => {
  told = [];
  year = onlineYear(PLAN, ({ order }) => told.push(order));
}, 120_000);

describe('a year of vacancies taken one by one', () => {
  test('nothing passes the certified bound', () => {
    const { bound, clairvoyant, orders } = year;
    for (const { method, penalties, policy } of orders)
      for (const value of [method, penalties, policy, clairvoyant])
        expect(value).toBeLessThanOrEqual(bound + 1e-6);
    expect(told).toEqual([1, 2]);
  });
  test('prices of sampled futures close more than half of the way from greedy to the bound, in each order', () => {
    for (const { method, policy } of year.orders)
      expect((policy - method) / (year.bound - method)).toBeGreaterThan(0.5);
  });
  test('and do better than greedy at the penalties of what targets lack', () => {
    for (const { penalties, policy } of year.orders) expect(policy).toBeGreaterThan(penalties);
  });
  test("households' prices are what prices of targets alone do not see", () => {
    const value = (name: string) => year.ladder.find(({ policy }) => policy.startsWith(name))!.value;
    expect(value("prices of targets and households'")).toBeGreaterThan(value('prices of targets alone'));
    expect(value('the policy')).toBe(year.orders[0]!.policy);
  });
  test('is told order by order, the worst named', () => {
    const text = onlinePolicyText(year);
    expect(text).toMatch(/order\s+greedy\s+penalties\s+policy[\s\S]*closed from greedy: worst [\d.]+ %/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
