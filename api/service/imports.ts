import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { writeRefusals } from '../export/refusals.ts';
import type { ColumnMapping } from '../import/mapping.ts';
import {
  type ImportContext,
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  messageOf,
} from '../import/report.ts';
import { importSneXml } from '../import/sne/importSneXml.ts';
import type { ByteSource } from '../import/source.ts';
import {
  importAllocationsCsv,
  importDemandsCsv,
  importDwellingsCsv,
  importOutcomesCsv,
  importVacanciesCsv,
  readMappingFor,
} from '../import/tables.ts';
import type { CommitSummary, Kind, Rows, Store } from '../store/store.ts';

type Importer<K extends Kind> = (
  source: ByteSource,
  options: ImportOptions,
) => Promise<ImportReport<Rows[K]>>;

const CSV_IMPORTERS: { readonly [K in Kind]: Importer<K> } = {
  demands: importDemandsCsv,
  dwellings: importDwellingsCsv,
  vacancies: importVacanciesCsv,
  allocations: importAllocationsCsv,
  outcomes: importOutcomesCsv,
};

export interface ImportRequest<K extends Kind> {
  readonly kind: K;
  readonly path: string;
  /** `sne`: the XML exchange format, demands only. */
  readonly format: 'csv' | 'sne';
  /** Path of a mapping file; null = headers recognised by name. */
  readonly mapping: string | null;
  readonly encoding: 'auto' | 'utf-8' | 'windows-1252';
  /** Where refused rows go, when there are some. */
  readonly refusals: string;
  readonly at: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What an import did. `summary` null: the file could not be trusted, nothing changed. */
export interface ImportResult<K extends Kind> {
  readonly report: ImportReport<Rows[K]>;
  readonly summary: CommitSummary | null;
  /** File of refused rows, when one was written. */
  readonly refusals: string | null;
}

/** What a territory's pack, and the dwellings already stored, let a file name. */
export const importContext = (
  territory: Territory,
  dwellings: ReadonlySet<string> | null,
  today: IsoDay = territory.pack.referenceDay,
): ImportContext => {
  const { pack } = territory;
  return {
    canonicalCommune: (code) => territory.canonicalCommune(code),
    quartierOfIris: (iris) => territory.quartierOfIris(iris as never)?.id ?? null,
    bailleurIds: new Set(pack.bailleurs.map((b) => b.id)),
    irisCodes: new Set(pack.quartiers.flatMap((q) => q.iris)),
    quartierIds: new Set(pack.quartiers.map((q) => q.id)),
    situationCodes: new Set(pack.situations.map((s) => s.code)),
    // The files of a generated world are of the pack's day, whatever the clock says.
    referenceDay: today > pack.referenceDay ? today : pack.referenceDay,
    ...(dwellings === null ? {} : { dwellingIds: dwellings }),
  };
};

/**
 * Reads a file, refuses what must be, and commits the rest as one transaction. A file that cannot be trusted as a whole
 * changes nothing.
 */
export const importFile = async <K extends Kind>(
  store: Store,
  territory: Territory,
  request: ImportRequest<K>,
): Promise<ImportResult<K>> => {
  const dwellings =
    request.kind === 'vacancies' ? new Set((await store.all('dwellings')).map((d) => d.id as string)) : null;
  const options: ImportOptions = {
    context: importContext(territory, dwellings, request.at.slice(0, 10) as IsoDay),
    encoding: request.encoding,
    ...(request.mapping === null ? {} : { mapping: await mappingOf(request.kind, request.mapping) }),
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
  };
  const report = await read(request, options);
  if (report.fatal) return { report, summary: null, refusals: null };
  const wrote = report.refusals.length > 0;
  if (wrote) await writeRefusals(report, request.refusals);
  const rows =
    request.format === 'sne'
      ? ((await withStored(store, report.accepted as readonly Demand[])) as typeof report.accepted)
      : report.accepted;
  const summary = await store.commit(request.kind, rows, {
    file: report.file,
    sha256: await sha256Of(request.path),
    at: request.at,
    refused: report.counts.refused,
  });
  return { report, summary, refusals: wrote ? request.refusals : null };
};

const read = <K extends Kind>(
  request: ImportRequest<K>,
  options: ImportOptions,
): Promise<ImportReport<Rows[K]>> => {
  if (request.format === 'csv') return CSV_IMPORTERS[request.kind](request.path, options);
  if (request.kind !== 'demands')
    throw new InputError([
      {
        code: 'option.choice',
        path: 'format',
        received: 'sne',
        expected: 'csv (le format SNE ne porte que des demandes)',
      },
    ]);
  return importSneXml(request.path, options) as Promise<ImportReport<Rows[K]>>;
};

const mappingOf = async (kind: Kind, path: string): Promise<ColumnMapping> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new InputError([{ code: 'file.unreadable', path: 'mapping', received: path }]);
  const mapping = readMappingFor(kind, text, basename(path));
  if (!mapping.ok)
    throw new InputError(mapping.issues.map((issue) => ({ ...issue, message: messageOf(issue).message })));
  return mapping.value;
};

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/**
 * The XML exchange format carries less than a demand holds. What it cannot say is not unsaid: those fields keep what is stored.
 */
const withStored = async (store: Store, rows: readonly Demand[]): Promise<readonly Demand[]> => {
  const stored = new Map((await store.all('demands')).map((demand) => [demand.number, demand]));
  return rows.map((demand) => {
    const before = stored.get(demand.number);
    return before ? keepUncarried(demand, before) : demand;
  });
};

const keepUncarried = (demand: Demand, before: Demand): Demand => ({
  ...demand,
  renewedOn: demand.renewedOn ?? before.renewedOn,
  household: {
    ...demand.household,
    disabledMember: demand.household.disabledMember ?? before.household.disabledMember,
  },
  incomes: {
    ...demand.incomes,
    rolling12MonthsEur: demand.incomes.rolling12MonthsEur ?? before.incomes.rolling12MonthsEur,
  },
  employment: {
    applicant: {
      ...demand.employment.applicant,
      actionLogementEmployer:
        demand.employment.applicant.actionLogementEmployer ??
        before.employment.applicant.actionLogementEmployer,
    },
    coApplicant: demand.employment.coApplicant && {
      ...demand.employment.coApplicant,
      actionLogementEmployer:
        demand.employment.coApplicant.actionLogementEmployer ??
        before.employment.coApplicant?.actionLogementEmployer ??
        null,
    },
  },
  currentHousing: {
    ...demand.currentHousing,
    bailleur: demand.currentHousing.bailleur ?? before.currentHousing.bailleur,
    dwelling: demand.currentHousing.dwelling ?? before.currentHousing.dwelling,
  },
  wishes: {
    ...demand.wishes,
    quartiers: demand.wishes.quartiers.length > 0 ? demand.wishes.quartiers : before.wishes.quartiers,
    groundFloor: demand.wishes.groundFloor ?? before.wishes.groundFloor,
  },
  accessibility: {
    stepFree: demand.accessibility.stepFree ?? before.accessibility.stepFree,
    maxFloorOnFoot: demand.accessibility.maxFloorOnFoot ?? before.accessibility.maxFloorOnFoot,
  },
  priorities: demand.priorities.length > 0 ? demand.priorities : before.priorities,
  contingents: demand.contingents ?? before.contingents,
  npruRelocation: demand.npruRelocation ?? before.npruRelocation,
  history: {
    ...before.history,
    suitedRefusals: demand.history.suitedRefusals ?? before.history.suitedRefusals,
    rankedNotHoused: demand.history.rankedNotHoused ?? before.history.rankedNotHoused,
  },
});
