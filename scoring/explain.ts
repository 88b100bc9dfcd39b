import type { CompiledMethod } from './compileMethod.ts';
import { greatest, possibilitiesOf, type UnknownInput, unknownInputsOf } from './couldBring.ts';
import type { ColumnStore } from './formula/columns.ts';
import { IN_SCOPE, TRACE } from './kernel.ts';
import type { PlacedLevel } from './levels.ts';
import type { Certainty, Evidence, Method } from './method.ts';
import type { ReadCriterion, ReadGroup } from './readShape.ts';
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
  /**
   * Why it adds less than it is worth: its group's cap; another criterion of the group that counts instead; or several boxes
   * ticked where one is asked, of which the least counts.
   */
  readonly reducedBy: 'cap' | 'group' | 'ticks' | null;
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
  /** Several boxes are ticked in a group that asks for one: the group is to be verified. */
  readonly severalTicked: boolean;
  readonly criteria: readonly CriterionExplanation[];
}

/** A tier, or a channel that takes demands out of the grid. */
export interface LevelExplanation extends Pick<PlacedLevel, 'kind' | 'placement' | 'id' | 'label'> {
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
  /** The grid scores this demand: it is in scope, and no channel takes it. */
  readonly graded: boolean;
  /** Inputs that say whether the method speaks of this demand. */
  readonly scopeInputs: readonly InputValue[];
  /** As in `ScoredRows.tier`. */
  readonly tier: number;
  /** The level that decided; null when none is met. A channel: the demand is not scored. */
  readonly decidedBy: LevelExplanation | null;
  /** All levels of the method, in the order examined. */
  readonly levels: readonly LevelExplanation[];
  /** Thousandths: the sum of the criteria's `points`. */
  readonly points: number;
  /** Empty out of scope and in a channel: the grid says nothing of the demand. */
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
  const scope = trace[TRACE.scope]!;
  const inScope = scopeStatus(scope);
  const graded = scope === IN_SCOPE.graded;
  const tier = trace[TRACE.tier]!;
  const levels = read.levels.examined.map((level, l): LevelExplanation => {
    const at = kernel.levelAt(l);
    return {
      kind: level.kind,
      placement: level.placement,
      id: level.id,
      label: level.label,
      status: statusOf(trace[at]!),
      inputs: level.when.inputs.map((column) => reader.input(column)),
      toVerify: trace[at + 1] === 1,
      source: level.source,
      certainty: level.certainty,
    };
  });
  return {
    method: { id, version, label, source, certainty, notices },
    inScope,
    graded,
    scopeInputs: read.scopeInputs.map((column) => reader.input(column)),
    tier,
    decidedBy: levels.find((_, l) => read.levels.examined[l]!.place === tier) ?? null,
    levels,
    points: trace[TRACE.points]!,
    groups: graded ? explainGroups(reader, trace) : [],
    toVerify: trace[TRACE.toVerify]!,
    unknownInputs: inScope === 'unmet' ? [] : unknownInputsOf(reader),
  };
};

const scopeStatus = (scope: number): Status =>
  scope === IN_SCOPE.out ? 'unmet' : scope === IN_SCOPE.unknown ? 'unknown' : 'met';

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
    const reached = new Map<string, number>();
    return {
      id: group.id,
      label: group.label,
      combine: group.combine,
      cap: group.cap === undefined ? null : Math.round(group.cap * 1000),
      points,
      severalTicked: severalTicked(group, answers),
      criteria: criteria.map((c, i) =>
        explainCriterion({
          reader,
          criterion: c,
          answer: answers[i]!,
          share: shares[i]!,
          groupPoints: points,
          reached,
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

const severalTicked = (group: ReadGroup['group'], answers: readonly CriterionAnswer[]): boolean =>
  group.combine === 'single-tick' && answers.filter(({ met }) => met === 1).length > 1;

/** Splits a group's points over its criteria, so that they add up to it exactly. */
const sharesOf = (
  group: ReadGroup['group'],
  answers: readonly CriterionAnswer[],
  points: number,
): readonly Share[] => {
  const counts = countedIn(group, answers);
  const instead = severalTicked(group, answers) ? 'ticks' : 'group';
  const shares = answers.map(({ own }, i): { points: number; reducedBy: Share['reducedBy'] } =>
    counts[i] ? { points: own, reducedBy: null } : { points: 0, reducedBy: own === 0 ? null : instead },
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

/** Which criteria the group's rule counts: all, or one of those that are met. Of equals, the first written. */
const countedIn = (group: ReadGroup['group'], answers: readonly CriterionAnswer[]): readonly boolean[] => {
  if (group.combine === 'sum') return answers.map(() => true);
  const met = answers.flatMap(({ met, own }, i) => (met === 1 ? [{ own, i }] : []));
  const beats = {
    first: () => false,
    max: (a: number, b: number) => a > b,
    'single-tick': (a: number, b: number) => a < b,
  }[group.combine];
  const kept = met.reduce<(typeof met)[number] | undefined>(
    (best, one) => (best === undefined || beats(one.own, best.own) ? one : best),
    undefined,
  );
  return answers.map((_, i) => i === kept?.i);
};

interface CriterionRequest {
  readonly reader: RowReader;
  readonly criterion: ReadCriterion;
  readonly answer: CriterionAnswer;
  readonly share: Share;
  readonly groupPoints: number;
  /** Most points of the group by undeclared inputs: asked once for the criteria that miss the same ones. */
  readonly reached: Map<string, number>;
}

/** Most points that the group could have, were the undeclared inputs of a criterion known. */
const bestOf = ({ reader, criterion: { inputs, group }, reached }: CriterionRequest): number => {
  const possibilities = possibilitiesOf(reader, inputs);
  const missing = [...possibilities.keys()].join();
  const known = reached.get(missing);
  if (known !== undefined) return known;
  const best = greatest(reader, possibilities, reader.compiled.kernel.groupAt(group));
  reached.set(missing, best);
  return best;
};

const explainCriterion = (request: CriterionRequest): CriterionExplanation => {
  const { reader, answer, share, groupPoints } = request;
  const { criterion, inputs } = request.criterion;
  const status = statusOf(answer.met);
  const best = status === 'unknown' ? bestOf(request) : groupPoints;
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
  const counts = base.graded && added?.graded === true;
  return { points: base.points + (counts ? added.points : 0), ordering: base, weighting: added };
};
