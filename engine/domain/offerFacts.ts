import { z } from 'zod';

/**
 * What an offer was on its day, as far as the individual model of acceptance looks: how far the dwelling is from what the household
 * asked for or has. Kept with the proposal, because those who accept leave the demand and can no longer be described. Nothing else of
 * the household enters: a key that is not here is refused. Null = not known.
 */
export const OfferFactsSchema = z.strictObject({
  /** Main rooms beyond one and the bedrooms needed; negative when some are missing. */
  roomsBeyondNeed: z.int().min(-50).max(50).nullable(),
  /** Rent asked minus rent paid today, charges apart, over declared monthly resources; brought back to −1 to 1. */
  rentChangeShare: z.number().min(-1).max(1).nullable(),
  /** km from the dwelling's commune to the nearest named one, as the crow flies; 0 in a named one. */
  kmToNamedCommune: z.number().min(0).max(20_100).nullable(),
  /** Other communes than those named are accepted. */
  wideWish: z.boolean().nullable(),
  /** Floors to climb without a lift; 0 in a house. */
  floorsOnFoot: z.int().min(0).max(60).nullable(),
});
export type OfferFacts = z.infer<typeof OfferFactsSchema>;
