import { Kept } from '../present/kept.ts';

/**
 * What is worked out of a key, kept for the keys that are asked about again; those asked about first go first. For what never changes.
 *
 * @param most keys that stay in memory.
 */
export const remembered = <K, T extends object>(most: number, workOut: (key: K) => T): ((key: K) => T) => {
  const kept = new Kept<K, T>(most);
  return (key) => kept.get(key, () => workOut(key));
};
