import type { Custody, Evidence, Reservataire } from '../../../engine/domain/codes.ts';
import { RESERVATAIRE_CODES, RESERVATAIRES } from '../../../engine/domain/codes.ts';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import { CellRefusal, type CellType, codeCell, INTEGER, listCell, readDay } from '../cells.ts';
import { readSituationCode } from '../placeCells.ts';
import { plainText } from '../plainText.ts';

/* Cells of the demand file that hold several parts: persons, priority situations, contingents. `?` is an unknown date. */

const UNKNOWN = '?';
const BAD_DATE = new CellRefusal('cell.date');

const adult: CellType<IsoDay | null> = {
  expected: 'une date AAAA-MM-JJ ou JJ/MM/AAAA, ou ?',
  read: (text) => (text === UNKNOWN ? null : (readDay(text) ?? BAD_DATE)),
  write: (value) => value ?? UNKNOWN,
};
export const ADULTS = listCell(adult, { distinct: false });

const CUSTODY_OF_LETTER: ReadonlyMap<string, Custody> = new Map([
  ['G', 'alternate'],
  ['D', 'visit'],
]);
const LETTER_OF_CUSTODY: Readonly<Record<Custody, string>> = { full: '', alternate: ':G', visit: ':D' };
const BAD_CUSTODY = new CellRefusal('cell.custody');

const child: CellType<{ birthDate: IsoDay | null; custody: Custody }> = {
  expected: 'une date ou ?, suivie de :G (garde alternée) ou :D (droit de visite) s’il y a lieu',
  read: (text, context) => {
    const cut = text.indexOf(':');
    const birthDate = adult.read((cut < 0 ? text : text.slice(0, cut)).trim(), context);
    if (birthDate instanceof CellRefusal) return birthDate;
    if (cut < 0) return { birthDate, custody: 'full' };
    const custody = CUSTODY_OF_LETTER.get(
      text
        .slice(cut + 1)
        .trim()
        .toUpperCase(),
    );
    return custody === undefined ? BAD_CUSTODY : { birthDate, custody };
  },
  write: ({ birthDate, custody }) => `${birthDate ?? UNKNOWN}${LETTER_OF_CUSTODY[custody]}`,
};
export const CHILDREN = listCell(child, { distinct: false });

const EVERY_FLOOR = 'TOUS';

/** Highest floor on foot, or every one. */
export const MAX_FLOOR: CellType<number | 'any'> = {
  expected: `${INTEGER.expected}, ou ${EVERY_FLOOR}`,
  read: (text, context) => (text.toUpperCase() === EVERY_FLOOR ? 'any' : INTEGER.read(text, context)),
  write: (value) => (value === 'any' ? EVERY_FLOOR : INTEGER.write(value)),
};

const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  declared: 'declare',
  computed: 'calcule',
  verified: 'verifie',
};
const EVIDENCE_OF_WORD: ReadonlyMap<string, Evidence> = new Map([
  ['declare', 'declared'],
  ['declaree', 'declared'],
  ['calcule', 'computed'],
  ['calculee', 'computed'],
  ['verifie', 'verified'],
  ['verifiee', 'verified'],
]);
const BAD_SITUATION = new CellRefusal('cell.situation');

/** `CODE[:evidence[:since]]`; without evidence, the situation is only declared. */
const priority: CellType<{ situation: string; evidence: Evidence; since: IsoDay | null }> = {
  expected: 'CODE:declare|calcule|verifie:date, comme ACI_EXPULSION:verifie:2026-03-01',
  read: (text, context) => {
    const parts = text.split(':').map((part) => part.trim());
    if (parts.length > 3) return BAD_SITUATION;
    const situation = readSituationCode(parts[0] as string, context);
    if (situation instanceof CellRefusal) return situation;
    const word = parts[1] ?? '';
    const evidence =
      word === '' ? 'declared' : (EVIDENCE_OF_WORD.get(word) ?? EVIDENCE_OF_WORD.get(plainText(word)));
    if (evidence === undefined) return BAD_SITUATION;
    const day = parts[2] === undefined || parts[2] === '' || parts[2] === UNKNOWN ? null : readDay(parts[2]);
    return parts[2] && parts[2] !== UNKNOWN && day === null ? BAD_DATE : { situation, evidence, since: day };
  },
  write: ({ situation, evidence, since }) =>
    `${situation}:${EVIDENCE_WORDS[evidence]}${since === null ? '' : `:${since}`}`,
};
export const PRIORITIES = listCell(priority, { distinct: false });

const contingentList = listCell(codeCell(RESERVATAIRE_CODES, { labels: RESERVATAIRES }), { distinct: true });

/** Contingents the demand is eligible for; NON when it is known that there is none, empty when it is not known. */
export const CONTINGENTS: CellType<Reservataire[] | null> = {
  expected: `${contingentList.expected}, ou NON`,
  list: true,
  read: (text, context) => (text.toUpperCase() === 'NON' ? [] : contingentList.read(text, context)),
  write: (value) => (value === null ? '' : value.length === 0 ? 'NON' : contingentList.write(value)),
};
