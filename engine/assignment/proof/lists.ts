import type { Assignment, AssignmentModel } from '../model.ts';
import { type Finding, finding } from './findings.ts';
import { ownerOf, ROW_ROUNDING, recount } from './recount.ts';

export interface ListRules {
  /** Lists on which each candidate may stand, zero for who withdrew; one for all when absent. Length = candidateCount. */
  readonly appearances?: Uint8Array;
  /** Places that each vacancy must fill while somebody is left for it; all when absent. Length = vacancyCount. */
  readonly minimum?: Uint8Array;
  /** Places that a person filled, or put in order, by hand: the order inside a segment is not asked of them. */
  readonly pinned?: readonly number[];
  /** Eligibility worked out again from the rules, not from the model: a second opinion on its pairs. */
  readonly eligible?: (vacancy: number, candidate: number) => boolean;
}

/** Findings on who stands where: P1, P2, P3 and P7. */
export const listFindings = (
  model: AssignmentModel,
  assignment: Assignment,
  rules: ListRules,
): readonly Finding[] => {
  const placesOf = placesByCandidate(model, assignment);
  return [
    ...appearanceFindings(model, placesOf, rules),
    ...sizeFindings(model, assignment, placesOf, rules),
    ...pairFindings(model, assignment, rules),
    ...orderFindings(model, assignment, placesOf, rules),
  ];
};

type PlacesOf = ReadonlyMap<number, readonly number[]>;

const placesByCandidate = (model: AssignmentModel, assignment: Assignment): PlacesOf => {
  const placesOf = new Map<number, number[]>();
  assignment.forEach((pair, place) => {
    const candidate = model.pairCandidate[pair];
    if (candidate === undefined) return;
    const places = placesOf.get(candidate);
    if (places) places.push(place);
    else placesOf.set(candidate, [place]);
  });
  return placesOf;
};

const vacancyOf = ({ placeOffsets }: AssignmentModel, place: number): number => ownerOf(placeOffsets, place);

/** P1: a candidate stands on as many lists as declared, and once on each. */
const appearanceFindings = (
  model: AssignmentModel,
  placesOf: PlacesOf,
  { appearances }: ListRules,
): readonly Finding[] =>
  [...placesOf].flatMap(([candidate, places]) => {
    if (places.length === 1 && !appearances) return [];
    const vacancies = places.map((place) => vacancyOf(model, place));
    const repeated = vacancies.findIndex((vacancy, i) => vacancies.indexOf(vacancy) < i);
    const allowed = appearances?.[candidate] ?? 1;
    const lists = new Set(vacancies).size;
    return [
      ...(repeated < 0
        ? []
        : [finding('twice-on-one-list', { candidate, places, vacancy: vacancies[repeated]! })]),
      ...(lists <= allowed
        ? []
        : [finding('listed-too-often', { candidate, places, found: lists, expected: allowed })]),
    ];
  });

/**
 * P2: no filled place after an empty one, and no empty place among the first `minimum` while a candidate of the vacancy is
 * left whom no hard row keeps out.
 */
const sizeFindings = (
  model: AssignmentModel,
  assignment: Assignment,
  placesOf: PlacesOf,
  { minimum, appearances }: ListRules,
): readonly Finding[] => {
  const { placeOffsets } = model;
  const { rowActivity } = recount(model, assignment);
  const findings: Finding[] = [];
  for (let vacancy = 0; vacancy < model.vacancyCount; vacancy += 1) {
    const from = placeOffsets[vacancy]!;
    const end = placeOffsets[vacancy + 1]!;
    let empty = from;
    while (empty < end && assignment[empty]! >= 0) empty += 1;
    let filled = empty;
    while (filled < end && assignment[filled]! < 0) filled += 1;
    if (filled < end) findings.push(finding('gap-in-list', { vacancy, places: [empty, filled] }));
    if (empty >= end || empty - from >= (minimum?.[vacancy] ?? end - from)) continue;
    const pair = pairLeft(model, vacancy, model.placeWeight[empty]!, rowActivity, (candidate) => {
      const places = placesOf.get(candidate) ?? [];
      return (
        places.length < (appearances?.[candidate] ?? 1) &&
        places.every((place) => place < from || place >= end)
      );
    });
    if (pair >= 0)
      findings.push(
        finding('place-left-empty', {
          vacancy,
          places: [empty],
          pair,
          candidate: model.pairCandidate[pair]!,
        }),
      );
  }
  return findings;
};

