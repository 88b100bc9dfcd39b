import { logGammaFall } from '../acceptance/logGamma.ts';
import type { TargetHistory, YearCount } from './history.ts';

/**
 * How the years of a target's places differ, learned from the years before: what is known of a place before its year begins.
 * Beta-binomial shares and gamma-Poisson volumes. What the years leave open stays open: a forecast draws from all the ways that
 * fit, each by its likelihood.
 */
export interface TargetFit {
  /** Share over all places and years; a half when nothing is known. */
  readonly share: number;
  /** Ways that years may differ, with their weights, which add up to 1; the likeliest first. */
  readonly ways: readonly ShareWay[];
  /**
   * What an event of the months passed tells of those to come, 0 to 1: less than one where a year's share moves as it goes.
   */
  readonly carry: number;
  /** Shape of a year's volume around what is expected of the place: small where years differ. */
  readonly volumeShape: number;
}

export interface ShareWay {
  readonly weight: number;
  /** Events that the target's own share weighs in the expectation of a place. */
  readonly pull: number;
  /** Events that the expectation weighs against a year's own: small where years differ. */
  readonly concentration: number;
}

/** What is expected of a place before its year begins. */
export interface PlacePrior {
  /** Beta of the year's share under each way of the fit, in its order. */
  readonly shares: readonly { readonly weight: number; readonly a: number; readonly b: number }[];
  /** Events expected over the year; null when the place was never seen. */
  readonly yearEvents: number | null;
}

const PULLS = [1, 2, 4, 8, 16, 32, 64, 128] as const;
const CONCENTRATIONS = [2, 4, 6, 9, 13, 20, 30, 45, 70, 110, 180, 300, 600, 1_500, 4_000] as const;
const SHAPES = [1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 130, 250, 600, 2_000] as const;
const CARRIES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
/** Months after which past years are cut in two, to learn what the first part told of the second. */
const CUTS = [3, 6, 9] as const;
/** Ways that weigh less than this part of the likeliest are left out. */
const LEAST_WEIGHT = 0.01;
/** Without a year to learn from: wide, so that an interval says how little is known. */
const UNKNOWN = {
  ways: [{ weight: 1, pull: 4, concentration: 4 }],
  carry: 0.5,
  volumeShape: 8,
} as const;

export const fitTarget = (history: TargetHistory | null): TargetFit => {
  const places = [...(history?.places.values() ?? [])].filter((years) => totalOf(years).among > 0);
  const total = totalOf(places.flat());
  if (total.among === 0) return { ...UNKNOWN, share: 0.5 };
  // Half an event on each side: a share of all or nothing seen so far is not certain.
  const share = (total.counted + 0.5) / (total.among + 1);
  if ((history?.years.length ?? 0) < 2) return { ...UNKNOWN, share };
  const ways = waysOf(places, share);
  return { share, ways, carry: fitCarry(places, share, ways[0]!), volumeShape: fitShape(places) };
};

/** A place's years but one, as they make one expect the share of that one. */
const expectedShare = (
  all: Count,
  own: Count,
  { pull, share }: { readonly pull: number; readonly share: number },
) => (all.counted - own.counted + pull * share) / (all.among - own.among + pull);

/** Every way on the grid by the likelihood of each year given the others. */
const waysOf = (places: readonly (readonly YearCount[])[], share: number): readonly ShareWay[] => {
  const found = PULLS.flatMap((pull) => {
    const expected = places.flatMap((years) => {
      const all = totalOf(years);
      return years.map((own) => ({ own, mean: expectedShare(all, own, { pull, share }) }));
    });
    return CONCENTRATIONS.map((concentration) => {
      let likelihood = 0;
      for (const { own, mean } of expected)
        likelihood += betaBinomial(own, concentration * mean, concentration * (1 - mean));
      return { pull, concentration, likelihood };
    });
  });
  const best = Math.max(...found.map(({ likelihood }) => likelihood));
  const kept = found
    .map(({ pull, concentration, likelihood }) => ({
      pull,
      concentration,
      weight: Math.exp(likelihood - best),
    }))
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight);
  const sum = kept.reduce((all, { weight }) => all + weight, 0);
  return kept.map(({ weight, ...way }) => ({ ...way, weight: weight / sum }));
};

/** What the first months of past years told of their last ones, by the likelihood of the last. */
const fitCarry = (places: readonly (readonly YearCount[])[], share: number, way: ShareWay): number => {
  const { pull, concentration } = way;
  const parts = places.flatMap((years) => {
    const all = totalOf(years);
    return years.flatMap((own) => {
      const mean = expectedShare(all, own, { pull, share });
      return CUTS.map((months) => {
        const first = {
          among: sumOf(own.months.among.slice(0, months)),
          counted: sumOf(own.months.counted.slice(0, months)),
        };
        const rest = { among: own.among - first.among, counted: own.counted - first.counted };
        return { mean, first, rest };
      });
    });
  });
  let best = { carry: UNKNOWN.carry as number, likelihood: -Infinity };
  for (const carry of CARRIES) {
    let likelihood = 0;
    for (const { mean, first, rest } of parts)
      likelihood += betaBinomial(
        rest,
        concentration * mean + carry * first.counted,
        concentration * (1 - mean) + carry * (first.among - first.counted),
      );
    if (likelihood > best.likelihood) best = { carry, likelihood };
  }
  return best.carry;
};

interface Count {
  readonly among: number;
  readonly counted: number;
}

const sumOf = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** ln P(k of n) under Beta(a, b), less the binomial coefficient, which no choice of a and b moves. */
const betaBinomial = ({ among: n, counted: k }: Count, a: number, b: number): number => {
  if (n === 0) return 0;
  // ln B(a + k, b + n − k) − ln B(a, b), each gamma against its own neighbour.
  const rise = (x: number, d: number): number => (d === 0 ? 0 : -logGammaFall(x, d));
  return rise(a, k) + rise(b, n - k) - rise(a + b, n);
};

const fitShape = (places: readonly (readonly YearCount[])[]): number => {
  let best = { shape: UNKNOWN.volumeShape as number, likelihood: -Infinity };
  for (const shape of SHAPES) {
    let likelihood = 0;
    for (const years of places) {
      const all = totalOf(years).among;
      for (const { among } of years) {
        const mean = Math.max(0.5, (all - among) / (years.length - 1));
        // Negative binomial, less the factorial of the count.
        const rise = among === 0 ? 0 : -logGammaFall(shape, among);
        likelihood +=
          rise + shape * Math.log(shape / (shape + mean)) + among * Math.log(mean / (shape + mean));
      }
    }
    if (likelihood > best.likelihood) best = { shape, likelihood };
  }
  return best.shape;
};

/** @param years of the place; none where it was never seen. */
export const placePrior = (fit: TargetFit, years: readonly YearCount[]): PlacePrior => {
  const all = totalOf(years);
  return {
    shares: fit.ways.map(({ weight, pull, concentration }) => {
      const mean = (all.counted + pull * fit.share) / (all.among + pull);
      return { weight, a: concentration * mean, b: concentration * (1 - mean) };
    }),
    yearEvents: years.length === 0 ? null : Math.max(0.5, all.among / years.length),
  };
};

const totalOf = (years: readonly Count[]): Count => {
  let [among, counted] = [0, 0];
  for (const each of years) {
    among += each.among;
    counted += each.counted;
  }
  return { among, counted };
};
