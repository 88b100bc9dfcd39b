import type { DemandNumber } from '../../domain/ids.ts';
import type { RowOutlook } from '../../targets/after.ts';
import { EMPTY } from '../model.ts';
import { ROW_ROUNDING, rowActivity } from '../objective.ts';
import type { Constraints } from '../repair/session.ts';
import type { PreparedSession } from '../session.ts';
import type { StagedResult } from '../stages.ts';
import {
  type ByHand,
  decisionsByHand,
  type HandExclusion,
  type HandMotive,
  suits,
  vacancyRules,
} from './byHand.ts';
import { type EarlierAnswers, explainList, type ListedHousehold } from './candidates.ts';
import { type StageGap, stageGaps } from './gap.ts';
import { type GivenUp, givenUpAt, methodList } from './givenUp.ts';
import { pointsOf, pointsOnlyPlan } from './pointsOnly.ts';
import { explainTargets, outlooksOf, type TargetExplanation } from './targets.ts';
import { type PlanView, planView, slackOf } from './view.ts';

/** One vacancy of the session. */
export interface VacancyExplanation {
  readonly vacancy: number;
  /** Taken out of the session in the meeting. */
  readonly pulled: boolean;
  readonly eligible: number;
  readonly candidates: readonly ListedHousehold[];
  /** Places that nobody is left for. */
  readonly empty: number;
  readonly givenUp: readonly GivenUp[];
}

/** What an exclusion by hand changed at one vacancy. */
export interface ExclusionExplanation extends HandExclusion {
  readonly number: DemandNumber;
  /** Vacancies of the session where it would otherwise be eligible; `rank`: on the list by the method alone, null past its end. */
  readonly changed: readonly { readonly vacancy: number; readonly rank: number | null }[];
}

/** Sums over the lists. Expected points: Σ chance · points, thousandths; those of pins made before the plan left out. */
export interface SessionTotals {
  readonly places: number;
  readonly filled: number;
  readonly points: number;
  /**
   * Of the plan that looks at points alone, one list by household as well. Where levels are optimised in order they come first
   * there too, so it may have fewer points than the plan.
   */
  readonly pointsOnly: number;
  /** What the lacking rows cost, at their penalty. */
  readonly slackCost: number;
  /** points + fill bonus of the filled places − slackCost: the value of the model. */
  readonly value: number;
  /** Rows that lack something in the plan, and in the one by points alone; out of `rows`. */
  readonly lacking: number;
  readonly lackingPointsOnly: number;
  readonly rows: number;
}

/** All that a session's page says, as facts. Vacancies and target rows are places in `prepared`; `row`s of households, of the pool. */
export interface SessionExplanation {
  readonly view: PlanView;
  readonly byHand: ByHand;
  readonly vacancies: readonly VacancyExplanation[];
  readonly targets: readonly TargetExplanation[];
  /** Rows followed without weight. */
  readonly followed: readonly RowOutlook[];
  readonly exclusions: readonly ExclusionExplanation[];
  readonly totals: SessionTotals;
  readonly stages: readonly StageGap[];
  /** Every goal was optimised to its own limits. */
  readonly complete: boolean;
}

export interface ExplainInput {
  readonly prepared: PreparedSession;
  /** Lists of the session: those solved, or those that a repair left (same stages, mended assignment). */
  readonly result: StagedResult;
  readonly motives?: readonly HandMotive[];
  /** What the meeting settled, when the assignment is a mended one. */
  readonly mended?: Constraints;
  readonly declined?: EarlierAnswers;
}

const NOBODY: ReturnType<EarlierAnswers> = new Map();

/**
 * Why each list is what it is, what it gave up and for which target, how far from the best it may be. Solves the plan by points
 * alone beside (rounds counted, no clock); the rest is read from the plan, its prices and exchanges counted on it.
 *
 * @throws RangeError when the result has no stage, or is of another session.
 */
export const explainSession = (input: ExplainInput): SessionExplanation => {
  const { prepared, result, motives = [], mended, declined = () => NOBODY } = input;
  const byHand = decisionsByHand(prepared, { motives, ...(mended ? { mended } : {}) });
  const view = planView(prepared, result, new Set(byHand.pins.map(({ row }) => row)));
  const alone = pointsOnlyPlan(prepared, result);
  const vacancies = prepared.places.map((place, vacancy): VacancyExplanation => {
    const pulled = byHand.pulled.includes(vacancy);
    return {
      vacancy,
      pulled,
      eligible: prepared.problem.eligible[vacancy]!,
      candidates: explainList(view, vacancy, declined),
      empty: pulled ? 0 : place.chances.length - view.lists[vacancy]!.length,
      givenUp: givenUpAt(view, byHand, vacancy),
    };
  });
  const aloneActivity = rowActivity(view.model, view.segmentOf, alone.assignment);
  const targets = explainTargets(
    view,
    vacancies.flatMap(({ givenUp }) => givenUp),
    aloneActivity,
  );
  return {
    view,
    byHand,
    vacancies,
    targets,
    followed: outlooksOf(view, prepared.inactive),
    exclusions: exclusionsOf(view, byHand),
    totals: totalsOf(view, alone, aloneActivity),
    stages: stageGaps(prepared.staged, result, view.assignment),
    complete:
      result.stages.length === prepared.staged.goals.length && !result.stages.some(({ aborted }) => aborted),
  };
};

const exclusionsOf = (view: PlanView, byHand: ByHand): readonly ExclusionExplanation[] => {
  const { prepared } = view;
  return byHand.exclusions.map((exclusion) => {
    const { vacancy: at, row } = exclusion;
    const changed = prepared.places.flatMap((_, vacancy) => {
      if (at !== null && at !== vacancy) return [];
      if (suits(prepared, vacancyRules(prepared, vacancy), { vacancy, row }).outcome !== 'eligible')
        return [];
      const rank = methodList(view, byHand, vacancy).indexOf(row) + 1;
      return [{ vacancy, rank: rank === 0 ? null : rank }];
    });
    return { ...exclusion, number: prepared.request.pool.numbers.at(row), changed };
  });
};

const totalsOf = (
  { model, assignment, activity }: PlanView,
  alone: StagedResult,
  aloneActivity: Float64Array,
): SessionTotals => {
  const slack = slackOf(model, activity);
  const points = pointsOf(model, assignment);
  let fill = 0;
  let filled = 0;
  assignment.forEach((pair, place) => {
    if (pair === EMPTY) return;
    fill += model.placeWeight[place]! * model.fillBonus;
    filled += 1;
  });
  let slackCost = 0;
  slack.forEach((lack, row) => {
    if (lack > 0) slackCost += lack * model.rowPenalty[row]!;
  });
  const lacking = (of: Float64Array): number => of.reduce((n, lack) => (lack > ROW_ROUNDING ? n + 1 : n), 0);
  return {
    places: assignment.length,
    filled,
    points,
    pointsOnly: pointsOf(model, alone.assignment),
    slackCost,
    value: points + fill - slackCost,
    lacking: lacking(slack),
    lackingPointsOnly: lacking(slackOf(model, aloneActivity)),
    rows: model.rowCount,
  };
};
