/**
 * Chances adjusted for the tests made together (Holm 1979, Scandinavian Journal of Statistics 6(2), 65–70, JSTOR 4615733): those at or
 * under a risk are, together, a false alarm with that risk at most, however the tests depend on one another.
 *
 * @param chances of each test, 0 to 1. @returns in the same order.
 */
export const holmAdjusted = (chances: readonly number[]): readonly number[] => {
  const order = chances.map((_, i) => i).sort((a, b) => chances[a]! - chances[b]! || a - b);
  const adjusted = [...chances];
  let reached = 0;
  order.forEach((test, place) => {
    reached = Math.max(reached, Math.min(1, (chances.length - place) * chances[test]!));
    adjusted[test] = reached;
  });
  return adjusted;
};
