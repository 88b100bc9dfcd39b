import type { IsoDay } from '../../domain/ids.ts';
import type { Offer } from '../offers.ts';
import type { AcceptanceRates } from '../rates.ts';
import {
  type CalibrationRow,
  calibrationTable,
  compareForecasts,
  type LossComparison,
} from './calibration.ts';
import type { OfferFeatures } from './features.ts';
import { type AcceptanceModel, calibrate, coefficientCount, fitModel, predictAcceptance } from './model.ts';

/** An answered offer, described on its day. */
export interface DescribedOffer extends Offer {
  readonly features: OfferFeatures;
}

/** Part of the record, oldest first: to fit, to calibrate, to judge. Nobody is judged by what taught them. */
export type Part = 'fit' | 'calibration' | 'evaluation';

/** A model with the proof of what it is worth, on the latest offers. */
export interface LearnedModel {
  readonly kind: 'learned';
  readonly model: AcceptanceModel;
  readonly offers: Readonly<Record<Part, number>>;
  /** First day of the evaluation. */
  readonly evaluatedFrom: IsoDay;
  readonly calibration: readonly CalibrationRow[];
  readonly brier: LossComparison;
  readonly logLoss: LossComparison;
}

/** Too little is on record for a model that could be trusted: the zone rates stand alone. */
export interface TooFewOffers {
  readonly kind: 'too-few-offers';
  readonly part: Part;
  /** Answers of the rarer kind in that part, and how many it takes. */
  readonly rarer: number;
  readonly needed: number;
}

/** Share of the offers, in time, after which the calibration, then the evaluation begins. */
const CALIBRATION_FROM = 0.6;
const EVALUATION_FROM = 0.8;
/**
 * Answers of the rarer kind for each coefficient of the fit: twice the usual floor of ten events per variable (Peduzzi and others
 * 1996, DOI 10.1016/S0895-4356(96)00236-3); and in each of the other parts, ten for each group of the table. Ours.
 */
const RARER_PER_COEFFICIENT = 20;
const RARER_PER_PART = 100;

/**
 * Learns the chance of a yes from described offers, cut by time, and judges it on the last ones beside the zone rates known when the
 * evaluation began.
 *
 * @param zoneRates the rates learned from what was examined up to a day, included.
 */
export const learnModel = (
  offers: readonly DescribedOffer[],
  zoneRates: (until: IsoDay) => AcceptanceRates,
): LearnedModel | TooFewOffers => {
  const parts = cutByTime(offers);
  const needed = {
    fit: RARER_PER_COEFFICIENT * coefficientCount(parts.fit),
    calibration: RARER_PER_PART,
    evaluation: RARER_PER_PART,
  };
  for (const part of ['fit', 'calibration', 'evaluation'] as const) {
    const yes = parts[part].filter(({ accepted }) => accepted).length;
    const rarer = Math.min(yes, parts[part].length - yes);
    if (rarer < needed[part]) return { kind: 'too-few-offers', part, rarer, needed: needed[part] };
  }
  const model = calibrate(fitModel(parts.fit), parts.calibration);
  const rates = zoneRates(parts.calibration.at(-1)!.examinedOn);
  const forecasts = parts.evaluation.map(({ features, accepted }) => ({
    predicted: predictAcceptance(model, features),
    accepted,
  }));
  const chances = parts.evaluation.map(({ fragility, rank }) => rates.rate(fragility, rank));
  return {
    kind: 'learned',
    model,
    offers: {
      fit: parts.fit.length,
      calibration: parts.calibration.length,
      evaluation: parts.evaluation.length,
    },
    evaluatedFrom: parts.evaluation[0]!.examinedOn,
    calibration: calibrationTable(forecasts),
    brier: compareForecasts(forecasts, chances, 'brier'),
    logLoss: compareForecasts(forecasts, chances, 'logLoss'),
  };
};

/** Whole days only: what was examined on the day of a cut belongs to the later part. */
const cutByTime = (offers: readonly DescribedOffer[]): Record<Part, DescribedOffer[]> => {
  const sorted = [...offers].sort(
    (a, b) => compare(a.examinedOn, b.examinedOn) || compare(a.vacancy, b.vacancy) || a.rank - b.rank,
  );
  const dayAt = (share: number): string => sorted[Math.floor(share * sorted.length)]?.examinedOn ?? '';
  const [calibration, evaluation] = [dayAt(CALIBRATION_FROM), dayAt(EVALUATION_FROM)];
  return {
    fit: sorted.filter(({ examinedOn }) => examinedOn < calibration),
    calibration: sorted.filter(({ examinedOn }) => examinedOn >= calibration && examinedOn < evaluation),
    evaluation: sorted.filter(({ examinedOn }) => examinedOn >= evaluation),
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
