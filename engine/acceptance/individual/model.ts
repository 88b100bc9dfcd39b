import { z } from 'zod';
import { FEATURES, type Feature, type OfferFeatures } from './features.ts';
import { fitLogistic, type LogisticRows, logOdds, sigmoid } from './logistic.ts';

/** An offer as the model sees it. */
export interface DescribedAnswer {
  readonly features: OfferFeatures;
  readonly accepted: boolean;
}

const feature = z.enum(FEATURES);

const TermSchema = z.strictObject({
  feature,
  centre: z.number(),
  spread: z.number().positive(),
  coefficient: z.number(),
  standardError: z.number().min(0),
  whenUnknown: z.number(),
});
/** A term of the log-odds: coefficient × (value − centre) / spread when known, `whenUnknown` when not. */
export type Term = z.infer<typeof TermSchema>;

const LeftOutFeatureSchema = z.strictObject({
  feature,
  reason: z.enum(['constant', 'unknown-goes-with-the-answer']),
});
/** Why a feature has no term: it never varies, or knowing it goes with the answer, so that it would tell what it should foretell. */
export type LeftOutFeature = z.infer<typeof LeftOutFeatureSchema>;

/** Plain data, kept with what it foretold. A feature that is not of the list, whatever its name, is refused. */
export const AcceptanceModelSchema = z.strictObject({
  intercept: z.number(),
  terms: z.array(TermSchema),
  leftOut: z.array(LeftOutFeatureSchema),
  /** Log-odds after calibration: shift + scale × log-odds. */
  calibration: z.strictObject({ shift: z.number(), scale: z.number() }),
});
export type AcceptanceModel = z.infer<typeof AcceptanceModelSchema>;

/** Penalty on standardised coefficients: next to nothing beside a thousand answers, enough to tell twin columns apart. Ours. */
const RIDGE = 1;
/** Gap between the shares of unknown values among yes and among no from which a feature is not used. Ours. */
const LARGEST_UNKNOWN_GAP = 0.1;

/** Columns that enter a fit: standardised values, then a marker of unknown values for the features that have some. */
interface Encoding {
  readonly features: readonly (Pick<Term, 'feature' | 'centre' | 'spread'> & { readonly marked: boolean })[];
  readonly leftOut: readonly LeftOutFeature[];
  readonly width: number;
}

/** Coefficients that a fit on these answers would estimate, the intercept included. */
export const coefficientCount = (answers: readonly DescribedAnswer[]): number =>
  encodingOf(answers).width + 1;

/**
 * Log-odds of a yes, linear in the stated features. An unknown value takes the mean of the known ones and a coefficient of its own.
 *
 * @throws RangeError when the answers are all the same.
 */
export const fitModel = (answers: readonly DescribedAnswer[]): AcceptanceModel => {
  const encoding = encodingOf(answers);
  const { intercept, coefficients, standardErrors } = fitLogistic(rowsOf(answers, encoding), {
    ridge: RIDGE,
  });
  let column = 0;
  const terms = encoding.features.map(({ marked, ...scale }): Term => {
    const own = column;
    column += marked ? 2 : 1;
    return {
      ...scale,
      coefficient: coefficients[own]!,
      standardError: standardErrors[own]!,
      whenUnknown: marked ? coefficients[own + 1]! : 0,
    };
  });
  return { intercept, terms, leftOut: [...encoding.leftOut], calibration: { shift: 0, scale: 1 } };
};

/**
 * Platt's scaling on answers that the fit has not seen: two numbers that move and stretch the log-odds, drawn towards no change.
 *
 * @throws RangeError when the answers are all the same.
 */
export const calibrate = (model: AcceptanceModel, answers: readonly DescribedAnswer[]): AcceptanceModel => {
  const offset = Float64Array.from(answers, ({ features }) => logOdds(predictAcceptance(model, features)));
  const { intercept, coefficients } = fitLogistic(
    { values: offset, width: 1, answers: answersOf(answers), offset },
    { ridge: RIDGE },
  );
  return { ...model, calibration: { shift: intercept, scale: 1 + coefficients[0]! } };
};

/** Chance that this household says yes to this dwelling once its turn has come, strictly between 0 and 1. */
export const predictAcceptance = (
  { intercept, terms, calibration }: AcceptanceModel,
  features: OfferFeatures,
): number => {
  let sum = intercept;
  for (const { feature, centre, spread, coefficient, whenUnknown } of terms) {
    const value = features[feature];
    sum += value === null ? whenUnknown : (coefficient * (value - centre)) / spread;
  }
  return sigmoid(calibration.shift + calibration.scale * sum);
};

const encodingOf = (answers: readonly DescribedAnswer[]): Encoding => {
  const features: Encoding['features'][number][] = [];
  const leftOut: LeftOutFeature[] = [];
  for (const feature of FEATURES) {
    const values = answers.map(({ features: f }) => f[feature]).filter((value) => value !== null);
    const centre = values.reduce((sum, v) => sum + v, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / values.length);
    const marked = values.length < answers.length;
    if (marked && unknownGap(answers, feature) > LARGEST_UNKNOWN_GAP)
      leftOut.push({ feature, reason: 'unknown-goes-with-the-answer' });
    else if (!(spread > 0)) leftOut.push({ feature, reason: 'constant' });
    else features.push({ feature, centre, spread, marked });
  }
  const width = features.reduce((sum, { marked }) => sum + (marked ? 2 : 1), 0);
  return { features, leftOut, width };
};

const unknownGap = (answers: readonly DescribedAnswer[], feature: Feature): number => {
  const shareUnknown = (accepted: boolean): number => {
    const those = answers.filter((answer) => answer.accepted === accepted);
    return those.filter(({ features }) => features[feature] === null).length / Math.max(1, those.length);
  };
  return Math.abs(shareUnknown(true) - shareUnknown(false));
};

const answersOf = (answers: readonly DescribedAnswer[]): Uint8Array =>
  Uint8Array.from(answers, ({ accepted }) => (accepted ? 1 : 0));

const rowsOf = (answers: readonly DescribedAnswer[], { features, width }: Encoding): LogisticRows => {
  const values = new Float64Array(answers.length * width);
  let at = 0;
  for (const { features: own } of answers)
    for (const { feature, centre, spread, marked } of features) {
      const value = own[feature];
      values[at++] = value === null ? 0 : (value - centre) / spread;
      if (marked) values[at++] = value === null ? 1 : 0;
    }
  return { values, width, answers: answersOf(answers) };
};
