import { packRates } from '../../engine/acceptance/rates.ts';
import { profileClasses } from '../../engine/assignment/classes.ts';
import { type AssignmentModel, segmentOfPairs } from '../../engine/assignment/model.ts';
import { ROW_ROUNDING, rowActivity } from '../../engine/assignment/objective.ts';
import { priceRows } from '../../engine/assignment/priceRows.ts';
import {
  DEFAULT_SESSION_OPTIONS,
  type PreparedSession,
  type SessionOptions,
  type SessionRequest,
} from '../../engine/assignment/session.ts';
import { type Ranking, rankPool } from '../../engine/shortlist/ranking.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import { MEL_FULL, MEL_QUICK, type MelSize, type MelWorkload, melWorkload } from './mel.ts';

/** How many vacancies each session suite takes, and from how many worlds. */
export interface SessionSizes {
  readonly seeds: readonly number[];
  /** World of the session and month suites. */
  readonly world: MelSize;
  readonly session: number;
  readonly month: number;
  /** World of the year suite: as many vacancies as it matches. */
  readonly yearWorld: MelSize;
}

export const SESSION_FULL: SessionSizes = {
  seeds: [1, 2, 3, 4, 5],
  world: MEL_FULL,
  session: 45,
  month: 670,
  yearWorld: { ...MEL_FULL, openVacancyCount: 8_000 },
};
export const SESSION_QUICK: SessionSizes = {
  seeds: [1, 2],
  world: MEL_QUICK,
  session: 30,
  month: 95,
  yearWorld: { ...MEL_QUICK, openVacancyCount: 400 },
};

/** Sessions of generated worlds: each world is made when first asked for, and let go but for what a session reads of it. */
export interface Sessions {
  readonly quick: boolean;
  /** False: our own matching alone, verified and timed. */
  readonly peers: boolean;
  readonly sizes: SessionSizes;
  /** The first `vacancyCount` vacancies of a world of the session and month suites. */
  request(seed: number, vacancyCount: number): SessionRequest;
  /** Every vacancy of the year's world. */
  year(seed: number): SessionRequest;
}

/** @param seeds worlds to run on; null: all those of the size. */
export const openSessions = ({
  quick,
  seeds = null,
  peers = true,
}: {
  readonly quick: boolean;
  readonly peers?: boolean;
  readonly seeds?: readonly number[] | null;
}): Sessions => {
  const whole = quick ? SESSION_QUICK : SESSION_FULL;
  const sizes = { ...whole, seeds: seeds ?? whole.seeds };
  const known = new Map<number, SessionRequest>();
  return {
    quick,
    peers,
    sizes,
    request(seed, vacancyCount) {
      let whole = known.get(seed);
      if (!whole) {
        whole = requestOfWorld(melWorkload(sizes.world, seed));
        known.set(seed, whole);
      }
      return { ...whole, vacancies: whole.vacancies.slice(0, vacancyCount) };
    },
    year: (seed) => requestOfWorld(melWorkload(sizes.yearWorld, seed)),
  };
};

/**
 * Every vacancy of a generated world as one session, as an officer starts it: the pack's own rates, the ledger of the world's
 * year, every active row, the default options (`spread`: rows in deficit at pace `at-once` would saturate at their penalty, which
 * makes an easier instance), no pin, no exclusion, nothing awaited.
 */
export const requestOfWorld = (
  { territory, methods, pool, ordering, asOf, world, questions, seed }: MelWorkload,
  options: Partial<SessionOptions> = {},
): SessionRequest => {
  const rankings = new Map<string | null, Ranking>();
  const ranking = (contingent: string | null): Ranking => {
    const weighting = weightingFor(ordering, methods, contingent);
    const key = weighting?.method.id ?? null;
    const found = rankings.get(key) ?? rankPool({ pool, ordering, weighting, seed });
    rankings.set(key, found);
    return found;
  };
  const dwellings = new Map(world.dwellings.map((dwelling) => [dwelling.id as string, dwelling]));
  return {
    pool,
    territory,
    classes: profileClasses(pool, territory),
    asOf,
    vacancies: questions.map(({ vacancy, dwelling }) => ({ vacancy, dwelling })),
    ranking,
    rates: packRates(territory.pack.acceptance),
    ledger: ledgerOf({ territory, allocations: world.allocations, dwellings, asOf }).ledger,
    openProposals: [],
    pins: [],
    exclusions: [],
    beyondWishes: new Set(),
    bonus: new Map(),
    options: { ...DEFAULT_SESSION_OPTIONS, ...options },
  };
};

/** How hard the targets of an instance are: where they ask for nothing, matching is sorting. */
export interface Difficulty {
  readonly rows: number;
  /** Rows that the best lists by points alone leave short. */
  readonly broken: number;
  /** Rows whose price is above a thousandth of a point in the proof. */
  readonly priced: number;
}

/** Of the rows, at least: design.md §11. */
export const LEAST_BROKEN = 0.3;
export const LEAST_PRICED = 0.2;

/** @param rowPrice of the result's proof, thousandths of points. */
export const difficultyOf = (
  { problem: { model } }: Pick<PreparedSession, 'problem'>,
  rowPrice: Float64Array,
): Difficulty => {
  const { assignment } = priceRows(withoutRows(model));
  const activity = rowActivity(model, segmentOfPairs(model), assignment);
  return {
    rows: model.rowCount,
    broken: activity.filter((reached, row) => model.rowRequired[row]! - reached > ROW_ROUNDING).length,
    priced: rowPrice.subarray(0, model.rowCount).filter((price) => price > 1).length,
  };
};

/** The same places and pairs under no target at all: points alone, one list per household. */
export const withoutRows = (model: AssignmentModel): AssignmentModel => ({
  ...model,
  rowCount: 0,
  termOffsets: new Uint32Array(model.termOffsets.length),
  termRow: new Uint32Array(0),
  termCoef: new Float64Array(0),
  rowRequired: new Float64Array(0),
  rowPenalty: new Float64Array(0),
});

/** @throws Error when the targets of an instance hardly brake anything. */
export const requireDifficulty = (name: string, { rows, broken, priced }: Difficulty): void => {
  if (broken < LEAST_BROKEN * rows || priced < LEAST_PRICED * rows)
    throw new Error(
      `${name}: an easy instance: of ${rows} rows, lists by points alone break ${broken} and ${priced} have a price. Maybe a world whose year is further from its targets.`,
    );
};
