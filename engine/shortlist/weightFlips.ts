import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { IN_SCOPE, TRACE } from '../../scoring/kernel.ts';
import type { ReadCriterion, ReadGroup } from '../../scoring/readShape.ts';
import { RowReader } from '../../scoring/rowReader.ts';
import type { Pool } from '../pool/pool.ts';
import type { LinePlace } from './line.ts';
import { standsBefore } from './line.ts';
import type { Ranking } from './ranking.ts';

/** A household in line for a list. */
export interface InLine {
  readonly row: number;
  /** Where it stands, by the keys of the line: its points are the first. */
  readonly place: LinePlace;
}

/** The smallest change of one criterion's weight that puts `behind` before `ahead`, all other weights as they are. */
export interface WeightFlip {
  readonly criterion: string;
  readonly label: string;
  readonly method: string;
  /**
   * `points`: thousandths that the criterion is worth, now and once changed. `share`: thousandths of what its formula gives; 1000 as
   * it is.
   */
  readonly unit: 'points' | 'share';
  readonly now: number;
  readonly becomes: number;
  readonly ahead: number;
  readonly behind: number;
}

/** A weight is followed from nothing to its double. */
const GREATEST = 2;
/** Roundings of points, at the end of a search: so many steps farther at most. */
const MOST_STEPS = 3;

/** A pair to watch: `ahead` stands before `behind`. */
export interface Watched {
  readonly ahead: InLine;
  readonly behind: InLine;
}

/**
 * For each criterion that can, the smallest change of its weight, up or down, that reverses one of the pairs. Exact: points are
 * piecewise linear in a weight (a cap, the best or the least of a group), and each piece is solved; levels do not move.
 *
 * @returns by criterion, in the order of the method, then of the weighting.
 */
export const weightFlips = (
  pool: Pool,
  { ordering, weighting }: Pick<Ranking, 'ordering' | 'weighting'>,
  pairs: readonly Watched[],
): readonly WeightFlip[] => {
  const sameLevel = pairs.filter(({ ahead, behind }) => ahead.place.tier === behind.place.tier);
  return [ordering, ...(weighting ? [weighting] : [])].flatMap((method) => {
    const traces = new Map<number, Float64Array>();
    const traceOf = (row: number): Float64Array => {
      const known = traces.get(row) ?? Float64Array.from(new RowReader(method, pool, row).trace());
      traces.set(row, known);
      return known;
    };
    return method.read.criteria.flatMap((criterion, c) => {
      const flips = sameLevel.flatMap((pair) => {
        const [a, b] = [pair.ahead, pair.behind].map(({ row }) => weighed(method, c, traceOf(row)));
        return a!.own === 0 && b!.own === 0 ? [] : flipsOf(pair, criterion, { a: a!, b: b! });
      });
      const [least] = flips.sort(
        (x, y) => Math.abs(x.becomes - x.now) - Math.abs(y.becomes - y.now) || x.becomes - y.becomes,
      );
      if (least === undefined) return [];
      const { id, label } = criterion.criterion;
      return [{ criterion: id, label, method: method.method.id, ...least }];
    });
  });
};

/** A row's points as a criterion's weight changes: what the criterion is worth by itself, and what its group makes of it. */
interface Weighed {
  readonly own: number;
  /** Points of the group, were the criterion worth `own` · scale; thousandths. */
  group(own: number): number;
  /** Of the group, as it is. */
  readonly now: number;
  /** Worths at which the group's rule begins to count it otherwise. */
  readonly bends: readonly number[];
}

