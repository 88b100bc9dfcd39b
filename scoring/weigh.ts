import type { CompiledMethod, ScoredRows } from './compileMethod.ts';

/** A weighting and its scores: added only where a place is credited to its contingent. */
export interface ScoredWeighting {
  readonly weighting: CompiledMethod;
  readonly scored: ScoredRows;
}

/**
 * `score(demand, contingent)`: the ordering's scores, with the points of the weighting of that contingent for the demands in
 * the weighting's scope. Where no weighting applies, the ordering's own scores come back, so that the cotation stays uniform
 * everywhere else.
 *
 * @param contingent code of the contingent that the place is credited to; null for none.
 * @throws Error when two weightings claim one contingent: their sum was published by nobody.
 */
export const weigh = (
  base: ScoredRows,
  weightings: readonly ScoredWeighting[],
  contingent: string | null,
): ScoredRows => {
  const applying = weightings.filter(
    ({ weighting }) => contingent !== null && weighting.method.appliesToContingent === contingent,
  );
  const [only, second] = applying;
  if (second) throw new Error(`scoring: two weightings for contingent ${contingent}`);
  if (!only) return base;
  const added = only.scored;
  const n = base.points.length;
  const points = new Int32Array(n);
  const toVerify = new Uint8Array(n);
  for (let row = 0; row < n; row += 1) {
    const inside = base.inScope[row] === 1;
    points[row] = base.points[row]! + (inside && added.inScope[row] === 1 ? added.points[row]! : 0);
    toVerify[row] = base.toVerify[row]! + (inside ? added.toVerify[row]! : 0);
  }
  return { inScope: base.inScope, tier: base.tier, points, toVerify };
};

/**
 * The weighting that an ordering applies on a contingent: the one it names; when it names none at all, that of the territory
 * for this contingent. Null elsewhere.
 */
export const weightingFor = (
  ordering: CompiledMethod,
  methods: ReadonlyMap<string, CompiledMethod>,
  contingent: string | null,
): CompiledMethod | null => {
  if (contingent === null) return null;
  const { weightings } = ordering.method;
  if (weightings !== undefined) return methods.get(weightings[contingent] ?? '') ?? null;
  const claims = [...methods.values()].filter(
    ({ method }) => method.kind === 'weighting' && method.appliesToContingent === contingent,
  );
  return claims[0] ?? null;
};
