import { CellRefusal, NUMBER_CELL } from '../cells.ts';
import type { YearColumns } from '../tableFormat.ts';
import type { DemandCells } from './demandCells.ts';

/** "RFR 2025": income of that tax year. `?` is a year asked and not answered. */
export const TAX_YEARS: YearColumns<DemandCells> = {
  field: 'referenceTaxIncome',
  path: 'incomes.referenceTaxIncome',
  help: 'Revenu fiscal de référence du ménage pour l’année du titre, en euros ; vide ou ? : inconnu.',
  expected: 'un montant en euros, ou ?',
  header: (year) => `RFR ${year}`,
  yearOf: (plainHeader) => {
    const found = /^(?:rfr|revenu fiscal(?: de reference)?)(?: annee)? (\d{4})$/.exec(plainHeader);
    return found ? Number(found[1]) : null;
  },
  read: (text, year, cells, context) => {
    const amountEur = text === '?' ? null : NUMBER_CELL.read(text, context);
    if (amountEur instanceof CellRefusal) return amountEur;
    cells.referenceTaxIncome = [...(cells.referenceTaxIncome ?? []), { year, amountEur }];
    return null;
  },
  years: (cells) => cells.referenceTaxIncome.map(({ year }) => year),
  write: (cells, wanted) => {
    const entry = cells.referenceTaxIncome.find(({ year }) => year === wanted);
    if (entry === undefined) return '';
    return entry.amountEur === null ? '?' : NUMBER_CELL.write(entry.amountEur);
  },
};
