import { logGammaFall } from './logGamma.ts';

/*
 * Answers in one residence go together: a place that one household refuses, the next refuses more often. Each residence has its own
 * readiness to refuse Q, drawn from a Beta law of mean 1 − m and correlation ρ: Q ~ Beta((1 − m)θ, mθ), θ = 1/ρ − 1, so that the
 * answers of two households of mean m have correlation ρ (the beta-binomial law). A household of another mean m' refuses with
 * chance Q^c, where c makes E[Q^c] = 1 − m'. Hence E[Q^C] = B(α + C, β)/B(α, β) with C = Σc is the chance that all of them refuse,
 * in closed form, whatever their order. Coupling by a power is ours; with equal means it is the beta-binomial itself.
 */

/** What is known of the residences of a place. */
export interface ResidenceEffect {
  /** Chance of a yes over all residences, 0 to 1: of the households to whom the correlation applies as such. */
  readonly mean: number;
  /** Correlation of the answers of two households in one residence: from 0, none, to under 1. */
  readonly correlation: number;
}

/** Offers answered in one residence, whatever their rank. */
export interface ResidenceRecord {
  readonly accepted: number;
  readonly refused: number;
}

/** Beta law of the chance of refusing. */
interface RefusalLaw {
  readonly alpha: number;
  readonly beta: number;
}

/** Null where every residence is alike, and answers are independent. */
const refusalLaw = ({ mean, correlation }: ResidenceEffect): RefusalLaw | null => {
  if (!(correlation >= 0 && correlation < 1))
    throw new RangeError(`correlation is ${correlation}, not from 0 to under 1`);
  if (!(mean >= 0 && mean <= 1)) throw new RangeError(`mean acceptance is ${mean}, not from 0 to 1`);
  if (correlation === 0 || mean === 0 || mean === 1) return null;
  const theta = 1 / correlation - 1;
  return { alpha: (1 - mean) * theta, beta: mean * theta };
};

/** ln E[Q^c]: 0 at c = 0, then falling. */
const logRefused = ({ alpha, beta }: RefusalLaw, c: number): number =>
  c === Number.POSITIVE_INFINITY
    ? Number.NEGATIVE_INFINITY
    : logGammaFall(alpha + c, beta) - logGammaFall(alpha, beta);

/** The power c whose E[Q^c] has this logarithm: bisection on a falling function, to the last bit or so. */
const powerOf = (law: RefusalLaw, wanted: number): number => {
  if (wanted === 0) return 0;
  let high = 1;
  while (logRefused(law, high) > wanted) {
    high *= 2;
    // A chance that no finite power reaches: nobody refuses.
    if (high > 1e300) return Number.POSITIVE_INFINITY;
  }
  let low = 0;
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (logRefused(law, middle) > wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Rates by turn from the cumulated powers of the ranks. */
const turnsOf = (law: RefusalLaw, powers: readonly number[]): number[] => {
  let before = 0;
  return powers.map((power) => {
    // Nobody gets there: any rate will do, since its chance is multiplied by zero.
    if (before === Number.POSITIVE_INFINITY) return 1;
    const rate = -Math.expm1(logRefused(law, power) - logRefused(law, before));
    before = power;
    return Math.min(1, Math.max(0, rate));
  });
};

/**
 * Chance of a yes at each turn, once those before have refused, from the chances of households taken on their own.
 *
 * @param chances chance of a yes of each household over all residences, 0 to 1, rank 1 first.
 * @throws RangeError when a chance, the mean or the correlation is out of its range.
 */
export const turnRates = (chances: readonly number[], effect: ResidenceEffect): number[] => {
  const wrong = chances.findIndex((chance) => !(chance >= 0 && chance <= 1));
  if (wrong >= 0) throw new RangeError(`chance of rank ${wrong + 1} is ${chances[wrong]}, not from 0 to 1`);
  const law = refusalLaw(effect);
  if (law === null) return [...chances];
  const powers = new Map([[effect.mean, 1]]);
  let power = 0;
  const turns = turnsOf(
    law,
    chances.map((chance) => {
      const own = powers.get(chance) ?? powerOf(law, Math.log1p(-chance));
      powers.set(chance, own);
      power += own;
      return power;
    }),
  );
  // The first turn always comes: its rate is the chance itself, to the bit.
  return [...chances.slice(0, 1), ...turns.slice(1)];
};

/**
 * The same in one residence, given what was answered there: the Beta law is updated by the counts, α + refused and β + accepted.
 * Exact where ranks differ only through the residence; it counts every recorded offer alike. A residence without record gets the
 * rates of its zone. For evaluation and list length: the order of households never depends on it.
 *
 * @param zoneRates chance of a yes at each turn over the zone's residences, rank 1 first.
 * @throws RangeError when the correlation or a rate is out of its range.
 */
export const turnRatesInResidence = (
  zoneRates: readonly number[],
  { correlation, record }: { readonly correlation: number; readonly record: ResidenceRecord },
): number[] => {
  const wrong = zoneRates.findIndex((rate) => !(rate >= 0 && rate <= 1));
  if (wrong >= 0) throw new RangeError(`rate of rank ${wrong + 1} is ${zoneRates[wrong]}, not from 0 to 1`);
  const law = refusalLaw({ mean: zoneRates[0] ?? 0, correlation });
  if (law === null) return [...zoneRates];
  let logReached = 0;
  const powers = zoneRates.map((rate) => {
    logReached += Math.log1p(-rate);
    return powerOf(law, logReached);
  });
  return turnsOf({ alpha: law.alpha + record.refused, beta: law.beta + record.accepted }, powers);
};
