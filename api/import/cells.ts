import { type CommuneCode, type DemandNumber, type IsoDay, isDemandNumber } from '../../engine/domain/ids.ts';
import type { ImportCode } from './messages.ts';
import { plainText } from './plainText.ts';
import type { ImportContext } from './report.ts';

/*
 * What one cell can hold: how it is read, how it is written. Reading gets trimmed text that is not empty; empty cells are
 * "not declared" and are decided by the column. Ranges are not checked here: the zod schema of the row does it once.
 */

/** Why a cell cannot be read. Holds no cell value. */
export class CellRefusal {
  readonly code: ImportCode;
  /** Closest known value. */
  readonly closest: string | null;
  constructor(code: ImportCode, closest: string | null = null) {
    this.code = code;
    this.closest = closest;
  }
}

export interface CellType<T> {
  /** French noun phrase. */
  readonly expected: string;
  /** The cell holds several values separated by `|`. */
  readonly list?: boolean;
  /** The cell is free text: formula injection is guarded on export. */
  readonly freeText?: boolean;
  read(text: string, context: ImportContext): T | CellRefusal;
  write(value: T): string;
}

/** The same cell, where empty means null. */
export const nullable = <T>(cell: CellType<T>): CellType<T | null> => ({
  ...cell,
  write: (value) => (value === null ? '' : cell.write(value)),
});

const NOT_KNOWN = 'INCONNU';

/** A list that a file may also say it does not know. Empty: none, as the column decides. */
export const listOrUnknown = <T>(cell: CellType<T[]>): CellType<T[] | null> => ({
  ...cell,
  expected: `${cell.expected}, ou ${NOT_KNOWN}`,
  read: (text, context) => (text.toUpperCase() === NOT_KNOWN ? null : cell.read(text, context)),
  write: (value) => (value === null ? NOT_KNOWN : cell.write(value)),
});

// Refusals without a suggestion are shared: a bad file makes many.
const BAD_DATE = new CellRefusal('cell.date');
const BAD_NUMBER = new CellRefusal('cell.number');
const BAD_INTEGER = new CellRefusal('cell.integer');
const BAD_BOOLEAN = new CellRefusal('cell.boolean');

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const FRENCH_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** Digits from `start` to `end` as a number; NaN when a character is no digit. Dates are most cells: no regular expression. */
const digits = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};

const existsDay = (year: number, month: number, day: number): boolean => {
  const days = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  return day >= 1 && day <= days;
};

