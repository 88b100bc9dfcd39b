import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Label } from '../import/formats/labels.ts';
import { applyLabels } from '../import/labels.ts';
import { type ImportOptions, type ImportReport, importIssue } from '../import/report.ts';
import type { ByteSource } from '../import/source.ts';
import { importRows, type TableFileFormat } from '../import/tables.ts';
import type { Store } from '../store/store.ts';

/** Reads a file of labels; says when some of them end later than `day`, since only another file will withdraw them. */
export const importLabels = async (
  written: TableFileFormat,
  {
    source,
    options,
    day,
  }: { readonly source: ByteSource; readonly options: ImportOptions; readonly day: IsoDay },
): Promise<ImportReport<Label>> => {
  const report = await importRows('labels', written, { source, options });
  if (!report.accepted.some(({ endsOn }) => endsOn !== null && endsOn > day)) return report;
  const { file } = report;
  return { ...report, warnings: [...report.warnings, importIssue('label.end.ahead', { file })] };
};

/** The stored demands that labels change, changed. Each keeps the day of its own record: labels do not renew a demand. */
export const labelled = async (
  store: Store,
  labels: readonly Label[],
  day: IsoDay,
): Promise<readonly Demand[]> => {
  const byNumber = new Map<string, Label[]>();
  for (const label of labels) {
    const others = byNumber.get(label.number);
    if (others) others.push(label);
    else byNumber.set(label.number, [label]);
  }
  const demands = await store.all('demands');
  return demands.flatMap((demand) => {
    const found = byNumber.get(demand.number);
    return found === undefined ? [] : [applyLabels(demand, found, day)];
  });
};
