import type { Counts } from './counts.ts';
import { arrivalsOf } from './months.ts';
import { type ArmReplay, replayArm } from './replay.ts';
import { AGE_STEPS, ageLevel, type Segmentation, segmentations } from './segments.ts';
import type { Setting } from './setting.ts';
import type { TargetEnd } from './targetEnds.ts';

/** What became of the demands of each level of a segment, in one arm. Length = levels. */
export interface SegmentCounts {
  /** On a list at least once. */
  readonly listed: readonly number[];
  readonly housed: readonly number[];
}

export interface ArmResult {
  readonly months: readonly Readonly<Counts>[];
  readonly targets: readonly TargetEnd[];
  /** Vacancies that nobody had taken at the end. */
  readonly left: number;
  /** Demands that a freed dwelling suited and that stood on no list: by the steps of their age at the end. */
  readonly neverListed: readonly number[];
  /** By dimension, in the order of `segmentations`. */
  readonly segments: readonly SegmentCounts[];
  /** `LISTED` and `SUITED`, one bit each. Length = census rows. */
  readonly marks: Uint8Array;
}

/** One random draw of the experiment under every arm: same vacancies, same answers to the same proposals. */
export interface ReplicationResult {
  readonly replication: number;
  readonly vacancies: number;
  /** Demands that a freed dwelling suited, by the steps of their age at the end. */
  readonly suited: readonly number[];
  /** Freed dwellings by segment level: those of the level, or its part of a draw among the eligible. */
  readonly supply: readonly (readonly number[])[];
  readonly arms: readonly ArmResult[];
}

/** On a list at least once. */
export const LISTED = 1;
/** A freed dwelling suited it. */
export const SUITED = 2;

/** @param onMonth called after each month of each arm; what it throws stops the replication. */
export const replicate = (
  setting: Setting,
  replication: number,
  onMonth: () => void = () => {},
): ReplicationResult => {
  const { experiment, census } = setting;
  const { classes } = setting.pool(experiment.pools.length - 1);
  const dimensions = segmentations(census, setting.territory, classes);
  const { suited, supply, vacancies } = offer(setting, replication, dimensions);
  const waits = census.array('waitingMonths');
  const byAge = (counts: (row: number) => boolean): readonly number[] => {
    const found = AGE_STEPS.map(() => 0);
    for (let row = 0; row < census.rowCount; row += 1)
      if (suited[row] === 1 && counts(row)) found[ageLevel(waits[row]!)]! += 1;
    return found;
  };
  const arms = experiment.arms.map((arm): ArmResult => {
    const replay = replayArm(setting, arm, replication, onMonth);
    return {
      months: replay.months,
      targets: replay.targets,
      left: replay.left,
      neverListed: byAge((row) => replay.listed[row] === 0),
      segments: dimensions.map((dimension) => segmentCounts(dimension, replay)),
      marks: Uint8Array.from(
        replay.listed,
        (lists, row) => (lists > 0 ? LISTED : 0) | (suited[row] === 1 ? SUITED : 0),
      ),
    };
  });
  return { replication, vacancies, suited: byAge(() => true), supply, arms };
};

const segmentCounts = ({ levels, of }: Segmentation, { listed, housed }: ArmReplay): SegmentCounts => {
  const counts = { listed: levels.map(() => 0), housed: levels.map(() => 0) };
  for (let row = 0; row < listed.length; row += 1) {
    if (listed[row] === 0) continue;
    for (const level of of(row)) {
      counts.listed[level]! += 1;
      if (housed[row] === 1) counts.housed[level]! += 1;
    }
  }
  return counts;
};

/** Who the freed dwellings of the replication suit, and what part of them falls to each level. */
const offer = (
  setting: Setting,
  replication: number,
  dimensions: readonly Segmentation[],
): {
  readonly suited: Uint8Array;
  readonly supply: readonly (readonly number[])[];
  readonly vacancies: number;
} => {
  const { experiment, census, dwellings } = setting;
  const suited = new Uint8Array(census.rowCount);
  const supply = dimensions.map(({ levels }) => levels.map(() => 0));
  const arrivals = arrivalsOf(experiment, `comparison/${experiment.seed}/${replication}`);
  arrivals.forEach((vacancies, m) => {
    const place = experiment.months[m]!.pool;
    const { censusRow } = setting.pool(place);
    for (const { dwelling: id } of vacancies) {
      const dwelling = dwellings.get(id)!;
      const eligible = setting.eligible(place, dwelling);
      for (const row of eligible) suited[censusRow[row]!] = 1;
      dimensions.forEach(({ ofDwelling, of }, i) => {
        const counts = supply[i]!;
        if (ofDwelling !== null) {
          const level = ofDwelling(dwelling);
          if (level !== null) counts[level]! += 1;
          return;
        }
        const shares = new Map<number, number>();
        for (const row of eligible)
          for (const level of of(censusRow[row]!)) shares.set(level, (shares.get(level) ?? 0) + 1);
        for (const [level, count] of shares) counts[level]! += count / eligible.length;
      });
    }
  });
  return { suited, supply, vacancies: arrivals.reduce((sum, vacancies) => sum + vacancies.length, 0) };
};
