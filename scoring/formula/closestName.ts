import type { ColumnDictionary } from './columns.ts';

/** Lower case, without accents or separators, so that "Ancienneté", "anciennete" and "ANCIENNE_TE" meet. */
export const plainWord = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Words of an identifier: `paysDeNaissance`, `pays_de_naissance` → pays, de, naissance. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/**
 * Edits (insert, delete, replace, swap of neighbours) between two words: the optimal string alignment distance; a number
 * greater than `limit` as soon as it exceeds it.
 */
export const editDistance = (a: string, b: string, limit = Number.POSITIVE_INFINITY): number => {
  const lengths = Math.abs(a.length - b.length);
  if (lengths > limit) return lengths;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j]! + 1, current[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      current.push(best);
    }
    // A swap looks two rows back: both must be beyond.
    if (Math.min(...current) > limit && Math.min(...last) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
};

/** Names longer than this are compared by their beginning: no column is that long, and the distance is quadratic. */
const LONGEST = 60;

/** The candidate nearest to a word, when near enough to be a slip (a third of its letters, at least two); else null. */
export const closestOf = (name: string, candidates: Iterable<string>): string | null => {
  const wanted = plainWord(name.slice(0, LONGEST));
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plainWord(candidate), bestDistance - 1);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
};

/** The column meant by a mistaken name: by spelling, else by a word of its French label. */
export const closestColumn = (name: string, dictionary: ColumnDictionary): string | null => {
  const near = closestOf(name, dictionary.keys());
  if (near !== null) return near;
  const wanted = wordsOf(name.slice(0, LONGEST)).filter((word) => word.length >= 4);
  if (wanted.length === 0) return null;
  for (const column of dictionary.values()) {
    const label = wordsOf(column.label);
    if (wanted.every((word) => label.includes(word))) return column.name;
  }
  return null;
};
