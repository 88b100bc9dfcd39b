/*
 * Draws of a simulated year. Each one is a function of what it is about (seed, replication, household, vacancy…), never of how many
 * were made before: two policies that offer a dwelling to the same household get the same answer (common random numbers), and
 * a household that leaves changes no other draw. Not for cryptography.
 */

/** What a draw decides: kept apart, so that one number never serves two questions. */
export const TOPICS = { arrives: 1, leaves: 2, departs: 3, answers: 4, orients: 5, order: 6 } as const;
export type Topic = (typeof TOPICS)[keyof typeof TOPICS];

/** Finish of MurmurHash3: every bit of the input moves every bit of the output. */
const mixed = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/** One number for a seed, a replication and a topic: the `base` of `drawAt`. */
export const drawBase = (seed: number, replication: number, topic: Topic): number =>
  mixed(
    mixed(mixed((seed ^ 0x9e3779b9) | 0) + Math.imul(replication + 1, 0x85ebca77)) +
      Math.imul(topic, 0xc2b2ae3d),
  );

/** A number in (0, 1) for two whole keys, such as a household and a vacancy. */
export const drawAt = (base: number, key: number, second = 0): number => {
  const h = mixed(mixed(base + Math.imul(key + 1, 0x9e3779b1)) + Math.imul(second + 1, 0x7feb352d));
  return ((h >>> 0) + 0.5) / 4294967296;
};
