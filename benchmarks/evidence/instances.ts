import { generateColumns } from '../../engine/assignment/columnGeneration.ts';
import type { AssignmentModel } from '../../engine/assignment/model.ts';
import { checkSaved, saveResult } from '../../engine/assignment/proof/savedResult.ts';
import type { HighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import { type StageProof, solveStages } from '../../engine/assignment/stages.ts';
import { bruteForceAssignment } from '../../tests/assignment/support/bruteForceAssignment.ts';
import { FAMILIES, type Family, randomModel } from '../../tests/assignment/support/randomModel.ts';

/** What became of the random instances of one family. */
export interface FamilyCount {
  readonly family: Family | 'all';
  instances: number;
  /** No lists keep the hard rows, by brute force. */
  impossible: number;
  /** The price phase and its local moves alone: value = brute force. */
  equal: number;
  /** Possible, but the price phase alone found no lists that keep the hard rows. */
  unheld: number;
  /** What the price phase alone lacks to brute force at most: points, and part of the points of brute force. */
  largestShortPoints: number;
  largestShortShare: number;
  /** With column generation and branching by HiGHS from there: value = brute force, or impossible on both sides. */
  branchedEqual: number;
  /** Instances where the recount finds anything else, a bound is below the optimum, or a value above it; the first of them. */
  faulty: number;
  readonly firstFaults: string[];
}

/** Thousandths of points: rounding of sums of a few products. */
const ROUNDING = 1e-3;

/**
 * Random small instances through the engine as sessions use it: price phase with local moves, proof recounted reading every pair, then
 * column generation and branching; brute force beside.
 *
 * @param seeds seed of each instance of every family.
 */
export const countInstances = async (
  seeds: Iterable<number>,
  solver: HighsSolver,
): Promise<readonly FamilyCount[]> => {
  const counts = new Map(FAMILIES.map((family) => [family, emptyCount(family)]));
  for (const seed of seeds)
    for (const family of FAMILIES) await countOne(family, counts.get(family)!, seed, solver);
  return [...counts.values()];
};

const countOne = async (
  family: Family,
  count: FamilyCount,
  seed: number,
  solver: HighsSolver,
): Promise<void> => {
  const model = randomModel(seed, family);
  const best = bruteForceAssignment(model);
  const proof = solveStages({
    model,
    rowPrecedence: new Uint8Array(model.rowCount).fill(1),
    segmentLevel: new Uint8Array(model.pairOffsets.length - 1),
    goals: [{ kind: 'points' }],
  }).stages.at(-1)!;
  const branched = await generateColumns(model, solver, { start: proof });
  const faults: string[] = [];
  const unheld = hardRowsLack(model, proof, (fault) => faults.push(fault));
  if (branched.status === 'solved')
    hardRowsLack(model, branched, (fault) => {
      // Branching solves the linear model as written, like brute force: where a hard row asks for it, a place is left empty.
      if (!model.rowPenalty.includes(Infinity) || !/"P2"/.test(fault)) faults.push(`branched: ${fault}`);
    });
  count.instances += 1;
  if (best === null) {
    count.impossible += 1;
    if (!unheld) faults.push('lists keep hard rows that none can keep');
    if (branched.status === 'infeasible' || branched.status === 'unsettled') count.branchedEqual += 1;
  } else {
    if (proof.bound < best.value - ROUNDING) faults.push(`bound ${proof.bound} below ${best.value}`);
    if (branched.status === 'solved') {
      if (branched.bound < best.value - ROUNDING) faults.push(`bound ${branched.bound} below ${best.value}`);
      if (branched.value > best.value + ROUNDING) faults.push(`value ${branched.value} over ${best.value}`);
      if (Math.abs(branched.value - best.value) <= ROUNDING) count.branchedEqual += 1;
    }
    const short = best.value - proof.value;
    if (unheld) count.unheld += 1;
    else if (short < -ROUNDING) faults.push(`value ${proof.value} over ${best.value}`);
    else if (short <= ROUNDING) count.equal += 1;
    else {
      count.largestShortPoints = Math.max(count.largestShortPoints, short / 1000);
      count.largestShortShare = Math.max(count.largestShortShare, short / Math.abs(best.value));
    }
  }
  if (faults.length === 0) return;
  count.faulty += 1;
  if (count.firstFaults.length < FAULTS_SHOWN) count.firstFaults.push(`seed ${seed}: ${faults[0]}`);
};

const FAULTS_SHOWN = 3;

const emptyCount = (family: Family): FamilyCount => ({
  family,
  instances: 0,
  impossible: 0,
  equal: 0,
  unheld: 0,
  largestShortPoints: 0,
  largestShortShare: 0,
  branchedEqual: 0,
  faulty: 0,
  firstFaults: [],
});

/** Whether hard rows do not hold: nothing is then claimed. Anything else that does not hold, or is not as reported, is a fault. */
const hardRowsLack = (
  model: AssignmentModel,
  { assignment, duals, value, bound }: Pick<StageProof, 'assignment' | 'duals' | 'value' | 'bound'>,
  fault: (told: string) => void,
): boolean => {
  const saving = saveResult({ model, assignment, duals, decimals: 9 });
  if (saving.outcome === 'refused') {
    fault(JSON.stringify(saving.findings[0]));
    return false;
  }
  const { saved } = saving;
  const findings = checkSaved(model, saved, { exhaustive: true });
  const lack = findings.some(({ fault }) => fault === 'hard-row-lacks');
  // Lists that break a hard row may be worth more than the bound on those that keep it.
  const apart = lack ? ['hard-row-lacks', 'bound-below-value'] : [];
  for (const finding of findings) if (!apart.includes(finding.fault)) fault(JSON.stringify(finding));
  if (Math.abs(saved.value - value) > ROUNDING || Math.abs(saved.bound - bound) > ROUNDING)
    fault(`reported ${value} under ${bound}, recounted ${saved.value} under ${saved.bound}`);
  return lack;
};

/** Counts of the same families, taken together. */
export const addedCounts = (parts: readonly (readonly FamilyCount[])[]): readonly FamilyCount[] =>
  FAMILIES.map((family) =>
    sumOf(
      family,
      parts.flat().filter((count) => count.family === family),
    ),
  );

const sumOf = (family: FamilyCount['family'], counts: readonly FamilyCount[]): FamilyCount => {
  const sum = (read: (count: FamilyCount) => number): number =>
    counts.reduce((total, count) => total + read(count), 0);
  const most = (read: (count: FamilyCount) => number): number => Math.max(0, ...counts.map(read));
  return {
    family,
    instances: sum((c) => c.instances),
    impossible: sum((c) => c.impossible),
    equal: sum((c) => c.equal),
    unheld: sum((c) => c.unheld),
    largestShortPoints: most((c) => c.largestShortPoints),
    largestShortShare: most((c) => c.largestShortShare),
    branchedEqual: sum((c) => c.branchedEqual),
    faulty: sum((c) => c.faulty),
    firstFaults: counts.flatMap((c) => c.firstFaults).slice(0, FAULTS_SHOWN),
  };
};

/** The counts as a table, and their sums. */
export const instancesText = (counts: readonly FamilyCount[]): string => {
  const cells = (c: FamilyCount): string =>
    [
      c.family.padEnd(28),
      ...[c.instances, c.impossible, c.equal, c.unheld].map((n) => String(n).padStart(10)),
      c.largestShortPoints.toFixed(2).padStart(12),
      `${(c.largestShortShare * 100).toFixed(2)} %`.padStart(10),
      String(c.branchedEqual).padStart(12),
      String(c.faulty).padStart(8),
    ].join('');
  const head =
    'family                       instances impossible     equal    unheld  short (pts)      short   branched =  faults';
  return [
    'Every instance: lists, rows, value and certificate recounted reading every pair (P1 to P7), bounds and values compared with brute',
    'force. faults: a finding other than hard rows that do not hold, a bound below the optimum, or a value above it.',
    'impossible: no lists keep the hard rows. equal: price phase and local moves alone reach brute force. unheld: possible, but their',
    'lists break a hard row. short: what they lack at most. branched =: with column generation and branching by HiGHS from there, value =',
    'brute force, or impossible on both sides.',
    '',
    head,
    ...counts.map(cells),
    cells(sumOf('all', counts)),
    ...counts.flatMap((c) => c.firstFaults.map((fault) => `${c.family}, ${fault}`)),
  ].join('\n');
};
