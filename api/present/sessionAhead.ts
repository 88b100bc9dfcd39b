import { pairCrediting } from '../../engine/assignment/credited.ts';
import { profileAt, rankingAt } from '../../engine/assignment/explain/view.ts';
import { EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import type { Reservataire } from '../../engine/domain/codes.ts';
import { coefOf } from '../../engine/targets/rows.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';

/** A household of a list: its row of the pool, and the contingent that its lease would be credited to; null: not said. */
export interface Contender {
  readonly row: number;
  readonly contingent: Reservataire | null;
}

/** Who stands on the list of a vacancy, in order. */
export interface StandingList {
  /** Place in the session. */
  readonly vacancy: number;
  readonly contenders: readonly Contender[];
}

/**
 * Short reason of each household of a list that stands before one with more points, null for others: "devant par l’objectif
 * « X »". `precal session explain` says how much.
 *
 * @param label name of a target row, by its place in `prepared.rows`.
 */
export const aheadTexts = (
  { prepared, document }: { readonly prepared: PreparedSession; readonly document: SessionDocument },
  label: (row: number) => string,
): ((list: StandingList) => readonly (string | null)[]) => {
  const { model, rowOf, segmentLevel } = prepared.problem;
  const { bonus, pool } = prepared.request;
  const candidateOf = new Map(Array.from(rowOf, (row, candidate) => [row, candidate]));
  const segmentOf = segmentOfPairs(model);
  const byHand = new Set(document.constraints.pins.map(({ number }) => pool.numbers.rowOf(number)));
  const prices = pricesOf(prepared, document);

  const strongest = (vacancy: number, ahead: Contender, over: Contender): number | null => {
    let best: number | null = null;
    let most = 0;
    prepared.rows.forEach((target, t) => {
      if (!target.vacancies.includes(vacancy)) return;
      const [ours, theirs] = [ahead, over].map(({ row, contingent }) =>
        coefOf(target, profileAt(prepared.request, row, contingent)),
      );
      const worth = (prices[t] ?? 0) * (ours! - theirs!);
      if (worth <= most) return;
      best = t;
      most = worth;
    });
    return best;
  };

  const pointsOf = (vacancy: number, { row, contingent }: Contender): number =>
    rankingAt(prepared, vacancy, contingent ?? 'AUCUN').scored.points[row]!;

  const reason = (vacancy: number, ahead: Contender, over: Contender): string => {
    if (byHand.has(ahead.row)) return 'placée à la main';
    if (byHand.has(over.row)) return 'devant une demande placée à la main';
    const { tier } = prepared.places[vacancy]!.ranking.scored;
    const carried = (bonus.get(ahead.row) ?? 0) - (bonus.get(over.row) ?? 0);
    const [a, b] = [ahead, over].map(({ row, contingent }) => {
      const candidate = candidateOf.get(row) ?? EMPTY;
      return pairCrediting(prepared.problem, segmentOf, { vacancy, candidate, contingent });
    });
    if (a === undefined || b === undefined || a === EMPTY || b === EMPTY)
      return 'devant pour l’ensemble de la séance';
    const higher = tier[ahead.row]! < tier[over.row]!;
    const [ours, theirs] = [segmentOf[a]!, segmentOf[b]!];
    if (higher && (ours === theirs || segmentLevel[ours]! < segmentLevel[theirs]!))
      return 'devant par son niveau';
    if (pointsOf(vacancy, ahead) - pointsOf(vacancy, over) + carried > 0)
      return 'devant par le report des séances passées';
    if (model.pairScore[a]! > model.pairScore[b]!) return 'devant par son niveau';
    const target = ours === theirs ? null : strongest(vacancy, ahead, over);
    return target === null
      ? 'devant pour l’ensemble de la séance'
      : `devant par l’objectif « ${label(target)} »`;
  };

  return ({ vacancy, contenders }) =>
    contenders.map((ahead, i) => {
      const over = contenders.slice(i + 1).find((each) => pointsOf(vacancy, each) > pointsOf(vacancy, ahead));
      return over === undefined ? null : reason(vacancy, ahead, over);
    });
};

/** Prices of the plan by target row; none once a vacancy came since, whose rows the plan did not have. */
const pricesOf = (
  { places }: PreparedSession,
  { plan }: Pick<SessionDocument, 'plan'>,
): readonly number[] => {
  const last = plan.stages.at(-1);
  return last?.goal.kind === 'points' && plan.vacancies.length === places.length ? last.saved.rowPrice : [];
};
