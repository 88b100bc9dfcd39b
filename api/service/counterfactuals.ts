import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import { type Counterfactual, counterfactual } from '../../engine/counterfactual/counterfactual.ts';
import type { ListPlace } from '../../engine/counterfactual/place.ts';
import { counterfactualInSession, type SessionCounterfactual } from '../../engine/counterfactual/session.ts';
import type { Vacancy } from '../../engine/domain/dwelling.ts';
import type { SessionService } from './sessions.ts';
import { explainOpenSession } from './sessionsExplain.ts';
import { prepareModel } from './sessionsModel.ts';
import type { OpenSession } from './sessionsQuestion.ts';
import type { DemandQuestion, ShortlistQuestion, Workspace } from './workspace.ts';

/** What a household asks: what it could do to be on the list of a vacancy, or on any of the day. */
export interface CounterfactualQuestion
  extends DemandQuestion,
    Pick<ShortlistQuestion, 'contingent' | 'size' | 'beyondWishes'> {
  /** Null: all vacancies of the day. */
  readonly vacancy: string | null;
  /** Of all those of the day, the ones to look at; left out: all. */
  readonly among?: (place: { readonly vacancy: Vacancy }) => boolean;
}

/**
 * @throws InputError `demand.unknown`, `vacancy.unknown`, `vacancy.dwelling-unknown`, `method.unknown`,
 * `method.not-an-ordering`.
 */
export const demandCounterfactual = (
  workspace: Workspace,
  question: CounterfactualQuestion,
): Counterfactual => {
  const { pool, territory } = workspace;
  const row = workspace.rowOf(question.number, 'number');
  const asked =
    question.vacancy === null
      ? workspace.places().filter(question.among ?? (() => true))
      : [workspace.place(question.vacancy)];
  const places = asked.map(
    ({ vacancy, dwelling }): ListPlace => ({
      vacancy,
      dwelling,
      ranking: workspace.ranking(question, question.contingent ?? vacancy.orientedTo),
      size: question.size,
      beyondWishes: question.beyondWishes,
    }),
  );
  return counterfactual({ pool, territory, row, demand: workspace.demandAt(row) }, places);
};

/** The same for the lists of a session, solved again to prove it. @throws InputError `demand.unknown`. */
export const sessionCounterfactual = async (
  service: Pick<SessionService, 'solveOtherwise'>,
  { model, document }: OpenSession,
  number: string,
): Promise<{ readonly found: SessionCounterfactual; readonly explained: SessionExplanation }> => {
  const { workspace } = model;
  const row = workspace.rowOf(number, 'number');
  const explained = explainOpenSession({ model, document, id: '', version: 0, repaired: null });
  const { constraints, plan } = document;
  const pulled = new Set<string>(constraints.pulled);
  const vacancies = model.vacancies.filter((vacancy) => !pulled.has(vacancy));
  const settled = prepareModel(workspace, document, {
    vacancies,
    constraints: {
      ...constraints,
      pulled: [],
      excluded: constraints.excluded.filter(({ vacancy }) => !pulled.has(vacancy)),
    },
  }).prepared.request;
  const found = await counterfactualInSession({
    view: explained.view,
    byHand: explained.byHand,
    row,
    demand: workspace.demandAt(row),
    settled,
    mended: JSON.stringify(document.lists) !== JSON.stringify(plan.lists),
    solve: (prepared) => service.solveOtherwise(prepared, document),
  });
  return { found, explained };
};
