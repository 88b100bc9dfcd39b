import { createHash } from 'node:crypto';
import { modelHash } from './savedResult.ts';
import type { StagedProof } from './stagedProof.ts';

/* What a file of proof says beyond what its models recount: that it is whole, and that its parts go together. */

export interface ProofContent {
  readonly rows: readonly string[];
  readonly plan: StagedProof;
  readonly lists: StagedProof | null;
  /** The search was stopped before its last stage: the file says so, and proves nothing of points. */
  readonly stopped: boolean;
}

export type ContentFault =
  /** The content is not what the file's digest was made of. */
  | 'digest-differs'
  /** Rows named are not as many as those of the plan's model. */
  | 'rows-named'
  /** The plan does not end with the stage of points, or has another before it, or says that it was stopped and was not. */
  | 'stages-incomplete'
  /** The lists as they stand are counted in one stage, of points. */
  | 'lists-stages'
  /** The lists as they stand have fewer vacancies than the plan, to which a meeting only adds. */
  | 'lists-model';

/**
 * SHA-256 of a content: hexadecimal, of its canonical JSON (RFC 8785) in UTF-8. Written here and not taken from the records, so that
 * the proof stands alone; for values that JSON says whole, as those read from a file are.
 */
export const contentDigest = (content: object): string =>
  createHash('sha256').update(JSON.stringify(content, sortedMembers), 'utf8').digest('hex');

const sortedMembers = (_: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What does not hold between the parts of a file, whoever wrote its digest. */
export const contentFaults = ({ rows, plan, lists, stopped }: ProofContent): readonly ContentFault[] => {
  const first = plan.stages.findIndex(({ goal }) => goal.kind === 'points');
  const expected = stopped ? -1 : plan.stages.length - 1;
  return [
    ...(rows.length === plan.model.rowCount ? [] : ['rows-named' as const]),
    ...(first === expected ? [] : ['stages-incomplete' as const]),
    ...(lists === null || (lists.stages.length === 1 && lists.stages[0]?.goal.kind === 'points')
      ? []
      : ['lists-stages' as const]),
    ...(lists === null || lists.model.vacancyCount >= plan.model.vacancyCount
      ? []
      : ['lists-model' as const]),
  ];
};

/**
 * Whether the lists as they stand are counted on the plan's own model. They are not where a vacancy was added since, or where the
 * plan was made again with what persons had settled.
 */
export const isOnPlanModel = ({ plan, lists }: Pick<ProofContent, 'plan' | 'lists'>): boolean =>
  lists === null || modelHash(lists.model) === modelHash(plan.model);
