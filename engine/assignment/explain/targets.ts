import { type RowOutlook, stateAfterLists } from '../../targets/after.ts';
import { placeOf } from '../../targets/place.ts';
import type { CandidateList } from '../../targets/proposals.ts';
import { coefOf, type TargetRow } from '../../targets/rows.ts';
import type { SessionTargetRow } from '../session.ts';
import { type Brake, brakeOf } from './brake.ts';
import type { GivenUp } from './givenUp.ts';
import { type PlanView, profileAt, type Standing, slackOf } from './view.ts';

/** A household of the lists that moves a row, and by how much: chance · coefficient, dwellings. */
export interface Serving {
  readonly vacancy: number;
  readonly rank: number;
  readonly row: number;
  readonly dwellings: number;
}

/** A target row as the session leaves it. Dwellings and thousandths of points. */
export interface TargetExplanation {
  readonly target: SessionTargetRow;
  readonly outlook: RowOutlook;
  /** What the session was asked to bring, its part of the year; at or below zero: what it may take. */
  readonly asked: number;
  /** Σ chance · coefficient of the lists, households placed by hand included. */
  readonly brings: number;
  /** What is still lacking of `asked`; zero: held. */
  readonly slack: number;
  /** The same in the plan by points alone. */
  readonly pointsOnlySlack: number;
  /** What one dwelling more would cost the lists, at a price that supports this plan. */
  readonly price: number;
  /** What one dwelling of slack was worth; Infinity: none allowed. */
  readonly penalty: number;
  /** Listed households that bring it nearer, the most first. */
  readonly served: readonly Serving[];
  /** Households that the method alone would list and that this row kept from a list. */
  readonly keptOut: readonly GivenUp[];
  /** Null where nothing lacks. */
  readonly brake: Brake | null;
}

/** Lists as targets count them. */
export const candidateLists = ({ prepared, lists }: PlanView): readonly CandidateList[] => {
  const { request, places } = prepared;
  const { pool, territory } = request;
  return lists.map((list, vacancy) => {
    const { vacancy: of, dwelling } = places[vacancy]!;
    return {
      vacancy: of.id,
      place: placeOf(territory, dwelling),
      candidates: list.map(({ row, rank, chance, contingent }) => ({
        number: pool.numbers.at(row),
        rank,
        profile: profileAt(prepared.request, row, contingent),
        chance,
      })),
    };
  });
};

export const outlooksOf = (view: PlanView, rows: readonly TargetRow[]): readonly RowOutlook[] =>
  stateAfterLists(view.prepared.request.territory, rows, candidateLists(view));

/** @param pointsOnly activity of the plan by points alone, dwellings by row. */
export const explainTargets = (
  view: PlanView,
  givenUp: readonly GivenUp[],
  pointsOnly: Float64Array,
): readonly TargetExplanation[] => {
  const { prepared, model, activity, rowPrice } = view;
  const slack = slackOf(model, activity);
  const pointsOnlySlack = slackOf(model, pointsOnly);
  const outlooks = outlooksOf(view, prepared.rows);
  return prepared.rows.map((target, t): TargetExplanation => {
    const { requiredDwellings, part } = target;
    const asked = requiredDwellings > 0 ? requiredDwellings * part : requiredDwellings;
    return {
      target,
      outlook: outlooks[t]!,
      asked,
      // What households placed by hand bring is already off the model's right side.
      brings: activity[t]! + asked - model.rowRequired[t]!,
      slack: slack[t]!,
      pointsOnlySlack: pointsOnlySlack[t]!,
      price: rowPrice[t]!,
      penalty: model.rowPenalty[t]!,
      served: servingOf(view, target),
      keptOut: givenUp.filter(({ why }) => why.by === 'targets' && why.rows.some(({ row }) => row === t)),
      brake: slack[t]! > 0 ? brakeOf(view, t) : null,
    };
  });
};

const servingOf = ({ prepared, lists }: PlanView, target: SessionTargetRow): readonly Serving[] =>
  target.vacancies
    .flatMap((vacancy) => lists[vacancy]!)
    .map(({ vacancy, rank, row, chance, contingent }: Standing): Serving => {
      const dwellings = chance * coefOf(target, profileAt(prepared.request, row, contingent));
      return { vacancy, rank, row, dwellings };
    })
    .filter(({ dwellings }) => dwellings > 0)
    .sort((a, b) => b.dwellings - a.dwellings || a.vacancy - b.vacancy || a.rank - b.rank);
