import { InputError } from '../../engine/domain/issue.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { prepareTerritory, type Territory } from '../../engine/territory/territory.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { readMethods } from '../packs/readMethods.ts';
import { listTerritoryPacks, readTerritoryPack } from '../packs/readPack.ts';

export const DEFAULT_TERRITORY = 'mel-2016';

export interface Rules {
  readonly territory: Territory;
  readonly methods: ReadonlyMap<string, CompiledMethod>;
}

/**
 * A territory's pack and the methods that it lists, compiled for its situations.
 *
 * @throws InputError `territory.unknown`, or every problem of the pack and of the methods with file and line.
 */
export const openRules = (id: string): Rules => {
  const packs = listTerritoryPacks();
  const found = packs.find((pack) => pack.id === id);
  if (!found)
    throw new InputError([
      {
        code: 'territory.unknown',
        path: 'territory',
        received: id,
        expected: packs.map((p) => p.id).join(', '),
      },
    ]);
  const pack = readTerritoryPack(found.dir);
  if (!pack.ok) throw new InputError(pack.issues);
  const methods = readMethods(demandColumns(pack.value.situations), { only: pack.value.methods });
  if (!methods.ok) throw new InputError(methods.issues);
  return { territory: prepareTerritory(pack.value), methods: methods.value };
};
