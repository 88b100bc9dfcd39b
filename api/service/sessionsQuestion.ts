import type { Repaired } from '../../engine/assignment/repair/repair.ts';
import { DEFAULT_SESSION_OPTIONS, type SessionOptions } from '../../engine/assignment/session.ts';
import type { SessionConstraints, SessionRequestKey, StoredSession } from '../store/sessionDocument.ts';
import type { SessionModel } from './sessionsModel.ts';
import type { PlanRun } from './sessionsPlan.ts';
import type { VacancyChoice } from './sessionsVacancies.ts';

/** Limits that may be asked, at most. */
export const MOST_BIDS = 1_000_000_000;
export const MOST_NODES = 1_000_000;

/** What an officer asks for a session. */
export interface SessionQuestion {
  readonly choice: VacancyChoice;
  /** Ordering to apply; null = the territory's own. */
  readonly method: string | null;
  readonly seed: number;
  readonly options: SessionOptions;
  /** Vacancies for which wishes set nobody aside. */
  readonly beyondWishes: readonly string[];
  readonly pins: SessionConstraints['pins'];
  readonly excluded: SessionConstraints['excluded'];
  readonly withdrawn: SessionConstraints['withdrawn'];
  /** Limits that are counted, so that a replay stops at the same place; null: those of the program. Rounds are of each stage. */
  readonly maxRounds: number | null;
  /** Bids of the auctions, in all stages together. */
  readonly maxBids: number | null;
  /** Nodes of each of the two branchings of a thorough search; 0: the finer proof alone. */
  readonly maxNodes: number | null;
  /** Milliseconds; the rounds reached are kept, so that the answer can be replayed. */
  readonly timeLimitMs: number | null;
  /** The lists again by column generation: a finer proof, a few seconds more. Large sessions are left as they are. */
  readonly thorough: boolean;
  /** How long lists are: by the rates, or by the individual chances of the best-placed households. Never who is on them. */
  readonly listLengthBy: 'rates' | 'individual';
}

/** How a request is carried out: its moment, who watches it, and what it is a repeat of. */
export interface SessionRun extends PlanRun {
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** Account of who asks; left out: whoever uses this machine. */
  readonly actor?: string;
  /** What tells a repeat of the same request; null without one. */
  readonly request: SessionRequestKey | null;
}

/** A session on its data, as pages and commands show it. */
export interface OpenSession extends StoredSession {
  readonly model: SessionModel;
  /** What the last change did to the lists; null where nothing was changed in this call. */
  readonly repaired: Repaired | null;
}

export const DEFAULT_SESSION_QUESTION = {
  method: null,
  seed: 1,
  options: DEFAULT_SESSION_OPTIONS,
  beyondWishes: [],
  pins: [],
  excluded: [],
  withdrawn: [],
  maxRounds: null,
  maxBids: null,
  maxNodes: null,
  timeLimitMs: null,
  thorough: false,
  listLengthBy: 'rates',
} as const satisfies Omit<SessionQuestion, 'choice'>;
