import { type AssignmentModel, EMPTY } from '../model.ts';

/** What the lists made since a day took and brought: nothing of what may come. */
export class ListsMade {
  /** By row of the pool: on a list. Length = pool.rowCount. */
  readonly listed: Uint8Array;
  readonly #brought = new Map<string, number>();

  constructor(rowCount: number) {
    this.listed = new Uint8Array(rowCount);
  }

  /** Dwellings that lists are expected to bring to a row, by its identifier. */
  brought(id: string): number {
    return this.#brought.get(id) ?? 0;
  }

  /**
   * @param pairs pair at each rank of the vacancy, first rank first; `EMPTY` for none.
   * @param segmentOf segment of each pair of the model.
   */
  add(
    {
      model,
      rowOf,
      rows,
      segmentOf,
    }: {
      readonly model: AssignmentModel;
      readonly rowOf: Uint32Array;
      readonly rows: readonly { readonly id: string }[];
      readonly segmentOf: Uint32Array;
    },
    vacancy: number,
    pairs: readonly number[],
  ): void {
    const { placeOffsets, placeWeight, pairCandidate, termOffsets, termRow, termCoef } = model;
    pairs.forEach((pair, rank) => {
      if (pair === EMPTY) return;
      this.listed[rowOf[pairCandidate[pair]!]!] = 1;
      const chance = placeWeight[placeOffsets[vacancy]! + rank]!;
      const segment = segmentOf[pair]!;
      for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
        const { id } = rows[termRow[e]!]!;
        this.#brought.set(id, this.brought(id) + chance * termCoef[e]!);
      }
    });
  }
}
