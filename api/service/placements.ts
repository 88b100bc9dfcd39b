import { solveBare } from '../../engine/assignment/bare/solve.ts';
import { loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { prepareStock } from '../../engine/placement/expected.ts';
import { OpenPlace } from '../../engine/placement/openPlace.ts';
import {
  type Placement,
  type PlacementGround,
  placeHousehold,
} from '../../engine/placement/placeHousehold.ts';
import { releaseRates } from '../../engine/placement/releases.ts';
import { stockIndex } from '../../engine/placement/stock.ts';
import {
  conflictsBetween,
  type JointPlacement,
  jointPlacement,
  jointProblem,
  type PlacementConflict,
} from '../../engine/placement/together.ts';
import { creditMasks } from '../../engine/shortlist/credits.ts';
import type { PresentContext } from '../present/shortlist.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion, type Workspace } from './workspace.ts';

/** Households that one question may be about. */
export const MAX_HOUSEHOLDS = 200;

/** What a committee asks for the households that it must house. */
export interface PlacementQuestion extends Pick<ShortlistQuestion, 'method' | 'seed' | 'beyondWishes'> {
  readonly numbers: readonly string[];
}

export const DEFAULT_PLACEMENT = {
  method: DEFAULT_QUESTION.method,
  seed: DEFAULT_QUESTION.seed,
  beyondWishes: false,
  /** Dwellings shown for each household. */
  limit: 10,
} as const;

export interface PlacementAnswer {
  /** In the order asked, each household once. */
  readonly placements: readonly Placement[];
  /** Null for one household. */
  readonly together: {
    readonly conflicts: readonly PlacementConflict[];
    readonly joint: JointPlacement;
  } | null;
  readonly ground: PlacementGround;
  readonly context: PresentContext;
}

const grounds = new WeakMap<Workspace, Map<string, PlacementGround>>();

/** Prepared once for a workspace, a method and a seed, and shared by all households asked about. */
export const placementGround = (
  workspace: Workspace,
  question: Pick<PlacementQuestion, 'method' | 'seed'>,
): PlacementGround => {
  const known = grounds.get(workspace) ?? new Map<string, PlacementGround>();
  grounds.set(workspace, known);
  const key = JSON.stringify([question.method, question.seed]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const { pool, territory } = workspace;
  const { dwellings, allocations, reciprocity, homeOf } = workspace.sessionData;
  const stock = stockIndex(territory, dwellings.values());
  const made: PlacementGround = {
    pool,
    territory,
    open: workspace.places().map(
      ({ vacancy, dwelling }) =>
        new OpenPlace({
          pool,
          territory,
          vacancy,
          dwelling,
          ranking: workspace.ranking(question, vacancy.orientedTo),
          qualify: () => workspace.qualify(vacancy.id),
        }),
    ),
    stock: prepareStock(pool, territory, stock),
    rates: releaseRates({ territory, cells: stock.cells, allocations, dwellings, asOf: pool.asOf }),
    reciprocity,
    credits: creditMasks(pool, territory),
    homeOf: (number: DemandNumber) => homeOf(number),
  };
  known.set(key, made);
  return made;
};

/**
 * The dwellings for each household and, where several are asked about, what they want in common and a repartition of the open ones.
 *
 * @throws InputError `demand.unknown`, `placement.none`, `placement.too-many`, `method.unknown`, `method.not-an-ordering`.
 */
export const placementsOf = async (
  workspace: Workspace,
  question: PlacementQuestion,
): Promise<PlacementAnswer> => {
  const numbers = [...new Set(question.numbers)];
  if (numbers.length === 0) throw new InputError([{ code: 'placement.none', path: 'numbers' }]);
  if (numbers.length > MAX_HOUSEHOLDS)
    throw new InputError([
      {
        code: 'placement.too-many',
        path: 'numbers',
        received: String(numbers.length),
        expected: String(MAX_HOUSEHOLDS),
      },
    ]);
  const rows = numbers.map((number, i) =>
    workspace.rowOf(number, numbers.length === 1 ? 'number' : `numbers[${i}]`),
  );
  const ground = placementGround(workspace, question);
  const { beyondWishes } = question;
  const placements = rows.map((row) => placeHousehold(ground, { row, beyondWishes }));
  const ranking = workspace.ranking(question, null);
  return {
    placements,
    together:
      placements.length === 1
        ? null
        : { conflicts: conflictsBetween(placements), joint: await together(placements) },
    ground,
    context: { territory: workspace.territory, pool: workspace.pool, ranking, ...workspace.dataContext },
  };
};

const together = async (placements: readonly Placement[]): Promise<JointPlacement> => {
  const solver = await loadHighsSolver();
  try {
    return jointPlacement(placements, await solveBare(jointProblem(placements), solver));
  } finally {
    solver.dispose();
  }
};
