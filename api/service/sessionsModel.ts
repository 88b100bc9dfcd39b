import { createHash } from 'node:crypto';
import { ratesOf } from '../../engine/acceptance/rates.ts';
import { contingentOfPair, pairCrediting } from '../../engine/assignment/credited.ts';
import { EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import type { MethodLevels } from '../../engine/assignment/repair/byLevel.ts';
import { canonical, type SessionState } from '../../engine/assignment/repair/session.ts';
import { type PreparedSession, prepareSession } from '../../engine/assignment/session.ts';
import type { DemandNumber, VacancyId } from '../../engine/domain/ids.ts';
import {
  NO_CONSTRAINTS,
  type SessionBasis,
  type SessionConstraints,
  type SessionDocument,
  type SessionList,
  type SessionPlan,
} from '../store/sessionDocument.ts';
import { openProposals } from './sessionsAwaited.ts';
import { territoryHash } from './territoryHash.ts';
import type { Workspace } from './workspace.ts';

/** What a model is made from, besides the data: all of it is in the document. */
export type ModelInputs = Pick<SessionDocument, 'question'> & {
  readonly plan: Pick<SessionPlan, 'rates' | 'awaited' | 'carryOver' | 'lengths'>;
};

/**
 * A session on its data: the model in which lists are changed, where nothing is settled by hand. What persons settled is in the
 * state, so that any of it can be lifted. Made again from the document, never kept in it.
 */
export interface SessionModel {
  readonly workspace: Workspace;
  readonly vacancies: readonly VacancyId[];
  readonly prepared: PreparedSession;
  /** Place of each vacancy in the session. */
  readonly vacancyAt: ReadonlyMap<string, number>;
  /** Candidate of a numéro unique; −1: eligible to no vacancy of the session, or not in the pool. */
  candidateOf(number: string): number;
  numberOf(candidate: number): DemandNumber;
}

/** The model of a plan (with what was settled by hand before it), or of the meeting (with nothing settled). */
export const prepareModel = (
  workspace: Workspace,
  inputs: ModelInputs,
  settled: { readonly vacancies: readonly VacancyId[]; readonly constraints?: SessionConstraints },
): SessionModel => {
  const { question, plan } = inputs;
  const { vacancies, constraints = NO_CONSTRAINTS } = settled;
  const { pool, territory, sessionData } = workspace;
  const row = (number: string) => pool.numbers.rowOf(number);
  const prepared = prepareSession({
    pool,
    territory,
    classes: sessionData.classes,
    asOf: pool.asOf,
    vacancies: vacancies.map((id) => workspace.place(id)),
    ranking: (contingent) => workspace.ranking(question, contingent),
    rates: ratesOf(plan.rates),
    ledger: sessionData.ledger,
    reciprocity: sessionData.reciprocity,
    openProposals: openProposals(workspace, plan.awaited),
    pins: constraints.pins.map((pin) => ({ vacancy: pin.vacancy, row: row(pin.number), rank: pin.rank })),
    exclusions: [
      ...constraints.withdrawn.map(({ number }) => ({ vacancy: null, row: row(number) })),
      ...constraints.excluded.map(({ vacancy, number }) => ({ vacancy, row: row(number) })),
    ],
    beyondWishes: new Set(question.beyondWishes),
    bonus: new Map(plan.carryOver.map(({ number, bonus }) => [row(number), bonus])),
    ...(question.listLengthBy === 'individual'
      ? { listSizes: new Map(plan.lengths.map(({ vacancy, chosen }) => [vacancy, chosen])) }
      : {}),
    options: question.options,
  });
  const candidateAt = new Int32Array(pool.rowCount).fill(EMPTY);
  prepared.problem.rowOf.forEach((at, candidate) => {
    candidateAt[at] = candidate;
  });
  return {
    workspace,
    vacancies,
    prepared,
    vacancyAt: new Map(vacancies.map((id, d) => [id, d])),
    candidateOf: (number) => {
      const at = row(number);
      return at < 0 ? EMPTY : candidateAt[at]!;
    },
    numberOf: (candidate) => pool.numbers.at(prepared.problem.rowOf[candidate]!),
  };
};

/** Levels of the method, where the session takes them in order. */
export const levelsOf = ({ prepared }: SessionModel): { readonly levels?: MethodLevels } =>
  prepared.request.options.levelRule === 'in-order' && prepared.problem.levels.length > 1
    ? { levels: { segmentLevel: prepared.problem.segmentLevel, levels: prepared.problem.levels } }
    : {};

/** Lists and hand-made settlements, from names to places of the model. What the model does not have is left out. */
export const stateOf = (
  model: SessionModel,
  { lists, constraints }: Pick<SessionDocument, 'lists' | 'constraints'>,
): SessionState => {
  const byVacancy = new Map(lists.map((list) => [list.vacancy as string, list]));
  const { problem } = model.prepared;
  const segmentOf = segmentOfPairs(problem.model);
  const inSession = <T extends { readonly vacancy: string }>(items: readonly T[]) =>
    items.flatMap((item) => {
      const at = model.vacancyAt.get(item.vacancy);
      return at === undefined ? [] : [{ ...item, at }];
    });
  const candidates = <T extends { readonly number: string }>(items: readonly T[]) =>
    items
      .map((item) => ({ ...item, candidate: model.candidateOf(item.number) }))
      .filter(({ candidate }) => candidate !== EMPTY);
  return {
    lists: model.vacancies.map((id, vacancy) => {
      const { candidates: numbers, contingents = [] } = byVacancy.get(id) ?? { candidates: [] };
      return numbers
        .map((number, i) => {
          const candidate = model.candidateOf(number);
          const contingent = contingents[i] ?? null;
          return { candidate, pair: pairCrediting(problem, segmentOf, { vacancy, candidate, contingent }) };
        })
        .filter(({ candidate }) => candidate !== EMPTY);
    }),
    ...canonical({
      withdrawn: candidates(constraints.withdrawn).map(({ candidate, motive }) => ({ candidate, motive })),
      excluded: inSession(candidates(constraints.excluded)).map(({ at, candidate, motive }) => ({
        vacancy: at,
        candidate,
        motive,
      })),
      pulled: inSession(constraints.pulled.map((vacancy) => ({ vacancy }))).map(({ at }) => at),
      pins: inSession(candidates(constraints.pins)).map(({ at, candidate, rank, motive }) => ({
        vacancy: at,
        candidate,
        rank,
        motive,
      })),
    }),
  };
};

/** From places of the model to names, in the model's order. A vacancy that was pulled has no list. */
export const namedState = (
  model: SessionModel,
  state: SessionState,
): Pick<SessionDocument, 'lists' | 'constraints'> => {
  const vacancy = (d: number) => model.vacancies[d]!;
  const number = (candidate: number) => model.numberOf(candidate);
  const pulled = new Set(state.pulled);
  const { problem } = model.prepared;
  const segmentOf = segmentOfPairs(problem.model);
  return {
    lists: state.lists.flatMap((list, d): SessionList[] =>
      pulled.has(d)
        ? []
        : [
            {
              vacancy: vacancy(d),
              candidates: list.map(({ candidate }) => number(candidate)),
              chances: [...model.prepared.places[d]!.chances],
              contingents: list.map(({ pair }) => contingentOfPair(problem, segmentOf, pair)),
            },
          ],
    ),
    constraints: {
      withdrawn: state.withdrawn.map(({ candidate, motive }) => ({ number: number(candidate), motive })),
      excluded: state.excluded.map((e) => ({
        vacancy: vacancy(e.vacancy),
        number: number(e.candidate),
        motive: e.motive,
      })),
      pulled: state.pulled.map(vacancy),
      pins: state.pins.map((p) => ({
        vacancy: vacancy(p.vacancy),
        number: number(p.candidate),
        rank: p.rank,
        motive: p.motive,
      })),
    },
  };
};

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** SHA-256 of each part of the data behind a model: which part changed is then known, not only that one did. */
export const basisOf = (model: SessionModel): SessionBasis => {
  const { workspace, prepared } = model;
  const rankings = [
    ...new Set(prepared.places.flatMap(({ credits }) => credits.map(({ ranking }) => ranking))),
  ];
  return {
    pool: workspace.pool.hash,
    territory: territoryHash(workspace.territory.pack),
    method: sha256(rankings.map(({ ordering, weighting }) => [ordering.method, weighting?.method ?? null])),
    stock: sha256(prepared.request.vacancies),
    ledger: sha256(
      [...prepared.rows, ...prepared.inactive].map(({ id, aim, count, balanceHundredths }) => [
        id,
        aim,
        count,
        balanceHundredths,
      ]),
    ),
  };
};

/** Parts of the data that are not those of a plan. */
export const changedParts = (now: SessionBasis, then: SessionBasis): readonly (keyof SessionBasis)[] =>
  (Object.keys(then) as (keyof SessionBasis)[]).filter((part) => now[part] !== then[part]);
