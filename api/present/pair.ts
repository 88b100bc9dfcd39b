import type { PairExplanation } from '../../engine/shortlist/shortlist.ts';
import { type PresentedRule, presentRule } from './candidate.ts';
import { count, figure } from './format.ts';
import { type PresentedHousehold, presentHousehold } from './household.ts';
import { type PresentedStanding, presentStanding } from './listPrices.ts';
import { ruleSentence } from './rules.ts';
import { type PresentedScore, presentScore } from './score.ts';
import { separationText } from './separation.ts';

/** Why one demand is, or is not, on the list. */
export interface PresentedPair {
  readonly number: string;
  readonly verdict: string;
  /** What separates it from its neighbours among the eligible; null at the ends, and when it is not eligible. */
  readonly ahead: string | null;
  readonly behind: string | null;
  readonly household: PresentedHousehold;
  readonly score: PresentedScore;
  /** What it is worth at the prices of a plan; left out where none count. */
  readonly priced?: PresentedStanding;
  readonly rules: readonly PresentedRule[];
}

export const presentPair = (pair: PairExplanation, size: number): PresentedPair => ({
  number: pair.number,
  verdict: verdict(pair, size),
  ahead: pair.aheadOfNext && separationText(pair.aheadOfNext, 'next'),
  behind: pair.behindPrevious && separationText(pair.behindPrevious, 'previous'),
  household: presentHousehold(pair.household),
  score: presentScore(pair.score),
  ...(pair.priced === undefined ? {} : { priced: presentStanding(pair.priced) }),
  rules: pair.rules.map(presentRule),
});

const verdict = ({ excludedBy, place, score }: PairExplanation, size: number): string => {
  if (excludedBy) return `Non proposée pour ce logement : ${ruleSentence(excludedBy)}.`;
  if (place === null)
    return `Éligible, et suivie à part : « ${score.ordering.decidedBy?.label ?? ''} » est hors cotation.`;
  const { rank, of } = place;
  return rank <= size
    ? `Proposée au rang ${rank}, sur ${count(of, 'demande éligible', 'demandes éligibles')}.`
    : `Éligible, classée ${rank}e sur ${figure(of)} : les ${figure(size)} premières sont proposées.`;
};
