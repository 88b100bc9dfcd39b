import { existsSync } from 'node:fs';
import { InputError } from '../../engine/domain/issue.ts';
import { type ExportTable, tableFormatOf, tableLines, writeTableFile } from '../export/table.ts';
import { count } from '../present/format.ts';
import type { Environment } from './environment.ts';

export const TABLE_OUT = 'écrit le tableau dans un fichier neuf : .xlsx, sinon CSV';

/**
 * Writes a table to a file that does not exist yet.
 * @throws InputError `file.exists`.
 */
export const writeTableOut = async <R>(
  environment: Environment,
  path: string,
  table: ExportTable<R>,
): Promise<void> => {
  if (existsSync(path)) throw new InputError([{ code: 'file.exists', path: 'out', received: path }]);
  for (const cells of tableLines(table)) environment.wrote?.(cells.join('\n'));
  const { rows } = await writeTableFile(table, path, { format: tableFormatOf(path) });
  environment.err(`${path} : ${count(rows, 'ligne', 'lignes')}\n`);
};
