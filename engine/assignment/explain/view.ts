import type { Reservataire } from '../../domain/codes.ts';
import type { Ranking } from '../../shortlist/ranking.ts';
import type { TargetProfile } from '../../targets/ledger.ts';
import { contingentOfPair } from '../credited.ts';
import { type Assignment, type AssignmentModel, EMPTY, segmentOfPairs, vacancyOfPlaces } from '../model.ts';
import { ROW_ROUNDING, rowActivity } from '../objective.ts';
import type { SessionPlace } from '../problem.ts';
import type { PreparedSession } from '../session.ts';
import { type StagedResult, stageModel } from '../stages.ts';

/** Who stands at a rank of a list, by hand or by the plan. */
export interface Standing {
  readonly vacancy: number;
  /** 1 for the first. */
  readonly rank: number;
  /** Row of the pool. */
  readonly row: number;
  /** Chance that the rank is reached and says yes. */
  readonly chance: number;
  /** An officer placed it. */
  readonly byHand: boolean;
  /** Contingent that its lease would be credited to: one only. */
  readonly contingent: Reservataire;
  /** Place and pair of the model; null for a household that was placed before the plan was made. */
  readonly seat: { readonly place: number; readonly pair: number } | null;
}

/** What one target row changes in the value of a pair at the plan's prices. */
export interface PriceEffect {
  /** Of `PreparedSession.rows`. */
  readonly row: number;
  /** What a lease to the household adds to the row's balance, dwellings. */
  readonly dwellings: number;
  /** Price · dwellings, thousandths of points. */
  readonly points: number;
}

/** A solved session, with what every explanation reads of it. */
export interface PlanView {
  readonly prepared: PreparedSession;
  readonly result: StagedResult;
  readonly assignment: Assignment;
  /** The session's own model: its rows are the targets, in the order of `PreparedSession.rows`. */
  readonly model: AssignmentModel;
  /** That of the last stage met: rows held by the stages before, levels after the targets. */
  readonly last: AssignmentModel;
  /** Prices of the rows of `last`, thousandths of points by dwelling; all zero before the stage of points is reached. */
  readonly rowPrice: Float64Array;
  readonly candidatePrice: Float64Array;
  readonly segmentOf: Uint32Array;
  readonly vacancyOf: Uint32Array;
  /** Σ p·coef of the plan, dwellings. Length = rows of `model`. */
  readonly activity: Float64Array;
  /** By vacancy, in rank order. */
  readonly lists: readonly (readonly Standing[])[];
  /** Where each listed household stands, by row of the pool. */
  readonly standing: ReadonlyMap<number, Standing>;
  /** Candidate of the model of a row of the pool. */
  readonly candidateOf: ReadonlyMap<number, number>;
}

/**
 * @param placed rows of the pool that an officer placed in the meeting, besides the pins of the session.
 * @throws RangeError when the result has no stage, or is of another session.
 */
export const planView = (
  prepared: PreparedSession,
  result: StagedResult,
  placed: ReadonlySet<number> = new Set(),
): PlanView => {
  const { problem, staged } = prepared;
  const { model } = problem;
  const stage = result.stages.at(-1);
  if (stage === undefined) throw new RangeError('the result has no stage: nothing was optimised');
  if (result.assignment.length !== model.placeWeight.length)
    throw new RangeError(
      `the result has ${result.assignment.length} places, the session ${model.placeWeight.length}`,
    );
  const segmentOf = segmentOfPairs(model);
  const lists = listsOf(prepared, segmentOf, result.assignment, placed);
  const priced = stage.goal.kind === 'points';
  const last = stageModel(staged, result.stages.slice(0, -1));
  return {
    prepared,
    result,
    assignment: result.assignment,
    model,
    last,
    rowPrice: priced ? stage.duals.rowPrice : new Float64Array(last.rowCount),
    candidatePrice: priced ? stage.duals.candidatePrice : new Float64Array(model.candidateCount),
    segmentOf,
    vacancyOf: vacancyOfPlaces(model),
    activity: rowActivity(model, segmentOf, result.assignment),
    lists,
    standing: new Map(lists.flat().map((each) => [each.row, each])),
    candidateOf: new Map(Array.from(problem.rowOf, (row, candidate) => [row, candidate])),
  };
};

/** The method's order at a vacancy where the lease is credited to a contingent. */
export const rankingAt = (
  { places }: PreparedSession,
  vacancy: number,
  contingent: Reservataire,
): Ranking => {
  const { credits, ranking } = places[vacancy]!;
  return credits.find((credit) => credit.contingent === contingent)?.ranking ?? ranking;
};

