import { allColumns } from '../columns.ts';
import { type AssignmentModel, placeCount, segmentOfPairs } from '../model.ts';
import { sessionProgram } from '../sessionProgram.ts';
import type { LinearModel } from '../solvers/linearModel.ts';
import type { LinearSolver } from '../solvers/linearSolver.ts';
import { fewestRows } from './fewestRows.ts';
import {
  filledPlaces,
  HELD,
  isSmall,
  type Known,
  type LeastSlack,
  lacksOf,
  leastSlack,
  type Relaxation,
  slackModel,
} from './leastSlack.ts';

/** Rows that no lists as full as they can be hold together. One row: it cannot hold by itself. */
export interface Conflict {
  readonly rows: readonly number[];
  /** Without any one of them the others hold: each such set of lists was found. */
  readonly irreducible: boolean;
  /** How it is known that they conflict. */
  readonly known: Known;
}

/** Whether rows can hold together, and if not, why and what the least would be. Never an empty answer. */
export type RowsTogether =
  | { readonly outcome: 'compatible' }
  | {
      readonly outcome: 'conflict';
      /**
       * Sets without a row in common: every row that the best demand at each place could not hold, then as many others as the
       * limits say, the first found first.
       */
      readonly conflicts: readonly Conflict[];
      /** Least dwellings in all. */
      readonly leastDwellings: Relaxation;
      /** Fewest rows, then least dwellings on them. */
      readonly fewestRows: Relaxation;
    };

export interface ConflictLimits {
  readonly maxConflicts: number;
  /** Searches of lists, each deterministic. */
  readonly maxSearches: number;
}

const LIMITS: ConflictLimits = { maxConflicts: 3, maxSearches: 200 };

/**
 * Looks for lists that hold every row of `asked` (rows of the model), their places as filled as can be (`filledPlaces`). Conflicts are found
 * from the solver's irreducible infeasible set where the session is small, else from the rows that the duals price; then row
 * after row is left out while the others still conflict (deletion filter), those given last first.
 */
export const rowsTogether = async (
  session: AssignmentModel,
  asked: readonly number[],
  { solver, limits = LIMITS }: { readonly solver: LinearSolver | null; readonly limits?: ConflictLimits },
): Promise<RowsTogether> => {
  const model = filledPlaces(session);
  const whole = await leastSlack(model, asked, solver);
  if (whole.holds) return { outcome: 'compatible' };
  const alone = asked.filter((row) => mostBrought(model, row) < model.rowRequired[row]! - HELD);
  const conflicts = alone.map((row): Conflict => ({ rows: [row], irreducible: true, known: 'counted' }));
  const searches = { left: limits.maxSearches };
  let rest = asked.filter((row) => !alone.includes(row));
  for (let found = 0; found < limits.maxConflicts && rest.length > 0; found += 1) {
    const least = rest.length === asked.length ? whole : await leastSlack(model, rest, solver);
    if (least.holds) break;
    const core = await coreOf(model, rest, { least, solver, searches });
    conflicts.push(core);
    rest = rest.filter((row) => !core.rows.includes(row));
    if (searches.left <= 0) break;
  }
  const leastDwellings = relaxationOf(whole);
  const proven = conflicts.filter(({ known }) => known === 'counted').length;
  return {
    outcome: 'conflict',
    conflicts,
    leastDwellings,
    fewestRows: (await fewestRows(model, { asked, solver, atLeast: proven })) ?? {
      ...leastDwellings,
      known: 'search',
    },
  };
};

const relaxationOf = ({ slack, total, known }: LeastSlack): Relaxation => ({
  rows: lacksOf(slack),
  total,
  known,
});

/** What a row would get from the best demand of its vacancy at every place, dwellings: one household counted anywhere. */
const mostBrought = (model: AssignmentModel, row: number): number => {
  let brought = 0;
  for (let d = 0; d < model.vacancyCount; d += 1) {
    let most = -Infinity;
    for (let segment = model.segmentOffsets[d]!; segment < model.segmentOffsets[d + 1]!; segment += 1) {
      let coef = 0;
      for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
        if (model.termRow[e] === row) coef = model.termCoef[e]!;
      most = Math.max(most, coef);
    }
    for (let place = model.placeOffsets[d]!; place < model.placeOffsets[d + 1]!; place += 1)
      brought += model.placeWeight[place]! * most;
  }
  return brought;
};

interface CoreInput {
  readonly least: LeastSlack;
  readonly solver: LinearSolver | null;
  readonly searches: { left: number };
}

const coreOf = async (
  model: AssignmentModel,
  asked: readonly number[],
  { least, solver, searches }: CoreInput,
): Promise<Conflict> => {
  let known = conflictKnown(least);
  let irreducible = true;
  let rows = await firstSet(model, asked, { least, solver });
  if (rows.length < asked.length) {
    const again = await leastSlack(model, rows, solver);
    if (again.holds) rows = asked;
    else known = conflictKnown(again);
  }
  for (const row of [...rows].reverse()) {
    if (rows.length === 1) break;
    if (searches.left <= 0) {
      irreducible = false;
      break;
    }
    searches.left -= 1;
    const without = await leastSlack(
      model,
      rows.filter((other) => other !== row),
      solver,
    );
    if (without.holds) continue;
    // Lacking by a stopped search says little: the row may be needed after all.
    if (conflictKnown(without) === 'search') irreducible = false;
    else {
      rows = rows.filter((other) => other !== row);
      known = conflictKnown(without);
    }
  }
  return { rows, irreducible, known };
};

/** Some lack is certain as soon as the duals prove one. */
const conflictKnown = ({ atLeast, known }: LeastSlack): Known => (atLeast > HELD ? 'counted' : known);

const firstSet = async (
  model: AssignmentModel,
  asked: readonly number[],
  { least, solver }: Pick<CoreInput, 'least' | 'solver'>,
): Promise<readonly number[]> => {
  const bare = slackModel(model, asked);
  if (solver?.offers.conflict && isSmall(bare)) {
    const answer = await solver.solve(hardProgram(bare, asked));
    if (answer.status === 'infeasible' && answer.conflict !== null) {
      const places = placeCount(bare);
      const named = new Set(answer.conflict.map((row) => row - places));
      const rows = asked.filter((row) => named.has(row));
      if (rows.length > 0) return rows;
    }
  }
  const priced = asked.filter((row) => least.rowPrice[row]! > 0);
  return least.atLeast > HELD && priced.length > 0 ? priced : asked;
};

/** The linear program whose rows asked allow no slack and whose places are all filled. */
const hardProgram = (bare: AssignmentModel, asked: readonly number[]): LinearModel => {
  const hard = { ...bare, rowPenalty: bare.rowPenalty.slice() };
  for (const row of asked) hard.rowPenalty[row] = Infinity;
  const { linear } = sessionProgram(hard, segmentOfPairs(hard), allColumns(hard), { whole: false });
  return { ...linear, rowLower: linear.rowLower.slice().fill(1, 0, placeCount(hard)) };
};
