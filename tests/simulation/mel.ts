import { join } from 'node:path';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { generateWorld, type World } from '../../engine/simulation/world.ts';
import { prepareTerritory, type Territory } from '../../engine/territory/territory.ts';

const load = (): Territory => {
  const read = readTerritoryPack(join(TERRITORIES_FOLDER, 'mel-2016'));
  if (!read.ok) throw new Error(`mel-2016: ${JSON.stringify(read.issues.slice(0, 3))}`);
  return prepareTerritory(read.value);
};

export const mel = load();
export const today = mel.pack.referenceDay;

const worlds = new Map<string, World>();
/** Worlds are immutable: one of each per test file is enough. */
export const melWorld = (seed: number, demandCount?: number): World => {
  const key = `${seed}/${demandCount ?? 'whole'}`;
  let world = worlds.get(key);
  if (!world) {
    world = generateWorld({
      territory: mel,
      seed,
      asOf: today,
      ...(demandCount === undefined ? {} : { demandCount }),
    });
    worlds.set(key, world);
  }
  return world;
};
