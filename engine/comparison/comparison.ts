import type { IsoDay } from '../domain/ids.ts';
import type { Arm, Experiment, ExperimentMode } from './experiment.ts';
import { MEASURES, type Measure, type UnitKind, unitValues, wholeValue } from './measures.ts';
import { type ArmMoves, movesOf } from './moves.ts';
import { monthBlocks, type PairedDifference, pairedDifference } from './paired.ts';
import { LISTED, type ReplicationResult, SUITED } from './replication.ts';
import { type ComparedSegment, comparedSegments } from './segmentTable.ts';
import type { Setting } from './setting.ts';
import { type ComparedTarget, comparedTargets } from './targetTable.ts';

/** Months of a block of the recorded period: neighbours share their ledger and the households left. Ours. */
const BLOCK_MONTHS = 2;
/** Blocks under which months are taken one by one, rather than leave no interval at all. */
const LEAST_BLOCKS = 3;

/** Months of the units of a recorded period. */
const blockMonthsOf = (months: number): number => (months >= BLOCK_MONTHS * LEAST_BLOCKS ? BLOCK_MONTHS : 1);

/** A figure of one arm, with what it is more than the reference's. */
export interface ArmFigure {
  /** Null: nothing was there to measure. */
  readonly value: number | null;
  /** Null for the reference itself, and where no unit has both. */
  readonly difference: PairedDifference | null;
}

export interface ComparedMeasure extends Pick<Measure, 'id' | 'unit' | 'better'> {
  readonly per: UnitKind;
  /** Length = arms. */
  readonly arms: readonly ArmFigure[];
}

/** Demands that a freed dwelling suited and that stood on no list. */
export interface NeverListed {
  /** Mean over replications, by the steps of the demands' age at the end. */
  readonly byAge: readonly number[];
  /** Households that a freed dwelling suited in one replication at least, and that are on no list in any. */
  readonly always: number;
}

/** What a comparison found: plain data. */
export interface Comparison {
  readonly mode: ExperimentMode;
  readonly seed: number;
  readonly replications: number;
  readonly months: readonly IsoDay[];
  /** Months of a unit; null: units are whole replications. */
  readonly blockMonths: number | null;
  readonly arms: readonly Arm[];
  readonly reference: string;
  readonly yardstick: string;
  /** Demands of the whole period. */
  readonly demands: number;
  /** Means over replications. */
  readonly vacancies: number;
  readonly suitedByAge: readonly number[];
  /** Differences looked at together in `measures`. */
  readonly looks: number;
  readonly measures: readonly ComparedMeasure[];
  readonly targets: readonly ComparedTarget[];
  /** Length = arms; null for the reference. */
  readonly moves: readonly (ArmMoves | null)[];
  /** Length = arms. */
  readonly never: readonly NeverListed[];
  readonly segments: readonly ComparedSegment[];
}

/**
 * The figures of a comparison from its replications, in whatever order they came back: they are taken by number. Pairs are of one unit
 * under two arms: see `pairedDifference`.
 */
export const compareReplications = (setting: Setting, results: readonly ReplicationResult[]): Comparison => {
  const { experiment, census } = setting;
  const replications = [...results].sort((a, b) => a.replication - b.replication);
  const reference = experiment.arms.findIndex(({ id }) => id === experiment.reference);
  if (reference < 0) throw new Error(`no arm ${experiment.reference}`);
  const others = experiment.arms.length - 1;
  const looks = Math.max(1, MEASURES.length * others);
  const { mode, seed, arms, yardstick } = experiment;
  return {
    mode,
    seed,
    replications: replications.length,
    months: experiment.months.map(({ asOf }) => asOf),
    blockMonths: mode === 'recorded' ? blockMonthsOf(experiment.months.length) : null,
    arms,
    reference: experiment.reference,
    yardstick,
    demands: census.rowCount,
    vacancies: meanOf(replications.map(({ vacancies }) => vacancies)),
    suitedByAge: meansOf(replications.map(({ suited }) => suited)),
    looks,
    measures: MEASURES.map((measure) =>
      comparedMeasure(measure, { experiment, replications, reference, looks }),
    ),
    targets: comparedTargets(replications, reference),
    moves: arms.map((_, arm) =>
      arm === reference ? null : movesOf(setting, replications, { arm, reference }),
    ),
    never: arms.map((_, arm) => ({
      byAge: meansOf(replications.map((each) => each.arms[arm]!.neverListed)),
      always: neverOnAList(replications, arm, census.rowCount),
    })),
    segments: comparedSegments(setting, replications, reference),
  };
};

const comparedMeasure = (
  measure: Measure,
  {
    experiment,
    replications,
    reference,
    looks,
  }: {
    readonly experiment: Experiment;
    readonly replications: readonly ReplicationResult[];
    readonly reference: number;
    readonly looks: number;
  },
): ComparedMeasure => {
  const blocks =
    experiment.mode === 'recorded'
      ? monthBlocks(experiment.months.length, blockMonthsOf(experiment.months.length))
      : null;
  const base = unitValues(measure, reference, replications, blocks);
  return {
    id: measure.id,
    unit: measure.unit,
    better: measure.better,
    per: base.unit,
    arms: experiment.arms.map((_, arm): ArmFigure => {
      const value = wholeValue(measure, arm, replications);
      if (arm === reference) return { value, difference: null };
      const { values } = unitValues(measure, arm, replications, blocks);
      const pairs = values.map((each, u) => ({ arm: each, reference: base.values[u]! }));
      return { value, difference: pairedDifference(pairs, looks) };
    }),
  };
};

const neverOnAList = (replications: readonly ReplicationResult[], arm: number, rows: number): number => {
  let never = 0;
  for (let row = 0; row < rows; row += 1) {
    const seen = replications.reduce((bits, { arms }) => bits | arms[arm]!.marks[row]!, 0);
    if ((seen & SUITED) !== 0 && (seen & LISTED) === 0) never += 1;
  }
  return never;
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const meansOf = (rows: readonly (readonly number[])[]): readonly number[] =>
  (rows[0] ?? []).map((_, i) => meanOf(rows.map((row) => row[i]!)));
