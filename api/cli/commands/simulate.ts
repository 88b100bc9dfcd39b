import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { type Scenario, YEAR_POLICIES, type YearPolicy } from '../../../engine/domain/scenario.ts';
import { measuresTable, placesTable } from '../../export/simulationTables.ts';
import { TABLE_FORMATS, type TableFormatName, writeTableFile } from '../../export/table.ts';
import { figure } from '../../present/format.ts';
import {
  type PresentedSimulation,
  presentSimulation,
  type SimulationShown,
} from '../../present/simulation.ts';
import { measureCharts } from '../../present/simulationCharts.ts';
import { presentPlaceFans, presentPlaces, quartierCharts } from '../../present/simulationPlaces.ts';
import { presentScenarios } from '../../present/simulationScenarios.ts';
import { comparisonText, simulationText } from '../../present/simulationText.ts';
import { openScenario, shippedScenarios } from '../../service/scenarios.ts';
import { requireSameMonths } from '../../service/simulationQuestion.ts';
import { runSimulation, type Simulation, type SimulationProgress } from '../../service/simulations.ts';
import { isServer } from '../../store/places.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import { addYardstick } from './simulateYardstick.ts';

interface SimulateOptions {
  readonly replications?: string;
  readonly months?: string;
  readonly policy: readonly string[];
  readonly compare?: string;
  readonly seed?: string;
  readonly workers: string;
  readonly keep: string;
  readonly out?: string;
  readonly format: string;
  readonly places: string;
  readonly json?: true;
}

/** Where finished replications wait for a run to be taken up again. */
const KEEP_FOLDER = join('.precal', 'simulations');

/** Where the server of a place keeps them. */
export const drawsFolder = (place: string): string =>
  isServer(place) ? KEEP_FOLDER : join(place, 'simulations');

const MOST_WORKERS = 64;

/** `precal simulate`: a scenario over some years, under one or several ways of making lists. */
export const addSimulate = (program: Command, environment: Environment): void => {
  const simulate = program
    .command('simulate [scenario]')
    .description('simule des années d’un scénario, ou liste les scénarios fournis quand aucun n’est nommé')
    .option('--replications <n>', 'tirages du scénario (sinon ceux du fichier)')
    .option('--months <n>', 'mois simulés (sinon ceux du fichier)')
    .option(
      '--policy <façon>',
      `façon de composer les listes, répétable : ${YEAR_POLICIES.join(', ')}`,
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--compare <scenario>', 'compare à un second scénario, mêmes mois, mêmes tirages')
    .option('--seed <n>', 'graine (sinon celle du fichier)')
    .option('--workers <n>', 'tirages menés de front ; les résultats n’en dépendent pas', '2')
    .option(
      '--keep <dossier>',
      'où garder les tirages finis, pour reprendre une simulation arrêtée',
      KEEP_FOLDER,
    )
    .option('--out <dossier>', 'écrit dans un dossier neuf : résultats, tableaux et graphiques')
    .option('--format <format>', 'tableaux : csv ou xlsx', 'csv')
    .option('--places <n>', 'graphiques des quartiers les plus loin de leur objectif', '6')
    .option('--json', 'écrit le résultat en JSON')
    .addHelpText(
      'after',
      [
        '',
        'Exemples : precal simulate',
        '           precal simulate tendance --replications 10 --policy greedy --policy filtered',
        '           precal simulate tendance --compare plai-30 --out resultats',
        '           precal simulate mon-scenario.yaml --months 120 --replications 100',
        '           precal simulate yardstick tendance',
      ].join('\n'),
    )
    .action(async (name: string | undefined, options: SimulateOptions) => {
      if (name === undefined) return printList(environment, options);
      const scenario = asAsked(openScenario(name), options);
      const other = options.compare === undefined ? null : asAsked(openScenario(options.compare), options);
      requireSameMonths(scenario, other);
      if (options.out !== undefined && existsSync(options.out))
        throw new InputError([{ code: 'file.exists', path: 'out', received: options.out }]);
      const format = choiceOption<TableFormatName>('format', options.format, TABLE_FORMATS);
      const run = await runHere(environment, scenario, options);
      const shown = presentSimulation(run);
      const second = other === null ? null : await runHere(environment, other, options);
      const presented = second === null ? null : presentSimulation(second);
      const comparisons = second === null ? [] : presentScenarios([run, shown], [second, presented!]);
      if (options.out !== undefined) {
        const places = wholeOption('places', options.places, { min: 0, max: 500 });
        await writeFolder(options.out, { run, shown, comparisons, format, places });
        environment.err(`Résultats dans ${options.out}\n`);
      }
      if (options.json) {
        const [first, ...rest] = [shown, ...(presented === null ? [] : [presented])];
        return printJson(
          environment,
          second === null ? first : { simulations: [first, ...rest], comparisons },
        );
      }
      environment.out(simulationText(shown));
      if (presented !== null) environment.out(simulationText(presented));
      for (const comparison of comparisons) environment.out(`${comparisonText(comparison)}\n`);
    });
  addYardstick(simulate, environment);
};

const printList = (environment: Environment, { json }: SimulateOptions): void => {
  const scenarios = shippedScenarios().map(({ id, label, description, territory, months, replications }) => ({
    id,
    label,
    description: description.trim(),
    territory,
    months,
    replications,
  }));
  if (json) printJson(environment, scenarios);
  else
    environment.out(
      `${scenarios.map(({ id, label, territory, months }) => `${id} : ${label} (${territory}, ${figure(months)} mois)`).join('\n')}\n`,
    );
};

const asAsked = (scenario: Scenario, options: SimulateOptions): Scenario => ({
  ...scenario,
  ...(options.months === undefined
    ? {}
    : { months: wholeOption('months', options.months, { min: 1, max: 180 }) }),
  ...(options.seed === undefined
    ? {}
    : { seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }) }),
});

