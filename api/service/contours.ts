import { type Contour, readContours } from '../packs/contours.ts';
import { listTerritoryPacks } from '../packs/readPack.ts';

const read = new Map<string, readonly Contour[] | null>();

/** Contours of the quartiers of a shipped territory, read once; null where it has none. @param id of the pack. */
export const contoursOf = (id: string): readonly Contour[] | null => {
  const before = read.get(id);
  if (before !== undefined) return before;
  const folder = listTerritoryPacks().find((pack) => pack.id === id);
  const contours = folder === undefined ? null : readContours(folder.dir);
  read.set(id, contours);
  return contours;
};
