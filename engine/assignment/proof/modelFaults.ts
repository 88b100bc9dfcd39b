import type { AssignmentModel } from '../model.ts';
import { type Finding, finding } from './findings.ts';

/**
 * What makes a model unfit to be counted on (P0): lengths, offsets, numbers, indexes, places of rising weight, and segments that
 * do not fall by score, on which the certificate's short cut and the order inside a class rest. One pass over the pairs; the
 * first fault of each array is enough. Empty when sound.
 */
export const modelFaults = (model: AssignmentModel): readonly Finding[] => {
  const faults = lengthFaults(model);
  if (faults.length > 0) return faults;
  const offsets = offsetFaults(model);
  return offsets.length > 0 ? offsets : valueFaults(model);
};

const lengthFaults = (model: AssignmentModel): readonly Finding[] => {
  const segments = model.pairOffsets.length - 1;
  const expected: readonly (readonly [array: keyof AssignmentModel, found: number, length: number])[] = [
    ['placeOffsets', model.placeOffsets.length, model.vacancyCount + 1],
    ['segmentOffsets', model.segmentOffsets.length, model.vacancyCount + 1],
    ['pairOffsets', model.pairOffsets.length, Math.max(1, model.pairOffsets.length)],
    ['termOffsets', model.termOffsets.length, segments + 1],
    ['pairScore', model.pairScore.length, model.pairCandidate.length],
    ['termCoef', model.termCoef.length, model.termRow.length],
    ['rowRequired', model.rowRequired.length, model.rowCount],
    ['rowPenalty', model.rowPenalty.length, model.rowCount],
  ];
  return expected.flatMap(([array, found, length]) =>
    found === length ? [] : [finding('model-length', { array, found, expected: length })],
  );
};

/** Each list of offsets starts at 0, never falls and ends at the length of what it cuts. */
const offsetFaults = (model: AssignmentModel): readonly Finding[] => {
  const lists: readonly (readonly [array: keyof AssignmentModel, offsets: Uint32Array, end: number])[] = [
    ['placeOffsets', model.placeOffsets, model.placeWeight.length],
    ['segmentOffsets', model.segmentOffsets, model.pairOffsets.length - 1],
    ['pairOffsets', model.pairOffsets, model.pairCandidate.length],
    ['termOffsets', model.termOffsets, model.termRow.length],
  ];
  return lists.flatMap(([array, offsets, end]) => {
    if (offsets[0] !== 0)
      return [finding('model-offsets', { array, index: 0, found: offsets[0]!, expected: 0 })];
    const last = offsets.length - 1;
    if (offsets[last] !== end)
      return [finding('model-offsets', { array, index: last, found: offsets[last]!, expected: end })];
    const index = offsets.findIndex((offset, i) => i > 0 && offset < offsets[i - 1]!);
    return index < 0
      ? []
      : [finding('model-offsets', { array, index, found: offsets[index]!, expected: offsets[index - 1]! })];
  });
};

const valueFaults = (model: AssignmentModel): readonly Finding[] => {
  const { placeOffsets, placeWeight, pairOffsets, pairCandidate, pairScore } = model;
  const faults: Finding[] = [];
  const first = (
    fault: 'model-number' | 'model-range' | 'model-order',
    array: keyof AssignmentModel,
    values: Float64Array | Uint32Array | Int32Array,
    wrong: (value: number, index: number) => boolean,
  ): void => {
    for (let index = 0; index < values.length; index += 1)
      if (wrong(values[index]!, index)) {
        faults.push(finding(fault, { array, index, found: values[index]! }));
        return;
      }
  };
  first('model-number', 'placeWeight', placeWeight, (p) => !(p > 0 && p <= 1));
  first('model-number', 'termCoef', model.termCoef, (coef) => !Number.isFinite(coef));
  first('model-number', 'rowRequired', model.rowRequired, (required) => !Number.isFinite(required));
  first('model-number', 'rowPenalty', model.rowPenalty, (penalty) => !(penalty >= 0));
  if (!Number.isFinite(model.fillBonus))
    faults.push(finding('model-number', { array: 'fillBonus', found: model.fillBonus }));
  first('model-range', 'pairCandidate', pairCandidate, (candidate) => candidate >= model.candidateCount);
  first('model-range', 'termRow', model.termRow, (row) => row >= model.rowCount);
  for (let d = 0; d < model.vacancyCount; d += 1)
    for (let place = placeOffsets[d]! + 1; place < placeOffsets[d + 1]!; place += 1)
      if (placeWeight[place]! > placeWeight[place - 1]!)
        faults.push(finding('model-order', { array: 'placeWeight', index: place, vacancy: d }));
  for (let segment = 0; segment < pairOffsets.length - 1; segment += 1)
    for (let i = pairOffsets[segment]! + 1; i < pairOffsets[segment + 1]!; i += 1)
      if (pairScore[i]! > pairScore[i - 1]!)
        faults.push(finding('model-order', { array: 'pairScore', index: i }));
  return faults;
};
