/** Rows of a logistic regression. */
export interface LogisticRows {
  /** Row-major, length = rowCount × width. Columns of about the same scale, since one penalty serves all. */
  readonly values: Float64Array;
  readonly width: number;
  /** 1 = yes. Length = rowCount. */
  readonly answers: Uint8Array;
  /** Log-odds added to each row as they are; left out: zero. Length = rowCount. */
  readonly offset?: Float64Array;
}

export interface LogisticFit {
  readonly intercept: number;
  /** Length = width. */
  readonly coefficients: readonly number[];
  /** From the observed information, penalty included; answers taken as independent. Length = width. */
  readonly standardErrors: readonly number[];
}

const MAX_STEPS = 100;
/** Newton stops when no coefficient moves by more than this. */
const SETTLED = 1e-10;

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
export const logOdds = (chance: number): number => Math.log(chance / (1 - chance));

/**
 * Logistic regression with a ridge penalty ½·ridge·‖coefficients‖² (the intercept is free), by Newton's steps, halved while they do not
 * raise the penalised log-likelihood: strictly concave once both answers occur, so that there is one optimum and it is reached.
 * Source: le Cessie and van Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41 (1992), 191–201.
 *
 * @throws RangeError when the rows hold a single answer, or the penalty is not positive.
 */
export const fitLogistic = (rows: LogisticRows, { ridge }: { readonly ridge: number }): LogisticFit => {
  const { answers, width } = rows;
  if (!(ridge > 0)) throw new RangeError(`ridge is ${ridge}, not positive`);
  if (!answers.includes(0) || !answers.includes(1))
    throw new RangeError('both answers must occur in the rows');
  // The intercept comes first.
  let at = new Float64Array(width + 1);
  let value = penalised(rows, at, ridge);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const move = newtonStep(rows, at, ridge);
    let next = plus(at, move);
    let nextValue = penalised(rows, next, ridge);
    for (let halving = 0; halving < 40 && !(nextValue >= value); halving += 1) {
      for (let i = 0; i < move.length; i += 1) move[i]! /= 2;
      next = plus(at, move);
      nextValue = penalised(rows, next, ridge);
    }
    // No step raises the likelihood any more: the optimum, to the last bits.
    if (!(nextValue >= value)) break;
    at = next;
    value = nextValue;
    if (move.every((d) => Math.abs(d) < SETTLED)) break;
  }
  return {
    intercept: at[0]!,
    coefficients: [...at.subarray(1)],
    standardErrors: standardErrors(rows, at, ridge),
  };
};

const plus = (a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> =>
  Float64Array.from(a, (x, i) => x + b[i]!);

const predictor = ({ values, width, offset }: LogisticRows, at: Float64Array, row: number): number => {
  let sum = at[0]! + (offset ? offset[row]! : 0);
  for (let j = 0; j < width; j += 1) sum += at[j + 1]! * values[row * width + j]!;
  return sum;
};

/** ln(1 + eˣ) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const penalised = (rows: LogisticRows, at: Float64Array, ridge: number): number => {
  let value = 0;
  rows.answers.forEach((yes, row) => {
    const eta = predictor(rows, at, row);
    value += (yes ? eta : 0) - softplus(eta);
  });
  for (let j = 1; j < at.length; j += 1) value -= (ridge / 2) * at[j]! ** 2;
  return value;
};

const newtonStep = (rows: LogisticRows, at: Float64Array, ridge: number): Float64Array => {
  const { gradient, hessian } = curvature(rows, at, ridge);
  return solveCholesky(hessian, gradient);
};

/** Roots of the diagonal of the inverse information, the intercept left out. */
const standardErrors = (rows: LogisticRows, at: Float64Array, ridge: number): number[] => {
  const { hessian } = curvature(rows, at, ridge);
  return Array.from({ length: rows.width }, (_, j) => {
    const unit = new Float64Array(at.length);
    unit[j + 1] = 1;
    return Math.sqrt(Math.max(0, solveCholesky(hessian.slice(), unit)[j + 1]!));
  });
};

/** Gradient of the penalised log-likelihood, and the lower triangle of minus its Hessian. */
const curvature = (
  rows: LogisticRows,
  at: Float64Array,
  ridge: number,
): { readonly gradient: Float64Array; readonly hessian: Float64Array } => {
  const { values, width, answers } = rows;
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const x = new Float64Array(size);
  x[0] = 1;
  answers.forEach((yes, row) => {
    const chance = sigmoid(predictor(rows, at, row));
    const weight = chance * (1 - chance);
    x.set(values.subarray(row * width, row * width + width), 1);
    for (let i = 0; i < size; i += 1) {
      gradient[i]! += (yes - chance) * x[i]!;
      for (let j = 0; j <= i; j += 1) hessian[i * size + j]! += weight * x[i]! * x[j]!;
    }
  });
  for (let i = 1; i < size; i += 1) {
    gradient[i]! -= ridge * at[i]!;
    hessian[i * size + i]! += ridge;
  }
  return { gradient, hessian };
};

/** Solves A·x = b for a positive definite A given by its lower triangle; overwrites both, returns b's array holding x. */
const solveCholesky = (a: Float64Array, b: Float64Array): Float64Array => {
  const n = b.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k += 1) sum -= a[i * n + k]! * a[j * n + k]!;
      // A pivot that rounding brought to nothing: all weights vanished, and the step is then halved away.
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / a[j * n + j]!;
    }
  }
  for (let i = 0; i < n; i += 1) {
    let sum = b[i]!;
    for (let k = 0; k < i; k += 1) sum -= a[i * n + k]! * b[k]!;
    b[i] = sum / a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k += 1) sum -= a[k * n + i]! * b[k]!;
    b[i] = sum / a[i * n + i]!;
  }
  return b;
};
