import { contingentOfPair } from '../../engine/assignment/credited.ts';
import { type Assignment, EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { saveResult } from '../../engine/assignment/proof/savedResult.ts';
import { constrain } from '../../engine/assignment/repair/change.ts';
import { stageModel } from '../../engine/assignment/stages.ts';
import type { VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import {
  NO_CONSTRAINTS,
  type SavedStage,
  type SessionConstraints,
  type SessionDocument,
  type SessionList,
  type SessionPlan,
  type StoredSession,
} from '../store/sessionDocument.ts';
import type { SessionSolver, SolveOptions, SolveProgress } from '../workers/solver.ts';
import { acceptanceLesson, individualOf } from './acceptance.ts';
import { vacancyLengths } from './acceptanceLengths.ts';
import { awaitedOf } from './sessionsAwaited.ts';
import { carriedHouseholds } from './sessionsCarryOver.ts';
import { inNumbers, type ModelChange, modelChange } from './sessionsChanges.ts';
import {
  basisOf,
  type ModelInputs,
  namedState,
  prepareModel,
  type SessionModel,
  stateOf,
} from './sessionsModel.ts';
import type { Workspace } from './workspace.ts';

/** Who watches a search, and may stop it. */
export interface PlanRun {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
}

export interface PlanAsked extends Pick<SessionDocument, 'question'> {
  readonly vacancies: readonly VacancyId[];
  readonly constraints: SessionConstraints;
  /** Version of the session that the plan begins. */
  readonly version: number;
  /** The session itself, when it is made anew: its own lists are not awaited. */
  readonly itself: string | null;
}

export interface MadePlan {
  readonly plan: SessionPlan;
  /** Model of the plan's vacancies, with nothing settled: that of the changes to come. */
  readonly model: SessionModel;
}

/**
 * A plan on the data of a workspace: what the lists of other sessions are expected to bring, who is carried over, and the lists with
 * their proof.
 *
 * @throws InputError `demand.unknown`, `session.not-candidate`, `repair.…` for what was settled by hand and cannot be.
 */
export const makePlan = async (
  workspace: Workspace,
  asked: PlanAsked & { readonly sessions: readonly StoredSession[] },
  run: PlanRun & { readonly solver: SessionSolver },
): Promise<MadePlan> => {
  const { question } = asked;
  const vacancies = [...asked.vacancies];
  const { sessionData, pool, territory } = workspace;
  const { source, rows, correlation } = sessionData.rates;
  const before: ModelInputs = {
    question,
    plan: {
      rates: { source, rows: [...rows], correlation },
      awaited: [...awaitedOf(workspace, asked.sessions, asked.itself)],
      carryOver: [
        ...carriedHouseholds({
          pool,
          outcomes: sessionData.outcomes,
          matching: territory.pack.matching,
          asOf: pool.asOf,
        }),
      ],
      lengths: [],
    },
  };
  const byRates = prepareModel(workspace, before, { vacancies });
  const individual = individualOf(acceptanceLesson(workspace, asked.sessions));
  const lengths = vacancyLengths(byRates, { question, individual, constraints: asked.constraints });
  const inputs: ModelInputs = { ...before, plan: { ...before.plan, lengths: [...lengths] } };
  const model = question.listLengthBy === 'rates' ? byRates : prepareModel(workspace, inputs, { vacancies });
  const constraints = settledByHand(model, asked.constraints);
  const { signal, onProgress, solver } = run;
  const solved = await solvePlan(
    constraints === NO_CONSTRAINTS ? model : prepareModel(workspace, inputs, { vacancies, constraints }),
    solver,
    {
      ...searchOf(question),
      timeLimitMs: question.timeLimitMs,
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress } : {}),
    },
  );
  const plan: SessionPlan = {
    version: asked.version,
    basis: basisOf(model),
    vacancies,
    ...(workspace.guidanceKnown === null ? {} : { guidanceKnown: workspace.guidanceKnown }),
    constraints,
    ...inputs.plan,
    individual,
    stages: [...solved.stages],
    lists: [...solved.lists],
  };
  return { plan, model };
};

