import { REFUSAL_FIELD, REFUSED_LINE } from '../import/jsonLines/refusalFields.ts';
import { type ImportReport, messageOf, type Refusal } from '../import/report.ts';
import type { Written } from './csvText.ts';
import { writeTextFile } from './textFile.ts';

const writeLines = async (path: string, objects: Iterable<unknown>): Promise<Written> => {
  let rows = 0;
  const lines = function* (): Generator<string> {
    for (const one of objects) {
      rows += 1;
      yield `${JSON.stringify(one)}\n`;
    }
  };
  const { bytes } = await writeTextFile(path, lines(), 'utf-8');
  return { rows, bytes };
};

/** Writes values one per line, with the field names of the data model: the import of the same kind reads back equal values. */
export const writeJsonLines = (rows: Iterable<unknown>, path: string): Promise<Written> =>
  writeLines(path, rows);

/** The line as it was, as an object where it is one, with what to mend. */
const refusedObject = ({ line, cells, reasons }: Refusal): object => {
  const text = cells[0] ?? '';
  const refusal = {
    ligne: line,
    motifs: reasons.map(({ issue }) => {
      const { message, remedy } = messageOf(issue);
      return { code: issue.code, champ: issue.path, attendu: issue.expected ?? '', message, remede: remedy };
    }),
  };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ...value, [REFUSAL_FIELD]: refusal };
  } catch {
    // Given back as text below.
  }
  return { [REFUSED_LINE]: text, [REFUSAL_FIELD]: refusal };
};

/** Writes the refused lines of a JSON Lines import, to be corrected and imported again. Holds personal data: no console, no log. */
export const writeJsonRefusals = (
  { refusals }: Pick<ImportReport<unknown>, 'refusals'>,
  path: string,
): Promise<Written> =>
  writeLines(
    path,
    refusals.map((refusal) => refusedObject(refusal)),
  );
