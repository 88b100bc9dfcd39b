import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { writeJsonRefusals } from '../export/jsonLines.ts';
import { writeRefusals } from '../export/refusals.ts';
import { detectFormat, type FileFormat } from '../import/detectFormat.ts';
import type { ColumnMapping } from '../import/mapping.ts';
import {
  type ImportContext,
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  messageOf,
} from '../import/report.ts';
import { importSneXml } from '../import/sne/importSneXml.ts';
import { importRows, readMappingFor } from '../import/tables.ts';
import type { NewEvent } from '../records/event.ts';
import { type CommitSummary, type ImportOrigin, KINDS, type Kind, type Store } from '../store/store.ts';
import { keepLabels, keepUncarriedFields } from './keptFields.ts';
import { importLabels, labelled } from './labels.ts';
import { LOCAL_ACTOR } from './sessionRecords.ts';

/** What a file can hold: rows that are stored as they are, or labels that update demands already stored. */
export type ImportableKind = Kind | 'labels';
export const IMPORTABLE_KINDS: readonly ImportableKind[] = [...KINDS, 'labels'];

export interface ImportRequest {
  readonly kind: ImportableKind;
  readonly path: string;
  /** `auto`: found in the file's content. `sne`: the XML exchange format, demands only. */
  readonly format: 'auto' | FileFormat;
  /** Path of a mapping file, for tables with headers; null = headers recognised by name. */
  readonly mapping: string | null;
  /** Sheet of a workbook; left out: the one whose headers are best recognised. */
  readonly sheet?: string;
  readonly encoding: 'auto' | 'utf-8' | 'windows-1252';
  /** Where refused rows go, when there are some. */
  readonly refusals: string;
  readonly at: string;
  /** Account that the register names; left out: whoever uses this machine. */
  readonly actor?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What an import did. `summary` null: the file could not be trusted, nothing changed. */
export interface ImportResult {
  readonly report: ImportReport<unknown>;
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

/** @throws InputError `file.unreadable`, with the path as it was given. */
export const formatOfFile = async (path: string): Promise<FileFormat> => {
  const found = await detectFormat(path).catch((error: unknown) => {
    if (error instanceof InputError)
      throw new InputError(error.issues.map((issue) => ({ ...issue, received: path })));
    throw error;
  });
  return found.format;
};

/**
 * Format of the file of a request. Refuses what the format cannot carry before anything is opened.
 * @throws InputError `file.unreadable`, `option.choice`.
 */
export const formatOfRequest = async ({
  kind,
  path,
  format,
  mapping,
  sheet,
}: Pick<ImportRequest, 'kind' | 'path' | 'format' | 'mapping' | 'sheet'>): Promise<
  Exclude<FileFormat, 'rpls'>
> => {
  const found = await formatOfFile(path);
  const written = format === 'auto' ? found : format;
  const impossible = (option: string, received: string, expected: string): InputError =>
    new InputError([{ code: 'option.choice', path: option, received, expected }]);
  if (written === 'rpls')
    throw impossible(
      'format',
      'rpls',
      'precal stock (le fichier public du RPLS ne dit ni bailleur ni loyer)',
    );
  if (written === 'sne' && kind !== 'demands')
    throw impossible('format', 'sne', 'csv (le format SNE ne porte que des demandes)');
  if (mapping !== null && written !== 'csv' && written !== 'xlsx')
    throw impossible('mapping', written, 'un fichier csv ou xlsx (les autres formats n’ont pas d’en-têtes)');
  if (sheet !== undefined && written !== 'xlsx') throw impossible('sheet', written, 'un classeur xlsx');
  return written;
};

/**
 * Reads a file, refuses what must be, and commits the rest as one transaction. A file that cannot be trusted as a whole
 * changes nothing.
 */
export const importFile = async (
  store: Store,
  territory: Territory,
  request: ImportRequest,
): Promise<ImportResult> => {
  const { kind, path } = request;
  const written = await formatOfRequest(request);
  const day = request.at.slice(0, 10) as IsoDay;
  const dwellings =
    kind === 'vacancies' ? new Set((await store.all('dwellings')).map((d) => d.id as string)) : null;
  const known = importContext(territory, dwellings, day);
  const options: ImportOptions = {
    context:
      kind === 'labels'
        ? { ...known, demandNumbers: new Set((await store.all('demands')).map((d) => d.number as string)) }
        : known,
    encoding: request.encoding,
    ...(request.sheet === undefined ? {} : { sheet: request.sheet }),
    ...(request.mapping === null ? {} : { mapping: await mappingOf(kind, request.mapping) }),
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
  };
  const { report, commit } = await readKind(store, kind, { source: path, written, options, day });
  if (report.fatal) return { report, summary: null, refusals: null };
  const wrote = report.refusals.length > 0;
  if (wrote && written === 'jsonl') await writeJsonRefusals(report, request.refusals);
  else if (wrote) await writeRefusals(report, request.refusals);
  const sha256 = await sha256Of(path);
  const { refused } = report.counts;
  const summary = await commit({ file: report.file, sha256, at: request.at, refused }, [
    {
      kind: 'import-committed',
      body: { table: kind, sha256, accepted: report.accepted.length, refused },
      at: request.at,
      actor: request.actor ?? LOCAL_ACTOR,
      commitments: [],
    },
  ]);
  return { report, summary, refusals: wrote ? request.refusals : null };
};

type Commit = (origin: ImportOrigin, events: readonly NewEvent[]) => Promise<CommitSummary>;

interface Reading {
  readonly source: string;
  readonly written: Exclude<FileFormat, 'rpls'>;
  readonly options: ImportOptions;
  readonly day: IsoDay;
}

/** The report of a file, and what its accepted rows become once it can be trusted. */
const readKind = async (
  store: Store,
  kind: ImportableKind,
  { source, written, options, day }: Reading,
): Promise<{ readonly report: ImportReport<unknown>; readonly commit: Commit }> => {
  if (written === 'sne') {
    const report = await importSneXml(source, options);
    return {
      report,
      commit: async (origin, events) =>
        store.commit('demands', await keepUncarriedFields(store, report.accepted), origin, events),
    };
  }
  if (kind === 'labels') {
    const report = await importLabels(written, { source, options, day });
    return {
      report,
      commit: async (origin, events) =>
        store.commit('demands', await labelled(store, report.accepted, day), origin, events),
    };
  }
  if (kind === 'demands') {
    const report = await importRows('demands', written, { source, options });
    return {
      report,
      commit: async (origin, events) =>
        store.commit('demands', await keepLabels(store, report.accepted), origin, events),
    };
  }
  const report = await importRows(kind, written, { source, options });
  return { report, commit: (origin, events) => store.commit(kind, report.accepted, origin, events) };
};

const mappingOf = async (kind: ImportableKind, path: string): Promise<ColumnMapping> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new InputError([{ code: 'file.unreadable', path: 'mapping', received: path }]);
  return checkedMapping(kind, text, basename(path));
};

/** A mapping of columns, read for a kind of file. @throws InputError `mapping.*`, with lines of its YAML text. */
export const checkedMapping = (kind: ImportableKind, text: string, file: string): ColumnMapping => {
  const mapping = readMappingFor(kind, text, file);
  if (!mapping.ok)
    throw new InputError(mapping.issues.map((issue) => ({ ...issue, message: messageOf(issue).message })));
  return mapping.value;
};

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};