/** How a session is to be searched, clock left out; a limit that was not asked is the engine's own. */
export const searchOf = ({
  maxRounds,
  maxBids,
  maxNodes,
  thorough,
}: SessionDocument['question']): Pick<SolveOptions, 'limits' | 'thorough' | 'maxNodes'> => ({
  thorough,
  maxNodes: maxNodes ?? null,
  limits: {
    ...(maxRounds === null ? {} : { maxRounds }),
    ...(maxBids === undefined ? {} : { maxBids }),
  },
});

/** What is settled before a plan obeys the same rules as in the meeting, and is kept in the same order. */
const settledByHand = (model: SessionModel, asked: SessionConstraints): SessionConstraints => {
  const changes: ModelChange[] = [
    ...asked.withdrawn.map((w) => ({ kind: 'withdraw', ...w }) as const),
    ...asked.excluded.map((e) => ({ kind: 'exclude', ...e }) as const),
    ...asked.pins.map((p) => ({ kind: 'pin', ...p }) as const),
  ];
  if (changes.length === 0) return NO_CONSTRAINTS;
  const untouched = stateOf(model, { lists: [], constraints: NO_CONSTRAINTS });
  const checked = constrain(
    model.prepared.problem.model,
    untouched,
    changes.map((change, i) => modelChange(model, change, i)),
  );
  if (!checked.ok) throw new InputError(inNumbers(checked.issues));
  return namedState(model, { ...untouched, ...checked.value.constraints }).constraints;
};

/** A search's own stops, and what is watched of it. */
export type PlanSearch = Pick<
  SolveOptions,
  'limits' | 'thorough' | 'maxNodes' | 'timeLimitMs' | 'signal' | 'onProgress' | 'stopAt'
>;

/** Lists of a solved model, with the proof of each of its stages. */
export interface SolvedPlan {
  readonly stages: readonly SavedStage[];
  readonly lists: readonly SessionList[];
}

/**
 * Solves a prepared session and saves the proof of each stage. Value, rows and bound are counted again by the proof module, so
 * that what is saved is no solver's word.
 */
export const solvePlan = async (
  model: SessionModel,
  solver: SessionSolver,
  search: PlanSearch,
): Promise<SolvedPlan> => {
  const { staged } = model.prepared;
  const { assignment, stages } = await solver.solve(staged, search);
  const saved = stages.map((stage, i): SavedStage => {
    const { goal, rounds, bids, aborted } = stage;
    const saving = saveResult({ model: stageModel(staged, stages.slice(0, i)), ...stage });
    if (saving.outcome === 'refused')
      throw new Error(
        `session: stage ${i} cannot be saved (${saving.findings.map((f) => f.fault).join(', ')})`,
      );
    return { goal, rounds, bids, aborted, saved: saving.saved };
  });
  return {
    stages: saved,
    lists: listsOf(model, assignment),
  };
};

/** Each list in rank order: those that the model placed, and those that a person placed before it, at their ranks. */
export const listsOf = (model: SessionModel, assignment: Assignment): readonly SessionList[] => {
  const { problem, places, request } = model.prepared;
  const { placeOffsets, pairCandidate } = problem.model;
  const segmentOf = segmentOfPairs(problem.model);
  return places.map(({ vacancy, pinned, chances }, d): SessionList => {
    const placed = pinned.map(({ row, rank }) => ({
      rank,
      number: request.pool.numbers.at(row),
      contingent: problem.pinnedContingent.get(row) ?? ('AUCUN' as const),
    }));
    for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1) {
      const pair = assignment[place]!;
      if (pair !== EMPTY)
        placed.push({
          rank: problem.rankOf[place]!,
          number: model.numberOf(pairCandidate[pair]!),
          contingent: contingentOfPair(problem, segmentOf, pair),
        });
    }
    placed.sort((a, b) => a.rank - b.rank);
    return {
      vacancy: vacancy.id,
      candidates: placed.map(({ number }) => number),
      chances: [...chances],
      contingents: placed.map(({ contingent }) => contingent),
    };
  });
};
