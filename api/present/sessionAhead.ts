import { EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { pairsOf } from '../../engine/assignment/repair/pairs.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import { coefOf } from '../../engine/targets/rows.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';

/** Who stands on the list of a vacancy, in order: rows of the pool. */
export interface StandingList {
  /** Place in the session. */
  readonly vacancy: number;
  readonly rows: readonly number[];
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
  const { bonus, classes, pool } = prepared.request;
  const candidateOf = new Map(Array.from(rowOf, (row, candidate) => [row, candidate]));
  const segmentOf = segmentOfPairs(model);
  const byHand = new Set(document.constraints.pins.map(({ number }) => pool.numbers.rowOf(number)));
  const prices = pricesOf(prepared, document);

  const strongest = (vacancy: number, ahead: number, over: number): number | null => {
    let best: number | null = null;
    let most = 0;
    prepared.rows.forEach((target, t) => {
      if (!target.vacancies.includes(vacancy)) return;
      const [ours, theirs] = [ahead, over].map((row) =>
        coefOf(target, classes.profiles[classes.classOf[row]!]!),
      );
      const worth = (prices[t] ?? 0) * (ours! - theirs!);
      if (worth <= most) return;
      best = t;
      most = worth;
    });
    return best;
  };

  const reason = (vacancy: number, ahead: number, over: number): string => {
    if (byHand.has(ahead)) return 'placée à la main';
    if (byHand.has(over)) return 'devant une demande placée à la main';
    const { points, tier } = prepared.places[vacancy]!.ranking.scored;
    const carried = (bonus.get(ahead) ?? 0) - (bonus.get(over) ?? 0);
    const [a, b] = [ahead, over].map((row) => {
      const candidate = candidateOf.get(row);
      return candidate === undefined ? EMPTY : (pairsOf(model, vacancy, candidate)[0] ?? EMPTY);
    });
    if (a === undefined || b === undefined || a === EMPTY || b === EMPTY)
      return 'devant pour l’ensemble de la séance';
    const higher = tier[ahead]! < tier[over]!;
    const [ours, theirs] = [segmentOf[a]!, segmentOf[b]!];
    if (higher && (ours === theirs || segmentLevel[ours]! < segmentLevel[theirs]!))
      return 'devant par son niveau';
    if (points[ahead]! - points[over]! + carried > 0) return 'devant par le report des séances passées';
    if (model.pairScore[a]! > model.pairScore[b]!) return 'devant par son niveau';
    const target = ours === theirs ? null : strongest(vacancy, ahead, over);
    return target === null
      ? 'devant pour l’ensemble de la séance'
      : `devant par l’objectif « ${label(target)} »`;
  };

  return ({ vacancy, rows }) => {
    const { points } = prepared.places[vacancy]!.ranking.scored;
    return rows.map((ahead, i) => {
      const over = rows.slice(i + 1).find((row) => points[row]! > points[ahead]!);
      return over === undefined ? null : reason(vacancy, ahead, over);
    });
  };
};

/** Prices of the plan by target row; none once a vacancy came since, whose rows the plan did not have. */
const pricesOf = (
  { places }: PreparedSession,
  { plan }: Pick<SessionDocument, 'plan'>,
): readonly number[] => {
  const last = plan.stages.at(-1);
  return last?.goal.kind === 'points' && plan.vacancies.length === places.length ? last.saved.rowPrice : [];
};
