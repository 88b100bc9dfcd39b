import { cellKey } from '../../service/importDesk.ts';

/** A field of the correction form: `cellule-3-12`. */
export const cellName = (row: number, column: number): string => `cellule-${cellKey(row, column)}`;

const CELL = /^cellule-(\d{1,3}-\d{1,4})$/;

/** The cell that a field is of, as the desk names it; null for another field. */
export const cellOf = (name: string): string | null => CELL.exec(name)?.[1] ?? null;
