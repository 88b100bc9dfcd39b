import { EMPTY } from '../model.ts';
import { ROW_ROUNDING } from '../objective.ts';
import {
  beats,
  type FillProblem,
  type FillWorth,
  fillWorth,
  forTerms,
  VALUE_ROUNDING,
} from './fillProblem.ts';
import { type PricedFill, priceFill } from './priceFill.ts';

export interface Filled extends FillWorth {
  /** Option of each group at each of its places. */
  readonly chosen: readonly (readonly number[])[];
}

export interface FillAnswer {
  /** Best way found to fill the slots that beats the cutoff; null: none. */
  readonly best: Filled | null;
  /** Nothing better is left; false: the trials ran out. */
  readonly complete: boolean;
  /** No way to fill them is worth more; where the hard rows are known to hold, no way that keeps them. */
  readonly bound: number;
}

/** What the searches of one repair share. Limits are counts, so that a run can be replayed. */
export interface Budget {
  trials: number;
  /** Prices of the rows at the end of the last search; null before the first. Length = rowCount. */
  price: Float64Array | null;
}

/**
 * Branch and bound over the slots, one after another, dearest option first. The bound prices the rows (Lagrangian): at any
 * price in [0, penalty], what is left is worth at most the dearest option of each slot at those prices.
 * `cutoff`: what a solution must beat; a value of Infinity asks for a smaller violation.
 */
export const fillSlots = (problem: FillProblem, cutoff: FillWorth, budget: Budget): FillAnswer => {
  const worthOf = fillWorth(problem);
  // Once the hard rows are known to be kept somewhere, only lists that keep them count.
  const hardRows = cutoff.violation <= ROW_ROUNDING;
  const until = hardRows ? cutoff.value + VALUE_ROUNDING : -Infinity;
  let priced = priceFill(problem, worthOf, { hardRows, from: budget.price, until });
  let best: Filled | null = null;
  let limit = cutoff;
  const keep = (chosen: readonly (readonly number[])[]): void => {
    const worth = worthOf(chosen);
    if (!beats(worth, limit)) return;
    best = { ...worth, chosen: chosen.map((group) => [...group]) };
    limit = worth;
  };
  if (priced.start) keep(priced.start);
  if (!hardRows && limit.violation <= ROW_ROUNDING && problem.model.rowPenalty.includes(Infinity)) {
    priced = priceFill(problem, worthOf, { hardRows: true, from: priced.price, until: limit.value });
    if (priced.start) keep(priced.start);
  }
  budget.price = priced.price;
  const complete = search(problem, priced, budget, keep, () => limit);
  return { best, complete, bound: priced.bound };
};

