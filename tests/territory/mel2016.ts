import { join } from 'node:path';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import type { TerritoryPack } from '../../engine/domain/territory.ts';
import { prepareTerritory, type Territory } from '../../engine/territory/territory.ts';

const read = readTerritoryPack(join(TERRITORIES_FOLDER, 'mel-2016'));
if (!read.ok) throw new Error(`mel-2016 is not valid: ${JSON.stringify(read.issues.slice(0, 3))}`);

export const PACK: TerritoryPack = read.value;
export const TERRITORY: Territory = prepareTerritory(PACK);
