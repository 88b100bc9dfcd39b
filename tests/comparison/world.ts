import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { MemoryStore } from '../support/memoryStore.ts';

/** A small generated world of the territory, in a store held in memory. */
export const RULES = openRules('mel-2016');
const asOf = RULES.territory.pack.referenceDay;
const world = generateWorld({
  territory: RULES.territory,
  seed: 1,
  asOf,
  demandCount: 400,
  dwellingCount: 1_200,
  allocationsPerYear: 60,
  openVacancyCount: 10,
});
export const aWorld = async (): Promise<{ readonly store: MemoryStore; readonly workspace: Workspace }> => {
  const store = new MemoryStore({ ...world }, { referenceDay: asOf });
  return { store, workspace: await Workspace.open({ store, ...RULES, asOf }) };
};