/** An existing calendar day, written AAAA-MM-JJ or JJ/MM/AAAA. */
export const readDay = (text: string): IsoDay | null => {
  if (text.length === 10 && text[4] === '-' && text[7] === '-')
    return existsDay(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) ? (text as IsoDay) : null;
  const french = FRENCH_DAY.exec(text);
  if (!french) return null;
  const [, day = '', month = '', year = ''] = french;
  if (!existsDay(Number(year), Number(month), Number(day))) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` as IsoDay;
};

export const DAY: CellType<IsoDay> = {
  expected: 'une date AAAA-MM-JJ ou JJ/MM/AAAA',
  read: (text) => readDay(text) ?? BAD_DATE,
  write: (value) => value,
};

// Spaces group thousands; the exponent is what some registers and tools write for large or tiny values.
const NUMBER = /^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i;
/** Digits that always make an exact integer. */
const SURE_DIGITS = 15;
const GROUPED = /^[+-]?\d{1,3}([\s\u00a0\u202f\u2009]\d{3})+([.,]\d+)?$/;

/** A finite number with decimal comma or point and grouped thousands; NaN when the text is none. */
export const readNumber = (text: string): number => {
  if (text.length > 0 && text.length <= SURE_DIGITS) {
    const whole = digits(text, 0, text.length);
    if (whole >= 0) return whole;
  }
  if (NUMBER.test(text)) return Number(text.includes(',') ? text.replace(',', '.') : text);
  if (GROUPED.test(text)) return Number(text.replace(/[\s\u00a0\u202f\u2009]/g, '').replace(',', '.'));
  return Number.NaN;
};

/** Decimal comma, no grouping: what French spreadsheets read as a number, and we read back bit for bit. */
const writeNumber = (value: number): string => String(value).replace('.', ',');

export const NUMBER_CELL: CellType<number> = {
  expected: 'un nombre, comme 1 250,50',
  read: (text) => {
    const value = readNumber(text);
    return Number.isFinite(value) ? value : BAD_NUMBER;
  },
  write: writeNumber,
};

export const INTEGER: CellType<number> = {
  expected: 'un nombre entier',
  read: (text) => {
    const value = readNumber(text);
    if (!Number.isFinite(value)) return BAD_NUMBER;
    return Number.isInteger(value) ? value : BAD_INTEGER;
  },
  write: writeNumber,
};

/** Floors are said in words at the ground floor. */
export const FLOOR: CellType<number> = {
  expected: 'un étage : RDC, 0, 1, 2…',
  read: (text, context) =>
    /^(rdc|rez de chaussee)$/.test(plainText(text)) ? 0 : INTEGER.read(text, context),
  write: writeNumber,
};

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['oui', true],
  ['o', true],
  ['vrai', true],
  ['true', true],
  ['non', false],
  ['n', false],
  ['faux', false],
  ['false', false],
]);

export const YES_NO_CELL: CellType<boolean> = {
  expected: 'OUI ou NON',
  read: (text) =>
    YES_NO.get(text === 'OUI' ? 'oui' : text === 'NON' ? 'non' : plainText(text)) ?? BAD_BOOLEAN,
  write: (value) => (value ? 'OUI' : 'NON'),
};

/** OUI, NON, and NONDOC, which the SNE writes for "not said". */
export const YES_NO_UNKNOWN: CellType<boolean | null> = {
  expected: 'OUI, NON ou rien',
  read: (text, context) => (text === 'NONDOC' ? null : YES_NO_CELL.read(text, context)),
  write: (value) => (value === null ? '' : YES_NO_CELL.write(value)),
};

/**
 * A code of a closed list, read as code or as French label, without accents or case. Written as label when the code is not
 * one that officers know (`written: 'label'`).
 */
export const codeCell = <T extends string>(
  codes: readonly T[],
  options: {
    readonly labels?: Readonly<Record<T, string>>;
    readonly written?: 'code' | 'label';
    readonly also?: Readonly<Record<string, T>>;
  } = {},
): CellType<T> => {
  const { labels, written = 'code' } = options;
  const word = (code: T): string => (written === 'label' && labels ? labels[code] : code);
  const exact = new Map<string, T>(codes.map((code) => [word(code), code]));
  const plain = new Map<string, T>([
    ...Object.entries(options.also ?? {}).map(([text, code]): [string, T] => [plainText(text), code]),
    ...codes.flatMap((code): [string, T][] => [
      ...(labels ? [[plainText(labels[code]), code] as [string, T]] : []),
      [plainText(code), code],
    ]),
  ]);
  const words = codes.map(word);
  const refusal = new CellRefusal('cell.code');
  return {
    expected: `${words.slice(0, 12).join(', ')}${words.length > 12 ? '…' : ''}`,
    read: (text) => exact.get(text) ?? plain.get(plainText(text)) ?? refusal,
    write: word,
  };
};

const IDENTIFIER = /^\w[\w./:-]{0,63}$/;
const BAD_IDENTIFIER = new CellRefusal('cell.identifier');

/** An identifier given by a landlord's system. */
export const identifierCell = <T extends string>(): CellType<T> => ({
  expected: '1 à 64 lettres, chiffres, . / : - _',
  read: (text) => (IDENTIFIER.test(text) ? (text as T) : BAD_IDENTIFIER),
  write: (value) => value,
});

const BAD_DEMAND_NUMBER = new CellRefusal('cell.demand-number');

/** Numéro unique; spaces inside and lower case are forgiven. */
export const DEMAND_NUMBER: CellType<DemandNumber> = {
  expected: '18 caractères : 13 chiffres puis le guichet',
  read: (text) => {
    const number = isDemandNumber(text) ? text : text.replace(/\s/g, '').toUpperCase();
    return isDemandNumber(number) ? (number as DemandNumber) : BAD_DEMAND_NUMBER;
  },
  write: (value) => value,
};

const BAD_COMMUNE = new CellRefusal('cell.commune');
const COMMUNE_SHAPE = /^(\d{2}|2[AB])\d{3}$/;

/** A commune anywhere in France: mapped when the territory knows it, else kept as it is. */
export const ANY_COMMUNE: CellType<CommuneCode> = {
  expected: 'un code INSEE à 5 caractères',
  read: (text, context) =>
    COMMUNE_SHAPE.test(text) ? (context.canonicalCommune(text) ?? (text as CommuneCode)) : BAD_COMMUNE,
  write: (value) => value,
};

const OUTSIDE = new CellRefusal('cell.commune.outside');

/** A commune of the territory. */
export const TERRITORY_COMMUNE: CellType<CommuneCode> = {
  expected: 'le code INSEE d’une commune du territoire',
  read: (text, context) =>
    COMMUNE_SHAPE.test(text) ? (context.canonicalCommune(text) ?? OUTSIDE) : BAD_COMMUNE,
  write: (value) => value,
};

export const FREE_TEXT: CellType<string> = {
  expected: 'un texte court',
  freeText: true,
  read: (text) => text,
  write: (value) => value,
};

/** Values separated by `|`; blanks between are dropped, repeats are kept once. */
export const listCell = <T>(item: CellType<T>, options: { readonly distinct: boolean }): CellType<T[]> => ({
  expected: `${item.expected}, séparés par |`,
  list: true,
  read: (text, context) => {
    if (!text.includes('|')) {
      const only = item.read(text, context);
      return only instanceof CellRefusal ? only : [only];
    }
    const values: T[] = [];
    for (const part of text.split('|')) {
      const trimmed = part.trim();
      if (trimmed === '') continue;
      const value = item.read(trimmed, context);
      if (value instanceof CellRefusal) return value;
      if (!options.distinct || !values.includes(value)) values.push(value);
    }
    return values;
  },
  write: (values) => values.map((value) => item.write(value)).join('|'),
});
