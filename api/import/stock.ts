import type { Financing, Typology } from '../../engine/domain/codes.ts';
import type { CommuneCode, QuartierId } from '../../engine/domain/ids.ts';
import type { StockDwelling } from './formats/rpls.ts';
import { type ImportOptions, type ImportReport, importIssue } from './report.ts';
import type { ByteSource } from './source.ts';
import { importRows } from './tables.ts';

/** Dwellings of a stock that are alike in all that the file says of them; null is "not said". */
export interface StockGroup {
  readonly commune: CommuneCode;
  readonly quartier: QuartierId | null;
  /** A geolocated QPV of 2024 is named; a file that names none does not say that the dwelling is outside. */
  readonly inQpv2024: true | null;
  readonly declaredInQpv: boolean | null;
  readonly typology: Typology | null;
  readonly financing: Financing | null;
  readonly dwellings: number;
}

export interface StockReading {
  readonly report: ImportReport<StockDwelling>;
  /** By commune, then quartier, QPV, typology and financing. */
  readonly groups: readonly StockGroup[];
  readonly inside: number;
  readonly outside: number;
}

/** Counts the stock of an open RPLS file by what it says, over the territory's communes. Nothing is stored. */
export const readStock = async (source: ByteSource, options: ImportOptions): Promise<StockReading> => {
  const report = await importRows('stock', 'csv', { source, options });
  const groups = new Map<string, { group: Omit<StockGroup, 'dwellings'>; dwellings: number }>();
  let outside = 0;
  for (const row of report.accepted) {
    const { commune, iris, declaredInQpv, typology, financing } = row;
    if (commune === null) {
      outside += 1;
      continue;
    }
    const group = {
      commune,
      quartier: iris === null ? null : (options.context.quartierOfIris?.(iris) ?? null),
      inQpv2024: row.qpv2024 === null ? null : (true as const),
      declaredInQpv,
      typology,
      financing,
    };
    const key = Object.values(group).map(String).join(' ');
    const found = groups.get(key);
    if (found) found.dwellings += 1;
    else groups.set(key, { group, dwellings: 1 });
  }
  const { file } = report;
  const warnings = report.fatal
    ? report.warnings
    : [
        importIssue('rpls.public', { file }),
        ...(outside > 0 ? [importIssue('rpls.outside', { file })] : []),
        ...report.warnings.filter(({ code }) => code !== 'file.header.unknown'),
      ];
  return {
    report: { ...report, warnings },
    groups: [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { group, dwellings }]) => ({ ...group, dwellings })),
    inside: report.accepted.length - outside,
    outside,
  };
};
