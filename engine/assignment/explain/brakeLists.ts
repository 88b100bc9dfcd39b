import { type Assignment, type AssignmentModel, EMPTY, segmentOfPairs } from '../model.ts';
import { ROW_ROUNDING, rowActivity } from '../objective.ts';
import { priceRows } from '../priceRows.ts';
import { slackOf } from './view.ts';

/** What whole households do to the lists where a row is asked for a step more. */
export interface ListStep {
  /** What the lists gain on the row, dwellings: households being whole, more than asked as a rule. */
  readonly gained: number;
  /**
   * What they lose by it: their points and the cost of the other rows, thousandths of points. Found by a search: other lists may
   * lose less, and those of the session may have been short of the best by as much as their certificate says.
   */
  readonly cost: number;
  /** cost / gained, thousandths of points. */
  readonly perDwelling: number;
  /** Households that would come on a list of the session, and that would leave all of them. */
  readonly entering: number;
  readonly leaving: number;
}

/** The prices of the linear program are near the lists' own: few rounds of bids, then local moves. */
const ROUNDS = 4;

/**
 * Lists of a session that bring a step more to one row, that row hard, from the lists there are.
 *
 * @param rowPrice of the linear program that asks the same.
 * @returns null when no lists with as many places filled were found.
 */
export const listStep = (
  model: AssignmentModel,
  lists: Assignment,
  asked: { readonly row: number; readonly dwellings: number; readonly rowPrice: Float64Array },
): ListStep | null => {
  const { row } = asked;
  const segmentOf = segmentOfPairs(model);
  const before = rowActivity(model, segmentOf, lists);
  const held = Math.min(model.rowRequired[row]!, before[row]!);
  const rowRequired = model.rowRequired.slice();
  const rowPenalty = model.rowPenalty.slice();
  rowRequired[row] = held + asked.dwellings - ROW_ROUNDING;
  rowPenalty[row] = Infinity;
  const found = priceRows(
    { ...model, rowRequired, rowPenalty },
    { start: lists, rowPrice: asked.rowPrice, limits: { maxRounds: ROUNDS } },
  );
  const after = rowActivity(model, segmentOf, found.assignment);
  if (after[row]! < rowRequired[row]! || emptyOf(found.assignment) > emptyOf(lists)) return null;
  const now = worthBesides(model, lists, before, row);
  const then = worthBesides(model, found.assignment, after, row);
  const cost = now - then;
  const gained = after[row]! - held;
  const [stood, stands] = [householdsOf(model, lists), householdsOf(model, found.assignment)];
  return {
    gained,
    cost,
    perDwelling: cost / gained,
    entering: [...stands].filter((candidate) => !stood.has(candidate)).length,
    leaving: [...stood].filter((candidate) => !stands.has(candidate)).length,
  };
};

/** Value of lists without what the row itself lacks, fill bonus included: as many places are filled on both sides. */
const worthBesides = (
  model: AssignmentModel,
  lists: Assignment,
  activity: Float64Array,
  row: number,
): number => {
  let value = 0;
  lists.forEach((pair, place) => {
    if (pair !== EMPTY) value += model.placeWeight[place]! * (model.pairScore[pair]! + model.fillBonus);
  });
  slackOf(model, activity).forEach((lack, other) => {
    if (other !== row && lack > 0 && model.rowPenalty[other] !== Infinity)
      value -= lack * model.rowPenalty[other]!;
  });
  return value;
};

const emptyOf = (lists: Assignment): number => lists.reduce((n, pair) => (pair === EMPTY ? n + 1 : n), 0);

const householdsOf = ({ pairCandidate }: AssignmentModel, lists: Assignment): ReadonlySet<number> =>
  new Set(
    Array.from(
      lists.filter((pair) => pair !== EMPTY),
      (pair) => pairCandidate[pair]!,
    ),
  );
