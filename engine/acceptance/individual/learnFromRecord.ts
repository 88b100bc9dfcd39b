import type { Acceptance } from '../../domain/territory.ts';
import { learnRates } from '../learnRates.ts';
import { answeredOffers, type OffersRequest } from '../offers.ts';
import { featuresOf } from './features.ts';
import { type DescribedOffer, type LearnedModel, learnModel, type TooFewOffers } from './learnModel.ts';

/** Facts were kept far more often of one answer than of the other: a model would learn who was described, not who accepts. */
export interface UnevenRecord {
  readonly kind: 'uneven-record';
  /** Shares of the acceptances and of the refusals whose facts were kept, 0 to 1. */
  readonly describedAccepted: number;
  readonly describedRefused: number;
}

/** What a record teaches of individual acceptance; without a model, the rates by class and rank stand alone. */
export interface RecordLesson {
  readonly result: LearnedModel | TooFewOffers | UnevenRecord;
  /** Answered offers of the window, and those of them whose facts were kept. */
  readonly answered: number;
  readonly described: number;
}

/** Gap between the two shares from which the record is uneven. Ours. */
const LARGEST_DESCRIBED_GAP = 0.1;

/**
 * Learns from the offers that were answered by a day and described on theirs, and judges the model on the last of them beside the rates
 * by class and rank known when they began. Offers whose facts nobody kept teach the rates alone.
 *
 * @param prior the pack's rates, which the learned ones start from.
 */
export const learnFromRecord = ({
  prior,
  ...request
}: { readonly prior: Acceptance } & OffersRequest): RecordLesson => {
  const { offers } = answeredOffers(request);
  const described = offers
    .filter(({ facts }) => facts !== null)
    .map((offer): DescribedOffer => ({ ...offer, features: featuresOf(offer) }));
  const share = (accepted: boolean): number =>
    described.filter((offer) => offer.accepted === accepted).length /
    Math.max(1, offers.filter((offer) => offer.accepted === accepted).length);
  const [describedAccepted, describedRefused] = [share(true), share(false)];
  const counts = { answered: offers.length, described: described.length };
  const result = learnModel(described, (to) => learnRates({ prior, ...request, to }));
  return {
    ...counts,
    result:
      result.kind === 'learned' && Math.abs(describedAccepted - describedRefused) > LARGEST_DESCRIBED_GAP
        ? { kind: 'uneven-record', describedAccepted, describedRefused }
        : result,
  };
};
