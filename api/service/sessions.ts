import type { Assignment } from '../../engine/assignment/model.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import { InputError } from '../../engine/domain/issue.ts';
import {
  readSession,
  type SessionChange,
  type SessionDocument,
  type SessionLogEntry,
  type SessionRequestKey,
  type StoredSession,
} from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import type { BrakeOptions, SessionSolver } from '../workers/solver.ts';
import { PriceBook } from './prices.ts';
import { replayRecord } from './recordReplay.ts';
import { type Author, type SessionAct, SessionRecorder } from './sessionRecords.ts';
import { askedAgain, askedNow } from './sessionsAsked.ts';
import { BrakeBook } from './sessionsBrakeBook.ts';
import {
  brakesOf,
  frontierOfSession,
  type SessionBrakes,
  type SessionFrontier,
  standingFor,
} from './sessionsBrakes.ts';
import { applyStep, effectiveLog, replay, type Standing } from './sessionsChanges.ts';
import { checkAlive, checkOpen, checkVersion, entryOf, isRepeat, orderOf } from './sessionsLog.ts';
import { namedState, stateOf } from './sessionsModel.ts';
import { SessionModels } from './sessionsModels.ts';
import { type MadePlan, makePlan, type PlanAsked } from './sessionsPlan.ts';
import type { OpenSession, SessionQuestion, SessionRun } from './sessionsQuestion.ts';
import { isReplayed, solvedAs } from './sessionsReplay.ts';
import { derivedParts } from './sessionsShared.ts';
import { type SessionVerification, verifySession } from './sessionsVerify.ts';
import type { Rules } from './territories.ts';
import type { Workspace } from './workspace.ts';

/**
 * Sessions of a store: proposed, changed by hand, verified. A session is bound to its day and its data: workspaces come from the
 * caller, opened on the session's day. Each change is saved before it is answered, on the version that it was made from.
 */
export class SessionService {
  readonly #store: Store;
  readonly #solver: SessionSolver;
  readonly #models = new SessionModels();
  readonly #recorder: SessionRecorder;
  /** Prices of the month's plan, solved as sessions are. */
  readonly prices: PriceBook;
  /** What was asked of the targets of sessions. */
  readonly targetAnswers: BrakeBook;

  constructor(input: { readonly store: Store; readonly solver: SessionSolver }) {
    this.#store = input.store;
    this.#solver = input.solver;
    this.#recorder = new SessionRecorder(input.store);
    this.prices = new PriceBook(input);
    this.targetAnswers = new BrakeBook(input.solver);
  }

