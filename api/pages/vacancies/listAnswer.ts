import type { Context } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { pricesForList } from '../../http/pricesRoutes.ts';
import { problemOf } from '../../http/problem.ts';
import { presentPair } from '../../present/pair.ts';
import { RULE_IDS } from '../../present/rules.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { PageDoors } from '../doors.ts';
import { type OpenedStage, SAMPLE } from './funnel.tsx';
import { type ListQuestion, readQuestion } from './listQuestion.ts';

/** The list that an address asks for, with what of it could not be done. */
export interface ListAnswer {
  readonly workspace: Workspace;
  readonly asked: ListQuestion;
  readonly shortlist: ReturnType<Workspace['shortlist']>['shortlist'];
  /** For `presentShortlist`. */
  readonly context: ReturnType<Workspace['shortlist']>['context'];
}

/**
 * Prices that the list cannot take in are said beside their field, and left out.
 *
 * @throws InputError `vacancy.unknown`, `vacancy.dwelling-unknown`.
 */
export const answerList = async (
  context: Context,
  { cache, sessions }: PageDoors,
  id: string,
): Promise<ListAnswer> => {
  const workspace = await cache.current();
  workspace.place(id);
  const asked = readQuestion(
    id,
    (name) => context.req.query(name),
    workspace.orderings().map((method) => method.id),
  );
  const { question } = asked;
  const priced = (order: typeof question.order) =>
    pricesForList(sessions ?? undefined, workspace, { ...question, order });
  try {
    return { asked, ...made(workspace, question, await priced(question.order)) };
  } catch (error) {
    if (!(error instanceof InputError) || question.order !== 'targets') throw error;
    const errors = { ...asked.errors, ordre: problemOf(error.issues).detail };
    return { asked: { ...asked, errors }, ...made(workspace, question, await priced('method')) };
  }
};

const made = (
  workspace: Workspace,
  question: ListQuestion['question'],
  { prices, context: order }: Awaited<ReturnType<typeof pricesForList>>,
): Omit<ListAnswer, 'asked'> => {
  const { shortlist, context } = workspace.shortlist(question, prices);
  return { workspace, shortlist, context: { ...context, ...order } };
};

/** Some of those that a rule sets aside; null when no rule of that name is opened. */
export const openedStage = (
  workspace: Workspace,
  { question, opened }: Pick<ListQuestion, 'question' | 'opened'>,
): OpenedStage | null => {
  const rule = RULE_IDS.find((id) => id === opened);
  if (rule === undefined) return null;
  const pairs = workspace.setAside(question, rule, SAMPLE);
  return { rule, pairs: pairs.map((pair) => presentPair(pair, question.size)) };
};
