import type { Duals } from '../../engine/assignment/model.ts';
import type { Finding } from '../../engine/assignment/proof/findings.ts';
import { checkSaved, type SavedResult, saveResult } from '../../engine/assignment/proof/savedResult.ts';
import { standingPair } from '../../engine/assignment/repair/pairs.ts';
import { assignmentOf } from '../../engine/assignment/repair/session.ts';
import { type StageGoal, type StageProof, stageModel } from '../../engine/assignment/stages.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { UNMET } from '../../engine/eligibility/rule.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import type { SessionBasis, SessionDocument } from '../store/sessionDocument.ts';
import { effectiveLog, replay, type Standing } from './sessionsChanges.ts';
import { meetingStages } from './sessionsMeeting.ts';
import { basisOf, changedParts, namedState, prepareModel, type SessionModel } from './sessionsModel.ts';
import { listsOf } from './sessionsPlan.ts';
import { areInStock } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

/** What does not hold beyond the model's own properties. */
export type DocumentFault =
  /** A stage's goal, or their order, is not the model's. */
  | 'goals-differ'
  /** The plan's lists are not those of its assignment. */
  | 'plan-lists-differ'
  /** The log, replayed, gives other lists, or other settlements. */
  | 'log-differs'
  /** The log holds a change that cannot be made. */
  | 'log-refused'
  /** The lists cannot be counted on the model. */
  | 'lists-uncountable';

export interface StageCheck {
  readonly goal: StageGoal;
  readonly findings: readonly Finding[];
  /** Thousandths of points, fill bonus included. */
  readonly value: number;
  readonly bound: number;
  readonly rounds: number;
  readonly aborted: boolean;
}

/** A recount of the lists as they stand, on the model where nothing is settled by hand. */
export interface ListsCheck {
  readonly findings: readonly Finding[];
  readonly value: number;
  readonly bound: number;
}

export interface SessionVerification {
  /**
   * `sound`: all that was counted holds. `faulty`: something does not. `other-data`: the data are no longer those of the plan, so that
   * nothing could be counted; `changed` says which.
   */
  readonly outcome: 'sound' | 'faulty' | 'other-data';
  readonly changed: readonly (keyof SessionBasis)[];
  readonly stages: readonly StageCheck[];
  /** Null when the data differ, or the log cannot be replayed. */
  readonly lists: ListsCheck | null;
  readonly faults: readonly DocumentFault[];
  /** Changes by hand that hold. */
  readonly changes: number;
  readonly vacancies: number;
  /** Of them, those pulled by hand. */
  readonly pulled: number;
}

/**
 * Recounts a session from its document and the data, without the solver: P1 to P7 of each stage on a model made again, eligibility
 * asked of the rules themselves, the certificate from the saved prices, the plan's lists from its assignment, then the log
 * replayed and the lists of the meeting counted in turn. There, the order inside a class (P7) is not asked: a repair changes as
 * few persons as it can, so that who is set aside in one place may stand out elsewhere.
 */
