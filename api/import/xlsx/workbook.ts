import readWorkbookSheets from 'read-excel-file/universal';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { importIssue, refuseFile } from '../report.ts';
import type { OpenSource } from '../source.ts';
import { checkedParts, storedArchive } from './checkedParts.ts';
import { checkSheetBounds, MAX_CELLS } from './sheetBounds.ts';
import { readZipDirectory } from './zipDirectory.ts';

export type SheetValue = string | number | boolean | Date | null;

export interface WorkbookSheet {
  readonly name: string;
  /** Index 0 is the first row of the sheet, even when it is empty. */
  readonly rows: readonly (readonly SheetValue[])[];
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly warnings: readonly Issue[];
}

const MAX_FILE_BYTES = 64 * 1024 * 1024;
const OLE_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** Stream of an OLE container that holds an encrypted workbook: [MS-OFFCRYPTO] 2.3.4.4. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
const SHEET_PART = /^xl\/(?:worksheets\/)?[^/]+\.xml$/;

const gather = async (
  { chunks, name, totalBytes }: OpenSource,
  onProgress: ((bytesRead: number) => void) | undefined,
): Promise<Buffer> => {
  const tooLarge = () => refuseFile('xlsx.too-large', { file: name });
  if ((totalBytes ?? 0) > MAX_FILE_BYTES) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of chunks) {
    length += piece.length;
    if (length > MAX_FILE_BYTES) throw tooLarge();
    pieces.push(piece);
    onProgress?.(length);
  }
  if (length === 0) throw refuseFile('file.empty', { file: name });
  return Buffer.concat(pieces, length);
};

/**
 * Sheets of an XLSX workbook, formulas by the value they were saved with, cells in error as empty. The archive is checked whole
 * before anything is parsed.
 * @throws InputError `xlsx.*`, `file.empty`, `file.unreadable`.
 */
export const readWorkbook = async (
  source: OpenSource,
  onProgress?: (bytesRead: number) => void,
): Promise<Workbook> => {
  const { name: file } = source;
  const bytes = await gather(source, onProgress);
  if (bytes.subarray(0, 4).equals(OLE_MAGIC))
    throw refuseFile(bytes.includes(ENCRYPTED_STREAM) ? 'xlsx.encrypted' : 'xlsx.format.old', { file });
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw refuseFile('xlsx.format.other', { file });
  const { parts, hasMacros } = await checkedParts(bytes, readZipDirectory(bytes, file), file);
  let cells = 0;
  for (const [name, part] of parts) if (SHEET_PART.test(name)) cells += checkSheetBounds(part, file);
  if (cells > MAX_CELLS) throw refuseFile('xlsx.dimensions', { file });

  const sheets = await parsed(storedArchive(parts), file);
  const warnings = hasMacros ? [importIssue('xlsx.macros', { file })] : [];
  return { sheets, warnings };
};

const parsed = async (archive: Buffer, file: string): Promise<readonly WorkbookSheet[]> => {
  try {
    const found = await readWorkbookSheets(new Blob([archive as Uint8Array<ArrayBuffer>]));
    // Sheets that are no table (macros, charts) come out without data. The library types its dates as their constructor.
    return found.flatMap(({ sheet, data }) =>
      data === undefined ? [] : [{ name: sheet, rows: data as unknown as (readonly SheetValue[])[] }],
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refuseFile('xlsx.damaged', { file });
  }
};
