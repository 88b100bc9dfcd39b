import { type Assignment, type AssignmentModel, segmentOfPairs } from '../model.ts';
import { worthOf } from '../objective.ts';
import { certify } from '../proof/certificate.ts';
import { SUM_ROUNDING } from '../proof/compensatedSum.ts';
import { type StagedModel, type StagedResult, type StageGoal, stageModel } from '../stages.ts';

/** How far one stage of a result may be from its best. */
export interface StageGap {
  readonly goal: StageGoal;
  /** Of the lists shown, thousandths of points (of households for a level), fill bonus included. */
  readonly value: number;
  /** No lists are worth more, recounted from the duals over all pairs without any solver; null when they prove none. */
  readonly bound: number | null;
  /** (bound − value) / vacancies, in points (expected households for a level), never below zero; null without a bound. */
  readonly perDwelling: number | null;
}

/**
 * The certificate of each stage, recounted. The lists are those shown: a repair of the meeting only narrows the choice, so the
 * bound holds for it too.
 */
export const stageGaps = (
  staged: StagedModel,
  { stages }: StagedResult,
  shown: Assignment,
): readonly StageGap[] =>
  stages.map(({ goal, duals }, i) => {
    const model = stageModel(staged, stages.slice(0, i));
    const { value } = worthOf(model, segmentOfPairs(model), shown);
    const certificate = certify(model, duals);
    const proves =
      certificate.outcome === 'certified' &&
      certificate.bound >= value - rounding(model, certificate.terms.size);
    if (!proves) return { goal, value, bound: null, perDwelling: null };
    const { bound } = certificate;
    const perDwelling = model.vacancyCount === 0 ? 0 : Math.max(0, bound - value) / 1000 / model.vacancyCount;
    return { goal, value, bound, perDwelling };
  });

/** What rounding and rows met but for a hair may put the value above the bound. */
const rounding = ({ rowCount }: AssignmentModel, size: number): number =>
  SUM_ROUNDING * (1 + size) + rowCount * 1e-3;
