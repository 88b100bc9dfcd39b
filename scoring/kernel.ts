import type { ColumnArray } from './formula/columns.ts';
import { type EvidenceLevel, KernelWriter } from './formula/emit.ts';
import { FALSE, TRUE, truthAsNumber, UNKNOWN } from './formula/truth.ts';
import { EVIDENCES, type Evidence, MAX_CRITERION_POINTS } from './method.ts';
import type { ReadCriterion, ReadGroup, ReadMethod } from './readShape.ts';

/*
 * Writes the two forms of a method: the loop that scores every row, and the trace of one row. Both are made of the same
 * statements, so an explanation cannot say anything else than what was computed.
 */

/** Where the trace of a row keeps what, in a Float64Array. */
export const TRACE = {
  scope: 0,
  tier: 1,
  points: 2,
  toVerify: 3,
  head: 4,
  perLevel: 2,
  perCriterion: 3,
} as const;

/** Values of `ScoredRows.inScope`. */
export const IN_SCOPE = { out: 0, graded: 1, channel: 2, unknown: 255 } as const;

type Loop = (
  n: number,
  arrays: readonly ColumnArray[],
  single: readonly boolean[],
  tables: readonly Uint8Array[],
  out: LoopOutput,
) => void;
type RowTrace = (
  raw: Float64Array,
  single: readonly boolean[],
  tables: readonly Uint8Array[],
  out: Float64Array,
) => void;

export interface LoopOutput {
  readonly inScope: Uint8Array;
  readonly tier: Uint8Array;
  readonly points: Int32Array;
  readonly toVerify: Uint8Array;
}

export interface Kernel {
  /** Stored arrays in the order the kernel wants them. */
  readonly arrays: readonly string[];
  readonly tables: readonly Uint8Array[];
  readonly loop: Loop;
  /**
   * From the raw stored values of one row (index = place in `arrays`) to its trace: scope, tier, points, toVerify, then per
   * level in the order examined (answer, toVerify), per group its points, per criterion (answer, points of its own, toVerify).
   * Points are thousandths; an answer is 1, 0 or NaN; scope is as in `ScoredRows.inScope`.
   */
  readonly trace: RowTrace;
  readonly traceLength: number;
  readonly levelAt: (level: number) => number;
  readonly groupAt: (group: number) => number;
  readonly criterionAt: (criterion: number) => number;
}

const levelOf = (evidence: Evidence): EvidenceLevel => (EVIDENCES.indexOf(evidence) + 1) as EvidenceLevel;

export const thousandths = (points: number): number => Math.round(points * 1000) + 0;

/** Identifiers (or numbers) that hold a criterion's answers. */
interface Answers {
  /** A truth value. */
  readonly met: string;
  readonly points: string;
  /** 1 when a paper may change it: unknown, or met on less than the evidence asked for. */
  readonly toVerify: string;
}

export const writeKernel = (read: ReadMethod): Kernel => {
  const w = new KernelWriter(read.dictionary);
  const scope = w.name([String(TRUE), ...read.scope.map((condition) => w.value(condition, 1))].join(' & '));
  const { examined, channels, none, outOfScope } = read.levels;
  const levels = examined.map(({ when, evidence }) => {
    const met = w.value(when.root, 1);
    return { met, toVerify: w.name(doubtOf(met, w.value(when.root, levelOf(evidence)))) };
  });
  const firstMet = (answer: (level: number) => number, otherwise: number): string =>
    w.name(levels.map(({ met }, l) => `${met} === ${TRUE} ? ${answer(l)} : `).join('') + otherwise);
  const decided = firstMet((l) => l, levels.length);
  const place = firstMet((l) => examined[l]!.place, none);
  const groups = read.groups.map((group) => {
    const alone = group.criteria.map((criterion) => answersOf(w, group, criterion));
    const answers = group.group.combine === 'single-tick' ? oneTickOf(w, alone) : alone;
    const total = w.name(combined(w, group, answers));
    const { cap } = group.group;
    if (cap === undefined) return { answers, total };
    const most = thousandths(cap);
    return { answers, total: w.name(`${total} > ${most} ? ${most} : ${total}`) };
  });
  const answers = groups.flatMap((group) => group.answers);
  const total = w.name(['0', ...groups.map((group) => group.total)].join(' + '));
  // A level that comes after the one that decides changes nothing, known or not: its doubt does not count.
  const aboutLevels = w.name(
    ['0', ...levels.map(({ toVerify }, l) => `(${l} <= ${decided} ? ${toVerify} : 0)`)].join(' + '),
  );
  const aboutAll = w.name([aboutLevels, ...answers.map((a) => a.toVerify)].join(' + '));
  const inside = `${scope} === ${TRUE}`;
  // The grid scores the demands of no channel.
  const graded = channels === 0 ? inside : `${inside} && ${decided} >= ${channels}`;
  const results = {
    inScope: w.name(
      `${graded} ? ${IN_SCOPE.graded} : ${inside} ? ${IN_SCOPE.channel} : ${scope} === ${FALSE} ? ${IN_SCOPE.out} : ${IN_SCOPE.unknown}`,
    ),
    tier: w.name(`${inside} ? ${place} : ${outOfScope}`),
    points: w.name(`${graded} ? ${total} : 0`),
    toVerify: w.name(`${graded} ? ${aboutAll} : ${inside} ? ${aboutLevels} : ${scope} & 1`),
  };

  const groupsFrom = TRACE.head + levels.length * TRACE.perLevel;
  const criteriaFrom = groupsFrom + groups.length;
  const traced = [
    results.inScope,
    results.tier,
    results.points,
    results.toVerify,
    ...levels.flatMap(({ met, toVerify }) => [truthAsNumber(met), toVerify]),
    ...groups.map((group) => group.total),
    ...answers.flatMap((a) => [truthAsNumber(a.met), a.points, a.toVerify]),
  ];
  const arrays = [...w.arrays];
  return {
    arrays,
    tables: w.tables,
    loop: new Function(
      'n',
      'arrays',
      'single',
      'tables',
      'out',
      `"use strict";
const { inScope, tier, points, toVerify } = out;
${arrays.map((_, i) => `const a${i} = arrays[${i}];`).join('\n')}
${w.head}
for (let i = 0; i < n; i++) {
${w.inputs((i) => `a${i}[i]`)}
${w.body}
inScope[i] = ${results.inScope};
tier[i] = ${results.tier};
points[i] = ${results.points};
toVerify[i] = ${results.toVerify};
}`,
    ) as Loop,
    trace: new Function(
      'raw',
      'single',
      'tables',
      'out',
      `"use strict";
${w.head}
${w.inputs((i) => `raw[${i}]`)}
${w.body}
${traced.map((id, i) => `out[${i}] = ${id};`).join('\n')}`,
    ) as RowTrace,
    traceLength: traced.length,
    levelAt: (l) => TRACE.head + l * TRACE.perLevel,
    groupAt: (g) => groupsFrom + g,
    criterionAt: (c) => criteriaFrom + c * TRACE.perCriterion,
  };
};

