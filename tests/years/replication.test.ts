import { beforeAll, expect, test } from 'vitest';
import { isoDay } from '../../engine/domain/day.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { Pool } from '../../engine/pool/pool.ts';
import { creditMask } from '../../engine/shortlist/credits.ts';
import { demandProfile } from '../../engine/shortlist/profile.ts';
import { drawAt, drawBase, TOPICS } from '../../engine/years/draws.ts';
import { prepareYearPrices } from '../../engine/years/monthPrices.ts';
import { type OpenHorizon, openHorizon } from '../../engine/years/openHorizon.ts';
import { rehearsedPrices } from '../../engine/years/rehearsal.ts';
import { type ReplicationResult, runReplication } from '../../engine/years/replication.ts';
import { SERIES, type SeriesName, seriesAt } from '../../engine/years/series.ts';
import { aScenario, horizonOf, smallYear } from './support.ts';

let open: OpenHorizon;
let greedy: ReplicationResult;

beforeAll(() => {
  open = smallYear();
  greedy = runReplication(open, { policy: 'greedy', replication: 0, prices: null })!;
});

const total = ({ series }: ReplicationResult, name: SeriesName, months = 12): number =>
  Array.from({ length: months }, (_, month) => seriesAt(series, month, name)).reduce((a, b) => a + b, 0);

test('a frozen scenario and its seed give the same bytes, made again from nothing', () => {
  const again = openHorizon(horizonOf(aScenario()));
  expect(again.horizon.hash).toBe(open.horizon.hash);
  for (const policy of ['greedy', 'filtered'] as const) {
    const first = runReplication(open, { policy, replication: 1, prices: null })!;
    const second = runReplication(again, { policy, replication: 1, prices: null })!;
    expect(second.hash).toBe(first.hash);
    expect([...second.series]).toEqual([...first.series]);
  }
});

test('another seed, another replication, another policy give other results', () => {
  const other = openHorizon(horizonOf(aScenario({ seed: 8 })));
  expect(other.horizon.hash).not.toBe(open.horizon.hash);
  const hashes = [
    greedy.hash,
    runReplication(open, { policy: 'greedy', replication: 1, prices: null })!.hash,
    runReplication(open, { policy: 'filtered', replication: 0, prices: null })!.hash,
    runReplication(other, { policy: 'greedy', replication: 0, prices: null })!.hash,
  ];
  expect(new Set(hashes).size).toBe(4);
});

test('every dwelling freed is let or still free, month after month', () => {
  let free = open.horizon.open.length;
  for (let month = 0; month < 12; month += 1) {
    const at = (name: SeriesName) => seriesAt(greedy.series, month, name);
    free += at('freed') + at('newBuild') - at('leases');
    expect(at('vacant'), `month ${month}`).toBe(free);
    expect(at('lists') - at('refusedByAll')).toBe(at('leases'));
    expect(at('offers') - at('refusals')).toBe(at('leases'));
    expect(at('firstAccess') + at('mutations')).toBeLessThanOrEqual(at('leases'));
  }
  expect(total(greedy, 'leases')).toBeGreaterThan(150);
});

test('every demand is housed, leaves or waits, month after month', () => {
  const { arrivalMonth } = open.horizon.demands;
  let waiting = arrivalMonth.reduce((count, month) => count + (month === -1 ? 1 : 0), 0);
  for (let month = 0; month < 12; month += 1) {
    const at = (name: SeriesName) => seriesAt(greedy.series, month, name);
    waiting += at('arrivals') - at('exits') - at('leases');
    // A demand that is housed in the month in which it would have left counts once, as housed.
    expect(at('waiting'), `month ${month}`).toBe(waiting);
  }
  expect(total(greedy, 'exits')).toBeGreaterThan(50);
  expect(total(greedy, 'arrivals')).toBeGreaterThan(300);
});

test('target counts are those of the leases: the whole territory’s rows add up', () => {
  const last = 11 * open.rows.rows.length;
  const sumOf = (id: string): number =>
    open.rows.rows.reduce(
      (sum, { target }, row) => (target.id === id ? sum + greedy.among[last + row]! : sum),
      0,
    );
  // All leases count for relocations, by landlord; the year is a civil one.
  expect(sumOf('npru-bailleur')).toBe(total(greedy, 'leases'));
  const counted = open.rows.rows.reduce(
    (sum, { target }, row) => (target.id === 'npru-bailleur' ? sum + greedy.counted[last + row]! : sum),
    0,
  );
  expect(counted).toBe(total(greedy, 'npru'));
  expect(sumOf('aci-bailleur')).toBeGreaterThanOrEqual(total(greedy, 'firstAccess'));
});

