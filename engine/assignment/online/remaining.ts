import { float64, int32, uint32 } from '../../pool/allocate.ts';
import type { AssignmentModel } from '../model.ts';

/**
 * A model reduced to some of its vacancies and to the candidates that are still free: what is left to plan once lists have been
 * made. Rows keep their numbers; one that no vacancy left can feed is asked for nothing.
 *
 * @param isListed whether a candidate of the model is on a list already.
 * @param rowRequired what each row still lacks, in dwellings. Length = rowCount.
 */
export const remainingModel = (
  model: AssignmentModel,
  input: {
    readonly vacancies: ArrayLike<number>;
    readonly isListed: (candidate: number) => boolean;
    readonly rowRequired: Float64Array;
  },
): AssignmentModel => {
  const { vacancies, rowRequired } = input;
  const { placeOffsets, segmentOffsets, pairOffsets, termOffsets } = model;
  const listed = Uint8Array.from({ length: model.candidateCount }, (_, c) => (input.isListed(c) ? 1 : 0));
  const most = { places: 0, segments: 0, pairs: 0, terms: 0 };
  each(vacancies, (d) => {
    const [from, end] = [segmentOffsets[d]!, segmentOffsets[d + 1]!];
    most.places += placeOffsets[d + 1]! - placeOffsets[d]!;
    most.segments += end - from;
    most.pairs += pairOffsets[end]! - pairOffsets[from]!;
    most.terms += termOffsets[end]! - termOffsets[from]!;
  });
  const made = {
    placeOffsets: uint32(vacancies.length + 1),
    placeWeight: float64(most.places),
    segmentOffsets: uint32(vacancies.length + 1),
    pairOffsets: uint32(most.segments + 1),
    pairCandidate: uint32(most.pairs),
    pairScore: int32(most.pairs),
    termOffsets: uint32(most.segments + 1),
    termRow: uint32(most.terms),
    termCoef: float64(most.terms),
  };
  const at = { vacancy: 0, places: 0, segments: 0, pairs: 0, terms: 0 };
  each(vacancies, (d) => {
    for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1)
      made.placeWeight[at.places++] = model.placeWeight[place]!;
    for (let segment = segmentOffsets[d]!; segment < segmentOffsets[d + 1]!; segment += 1) {
      const first = at.pairs;
      for (let pair = pairOffsets[segment]!; pair < pairOffsets[segment + 1]!; pair += 1) {
        const candidate = model.pairCandidate[pair]!;
        if (listed[candidate] === 1) continue;
        made.pairCandidate[at.pairs] = candidate;
        made.pairScore[at.pairs++] = model.pairScore[pair]!;
      }
      if (at.pairs === first) continue;
      for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
        made.termRow[at.terms] = model.termRow[e]!;
        made.termCoef[at.terms++] = model.termCoef[e]!;
      }
      at.segments += 1;
      made.pairOffsets[at.segments] = at.pairs;
      made.termOffsets[at.segments] = at.terms;
    }
    at.vacancy += 1;
    made.placeOffsets[at.vacancy] = at.places;
    made.segmentOffsets[at.vacancy] = at.segments;
  });
  const termRow = made.termRow.subarray(0, at.terms);
  const fed = new Uint8Array(model.rowCount);
  for (const row of termRow) fed[row] = 1;
  return {
    ...made,
    vacancyCount: vacancies.length,
    candidateCount: model.candidateCount,
    rowCount: model.rowCount,
    pairOffsets: made.pairOffsets.subarray(0, at.segments + 1),
    pairCandidate: made.pairCandidate.subarray(0, at.pairs),
    pairScore: made.pairScore.subarray(0, at.pairs),
    termOffsets: made.termOffsets.subarray(0, at.segments + 1),
    termRow,
    termCoef: made.termCoef.subarray(0, at.terms),
    rowRequired: rowRequired.map((lacking, row) => (fed[row] === 1 ? lacking : 0)),
    rowPenalty: model.rowPenalty,
    fillBonus: model.fillBonus,
  };
};

const each = (items: ArrayLike<number>, visit: (item: number) => void): void => {
  for (let i = 0; i < items.length; i += 1) visit(items[i]!);
};
