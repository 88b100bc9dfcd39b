/*
 * The linear model of a session. A place is a rank of a vacancy's list; a candidate takes one place at most.
 *
 *   maximise   Σ p_s · (score_i + fillBonus) · x_{s,i}  −  Σ_t penalty_t · slack_t
 *   such that  Σ_s,i p_s · coef_{t,seg(i)} · x_{s,i} + slack_t ≥ required_t,   slack_t ≥ 0      for each row t
 *              Σ_i x_{s,i} ≤ 1 for each place s;   Σ_s,i∋c x_{s,i} ≤ 1 for each candidate c;   x ∈ {0, 1}
 *
 * over the pairs i = (vacancy, candidate, contingent) of the place's vacancy. p_s, the chance that the place's rank is reached
 * and says yes, is fixed before matching, so the model is linear and nobody is preferred for being likely to accept.
 */

/** No pair at a place. */
export const EMPTY = -1;

/** Arrays are read by workers: never written once made. Scores, penalties and values are thousandths of points. */
export interface AssignmentModel {
  readonly vacancyCount: number;
  readonly candidateCount: number;
  readonly rowCount: number;
  /** Places of vacancy d: from placeOffsets[d] up to placeOffsets[d + 1]. Length = vacancyCount + 1. */
  readonly placeOffsets: Uint32Array;
  /** p_s, in (0, 1], never rising along a vacancy's places. Length = places. */
  readonly placeWeight: Float64Array;
  /**
   * Segments of vacancy d: its eligible pairs that every row sees alike (same resource band, situation, access, contingent…).
   * Length = vacancyCount + 1.
   */
  readonly segmentOffsets: Uint32Array;
  /** Pairs of a segment, best first: by score, then by the method's tie-break. Length = segments + 1. */
  readonly pairOffsets: Uint32Array;
  /** Length = pairs. A candidate may have several pairs with a vacancy: one by contingent. */
  readonly pairCandidate: Uint32Array;
  readonly pairScore: Int32Array;
  /**
   * A segment of the same vacancy that has every pair of this one, for the same candidate and at no lower score; `EMPTY`: none is
   * known. Where rows give the other one no less, this one can be passed over: a help to searches, no part of the problem. Left
   * out: none is known. Length = segments.
   */
  readonly segmentWithin?: Int32Array;
  /** Entries of a segment in the rows: from termOffsets[segment]. Length = segments + 1. */
  readonly termOffsets: Uint32Array;
  readonly termRow: Uint32Array;
  readonly termCoef: Float64Array;
  /** Right side, in dwellings: target − tolerance − balance. Length = rowCount. */
  readonly rowRequired: Float64Array;
  /** What one dwelling of slack costs, thousandths of points; Infinity: no slack. Length = rowCount. */
  readonly rowPenalty: Float64Array;
  /**
   * Added to every pair, thousandths of points: larger than what any score or row may take away, so that a place stays empty
   * only when nobody is left for it.
   */
  readonly fillBonus: number;
}

/** Pair at each place; `EMPTY` for none. Length = places. */
export type Assignment = Int32Array;

/** Multipliers that prove a bound: both non-negative. Thousandths of points. */
export interface Duals {
  /** Length = candidateCount. */
  readonly candidatePrice: Float64Array;
  /** Per dwelling of the row, at most its penalty. Length = rowCount. */
  readonly rowPrice: Float64Array;
}

/** Result of one stage: the best assignment met, and the proof of how good it can be. */
export interface StageResult {
  readonly assignment: Assignment;
  readonly duals: Duals;
  /** Objective of the assignment, fill bonus included. */
  readonly value: number;
  /** No assignment is worth more. */
  readonly bound: number;
  readonly rounds: number;
  readonly bids: number;
  /** Stopped by its caller before its own limits: the answer holds, its bound too. */
  readonly aborted: boolean;
}

export const placeCount = (model: AssignmentModel): number => model.placeWeight.length;
export const pairCount = (model: AssignmentModel): number => model.pairCandidate.length;

/** Vacancy of each place. Length = places. */
export const vacancyOfPlaces = (model: AssignmentModel): Uint32Array =>
  ownerOf(model.placeOffsets, model.vacancyCount, placeCount(model));

/** Segment of each pair. Length = pairs. */
export const segmentOfPairs = (model: AssignmentModel): Uint32Array =>
  ownerOf(model.pairOffsets, model.pairOffsets.length - 1, pairCount(model));

const ownerOf = (offsets: Uint32Array, owners: number, count: number): Uint32Array => {
  const owner = new Uint32Array(count);
  for (let o = 0; o < owners; o += 1) owner.fill(o, offsets[o]!, offsets[o + 1]!);
  return owner;
};
