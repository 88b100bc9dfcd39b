import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { generateWorld } from '../../../engine/simulation/world.ts';
import type { Territory } from '../../../engine/territory/territory.ts';
import { communeName } from '../../present/dwelling.ts';
import { count } from '../../present/format.ts';
import { presentShortlist } from '../../present/shortlist.ts';
import { shortlistText } from '../../present/text.ts';
import { shortlistFragility } from '../../service/fragility.ts';
import { importFile } from '../../service/imports.ts';
import { DEFAULT_TERRITORY, openRules, type Rules } from '../../service/territories.ts';
import { DEFAULT_QUESTION, Workspace } from '../../service/workspace.ts';
import { type WrittenFile, writeWorld } from '../../service/worldFiles.ts';
import { holdsData, isServer } from '../../store/places.ts';
import type { Store, StoreMaking } from '../../store/store.ts';
import type { Environment } from '../environment.ts';
import { DEMO_FOLDER, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import { importText, KIND_LABELS } from './import.ts';

/** Folder of the files that the demo imports: inside its data folder, or in `.precal` for a database. */
const FILES_FOLDER = 'fichiers';

interface DemoOptions {
  readonly seed: string;
  readonly demands?: string;
  readonly territory: string;
  readonly vacancy?: string;
  readonly data: string;
  readonly json?: true;
}

export const addDemo = (program: Command, environment: Environment): void => {
  program
    .command('demo')
    .description('fabrique un territoire simulé, l’importe, et explique les candidats d’un logement libéré')
    .option('--seed <n>', 'graine du monde simulé', '1')
    .option('--demands <n>', 'nombre de demandes (sinon celui du territoire)')
    .option('--territory <id>', 'territoire', DEFAULT_TERRITORY)
    .option('--vacancy <id>', 'logement libéré à montrer (sinon celui que le territoire nomme)')
    .option('--data <dossier>', 'dossier de données, refait à chaque fois', DEMO_FOLDER)
    .option('--json', 'résultat en JSON')
    .action(async (options: DemoOptions) => {
      const { store, territory, methods } = await makeDemo(environment, options);
      const workspace = await Workspace.open({
        store,
        territory,
        methods,
        asOf: territory.pack.referenceDay,
      });
      const vacancy = options.vacancy ?? shownVacancy(workspace);
      const question = { ...DEFAULT_QUESTION, vacancy };
      const { shortlist, context } = workspace.shortlist(question);
      // A world just made has no prices yet.
      const order = { kind: 'unused', because: 'none' } as const;
      const fragility = shortlistFragility(workspace, question, shortlist);
      const presented = presentShortlist({ ...context, order }, shortlist, fragility);
      if (options.json) printJson(environment, presented);
      else environment.out(shortlistText(presented));
      const shown = communeName(territory, workspace.place(vacancy).dwelling.commune);
      environment.err(
        [
          '',
          'Pour la suite :',
          '  npm start                              ouvre le serveur, et affiche le lien pour y entrer',
          `  npx precal vacancies --commune ${quoted(shown)}  liste les logements libérés`,
          `  npx precal shortlist ${vacancy} --demand <numéro>  dit pourquoi une demande est, ou n’est pas, proposée`,
          '',
        ].join('\n'),
      );
    });
};

/** As a shell reads it: a name of several words in quotes. */
const quoted = (name: string): string => (/^[\p{L}\d-]+$/u.test(name) ? name : `"${name}"`);

/** Makes the generated world's data folder anew: files in the import formats, then the real imports. */
export const makeDemo = async (
  environment: Environment,
  options: Pick<DemoOptions, 'seed' | 'demands' | 'territory' | 'data'>,
) => {
  const rules = openRules(options.territory);
  const { territory } = rules;
  const asOf = territory.pack.referenceDay;
  const seed = wholeOption('seed', options.seed, { min: 0, max: 999_999_999 });
  const demandCount =
    options.demands === undefined
      ? territory.pack.world.demands.value
      : wholeOption('demands', options.demands, { min: 100, max: 200_000 });
  const store = await openDemo(environment, options.data, {
    territory: territory.pack.id,
    referenceDay: asOf,
  });
  const files = await writeDemoFiles(environment, territory, {
    seed,
    demandCount,
    folder: filesFolder(options.data),
  });
  for (const file of files) await importOne(environment, store, { rules, file });
  return { store, ...rules };
};

/** The world lives only as long as its files are written: the imports that follow need the memory. */
const writeDemoFiles = async (
  environment: Environment,
  territory: Territory,
  { seed, demandCount, folder }: { seed: number; demandCount: number; folder: string },
): Promise<readonly WrittenFile[]> => {
  const making = new Progress(environment, 'Monde simulé');
  const world = generateWorld({ territory, seed, asOf: territory.pack.referenceDay, demandCount });
  const files = await writeWorld(world, folder, { sneFileDay: null });
  making.end(
    `${count(world.demands.length, 'demande', 'demandes')}, ${count(world.dwellings.length, 'logement', 'logements')}, graine ${seed}`,
  );
  return files;
};

const importOne = async (
  environment: Environment,
  store: Store,
  { rules, file }: { rules: Rules; file: WrittenFile },
): Promise<void> => {
  const progress = new Progress(environment, `Import de ${file.path}`);
  const result = await importFile(store, rules.territory, {
    kind: file.kind,
    path: file.path,
    format: 'csv',
    mapping: null,
    encoding: 'auto',
    refusals: `${file.path}.refus.csv`,
    at: environment.now(),
    onProgress: ({ bytesRead, totalBytes }) => progress.update(bytesRead / (totalBytes ?? bytesRead)),
  });
  progress.end(result.summary === null ? 'refusé' : count(result.summary.total, ...KIND_LABELS[file.kind]));
  if (result.summary === null || result.refusals !== null) environment.err(importText(result));
};

const filesFolder = (place: string): string =>
  isServer(place) ? join('.precal', FILES_FOLDER) : join(place, FILES_FOLDER);

/** Only what the demo made is emptied. @throws InputError `demo.folder`, `store.served`. */
const openDemo = async (environment: Environment, place: string, making: StoreMaking): Promise<Store> => {
  const strange =
    !isServer(place) && !holdsData(place) && existsSync(place) && (await readdir(place)).length > 0;
  if (strange) throw new InputError([{ code: 'demo.folder', path: 'data', received: place }]);
  const store = await environment.openStore(place, making, { anew: true });
  // What somebody else put beside is left where it is.
  await rm(filesFolder(place), { recursive: true, force: true });
  return store;
};

/** The first freed dwelling of the kind that the pack names, by identifier, else the first. */
const shownVacancy = (workspace: Workspace): string => {
  const { demo } = workspace.territory.pack;
  const ids = [...workspace.vacancies.keys()].sort();
  const shown = ids.find((id) => {
    const { dwelling } = workspace.place(id);
    return dwelling.commune === demo.commune && dwelling.typology === demo.typology;
  });
  const first = shown ?? ids[0];
  if (first === undefined) throw new InputError([{ code: 'demo.no-vacancy', path: 'vacancies' }]);
  return first;
};
