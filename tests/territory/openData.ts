import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Folder of the open data the packs are derived from. Tests that need it skip when it is not there. */
export const OPEN_DATA =
  process.env.PRECAL_OPEN_DATA ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

export const hasOpenData = existsSync(join(OPEN_DATA, 'geo', 'communes_mel_sam_2026.csv'));
export const SKIP_REASON = 'open data folder absent (set PRECAL_OPEN_DATA)';

export const table = (file: string, delimiter = ','): Record<string, string>[] =>
  parse(readFileSync(file, 'utf8'), { bom: true, columns: true, delimiter }) as Record<string, string>[];
