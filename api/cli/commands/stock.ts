import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { stockTable } from '../../export/presentedTables.ts';
import { readStock } from '../../import/stock.ts';
import { presentStock, stockText } from '../../present/stock.ts';
import { formatOfFile, importContext } from '../../service/imports.ts';
import { DEFAULT_TERRITORY, openRules } from '../../service/territories.ts';
import type { Environment } from '../environment.ts';
import { printJson } from '../options.ts';
import { writeTableOut } from '../tableOut.ts';
import { IMPORT_EXIT, importText } from './import.ts';

interface StockOptions {
  readonly territory: string;
  readonly out?: string;
  readonly json?: true;
}

export const addStock = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  program
    .command('stock <fichier>')
    .description('compte le parc d’un fichier public du RPLS, et dit ce que ce fichier ne dit pas')
    .option('--territory <id>', 'territoire', DEFAULT_TERRITORY)
    .option('--out <fichier>', 'écrit le tableau : .xlsx, sinon CSV')
    .option('--json', 'résultat en JSON')
    .addHelpText('after', '\nExemple : precal stock rpls-2026.csv --out parc.xlsx')
    .action(async (path: string, options: StockOptions) => {
      const { territory } = openRules(options.territory);
      const format = await formatOfFile(path);
      if (format !== 'rpls' && format !== 'csv')
        throw new InputError([
          { code: 'option.choice', path: 'fichier', received: format, expected: 'le CSV public du RPLS' },
        ]);
      const reading = await readStock(path, { context: importContext(territory, null) });
      if (reading.report.fatal) {
        setExit(IMPORT_EXIT.nothing);
        return environment.out(importText({ report: reading.report, summary: null, refusals: null }));
      }
      setExit(reading.report.counts.refused > 0 ? IMPORT_EXIT.partial : IMPORT_EXIT.complete);
      const presented = presentStock(territory, reading);
      if (options.out !== undefined)
        await writeTableOut(environment, options.out, stockTable(presented.groups));
      if (options.json) return printJson(environment, presented);
      return environment.out(stockText(presented));
    });
};
