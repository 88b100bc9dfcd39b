import { createHash } from 'node:crypto';
import type { TerritoryPack } from '../../engine/domain/territory.ts';

const hashes = new WeakMap<TerritoryPack, string>();

/**
 * SHA-256 of the rules of a territory that a list is made by. Perimeters of coordination bodies are left out: they weigh on no list, and a
 * record must still replay when they are redrawn. What those bodies decided is in the pack's guidance, hence in the hash.
 */
export const territoryHash = (pack: TerritoryPack): string => {
  const known = hashes.get(pack);
  if (known !== undefined) return known;
  const { coordination: _, ...rules } = pack;
  const made = createHash('sha256').update(JSON.stringify(rules)).digest('hex');
  hashes.set(pack, made);
  return made;
};
