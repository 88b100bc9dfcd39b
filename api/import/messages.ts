import { DOMAIN_MESSAGES } from './messages/domain.ts';
import { FILE_MESSAGES } from './messages/file.ts';
import { JSON_LINES_MESSAGES } from './messages/jsonLines.ts';
import { LABEL_MESSAGES } from './messages/labels.ts';
import { ROW_MESSAGES } from './messages/row.ts';
import { RPLS_MESSAGES } from './messages/rpls.ts';
import { SNE_MESSAGES } from './messages/sne.ts';
import { TABLE_MESSAGES } from './messages/table.ts';
import { WORKBOOK_MESSAGES } from './messages/workbook.ts';

/*
 * What an import can refuse, in French, keyed by a stable code. The console and the JSON report print these sentences with a
 * line and a column header, never the value of a cell; the value goes to the refusal file only.
 */

export const IMPORT_MESSAGES = {
  ...FILE_MESSAGES,
  ...TABLE_MESSAGES,
  ...WORKBOOK_MESSAGES,
  ...JSON_LINES_MESSAGES,
  ...ROW_MESSAGES,
  ...DOMAIN_MESSAGES,
  ...LABEL_MESSAGES,
  ...SNE_MESSAGES,
  ...RPLS_MESSAGES,
} as const;

export type ImportCode = keyof typeof IMPORT_MESSAGES;
export const IMPORT_CODES = Object.keys(IMPORT_MESSAGES) as ImportCode[];
