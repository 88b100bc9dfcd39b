import type { AssignmentModel } from '../../../engine/assignment/model.ts';

/** A small session written by hand. */
export interface WrittenModel {
  readonly candidates: number;
  readonly rows?: readonly { readonly required: number; readonly penalty: number }[];
  readonly vacancies: readonly {
    /** p of each place. */
    readonly weights: readonly number[];
    readonly segments: readonly {
      /** Coefficient by row. */
      readonly terms?: readonly (readonly [row: number, coef: number])[];
      /** In the order given: the caller's, best first. */
      readonly pairs: readonly (readonly [candidate: number, score: number])[];
    }[];
  }[];
  readonly fillBonus?: number;
}

/**
 * More than what a score and the rows that may slack can take from a place: filling one for whoever is left always pays.
 */
const fillBonusFor = ({ rows = [], vacancies }: WrittenModel): number => {
  const segments = vacancies.flatMap((vacancy) => vacancy.segments);
  const lowest = Math.min(0, ...segments.flatMap(({ pairs }) => pairs.map(([, score]) => score)));
  const taken = segments.map(({ terms = [] }) =>
    terms.reduce((sum, [row, coef]) => {
      const { penalty } = rows[row]!;
      return penalty === Infinity ? sum : sum + Math.abs(coef) * penalty;
    }, 0),
  );
  return Math.ceil(1000 + Math.max(0, ...taken) - lowest);
};

const offsetsOf = (sizes: readonly number[]): Uint32Array => {
  const offsets = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, i) => {
    offsets[i + 1] = offsets[i]! + size;
  });
  return offsets;
};

export const modelOf = (written: WrittenModel): AssignmentModel => {
  const { candidates, rows = [], vacancies } = written;
  const segments = vacancies.flatMap((vacancy) => vacancy.segments);
  const pairs = segments.flatMap((segment) => segment.pairs);
  const terms = segments.flatMap((segment) => segment.terms ?? []);
  return {
    vacancyCount: vacancies.length,
    candidateCount: candidates,
    rowCount: rows.length,
    placeOffsets: offsetsOf(vacancies.map(({ weights }) => weights.length)),
    placeWeight: Float64Array.from(vacancies.flatMap(({ weights }) => weights)),
    segmentOffsets: offsetsOf(vacancies.map((vacancy) => vacancy.segments.length)),
    pairOffsets: offsetsOf(segments.map((segment) => segment.pairs.length)),
    pairCandidate: Uint32Array.from(pairs, ([candidate]) => candidate),
    pairScore: Int32Array.from(pairs, ([, score]) => score),
    termOffsets: offsetsOf(segments.map((segment) => segment.terms?.length ?? 0)),
    termRow: Uint32Array.from(terms, ([row]) => row),
    termCoef: Float64Array.from(terms, ([, coef]) => coef),
    rowRequired: Float64Array.from(rows, ({ required }) => required),
    rowPenalty: Float64Array.from(rows, ({ penalty }) => penalty),
    fillBonus: written.fillBonus ?? fillBonusFor(written),
  };
};
