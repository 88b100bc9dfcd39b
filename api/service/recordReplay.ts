import { InputError } from '../../engine/domain/issue.ts';
import { householdsOf, openRecord, writeRecord } from '../records/record.ts';
import { readSession, type SessionDocument } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import type { SessionSolver } from '../workers/solver.ts';
import { guidanceOfSession } from './guidanceInForce.ts';
import { erasedAmong, numbersOf } from './recordedHouseholds.ts';
import { eventsOf, registerOf } from './register.ts';
import { findRecord } from './sessionRecords.ts';
import { effectiveLog, replay } from './sessionsChanges.ts';
import { namedState, prepareModel } from './sessionsModel.ts';
import { SessionModels } from './sessionsModels.ts';
import { searchOf, solvePlan } from './sessionsPlan.ts';
import { replayShortlist, type ShortlistReplay } from './shortlistReplay.ts';
import type { Rules } from './territories.ts';
import { Workspace } from './workspace.ts';

/** What a replay found. */
export type Replay =
  /** The proposal was made again, and its record is the same, byte for byte. */
  | (ReplayOf & { readonly outcome: 'same' })
  /** It was made again, and comes out otherwise. */
  | (ReplayOf & { readonly outcome: 'different' })
  /** The data are no longer those it was made from: `parts` says which. */
  | (ReplayOf & { readonly outcome: 'other-data'; readonly parts: string })
  /** Households were erased since: nobody can tell any more who they were. */
  | (ReplayOf & { readonly outcome: 'erased'; readonly on: string; readonly households: number });

interface ReplayOf {
  readonly session: string;
  readonly version: number;
  readonly record: string;
  /** Version of the program that wrote the record. */
  readonly program: string;
}

/**
 * Makes a proposal again from the store alone: households from their commitments, the data as the register knew them then, the
 * search stopped where it stopped, changes by hand in their order; then compares the record's bytes.
 *
 * @param reference hash of a record, of a session or of a list; or identifier of a session: its last record.
 * @throws InputError `session.unknown`, `record.unknown`, `record.damaged`, `record.unchained`, `record.unopened`.
 */
export const replayRecord = async (input: {
  readonly store: Store;
  readonly rules: Rules;
  readonly solver: SessionSolver;
  readonly reference: string;
}): Promise<Replay | ShortlistReplay> => {
  const { store, rules, solver, reference } = input;
  const hash = await recordNamed(store, reference);
  const record = await findRecord(store, hash);
  if (record.format === 'precal-shortlist-1') return replayShortlist({ store, rules, solver, record, hash });
  const of = { session: record.session, version: record.version, record: hash, program: record.program };
  const households = householdsOf(record);
  const erased = await erasedAmong(store, households);
  if (erased !== null) return { ...of, outcome: 'erased', ...erased };
  const numbers = await numbersOf(store, households);
  const { session: id, version } = record;
  const opened = openRecord(record, (household) => numbers.get(household) ?? household);
  const { document } = readSession({ id, version, document: opened });
  const planned = await planEvent(store, hash, document.plan.version, id);
  const workspace = await Workspace.open({
    store,
    ...rules,
    asOf: document.asOf,
    recorded: await registerOf(store).factsAt(document.asOf, planned - 1),
    entered: await guidanceOfSession(store, document),
  });
  const again = await madeAgain(workspace, solver, document).catch((error: unknown) => {
    if (error instanceof InputError && error.issues[0]?.code === 'session.data-changed')
      return error.issues[0].received ?? '';
    throw error;
  });
  if (typeof again === 'string') return { ...of, outcome: 'other-data', parts: again };
  const commitments = new Map([...numbers].map(([household, number]) => [number as string, household]));
  const { program } = record;
  const written = writeRecord({ program, session: id, version, document: again }, (number) => {
    const known = commitments.get(number);
    // A household that the record does not name: the lists are others.
    return known ?? number;
  });
  return written.hash === hash ? { ...of, outcome: 'same' } : { ...of, outcome: 'different' };
};

/** @throws InputError `session.unknown` for a session that the register does not know. */
const recordNamed = async (store: Store, reference: string): Promise<string> => {
  if (/^[0-9a-f]{64}$/.test(reference)) return reference;
  const standing = (await registerOf(store).current()).session(reference);
  if (standing === null)
    throw new InputError([{ code: 'session.unknown', path: 'session', received: reference }]);
  return standing.record;
};

/** Number of the event that made the plan of a record: the data were those known just before it. */
const planEvent = async (
  store: Store,
  hash: string,
  planVersion: number,
  session: string,
): Promise<number> => {
  let planned: number | null = null;
  for await (const { seq, kind, body } of eventsOf(store.events)) {
    if (!('record' in body) || !('session' in body) || body.session !== session) continue;
    if (kind === 'session-proposed' || (kind === 'session-recomputed' && body.version <= planVersion))
      planned = seq;
    if (body.record === hash && planned !== null) return planned;
  }
  throw new InputError([{ code: 'record.unchained', path: 'record', received: hash }]);
};

const madeAgain = async (
  workspace: Workspace,
  solver: SessionSolver,
  document: SessionDocument,
): Promise<SessionDocument> => {
  const { plan } = document;
  const model = new SessionModels().planned(workspace, document);
  const { stages, lists } = await solvePlan(prepareModel(workspace, document, plan), solver, {
    ...searchOf(document.question),
    stopAt: plan.stages.map(({ aborted, rounds }) => (aborted ? rounds : null)),
  });
  const made: SessionDocument = { ...document, plan: { ...plan, stages: [...stages], lists: [...lists] } };
  if (effectiveLog(made).length === 0) return { ...made, lists: [...lists], constraints: plan.constraints };
  const standing = replay(made, model, effectiveLog(made));
  return { ...made, ...namedState(standing.model, standing.state) };
};
