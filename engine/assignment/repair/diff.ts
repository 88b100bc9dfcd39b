import type { ExclusionMotive } from '../../domain/codes.ts';
import { pairsOf } from '../candidatePairs.ts';
import { type Assignment, type AssignmentModel, EMPTY, placeCount, segmentOfPairs } from '../model.ts';
import { ROW_ROUNDING, rowActivity } from '../objective.ts';
import { standingPair } from './pairs.ts';
import type { Constraints, SessionState } from './session.ts';

/** Why a candidate is no longer on a list. */
export type LeaveReason =
  | { readonly kind: 'withdrawn'; readonly motive: ExclusionMotive }
  | { readonly kind: 'excluded'; readonly motive: ExclusionMotive }
  | { readonly kind: 'vacancy-pulled' }
  | { readonly kind: 'pinned-elsewhere' }
  /** The new model has no pair of the candidate with the vacancy. */
  | { readonly kind: 'not-eligible' }
  /** Somebody was pinned, or the list has fewer places. */
  | { readonly kind: 'made-room' }
  /** Needed where nobody else was left. */
  | { readonly kind: 'moved' };

/** What became of one list. Ranks from 1. */
export interface ListDiff {
  readonly vacancy: number;
  readonly pulled: boolean;
  readonly left: readonly {
    readonly candidate: number;
    readonly rank: number;
    readonly why: LeaveReason;
    /** Vacancy whose list the candidate is now on; null: none. */
    readonly to: number | null;
  }[];
  readonly moved: readonly { readonly candidate: number; readonly from: number; readonly to: number }[];
  readonly entered: readonly {
    readonly candidate: number;
    readonly rank: number;
    /** Vacancy whose list the candidate was on; null: none. */
    readonly from: number | null;
    readonly pinned: boolean;
  }[];
  /** Pairs whose order is not the one before: `ahead` now stands before `behind`. */
  readonly reversed: readonly { readonly ahead: number; readonly behind: number }[];
  /** Places that nobody is left to fill; a pulled vacancy has none. */
  readonly empty: number;
}

/** What a row lacks, in dwellings, before and after. */
export interface RowEffect {
  readonly row: number;
  readonly slackBefore: number;
  readonly slackAfter: number;
  /** Thousandths of points for one dwelling; Infinity: a hard row. */
  readonly penalty: number;
}

/** Parts of the objective, thousandths of points, the fill bonus left out. */
export interface Points {
  /** Σ p·score. */
  readonly expected: number;
  /** Σ penalty·slack over the rows that may slack. */
  readonly slackCost: number;
}

export interface RepairDiff {
  /** Lists that changed, by vacancy. */
  readonly lists: readonly ListDiff[];
  /** Rows whose slack changed. */
  readonly rows: readonly RowEffect[];
  readonly before: Points;
  readonly after: Points;
}

/** Who left, moved, entered, and what it does to the rows. Compares what stood on the lists with what stands there now. */
export const repairDiff = (
  model: AssignmentModel,
  before: SessionState,
  after: SessionState,
  assignment: Assignment,
): RepairDiff => {
  const listAfter = listedAt(model, after);
  const listBefore = listedAt(model, before);
  const lists = before.lists.map((_, vacancy) =>
    listDiff(model, vacancy, before, after, listBefore, listAfter),
  );
  const old = standing(model, before);
  const segmentOf = segmentOfPairs(model);
  const [a, b] = [rowActivity(model, segmentOf, old), rowActivity(model, segmentOf, assignment)];
  const slack = (activity: Float64Array, row: number): number => {
    const left = model.rowRequired[row]! - activity[row]!;
    return left > ROW_ROUNDING ? left : 0;
  };
  const rows = Array.from({ length: model.rowCount }, (_, row) => ({
    row,
    slackBefore: slack(a, row),
    slackAfter: slack(b, row),
    penalty: model.rowPenalty[row]!,
  })).filter(({ slackBefore, slackAfter }) => Math.abs(slackAfter - slackBefore) > ROW_ROUNDING);
  const points = (placed: Assignment, activity: Float64Array): Points => {
    let slackCost = 0;
    for (let row = 0; row < model.rowCount; row += 1)
      if (model.rowPenalty[row] !== Infinity) slackCost += model.rowPenalty[row]! * slack(activity, row);
    return { expected: expectedPoints(model, placed), slackCost };
  };
  return {
    lists: lists.filter((list) => isTouched(list)),
    rows,
    before: points(old, a),
    after: points(assignment, b),
  };
};

