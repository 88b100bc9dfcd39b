import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../engine/domain/issue.ts';
import { type Scenario, ScenarioSchema } from '../../engine/domain/scenario.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { listTerritoryPacks } from '../packs/readPack.ts';
import { readTextFile } from '../packs/textFile.ts';
import { parseYaml } from '../packs/yamlFile.ts';

const FOLDER = 'scenarios';
const ENDING = '.yaml';

const scenarioFile = (folder: string, name: string): Scenario => {
  const text = readTextFile(folder, name);
  if (!text.ok) throw new InputError(text.issues);
  const read = parseYaml(text.value, name, ScenarioSchema);
  if (!read.ok) throw new InputError(read.issues);
  return read.value;
};

/** Scenarios shipped with the territories, by territory then by id. @throws InputError what is wrong with one of them. */
export const shippedScenarios = (): readonly Scenario[] =>
  listTerritoryPacks().flatMap(({ dir }) => {
    const folder = join(dir, FOLDER);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort()
      .map((name) => scenarioFile(folder, name));
  });

/**
 * A scenario by its id, among those shipped, or by the path of a file.
 *
 * @throws InputError `scenario.unknown`, `file.missing`, or every problem of the file with its line.
 */
export const openScenario = (nameOrPath: string): Scenario => {
  if (nameOrPath.endsWith(ENDING)) return scenarioFile(dirname(nameOrPath), basename(nameOrPath));
  const shipped = shippedScenarios();
  const found = shipped.find(({ id }) => id === nameOrPath);
  if (found !== undefined) return found;
  const ids = shipped.map(({ id }) => id);
  const close = closestOf(nameOrPath, ids);
  throw new InputError([
    {
      code: 'scenario.unknown',
      path: 'scenario',
      received: nameOrPath,
      expected: ids.join(', '),
      ...(close === null ? {} : { maybe: `peut-être ${close}` }),
    },
  ]);
};
