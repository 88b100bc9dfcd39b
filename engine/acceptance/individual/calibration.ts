/** A forecast and what came. */
export interface Forecast {
  /** Chance of a yes, 0 to 1. */
  readonly predicted: number;
  readonly accepted: boolean;
}

/** A tenth of the forecasts, from the lowest to the highest. */
export interface CalibrationRow {
  readonly offers: number;
  /** Mean forecast. */
  readonly predicted: number;
  /** Share that said yes, with its 95 % interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

const GROUPS = 10;
/** Two-sided 95 % of the normal law. */
const Z = 1.959963984540054;

/**
 * Calibration table: forecasts sorted and cut into ten groups whose sizes differ by one at most; fewer when there are fewer forecasts.
 * Intervals by Wilson's score (1927, DOI 10.1080/01621459.1927.10502953).
 */
export const calibrationTable = (forecasts: readonly Forecast[]): CalibrationRow[] => {
  const sorted = [...forecasts].sort(
    (a, b) => a.predicted - b.predicted || Number(a.accepted) - Number(b.accepted),
  );
  const groups = Math.min(GROUPS, sorted.length);
  return Array.from({ length: groups }, (_, g) => {
    const group = sorted.slice(
      Math.floor((g * sorted.length) / groups),
      Math.floor(((g + 1) * sorted.length) / groups),
    );
    const offers = group.length;
    const accepted = group.filter((f) => f.accepted).length;
    return {
      offers,
      predicted: group.reduce((sum, f) => sum + f.predicted, 0) / offers,
      observed: accepted / offers,
      ...wilson(accepted, offers),
    };
  });
};

const wilson = (yes: number, n: number): { readonly low: number; readonly high: number } => {
  const share = yes / n;
  const centre = share + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n * n));
  const scale = 1 + Z ** 2 / n;
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) };
};

/** Mean error of two forecasts of the same answers. */
export interface LossComparison {
  readonly model: number;
  readonly zoneRates: number;
  /** model − zone rates: under 0 when the model is better. */
  readonly difference: number;
  /** Of the difference, answers taken as independent; null with fewer than two. */
  readonly standardError: number | null;
}

/** A forecast that was sure and wrong costs the logarithm of this, not an infinity. */
const LEAST_CHANCE = 1e-9;
const LOSSES = {
  /** Squared error (Brier 1950, DOI 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2): 0 perfect, 0.25 for a coin. */
  brier: (predicted: number, accepted: boolean): number => (predicted - (accepted ? 1 : 0)) ** 2,
  /** Minus the logarithm of the chance given to what came: 0 perfect, 0.693 for a coin. */
  logLoss: (predicted: number, accepted: boolean): number =>
    -Math.log(Math.max(LEAST_CHANCE, accepted ? predicted : 1 - predicted)),
} as const;
export type Loss = keyof typeof LOSSES;

/** @param zoneRates forecasts of the zone rates, in the order of `forecasts`. */
export const compareForecasts = (
  forecasts: readonly Forecast[],
  zoneRates: readonly number[],
  loss: Loss,
): LossComparison => {
  const n = forecasts.length;
  const errors = (chances: readonly number[]): number[] =>
    chances.map((chance, i) => LOSSES[loss](chance, forecasts[i]!.accepted));
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / n;
  const own = errors(forecasts.map((f) => f.predicted));
  const zone = errors(zoneRates);
  const differences = own.map((error, i) => error - zone[i]!);
  const difference = mean(differences);
  const spread = differences.reduce((sum, d) => sum + (d - difference) ** 2, 0);
  return {
    model: mean(own),
    zoneRates: mean(zone),
    difference,
    standardError: n < 2 ? null : Math.sqrt(spread / (n - 1) / n),
  };
};
