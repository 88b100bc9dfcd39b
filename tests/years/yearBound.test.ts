import { beforeAll, expect, test } from 'vitest';
import { yearBounds, yearBoundsText } from '../../benchmarks/evidence/yearBounds.ts';
import { listsYardstick } from '../../engine/assignment/online/listsYardstick.ts';
import { simulatedMonths } from '../../engine/years/calendar.ts';
import type { OpenHorizon } from '../../engine/years/openHorizon.ts';
import { runReplication } from '../../engine/years/replication.ts';
import { seriesAt } from '../../engine/years/series.ts';
import { type YearBound, yearBound } from '../../engine/years/yearBound.ts';
import { houseByFutures, yearByFutures } from '../../engine/years/yearByFutures.ts';
import { firstYear } from '../../engine/years/yearYardstick.ts';
import { aScenario, smallYear } from './support.ts';

let open: OpenHorizon;
let bound: YearBound;

beforeAll(() => {
  open = smallYear();
  bound = yearBound(open, 0, { rounds: 40 });
});

interface Outcome {
  readonly value: number;
  readonly leases: number;
}
const known = new Map<string, Outcome>();

const outcomeOf = (policy: 'greedy' | 'filtered' | 'session'): Outcome => {
  const found = known.get(policy) ?? runOf(policy);
  known.set(policy, found);
  return found;
};

const runOf = (policy: 'greedy' | 'filtered' | 'session'): Outcome => {
  let housed = 0;
  const seen = new Set<number>();
  const { series } = runReplication(open, {
    policy,
    replication: 0,
    prices: null,
    onLease: ({ of, place, month }) => {
      housed += bound.points[of]!;
      expect(month).toBeLessThan(12);
      expect(place).toBeLessThan(open.horizon.stock.count);
      seen.add(of);
    },
  })!;
  const leases = Array.from({ length: 12 }, (_, month) => seriesAt(series, month, 'leases'));
  // A household once, and every lease told.
  expect(seen.size).toBe(leases.reduce((sum, each) => sum + each, 0));
  return { value: housed - seriesAt(series, 11, 'shortPoints'), leases: seen.size };
};

test('no policy passes the bound of its year, nor houses more than its vacancies', () => {
  for (const policy of ['greedy', 'filtered', 'session'] as const) {
    const { value, leases } = outcomeOf(policy);
    expect(value).toBeLessThanOrEqual(bound.bound);
    expect(leases).toBeLessThanOrEqual(bound.vacancies);
    expect(leases).toBeGreaterThan(150);
  }
});

test('the bound is near what one who knows the year could do, and above it', () => {
  expect(bound.plan).toBeLessThanOrEqual(bound.bound);
  expect(bound.plan).toBeGreaterThan(0.9 * bound.bound);
  expect(bound.plan).toBeGreaterThan(outcomeOf('session').value);
});

test('the same year has the same bound; fewer rounds never a tighter one', () => {
  const again = yearBound(open, 0, { rounds: 40 });
  expect(again.bound).toBe(bound.bound);
  expect(yearBound(open, 0, { rounds: 4 }).bound).toBeGreaterThanOrEqual(bound.bound);
});

test('a bound is of one civil year, whose offer and answers no lists move', () => {
  const changed = (changes: Record<string, unknown>): OpenHorizon => ({
    ...open,
    horizon: { ...open.horizon, scenario: aScenario(changes) },
  });
  const of = (year: OpenHorizon) => () => yearBound(year, 0, { rounds: 1 });
  expect(of({ ...open, months: simulatedMonths('2026-07', 12) })).toThrow(/one civil year/);
  const { vacancies, acceptance } = aScenario();
  expect(of(changed({ vacancies: { ...vacancies, mutationsFreeHome: true } }))).toThrow(/moves free homes/);
  const rents = [{ from: '2027-01', where: 'everywhere', change: -0.1, provenance: acceptance.provenance }];
  expect(of(changed({ rents }))).toThrow(/rents move/);
});

test('lists one by one, by the prices of sampled futures: between the penalties of the day and the bound of their year', () => {
  const year = yearByFutures(open, 0, 'first-day', { futures: 1, firstRounds: 20, rounds: 10 });
  // In the order of months, a dwelling left again after it was free before.
  const months = year.vacancies.map(({ freedMonth }) => freedMonth);
  expect(months).toEqual([...months].sort((a, b) => a - b));
  expect(year.of.every((of) => year.states.comes[of] === 0)).toBe(true);
  const order = [...year.vacancies.keys()];
  const plan = { renewals: 1, boundRounds: 20 };
  const found = listsYardstick(year.oneByOne, order, plan)!;
  expect(found.vacancies).toBe(bound.vacancies);
  expect(found.plan).toBeLessThanOrEqual(found.bound);
  expect(found.futures).toBeGreaterThan(found.penalties);
  expect(found.futures).toBeGreaterThan(found.method);
  expect(listsYardstick(year.oneByOne, order, plan, { stopped: () => true })).toBeNull();
});

test('the same prices with the year’s answers: who is housed was there, once, in a dwelling of the year', () => {
  const year = yearByFutures(open, 0, 'year', { futures: 1, firstRounds: 10, rounds: 5 });
  const { housed, shortPoints } = houseByFutures(open, 0, year)!;
  expect(new Set(housed).size).toBe(housed.length);
  expect(housed.length).toBeGreaterThan(150);
  expect(housed.length).toBeLessThanOrEqual(bound.vacancies);
  // Some of them filed after the first day.
  expect(housed.some((of) => year.states.comes[of]! > 0)).toBe(true);
  expect(housed.every((of) => year.states.comes[of]! < 12)).toBe(true);
  expect(housed.reduce((sum, of) => sum + bound.points[of]!, 0) - shortPoints).toBeLessThanOrEqual(
    bound.bound,
  );
  expect(houseByFutures(open, 0, year, () => true)).toBeNull();
});

test('a bound that is stopped still holds, and is looser', () => {
  const stopped = yearBound(open, 0, { rounds: 40, stopped: () => true });
  expect(stopped.rounds).toBe(1);
  expect(stopped.bound).toBeGreaterThanOrEqual(bound.bound);
});

test('a scenario’s first year, divided: sizes and rates alike, its own left as they are', () => {
  const usual = { demands: 54_000, dwellings: 129_500, openVacancies: 670, leasesPerYear: 8_000 };
  const whole = aScenario({ world: undefined, months: 36 });
  expect(firstYear(whole, usual, 1)).toEqual({ ...whole, months: 12 });
  const ninth = firstYear(whole, usual, 9);
  expect(ninth.world).toEqual({ demands: 6_000, dwellings: 14_389, openVacancies: 74, leasesPerYear: 889 });
  expect(ninth.demand.arrivalsPerYear * 9).toBeCloseTo(whole.demand.arrivalsPerYear);
  expect(firstYear(aScenario(), usual, 100).world?.demands).toBe(100);
});

test('evidence says how much of the way to the bound each policy goes', () => {
  const found = yearBounds({
    scenario: aScenario(),
    replications: 1,
    rounds: 20,
    policies: ['greedy', 'filtered', 'priced'],
  });
  const [order, filters, prices] = found.outcomes[0]!.values;
  expect(order).toBe(outcomeOf('greedy').value);
  expect(prices).toBeGreaterThan(Math.max(order!, filters!));
  expect(yearBoundsText(found)).toMatch(/closed by filtered: worst -?\d+\.\d %/);
});
