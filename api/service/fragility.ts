import { vacancyRules } from '../../engine/assignment/explain/byHand.ts';
import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import { netValue } from '../../engine/assignment/explain/view.ts';
import { type PreparedRule, type RuleId, UNKNOWN } from '../../engine/eligibility/rule.ts';
import { splitApart } from '../../engine/shortlist/apart.ts';
import { type Fragility, fragilityOf } from '../../engine/shortlist/fragility.ts';
import { listOrder } from '../../engine/shortlist/listOrder.ts';
import { type OpenList, rulesFor, selectEligible } from '../../engine/shortlist/shortlist.ts';
import { listPricing } from './listPricing.ts';
import type { ShortlistQuestion, Workspace } from './workspace.ts';

const unknownOf =
  (rules: readonly PreparedRule[]) =>
  (row: number): readonly RuleId[] =>
    rules.filter((rule) => rule.test(row) === UNKNOWN).map(({ id }) => id);

/** Households nearest to a list at the prices of a plan whose points are followed as weights change. */
const WATCHED = 50;

/** How little would change the list of one vacancy, at the prices that it took in if it did. */
export const shortlistFragility = (
  workspace: Workspace,
  question: ShortlistQuestion,
  { dwelling, vacancy, qualification, candidates, prices }: Omit<OpenList, 'ownSide' | 'pairSide'>,
): Fragility => {
  const { pool, territory } = workspace;
  const ranking = workspace.ranking(question, question.contingent ?? vacancy.orientedTo);
  const rules = rulesFor({ pool, territory, dwelling, qualification });
  const { beyondWishes } = question;
  const { within } = splitApart(selectEligible({ pool, dwelling, beyondWishes }, rules).eligible, ranking);
  const listed = candidates.map(({ row }) => row);
  const on = new Set(listed);
  const others = within.filter((row) => !on.has(row));
  const input = { pool, ranking, listed, others, unknownRules: unknownOf(rules) };
  if (prices === null) return fragilityOf(input);
  const pricing = listPricing(workspace, question, prices.plan);
  const order = listOrder({ territory, dwelling, ranking, pricing }, within);
  const added = (row: number): number => (order.standing(row)?.value ?? 0) - ranking.scored.points[row]!;
  return fragilityOf({ ...input, added, watched: WATCHED });
};

/**
 * How little would change each list of a session, at the plan's prices: between those that the plan placed and the households that are
 * on no list. Null: a list pulled, or placed by hand altogether.
 */
export const sessionFragility = ({
  view,
  vacancies,
}: Pick<SessionExplanation, 'view' | 'vacancies'>): readonly (Fragility | null)[] =>
  vacancies.map((each) => sessionListFragility(view, each));

/** The same for one list. */
export const sessionListFragility = (
  view: SessionExplanation['view'],
  {
    vacancy,
    pulled,
    candidates,
  }: Pick<SessionExplanation['vacancies'][number], 'vacancy' | 'pulled' | 'candidates'>,
): Fragility | null => {
  const { prepared, standing } = view;
  const { pool } = prepared.request;
  const { ranking } = prepared.places[vacancy]!;
  const listed = candidates.filter(({ byHand }) => !byHand).map(({ row }) => row);
  if (pulled || listed.length === 0) return null;
  const worth = worthAt(view, vacancy);
  return fragilityOf({
    pool,
    ranking,
    listed,
    others: [...worth.keys()].filter((row) => !standing.has(row)),
    unknownRules: unknownOf(vacancyRules(prepared, vacancy)),
    added: (row) => (worth.get(row) ?? ranking.scored.points[row]!) - ranking.scored.points[row]!,
    watched: WATCHED,
  });
};

/** Net value of each household that has a pair with a vacancy, thousandths of points: the best of its pairs. By row of the pool. */
const worthAt = (view: SessionExplanation['view'], vacancy: number): ReadonlyMap<number, number> => {
  const { model, prepared } = view;
  const worth = new Map<number, number>();
  for (let s = model.segmentOffsets[vacancy]!; s < model.segmentOffsets[vacancy + 1]!; s += 1) {
    const [from, to] = [model.pairOffsets[s]!, model.pairOffsets[s + 1]!];
    const gain = netValue(view, from) - model.pairScore[from]!;
    for (let pair = from; pair < to; pair += 1) {
      const row = prepared.problem.rowOf[model.pairCandidate[pair]!]!;
      worth.set(row, Math.max(worth.get(row) ?? -Infinity, model.pairScore[pair]! + gain));
    }
  }
  return worth;
};
