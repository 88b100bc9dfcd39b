import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../domain/ids.ts';
import type { Fragility, TerritoryPack } from '../domain/territory.ts';
import { isoDay } from './calendar.ts';
import { PUBLISHED } from './figures.ts';
import { quota, randomStream, stratified, systematicFlags, type Weights } from './random.ts';
import { pastVacancyId } from './vacancies.ts';

/** One list examined for a past vacancy. */
export interface Examination {
  readonly examinedOn: IsoDay;
  readonly candidates: number;
  /** Candidates who refused, from rank 1 on. The next one took the dwelling, unless all refused. */
  readonly refusals: number;
}

/** A past vacancy with its lists, oldest first; the last one let the dwelling, on `decidedOn`. */
export interface PastVacancy {
  readonly vacancy: VacancyId;
  readonly dwelling: Dwelling;
  readonly decidedOn: IsoDay;
  readonly lists: readonly Examination[];
}

/** Candidates examined for a dwelling: mean 3.47. The spread around it is ours; one or two where R441-3 allows it. */
const LIST_LENGTHS: Weights<number> = [
  [1, 2],
  [2, 4],
  [3, 48],
  [4, 37],
  [5, 9],
];

/**
 * Past vacancies decided over the `days` before `asOf`, oldest first, spread evenly over working days; each ends up let, after
 * as many failed lists as chance makes. Over all lists rank 1 refuses as often as published: more where the quartier is more
 * fragile (the pack's rates) and in some residences (refusals in one residence go together: ours).
 */
export const drawPastVacancies = ({
  pack,
  past,
  seed,
  asOf,
  days,
}: {
  readonly pack: TerritoryPack;
  readonly past: readonly Dwelling[];
  readonly seed: number;
  readonly asOf: IsoDay;
  readonly days: number;
}): PastVacancy[] => {
  const decided = decisionDays({ count: past.length, days, seed, asOf });
  const chances = refusalChances(pack, past, seed);
  const lists: { candidates: number; refusals: number }[][] = past.map(() => []);
  let waiting = past.map((_, place) => place);
  for (let round = 0; waiting.length > 0; round += 1) {
    const drawn = drawLists(
      waiting.map((place) => chances[place]!),
      seed,
      round,
    );
    waiting = waiting.filter((place, i) => {
      lists[place]!.push(drawn[i]!);
      return drawn[i]!.refusals === drawn[i]!.candidates;
    });
  }
  const delays = randomStream(seed, 'history/delays');
  return past.map((dwelling, place) => {
    let day = decided[place]!;
    const examinations = lists[place]!.reverse().map((list, back) => {
      if (back > 0) day -= delays.integer(21, 45);
      return { ...list, examinedOn: isoDay(day) };
    });
    const decidedOn = isoDay(decided[place]!);
    return {
      vacancy: pastVacancyId(yearOf(decidedOn), place + 1),
      dwelling,
      decidedOn,
      lists: examinations.reverse(),
    };
  });
};

/** Day numbers of the decisions, ascending: even over the working days of the window that ends the day before `asOf`. */
const decisionDays = ({
  count,
  days,
  seed,
  asOf,
}: {
  readonly count: number;
  readonly days: number;
  readonly seed: number;
  readonly asOf: IsoDay;
}): number[] => {
  const today = dayNumber(asOf);
  // 1970-01-01 was a Thursday: (day + 3) mod 7 is 0 on Mondays.
  const working = Array.from({ length: days }, (_, i) => today - days + i).filter((day) => (day + 3) % 7 < 5);
  return [...stratified(randomStream(seed, 'history/days'), count)]
    .map((rank) => working[Math.floor(rank * working.length)]!)
    .sort((a, b) => a - b);
};

/** Chances of refusal by rank; the last one repeats. */
type ByRank = readonly number[];

const refusalChances = (pack: TerritoryPack, dwellings: readonly Dwelling[], seed: number): ByRank[] => {
  const fragility = new Map<string, Fragility>(pack.quartiers.map((q) => [q.id, q.fragility]));
  const rates = new Map<Fragility, ByRank>(
    pack.acceptance.rates.map((r) => [r.fragility, r.byRank.map((a) => 1 - a)]),
  );
  const random = randomStream(seed, 'history/residences');
  const mood = new Map<string, number>();
  return dwellings.map(({ quartier, residence }) => {
    const rate = rates.get(fragility.get(quartier ?? '') ?? 'unknown') ?? [PUBLISHED.rankOneRefusals.value];
    const key = residence ?? '';
    if (!mood.has(key)) mood.set(key, Math.exp(0.45 * random.normal()));
    return rate.map((chance) => withOdds(chance, mood.get(key)!));
  });
};

const withOdds = (chance: number, factor: number): number =>
  (chance * factor) / (1 - chance + chance * factor);

/**
 * Multiplies all odds by the factor that gives the chances a wanted mean: fixed differences stay, the level moves.
 * Bisection on a monotone function; chances must lie strictly between 0 and 1.
 */
export const oddsFactor = (chances: readonly number[], mean: number): number => {
  let [low, high] = [1e-6, 1e6];
  for (let i = 0; i < 60; i += 1) {
    const middle = Math.sqrt(low * high);
    const reached = chances.reduce((sum, chance) => sum + withOdds(chance, middle), 0) / chances.length;
    if (reached < mean) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
};

/** Flags whose chances keep their differences and whose share is `mean`, to one flag. */
export const flagsWithMean = (
  chances: readonly number[],
  mean: number,
  seed: number,
  stream: string,
): boolean[] => {
  const factor = oddsFactor(chances, mean);
  return systematicFlags(
    randomStream(seed, stream),
    chances.map((chance) => withOdds(chance, factor)),
  );
};

/** One list per row of chances. */
const drawLists = (
  chances: readonly ByRank[],
  seed: number,
  round: number,
): { candidates: number; refusals: number }[] => {
  const stream = `history/round-${round}`;
  const first = chances.map((byRank) => byRank[0]!);
  const firstRefuses = flagsWithMean(first, PUBLISHED.rankOneRefusals.value, seed, `${stream}/rank-1`);
  const factor = oddsFactor(first, PUBLISHED.rankOneRefusals.value);
  const lengths = quota(randomStream(seed, `${stream}/length`), LIST_LENGTHS, chances.length);
  const later = randomStream(seed, `${stream}/later-ranks`);
  return chances.map((byRank, i) => {
    const candidates = lengths[i]!;
    let refusals = firstRefuses[i] ? 1 : 0;
    while (refusals > 0 && refusals < candidates) {
      const chance = byRank[Math.min(refusals, byRank.length - 1)]!;
      if (!later.chance(withOdds(chance, factor))) break;
      refusals += 1;
    }
    return { candidates, refusals };
  });
};
