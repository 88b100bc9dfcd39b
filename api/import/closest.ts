import { editDistance } from '../../scoring/formula/closestName.ts';
import { plainText } from './plainText.ts';

const LONGEST_COMPARED = 64;

/**
 * The known word closest to a text, or null when none is close (more than a third of the letters differ). Ties go to the
 * first in the given order. Compared without accents or case.
 */
export const closest = (text: string, known: Iterable<string>): string | null => {
  if (text.length > LONGEST_COMPARED) return null;
  const wanted = plainText(text);
  if (wanted === '') return null;
  let best: string | null = null;
  let limit = Math.max(1, Math.floor(wanted.length / 3));
  for (const candidate of known) {
    const distance = editDistance(wanted, plainText(candidate), limit);
    if (distance > limit) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
};