const weighed = (method: CompiledMethod, c: number, trace: Float64Array): Weighed => {
  const { read, kernel } = method;
  const criterion = read.criteria[c]!;
  const group = read.groups[criterion.group]!;
  const now = trace[kernel.groupAt(criterion.group)]!;
  const at = kernel.criterionAt(c);
  const own = trace[at + 1]!;
  const still: Weighed = { own: 0, group: () => now, now, bends: [] };
  if (trace[TRACE.scope] !== IN_SCOPE.graded || trace[at] !== 1 || own === 0) return still;
  const { cap: most, combine } = group.group;
  const cap = most === undefined ? Infinity : Math.round(most * 1000);
  const others = othersMet(method, group, { c, trace });
  const sum = others.reduce((total, { points }) => total + points, 0);
  const worths = others.map(({ points }) => points);
  const capped = (value: number): number => Math.min(cap, value);
  switch (combine) {
    case 'sum':
      return { own, now, group: (x) => capped(sum + x), bends: [cap - sum] };
    case 'first':
      return others.some(({ before }) => before) ? still : { own, now, group: capped, bends: [cap] };
    case 'max': {
      const best = Math.max(-Infinity, ...worths);
      return { own, now, group: (x) => capped(Math.max(best, x)), bends: [best, cap] };
    }
    case 'single-tick': {
      const least = Math.min(Infinity, ...worths);
      return { own, now, group: (x) => capped(Math.min(least, x)), bends: [least, cap] };
    }
  }
};

/** The other criteria of the group that are met. */
const othersMet = (
  { read, kernel }: CompiledMethod,
  group: ReadGroup,
  { c, trace }: { readonly c: number; readonly trace: Float64Array },
): readonly { readonly points: number; readonly before: boolean }[] => {
  const first = read.criteria.indexOf(group.criteria[0]!);
  return group.criteria.flatMap((_, i) => {
    const at = kernel.criterionAt(first + i);
    if (first + i === c || trace[at] !== 1) return [];
    return [{ points: trace[at + 1]!, before: first + i < c }];
  });
};

type Flip = Pick<WeightFlip, 'unit' | 'now' | 'becomes' | 'ahead' | 'behind'>;

const flipsOf = (
  { ahead, behind }: Watched,
  { points }: ReadCriterion,
  { a, b }: { readonly a: Weighed; readonly b: Weighed },
): readonly Flip[] => {
  const unit = typeof points === 'number' ? 'points' : 'share';
  const now = typeof points === 'number' ? Math.round(points * 1000) : 1000;
  const gains = ({ own, group, now: today }: Weighed, scale: number): number => group(own * scale) - today;
  const margin = behind.place.keys[0]! - ahead.place.keys[0]!;
  /** What `ahead` has more, thousandths, the criterion's weight multiplied. */
  const lead = (scale: number): number => margin + gains(a, scale) - gains(b, scale);
  const flipped = (weight: number): boolean => {
    const whole = (each: Weighed): number => each.group(Math.round((each.own * weight) / now)) - each.now;
    return standsBefore(moved(behind, whole(b)), moved(ahead, whole(a)));
  };
  const bends = [a, b].flatMap(({ own, bends: worths }) =>
    own === 0 ? [] : worths.map((worth) => worth / own).filter((scale) => scale > 0 && scale < GREATEST),
  );
  return [GREATEST, 0].flatMap((end): Flip[] => {
    const scale = firstCrossing(lead, end, bends);
    if (scale === null) return [];
    const step = end > 1 ? 1 : -1;
    const exact = now * scale;
    let becomes = step > 0 ? Math.ceil(exact - 1e-6) : Math.floor(exact + 1e-6);
    if (becomes === now) becomes += step;
    for (let tried = 0; tried < MOST_STEPS; tried += 1, becomes += step)
      if (becomes >= 0 && becomes <= now * GREATEST && flipped(becomes))
        return [{ unit, now, becomes, ahead: ahead.row, behind: behind.row }];
    return [];
  });
};

const moved = ({ place }: InLine, gain: number): LinePlace => {
  const [points, ...rest] = place.keys;
  return { ...place, keys: [points! - gain, ...rest] };
};

/** Nearest scale to 1, towards `end`, at which the lead is gone; null when it never is. Linear between bends. */
const firstCrossing = (
  lead: (scale: number) => number,
  end: number,
  bends: readonly number[],
): number | null => {
  const towards = end > 1 ? 1 : -1;
  const stops = [...bends.filter((scale) => (scale - 1) * towards > 0), end].sort(
    (x, y) => (x - y) * towards,
  );
  let from = 1;
  let had = lead(1);
  for (const to of stops) {
    const has = lead(to);
    if (has <= 0) {
      if (had <= 0 && has < had) return from;
      if (had > has) return had <= 0 ? from : from + ((to - from) * had) / (had - has);
    }
    from = to;
    had = has;
  }
  return null;
};