/** First pair of the vacancy whose candidate is free and that takes nothing from a hard row without room; −1: none. */
const pairLeft = (
  model: AssignmentModel,
  vacancy: number,
  weight: number,
  rowActivity: Float64Array,
  isFree: (candidate: number) => boolean,
): number => {
  const { segmentOffsets, pairOffsets, termOffsets, termRow, termCoef } = model;
  for (let segment = segmentOffsets[vacancy]!; segment < segmentOffsets[vacancy + 1]!; segment += 1) {
    let room = true;
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
      const row = termRow[e]!;
      const after = rowActivity[row]! + weight * termCoef[e]!;
      if (model.rowPenalty[row] === Infinity && termCoef[e]! < 0)
        room &&= after >= model.rowRequired[row]! - ROW_ROUNDING;
    }
    if (!room) continue;
    for (let i = pairOffsets[segment]!; i < pairOffsets[segment + 1]!; i += 1)
      if (isFree(model.pairCandidate[i]!)) return i;
  }
  return -1;
};

/** P3: each place is empty or holds a pair of its own vacancy; and the candidate is eligible, when the rules are given. */
const pairFindings = (
  model: AssignmentModel,
  assignment: Assignment,
  { eligible }: ListRules,
): readonly Finding[] => {
  const { segmentOffsets, pairOffsets, pairCandidate } = model;
  const findings: Finding[] = [];
  assignment.forEach((pair, place) => {
    if (pair === -1) return;
    const vacancy = vacancyOf(model, place);
    const candidate = pairCandidate[pair];
    if (candidate === undefined) {
      findings.push(finding('no-such-pair', { places: [place], pair, vacancy }));
      return;
    }
    const from = pairOffsets[segmentOffsets[vacancy]!]!;
    const end = pairOffsets[segmentOffsets[vacancy + 1]!]!;
    if (pair < from || pair >= end)
      findings.push(finding('pair-of-another-vacancy', { places: [place], pair, vacancy, candidate }));
    else if (eligible && !eligible(vacancy, candidate))
      findings.push(finding('not-eligible', { places: [place], pair, vacancy, candidate }));
  });
  return findings;
};

/**
 * P7: inside a segment nobody unlisted stands before a listed candidate, and a list keeps the segment's order: who are alike
 * for every row are told apart by score and tie-break alone.
 */
const orderFindings = (
  model: AssignmentModel,
  assignment: Assignment,
  placesOf: PlacesOf,
  { pinned = [], appearances }: ListRules,
): readonly Finding[] => {
  const byHand = new Set(pinned);
  const { pairOffsets, pairCandidate, pairScore } = model;
  const findings: Finding[] = [];
  const last = new Map<number, number>();
  assignment.forEach((pair, place) => {
    if (pair < 0 || pair >= pairScore.length || byHand.has(place)) return;
    const vacancy = vacancyOf(model, place);
    const segment = ownerOf(pairOffsets, pair);
    for (let before = pairOffsets[segment]!; before < pair; before += 1) {
      const candidate = pairCandidate[before]!;
      if (placesOf.has(candidate) || appearances?.[candidate] === 0) continue;
      findings.push(finding('passed-over', { places: [place], vacancy, pair: before, candidate }));
      break;
    }
    const above = last.get(segment);
    if (above !== undefined && assignment[above]! > pair)
      findings.push(
        finding('rank-order', { places: [above, place], vacancy, pair, candidate: pairCandidate[pair]! }),
      );
    last.set(segment, place);
  });
  return findings;
};
