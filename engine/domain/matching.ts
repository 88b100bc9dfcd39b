import { z } from 'zod';
import { ProvenanceSchema } from './provenance.ts';

const provenance = ProvenanceSchema;
const known = <T extends z.ZodType>(value: T) => z.strictObject({ value, provenance });

/** What a territory settles of matching: what targets are worth, how long lists are, how long answers run. */
export const MatchingSchema = z.strictObject({
  /**
   * What one dwelling short of a target costs, in points of the territory's default method, by the target's precedence:
   * priced mode. Never rises with the precedence number, so that precedence 1 wins when two targets pull apart.
   */
  penaltyPointsByPrecedence: known(z.record(z.string().regex(/^[1-9]$/), z.number().positive())),
  /**
   * Bonus of a household ranked 2 or later whose turn never came, at the next suited vacancies. The turns that the method already
   * counts in its own points are not counted again.
   */
  carryOver: known(z.strictObject({ pointsPerTurn: z.number().min(0), maxPoints: z.number().min(0) })),
  /** Chance that a list is refused by all above which it is made longer, 0 to 1. */
  maxEmptyRisk: known(z.number().gt(0).lt(1)),
  /** Candidates of a list at most; three at least wherever three exist (R441-3). */
  maxListLength: known(z.int().min(3).max(20)),
  /** Correlation of two answers in one residence, 0 to 1. */
  residenceCorrelation: known(z.number().min(0).lt(1)),
  /** Days that a household has to answer; silence is a refusal (R441-10). */
  answerDays: known(z.int().min(1).max(60)),
});
export type Matching = z.infer<typeof MatchingSchema>;
