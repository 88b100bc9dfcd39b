import type { ColumnArray } from './formula/columns.ts';
import { type EvidenceLevel, KernelWriter } from './formula/emit.ts';
import { ALWAYS, certain, type Mask, masked, NEVER, type Truth, truthAsNumber } from './formula/truth.ts';
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

type Loop = (n: number, arrays: readonly ColumnArray[], single: readonly boolean[], out: LoopOutput) => void;
type RowTrace = (raw: Float64Array, single: readonly boolean[], out: Float64Array) => void;

export interface LoopOutput {
  readonly inScope: Uint8Array;
  readonly tier: Uint8Array;
  readonly points: Int32Array;
  readonly toVerify: Uint8Array;
}

export interface Kernel {
  /** Stored arrays in the order the kernel wants them. */
  readonly arrays: readonly string[];
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

/** What a criterion says: identifiers or numbers of the generated code. */
interface Answers {
  readonly met: Truth;
  readonly points: string;
  /** A paper may change it: unknown, or met on less than the evidence asked for. */
  readonly toVerify: Mask;
}

export const writeKernel = (read: ReadMethod): Kernel => {
  const w = new KernelWriter(read.dictionary);
  const { truths } = w;
  const scope = truths.masks(
    read.scope.map((condition) => w.truth(condition, 1)).reduce((a, b) => truths.and(a, b), certain(ALWAYS)),
  );
  const { examined, channels, none, outOfScope } = read.levels;
  // A level that comes after the one that decides changes nothing, known or not: its doubt does not count.
  let undecided = ALWAYS;
  let anyChannel = NEVER;
  const levels = examined.map(({ when, evidence, place }, l) => {
    const met = w.truth(when.root, 1);
    const toVerify = truths.doubt(met, w.truth(when.root, levelOf(evidence)));
    const { yes } = truths.masks(met);
    const counted = truths.both(toVerify, undecided);
    if (l < channels) anyChannel = truths.either(anyChannel, yes);
    undecided = truths.both(undecided, truths.neither(yes));
    return { met, yes, toVerify, counted, place };
  });
  const place = levels.reduceRight(
    (rest, level) => w.name(`${level.yes} & ${level.place} | ~${level.yes} & ${rest}`),
    String(none),
  );
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
  const total = w.name(sumOf(groups.map((group) => group.total)));
  const aboutLevels = w.name(countOf(levels.map(({ counted }) => counted)));
  const aboutCriteria = w.name(countOf(answers.map(({ toVerify }) => toVerify)));
  const inside = scope.yes;
  // The grid scores the demands of no channel.
  const graded = truths.both(inside, truths.neither(anyChannel));
  const { out, graded: isGraded, channel, unknown } = IN_SCOPE;
  const results = {
    inScope: w.name(
      `${graded} ? ${isGraded} : ${inside} ? ${channel} : ${scope.maybe} ? ${unknown} : ${out}`,
    ),
    tier: w.name(`${inside} ? ${place} : ${outOfScope}`),
    points: w.name(`${graded} & ${total}`),
    toVerify: w.name(
      `(${inside} & ${aboutLevels}) + (${graded} & ${aboutCriteria}) + ((${inside} ^ ${scope.maybe}) & 1)`,
    ),
  };

  const groupsFrom = TRACE.head + levels.length * TRACE.perLevel;
  const criteriaFrom = groupsFrom + groups.length;
  const traced = [
    results.inScope,
    results.tier,
    results.points,
    results.toVerify,
    ...levels.flatMap(({ met, toVerify }) => [truthAsNumber(truths.masks(met)), `${toVerify} & 1`]),
    ...groups.map((group) => group.total),
    ...answers.flatMap((a) => [truthAsNumber(truths.masks(a.met)), a.points, `${a.toVerify} & 1`]),
  ];
  const arrays = [...w.arrays];
  return {
    arrays,
    loop: written(
      w,
      '(n, arrays, single, out)',
      `const { inScope, tier, points, toVerify } = out;
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
    ),
    trace: written(
      w,
      '(raw, single, out)',
      `${w.head}
${w.inputs((i) => `raw[${i}]`)}
${w.body}
${traced.map((id, i) => `out[${i}] = ${id};`).join('\n')}`,
    ),
    traceLength: traced.length,
    levelAt: (l) => TRACE.head + l * TRACE.perLevel,
    groupAt: (g) => groupsFrom + g,
    criterionAt: (c) => criteriaFrom + c * TRACE.perCriterion,
  };
};

/** A function that reads the writer's tables. They are constants to it: it checks neither what they are nor their length. */
const written = <F extends Loop | RowTrace>(w: KernelWriter, parameters: string, body: string): F =>
  new Function('tables', `"use strict";\n${w.tableHead}\nreturn ${parameters} => {\n${body}\n};`)(
    w.tables,
  ) as F;

/** A sum of thousandths: `| 0` says that it stays a 32-bit integer, which the limits of method.ts see to. */
const sumOf = (values: readonly string[]): string =>
  values.length === 0 ? '0' : values.reduce((sum, value) => `(${sum} + ${value} | 0)`);

/** How many masks hold: a mask is −1. The same one, met several times, is read once. */
const countOf = (masks: readonly Mask[]): string => {
  const times = new Map<Mask, number>();
  for (const mask of masks) if (mask !== NEVER) times.set(mask, (times.get(mask) ?? 0) + 1);
  return [...times].reduce(
    (sum, [mask, n]) => (n === 1 ? `(${sum} - ${mask} | 0)` : `(${sum} + (${mask} & ${n}) | 0)`),
    '0',
  );
};

/** A criterion read at the level that counts (declared) and at the level asked for: where they differ, it is to be verified. */
const answersOf = (w: KernelWriter, group: ReadGroup, criterion: ReadCriterion): Answers => {
  const { truths } = w;
  const read = (level: EvidenceLevel): { met: Truth; points: string } => {
    const when = [group.when, criterion.when]
      .flatMap((f) => (f ? [w.truth(f.root, level)] : []))
      .reduce<Truth | null>((all, one) => (all ? truths.and(all, one) : one), null);
    if (typeof criterion.points === 'number') {
      const met = when ?? certain(ALWAYS);
      return { met, points: w.name(`${truths.masks(met).yes} & ${thousandths(criterion.points)}`) };
    }
    const value = w.number(criterion.points.root, level);
    // A number less itself is zero, but for the unknown and the infinite: neither is known.
    const exact = w.name(`(${value} + (${value} - ${value})) * 1000`);
    const most = MAX_CRITERION_POINTS * 1000;
    const beyond = `${exact} > 0 ? ${most} : ${exact} < 0 ? -${most} : 0`;
    const counted = w.name(`(Math.abs(${exact}) <= ${most} ? Math.round(${exact}) : ${beyond}) | 0`);
    const unknown = w.name(`-(${exact} !== ${exact})`);
    const known = truths.neither(unknown);
    if (!when) {
      const yes = truths.both(known, w.name(`-(${value} !== 0)`));
      return { met: masked({ yes, maybe: truths.either(yes, unknown) }, unknown), points: counted };
    }
    // Points that are unknown leave unknown what would be met.
    const { yes, maybe } = truths.masks(when);
    return { met: masked({ yes: truths.both(yes, known), maybe }), points: w.name(`${yes} & ${counted}`) };
  };
  const { met, points } = read(1);
  const strict = read(levelOf(criterion.criterion.evidence));
  if (typeof criterion.points === 'number' || points === strict.points)
    return { met, points, toVerify: truths.doubt(met, strict.met) };
  const { yes, maybe } = truths.masks(met);
  const same = truths.both(yes, w.name(`-(${points} === ${strict.points})`));
  return { met, points, toVerify: w.name(`${maybe} ^ ${same}`) };
};

/** Several boxes ticked where one is asked: each of them is to be verified. */
const oneTickOf = (w: KernelWriter, answers: readonly Answers[]): readonly Answers[] => {
  const { truths } = w;
  const ticks = answers.map(({ met }) => truths.masks(met).yes);
  const several = w.name(`-(${countOf(ticks)} > 1)`);
  return answers.map((a, i) => ({
    ...a,
    toVerify: truths.either(a.toVerify, truths.both(several, ticks[i]!)),
  }));
};

const combined = (w: KernelWriter, { group }: ReadGroup, answers: readonly Answers[]): string => {
  const yes = ({ met }: Answers): Mask => w.truths.masks(met).yes;
  switch (group.combine) {
    case 'sum':
      return sumOf(answers.map((a) => a.points));
    case 'first':
      return answers.reduceRight((rest, a) => w.name(`${a.points} | ${rest} & ~${yes(a)}`), '0');
    case 'max': {
      // Points that are not met are zero, which no other loses to. The greater of two integers: x - (x - y where that is < 0).
      if (group.criteria.every((c) => typeof c.points === 'number' && c.points >= 0))
        return answers
          .map((a) => a.points)
          .reduce((best, p) => w.name(`${best} - (${best} - ${p} & ${best} - ${p} >> 31)`));
      return extremeOf(w, answers, '<=');
    }
    case 'single-tick':
      return extremeOf(w, answers, '>=');
  }
};

/** Best ("<=" loses) or least (">=" loses) of the criteria that are met: an unmet one is not worth zero against another. */
const extremeOf = (w: KernelWriter, answers: readonly Answers[], loses: '<=' | '>='): string => {
  const kept = answers.reduce(
    (k, { met, points }) =>
      w.name(`${w.truths.masks(met).yes} && !(${points} ${loses} ${k}) ? ${points} : ${k}`),
    'NaN',
  );
  return `${kept} === ${kept} ? ${kept} : 0`;
};
