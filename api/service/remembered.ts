/**
 * What is worked out of a key, kept for the keys that are asked about again; those asked about first go first. For what never changes.
 *
 * @param most keys that stay in memory.
 */
export const remembered = <K, T extends object>(most: number, workOut: (key: K) => T): ((key: K) => T) => {
  const known = new Map<K, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = workOut(key);
    known.set(key, made);
    const [oldest] = known.size > most ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return made;
  };
};
