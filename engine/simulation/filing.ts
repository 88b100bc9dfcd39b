import { dayNumber } from '../domain/day.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import { isoDay } from './calendar.ts';
import { PUBLISHED } from './figures.ts';
import { randomStream, shuffle, stratified } from './random.ts';

export const DAYS_PER_MONTH = 365.25 / 12;

/**
 * A synthetic numéro unique: 999 (no département), year and month of filing, sequence on six digits, simulated guichet.
 *
 * @param sequence 1 to 999,999; the caller keeps it unique.
 */
export const syntheticNumber = (filedOn: IsoDay, sequence: number): DemandNumber => {
  if (sequence < 1 || sequence > 999_999)
    throw new Error(`filing: sequence ${sequence} does not fit six digits`);
  const guichet = `SIM${String((sequence % GUICHETS) + 1).padStart(2, '0')}`;
  const month = `${filedOn.slice(2, 4)}${filedOn.slice(5, 7)}`;
  return `999${month}${String(sequence).padStart(6, '0')}${guichet}` as DemandNumber;
};
const GUICHETS = 24;

export interface Filing {
  readonly number: DemandNumber;
  readonly filedOn: IsoDay;
  readonly renewedOn: IsoDay | null;
  readonly updatedOn: IsoDay;
}

/** Filing, renewal and numéro unique of each demand. `mutations[i]`: demand i comes from a tenant of social housing. */
export const drawFilings = (
  mutations: readonly boolean[],
  { seed, asOf }: { readonly seed: number; readonly asOf: IsoDay },
): Filing[] => {
  const waits = drawWaits(mutations, seed);
  const sequences = shuffle(
    randomStream(seed, 'filing/sequence'),
    mutations.map((_, i) => i + 1),
  );
  const random = randomStream(seed, 'filing/events');
  const today = dayNumber(asOf);
  return waits.map((months, place) => {
    const filed = today - Math.round(months * DAYS_PER_MONTH);
    const years = Math.floor((today - filed) / 365.25);
    // Renewed at the last anniversary, or up to a month before: the notice comes a month ahead (R441-2-7).
    const early = random.integer(0, 30);
    const renewed = years >= 1 ? Math.floor(filed + years * 365.25) - early : null;
    const last = renewed ?? filed;
    const touched = random.chance(0.35) ? random.integer(last, today) : last;
    const filedOn = isoDay(filed);
    return {
      number: syntheticNumber(filedOn, sequences[place]!),
      filedOn,
      renewedOn: renewed === null ? null : isoDay(renewed),
      updatedOn: isoDay(touched),
    };
  });
};

/** Longest wait, in months: older demands are rare, and would carry the mean alone. */
const LONGEST_MONTHS = 240;
/** Many recent demands and a long tail (Weibull shape under 1): ours. */
const SHAPE = 0.9;

/**
 * Wait of each demand in months. Mutations have the mean published for the region; first accesses the one that leaves the
 * published mean to the whole.
 */
const drawWaits = (mutations: readonly boolean[], seed: number): number[] => {
  const count = mutations.length;
  const mutationCount = mutations.filter(Boolean).length;
  const { meanWaitMonths, mutationWaitMonths } = PUBLISHED;
  const firstAccessMean =
    mutationCount === count
      ? 0
      : (meanWaitMonths.value * count - mutationWaitMonths.value * mutationCount) / (count - mutationCount);
  const mutationWaits = waitsOf(mutationCount, mutationWaitMonths.value, 'filing/mutation', seed);
  const firstAccessWaits = waitsOf(count - mutationCount, firstAccessMean, 'filing/first-access', seed);
  return mutations.map((mutation) => (mutation ? mutationWaits : firstAccessWaits).pop()!);
};

const waitsOf = (count: number, meanMonths: number, stream: string, seed: number): number[] => {
  if (count === 0) return [];
  const raw = [...stratified(randomStream(seed, stream), count)].map(
    (rank) => (-Math.log(1 - rank)) ** (1 / SHAPE),
  );
  const scale = meanMonths / (raw.reduce((sum, wait) => sum + wait, 0) / count);
  return raw.map((wait) => Math.min(LONGEST_MONTHS, wait * scale));
};
