import { explainList, type ListedHousehold } from '../../engine/assignment/explain/candidates.ts';
import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import { type StageGap, stageGaps } from '../../engine/assignment/explain/gap.ts';
import { type GivenUp, givenUpAt } from '../../engine/assignment/explain/givenUp.ts';
import { outlooksOf } from '../../engine/assignment/explain/targets.ts';
import { type PlanView, slackOf } from '../../engine/assignment/explain/view.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Qualification } from '../../engine/qualification/qualify.ts';
import type { RowOutlook } from '../../engine/targets/after.ts';
import { declinedAt, viewOpenSession } from './sessionsExplain.ts';
import type { SessionModel } from './sessionsModel.ts';
import type { OpenSession } from './sessionsQuestion.ts';

/** One vacancy on the board. Places are those of the meeting's model. */
export interface BoardVacancy {
  readonly vacancy: number;
  /** Taken out of the session in the meeting. */
  readonly pulled: boolean;
  readonly eligible: number;
  readonly candidates: readonly ListedHousehold[];
  /** Places that nobody is left for. */
  readonly empty: number;
  readonly qualification: Qualification;
}

/**
 * What a meeting has before its eyes: every list with its households, what targets lack. Read from the plan and its prices, without
 * the plan by points alone and the exchanges that a whole explanation counts: made anew after each change.
 */
export interface SessionBoard extends Pick<SessionExplanation, 'view' | 'byHand'> {
  readonly open: OpenSession;
  readonly vacancies: readonly BoardVacancy[];
  /** By row of `view.prepared.rows`, then dwellings lacking of what was asked; zero: held. */
  readonly outlooks: readonly RowOutlook[];
  readonly slack: Float64Array;
  readonly gaps: readonly StageGap[];
}

export const boardOf = (open: OpenSession): SessionBoard => {
  const { view, byHand } = viewOpenSession(open);
  const { prepared } = view;
  const pulled = new Set(byHand.pulled);
  return {
    open,
    view,
    byHand,
    vacancies: prepared.places.map(
      (place, vacancy): BoardVacancy => ({
        vacancy,
        pulled: pulled.has(vacancy),
        eligible: prepared.problem.eligible[vacancy]!,
        candidates: explainList(view, vacancy, (at) => declinedAt(open.model, at)),
        empty: pulled.has(vacancy) ? 0 : place.chances.length - view.lists[vacancy]!.length,
        qualification: open.model.workspace.qualify(place.vacancy.id),
      }),
    ),
    outlooks: outlooksOf(view, prepared.rows),
    slack: slackOf(view.model, view.activity),
    gaps: stageGaps(prepared.staged, view.result, view.assignment),
  };
};

/** Households that the method alone would list at one vacancy, each with what it was given up for. */
export const givenUpOf = (
  { view, byHand }: { readonly view: PlanView; readonly byHand: SessionBoard['byHand'] },
  vacancy: number,
): readonly GivenUp[] => givenUpAt(view, byHand, vacancy);

/** Place of a vacancy in a session. @throws InputError `session.vacancy-absent`. */
export const vacancyAt = ({ vacancyAt: places }: SessionModel, id: string): number => {
  const at = places.get(id);
  if (at === undefined)
    throw new InputError([{ code: 'session.vacancy-absent', path: 'vacancy', received: id }]);
  return at;
};

/** Sessions whose boards stay in memory. */
const BOARDS_KEPT = 4;

/** Boards, each made once for a version of a session and the data it is on: pages of one meeting all ask for it. */
export class SessionBoards {
  readonly #boards = new Map<string, SessionBoard>();

  of(open: OpenSession): SessionBoard {
    const known = this.#boards.get(open.id);
    const same = known?.open.version === open.version && known.open.model === open.model;
    const board = same ? known : boardOf(open);
    this.#boards.delete(open.id);
    this.#boards.set(open.id, board);
    const [oldest] = this.#boards.keys();
    if (this.#boards.size > BOARDS_KEPT && oldest !== undefined) this.#boards.delete(oldest);
    return board;
  }
}
