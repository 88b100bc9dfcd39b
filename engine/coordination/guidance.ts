import type { Guidance } from '../domain/territory.ts';
import { prepareTerritory, type Territory } from '../territory/territory.ts';

/**
 * A territory with what its coordination bodies decided besides its pack (plan de gestion 2016, art. 7.3.2): rows that can be counted
 * become targets of their place, texts join its qualification. The same territory when there is nothing to add.
 */
export const territoryWith = (territory: Territory, decided: readonly Guidance[]): Territory => {
  if (decided.length === 0) return territory;
  const { pack } = territory;
  return prepareTerritory({ ...pack, guidance: [...pack.guidance, ...decided] });
};