/** What targets see of a household whose lease is credited to a contingent; null: not said. */
export const profileAt = (
  { classes }: PreparedSession['request'],
  row: number,
  contingent: Reservataire | null,
): TargetProfile => ({ ...classes.profiles[classes.classOf[row]!]!, contingent });

const listsOf = (
  { places, problem }: Pick<PreparedSession, 'places' | 'problem'>,
  segmentOf: Uint32Array,
  assignment: Assignment,
  byHand: ReadonlySet<number>,
): readonly (readonly Standing[])[] => {
  const { model, rankOf, rowOf } = problem;
  return places.map(({ chances, pinned }, vacancy) => {
    const held = pinned.map(({ row, rank }): Standing => {
      const contingent = problem.pinnedContingent.get(row) ?? 'AUCUN';
      return { vacancy, rank, row, chance: chances[rank - 1] ?? 0, byHand: true, contingent, seat: null };
    });
    const placed: Standing[] = [];
    for (let place = model.placeOffsets[vacancy]!; place < model.placeOffsets[vacancy + 1]!; place += 1) {
      const pair = assignment[place]!;
      if (pair === EMPTY) continue;
      const row = rowOf[model.pairCandidate[pair]!]!;
      placed.push({
        vacancy,
        rank: rankOf[place]!,
        row,
        byHand: byHand.has(row),
        chance: model.placeWeight[place]!,
        contingent: contingentOfPair(problem, segmentOf, pair),
        seat: { place, pair },
      });
    }
    return [...held, ...placed].sort((a, b) => a.rank - b.rank);
  });
};

/** Price effects of a pair's segment, and what the levels held by stages before add to it; thousandths of points. */
export const effectsOfPair = (
  { last, model, rowPrice, segmentOf }: PlanView,
  pair: number,
): { readonly rows: readonly PriceEffect[]; readonly levels: number } => {
  const segment = segmentOf[pair]!;
  const rows: PriceEffect[] = [];
  let levels = 0;
  for (let e = last.termOffsets[segment]!; e < last.termOffsets[segment + 1]!; e += 1) {
    const row = last.termRow[e]!;
    const points = rowPrice[row]! * last.termCoef[e]! + 0;
    if (row < model.rowCount) rows.push({ row, dwellings: last.termCoef[e]!, points });
    else levels += points;
  }
  return { rows, levels };
};

export const sumOfPoints = (effects: readonly { readonly points: number }[]): number =>
  effects.reduce((sum, { points }) => sum + points, 0);

/** Score of a pair and all that prices and levels add, thousandths of points; the fill bonus left out. */
export const netValue = (view: PlanView, pair: number): number => {
  const { rows, levels } = effectsOfPair(view, pair);
  return view.model.pairScore[pair]! + sumOfPoints(rows) + levels;
};

/** Best pair of a household with a vacancy; `EMPTY` for none. */
export const pairAt = (view: PlanView, vacancy: number, row: number): number => {
  const { model, candidateOf } = view;
  const candidate = candidateOf.get(row);
  if (candidate === undefined) return EMPTY;
  let best = EMPTY;
  let worth = -Infinity;
  const end = model.pairOffsets[model.segmentOffsets[vacancy + 1]!]!;
  for (let pair = model.pairOffsets[model.segmentOffsets[vacancy]!]!; pair < end; pair += 1) {
    if (model.pairCandidate[pair] !== candidate) continue;
    const value = netValue(view, pair);
    if (value > worth) {
      best = pair;
      worth = value;
    }
  }
  return best;
};

/** What each row lacks, dwellings; within rounding, nothing. */
export const slackOf = (model: AssignmentModel, activity: Float64Array): Float64Array =>
  Float64Array.from(activity, (brings, row) => {
    const lack = model.rowRequired[row]! - brings;
    return lack > ROW_ROUNDING ? lack : 0;
  });

/** Points of a household and its carried bonus: what the method gives it in the session, thousandths. */
export const sessionPoints = ({ request }: PreparedSession, { scored }: Ranking, row: number): number =>
  scored.points[row]! + (request.bonus.get(row) ?? 0);

/** Order of the method with the carried bonuses: level, points, then its tie-break. */
export const methodOrder =
  (prepared: PreparedSession, { ranking }: Pick<SessionPlace, 'ranking'>) =>
  (a: number, b: number): number => {
    const { tier } = ranking.scored;
    return (
      tier[a]! - tier[b]! ||
      sessionPoints(prepared, ranking, b) - sessionPoints(prepared, ranking, a) ||
      ranking.position[a]! - ranking.position[b]!
    );
  };
