import { type Assignment, type AssignmentModel, EMPTY, placeCount } from './model.ts';

/** Chosen (place, pair) variables of a session's linear model. Both of one length; a pair belongs to its place's vacancy. */
export interface PlaceColumns {
  readonly place: Uint32Array;
  readonly pair: Uint32Array;
}

/** Every pair of every place. */
export const allColumns = (model: AssignmentModel): PlaceColumns => {
  const place: number[] = [];
  const pair: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1) {
    const from = model.pairOffsets[model.segmentOffsets[d]!]!;
    const to = model.pairOffsets[model.segmentOffsets[d + 1]!]!;
    for (let s = model.placeOffsets[d]!; s < model.placeOffsets[d + 1]!; s += 1)
      for (let i = from; i < to; i += 1) {
        place.push(s);
        pair.push(i);
      }
  }
  return { place: Uint32Array.from(place), pair: Uint32Array.from(pair) };
};

/** The columns that an assignment uses. */
export const columnsOf = (assignment: Assignment): PlaceColumns => {
  const held = Array.from(assignment, (_, place) => place).filter((place) => assignment[place] !== EMPTY);
  return { place: Uint32Array.from(held), pair: Uint32Array.from(held, (place) => assignment[place]!) };
};

/** The columns of both, each once, those of the first before. */
export const mergedColumns = (model: AssignmentModel, a: PlaceColumns, b: PlaceColumns): PlaceColumns => {
  const known = new ColumnSet(model);
  const place: number[] = [];
  const pair: number[] = [];
  for (const columns of [a, b])
    columns.place.forEach((s, k) => {
      if (!known.add(s, columns.pair[k]!)) return;
      place.push(s);
      pair.push(columns.pair[k]!);
    });
  return { place: Uint32Array.from(place), pair: Uint32Array.from(pair) };
};

export class ColumnSet {
  readonly #places: number;
  readonly #keys = new Set<number>();

  constructor(model: AssignmentModel) {
    this.#places = placeCount(model);
  }

  /** False when it is there already. Pairs are fewer than 2³² and places fewer than 2²⁰: the key is exact. */
  add(place: number, pair: number): boolean {
    const key = pair * this.#places + place;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}

/** The assignment that a whole answer chose. */
export const assignmentOf = (
  model: AssignmentModel,
  { place, pair }: PlaceColumns,
  x: Float64Array,
): Assignment => {
  const assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  for (let column = 0; column < place.length; column += 1)
    if (x[column]! > 0.5) assignment[place[column]!] = pair[column]!;
  return assignment;
};