/** False when the trials ran out. */
const search = (
  problem: FillProblem,
  priced: PricedFill,
  budget: Budget,
  keep: (chosen: readonly (readonly number[])[]) => void,
  limit: () => FillWorth,
): boolean => {
  const { groups } = problem;
  const used = new Set<number>();
  const chosen: number[][] = groups.map(() => []);
  const lacking = hardLack(problem);
  const must = enteredFirst(problem);
  // What the groups from each one on are worth at most. Length = groups + 1.
  const rest = new Float64Array(groups.length + 1);
  for (let g = groups.length - 1; g >= 0; g -= 1)
    rest[g] = rest[g + 1]! + priced.groups[g]!.atMost(0, groups[g]!.mandatoryCount);

  const place = (g: number, i: number, worth: number, owed: number): boolean => {
    const group = groups[g];
    if (!group) {
      keep(chosen);
      return true;
    }
    if (i === group.places.length) return place(g + 1, 0, worth, groups[g + 1]?.mandatoryCount ?? 0);
    const { order, unit, atMost } = priced.groups[g]!;
    const mine = chosen[g]!;
    for (const option of order) {
      const pinned = group.mandatory[option] === 1;
      const candidate = group.candidates[option]!;
      if ((!pinned && owed === group.places.length - i) || used.has(candidate)) continue;
      const reach = worth + group.weights[i]! * unit[option]!;
      const left = owed - (pinned ? 1 : 0);
      const hopeless = reach + atMost(i + 1, left) + rest[g + 1]! <= limit().value + VALUE_ROUNDING;
      if (hopeless && limit().violation <= ROW_ROUNDING) {
        // Options come dearest first, but one that is pinned also lightens what is owed.
        if (owed === 0) break;
        continue;
      }
      if (outOfOrder(problem, g, mine, option)) continue;
      const ahead = must[g]![option]!;
      if (ahead !== EMPTY && !used.has(ahead)) continue;
      budget.trials -= 1;
      if (budget.trials < 0) return false;
      mine.push(option);
      used.add(candidate);
      const lack = lacking(chosen);
      const worse = lack > limit().violation + ROW_ROUNDING;
      const same = lack >= limit().violation - ROW_ROUNDING;
      const finished = worse || (same && hopeless) || place(g, i + 1, reach, left);
      used.delete(candidate);
      mine.pop();
      if (!finished) return false;
    }
    return true;
  };
  return place(0, 0, priced.base, groups[0]?.mandatoryCount ?? 0);
};

/**
 * The candidate who must have entered before an option is tried, −1 for none: the one just ahead in its segment, unless another
 * slot to come could take that one. Left out, it could replace the option with the same rows and no fewer points.
 * By group, then option.
 */
const enteredFirst = ({ groups }: FillProblem): readonly Int32Array[] =>
  groups.map(({ candidates, segments, mandatory }, g) => {
    const later = new Set(groups.slice(g + 1).flatMap((group) => group.candidates));
    return Int32Array.from(candidates, (_, option) => {
      const ahead = option - 1;
      if (ahead < 0 || mandatory[ahead] === 1 || mandatory[option] === 1) return EMPTY;
      if (segments[ahead] !== segments[option]) return EMPTY;
      const candidate = candidates[ahead]!;
      const otherwise = candidates.some((c, other) => c === candidate && other !== ahead);
      return otherwise || later.has(candidate) ? EMPTY : candidate;
    });
  });

/** Two entrants of one segment on one list stand in the segment's order: the other way round is worth no more. */
const outOfOrder = (
  { groups }: FillProblem,
  g: number,
  above: readonly number[],
  option: number,
): boolean => {
  const { pairs, segments, mandatory } = groups[g]!;
  return (
    mandatory[option] === 0 &&
    above.some(
      (other) =>
        mandatory[other] === 0 && segments[other] === segments[option] && pairs[other]! > pairs[option]!,
    )
  );
};

/** What the hard rows lack at least, in dwellings, once some slots are filled and the best of each row fills the others. */
const hardLack = ({
  model,
  groups,
  residual,
}: FillProblem): ((chosen: readonly (readonly number[])[]) => number) => {
  const hard = [...model.rowPenalty.keys()].filter((row) => model.rowPenalty[row] === Infinity);
  if (hard.length === 0) return () => 0;
  const coefOf = groups.map(({ segments }) =>
    segments.map((segment) => {
      const coef = new Float64Array(model.rowCount);
      forTerms(model, segment, (row, c) => {
        coef[row]! += c;
      });
      return coef;
    }),
  );
  const most = coefOf.map((options) => hard.map((row) => Math.max(...options.map((coef) => coef[row]!))));
  return (chosen) => {
    let lack = 0;
    hard.forEach((row, h) => {
      let left = residual[row]!;
      groups.forEach(({ weights }, g) => {
        weights.forEach((weight, i) => {
          const option = chosen[g]![i];
          left -= weight * (option === undefined ? most[g]![h]! : coefOf[g]![option]![row]!);
        });
      });
      if (left > ROW_ROUNDING) lack += left;
    });
    return lack;
  };
};