const isTouched = ({ left, moved, entered }: ListDiff): boolean =>
  left.length + moved.length + entered.length > 0;

const expectedPoints = (model: AssignmentModel, assignment: Assignment): number =>
  assignment.reduce(
    (sum, pair, place) => (pair === EMPTY ? sum : sum + model.placeWeight[place]! * model.pairScore[pair]!),
    0,
  );

/** Vacancy whose list each candidate is on, −1 for none. Length = candidateCount. */
const listedAt = (model: AssignmentModel, { lists }: SessionState): Int32Array => {
  const at = new Int32Array(model.candidateCount).fill(EMPTY);
  lists.forEach((list, vacancy) => {
    for (const { candidate } of list) at[candidate] = vacancy;
  });
  return at;
};

/** What stood at each place, as far as the model still has its pair and its place. */
const standing = (model: AssignmentModel, { lists }: SessionState): Assignment => {
  const assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  lists.forEach((list, vacancy) => {
    const from = model.placeOffsets[vacancy]!;
    const places = model.placeOffsets[vacancy + 1]! - from;
    list.slice(0, places).forEach((listed, i) => {
      assignment[from + i] = standingPair(model, vacancy, listed);
    });
  });
  return assignment;
};

const listDiff = (
  model: AssignmentModel,
  vacancy: number,
  before: SessionState,
  after: SessionState,
  listBefore: Int32Array,
  listAfter: Int32Array,
): ListDiff => {
  const was = before.lists[vacancy]!.map(({ candidate }) => candidate);
  const is = after.lists[vacancy]!.map(({ candidate }) => candidate);
  const pulled = after.pulled.includes(vacancy);
  const rankNow = new Map(is.map((candidate, i) => [candidate, i + 1]));
  const rankThen = new Map(was.map((candidate, i) => [candidate, i + 1]));
  const elsewhere = (at: number): number | null => (at === EMPTY ? null : at);
  const left = was.flatMap((candidate, i) =>
    rankNow.has(candidate)
      ? []
      : [
          {
            candidate,
            rank: i + 1,
            why: leaveReason(model, vacancy, candidate, after, listAfter[candidate]!),
            to: elsewhere(listAfter[candidate]!),
          },
        ],
  );
  const moved = was.flatMap((candidate, i) => {
    const to = rankNow.get(candidate);
    return to === undefined || to === i + 1 ? [] : [{ candidate, from: i + 1, to }];
  });
  const entered = is.flatMap((candidate, i) =>
    rankThen.has(candidate)
      ? []
      : [
          {
            candidate,
            rank: i + 1,
            from: elsewhere(listBefore[candidate]!),
            pinned: after.pins.some((pin) => pin.vacancy === vacancy && pin.candidate === candidate),
          },
        ],
  );
  const stayed = is.filter((candidate) => rankThen.has(candidate));
  const reversed = stayed.flatMap((ahead, i) =>
    stayed
      .slice(i + 1)
      .filter((behind) => rankThen.get(behind)! < rankThen.get(ahead)!)
      .map((behind) => ({ ahead, behind })),
  );
  const places = model.placeOffsets[vacancy + 1]! - model.placeOffsets[vacancy]!;
  return { vacancy, pulled, left, moved, entered, reversed, empty: pulled ? 0 : places - is.length };
};

const leaveReason = (
  model: AssignmentModel,
  vacancy: number,
  candidate: number,
  { withdrawn, excluded, pulled, pins }: Constraints,
  now: number,
): LeaveReason => {
  if (pulled.includes(vacancy)) return { kind: 'vacancy-pulled' };
  const withdrawal = withdrawn.find((w) => w.candidate === candidate);
  if (withdrawal) return { kind: 'withdrawn', motive: withdrawal.motive };
  const exclusion = excluded.find((e) => e.candidate === candidate && e.vacancy === vacancy);
  if (exclusion) return { kind: 'excluded', motive: exclusion.motive };
  if (pins.some((pin) => pin.candidate === candidate)) return { kind: 'pinned-elsewhere' };
  if (pairsOf(model, vacancy, candidate).length === 0) return { kind: 'not-eligible' };
  return { kind: now === EMPTY ? 'made-room' : 'moved' };
};
