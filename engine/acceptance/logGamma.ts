/* Logarithm of the gamma function, and of ratios of it that stay exact for large arguments. */

/** Lanczos coefficients for g = 7, nine terms: about 15 significant digits for positive arguments. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const G = 7;

/** ln Γ(x) for x > 0. */
const logGamma = (x: number): number => {
  // Γ(x) = Γ(x + 1) / x keeps the series where it is accurate.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i += 1) sum += LANCZOS[i]! / (x - 1 + i);
  const t = x + G - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
};

/** Beyond this multiple of 1 + d, the difference of two logarithms would lose the digits that the series keeps. */
const SERIES_FROM = 1e4;

/**
 * ln(Γ(x) / Γ(x + d)) for x, d > 0. Large x: −d·ln w − d(d + 1)(1 − d) / 24w² with w = x + (d − 1) / 2, whose next term is of
 * order (d/w)⁴.
 */
export const logGammaFall = (x: number, d: number): number => {
  if (x < SERIES_FROM * (1 + d)) return logGamma(x) - logGamma(x + d);
  const w = x + (d - 1) / 2;
  return -d * Math.log(w) - (d * (d + 1) * (1 - d)) / (24 * w * w);
};
