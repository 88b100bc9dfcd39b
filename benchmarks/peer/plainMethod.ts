import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { CheckedFormula } from '../../scoring/formula/check.ts';
import { LOT } from '../../scoring/method.ts';
import type { ReadCriterion, ReadGroup } from '../../scoring/readShape.ts';
import type { PlainDemand } from './plainDemand.ts';
import { type PlainFormula, plainFormula } from './plainFormula.ts';

/** Points are thousandths; the tier is the place of the level that decides, as in the engine. */
export interface PlainScore {
  readonly tier: number;
  readonly points: number;
}

/** A method over one object at a time: level after level, criterion after criterion, group after group. */
export interface PlainMethod {
  score(demand: PlainDemand): PlainScore;
  /** What each criterion is worth by itself: the points trace of a candidate. */
  trace(demand: PlainDemand): readonly { readonly id: string; readonly points: number }[];
  /** The declared total order, first before second when negative. */
  compare(first: PlainDemand, second: PlainDemand): number;
}

/** From the texts of a method's formulas, read again by plainFormula; nothing compiled is used. */
export const plainMethod = ({ read }: CompiledMethod): PlainMethod => {
  const { method, dictionary, levels, tieBreak } = read;
  const formula = (text: string): PlainFormula => plainFormula(text, dictionary);
  const condition = (checked: CheckedFormula | null) => (checked === null ? null : formula(checked.text));
  const { demands, when } = method.scope;
  const scope = [
    ...(demands === 'all' ? [] : [formula(demands === 'mutation' ? 'not firstAccess' : 'firstAccess')]),
    ...(when === undefined ? [] : [formula(when)]),
  ];
  const examined = levels.examined.map(({ place, when }) => ({ place, met: formula(when.text) }));
  const groups = read.groups.map(({ group, when, criteria }) => ({
    group,
    criteria: criteria.map((c) => plainCriterion(c, { groupWhen: condition(when), condition, formula })),
  }));
  return {
    score(demand) {
      if (scope.some((test) => test(demand) !== true)) return { tier: levels.outOfScope, points: 0 };
      const decides = examined.findIndex(({ met }) => met(demand) === true);
      const tier = examined[decides]?.place ?? levels.none;
      // The demands of a channel are not scored.
      if (decides >= 0 && decides < levels.channels) return { tier, points: 0 };
      let points = 0;
      for (const { group, criteria } of groups) points += groupPoints(group, criteria, demand);
      return { tier, points };
    },
    trace: (demand) =>
      groups.flatMap(({ criteria }) => criteria.map((c) => ({ id: c.id, points: c.points(demand) ?? 0 }))),
    compare(first, second) {
      if (first.score.tier !== second.score.tier) return first.score.tier - second.score.tier;
      if (first.score.points !== second.score.points) return second.score.points - first.score.points;
      for (const { by, direction } of tieBreak) {
        const a = keyOf(first, by);
        const b = keyOf(second, by);
        if (a === b) continue;
        // What is not declared goes last, in either direction.
        if (a === null || b === null) return a === null ? 1 : -1;
        return direction === 'asc' ? a - b : b - a;
      }
      return first.number < second.number ? -1 : 1;
    },
  };
};

interface PlainCriterion {
  readonly id: string;
  /** Thousandths; null when it is not met, or when that is not known. */
  points(demand: PlainDemand): number | null;
}

const plainCriterion = (
  { criterion, when: own, points: worth }: ReadCriterion,
  make: {
    readonly groupWhen: PlainFormula | null;
    condition(checked: CheckedFormula | null): PlainFormula | null;
    formula(text: string): PlainFormula;
  },
): PlainCriterion => {
  const { groupWhen } = make;
  const when = make.condition(own);
  const points = typeof worth === 'number' ? worth : make.formula(worth.text);
  const conditional = groupWhen !== null || when !== null;
  return {
    id: criterion.id,
    points(demand) {
      if (groupWhen !== null && groupWhen(demand) !== true) return null;
      if (when !== null && when(demand) !== true) return null;
      const value = typeof points === 'number' ? points : points(demand);
      if (value === null || (!conditional && value === 0)) return null;
      return Math.round(Number(value) * 1000);
    },
  };
};

const groupPoints = (
  { combine, cap }: ReadGroup['group'],
  criteria: readonly PlainCriterion[],
  demand: PlainDemand,
): number => {
  const met: number[] = [];
  for (const criterion of criteria) {
    const points = criterion.points(demand);
    if (points !== null) met.push(points);
  }
  const total = met.length === 0 ? 0 : COMBINED[combine](met);
  return cap === undefined ? total : Math.min(total, Math.round(cap * 1000));
};

const COMBINED: Readonly<Record<ReadGroup['group']['combine'], (met: readonly number[]) => number>> = {
  sum: (met) => met.reduce((sum, points) => sum + points, 0),
  max: (met) => Math.max(...met),
  first: ([first]) => first ?? 0,
  'single-tick': (met) => Math.min(...met),
};

const keyOf = (demand: PlainDemand, by: string): number | null => {
  if (by === LOT) return demand.lot;
  if (by === 'filedDay') return demand.filedDay;
  const value = demand.values[by] ?? null;
  return value === null ? null : Number(value);
};
