import type { Demand } from '../../../engine/domain/demand.ts';
import { AcceptedRows } from '../acceptedRows.ts';
import type { DemandCells } from '../formats/demandCells.ts';
import { DEMAND_FORMAT } from '../formats/demands.ts';
import { fatalIssueOf, refusedReport } from '../importTable.ts';
import type { ImportCode } from '../messages.ts';
import { RefusedRows } from '../refusedRows.ts';
import {
  type ImportOptions,
  type ImportReport,
  importIssue,
  type RefusedCell,
  refuseFile,
} from '../report.ts';
import { checkRow } from '../rowReader.ts';
import { type ByteSource, sourceName } from '../source.ts';
import { expectedOf, readDemande } from './demandCellsOfDemande.ts';
import { openSne, type SneDemande } from './demandeStream.ts';
import { nodeAt } from './demandeTree.ts';

/** Element of a demande by the field it feeds, for refusals that no element caused (a missing value). */
const ELEMENTS: Readonly<Partial<Record<keyof DemandCells, string>>> = {
  number: 'numUnique',
  filedOn: 'dateCreationDemande',
  updatedOn: 'dateFichier',
  adults: 'demandeur',
  referenceTaxIncome: 'revenuFiscal',
  declaredMonthlyEur: 'listeRessourceRecue',
  expectedBirths: 'personneANaitre',
  currentRentEur: 'montantMensuelLoyer',
  currentAreaM2: 'surface',
  currentOccupants: 'nombreHabitant',
  wishedCommunes: 'localisationSouhaite',
  wishedTypologies: 'typeLogement',
  wide: 'demandeElargie',
};

/** Header of the refusal file of an XML import: the original is no table, so only the number is given back. */
const SNE_HEADERS = ['Numéro unique'];

const numberOf = ({ demande }: SneDemande): string =>
  nodeAt(demande, 'demandeLogement', 'numUnique')?.text.trim() ?? '';

/** One demande read and checked by the rules of the demand table. Reasons carry values apart from the issues. */
const readOne = (
  sne: SneDemande,
  options: ImportOptions,
  file: string,
): { readonly value: Demand } | { readonly reasons: readonly RefusedCell[] } => {
  const { line } = sne.demande;
  const read = readDemande(sne.demande, sne.fileDay, options.context);
  const pathOf = (field: keyof DemandCells): string =>
    [...DEMAND_FORMAT.columns, DEMAND_FORMAT.yearColumns].find((column) => column?.field === field)?.path ??
    field;
  const reasons: RefusedCell[] = read.refusals.map(({ field, element, value, refusal }) => ({
    value,
    issue: importIssue(refusal.code, {
      file,
      line,
      path: pathOf(field),
      column: element,
      expected: expectedOf(field),
      ...(refusal.closest === null ? {} : { closest: refusal.closest }),
    }),
  }));
  const refuse = (code: ImportCode, field: keyof DemandCells, expected?: string): void => {
    reasons.push({
      value: '',
      issue: importIssue(code, {
        file,
        line,
        path: pathOf(field),
        column: ELEMENTS[field] ?? field,
        ...(expected === undefined ? {} : { expected }),
      }),
    });
  };
  const said = new Set(read.refusals.map(({ field }) => field));
  for (const { field, required, expected } of DEMAND_FORMAT.columns)
    if (required && read.cells[field] === undefined && !said.has(field))
      refuse('cell.required', field, expected);
  if (reasons.length > 0) return { reasons };
  // Required fields were just checked, so the cells are complete.
  const value = checkRow(
    read.cells as DemandCells,
    DEMAND_FORMAT,
    options.context,
    (code, column, expected) => refuse(code, column?.field ?? 'number', expected),
  );
  return value === null ? { reasons } : { value };
};

/**
 * Demands from an SNE `interfaceNuu` file, 02.00 or 02.01. The file date is each demand's update date. What the format does
 * not carry stays unknown, events and labels too; what it lists and does not name (children, motives of a list that is there)
 * is none. A file that cannot be trusted gives `fatal`.
 */
export const importSneXml = async (
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<Demand>> => {
  const known = { kind: 'demands' as const, file: sourceName(source), headers: SNE_HEADERS };
  const { file } = known;
  try {
    const sne = await openSne(source, options);
    const kept = new AcceptedRows<Demand>(DEMAND_FORMAT.key, DEMAND_FORMAT.version);
    const refused = new RefusedRows(file, options.maxRefusals);
    const maxRows = options.maxRows ?? Number.POSITIVE_INFINITY;
    let rows = 0;
    for await (const batch of sne.demandes)
      for (const one of batch) {
        rows += 1;
        const { line } = one.demande;
        if (rows > maxRows)
          throw refuseFile('file.rows.too-many', { file, line, expected: `au plus ${maxRows} demandes` });
        const read = readOne(one, options, file);
        if ('value' in read) kept.add(read.value, { line, cells: [numberOf(one)] });
        else refused.add({ line, cells: [numberOf(one)], reasons: read.reasons });
      }
    const settled = kept.settle({ file, path: 'number', column: 'numUnique' });
    const allRefusals = [...refused.rows, ...settled.refusals].sort((a, b) => a.line - b.line);
    return {
      ...known,
      encoding: sne.encoding(),
      delimiter: null,
      accepted: settled.accepted,
      refusals: allRefusals,
      counts: {
        rows,
        accepted: settled.accepted.length,
        refused: allRefusals.length,
        identical: settled.identical,
      },
      warnings: rows === 0 ? [importIssue('file.rows.none', { file })] : [],
      fatal: null,
    };
  } catch (error) {
    return refusedReport(known, fatalIssueOf(error));
  }
};
