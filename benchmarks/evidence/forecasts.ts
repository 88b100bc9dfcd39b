import { intervalLevel } from '../../engine/forecast/calibrate.ts';
import { fitTarget, placePrior } from '../../engine/forecast/fit.ts';
import { crps, drawYearEnds, quantile, SURE, type YearEnd } from '../../engine/forecast/forecast.ts';
import { seasonPassed } from '../../engine/forecast/history.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { straightLine, trueYears } from './forecastTruth.ts';

/** Months of the year after which the ledger is read. */
export const READ_AFTER = [3, 6, 9] as const;

export interface ForecastCount {
  readonly after: (typeof READ_AFTER)[number];
  readonly forecasts: number;
  /** Of the year's final shares, those in the interval said to hold four in five; those at its very ends count half. */
  readonly covered: number;
  readonly coveredByLine: number;
  /** Mean width of the interval, in points of share. */
  readonly width: number;
  readonly widthOfLine: number;
  /** Mean CRPS of the final share. */
  readonly crps: number;
  readonly crpsOfLine: number;
}

/** Replications from `first`, each with rates of its own. @param draws year ends by forecast. */
export const forecastCounts = (
  replications: number,
  { draws, first = 1 }: { readonly draws: number; readonly first?: number },
): readonly ForecastCount[] => {
  const counts = READ_AFTER.map((after) => ({
    after,
    forecasts: 0,
    covered: 0,
    coveredByLine: 0,
    width: 0,
    widthOfLine: 0,
    crps: 0,
    crpsOfLine: 0,
  }));
  for (let replication = first; replication < first + replications; replication += 1) {
    const { history, year } = trueYears(replication);
    const fit = fitTarget(history);
    const random = randomStream(replication, 'evidence/forecasts/draws');
    const levels = new Map(
      READ_AFTER.map((months) => {
        const elapsed = seasonPassed(history.seasons, months);
        return [months, intervalLevel(random, { fit, history, elapsed })] as const;
      }),
    );
    for (const [place, { among, counted }] of year) {
      const prior = placePrior(fit, history.places.get(place) ?? []);
      const upTo = (months: number): YearEnd => ({
        among: among.subarray(0, months).reduce((sum, each) => sum + each, 0),
        counted: counted.subarray(0, months).reduce((sum, each) => sum + each, 0),
      });
      const end = upTo(12);
      if (end.among === 0) continue;
      const truth = end.counted / end.among;
      for (const count of counts) {
        const soFar = upTo(count.after);
        const elapsed = seasonPassed(history.seasons, count.after);
        const told = sharesOf(drawYearEnds(random, { fit, prior, soFar, elapsed, draws }));
        const line = sharesOf(straightLine(random, soFar, { elapsed, draws }));
        if (told.length === 0 || line.length === 0) continue;
        const [own, other] = [interval(told, levels.get(count.after)!), interval(line, SURE)];
        count.forecasts += 1;
        count.covered += covers(own, truth);
        count.coveredByLine += covers(other, truth);
        count.width += own.high - own.low;
        count.widthOfLine += other.high - other.low;
        count.crps += crps(told, truth);
        count.crpsOfLine += crps(line, truth);
      }
    }
  }
  return counts.map(({ after, forecasts, ...sums }) => ({
    after,
    forecasts,
    ...(Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / forecasts])) as Omit<
      ForecastCount,
      'after' | 'forecasts'
    >),
  }));
};

const sharesOf = (ends: readonly YearEnd[]): readonly number[] =>
  ends.flatMap(({ among, counted }) => (among === 0 ? [] : [counted / among]));

const interval = (
  shares: readonly number[],
  level: number,
): { readonly low: number; readonly high: number } => {
  const sorted = Float64Array.from(shares).sort();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
};

/** Shares are fractions of small numbers: one that falls on an end is half in. */
const covers = ({ low, high }: { readonly low: number; readonly high: number }, truth: number): number =>
  truth > low && truth < high ? 1 : truth === low || truth === high ? 0.5 : 0;

export const forecastText = (counts: readonly ForecastCount[], replications: number): string => {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  const row = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(14) : cell.padStart(16))).join('');
  return [
    `${replications.toLocaleString('en')} replications of 12 places over five years; vacancies, seasons, who waits, who arrives and who refuses are drawn anew in each,`,
    'unknown to the forecaster, which reads the ledger of the four years before and of the months passed. The straight line goes on at the year’s',
    'own pace and share, with the binomial’s spread. Final shares that fall on an end of an interval count half.',
    '',
    row([
      'read after',
      'forecasts',
      '80 % holds',
      'line holds',
      'width',
      'line’s width',
      'CRPS',
      'line’s CRPS',
      'better by',
    ]),
    ...counts.map((count) =>
      row([
        `${count.after} months`,
        count.forecasts.toLocaleString('en'),
        percent(count.covered),
        percent(count.coveredByLine),
        percent(count.width),
        percent(count.widthOfLine),
        count.crps.toFixed(4),
        count.crpsOfLine.toFixed(4),
        percent(1 - count.crps / count.crpsOfLine),
      ]),
    ),
  ].join('\n');
};
