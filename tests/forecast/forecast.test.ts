import { describe, expect, test } from 'vitest';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { intervalLevel } from '../../engine/forecast/calibrate.ts';
import { betaDraw, binomialDraw } from '../../engine/forecast/draws.ts';
import { fitTarget, placePrior, type TargetFit } from '../../engine/forecast/fit.ts';
import { crps, drawYearEnds, forecastOf, quantile } from '../../engine/forecast/forecast.ts';
import { elapsedOn, type TargetHistory, type YearCount } from '../../engine/forecast/history.ts';
import { latestAction, reachableShare } from '../../engine/forecast/latestAction.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { countAim } from '../../engine/targets/schedule.ts';

const EVEN = Array.from({ length: 12 }, (_, i) => (i + 1) / 12);
const day = (text: string) => text as IsoDay;
const HALF = { bound: 'min', kind: 'share', shareHundredths: 50, dueHundredths: 0, reference: null } as const;
const CEILING = { ...HALF, bound: 'max' } as const;

/** Events spread over the months as evenly as whole numbers can be. */
const yearOf = (year: number, events: number, drawn: (events: number) => number): YearCount => {
  const among = EVEN.map((passed) => Math.round(events * passed) - Math.round(events * (passed - 1 / 12)));
  const counted = among.map(drawn);
  const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
  return { year, among: sum(among), counted: sum(counted), months: { among, counted } };
};

/** Places whose share stays the same from year to year, or is drawn anew around its mean. */
const historyOf = ({ spread, events }: { spread: number | null; events: number }): TargetHistory => {
  const random = randomStream(1, `history/${spread}/${events}`);
  return {
    years: [2022, 2023, 2024, 2025],
    seasons: EVEN,
    places: new Map(
      Array.from({ length: 40 }, (_, q) => {
        const mean = 0.3 + 0.4 * random.next();
        return [
          `q${q}`,
          [2022, 2023, 2024, 2025].map((year) => {
            const share = spread === null ? mean : betaDraw(random, mean * spread, (1 - mean) * spread);
            return yearOf(year, events, (each) => binomialDraw(random, each, share));
          }),
        ] as const;
      }),
    ),
  };
};
const endsOf = (
  soFar: { among: number; counted: number },
  elapsed: number,
  history: TargetHistory | null,
  place = 'q0',
) => {
  const fit = fitTarget(history);
  const prior = placePrior(fit, history?.places.get(place) ?? []);
  return drawYearEnds(randomStream(1, 'ends'), { fit, prior, soFar, elapsed, draws: 2_000 });
};

const likeliest = (fit: TargetFit): number => fit.ways[0]!.concentration;

describe('what is learned from the years before', () => {
  test('years that are alike weigh much, years that differ little', () => {
    const alike = fitTarget(historyOf({ spread: null, events: 60 }));
    const unlike = fitTarget(historyOf({ spread: 8, events: 60 }));
    expect(likeliest(alike)).toBeGreaterThan(4 * likeliest(unlike));
    expect(likeliest(unlike)).toBeGreaterThan(3);
    expect(likeliest(unlike)).toBeLessThan(25);
  });
  test('volumes that never move leave a narrow year', () => {
    expect(fitTarget(historyOf({ spread: null, events: 60 })).volumeShape).toBeGreaterThan(100);
  });
  test('no year at all: a half, and wide', () => {
    const fit = fitTarget(null);
    expect(fit.share).toBe(0.5);
    expect(placePrior(fit, []).yearEvents).toBeNull();
  });
  test('one year gives a share, and no measure of how years differ', () => {
    const one = { ...historyOf({ spread: null, events: 60 }), years: [2025] };
    const places = new Map([...one.places].map(([key, years]) => [key, years.slice(-1)]));
    const fit = fitTarget({ ...one, places });
    expect(fit.share).toBeGreaterThan(0.4);
    expect(likeliest(fit)).toBe(4);
  });
  test('a place never seen expects what the target has elsewhere', () => {
    const fit = fitTarget(historyOf({ spread: null, events: 60 }));
    for (const { a, b } of placePrior(fit, []).shares) expect(a / (a + b)).toBeCloseTo(fit.share, 6);
  });
});

describe('the year’s end', () => {
  test('on the last day it is what the ledger says', () => {
    const soFar = { among: 40, counted: 22 };
    const forecast = forecastOf(endsOf(soFar, 1, historyOf({ spread: 20, events: 40 })), {
      soFar,
      aim: HALF,
      tolerance: 0,
    });
    expect(forecast.share!.mean).toBeCloseTo(0.55, 9);
    expect(forecast.share).toMatchObject({ low: 0.55, high: 0.55 });
    expect(forecast.chance).toBe(1);
    expect(forecast.toCome).toEqual({ mean: 0, low: 0, high: 0 });
  });
  test('the interval narrows as the year goes', () => {
    const history = historyOf({ spread: 20, events: 40 });
    const width = (elapsed: number) => {
      const among = Math.round(40 * elapsed);
      const { share } = forecastOf(endsOf({ among, counted: Math.round(among / 2) }, elapsed, history), {
        soFar: { among, counted: Math.round(among / 2) },
        aim: HALF,
        tolerance: 0,
      });
      return share!.high - share!.low;
    };
    expect(width(0.25)).toBeGreaterThan(width(0.5));
    expect(width(0.5)).toBeGreaterThan(width(0.75));
  });
  test('what is needed of the rest, for a floor and for a ceiling', () => {
    const soFar = { among: 20, counted: 6 };
    const ends = [{ among: 40, counted: 16 }];
    expect(forecastOf(ends, { soFar, aim: HALF, tolerance: 0 }).neededShare).toBe(0.7);
    expect(forecastOf(ends, { soFar, aim: HALF, tolerance: 2 }).neededShare).toBe(0.6);
    expect(forecastOf(ends, { soFar, aim: CEILING, tolerance: 0 }).neededShare).toBe(0.7);
    const late = [{ among: 22, counted: 7 }];
    expect(forecastOf(late, { soFar, aim: HALF, tolerance: 0 }).neededShare).toBeNull();
  });
  test('a number of dwellings has a distance and no share', () => {
    const ends = [{ among: 9, counted: 9 }];
    const forecast = forecastOf(ends, {
      soFar: { among: 4, counted: 4 },
      aim: countAim('min', 10),
      tolerance: 0,
    });
    expect(forecast.share).toBeNull();
    expect(forecast.distance.mean).toBe(-1);
    expect(forecast.chance).toBe(0);
  });
});

