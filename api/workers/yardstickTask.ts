import type { MessagePort } from 'node:worker_threads';
import { type ListsOutcome, listsYardstick } from '../../engine/assignment/online/listsYardstick.ts';
import { type OpenSimulation, openSimulation, type SimulationData } from '../../engine/years/simulation.ts';
import { yearByFutures } from '../../engine/years/yearByFutures.ts';
import {
  type YardstickPlan,
  type YardstickWatch,
  type YearOutcome,
  yearYardstick,
} from '../../engine/years/yearYardstick.ts';

/** One piece of a yardstick: a replication's year under its policies, or the lists of that year's vacancies, no answer heard. */
export interface YardstickPiece {
  readonly kind: 'year' | 'lists';
  readonly replication: number;
  readonly data: SimulationData;
  readonly plan: YardstickPlan;
}

/** Null: it was stopped. */
export type YardstickFound =
  | { readonly kind: 'year'; readonly outcome: YearOutcome | null }
  | { readonly kind: 'lists'; readonly outcome: ListsOutcome | null };

/** Prices are made anew on the first of every month but the first. */
export const RENEWALS = 11;

export const yardstickPiece = (
  { open, prices }: OpenSimulation,
  { kind, replication, plan }: Omit<YardstickPiece, 'data'>,
  watch: YardstickWatch,
): YardstickFound => {
  if (watch.stopped?.()) return { kind, outcome: null };
  if (kind === 'year') return { kind, outcome: yearYardstick(open, { replication, plan, prices }, watch) };
  const { oneByOne } = yearByFutures(open, replication, 'first-day', plan.futures);
  const order = [...oneByOne.prepared.places.keys()];
  return {
    kind,
    outcome: listsYardstick(oneByOne, order, { renewals: RENEWALS, boundRounds: plan.rounds }, watch),
  };
};

/** What a worker thread is given: a piece, a flag that stops it, a port for its progress. */
export interface YardstickTask extends YardstickPiece {
  /** Length 1; anything but zero gives the piece up. */
  readonly stop: Int32Array;
  /** Part done, 0 to 1; then null: nothing more is told. */
  readonly port: MessagePort;
}

let opened: { readonly hash: string; readonly simulation: OpenSimulation } | null = null;

/** The whole work of a worker thread; `yardstickWorker.mjs` starts it. */
export const yardstickTask = ({ data, stop, port, ...piece }: YardstickTask): YardstickFound => {
  const { hash } = data.horizon;
  if (opened?.hash !== hash) opened = { hash, simulation: openSimulation(data) };
  try {
    return yardstickPiece(opened.simulation, piece, {
      stopped: () => Atomics.load(stop, 0) !== 0,
      progress: (done) => port.postMessage(done),
    });
  } finally {
    port.postMessage(null);
  }
};