test('counts begin anew each January, and a horizon that begins inside a year takes over what it had', () => {
  const across = openHorizon(horizonOf(aScenario({ start: '2026-12', months: 3 })));
  const { rows } = across.rows;
  const result = runReplication(across, { policy: 'greedy', replication: 0, prices: null })!;
  const among = (month: number): number =>
    rows.reduce(
      (sum, { target }, row) =>
        target.id === 'npru-bailleur' ? sum + result.among[month * rows.length + row]! : sum,
      0,
    );
  const leases = (month: number) => seriesAt(result.series, month, 'leases');
  const before = across.horizon.startCounts
    .filter(({ row }) => row.startsWith('npru-bailleur '))
    .reduce((sum, count) => sum + count.among, 0);
  expect(before).toBeGreaterThan(50);
  expect([among(0), among(1), among(2)]).toEqual([before + leases(0), leases(1), leases(1) + leases(2)]);
  expect(open.horizon.startCounts).toEqual([]);
});

test('filters hold more targets than the order alone, on the same dwellings and demands', () => {
  const sums = { greedy: 0, filtered: 0 };
  for (const replication of [0, 1, 2, 3]) {
    const runs = (['greedy', 'filtered'] as const).map((policy) => {
      const result = runReplication(open, { policy, replication, prices: null })!;
      sums[policy] += seriesAt(result.series, 11, 'shortDwellings');
      return result;
    });
    expect(total(runs[0]!, 'freed')).toBe(total(runs[1]!, 'freed'));
    expect(total(runs[0]!, 'arrivals')).toBe(total(runs[1]!, 'arrivals'));
  }
  expect(sums.filtered).toBeLessThan(sums.greedy * 0.9);
});

test('a session holds more targets than the order alone', () => {
  const short = openHorizon(horizonOf(aScenario({ months: 3 })));
  const session = runReplication(short, { policy: 'session', replication: 0, prices: null })!;
  const order = runReplication(short, { policy: 'greedy', replication: 0, prices: null })!;
  expect(seriesAt(session.series, 2, 'shortPoints')).toBeLessThan(seriesAt(order.series, 2, 'shortPoints'));
});

test('prices are made on rehearsed years, the same each time, and hold more targets than the order alone', () => {
  const done: number[] = [];
  const years = rehearsedPrices(open, { progress: (part) => done.push(part) })!;
  expect(new Set(years.map(({ hash }) => hash)).size).toBe(years.length);
  expect(years.length).toBeGreaterThan(1);
  for (const { months, before, after } of years) {
    expect([months, before.length, after.length]).toEqual([12, ...Array(2).fill(12 * open.rows.rows.length)]);
    // Of what counts without a pace nothing is to come once the lists of December are answered.
    const december = after.subarray(11 * open.rows.rows.length);
    open.rows.rows.forEach(({ target }, row) => {
      if (target.share !== undefined) expect(december[row]! + 0, target.id).toBe(0);
    });
  }
  expect(done.at(-1)).toBe(1);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  const prices = prepareYearPrices(open, years);
  const priced = runReplication(open, { policy: 'priced', replication: 0, prices })!;
  expect(runReplication(open, { policy: 'priced', replication: 0, prices })!.hash).toBe(priced.hash);
  expect(seriesAt(priced.series, 11, 'shortPoints')).toBeLessThan(
    0.8 * seriesAt(greedy.series, 11, 'shortPoints'),
  );
  expect(rehearsedPrices(open, { stopped: () => true })).toBeNull();
});

test('a year that begins inside a civil year is rehearsed to the end of the next', () => {
  const across = openHorizon(horizonOf(aScenario({ start: '2026-11', months: 16 })));
  const [year] = rehearsedPrices(across)!;
  expect(year!.months).toBe(14);
});

test('a replication that is stopped gives nothing', () => {
  let asked = 0;
  const stopped = () => {
    asked += 1;
    return asked > 4;
  };
  expect(runReplication(open, { policy: 'greedy', replication: 0, prices: null, stopped })).toBeNull();
  expect(asked).toBe(5);
});