describe('how wide an interval is drawn', () => {
  test('years that were forecast badly widen it, and none leaves it as it is', () => {
    const history = historyOf({ spread: 6, events: 60 });
    const level = (fit: TargetFit) =>
      intervalLevel(randomStream(1, 'level'), { fit, history, elapsed: 0.25 });
    const sure: TargetFit = {
      ...fitTarget(history),
      ways: [{ weight: 1, pull: 4, concentration: 4_000 }],
      carry: 1,
    };
    expect(level(sure)).toBeGreaterThan(0.9);
    expect(level(fitTarget(history))).toBeLessThan(0.88);
    expect(intervalLevel(randomStream(1, 'level'), { fit: sure, history: null, elapsed: 0.25 })).toBe(0.8);
  });
  test('the months passed tell less of the rest where the share moves within a year', () => {
    const random = randomStream(1, 'moving');
    const moving = historyOf({ spread: 30, events: 120 });
    const places = new Map(
      [...moving.places].map(([key, years]) => [
        key,
        years.map(({ year, months }) => {
          const counted = months.among.map((events, m) =>
            binomialDraw(random, events, m < 6 ? 0.5 : 0.2 + 0.6 * ((year * 7 + key.length * 3) % 2)),
          );
          return {
            year,
            among: 120,
            counted: counted.reduce((all, each) => all + each, 0),
            months: { ...months, counted },
          };
        }),
      ]),
    );
    expect(fitTarget({ ...moving, places }).carry).toBeLessThan(0.4);
    expect(fitTarget(historyOf({ spread: 10, events: 120 })).carry).toBeGreaterThan(0.7);
  });
});

describe('the latest day to act', () => {
  const soFar = { among: 40, counted: 12 };
  const ends = [{ among: 80, counted: 24 }];
  const asked = { soFar, aim: HALF, tolerance: 0, seasons: EVEN, asOf: day('2026-06-30') };
  test('while what is left at the reachable share is enough', () => {
    // Two months at the usual 30 % bring 4 of 13, then 24 of the 27 left at 90 %: 12 + 4 + 24 is half of 80.
    expect(latestAction(ends, { ...asked, reachable: 0.9 })).toEqual({ kind: 'until', day: '2026-08-31' });
    expect(latestAction(ends, { ...asked, reachable: 0.7 })).toEqual({ kind: 'until', day: '2026-06-30' });
  });
  test('too late, not needed, not known', () => {
    expect(latestAction(ends, { ...asked, reachable: 0.6 })).toEqual({ kind: 'too-late' });
    expect(latestAction(ends, { ...asked, reachable: null })).toEqual({ kind: 'not-known' });
    const fine = [{ among: 80, counted: 44 }];
    expect(latestAction(fine, { ...asked, reachable: null })).toEqual({ kind: 'not-needed' });
  });
  test('what one place-year in ten has reached, on the side that the target asks', () => {
    const history = historyOf({ spread: 20, events: 40 });
    expect(reachableShare(history, 'min')!).toBeGreaterThan(0.55);
    expect(reachableShare(history, 'max')!).toBeLessThan(0.45);
    expect(reachableShare(historyOf({ spread: null, events: 5 }), 'min')).toBeNull();
    expect(reachableShare(null, 'min')).toBeNull();
  });
});

describe('the calendar', () => {
  test('days weigh by their month’s season', () => {
    expect(elapsedOn(EVEN, day('2026-12-31'))).toBe(1);
    expect(elapsedOn(EVEN, day('2026-06-30'))).toBeCloseTo(0.5, 12);
    expect(elapsedOn(EVEN, day('2026-01-31'))).toBeCloseTo(1 / 12, 12);
    const late = [...Array.from({ length: 11 }, () => 0), 1];
    expect(elapsedOn(late, day('2026-11-30'))).toBe(0);
  });
});

describe('scores', () => {
  test('a certain forecast scores its distance', () => {
    expect(crps([3, 3, 3], 5)).toBeCloseTo(2, 12);
    expect(crps([5], 5)).toBe(0);
  });
  test('of two values, by hand', () => {
    // E|X − y| − E|X − X'| / 2 with X in {0, 1}, y = 0: 1/2 − 1/4.
    expect(crps([0, 1], 0)).toBeCloseTo(0.25, 12);
  });
  test('quantiles lie between values in proportion', () => {
    expect(quantile(Float64Array.from([0, 10]), 0.25)).toBe(2.5);
    expect(quantile(Float64Array.from([7]), 0.9)).toBe(7);
  });
});