/**
 * 1 when a truth value is unknown, or true as read but not at the evidence asked for; else 0. In two bits: "not false" less
 * "true at both readings". Where evidence cannot change it, only what is unknown is in doubt.
 */
const doubtOf = (met: string, strict: string): string =>
  met === strict ? `(${met} & 1) - (${met} >> 1)` : `(${met} & 1) - ((${met} & ${strict}) >> 1)`;

/** A criterion read at the level that counts (declared) and at the level asked for: where they differ, it is to be verified. */
const answersOf = (w: KernelWriter, group: ReadGroup, criterion: ReadCriterion): Answers => {
  const read = (level: EvidenceLevel): { met: string; points: string } => {
    const conditions = [group.when, criterion.when].flatMap((f) => (f ? [w.value(f.root, level)] : []));
    const when = conditions.length > 1 ? w.name(conditions.join(' & ')) : (conditions[0] ?? null);
    if (typeof criterion.points === 'number') {
      const met = when ?? String(TRUE);
      return { met, points: w.name(`-(${met} >> 1) & ${thousandths(criterion.points)}`) };
    }
    const value = w.value(criterion.points.root, level);
    // A number minus itself is zero, but for the unknown and the infinite.
    const known = `(${value}) - (${value}) === 0`;
    const met = w.name(
      when
        ? `${known} ? ${when} : ${when} & 1`
        : `${known} ? ${value} !== 0 ? ${TRUE} : ${FALSE} : ${UNKNOWN}`,
    );
    const most = MAX_CRITERION_POINTS * 1000;
    const exact = w.name(`Math.round(${value} * 1000)`);
    const bounded = w.name(`${exact} > ${most} ? ${most} : ${exact} < -${most} ? -${most} : ${exact}`);
    return { met, points: w.name(`-(${met} >> 1) & ${bounded}`) };
  };
  const { met, points } = read(1);
  const strict = read(levelOf(criterion.criterion.evidence));
  const sameValue = typeof criterion.points === 'number' || points === strict.points;
  return {
    met,
    points,
    toVerify: w.name(
      sameValue
        ? doubtOf(met, strict.met)
        : `${met} === ${TRUE} && ${points} === ${strict.points} ? 0 : ${met} & 1`,
    ),
  };
};

/** Several boxes ticked where one is asked: each of them is to be verified. */
const oneTickOf = (w: KernelWriter, answers: readonly Answers[]): readonly Answers[] => {
  const ticks = w.name(answers.map(({ met }) => `(${met} >> 1)`).join(' + '));
  return answers.map((a) => ({
    ...a,
    toVerify: w.name(`${ticks} > 1 && ${a.met} === ${TRUE} ? 1 : ${a.toVerify}`),
  }));
};

const combined = (w: KernelWriter, { group }: ReadGroup, answers: readonly Answers[]): string => {
  switch (group.combine) {
    case 'sum':
      return answers.map((a) => `(${a.points})`).join(' + ');
    case 'first':
      return answers.reduceRight((rest, a) => `${a.met} === ${TRUE} ? ${a.points} : ${rest}`, '0');
    case 'max': {
      if (group.criteria.every((c) => typeof c.points === 'number' && c.points >= 0))
        return answers.map((a) => a.points).reduce((best, p) => w.name(`${p} > ${best} ? ${p} : ${best}`));
      return extremeOf(w, answers, '<=');
    }
    case 'single-tick':
      return extremeOf(w, answers, '>=');
  }
};

/** Best ("<=" loses) or least (">=" loses) of the criteria that are met: an unmet one is not worth zero against another. */
const extremeOf = (w: KernelWriter, answers: readonly Answers[], loses: '<=' | '>='): string => {
  const kept = answers.reduce(
    (k, a) => w.name(`${a.met} === ${TRUE} && !(${a.points} ${loses} ${k}) ? ${a.points} : ${k}`),
    'NaN',
  );
  return `${kept} === ${kept} ? ${kept} : 0`;
};