export const verifySession = (workspace: Workspace, document: SessionDocument): SessionVerification => {
  const { plan } = document;
  const nothing = { stages: [], lists: null, faults: [], changes: effectiveLog(document).length };
  const { model, changed } = onSameData(workspace, document);
  if (model === null)
    return { ...nothing, outcome: 'other-data', changed, vacancies: plan.vacancies.length, pulled: 0 };
  const solved = prepareModel(workspace, document, plan);
  const stages = checkStages(solved, document);
  const faults: DocumentFault[] = [];
  const goals = JSON.stringify(solved.prepared.staged.goals.slice(0, plan.stages.length));
  if (JSON.stringify(plan.stages.map(({ goal }) => goal)) !== goals) faults.push('goals-differ');
  const placed = Int32Array.from(plan.stages.at(-1)!.saved.assignment);
  const readable = stages.every(({ findings }) => findings.every(({ property }) => property !== 'P3'));
  if (!readable || !same(listsOf(solved, placed), plan.lists)) faults.push('plan-lists-differ');
  const standing = replayed(document, model);
  if (standing === null) faults.push('log-refused');
  else {
    const { lists, constraints } = namedState(standing.model, standing.state);
    if (!same([lists, constraints], [document.lists, document.constraints])) faults.push('log-differs');
  }
  const lists = standing && checkLists(standing, { document, solved });
  if (standing && lists === null) faults.push('lists-uncountable');
  const clean =
    faults.length === 0 && [...stages, ...(lists ? [lists] : [])].every((s) => s.findings.length === 0);
  return {
    outcome: clean ? 'sound' : 'faulty',
    changed: [],
    stages,
    lists,
    faults,
    changes: nothing.changes,
    vacancies: (standing?.model ?? model).vacancies.length,
    pulled: standing?.state.pulled.length ?? 0,
  };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const onSameData = (
  workspace: Workspace,
  { plan, ...document }: SessionDocument,
): { readonly model: SessionModel | null; readonly changed: readonly (keyof SessionBasis)[] } => {
  if (!areInStock(workspace, plan.vacancies)) return { model: null, changed: ['stock'] };
  const model = prepareModel(workspace, { ...document, plan }, { vacancies: plan.vacancies });
  const changed = changedParts(basisOf(model), plan.basis);
  return { model: changed.length > 0 ? null : model, changed };
};

const checkStages = (solved: SessionModel, { plan }: SessionDocument): readonly StageCheck[] => {
  const { staged } = solved.prepared;
  const eligible = eligibleByRules(solved);
  const before: Pick<StageProof, 'goal' | 'assignment'>[] = [];
  const checks: StageCheck[] = [];
  for (const { goal, saved, rounds, aborted } of plan.stages.slice(0, staged.goals.length)) {
    const findings = checkSaved(stageModel(staged, before), saved, { eligible });
    checks.push({ goal, findings, value: saved.value, bound: saved.bound, rounds, aborted });
    // What follows rests on what could not be counted: it is not looked at.
    if (findings.some(({ property }) => property === 'P0' || property === 'P3')) break;
    before.push({ goal, assignment: Int32Array.from(saved.assignment) });
  }
  return checks;
};

/** Eligibility from the rules, pair by pair: no index and no funnel. */
const eligibleByRules = ({
  prepared,
  workspace,
}: SessionModel): ((vacancy: number, candidate: number) => boolean) => {
  const { pool, territory } = workspace;
  const rules = prepared.places.map(({ dwelling }) =>
    prepareRules({ pool, territory, dwelling, quartier: territory.quartierOfDwelling(dwelling)?.id ?? null }),
  );
  return (vacancy, candidate) => {
    const { beyondWishes, ranking } = prepared.places[vacancy]!;
    const row = prepared.problem.rowOf[candidate]!;
    return (
      !ranking.ordering.isApart(ranking.scored.tier[row]!) &&
      rules[vacancy]!.every((rule) => rule.test(row) !== UNMET || (beyondWishes && rule.kind === 'wish'))
    );
  };
};

const replayed = (document: SessionDocument, model: SessionModel): Standing | null => {
  try {
    return replay(document, model, effectiveLog(document));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
};

const checkLists = (
  standing: Standing,
  plan: { readonly document: SessionDocument; readonly solved: SessionModel },
): ListsCheck | null => {
  const saved = savedLists(standing, plan);
  if (saved === null) return null;
  const { model } = standing;
  const findings = checkSaved(model.prepared.problem.model, saved, { eligible: eligibleByRules(model) });
  return { findings, value: saved.value, bound: saved.bound };
};

/**
 * The lists as they stand, against the bound that the plan's prices prove on the model of the meeting; null when they cannot be
 * counted.
 */
export const savedLists = (
  { model, state }: Standing,
  { document, solved }: { readonly document: SessionDocument; readonly solved: SessionModel },
): SavedResult | null => {
  const { model: linear } = model.prepared.problem;
  const { withdrawn, excluded, pulled, pins } = state;
  const pairs = state.lists.map((list, vacancy) =>
    list.map((listed) => ({ ...listed, pair: standingPair(linear, vacancy, listed) })),
  );
  const appearances = new Uint8Array(linear.candidateCount).fill(1);
  for (const { candidate } of withdrawn) appearances[candidate] = 0;
  const minimum = Uint8Array.from(
    { length: linear.vacancyCount },
    (_, d) => linear.placeOffsets[d + 1]! - linear.placeOffsets[d]!,
  );
  // The recount does not know who is set aside in one place only: a list that somebody was excluded from may stop short.
  for (const { vacancy } of excluded) minimum[vacancy] = 0;
  for (const vacancy of pulled) minimum[vacancy] = 0;
  const byHand =
    withdrawn.length + excluded.length + pulled.length + pins.length + effectiveLog(document).length;
  const saving = saveResult({
    model: linear,
    assignment: assignmentOf(linear, pairs),
    duals: boxed(model, meetingStages(model, solved, document.plan).at(-1)!),
    appearances,
    minimum,
    pinned: byHand > 0 ? Array.from(linear.placeWeight, (_, place) => place) : [],
  });
  return saving.outcome === 'refused' ? null : saving.saved;
};

/**
 * Prices of the plan's last stage on the model without what its earlier stages held. Any prices in their box prove a bound; a row
 * that was hard in its stage keeps no more than its penalty here.
 */
const boxed = ({ prepared }: SessionModel, { goal, duals }: Pick<StageProof, 'goal' | 'duals'>): Duals => {
  const { candidateCount, rowCount, rowPenalty } = prepared.problem.model;
  if (goal.kind !== 'points')
    return { candidatePrice: new Float64Array(candidateCount), rowPrice: new Float64Array(rowCount) };
  return {
    candidatePrice: duals.candidatePrice,
    rowPrice: duals.rowPrice.slice(0, rowCount).map((price, row) => Math.min(price, rowPenalty[row]!)),
  };
};
