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
   */
  add(session: Made, vacancy: number, pairs: readonly number[]): void {
    const { placeOffsets, placeWeight, pairCandidate } = session.model;
    pairs.forEach((pair, rank) => {
      if (pair === EMPTY) return;
      this.listed[session.rowOf[pairCandidate[pair]!]!] = 1;
      this.#bring(session, pair, placeWeight[placeOffsets[vacancy]! + rank]!);
    });
  }

  /** Answers of a list that was added: the lease in the place of what was expected. @param taker rank that signs; null: none. */
  settle(session: Made, vacancy: number, pairs: readonly number[], taker: number | null): void {
    const { placeOffsets, placeWeight } = session.model;
    pairs.forEach((pair, rank) => {
      if (pair === EMPTY) return;
      const leases = rank === taker ? 1 : 0;
      this.#bring(session, pair, leases - placeWeight[placeOffsets[vacancy]! + rank]!);
    });
  }

  #bring({ model, rows, segmentOf }: Made, pair: number, leases: number): void {
    const { termOffsets, termRow, termCoef } = model;
    const segment = segmentOf[pair]!;
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
      const { id } = rows[termRow[e]!]!;
      this.#brought.set(id, this.brought(id) + leases * termCoef[e]!);
    }
  }
}

/** The session that lists were made in. */
interface Made {
  readonly model: AssignmentModel;
  readonly rowOf: Uint32Array;
  readonly rows: readonly { readonly id: string }[];
  /** Of each pair of the model. */
  readonly segmentOf: Uint32Array;
}
