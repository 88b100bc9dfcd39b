import type { CompiledMethod } from './compileMethod.ts';
import { greatest, possibilitiesOf, type UnknownInput, unknownInputsOf } from './couldBring.ts';
import type { ColumnStore } from './formula/columns.ts';
import { TRACE } from './kernel.ts';
import type { Certainty, Evidence, Method } from './method.ts';
import type { ReadCriterion, ReadGroup } from './readMethod.ts';
import { type InputValue, RowReader, type Status, statusOf } from './rowReader.ts';

/** What one criterion says of one demand. Points are thousandths. */
export interface CriterionExplanation {
  readonly id: string;
  readonly label: string;
  readonly status: Status;
  /** What it is worth by itself. */
  readonly ownPoints: number;
  /** What it adds to the score, once its group's rule is applied. These add up to the score. */
  readonly points: number;
  /** Why it adds less than it is worth: its group's cap, or another criterion of the group that counts instead. */
  readonly reducedBy: 'cap' | 'group' | null;
  readonly inputs: readonly InputValue[];
  /** Evidence that makes it final. */
  readonly evidence: Evidence;
  /** Unknown, or met on less than that evidence: shown "à vérifier". */
  readonly toVerify: boolean;
  /** When unknown: most points that knowing its inputs could add to its group. Zero otherwise. */
  readonly couldBring: number;
  readonly source: string;
  readonly certainty: Certainty;
  readonly pointsCertainty: Certainty;
}

export interface GroupExplanation {
  readonly id: string;
  readonly label: string;
  readonly combine: ReadGroup['group']['combine'];
  /** Thousandths; null when the group has none. */
  readonly cap: number | null;
  readonly points: number;
  readonly criteria: readonly CriterionExplanation[];
}

export interface TierExplanation {
  readonly id: string;
  readonly label: string;
  readonly status: Status;
  readonly inputs: readonly InputValue[];
  readonly toVerify: boolean;
  readonly source: string;
  readonly certainty: Certainty;
}

/** Why a demand has its score under one method: the trace of what was computed. */
export interface RowExplanation {
  readonly method: Pick<Method, 'id' | 'version' | 'label' | 'source' | 'certainty' | 'notices'>;
  readonly inScope: Status;
  /** Inputs that say whether the method speaks of this demand. */
  readonly scopeInputs: readonly InputValue[];
  /** As in `ScoredRows.tier`. */
  readonly tier: number;
  /** The tier that decided; null when none is met. */
  readonly decidedBy: TierExplanation | null;
  /** All tiers of the method, in order. */
  readonly tiers: readonly TierExplanation[];
  /** Thousandths: the sum of the criteria's `points`. */
  readonly points: number;
  /** Empty out of scope: the method says nothing of the demand. */
  readonly groups: readonly GroupExplanation[];
  /** As in `ScoredRows.toVerify`. */
  readonly toVerify: number;
  readonly unknownInputs: readonly UnknownInput[];
}

/** Explains one row. The sum of the criteria's `points` is exactly `points`, which is exactly `score(store).points[row]`. */
export const explainRow = (compiled: CompiledMethod, store: ColumnStore, row: number): RowExplanation => {
  const reader = new RowReader(compiled, store, row);
  const { read, kernel } = compiled;
  const { id, version, label, source, certainty, notices } = read.method;
  // Kept apart from the reader's own array, which later questions overwrite.
  const trace = Float64Array.from(reader.trace());
  const inScope = statusOf(trace[TRACE.scope]!);
  const tier = trace[TRACE.tier]!;
  const tiers = read.tiers.map(({ tier, when }, t): TierExplanation => {
    const at = kernel.tierAt(t);
    return {
      id: tier.id,
      label: tier.label,
      status: statusOf(trace[at]!),
      inputs: when.inputs.map((column) => reader.input(column)),
      toVerify: trace[at + 1] === 1,
      source: tier.source,
      certainty: tier.certainty,
    };
  });
  return {
    method: { id, version, label, source, certainty, notices },
    inScope,
    scopeInputs: read.scopeInputs.map((column) => reader.input(column)),
    tier,
    decidedBy: tiers[tier] ?? null,
    tiers,
    points: trace[TRACE.points]!,
    groups: inScope === 'met' ? explainGroups(reader, trace) : [],
    toVerify: trace[TRACE.toVerify]!,
    unknownInputs: inScope === 'unmet' ? [] : unknownInputsOf(reader),
  };
};

