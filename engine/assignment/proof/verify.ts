import type { Assignment, AssignmentModel, Duals } from '../model.ts';
import { certify } from './certificate.ts';
import { SUM_ROUNDING } from './compensatedSum.ts';
import { type Finding, finding } from './findings.ts';
import { type ListRules, listFindings } from './lists.ts';
import { modelFaults } from './modelFaults.ts';
import { type Recount, recount } from './recount.ts';

/** What a result says of itself. */
export interface Reported {
  /** Dwellings. Length = rowCount. */
  readonly rowActivity: Float64Array;
  readonly rowSlack: Float64Array;
  /** Thousandths of points, fill bonus included. */
  readonly value: number;
  readonly bound: number;
  readonly duals: Duals;
}

export interface Verification extends ListRules {
  readonly model: AssignmentModel;
  readonly assignment: Assignment;
  readonly reported: Reported;
  /** Recounts the certificate without its short cut. */
  readonly exhaustive?: boolean;
}

/**
 * Recounts a result from the model alone, sharing no code with what made it, and says all that does not hold:
 * P1 to P7 of `findings.ts`; none when it is clean. Writes to nothing it was given.
 *
 * Tolerances: an activity within 10⁻⁹·(1 + Σ|terms|/1000) dwellings, a slack too; value and bound within 10⁻¹⁰ of Σ|their
 * terms|, plus what 10⁻⁹ dwellings cost on each row. A bound may be under the value by no more than both, and what the
 * tolerance of the rows brings at their prices.
 * A malformed model or an assignment of another length is not recounted: that is then the only finding.
 */
export const verify = (input: Verification): readonly Finding[] => {
  const { model, assignment } = input;
  const faults = modelFaults(model);
  if (faults.length > 0) return faults;
  const places = model.placeWeight.length;
  if (assignment.length !== places)
    return [finding('assignment-length', { found: assignment.length, expected: places })];
  const counted = recount(model, assignment);
  return [
    ...listFindings(model, assignment, input),
    ...rowFindings(model, counted, input.reported),
    ...objectiveFindings(counted, input.reported),
    ...boundFindings(input, counted),
  ];
};

/** NaN agrees with nothing. */
const agree = (found: number, reported: number, tolerance: number): boolean =>
  Math.abs(found - reported) <= tolerance;

/** P4: activities and slacks as reported; a row that allows no slack lacks nothing. */
const rowFindings = (
  model: AssignmentModel,
  { rowActivity, rowSlack, rowTolerance }: Recount,
  reported: Reported,
): readonly Finding[] => {
  const found = Math.min(reported.rowActivity.length, reported.rowSlack.length);
  if (reported.rowActivity.length !== model.rowCount || reported.rowSlack.length !== model.rowCount)
    return [finding('rows-length', { found, expected: model.rowCount })];
  const findings: Finding[] = [];
  for (let row = 0; row < model.rowCount; row += 1) {
    // A lack that one sum sees just above what counts as met, and the other just below, is no disagreement.
    const tolerance = rowTolerance[row]!;
    if (!agree(rowActivity[row]!, reported.rowActivity[row]!, tolerance))
      findings.push(
        finding('row-activity', { row, found: rowActivity[row]!, expected: reported.rowActivity[row]! }),
      );
    if (!agree(rowSlack[row]!, reported.rowSlack[row]!, 2 * tolerance))
      findings.push(finding('row-slack', { row, found: rowSlack[row]!, expected: reported.rowSlack[row]! }));
    if (model.rowPenalty[row] === Infinity && rowSlack[row]! > tolerance)
      findings.push(finding('hard-row-lacks', { row, found: rowSlack[row]!, expected: 0 }));
  }
  return findings;
};

const roundingOf = ({ size, rowRoundingCost }: Recount): number =>
  SUM_ROUNDING * (1 + size) + rowRoundingCost;

/** P5 */
const objectiveFindings = (counted: Recount, { value }: Reported): readonly Finding[] =>
  agree(counted.value, value, roundingOf(counted))
    ? []
    : [finding('objective', { found: counted.value, expected: value })];

/** Thousandths of points. */
const MOST_ROW_ROUNDING = 1;

/** P6: the duals prove a bound, which is the one reported and is not below the value. */
const boundFindings = (
  { model, reported, appearances, exhaustive = false }: Verification,
  counted: Recount,
): readonly Finding[] => {
  const certificate = certify(model, reported.duals, {
    exhaustive,
    ...(appearances === undefined ? {} : { appearances }),
  });
  if (certificate.outcome === 'refused') return certificate.findings;
  const { bound, terms } = certificate;
  const rounding = SUM_ROUNDING * (1 + terms.size);
  // A hard row met but for rounding may lift the value by its price.
  let rowRounding = 0;
  reported.duals.rowPrice.forEach((price, row) => {
    rowRounding += price * counted.rowTolerance[row]!;
  });
  // Beyond a thousandth of a point, prices are so large that the bound says nothing: no excuse.
  rowRounding = Math.min(rowRounding, MOST_ROW_ROUNDING);
  return [
    ...(agree(bound, reported.bound, rounding)
      ? []
      : [finding('bound-differs', { found: bound, expected: reported.bound })]),
    ...(bound >= counted.value - rounding - roundingOf(counted) - rowRounding
      ? []
      : [finding('bound-below-value', { found: bound, expected: counted.value })]),
  ];
};
