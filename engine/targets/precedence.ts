import type { Matching, Target } from '../domain/territory.ts';

/*
 * Which target wins when two pull apart, in one place. Each target has a precedence, 1 before 2.
 *
 * Priced mode: a dwelling short of a target costs points, the more the lower its precedence number; the list that keeps most points
 * once slack is paid wins, so a target of precedence 2 may prevail over one of precedence 1 where it saves several dwellings.
 * Strict mode: the total slack of precedence 1 is made as small as it can be, then that of precedence 2 without giving back any
 * of it, and so on; points come last.
 *
 * In both modes targets act on lists: none bars a household.
 */

/**
 * What one dwelling of slack costs, in points.
 *
 * @throws when the pack gives no price for the precedence, which packs are checked for.
 */
export const penaltyPointsOf = (matching: Matching, { precedence }: Pick<Target, 'precedence'>): number => {
  const points = matching.penaltyPointsByPrecedence.value[String(precedence)];
  if (points === undefined) throw new Error(`No price for precedence ${precedence}.`);
  return points;
};

/** Groups of what has a target, by precedence, the first to be served first; in a group, the order given. */
export const strictOrder = <T extends { readonly target: Target }>(
  rows: readonly T[],
): readonly (readonly T[])[] => {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.target.precedence);
    if (group === undefined) groups.set(row.target.precedence, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
};
