import type { AssignmentModel, Duals } from '../model.ts';
import { CompensatedSum } from './compensatedSum.ts';
import { type Finding, finding } from './findings.ts';
import { modelFaults } from './modelFaults.ts';

export interface CertificateTerms {
  /** Σ of m_c · price_c. */
  readonly candidates: number;
  /** Σ over places of the most that a pair could still bring, or zero. */
  readonly places: number;
  /** Σ of λ_t · required_t, which the bound takes off. */
  readonly rows: number;
  /** Σ |terms|: the bound is computed within about 10⁻¹⁵ of it. */
  readonly size: number;
}

export type Certificate =
  | { readonly outcome: 'certified'; readonly bound: number; readonly terms: CertificateTerms }
  | { readonly outcome: 'refused'; readonly findings: readonly Finding[] };

export interface CertifyOptions {
  /** Lists on which each candidate may stand (m_c); one for all when absent. Length = candidateCount. */
  readonly appearances?: Uint8Array;
  /** Reads every pair of every place: the check of the short cut below. The bytes are the same. */
  readonly exhaustive?: boolean;
}

/**
 * Upper bound that the duals prove, in thousandths of points, fill bonus included. No assignment that keeps one list per
 * candidate (m_c when declared) and the hard rows is worth more. Weak duality on the model as model.ts writes it:
 *
 *   value(x, slack) = Σ p_s·(score_i + fill)·x_si − Σ_t penalty_t·slack_t
 *     ≤ that + Σ_c price_c·(m_c − Σ_si∋c x_si)                 price_c ≥ 0, and c stands on m_c lists at most
 *            + Σ_t λ_t·(Σ_si p_s·coef_ti·x_si + slack_t − required_t)      λ_t ≥ 0, and row t holds with its slack
 *     = Σ_c m_c·price_c − Σ_t λ_t·required_t
 *       + Σ_si (p_s·(score_i + fill + Σ_t λ_t·coef_ti) − price_c(i))·x_si − Σ_t (penalty_t − λ_t)·slack_t
 *     ≤ Σ_c m_c·price_c − Σ_t λ_t·required_t + Σ_s max(0, max_i (p_s·(score_i + fill + Σ_t λ_t·coef_ti) − price_c(i)))
 *
 * The last step drops the slacks, since λ_t ≤ penalty_t (any λ_t for a hard row, whose slack is zero), and gives each place
 * its best pair or none. The maximum is over all pairs of the place's vacancy; nothing comes from a solver but the duals.
 *
 * Short cut: a pair's worth at a place is at most p_s·(score_i + fill + Σ λ·coef), prices being ≥ 0, and in a segment only the
 * score varies and falls. From the first pair where this is not above the best found, no later pair of the segment is: the
 * rest is left. Rounding keeps both orders, so `exhaustive` gives the same number. `modelFaults` holds that scores fall.
 *
 * Duals outside their box prove nothing and are refused, with the first of each kind; none is ever clamped.
 */
export const certify = (
  model: AssignmentModel,
  duals: Duals,
  { appearances, exhaustive = false }: CertifyOptions = {},
): Certificate => {
  const faults = [...modelFaults(model), ...dualFaults(model, duals, appearances)];
  if (faults.length > 0) return { outcome: 'refused', findings: faults };
  const { candidatePrice, rowPrice } = duals;
  const candidates = new CompensatedSum();
  candidatePrice.forEach((price, c) => {
    candidates.add((appearances?.[c] ?? 1) * price);
  });
  const rows = new CompensatedSum();
  rowPrice.forEach((price, t) => {
    rows.add(price * model.rowRequired[t]!);
  });
  const places = new CompensatedSum();
  const gain = segmentGains(model, rowPrice);
  const best = exhaustive ? bestOfAllPairs : bestByFallingScore;
  for (let d = 0; d < model.vacancyCount; d += 1)
    for (let place = model.placeOffsets[d]!; place < model.placeOffsets[d + 1]!; place += 1)
      places.add(best(model, d, model.placeWeight[place]!, gain, candidatePrice));
  const total = new CompensatedSum();
  total.add(candidates.value);
  total.add(places.value);
  total.add(-rows.value);
  return {
    outcome: 'certified',
    bound: total.value,
    terms: {
      candidates: candidates.value,
      places: places.value,
      rows: rows.value,
      size: candidates.size + places.size + rows.size,
    },
  };
};

/** fill + Σ λ·coef of each segment. Length = segments. */
const segmentGains = (model: AssignmentModel, rowPrice: Float64Array): Float64Array => {
  const gain = new Float64Array(model.pairOffsets.length - 1);
  for (let segment = 0; segment < gain.length; segment += 1) {
    let sum = model.fillBonus;
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
      sum += rowPrice[model.termRow[e]!]! * model.termCoef[e]!;
    gain[segment] = sum;
  }
  return gain;
};

const bestByFallingScore = (
  { segmentOffsets, pairOffsets, pairScore, pairCandidate }: AssignmentModel,
  vacancy: number,
  weight: number,
  gain: Float64Array,
  price: Float64Array,
): number => {
  let best = 0;
  for (let segment = segmentOffsets[vacancy]!; segment < segmentOffsets[vacancy + 1]!; segment += 1)
    for (let i = pairOffsets[segment]!; i < pairOffsets[segment + 1]!; i += 1) {
      const gross = weight * (pairScore[i]! + gain[segment]!);
      if (gross <= best) break;
      const net = gross - price[pairCandidate[i]!]!;
      if (net > best) best = net;
    }
  return best;
};

const bestOfAllPairs = (
  { segmentOffsets, pairOffsets, pairScore, pairCandidate }: AssignmentModel,
  vacancy: number,
  weight: number,
  gain: Float64Array,
  price: Float64Array,
): number => {
  let best = 0;
  for (let segment = segmentOffsets[vacancy]!; segment < segmentOffsets[vacancy + 1]!; segment += 1)
    for (let i = pairOffsets[segment]!; i < pairOffsets[segment + 1]!; i += 1)
      best = Math.max(best, weight * (pairScore[i]! + gain[segment]!) - price[pairCandidate[i]!]!);
  return best;
};

const dualFaults = (
  model: AssignmentModel,
  { candidatePrice, rowPrice }: Duals,
  appearances: Uint8Array | undefined,
): readonly Finding[] => {
  const faults: Finding[] = [];
  const lengths: readonly (readonly [array: string, found: number, expected: number])[] = [
    ['candidatePrice', candidatePrice.length, model.candidateCount],
    ['rowPrice', rowPrice.length, model.rowCount],
    ['appearances', appearances?.length ?? model.candidateCount, model.candidateCount],
  ];
  for (const [array, found, expected] of lengths)
    if (found !== expected) faults.push(finding('duals-length', { array, found, expected }));
  const candidate = candidatePrice.findIndex((price) => !(price >= 0 && price < Infinity));
  if (candidate >= 0)
    faults.push(
      finding('dual-outside-box', { array: 'candidatePrice', candidate, found: candidatePrice[candidate]! }),
    );
  const row = rowPrice.findIndex(
    (price, t) => !(price >= 0 && price < Infinity && price <= (model.rowPenalty[t] ?? Infinity)),
  );
  if (row >= 0)
    faults.push(
      finding('dual-outside-box', {
        array: 'rowPrice',
        row,
        found: rowPrice[row]!,
        expected: model.rowPenalty[row] ?? Infinity,
      }),
    );
  return faults;
};
