import type { BailleurId, CommuneCode, IrisCode, QpvCode, QuartierId } from '../../engine/domain/ids.ts';
import { CellRefusal, type CellType, listCell, TERRITORY_COMMUNE } from './cells.ts';
import { closest } from './closest.ts';
import type { ImportCode } from './messages.ts';
import { plainText } from './plainText.ts';
import type { ImportContext } from './report.ts';

/*
 * Cells that name a place or a body of the territory. What is not in the territory is refused with the closest known name.
 */

const REMEMBERED = 2_000;

/** Suggestions are searched once per distinct wrong text and known set: a bad file repeats the same mistake. */
const remembered = new WeakMap<ReadonlySet<string>, Map<string, string | null>>();
const closestKnown = (text: string, known: ReadonlySet<string>): string | null => {
  let memory = remembered.get(known);
  if (!memory) {
    memory = new Map();
    remembered.set(known, memory);
  }
  const found = memory.get(text);
  if (found !== undefined) return found;
  const near = closest(text, known);
  if (memory.size < REMEMBERED) memory.set(text, near);
  return near;
};

/** An id of the territory, written as such or as a name that gives it ("Lille Métropole Habitat"). */
const knownSlug = <T extends string>(
  expected: string,
  code: ImportCode,
  known: (context: ImportContext) => ReadonlySet<string>,
): CellType<T> => ({
  expected,
  read: (text, context) => {
    const ids = known(context);
    if (ids.has(text)) return text as T;
    const slug = plainText(text).replaceAll(' ', '-');
    return ids.has(slug) ? (slug as T) : new CellRefusal(code, closestKnown(slug, ids));
  },
  write: (value) => value,
});

export const BAILLEUR = knownSlug<BailleurId>(
  'un identifiant de bailleur du territoire',
  'cell.bailleur',
  (context) => context.bailleurIds,
);
export const QUARTIER = knownSlug<QuartierId>(
  'un identifiant de quartier du territoire',
  'cell.quartier',
  (context) => context.quartierIds,
);

export const IRIS: CellType<IrisCode> = {
  expected: 'un code IRIS du territoire, à 9 chiffres',
  read: (text, context) =>
    context.irisCodes.has(text)
      ? (text as IrisCode)
      : new CellRefusal('cell.iris', closestKnown(text, context.irisCodes)),
  write: (value) => value,
};

const QPV_SHAPE = /^Q[NP]\d{5}[0-9A-Z]$/;
const BAD_QPV = new CellRefusal('cell.qpv');

/** Code of a quartier prioritaire, NON (false) for outside; an empty cell is "not said". */
export const QPV: CellType<QpvCode | false> = {
  expected: 'un code comme QN05980M, NON, ou rien',
  read: (text) => {
    const code = text.toUpperCase();
    if (code === 'NON') return false;
    return QPV_SHAPE.test(code) ? (code as QpvCode) : BAD_QPV;
  },
  write: (value) => (value === false ? 'NON' : value),
};

export interface WishedCommunes {
  /** In the territory, associated communes mapped, each once. */
  readonly inside: CommuneCode[];
  /** Number of wishes that are elsewhere: not kept. */
  readonly outside: number;
}

const COMMUNES_OR_OUTSIDE: CellType<CommuneCode | null> = {
  expected: TERRITORY_COMMUNE.expected,
  read: (text, context) => {
    const commune = TERRITORY_COMMUNE.read(text, context);
    return commune instanceof CellRefusal && commune.code === 'cell.commune.outside' ? null : commune;
  },
  write: (value) => value ?? '',
};
const COMMUNE_LIST = listCell(COMMUNES_OR_OUTSIDE, { distinct: false });

/** Wished communes: those of the territory are kept; the others are only counted. */
export const WISHED_COMMUNES: CellType<WishedCommunes> = {
  expected: 'des codes INSEE séparés par |',
  list: true,
  read: (text, context) => {
    const communes = COMMUNE_LIST.read(text, context);
    if (communes instanceof CellRefusal) return communes;
    const inside = communes.filter((commune) => commune !== null);
    return { inside: [...new Set(inside)], outside: communes.length - inside.length };
  },
  write: ({ inside }) => inside.join('|'),
};

/** Situation code of the territory, in any case; a refusal carries the closest known one. */
export const readSituationCode = (text: string, context: ImportContext): string | CellRefusal => {
  const code = text.toUpperCase();
  return context.situationCodes.has(code)
    ? code
    : new CellRefusal('cell.situation', closestKnown(code, context.situationCodes));
};

export const SITUATION_CODE: CellType<string> = {
  expected: 'un code de situation du territoire, comme ACI_EXPULSION',
  read: readSituationCode,
  write: (value) => value,
};
