import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { replaceNumbers } from '../auth/pseudonym.ts';
import { csvLine } from '../export/csvText.ts';
import { type ExportTable, tableLines, tableWorkbook } from '../export/table.ts';

export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const JSON_TYPE = 'application/json';
const BOM = '\ufeff';

/** `?format=`: the same table for a spreadsheet. */
export const tableQuery = {
  format: z.enum(['json', 'csv', 'xlsx']).optional().openapi({
    description: 'Tableau pour un tableur ; sinon selon l’en-tête Accept',
  }),
};

/** The answer of a route as JSON, or as a table. */
export const jsonOrTable = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: {
    [JSON_TYPE]: { schema },
    [CSV]: { schema: z.string() },
    [XLSX]: { schema: z.string().openapi({ format: 'binary' }) },
  },
});

/** What the request asks for: the address first, then the header. */
export const formatAsked = (context: Context): 'json' | 'csv' | 'xlsx' => {
  const said = context.req.query('format');
  if (said === 'csv' || said === 'xlsx' || said === 'json') return said;
  const type = accepts(context, { header: 'Accept', supports: [JSON_TYPE, CSV, XLSX], default: JSON_TYPE });
  return type === CSV ? 'csv' : type === XLSX ? 'xlsx' : 'json';
};

/**
 * The table as a file to keep. A workbook cannot be read over by the border of numbers: its texts are written as whoever asks may read
 * them, and its households are counted here.
 *
 * @param file name proposed to the browser, without its end.
 */
export const answerTable = async <R>(
  context: Context,
  format: 'csv' | 'xlsx',
  table: ExportTable<R>,
  file: string,
): Promise<Response> => {
  context.header('content-disposition', `attachment; filename="${file.replace(/[^\w.-]/g, '-')}.${format}"`);
  if (format === 'csv') {
    const lines = Array.from(tableLines(table), (cells) => csvLine(cells, { lineEnd: '\r\n' }));
    return context.body(BOM + lines.join(''), 200, { 'content-type': `${CSV}; charset=utf-8` });
  }
  const shown = context.get('shownNumber');
  const households = new Set<string>();
  const columns = table.columns.map((column) => ({
    ...column,
    cell: (row: R) => {
      const value = column.cell(row);
      if (typeof value !== 'string') return value;
      const { text, numbers } = replaceNumbers(value, shown);
      for (const number of numbers) households.add(number);
      return text;
    },
  }));
  const workbook = await tableWorkbook({ ...table, columns });
  context.set('householdsWritten', households.size);
  return context.body(new Uint8Array(workbook), 200, { 'content-type': XLSX });
};
