import type { Reservataire } from '../../domain/codes.ts';
import type { DemandNumber } from '../../domain/ids.ts';
import { answer } from '../../eligibility/rule.ts';
import type { EarlierAnswer } from '../../qualification/history.ts';
import { affordabilityOf } from '../../shortlist/affordability.ts';
import { contingentsOf } from '../../shortlist/credits.ts';
import { describeDemand } from '../../shortlist/describe.ts';
import type { Candidate } from '../../shortlist/shortlist.ts';
import { workDistances } from '../../shortlist/workDistance.ts';
import { effectsOf, targetStates } from '../../targets/balance.ts';
import { placeOf } from '../../targets/place.ts';
import { coefOf } from '../../targets/rows.ts';
import { vacancyRules } from './byHand.ts';
import { type RankReason, rankReason } from './rankReason.ts';
import {
  effectsOfPair,
  type PlanView,
  type PriceEffect,
  profileAt,
  rankingAt,
  type Standing,
  sumOfPoints,
} from './view.ts';

/** A listed household: what explains it on the list of one dwelling, and what the session adds. Thousandths of points. */
export interface ListedHousehold extends Omit<Candidate, 'aheadOfNext' | 'behindPrevious'> {
  readonly chance: number;
  readonly byHand: boolean;
  /** Contingent that its lease would be credited to, and those that its profile allows. */
  readonly credited: Reservataire;
  readonly couldBeCredited: readonly Reservataire[];
  /** Bonus of a household carried over. */
  readonly carried: number;
  /** What its level adds to its points among the demands that targets see alike. */
  readonly lift: number;
  /** What target prices add or take, row by row. */
  readonly priceEffects: readonly PriceEffect[];
  /** What the levels held before points add. */
  readonly levels: number;
  /** Points + bonus + lift + price effects + levels. */
  readonly netValue: number;
  /** Null for the last of the list. */
  readonly aheadOfNext: RankReason | null;
}

/** What households answered when a vacancy was proposed to them before. */
export type EarlierAnswers = (vacancy: number) => ReadonlyMap<DemandNumber, EarlierAnswer>;

/** The list of a vacancy, each household explained. */
export const explainList = (
  view: PlanView,
  vacancy: number,
  declined: EarlierAnswers,
): readonly ListedHousehold[] => {
  const { prepared, lists } = view;
  const { pool, territory, ledger, classes, bonus } = prepared.request;
  const { dwelling, credits } = prepared.places[vacancy]!;
  const rules = vacancyRules(prepared, vacancy);
  const states = targetStates(
    territory,
    ledger,
    placeOf(territory, dwelling),
    credits.map(({ contingent }) => contingent),
  );
  const list = lists[vacancy]!;
  return list.map((standing, i): ListedHousehold => {
    const { row, rank, chance, byHand, contingent } = standing;
    const ranking = rankingAt(prepared, vacancy, contingent);
    const number = pool.numbers.at(row);
    const next = list[i + 1];
    const parts = partsOf(view, standing);
    const carried = bonus.get(row) ?? 0;
    return {
      row,
      number,
      rank,
      chance,
      byHand,
      credited: contingent,
      couldBeCredited: contingentsOf(classes.credits[row]!),
      household: describeDemand(pool, territory, row),
      score: ranking.explain(row),
      rules: rules.map((rule) => answer(rule, row)),
      effects: effectsOf(states, profileAt(prepared.request, row, contingent)),
      affordability: affordabilityOf({ pool, territory, dwelling, row }),
      work: workDistances({ pool, territory, dwelling, row }),
      declinedBefore: declined(vacancy).get(number) ?? null,
      carried,
      ...parts,
      netValue:
        ranking.scored.points[row]! + carried + parts.lift + sumOfPoints(parts.priceEffects) + parts.levels,
      aheadOfNext: next === undefined ? null : rankReason(view, standing, next),
    };
  });
};

/** Parts of a household's value besides its points: those of its pair; for one placed before the plan, of the rows alone. */
const partsOf = (
  view: PlanView,
  { vacancy, row, seat, contingent }: Standing,
): Pick<ListedHousehold, 'lift' | 'priceEffects' | 'levels'> => {
  const { prepared, model, rowPrice } = view;
  const { bonus } = prepared.request;
  if (seat !== null) {
    const { rows, levels } = effectsOfPair(view, seat.pair);
    const own = rankingAt(prepared, vacancy, contingent).scored.points[row]! + (bonus.get(row) ?? 0);
    return { lift: model.pairScore[seat.pair]! - own, priceEffects: rows, levels };
  }
  const profile = profileAt(prepared.request, row, contingent);
  const priceEffects = prepared.rows.flatMap((target, t): PriceEffect[] => {
    const dwellings = target.vacancies.includes(vacancy) ? coefOf(target, profile) : 0;
    return dwellings === 0 ? [] : [{ row: t, dwellings, points: rowPrice[t]! * dwellings + 0 }];
  });
  return { lift: 0, priceEffects, levels: 0 };
};
