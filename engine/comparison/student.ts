import { logGammaFall } from '../acceptance/logGamma.ts';

/*
 * Student's law of t (Student 1908, Biometrika 6(1), DOI 10.1093/biomet/6.1.1). Its tail is a regularised incomplete beta function,
 * P(|T| > t) = I_x(ν/2, 1/2) with x = ν / (ν + t²) (Abramowitz and Stegun 1964, 26.7.1), worked out by its continued fraction
 * (26.5.8); the quantile by bisection.
 */

const TERMS = 300;
const SMALLEST = 1e-300;

/** Continued fraction of the incomplete beta function, by Lentz's method; converges for x < (a + 1) / (a + b + 2). */
const betaFraction = (x: number, a: number, b: number): number => {
  const kept = (value: number) => (Math.abs(value) < SMALLEST ? SMALLEST : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
};

/** Chance that a t of `freedom` degrees is further from zero than `t`. @param t zero or more. */
export const studentTail = (t: number, freedom: number): number => {
  if (!(freedom >= 1)) throw new RangeError(`freedom is ${freedom}, under 1`);
  if (t <= 0) return 1;
  const [a, b] = [freedom / 2, 0.5];
  const x = freedom / (freedom + t * t);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logGammaFall(a, b) - 0.5 * Math.log(Math.PI));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
};

/** The t that is passed, on either side, with chance `tail`. @param tail over 0, under 1. */
export const studentQuantile = (tail: number, freedom: number): number => {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`tail is ${tail}, not between 0 and 1`);
  let high = 1;
  while (studentTail(high, freedom) > tail) high *= 2;
  let low = 0;
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (studentTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
