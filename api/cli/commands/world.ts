import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { type CalibrationReport, calibrationReport } from '../../../engine/simulation/calibration.ts';
import { generateWorld } from '../../../engine/simulation/world.ts';
import { calibrationText } from '../../present/calibration.ts';
import { count, figure } from '../../present/format.ts';
import { DEFAULT_TERRITORY, openRules } from '../../service/territories.ts';
import { writeWorld } from '../../service/worldFiles.ts';
import type { Environment } from '../environment.ts';
import { dayOption, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';

interface WorldOptions {
  readonly out?: string;
  readonly seed: string;
  readonly demands?: string;
  readonly territory: string;
  readonly asOf?: string;
  readonly sne?: true;
  readonly report?: true;
  readonly json?: true;
}

export const addWorld = (program: Command, environment: Environment): void => {
  program
    .command('world')
    .description('fabrique un monde simulé, calé sur les chiffres publiés')
    .option('--out <dossier>', 'écrit les fichiers d’import dans ce dossier, qui ne doit pas exister')
    .option('--report', 'compare chaque marge au chiffre publié')
    .option('--seed <n>', 'graine', '1')
    .option('--demands <n>', 'nombre de demandes (sinon celui du territoire)')
    .option('--territory <id>', 'territoire', DEFAULT_TERRITORY)
    .option('--as-of <date>', 'jour du monde, AAAA-MM-JJ (sinon le jour de référence du territoire)')
    .option('--sne', 'écrit aussi les demandes au format SNE (XML)')
    .option('--json', 'rapport en JSON')
    .addHelpText('after', '\nExemple : precal world --out monde --sne --report')
    .action(async (options: WorldOptions) => {
      if (options.out !== undefined && existsSync(options.out))
        throw new InputError([{ code: 'file.exists', path: 'out', received: options.out }]);
      const { territory } = openRules(options.territory);
      const asOf = options.asOf === undefined ? territory.pack.referenceDay : dayOption(options.asOf);
      const making = new Progress(environment, 'Monde simulé');
      const world = generateWorld({
        territory,
        asOf,
        seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
        ...(options.demands === undefined
          ? {}
          : { demandCount: wholeOption('demands', options.demands, { min: 100, max: 200_000 }) }),
      });
      making.end(count(world.demands.length, 'demande', 'demandes'));
      if (options.out !== undefined) {
        const files = await writeWorld(world, options.out, { sneFileDay: options.sne ? asOf : null });
        for (const file of files) environment.err(`${file.path} : ${figure(file.rows)} lignes\n`);
      }
      if (options.out === undefined || options.report)
        printReport(environment, options, calibrationReport(world, territory, asOf));
    });
};

const printReport = (environment: Environment, options: WorldOptions, report: CalibrationReport): void =>
  options.json ? printJson(environment, report) : environment.out(calibrationText(report));