test('more renewals leave more demands waiting; nobody leaves when all renew', () => {
  const all = openHorizon(horizonOf(aScenario({ demand: { ...aScenario().demand, renewalShare: 1 } })));
  const none = openHorizon(horizonOf(aScenario({ demand: { ...aScenario().demand, renewalShare: 0 } })));
  const run = (of: OpenHorizon) => runReplication(of, { policy: 'greedy', replication: 0, prices: null })!;
  expect(total(run(all), 'exits')).toBe(0);
  expect(seriesAt(run(none).series, 11, 'waiting')).toBeLessThan(seriesAt(greedy.series, 11, 'waiting'));
  expect(seriesAt(run(all).series, 11, 'waiting')).toBeGreaterThan(seriesAt(greedy.series, 11, 'waiting'));
});

test('odds of a yes move refusals, and a rent that falls lowers them', () => {
  const refusals = (changes: Record<string, unknown>): number => {
    const year = openHorizon(horizonOf(aScenario(changes)));
    const result = runReplication(year, { policy: 'greedy', replication: 0, prices: null })!;
    return total(result, 'refusals') / total(result, 'offers');
  };
  const { acceptance } = aScenario();
  const usual = total(greedy, 'refusals') / total(greedy, 'offers');
  expect(refusals({ acceptance: { ...acceptance, oddsFactor: 0.4 } })).toBeGreaterThan(usual + 0.1);
  const rents = [{ from: '2027-01', where: 'everywhere', change: -0.6, provenance: acceptance.provenance }];
  expect(refusals({ rents })).toBeLessThan(usual);
});

test('the programme of urban renewal brings its households, whom nothing makes leave', () => {
  const { always, arrivalMonth } = open.horizon.demands;
  const coming = [...always].filter((flag, row) => flag === 1 && arrivalMonth[row]! >= 0).length;
  // Sixty over sixty months: twelve in a year.
  expect(coming).toBe(12);
  expect(total(greedy, 'npru')).toBeGreaterThan(0);
});

test('mutations free the home that is left, unless it is counted in the rotation or pulled down', () => {
  const freeing = openHorizon(
    horizonOf(aScenario({ vacancies: { ...aScenario().vacancies, mutationsFreeHome: true } })),
  );
  const result = runReplication(freeing, { policy: 'greedy', replication: 0, prices: null })!;
  const more = total(result, 'freed') - total(greedy, 'freed');
  expect(more).toBeGreaterThan(20);
  expect(more).toBeLessThanOrEqual(total(result, 'mutations'));
});

test('demands of the horizon are seen by targets as those of any pool', () => {
  const { pool, demands } = open.horizon;
  const whole = new Pool(pool, demandColumns(open.horizon.pack.situations));
  let looked = 0;
  for (let row = 0; row < whole.rowCount; row += 37) {
    expect(demands.profiles[demands.classOf[row]!]).toEqual(demandProfile(whole, open.territory, row));
    expect(demands.credits[row]).toBe(creditMask(whole, open.territory, row));
    expect(isoDay(demands.filedDay[row]!) >= '2027-01-01').toBe(demands.arrivalMonth[row]! >= 0);
    looked += 1;
  }
  expect(looked).toBeGreaterThan(30);
});

test('draws are spread evenly, and each depends on its own keys alone', () => {
  const base = drawBase(1, 0, TOPICS.answers);
  const draws = Array.from({ length: 20_000 }, (_, key) => drawAt(base, key * 7919, 12));
  const under = (limit: number) => draws.filter((draw) => draw < limit).length / draws.length;
  for (const limit of [0.1, 0.25, 0.5, 0.9]) expect(Math.abs(under(limit) - limit)).toBeLessThan(0.012);
  expect(new Set(draws).size).toBeGreaterThan(19_990);
  expect(drawAt(base, 3, 4)).toBe(drawAt(base, 3, 4));
  expect(drawAt(base, 3, 4)).not.toBe(drawAt(base, 4, 3));
  expect(drawBase(1, 0, TOPICS.answers)).not.toBe(drawBase(1, 1, TOPICS.answers));
  expect(drawBase(1, 0, TOPICS.answers)).not.toBe(drawBase(2, 0, TOPICS.answers));
});

test('series have a place each', () => {
  expect(new Set(SERIES).size).toBe(SERIES.length);
  expect(greedy.series).toHaveLength(12 * SERIES.length);
});
