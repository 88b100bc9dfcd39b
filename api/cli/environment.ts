import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Serve } from '../http/listening.ts';
import type { Simulator } from '../service/simulator.ts';
import type { Studies } from '../service/studies.ts';
import type { OpenStore } from '../store/store.ts';
import type { StoreCare } from '../store/storeCare.ts';
import type { Comparer } from '../workers/comparer.ts';
import type { SessionSolver } from '../workers/solver.ts';

/** What the command line needs from the world. `api/main.ts` gives the real one, tests give theirs. */
export interface Environment {
  readonly openStore: OpenStore;
  readonly storeCare: StoreCare;
  /** Who solves sessions: this thread, or a pool of workers that is made when it is asked for. */
  readonly solvers: { readonly sameThread: SessionSolver; readonly workers: () => SessionSolver };
  /** Who runs comparisons of methods, so many replications at once; left out: this thread. */
  readonly comparer?: (threads: number) => Comparer;
  /** Who makes a server's studies of all the data of a place; left out: its own thread. */
  readonly studies?: (place: string) => Studies;
  /** Who runs a server's simulations, from the folder where finished draws are kept; left out: its own thread. */
  readonly simulator?: (keep: string) => Simulator;
  /** Moment, ISO 8601 in UTC: for the trace of imports. */
  now(): string;
  /** Today in the officer's calendar. */
  today(): IsoDay;
  /** Results told to a person: sentences. */
  out(text: string): void;
  /** Results that a program reads, byte for byte: JSON, records. */
  data(text: string): void;
  /** Told what a file holds that a command writes: households in it are read too. */
  readonly wrote?: (text: string) => void;
  /** Progress and remarks: what a person watches. */
  err(text: string): void;
  /** True when `err` is a terminal that can rewrite a line. */
  readonly interactive: boolean;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Serves until told to stop; resolves once it listens. */
  readonly serve: Serve;
}
