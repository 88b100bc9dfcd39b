import { cascade } from '../cascade.ts';
import { type ListLength, listLength } from '../listLength.ts';
import { type DescribedPlace, featuresOf } from './features.ts';
import { type AcceptanceModel, predictAcceptance } from './model.ts';

/**
 * Chance of a yes of each household once its turn has come: the argument of `cascade`. Turns come after refusals in the record too, so
 * that the residence effect is in the ranks' coefficients and is not applied on top.
 *
 * @param places in rank order.
 */
export const individualTurnRates = (model: AcceptanceModel, places: readonly DescribedPlace[]): number[] =>
  places.map((place) => predictAcceptance(model, featuresOf(place)));

/** Chance that every household of a list refuses, by the individual model. An empty list is refused for sure. */
export const individualEmptyRisk = (model: AcceptanceModel, places: readonly DescribedPlace[]): number =>
  cascade(individualTurnRates(model, places)).nobody;

/**
 * The length that the individual chances of the best-placed households ask for; null with fewer than three of them, when there is
 * nothing to lengthen. It says how many to examine, never whom: the list is then made without these chances.
 *
 * @param bestPlaced in the method's order, each at the rank it would have; at most `maximum` count.
 */
export const individualListLength = (
  model: AcceptanceModel,
  bestPlaced: readonly DescribedPlace[],
  bounds: { readonly maxEmptyRisk: number; readonly maximum: number },
): ListLength | null =>
  bestPlaced.length < 3 ? null : listLength({ turnRates: individualTurnRates(model, bestPlaced), ...bounds });
