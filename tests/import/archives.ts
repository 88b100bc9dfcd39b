import { crc32, deflateRawSync } from 'node:zlib';

/** A file to put in an archive, and how its directory may lie about it. */
export interface Part {
  readonly name: string;
  readonly data: string | Buffer;
  readonly declaredBytes?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: 0 | 8 | 9;
  /** Offset of the local header that the directory gives, instead of the true one. */
  readonly localOffset?: number;
}

/** A ZIP archive of parts, written byte by byte, so that each fault can be made. */
export const zipOf = (parts: readonly Part[]): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data as string);
    const method = part.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(part.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(part.flags ?? 0, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(part.crc ?? crc32(data), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(part.declaredBytes ?? data.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    local.copy(entry, 6, 4, 28);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(part.localOffset ?? offset, 42);
    files.push(local, name, packed);
    directory.push(entry, name);
    offset += local.length + name.length + packed.length;
  }
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (found) => ESCAPES[found] as string);

/** `A1`, `B1`, … `AA1`. */
export const placeOf = (row: number, column: number): string => {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
};

/** A raw cell (`<c …>`) is given as `{ xml }`, with `@` in place of its reference. */
export type GridCell = string | number | boolean | null | { readonly xml: string } | { readonly day: number };

const cellXml = (value: GridCell, row: number, column: number): string => {
  const place = placeOf(row, column);
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'string')
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  if ('xml' in value) return value.xml.replaceAll('@', place);
  return `<c r="${place}" s="1"><v>${value.day}</v></c>`;
};

export const sheetXml = (grid: readonly (readonly GridCell[])[]): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${grid
    .map((row, at) => `<row r="${at + 1}">${row.map((value, i) => cellXml(value, at, i)).join('')}</row>`)
    .join('')}</sheetData></worksheet>`;

const WORKBOOK = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Sheet {
  readonly name: string;
  readonly xml: string;
}

/** The parts of the smallest workbook that holds these sheets; style 1 is a date. */
export const workbookParts = (...sheets: readonly Sheet[]): Part[] => [
  {
    name: 'xl/workbook.xml',
    data: `<workbook xmlns="${WORKBOOK}" xmlns:r="${RELATIONS}"><sheets>${sheets
      .map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
  },
  {
    name: 'xl/styles.xml',
    data: `<styleSheet xmlns="${WORKBOOK}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  },
  ...sheets.map(({ xml }, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, data: xml })),
];

/** A workbook of grids by sheet name. */
export const workbookOf = (sheets: Readonly<Record<string, readonly (readonly GridCell[])[]>>): Buffer =>
  zipOf(workbookParts(...Object.entries(sheets).map(([name, grid]) => ({ name, xml: sheetXml(grid) }))));

/** Headers and one row, from a row by French header. */
export const gridOf = (
  base: Readonly<Record<string, string>>,
  ...rows: readonly Readonly<Record<string, GridCell>>[]
): GridCell[][] => {
  const headers = [...new Set([base, ...rows].flatMap((row) => Object.keys(row)))];
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? base[header] ?? null))];
};
