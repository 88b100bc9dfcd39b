import { refuseFile } from '../report.ts';

/*
 * Where the cells of a sheet say they are, looked at before the sheet is parsed: one cell announced at the last row and column
 * would have a parser build everything in between. Whatever could hide a place from this scan (entities, quotes that do not
 * pair up, a DOCTYPE) makes the sheet damaged.
 */

const MAX_ROWS = 1_000_000;
const MAX_COLUMNS = 2_000;
export const MAX_CELLS = 20_000_000;

const PIECE = 4 * 1024 * 1024;
const TAG = /<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>/g;
const PLACE = /(?:^|\s)(?:\w+:)?r\s*=\s*["']([^"']*)["']/;
const CELL_PLACE = /^([A-Z]{1,3})(\d{1,7})$/;
const ROW_PLACE = /^\d{1,7}$/;

const columnNumber = (letters: string): number => {
  let number = 0;
  for (let i = 0; i < letters.length; i++) number = number * 26 + letters.charCodeAt(i) - 64;
  return number;
};

const quotesPair = (attributes: string): boolean => {
  let quotes = 0;
  for (let i = 0; i < attributes.length; i++) {
    const code = attributes.charCodeAt(i);
    if (code === 38) return false;
    if (code === 34 || code === 39) quotes += 1;
  }
  return quotes % 2 === 0;
};

/**
 * Number of cells of a sheet's XML.
 * @throws InputError `xlsx.dimensions`, `xlsx.damaged`.
 */
export const checkSheetBounds = (sheet: Buffer, file: string): number => {
  const damaged = () => refuseFile('xlsx.damaged', { file });
  if (sheet.includes('<!DOCTYPE') || sheet.includes('<!ENTITY')) throw damaged();
  const tooFar = () => refuseFile('xlsx.dimensions', { file });
  let cells = 0;
  let carried = '';
  for (let at = 0; at < sheet.length; at += PIECE) {
    const text = carried + sheet.toString('latin1', at, at + PIECE);
    let read = 0;
    TAG.lastIndex = 0;
    for (let tag = TAG.exec(text); tag !== null; tag = TAG.exec(text)) {
      read = TAG.lastIndex;
      const [, name, attributes] = tag as unknown as [string, string, string];
      if (!quotesPair(attributes)) throw damaged();
      const place = PLACE.exec(attributes)?.[1];
      if (name === 'row') {
        if (place !== undefined && (!ROW_PLACE.test(place) || Number(place) > MAX_ROWS)) throw tooFar();
        continue;
      }
      const found = place === undefined ? null : CELL_PLACE.exec(place);
      if (found === null) throw damaged();
      if (columnNumber(found[1] as string) > MAX_COLUMNS || Number(found[2]) > MAX_ROWS) throw tooFar();
      cells += 1;
      if (cells > MAX_CELLS) throw tooFar();
    }
    const open = text.lastIndexOf('<');
    carried = open >= read ? text.slice(open) : '';
    if (carried.length > PIECE) throw damaged();
  }
  return cells;
};
