import { type Random, randomStream, shuffle } from '../simulation/random.ts';
import { type Assignment, type AssignmentModel, EMPTY, placeCount, segmentOfPairs } from './model.ts';
import { worthOf } from './objective.ts';

export interface Gap {
  /**
   * (bound − value) / (bound − mean value of random lists): the part still open of the way from lists drawn by lot to the bound.
   * Null when lists drawn by lot are already worth the bound.
   */
  readonly relative: number | null;
  /** (bound − value) / vacancies, in points. */
  readonly pointsPerDwelling: number;
}

/**
 * How far a result may be from the best, by measures that no offset shrinks: the fill bonus of the places that the result fills
 * is taken off the bound, and random lists are counted without any, so that a large bonus on places which the lot left empty
 * does not lengthen the yardstick. What hard rows lack in random lists is not charged either, which can only widen the gap.
 */
export const gapOf = (input: {
  readonly model: AssignmentModel;
  readonly assignment: Assignment;
  readonly value: number;
  readonly bound: number;
  readonly seed: number;
  /** Random lists averaged; 20 when absent. */
  readonly samples?: number;
}): Gap => {
  const { model, assignment, value, bound, seed, samples = 20 } = input;
  const segmentOf = segmentOfPairs(model);
  let mean = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const lists = randomLists(model, randomStream(seed, `yardstick/${sample}`));
    mean += (worthOf(model, segmentOf, lists).value - bonusOf(model, lists)) / samples;
  }
  const way = bound - bonusOf(model, assignment) - mean;
  return {
    relative: way > 0 ? (bound - value) / way : null,
    pointsPerDwelling: model.vacancyCount === 0 ? 0 : (bound - value) / 1000 / model.vacancyCount,
  };
};

const bonusOf = ({ placeWeight, fillBonus }: AssignmentModel, assignment: Assignment): number =>
  assignment.reduce((sum, pair, place) => (pair === EMPTY ? sum : sum + placeWeight[place]! * fillBonus), 0);

/**
 * Lists drawn by lot: first ranks of all vacancies in random order, then second ranks…, each a pair drawn evenly among those of
 * the vacancy whose candidate is still free. One list per candidate, no place empty while somebody is left; rows are not
 * looked at.
 */
export const randomLists = (model: AssignmentModel, random: Random): Assignment => {
  const { placeOffsets, segmentOffsets, pairOffsets, pairCandidate } = model;
  const assignment: Assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  const taken = new Uint8Array(model.candidateCount);
  let open = shuffle(
    random,
    Array.from({ length: model.vacancyCount }, (_, d) => d),
  );
  for (let rank = 0; open.length > 0; rank += 1) {
    open = open.filter((d) => placeOffsets[d]! + rank < placeOffsets[d + 1]!);
    for (const d of open) {
      const from = pairOffsets[segmentOffsets[d]!]!;
      const end = pairOffsets[segmentOffsets[d + 1]!]!;
      const pair = drawFree(random, pairCandidate, from, end, taken);
      if (pair === EMPTY) continue;
      taken[pairCandidate[pair]!] = 1;
      assignment[placeOffsets[d]! + rank] = pair;
    }
  }
  return assignment;
};

/** Draws before the free pairs are listed: enough where most are free. Both ways draw evenly among them. */
const BLIND_DRAWS = 8;

const drawFree = (
  random: Random,
  pairCandidate: Uint32Array,
  from: number,
  end: number,
  taken: Uint8Array,
): number => {
  if (from === end) return EMPTY;
  for (let draw = 0; draw < BLIND_DRAWS; draw += 1) {
    const pair = random.integer(from, end - 1);
    if (taken[pairCandidate[pair]!] === 0) return pair;
  }
  const free: number[] = [];
  for (let pair = from; pair < end; pair += 1) if (taken[pairCandidate[pair]!] === 0) free.push(pair);
  return free.length === 0 ? EMPTY : random.pick(free);
};
