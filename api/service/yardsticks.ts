import type { ListsOutcome } from '../../engine/assignment/online/listsYardstick.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Scenario } from '../../engine/domain/scenario.ts';
import { drawHorizon } from '../../engine/years/horizon.ts';
import { openHorizon } from '../../engine/years/openHorizon.ts';
import { rehearsedPrices } from '../../engine/years/rehearsal.ts';
import { openSimulation } from '../../engine/years/simulation.ts';
import {
  firstYear,
  noYardstick,
  type YardstickPlan,
  type YearOutcome,
} from '../../engine/years/yearYardstick.ts';
import { watchedPool } from '../workers/watchedPool.ts';
import { type YardstickFound, type YardstickPiece, yardstickPiece } from '../workers/yardstickTask.ts';
import { methodsOf } from './simulations.ts';
import { openRules } from './territories.ts';

export interface YardstickAsked {
  readonly scenario: Scenario;
  readonly replications: number;
  /** The scenario's world and rates are divided by it; null: by what brings its demands to `USUAL_DEMANDS`. */
  readonly divisor: number | null;
  readonly plan: YardstickPlan;
  /** Pieces at once; results do not depend on it. 1: in the calling thread. */
  readonly threads: number;
}

export interface YardstickRunning {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly step: 'world' | 'prices' | 'years';
    /** 0 to 1. */
    readonly done: number;
  }) => void;
}

/** A scenario's first year measured. */
export interface Yardstick {
  /** As it was simulated: its first year, divided. */
  readonly scenario: Scenario;
  readonly divisor: number;
  readonly plan: YardstickPlan;
  /** By replication: those that were done. */
  readonly years: readonly YearOutcome[];
  /** The vacancies of the first replication, taken one by one; null: it was stopped before. */
  readonly lists: ListsOutcome | null;
  readonly asked: number;
  readonly stopped: boolean;
}

/** Demands of a world whose bound takes seconds: the pairs, and the time, grow as the square. */
const USUAL_DEMANDS = 6_000;

/**
 * The first civil year of a scenario under each policy, beside the certified bound of the one who knows it all beforehand. The same question gives
 * the same figures, whatever the threads.
 *
 * @throws InputError `yardstick.start`, `yardstick.moves`, `yardstick.rents`, those of `drawHorizon`; `yardstick.stopped` when no replication is done.
 */
export const runYardstick = async (
  { scenario: whole, replications, divisor: asked, plan, threads }: YardstickAsked,
  { signal, onProgress = () => {} }: YardstickRunning = {},
): Promise<Yardstick> => {
  const none = noYardstick(whole);
  if (none !== null)
    throw new InputError([{ code: `yardstick.${none}`, path: 'scenario', received: whole.start }]);
  const rules = openRules(whole.territory);
  const { demands, dwellings, openVacancies, leasesPerYear } = rules.territory.pack.world;
  const usual = {
    demands: demands.value,
    dwellings: dwellings.value,
    openVacancies: openVacancies.value,
    leasesPerYear: leasesPerYear.value,
  };
  const divisor = asked ?? Math.max(1, Math.ceil((whole.world ?? usual).demands / USUAL_DEMANDS));
  const scenario = firstYear(whole, usual, divisor);
  const horizon = drawHorizon({
    scenario,
    pack: rules.territory.pack,
    methods: methodsOf(rules),
    progress: (done) => onProgress({ step: 'world', done }),
  });
  const prices = plan.policies.includes('priced')
    ? rehearsedPrices(openHorizon(horizon), { progress: (done) => onProgress({ step: 'prices', done }) })
    : null;
  const data = { horizon, prices };
  const pieces = [
    ...Array.from({ length: replications }, (_, replication) => ({ kind: 'year', replication }) as const),
    { kind: 'lists', replication: 0 } as const,
  ].map((piece): YardstickPiece => ({ ...piece, data, plan }));
  const parts = new Float64Array(pieces.length);
  const told = (piece: number, done: number): void => {
    parts[piece] = done;
    onProgress({ step: 'years', done: parts.reduce((sum, part) => sum + part, 0) / pieces.length });
  };
  const run = { pieces, threads, told, ...(signal ? { signal } : {}) };
  const found = threads <= 1 ? await here(run) : await inWorkers(run);
  const years = found.flatMap((each) =>
    each.kind === 'year' && each.outcome !== null ? [each.outcome] : [],
  );
  if (years.length === 0) throw new InputError([{ code: 'yardstick.stopped', path: '' }]);
  const lists = found.flatMap((each) =>
    each.kind === 'lists' && each.outcome !== null ? [each.outcome] : [],
  );
  return {
    scenario,
    divisor,
    plan,
    years,
    lists: lists[0] ?? null,
    asked: replications,
    stopped: years.length + lists.length < pieces.length,
  };
};

interface Run {
  readonly pieces: readonly YardstickPiece[];
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly told: (piece: number, done: number) => void;
}

const here = async ({ pieces, signal, told }: Run): Promise<readonly YardstickFound[]> => {
  const found: YardstickFound[] = [];
  const [first] = pieces;
  const opened = first === undefined ? null : openSimulation(first.data);
  for (const [i, piece] of pieces.entries()) {
    // Lets a signal be raised between two pieces.
    await new Promise((resolve) => setImmediate(resolve));
    if (opened === null || signal?.aborted) break;
    found.push(
      yardstickPiece(opened, piece, {
        stopped: () => signal?.aborted === true,
        progress: (done) => told(i, done),
      }),
    );
  }
  return found;
};

const inWorkers = async ({ pieces, threads, signal, told }: Run): Promise<readonly YardstickFound[]> => {
  const worker = new URL('../workers/yardstickWorker.mjs', import.meta.url);
  const pool = watchedPool({ worker, threads: Math.min(threads, pieces.length) });
  try {
    return await Promise.all(
      pieces.map((piece, i) =>
        pool.run<number, YardstickFound>(piece, {
          ...(signal ? { signal } : {}),
          tell: (done) => told(i, done),
        }),
      ),
    );
  } finally {
    await pool.close();
  }
};
