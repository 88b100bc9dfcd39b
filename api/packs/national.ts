import { join } from 'node:path';
import { z } from 'zod';
import { FINANCINGS } from '../../engine/domain/codes.ts';
import { IsoDay } from '../../engine/domain/ids.ts';
import { fail, ok, type Result } from '../../engine/domain/issue.ts';
import {
  AplParametersSchema,
  CERTAINTIES,
  type CeilingTable,
  type NationalParameters,
  NationalParametersSchema,
  RlsParametersSchema,
} from '../../engine/domain/territory.ts';
import { type Column, parseCsv, type Table } from './csvFile.ts';
import { Problems } from './problems.ts';
import { readTextFile } from './textFile.ts';
import { parseYaml, readYaml, validateYaml } from './yamlFile.ts';

/*
 * National parameters: ceilings as a grid (one row per financing, zone and year), the rest as YAML.
 */

const CATEGORY_COLUMNS = [1, 2, 3, 4, 5, 6].map(
  (n): Column => ({ header: `categorie_${n}`, key: `category${n}`, kind: 'number' }),
);

const CEILING_COLUMNS: readonly Column[] = [
  { header: 'financement', key: 'financing', kind: 'text' },
  { header: 'zone', key: 'zone', kind: 'text' },
  { header: 'annee', key: 'year', kind: 'number' },
  ...CATEGORY_COLUMNS,
  { header: 'par_personne_supplementaire', key: 'perFurtherEur', kind: 'number' },
  { header: 'certitude', key: 'certainty', kind: 'text' },
  { header: 'source', key: 'source', kind: 'text' },
  { header: 'valide_du', key: 'validFrom', kind: 'text' },
  { header: 'valide_au', key: 'validTo', kind: 'text' },
  { header: 'note', key: 'note', kind: 'text' },
];

const eur = z.int().positive();

const CeilingRowSchema = z.strictObject({
  financing: z.enum(FINANCINGS),
  zone: z.enum(['paris', 'idf', 'autres-regions']),
  year: z.int().min(2000).max(2100),
  category1: eur,
  category2: eur,
  category3: eur,
  category4: eur,
  category5: eur,
  category6: eur,
  perFurtherEur: eur,
  certainty: z.enum(CERTAINTIES),
  source: z.string().min(3),
  validFrom: IsoDay.nullable(),
  validTo: IsoDay.nullable(),
  note: z.string().nullable(),
});

const tableOf = (row: z.output<typeof CeilingRowSchema>): CeilingTable => ({
  financing: row.financing,
  zone: row.zone,
  year: row.year,
  categories: [row.category1, row.category2, row.category3, row.category4, row.category5, row.category6],
  perFurtherEur: row.perFurtherEur,
  provenance: {
    certainty: row.certainty,
    source: row.source,
    validFrom: row.validFrom,
    validTo: row.validTo,
    ...(row.note === null ? {} : { note: row.note }),
  },
});

/** Grids are whole and grow with the household: a shifted cell or a missing year would give a wrong right to a home. */
const ceilingIssues = (problems: Problems, { file, rows, lines }: Table<CeilingTable>): void => {
  const seen = new Set<string>();
  const years = new Set(rows.map((row) => row.year));
  rows.forEach((row, i) => {
    const line = lines[i] as number;
    const key = `${row.financing} ${row.zone} ${row.year}`;
    if (seen.has(key))
      problems.add({
        code: 'pack.ceilings.twice',
        path: key,
        file,
        line,
        received: key,
        expected: 'une seule ligne par financement, zone et année',
      });
    seen.add(key);
    row.categories.forEach((value, n) => {
      const before = row.categories[n - 1];
      if (before !== undefined && value <= before)
        problems.add({
          code: 'pack.ceilings.not-growing',
          path: key,
          file,
          line,
          column: `categorie_${n + 1}`,
          received: String(value),
          expected: `plus que la catégorie ${n} (${before})`,
        });
    });
  });
  for (const zone of new Set(rows.map((row) => row.zone)))
    for (const financing of FINANCINGS)
      for (const year of years)
        if (!seen.has(`${financing} ${zone} ${year}`))
          problems.add({
            code: 'pack.ceilings.missing',
            path: `${financing} ${zone} ${year}`,
            file,
            expected: `une ligne ${financing}, ${zone}, ${year}`,
          });
};

const datesGrow = (
  problems: Problems,
  entries: readonly { readonly validFrom: string }[],
  { file, lineOf }: { readonly file: string; readonly lineOf: (path: readonly PropertyKey[]) => number },
): void => {
  entries.forEach(({ validFrom }, i) => {
    const before = entries[i - 1]?.validFrom;
    if (before !== undefined && validFrom <= before)
      problems.add({
        code: 'pack.dates.order',
        path: `[${i}].validFrom`,
        file,
        line: lineOf([i, 'validFrom']),
        received: validFrom,
        expected: `une date après le ${before}`,
      });
  });
};

const readDated = <S extends z.ZodType<readonly { readonly validFrom: string }[]>>(
  problems: Problems,
  folder: string,
  name: string,
  schema: S,
): z.output<S> | undefined => {
  const text = problems.take(readTextFile(folder, name));
  if (text === undefined) return undefined;
  const source = problems.take(readYaml(text, join(folder, name)));
  if (source === undefined) return undefined;
  const entries = problems.take(validateYaml(source, schema));
  if (entries !== undefined) datesGrow(problems, entries, source);
  return entries;
};

const HeadSchema = NationalParametersSchema.pick({
  id: true,
  label: true,
  consumptionUnits: true,
  youngCouple: true,
  plusTolerance: true,
  constructionPeriods: true,
});

/**
 * Reads `national.yaml`, `ceilings.csv`, `apl.yaml` and `rls.yaml` of a folder, all problems at once. Beside the issues of
 * the file readers: `pack.ceilings.twice`, `.missing`, `.not-growing`, `pack.dates.order`.
 */
export const readNationalParameters = (folder: string): Result<NationalParameters> => {
  const problems = new Problems();
  const headText = problems.take(readTextFile(folder, 'national.yaml'));
  const head =
    headText === undefined
      ? undefined
      : problems.take(parseYaml(headText, join(folder, 'national.yaml'), HeadSchema));
  const gridText = problems.take(readTextFile(folder, 'ceilings.csv'));
  const grid =
    gridText === undefined
      ? undefined
      : problems.take(parseCsv(gridText, join(folder, 'ceilings.csv'), CEILING_COLUMNS, CeilingRowSchema));
  const ceilings = grid?.rows.map(tableOf);
  if (grid !== undefined && ceilings !== undefined) ceilingIssues(problems, { ...grid, rows: ceilings });
  const apl = readDated(problems, folder, 'apl.yaml', z.array(AplParametersSchema).min(1));
  const rls = readDated(problems, folder, 'rls.yaml', z.array(RlsParametersSchema).min(1));
  if (problems.issues.length > 0 || !head || !ceilings || !apl || !rls) return fail(...problems.issues);
  return ok({ ...head, ceilings, apl, rls });
};
