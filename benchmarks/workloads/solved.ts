import { type Assignment, type AssignmentModel, segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { checkSaved, saveResult } from '../../engine/assignment/proof/savedResult.ts';
import {
  type PreparedSession,
  prepareSession,
  type SessionRequest,
} from '../../engine/assignment/session.ts';
import { type StageProof, solveStages, stageModel } from '../../engine/assignment/stages.ts';
import { type Gap, gapOf } from '../../engine/assignment/yardstick.ts';

/** A session matched by the engine, timed. */
export interface SolvedSession {
  readonly prepared: PreparedSession;
  readonly assignment: Assignment;
  readonly stages: readonly StageProof[];
  /** Pairs, rows and places from the pool and the ledgers. */
  readonly prepareMs: number;
  readonly matchMs: number;
}

export const solveSession = (request: SessionRequest): SolvedSession => {
  const start = performance.now();
  const prepared = prepareSession(request);
  const ready = performance.now();
  const { assignment, stages } = solveStages(prepared.staged);
  return { prepared, assignment, stages, prepareMs: ready - start, matchMs: performance.now() - ready };
};

/** The proof of the whole objective: the last stage's. */
export const proofOf = ({ stages }: Pick<SolvedSession, 'stages'>): StageProof => stages.at(-1)!;

/**
 * Recounts lists and certificate of every stage without the solver, and throws at the first finding.
 *
 * @throws Error with the property that does not hold.
 */
export const requireVerified = (
  name: string,
  { prepared, stages }: Pick<SolvedSession, 'prepared' | 'stages'>,
): void => {
  stages.forEach(({ assignment, duals, value, bound }, i) => {
    const model = stageModel(prepared.staged, stages.slice(0, i));
    const saving = saveResult({ model, assignment, duals });
    const findings = saving.outcome === 'saved' ? checkSaved(model, saving.saved) : saving.findings;
    // The lists of an opening stage are not the session's: who stands where is asked of the last one.
    const told = findings.filter(({ property }) => i === stages.length - 1 || /P[456]/.test(property));
    if (told.length > 0) throw new Error(`${name}: stage ${i}: ${JSON.stringify(told[0])}`);
    if (saving.outcome !== 'saved') return;
    const { value: counted, bound: proven } = saving.saved;
    // Saved duals are cut to thousandths, which loosens the bound by less than this.
    const cut = 1e-3 * (model.candidateCount + model.rowRequired.reduce((sum, r) => sum + Math.abs(r), 1));
    if (Math.abs(counted - value) > 1e-6 * Math.abs(value) || proven > bound + cut || proven < counted)
      throw new Error(`${name}: stage ${i}: value ${value}, bound ${bound}, recounted ${counted}, ${proven}`);
  });
};

export const certifiedGap = ({ prepared, assignment, stages }: SolvedSession): Gap => {
  const { value, bound } = proofOf({ stages });
  return gapOf({ model: prepared.problem.model, assignment, value, bound, seed: 1 });
};

/** Value of lists without what filling a place is worth: points less what targets lack. Thousandths of points. */
export const pointsOf = (model: AssignmentModel, assignment: Assignment): number =>
  worthOf({ ...model, fillBonus: 0 }, segmentOfPairs(model), assignment).value;