const explainGroups = (reader: RowReader, trace: Float64Array): readonly GroupExplanation[] => {
  const { read, kernel } = reader.compiled;
  let next = 0;
  return read.groups.map(({ group, criteria }, g): GroupExplanation => {
    const first = next;
    next += criteria.length;
    const points = trace[kernel.groupAt(g)]!;
    const answers = criteria.map((_, c): CriterionAnswer => {
      const at = kernel.criterionAt(first + c);
      return { met: trace[at]!, own: trace[at + 1]!, toVerify: trace[at + 2] === 1 };
    });
    const shares = sharesOf(group, answers, points);
    return {
      id: group.id,
      label: group.label,
      combine: group.combine,
      cap: group.cap === undefined ? null : Math.round(group.cap * 1000),
      points,
      criteria: criteria.map((c, i) =>
        explainCriterion({
          reader,
          criterion: c,
          answer: answers[i]!,
          share: shares[i]!,
          groupPoints: points,
        }),
      ),
    };
  });
};

interface CriterionAnswer {
  readonly met: number;
  readonly own: number;
  readonly toVerify: boolean;
}
type Share = Pick<CriterionExplanation, 'points' | 'reducedBy'>;

/** Splits a group's points over its criteria, so that they add up to it exactly. */
const sharesOf = (
  group: ReadGroup['group'],
  answers: readonly CriterionAnswer[],
  points: number,
): readonly Share[] => {
  const counts = countedIn(group, answers);
  const shares = answers.map(({ own }, i): { points: number; reducedBy: Share['reducedBy'] } =>
    counts[i] ? { points: own, reducedBy: null } : { points: 0, reducedBy: own === 0 ? null : 'group' },
  );
  // What the cap takes back is taken from the last criteria first: the order written is the order counted.
  let excess = shares.reduce((sum, share) => sum + share.points, 0) - points;
  for (const share of [...shares].reverse()) {
    const taken = Math.min(excess, Math.max(0, share.points));
    if (taken <= 0) continue;
    share.points -= taken;
    share.reducedBy = 'cap';
    excess -= taken;
  }
  return shares;
};

/** Which criteria the group's rule counts: all, the first of the best, or the first that is met. */
const countedIn = (group: ReadGroup['group'], answers: readonly CriterionAnswer[]): readonly boolean[] => {
  if (group.combine === 'sum') return answers.map(() => true);
  const met = answers.flatMap(({ met, own }, i) => (met === 1 ? [{ own, i }] : []));
  const best =
    group.combine === 'first'
      ? met[0]
      : met.reduce<(typeof met)[number] | undefined>((a, b) => (a && a.own >= b.own ? a : b), undefined);
  return answers.map((_, i) => i === best?.i);
};

interface CriterionRequest {
  readonly reader: RowReader;
  readonly criterion: ReadCriterion;
  readonly answer: CriterionAnswer;
  readonly share: Share;
  readonly groupPoints: number;
}

const explainCriterion = ({
  reader,
  criterion: read,
  answer,
  share,
  groupPoints,
}: CriterionRequest): CriterionExplanation => {
  const { criterion, group, inputs } = read;
  const status = statusOf(answer.met);
  const best =
    status === 'unknown'
      ? greatest(reader, possibilitiesOf(reader, inputs), reader.compiled.kernel.groupAt(group))
      : groupPoints;
  return {
    id: criterion.id,
    label: criterion.label,
    status,
    ownPoints: answer.own,
    points: share.points,
    reducedBy: share.reducedBy,
    inputs: inputs.map((column) => reader.input(column)),
    evidence: criterion.evidence,
    toVerify: answer.toVerify,
    couldBring: Math.max(0, best - groupPoints),
    source: criterion.source,
    certainty: criterion.certainty,
    pointsCertainty: criterion.pointsCertainty ?? criterion.certainty,
  };
};

/** An ordering's explanation and, where the place is credited to its contingent, a weighting's. */
export interface ScoreExplanation {
  /** Thousandths: as `weigh` adds them. */
  readonly points: number;
  readonly ordering: RowExplanation;
  readonly weighting: RowExplanation | null;
}

/** Explains `score(demand, contingent)`. `weighting` is that of the contingent, or null when none applies. */
export const explainScore = (
  { ordering, weighting }: { readonly ordering: CompiledMethod; readonly weighting: CompiledMethod | null },
  store: ColumnStore,
  row: number,
): ScoreExplanation => {
  const base = explainRow(ordering, store, row);
  const added = weighting ? explainRow(weighting, store, row) : null;
  const counts = base.inScope === 'met' && added?.inScope === 'met';
  return { points: base.points + (counts ? added.points : 0), ordering: base, weighting: added };
};
