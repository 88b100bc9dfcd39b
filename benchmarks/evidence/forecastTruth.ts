import { betaDraw, binomialDraw, gammaDraw, poissonDraw } from '../../engine/forecast/draws.ts';
import type { TargetHistory, YearCount } from '../../engine/forecast/history.ts';
import { type Random, randomStream } from '../../engine/simulation/random.ts';

/*
 * Years of leases whose rates are drawn anew in each replication and in each year, and that the forecaster never sees: freed
 * dwellings, who waits and who arrives, who refuses. Nothing of it is of the form that the forecaster assumes.
 */

/** Months of one place in one year: leases, and those to modest households. */
interface Months {
  readonly among: Float64Array;
  readonly counted: Float64Array;
}

export interface TrueYears {
  /** Years before, as a ledger has them. */
  readonly history: TargetHistory;
  /** The year to forecast, by place. */
  readonly year: ReadonlyMap<string, Months>;
}

export const PLACES = 12;
const PAST = [2022, 2023, 2024, 2025] as const;
const YEAR = 2026;
const RANKS = 5;
/** Fewer dwellings are freed in winter. */
const SEASON = [0.8, 0.85, 1, 1, 1.05, 1.1, 1.3, 1.1, 1.15, 1, 0.9, 0.75];

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));
const around = (random: Random, value: number, shape: number): number =>
  (value * gammaDraw(random, shape)) / shape;

/** @param replication draws every rate, and then what comes of it. */
export const trueYears = (replication: number): TrueYears => {
  const random = randomStream(replication, 'evidence/forecasts');
  const places = Array.from({ length: PLACES }, (_, i) => ({
    key: `place-${i}`,
    freed: 32 * Math.exp(0.5 * random.normal()),
    modest: betaDraw(random, 11, 9),
  }));
  const byYear = [...PAST, YEAR].map((year) => {
    const rates = {
      freed: around(random, 1, 30),
      shift: 0.25 * random.normal(),
      arrivals: 0.4 * random.normal(),
      refuses: {
        modest: Math.min(0.75, 0.37 * Math.exp(0.2 * random.normal())),
        other: Math.min(0.75, 0.46 * Math.exp(0.2 * random.normal())),
      },
    };
    return { year, months: places.map((place) => [place.key, monthsOf(random, place, rates)] as const) };
  });
  const past = byYear.slice(0, -1);
  const monthly = new Float64Array(12);
  for (const { months } of past)
    for (const [, { among }] of months) for (let m = 0; m < 12; m += 1) monthly[m]! += among[m]!;
  const total = sum(monthly);
  let passed = 0;
  const seasons = Array.from(monthly, (each) => {
    passed += each;
    return passed / total;
  });
  const history: TargetHistory = {
    years: [...PAST],
    seasons,
    places: new Map(
      places.map(({ key }, p) => [
        key,
        past.map(({ year, months }): YearCount => {
          const { among, counted } = months[p]![1];
          return {
            year,
            among: sum(among),
            counted: sum(counted),
            months: { among: [...among], counted: [...counted] },
          };
        }),
      ]),
    ),
  };
  return { history, year: new Map(byYear.at(-1)!.months) };
};

const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);

interface Rates {
  readonly freed: number;
  readonly shift: number;
  readonly arrivals: number;
  readonly refuses: { readonly modest: number; readonly other: number };
}

/** Candidates of a dwelling are asked one after the other; one that nobody takes is proposed again the next month. */
const monthsOf = (
  random: Random,
  place: { readonly freed: number; readonly modest: number },
  rates: Rates,
): Months => {
  const [among, counted] = [new Float64Array(12), new Float64Array(12)];
  const pace = (place.freed * rates.freed * around(random, 1, 15)) / 12;
  let waiting = logistic(logit(place.modest) + rates.shift + 0.3 * random.normal());
  const arriving = logistic(logit(place.modest) + rates.arrivals);
  let left = 0;
  for (let month = 0; month < 12; month += 1) {
    const dwellings = left + poissonDraw(random, pace * SEASON[month]!);
    left = 0;
    for (let i = 0; i < dwellings; i += 1) {
      let taken = false;
      for (let rank = 0; rank < RANKS && !taken; rank += 1) {
        const modest = random.next() < waiting;
        if (random.next() < (modest ? rates.refuses.modest : rates.refuses.other)) continue;
        among[month]! += 1;
        if (modest) counted[month]! += 1;
        taken = true;
      }
      if (!taken) left += 1;
    }
    waiting += 0.1 * (arriving - waiting);
  }
  return { among, counted };
};

/** What an agent would draw from the year so far alone: its pace and its share go on, with the binomial's own spread. */
export const straightLine = (
  random: Random,
  soFar: { readonly among: number; readonly counted: number },
  { elapsed, draws }: { readonly elapsed: number; readonly draws: number },
): readonly { readonly among: number; readonly counted: number }[] => {
  const toCome = Math.round((soFar.among * (1 - elapsed)) / elapsed);
  const share = soFar.among === 0 ? 0.5 : soFar.counted / soFar.among;
  return Array.from({ length: draws }, () => ({
    among: soFar.among + toCome,
    counted: soFar.counted + binomialDraw(random, toCome, share),
  }));
};