type Run = Simulation & SimulationShown;

const runHere = async (
  environment: Environment,
  scenario: Scenario,
  options: SimulateOptions,
): Promise<Run> => {
  const policies = policiesOf(scenario, options);
  const steps: Partial<Record<SimulationProgress['step'], Progress>> = {};
  const labels = { world: 'Monde simulé', prices: 'Prix des objectifs', replications: 'Tirages' } as const;
  const abort = new AbortController();
  const raise = () => abort.abort();
  process.once('SIGINT', raise);
  try {
    const run = await runSimulation(
      {
        scenario,
        policies,
        replications:
          options.replications === undefined
            ? scenario.replications
            : wholeOption('replications', options.replications, { min: 1, max: 10_000 }),
        threads: wholeOption('workers', options.workers, { min: 1, max: MOST_WORKERS }),
        keep: options.keep,
      },
      {
        signal: abort.signal,
        onProgress: ({ step, done }) => {
          steps[step] ??= new Progress(environment, `${labels[step]}, ${scenario.id}`);
          steps[step].update(done);
        },
      },
    );
    const finished = run.results.reduce((sum, { replications }) => sum + replications, 0);
    steps.replications?.end(
      `${figure(finished)} faits${run.reused > 0 ? `, dont ${figure(run.reused)} gardés d’avant` : ''}${run.stopped ? ', arrêté' : ''}`,
    );
    return run;
  } finally {
    process.removeListener('SIGINT', raise);
  }
};

const policiesOf = (scenario: Scenario, { policy }: SimulateOptions): readonly YearPolicy[] =>
  policy.length === 0
    ? scenario.policies
    : [...new Set(policy.map((each) => choiceOption<YearPolicy>('policy', each, YEAR_POLICIES)))];

const writeFolder = async (
  folder: string,
  {
    run,
    shown,
    comparisons,
    format,
    places,
  }: {
    readonly run: Run;
    readonly shown: PresentedSimulation;
    readonly comparisons: ReturnType<typeof presentScenarios>;
    readonly format: TableFormatName;
    readonly places: number;
  },
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write('resultats.json', `${JSON.stringify({ ...shown, scenarios: comparisons }, null, 2)}\n`);
  await write('scenario.json', `${JSON.stringify(run.horizon.scenario, null, 2)}\n`);
  await write('resume.txt', simulationText(shown));
  await writeTableFile(measuresTable(shown), join(folder, `mesures.${format}`), { format });
  const fans = presentPlaceFans(run);
  const { months } = shown.scenario;
  await writeTableFile(placesTable(presentPlaces(fans, run)), join(folder, `lieux.${format}`), { format });
  for (const { name, svg } of [...measureCharts(shown), ...quartierCharts(fans, { months, most: places })])
    await write(`${name}.svg`, svg);
};
