import { auditWorld, type DisparityPlan, PLANTED_SHARE, type WorldVerdict } from './disparityWorlds.ts';

/** Worlds of one plan. */
export interface DisparityRun {
  readonly label: string;
  readonly plan: DisparityPlan;
  readonly worlds: number;
}

export interface DisparityCounts extends DisparityRun {
  /** Points of lease rate between the others and the planted group, on average. */
  readonly gapPoints: number;
  readonly tests: number;
  readonly found: number;
  readonly foundByLeases: number;
  readonly falseAlarms: number;
  readonly poollessAlarms: number;
  /** Part of the intervals of groups of equal chances that leave one out. */
  readonly missed: number;
}

/** @param seed of the first world. */
export const disparityCounts = (run: DisparityRun, seed: number): DisparityCounts => {
  const verdicts = Array.from({ length: run.worlds }, (_, i) => auditWorld(run.plan, seed + i));
  const count = (is: (verdict: WorldVerdict) => boolean): number => verdicts.filter(is).length;
  const sum = (of: (verdict: WorldVerdict) => number): number =>
    verdicts.reduce((total, verdict) => total + of(verdict), 0);
  return {
    ...run,
    gapPoints: sum((verdict) => verdict.gapPoints) / run.worlds,
    tests: sum((verdict) => verdict.tests) / run.worlds,
    found: count((verdict) => verdict.found),
    foundByLeases: count((verdict) => verdict.foundByLeases),
    falseAlarms: count((verdict) => verdict.falseAlarm),
    poollessAlarms: count((verdict) => verdict.poollessAlarm),
    missed: sum((verdict) => verdict.missed) / sum((verdict) => verdict.intervals),
  };
};

const percent = (part: number, whole = 1): string => `${((100 * part) / whole).toFixed(1)} %`;

const runText = (counts: DisparityCounts): string => {
  const { label, plan, worlds, gapPoints, tests, found, foundByLeases, falseAlarms, poollessAlarms, missed } =
    counts;
  return [
    `${label}: ${worlds} worlds of ${plan.households.toLocaleString('en')} households and ${plan.allocations.toLocaleString('en')} allocations, ${tests.toFixed(0)} groups tested together`,
    ...(plan.plantedOdds === 1
      ? []
      : [
          `  planted: ${gapPoints.toFixed(1)} points of lease rate less for ${percent(PLANTED_SHARE)} of the pool`,
          `  found: ${found} (${percent(found, worlds)}); by signed leases alone: ${foundByLeases} (${percent(foundByLeases, worlds)})`,
        ]),
    `  family-wise false alarms${plan.plantedOdds === 1 ? '' : ', in the other attributes'}: ${falseAlarms} (${percent(falseAlarms, worlds)})`,
    `  intervals of 95 % that leave equal chances out where they are equal: ${percent(missed)}`,
    `  worlds where rates compared without their pools would cry wolf: ${poollessAlarms} (${percent(poollessAlarms, worlds)})`,
  ].join('\n');
};

export const disparityEvidenceText = (runs: readonly DisparityCounts[]): string => {
  const worlds = runs.reduce((sum, run) => sum + run.worlds, 0);
  const alarms = runs.reduce((sum, run) => sum + run.falseAlarms, 0);
  return [
    'Worlds whose truth is known: households drawn from the pool of each vacancy, some time after time (their points); one of a list of',
    'three signs and is gone. Groups meet unequal tension without being treated unequally.',
    '',
    ...runs.flatMap((run) => [runText(run), '']),
    `all runs: ${alarms} worlds of ${worlds} with a false alarm (${percent(alarms, worlds)})`,
  ].join('\n');
};
