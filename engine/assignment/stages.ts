import {
  type Assignment,
  type AssignmentModel,
  EMPTY,
  placeCount,
  type StageResult,
  segmentOfPairs,
} from './model.ts';
import { rowActivity } from './objective.ts';
import { type PriceOptions, priceRows } from './priceRows.ts';

/** What a stage optimises while all that the stages before it reached is held. */
export type StageGoal =
  /** The slack of the rows of one precedence, weighed by their penalties: strict precedence. */
  | { readonly kind: 'targets'; readonly precedence: number }
  /** Expected households of one level of the method, or a better one. */
  | { readonly kind: 'level'; readonly level: number }
  /** The whole objective: scores, and the slack of the rows that have a price. */
  | { readonly kind: 'points' };

/** A model whose objectives come one after the other; plain data, so that a worker can take it. */
export interface StagedModel {
  readonly model: AssignmentModel;
  /** Precedence of each row: 1 goes first. Length = rowCount. */
  readonly rowPrecedence: Uint8Array;
  /** Level of each segment, lower goes first. Length = segments. */
  readonly segmentLevel: Uint8Array;
  readonly goals: readonly StageGoal[];
}

export interface StageProof extends StageResult {
  readonly goal: StageGoal;
}

export interface StagedResult {
  readonly assignment: Assignment;
  readonly stages: readonly StageProof[];
}

/** One household is worth this much in a level's stage; a dwelling of slack its own penalty. */
export const HOUSEHOLD = 1000;
/** What a held row or level may lose to rounding, in dwellings or households. */
const HELD_ROUNDING = 1e-7;
/** Rounds of the stages that only open the way. */
const OPENING_ROUNDS = 60;

/** The goals of a session, in order. Levels come before targets and points where they are optimised in order. */
export const goalsOf = (input: {
  readonly levels: readonly number[];
  readonly precedences: readonly number[];
  readonly strict: boolean;
}): readonly StageGoal[] => [
  ...(input.strict ? input.precedences.map((precedence) => ({ kind: 'targets', precedence }) as const) : []),
  ...input.levels.slice(0, -1).map((level) => ({ kind: 'level', level }) as const),
  { kind: 'points' },
];

/**
 * Optimises goal after goal. What a stage reached is a hard row of those after it. Rounds are limited in each stage, bids in all of
 * them together.
 */
export const solveStages = (staged: StagedModel, options: PriceOptions = {}): StagedResult => {
  const stages: StageProof[] = [];
  const { maxRounds, maxBids } = options.limits ?? {};
  let assignment: Assignment = options.start ?? new Int32Array(placeCount(staged.model)).fill(EMPTY);
  let bids = 0;
  for (const goal of staged.goals) {
    const model = stageModel(staged, stages);
    const last = goal.kind === 'points';
    const rowPrice = firstPrices(staged.model, model);
    const result = priceRows(model, {
      ...options,
      limits: {
        ...options.limits,
        ...(last ? {} : { maxRounds: Math.min(maxRounds ?? OPENING_ROUNDS, OPENING_ROUNDS) }),
        ...(maxBids === undefined ? {} : { maxBids: Math.max(0, maxBids - bids) }),
      },
      rowPrice,
      start: assignment,
    });
    assignment = result.assignment;
    bids += result.bids;
    stages.push({ goal, ...result });
    if (result.aborted) break;
  }
  return { assignment, stages };
};

/**
 * The model of the next stage, given what those before it reached: what anybody needs to check its certificate. Levels held are
 * hard rows after the model's own.
 */
export const stageModel = (
  { model, rowPrecedence, segmentLevel, goals }: StagedModel,
  before: readonly Pick<StageProof, 'goal' | 'assignment'>[],
): AssignmentModel => {
  const goal = goals[before.length]!;
  const segmentOf = segmentOfPairs(model);
  const required = model.rowRequired.slice();
  const penalty = model.rowPenalty.slice();
  const levels: { readonly level: number; readonly households: number }[] = [];
  for (const { goal: done, assignment } of before) {
    if (done.kind === 'level')
      levels.push({
        level: done.level,
        households: householdsOf(model, segmentOf, segmentLevel, assignment, done.level),
      });
    if (done.kind !== 'targets') continue;
    const activity = rowActivity(model, segmentOf, assignment);
    for (let row = 0; row < model.rowCount; row += 1) {
      if (rowPrecedence[row] !== done.precedence) continue;
      required[row] = Math.min(required[row]!, activity[row]!) - HELD_ROUNDING;
      penalty[row] = Infinity;
    }
  }
  const held = withLevelRows({ ...model, rowRequired: required, rowPenalty: penalty }, segmentLevel, levels);
  if (goal.kind === 'points') return held;
  const pairScore = new Int32Array(model.pairScore.length);
  if (goal.kind === 'level')
    for (let segment = 0; segment < segmentLevel.length; segment += 1)
      if (segmentLevel[segment]! <= goal.level)
        pairScore.fill(HOUSEHOLD, model.pairOffsets[segment], model.pairOffsets[segment + 1]);
  // Rows of other precedences, and every priced row in a level's stage, wait for their own stage: they cost nothing yet.
  const rowPenalty = held.rowPenalty.map((own, row) =>
    own === Infinity || (goal.kind === 'targets' && rowPrecedence[row] === goal.precedence) ? own : 0,
  );
  return { ...held, pairScore, rowPenalty, fillBonus: goal.kind === 'level' ? HOUSEHOLD : model.fillBonus };
};

/** Expected households of a level or a better one: Σ p over their places. */
export const householdsOf = (
  model: AssignmentModel,
  segmentOf: Uint32Array,
  segmentLevel: Uint8Array,
  assignment: Assignment,
  level: number,
): number =>
  assignment.reduce(
    (sum, pair, place) =>
      pair !== EMPTY && segmentLevel[segmentOf[pair]!]! <= level ? sum + model.placeWeight[place]! : sum,
    0,
  );

/** The model with one hard row more for each level reached. */
export const withLevelRows = (
  model: AssignmentModel,
  segmentLevel: Uint8Array,
  reached: readonly { readonly level: number; readonly households: number }[],
): AssignmentModel => {
  if (reached.length === 0) return model;
  const offsets = [0];
  const row: number[] = [];
  const coef: number[] = [];
  for (let segment = 0; segment < segmentLevel.length; segment += 1) {
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1) {
      row.push(model.termRow[e]!);
      coef.push(model.termCoef[e]!);
    }
    reached.forEach(({ level }, i) => {
      if (segmentLevel[segment]! > level) return;
      row.push(model.rowCount + i);
      coef.push(1);
    });
    offsets.push(row.length);
  }
  return {
    ...model,
    rowCount: model.rowCount + reached.length,
    termOffsets: Uint32Array.from(offsets),
    termRow: Uint32Array.from(row),
    termCoef: Float64Array.from(coef),
    rowRequired: Float64Array.from([
      ...model.rowRequired,
      ...reached.map(({ households }) => households - HELD_ROUNDING),
    ]),
    rowPenalty: Float64Array.from([...model.rowPenalty, ...reached.map(() => Infinity)]),
  };
};

/** Rows of levels begin above any difference of scores, so that the first auction already holds them; the others at zero. */
const firstPrices = (base: AssignmentModel, model: AssignmentModel): Float64Array => {
  const prices = new Float64Array(model.rowCount);
  if (model.rowCount === base.rowCount) return prices;
  let low = 0;
  let high = 0;
  for (const score of model.pairScore) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  return prices.fill(high - low + base.fillBonus, base.rowCount);
};
