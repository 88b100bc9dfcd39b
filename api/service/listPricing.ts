import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import type { ListPricing } from '../../engine/shortlist/listOrder.ts';
import { type PlanPrices, PreparedPrices } from '../../engine/shortlist/prices.ts';
import type { ShortlistQuestion, Workspace } from './workspace.ts';

const preparedBy = new WeakMap<Workspace, WeakMap<PlanPrices, PreparedPrices>>();

/** The prices of a plan as the list of one vacancy takes them in; made ready once for each workspace. */
export const listPricing = (
  workspace: Workspace,
  question: ShortlistQuestion,
  prices: PlanPrices,
): ListPricing => {
  const known = preparedBy.get(workspace) ?? new WeakMap<PlanPrices, PreparedPrices>();
  preparedBy.set(workspace, known);
  const prepared =
    known.get(prices) ?? new PreparedPrices(prices, workspace.territory, workspace.sessionData.classes);
  known.set(prices, prepared);
  const asked = RESERVATAIRE_CODES.find((code) => code === question.contingent);
  return {
    prepared,
    orientedTo: asked ?? workspace.place(question.vacancy).vacancy.orientedTo,
    rankingOf: (contingent) => workspace.ranking(question, contingent),
  };
};
