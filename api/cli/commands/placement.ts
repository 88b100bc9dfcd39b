import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { presentPlacements } from '../../present/placement.ts';
import { placementsText } from '../../present/placementText.ts';
import { DEFAULT_PLACEMENT, placementsOf } from '../../service/placements.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { addDataOptions } from './shortlist.ts';

interface PlacementOptions extends DataOptions {
  readonly numbersFile?: string;
  readonly method?: string;
  readonly seed: string;
  readonly limit: string;
  readonly beyondWishes?: true;
  readonly json?: true;
}

/** `precal placement`: the dwellings for the households that a committee must house. */
export const addPlacement = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('placement [numero]')
      .description(
        'cherche les logements libres et attendus pour un ménage à loger : DALO, NPRU, mutation, accord collectif',
      ),
  )
    .option(
      '--numbers-file <fichier>',
      'plusieurs ménages à la fois : un numéro unique par ligne, 200 au plus',
    )
    .option('--method <id>', 'méthode d’ordonnancement (sinon celle du territoire)')
    .option('--seed <n>', 'graine du tirage de départage', String(DEFAULT_PLACEMENT.seed))
    .option('--limit <n>', 'logements montrés par ménage', String(DEFAULT_PLACEMENT.limit))
    .option('--beyond-wishes', 'montre aussi, après les autres, les logements que le ménage n’a pas demandés')
    .addHelpText(
      'after',
      '\nExemples : precal placement 999260100000000001\n           precal placement --numbers-file menages.txt --json',
    )
    .action(async (number: string | undefined, options: PlacementOptions) => {
      const limit = wholeOption('limit', options.limit, { min: 1, max: 10_000 });
      const seed = wholeOption('seed', options.seed, { min: 0, max: 999_999_999 });
      if (number !== undefined && options.numbersFile !== undefined)
        throw new InputError([{ code: 'placement.both', path: 'numbers-file' }]);
      const lines = options.numbersFile === undefined ? null : await linesOf(options.numbersFile);
      const { workspace } = await openData(environment, options);
      if (lines !== null && options.numbersFile !== undefined)
        requireKnown(workspace, lines, options.numbersFile);
      const numbers = lines?.map(({ text }) => text) ?? (number === undefined ? [] : [number]);
      const answer = await placementsOf(workspace, {
        numbers,
        method: options.method ?? DEFAULT_PLACEMENT.method,
        seed,
        beyondWishes: options.beyondWishes === true,
      });
      const presented = presentPlacements(answer.context, { ...answer, rates: answer.ground.rates }, limit);
      return options.json ? printJson(environment, presented) : environment.out(placementsText(presented));
    });
};

interface Line {
  readonly line: number;
  readonly text: string;
}

/** Lines with something on them. @throws InputError `file.unreadable`. */
const linesOf = async (file: string): Promise<readonly Line[]> => {
  try {
    const text = await readFile(file, 'utf8');
    return text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .map((each, i) => ({ line: i + 1, text: each.trim() }))
      .filter((each) => each.text !== '');
  } catch {
    throw new InputError([{ code: 'file.unreadable', path: 'numbers-file', received: file }]);
  }
};

/** Every unknown number by its line, at once: the number itself is personal and is not repeated. */
const requireKnown = ({ pool }: Workspace, lines: readonly Line[], file: string): void => {
  const issues = lines
    .filter(({ text }) => pool.numbers.rowOf(text) < 0)
    .map(({ line }): Issue => ({ code: 'placement.line-unknown', path: 'numbers-file', file, line }));
  if (issues.length > 0) throw new InputError(issues);
};
