import { EMPTY } from '../../engine/assignment/model.ts';
import type { Change } from '../../engine/assignment/repair/change.ts';
import { type Repaired, repair } from '../../engine/assignment/repair/repair.ts';
import type { SessionState } from '../../engine/assignment/repair/session.ts';
import type { VacancyId } from '../../engine/domain/ids.ts';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { SessionChange, SessionDocument, SessionLogEntry } from '../store/sessionDocument.ts';
import {
  levelsOf,
  type ModelInputs,
  namedState,
  prepareModel,
  type SessionModel,
  stateOf,
} from './sessionsModel.ts';

/** A session where it stands: its model, its state in the model's numbers, and what the last change did. */
export interface Standing {
  readonly model: SessionModel;
  readonly state: SessionState;
  /** Null before any change. */
  readonly repaired: Repaired | null;
  /** State before the last change, on the same model. */
  readonly before: SessionState;
}

/**
 * Changes taken together, and the least repair of the lists. A vacancy that is added makes the model anew, with its places; one that
 * was pulled is put back with an empty list, which the repair fills.
 *
 * @throws InputError `demand.unknown`, `session.not-candidate`, `session.vacancy-absent`, `session.vacancy-present`,
 * `vacancy.unknown`, and those of the repair (`repair.…`); nothing is then changed.
 */
export const applyStep = (
  inputs: ModelInputs,
  standing: Standing,
  changes: readonly SessionChange[],
): Standing => {
  const { model, before } = withAdded(inputs, standing, changes);
  const steps = changes.flatMap((change, i) =>
    change.kind === 'add' ? [] : [{ at: i, change: modelChange(model, change, i) }],
  );
  const repaired = repair({
    model: model.prepared.problem.model,
    before,
    changes: steps.map(({ change }) => change),
    ...levelsOf(model),
  });
  if (!repaired.ok)
    throw new InputError(
      inNumbers(repaired.issues).map((issue) => ({
        ...issue,
        // The repair counts its own changes: vacancies added are none of them.
        path: issue.path.replace(
          /^changes\[(\d+)\]/,
          (_, step: string) => `changes[${steps[Number(step)]!.at}]`,
        ),
      })),
    );
  return { model, state: repaired.value.state, repaired: repaired.value, before };
};

const withAdded = (
  inputs: ModelInputs,
  { model, state }: Standing,
  changes: readonly SessionChange[],
): { readonly model: SessionModel; readonly before: SessionState } => {
  const pulled = new Set(state.pulled);
  const added: VacancyId[] = [];
  changes.forEach((change, i) => {
    if (change.kind !== 'add') return;
    const d = model.vacancyAt.get(change.vacancy);
    const present = d === undefined ? added.includes(change.vacancy) : !pulled.has(d);
    if (present)
      throw new InputError([
        { code: 'session.vacancy-present', path: `changes[${i}].vacancy`, received: change.vacancy },
      ]);
    if (d === undefined) added.push(model.workspace.place(change.vacancy).vacancy.id);
    else pulled.delete(d);
  });
  const open: SessionState = { ...state, pulled: [...pulled] };
  if (added.length === 0) return { model, before: open };
  const larger = prepareModel(model.workspace, inputs, { vacancies: [...model.vacancies, ...added] });
  return { model: larger, before: stateOf(larger, namedState(model, open)) };
};

/** The repair speaks of candidates, persons of numbers. */
export const inNumbers = (issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: issue.path.replace(/\.candidate$/, '.number') }));

export type ModelChange = Exclude<SessionChange, { kind: 'add' }>;

/**
 * A change in the model's numbers; `i`: its place among those asked, for the paths of issues.
 *
 * @throws InputError `demand.unknown`, `session.not-candidate`, `session.vacancy-absent`.
 */
export const modelChange = (model: SessionModel, change: ModelChange, i: number): Change => {
  const vacancy = (id: string): number => {
    const d = model.vacancyAt.get(id);
    if (d === undefined)
      throw new InputError([{ code: 'session.vacancy-absent', path: `changes[${i}].vacancy`, received: id }]);
    return d;
  };
  const candidate = (number: string, field = 'number'): number => {
    const path = `changes[${i}].${field}`;
    // The number received is personal data: it is not repeated.
    if (model.workspace.pool.numbers.rowOf(number) < 0)
      throw new InputError([{ code: 'demand.unknown', path }]);
    const found = model.candidateOf(number);
    if (found === EMPTY) throw new InputError([{ code: 'session.not-candidate', path }]);
    return found;
  };
  switch (change.kind) {
    case 'withdraw':
      return { kind: 'withdraw', candidate: candidate(change.number), motive: change.motive };
    case 'exclude':
      return {
        kind: 'exclude',
        vacancy: vacancy(change.vacancy),
        candidate: candidate(change.number),
        motive: change.motive,
      };
    case 'readmit':
      return {
        kind: 'readmit',
        candidate: candidate(change.number),
        vacancy: change.vacancy === null ? null : vacancy(change.vacancy),
      };
    case 'pin':
      return {
        kind: 'pin',
        vacancy: vacancy(change.vacancy),
        candidate: candidate(change.number),
        rank: change.rank,
        motive: change.motive,
      };
    case 'release':
      return { kind: 'release', candidate: candidate(change.number) };
    case 'rerank':
      return {
        kind: 'rerank',
        vacancy: vacancy(change.vacancy),
        order: change.order.map((number, k) => candidate(number, `order[${k}]`)),
        motive: change.motive,
      };
    case 'pull':
      return { kind: 'pull', vacancy: vacancy(change.vacancy) };
  }
};

/** The entries that hold since the plan, oldest first. */
export const effectiveLog = ({
  plan,
  log,
}: Pick<SessionDocument, 'plan' | 'log'>): readonly SessionLogEntry[] =>
  log.filter(({ version, undoneAt }) => version > plan.version && undoneAt === null);

/**
 * The session after some entries of its log, from its plan on. A repair has no other input, so that the same entries give the
 * same bytes: undo and verification both replay.
 *
 * @param planned model of the plan's vacancies, with nothing settled.
 */
export const replay = (
  document: SessionDocument,
  planned: SessionModel,
  entries: readonly SessionLogEntry[],
): Standing => {
  const state = stateOf(planned, document.plan);
  let standing: Standing = { model: planned, state, before: state, repaired: null };
  for (const { what } of entries)
    if (what.kind === 'changes') standing = applyStep(document, standing, what.changes);
  return standing;
};

/** Vacancies of the session now: those of the plan, and those added since. */
export const vacanciesNow = (document: SessionDocument): readonly VacancyId[] => [
  ...new Set([
    ...document.plan.vacancies,
    ...effectiveLog(document).flatMap(({ what }) =>
      what.kind === 'changes' ? what.changes.flatMap((c) => (c.kind === 'add' ? [c.vacancy] : [])) : [],
    ),
  ]),
];