  /** Every session of the store, the oldest day first. */
  async list(): Promise<readonly StoredSession[]> {
    const sessions = (await this.#store.sessions.all()).map(readSession);
    return sessions.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  /** @throws InputError `session.unknown`, `session.unreadable`, `store.damaged`. */
  async find(id: string): Promise<StoredSession> {
    const saved = await this.#store.sessions.find(id);
    if (saved === null) throw new InputError([{ code: 'session.unknown', path: 'session', received: id }]);
    return readSession(saved);
  }

  /** Makes a recorded proposal again and compares its bytes. @throws InputError those of `replayRecord`. */
  replay(rules: Rules, reference: string): ReturnType<typeof replayRecord> {
    return replayRecord({ store: this.#store, rules, solver: this.#solver, reference });
  }

  /** The session that the same request made before; null for a new one. @throws InputError `request.key-reused`. */
  async madeBy(request: SessionRequestKey): Promise<StoredSession | null> {
    const found = (await this.list()).find(({ document }) => isRepeat(document.request, request));
    return found ?? null;
  }

  /**
   * Solves a session and saves it.
   *
   * @throws InputError those of `askedNow`, `demand.unknown`, `session.not-candidate`, `repair.…` (a pin that cannot be).
   */
  async propose(workspace: Workspace, question: SessionQuestion, run: SessionRun): Promise<OpenSession> {
    const asked = askedNow(workspace, question, await this.list());
    const { plan, model } = await this.#plan(workspace, { ...asked, version: 1, itself: null }, run);
    const { territory, pool } = workspace;
    const document: SessionDocument = {
      format: 'precal-session-1',
      status: 'proposed',
      asOf: pool.asOf,
      territory: territory.pack.id,
      createdAt: run.at,
      request: run.request,
      question: asked.question,
      plan,
      log: [],
      lists: plan.lists,
      constraints: plan.constraints,
      ...derivedParts(model, plan),
    };
    const id = await this.#saveNew(document, run);
    return { id, version: 1, document, model, repaired: null };
  }

  /** The session on its data. @throws InputError `session.data-changed` when they are no longer those of its plan. */
  async open(workspace: Workspace, id: string): Promise<OpenSession> {
    const stored = await this.find(id);
    this.#models.planned(workspace, stored.document);
    return { ...stored, model: this.#models.now(workspace, stored.document), repaired: null };
  }

  /**
   * Changes made in the meeting, taken together: the lists are mended with as few persons changed as can be.
   *
   * @param expected version that the change was made on; null: the stored one.
   * @throws InputError `session.stale`, `session.cancelled`, `session.data-changed`, those of `applyStep`.
   */
  async change(
    workspace: Workspace,
    id: string,
    changes: readonly SessionChange[],
    run: SessionRun & { readonly expected: number | null },
  ): Promise<OpenSession> {
    const stored = await this.find(id);
    const repeated = stored.document.log.some(({ request }) => isRepeat(request, run.request));
    if (repeated) return this.open(workspace, id);
    const standing = this.#stepped(workspace, stored, changes, run.expected);
    return this.#log(stored, { kind: 'changes', changes: [...changes] }, run, {
      ...namedState(standing.model, standing.state),
      standing,
    });
  }

  /** What `change` would make of a session, by the same steps: nothing is saved. @throws InputError those of `change`. */
  async tried(
    workspace: Workspace,
    id: string,
    changes: readonly SessionChange[],
    expected: number | null,
  ): Promise<OpenSession> {
    const stored = await this.find(id);
    const { model, state, repaired } = this.#stepped(workspace, stored, changes, expected);
    return { ...stored, document: { ...stored.document, ...namedState(model, state) }, model, repaired };
  }

  #stepped(
    workspace: Workspace,
    stored: StoredSession,
    changes: readonly SessionChange[],
    expected: number | null,
  ): Standing {
    checkVersion(stored, expected);
    checkAlive(stored);
    const { document } = stored;
    this.#models.planned(workspace, document);
    const model = this.#models.now(workspace, document);
    const state = stateOf(model, document);
    return applyStep(document, { model, state, before: state, repaired: null }, changes);
  }

  /**
   * Lifts the last change that holds: the session is replayed without it, and is bytes for bytes the one before.
   *
   * @throws InputError `session.nothing-to-undo` (a new computation is not undone: the lists it replaced are gone).
   */
  async undo(
    workspace: Workspace,
    id: string,
    run: SessionRun & { readonly expected: number | null },
  ): Promise<OpenSession> {
    const stored = await this.find(id);
    checkVersion(stored, run.expected);
    checkOpen(stored);
    const { document } = stored;
    const entries = effectiveLog(document);
    const last = entries.at(-1);
    if (last === undefined) throw new InputError([{ code: 'session.nothing-to-undo', path: 'session' }]);
    const standing = replay(document, this.#models.planned(workspace, document), entries.slice(0, -1));
    const version = stored.version + 1;
    const named = namedState(standing.model, standing.state);
    const undone: SessionDocument = {
      ...document,
      status: 'proposed',
      log: document.log.map((entry) =>
        entry.version === last.version ? { ...entry, undoneAt: run.at } : entry,
      ),
      ...named,
      ...derivedParts(standing.model, named),
    };
    await this.#save(stored, { id, version, document: undone }, { kind: 'undone', undid: last.version }, run);
    return { id, version, document: undone, model: standing.model, repaired: null };
  }

  /**
   * Solves the session anew on today's data of its day, with all that was settled by hand. What was changed before can no longer be
   * undone, and stays in the log.
   */
  async recompute(
    workspace: Workspace,
    id: string,
    run: SessionRun & { readonly expected: number | null },
  ): Promise<OpenSession> {
    const stored = await this.find(id);
    checkVersion(stored, run.expected);
    checkAlive(stored);
    const { document } = stored;
    const version = stored.version + 1;
    const asked = askedAgain(document);
    const { plan, model } = await this.#plan(workspace, { ...asked, version, itself: id }, run);
    const next: SessionDocument = {
      ...document,
      question: asked.question,
      plan,
      log: [...document.log, entryOf(version, { kind: 'recompute' }, run)],
      lists: plan.lists,
      constraints: plan.constraints,
      ...derivedParts(model, plan),
    };
    await this.#save(stored, { id, version, document: next }, { kind: 'recomputed' }, run);
    return { id, version, document: next, model, repaired: null };
  }

  /** Sets a session aside: its lists are no longer awaited by those that follow. It stays readable, and can be taken back. */
  async cancel(id: string, run: SessionRun & { readonly expected: number | null }): Promise<StoredSession> {
    const stored = await this.find(id);
    checkVersion(stored, run.expected);
    checkAlive(stored);
    const version = stored.version + 1;
    const { document } = stored;
    const cancelled: SessionDocument = {
      ...document,
      status: 'cancelled',
      log: [...document.log, entryOf(version, { kind: 'cancel' }, run)],
    };
    await this.#save(stored, { id, version, document: cancelled }, { kind: 'cancelled' }, run);
    return { id, version, document: cancelled };
  }

  /** What one more dwelling of each target costs: see `brakesOf`. @throws InputError those of `standingFor`. */
  async brakes(open: OpenSession, options: BrakeOptions): Promise<SessionBrakes> {
    return brakesOf(standingFor(open, 'brakes'), this.#solver, options);
  }

  /** Points of the lists against one family of targets: see `frontierOfSession`. @throws InputError those of `standingFor`. */
  async frontier(
    open: OpenSession,
    asked: Parameters<typeof frontierOfSession>[1],
    options: BrakeOptions,
  ): Promise<SessionFrontier> {
    return frontierOfSession(standingFor(open, 'frontier'), asked, this.#solver, options);
  }

  /** Recounts a session, of the store or of a file, without the solver. */
  verify(workspace: Workspace, { document }: Pick<StoredSession, 'document'>): SessionVerification {
    return verifySession(workspace, document);
  }

  /** Solves the plan again, stopping where it stopped, and says whether the bytes are the same. */
  async replayed(workspace: Workspace, { document }: Pick<StoredSession, 'document'>): Promise<boolean> {
    this.#models.planned(workspace, document);
    return isReplayed(workspace, document, this.#solver);
  }

  /** Lists of a session prepared otherwise, searched as the plan of a document was: nothing is saved. */
  solveOtherwise(
    prepared: PreparedSession,
    document: Pick<SessionDocument, 'question' | 'plan'>,
  ): Promise<Assignment> {
    return solvedAs(prepared, document, this.#solver);
  }

  async #plan(workspace: Workspace, asked: PlanAsked, run: SessionRun): Promise<MadePlan> {
    return makePlan(workspace, { ...asked, sessions: await this.list() }, { solver: this.#solver, ...run });
  }

  async #log(
    stored: StoredSession,
    what: SessionLogEntry['what'],
    run: SessionRun,
    { standing, ...named }: Pick<SessionDocument, 'lists' | 'constraints'> & { readonly standing: Standing },
  ): Promise<OpenSession> {
    const version = stored.version + 1;
    const document: SessionDocument = {
      ...stored.document,
      log: [...stored.document.log, entryOf(version, what, run)],
      ...named,
      ...derivedParts(standing.model, named),
    };
    const act: SessionAct =
      what.kind === 'changes' ? { kind: 'changed', changes: what.changes } : { kind: 'recomputed' };
    await this.#save(stored, { id: stored.id, version, document }, act, run);
    return { id: stored.id, version, document, model: standing.model, repaired: standing.repaired };
  }

  /** The session and its event, in one transaction. */
  async #save(
    before: StoredSession | null,
    after: StoredSession,
    act: SessionAct,
    run: Author,
  ): Promise<void> {
    const events = await this.#recorder.eventsOf(before, after, act, run);
    await this.#store.sessions.save(after, before?.version ?? 0, events);
  }

  /** Identifiers are the day and a number: two writers at once take two numbers. */
  async #saveNew(document: SessionDocument, run: SessionRun): Promise<string> {
    const prefix = `${document.asOf}-`;
    for (;;) {
      const taken = (await this.#store.sessions.all()).flatMap(({ id }) =>
        id.startsWith(prefix) ? Number(id.slice(prefix.length)) || 0 : [],
      );
      const id = `${prefix}${Math.max(0, ...taken) + 1}`;
      try {
        await this.#save(null, { id, version: 1, document }, { kind: 'proposed' }, run);
        return id;
      } catch (error) {
        if (!(error instanceof InputError) || error.issues[0]?.code !== 'session.stale') throw error;
      }
    }
  }
}
