import { type AssignmentModel, segmentOfPairs, vacancyOfPlaces } from './model.ts';

/** What a model's shape gives to every search on it. */
export interface ModelShape {
  readonly vacancyOf: Uint32Array;
  readonly segmentOf: Uint32Array;
  /** Rows that a vacancy's pairs enter, and places that may change each row. */
  readonly rowsOf: readonly Uint32Array[];
  readonly placesOf: readonly Uint32Array[];
}

export const shapeOf = (model: AssignmentModel): ModelShape => {
  const { termOffsets, segmentOffsets, placeOffsets, termRow, vacancyCount } = model;
  const places = Array.from({ length: model.rowCount }, (): number[] => []);
  const rowsOf = Array.from({ length: vacancyCount }, (_, d) => {
    const from = termOffsets[segmentOffsets[d]!]!;
    const rows = Uint32Array.from(
      new Set(termRow.subarray(from, termOffsets[segmentOffsets[d + 1]!])),
    ).sort();
    for (const row of rows)
      for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1) places[row]!.push(place);
    return rows;
  });
  return {
    vacancyOf: vacancyOfPlaces(model),
    segmentOf: segmentOfPairs(model),
    rowsOf,
    placesOf: places.map((list) => Uint32Array.from(list)),
  };
};
