import type { WishPlace } from '../pool/wishPlace.ts';
import {
  type Estimate,
  eventCount,
  firstOf,
  kaplanMeier,
  restrictedMean,
  type SurvivalCurve,
  timeUntilShare,
  waitingShareAt,
} from './kaplanMeier.ts';
import { type Observations, observe, type WaitingInput } from './observations.ts';
import { LONGEST_DAYS, RiskCounter, type WaitCounts } from './riskCounter.ts';

/** Fewest leases on a curve for it to speak of a place by itself. Ours: with twenty, one half is told to about 22 points. */
export const LEAST_LEASES = 20;
/** Fewest demands at risk for a lease to move a curve. Ours. */
export const LEAST_AT_RISK = 10;
/** Days after filing at which the share housed is given: one, two, three and five years. */
export const MARKS_DAYS = [365, 731, 1_096, 1_826] as const;

/** How long one waits, as far as leases and running demands tell. Durations are days since filing. */
export interface WaitSummary {
  /** Mean wait, no wait counted beyond `horizon`: ten years, or where the curve ends. */
  readonly mean: Estimate & { readonly horizon: number };
  /** When half are housed; null where the curve does not come down to half. */
  readonly median: ReturnType<typeof timeUntilShare>;
  /** Share housed by each of MARKS_DAYS that the curve reaches. */
  readonly housed: readonly (Estimate & { readonly byDays: number })[];
}

export interface WaitEstimate extends WaitCounts {
  readonly asked: WishPlace;
  /** Counts of the place asked for. */
  readonly own: WaitCounts;
  /** The place that the estimate speaks of: the one asked for, or the first wider one with LEAST_LEASES on its curve. */
  readonly place: WishPlace;
  /** Null where even the territory has fewer. */
  readonly summary: WaitSummary | null;
}

/** The wait of who may be housed in any of several places, whichever comes first. */
export interface CombinedWait extends WaitCounts {
  /** Null where the places together have fewer than LEAST_LEASES. */
  readonly summary: WaitSummary | null;
}

export interface WaitingTimes {
  readonly observations: Observations;
  /** A place, else its commune, else the territory. */
  at(place: WishPlace): WaitEstimate;
  /** The places a household wishes, taken together. */
  anyOf(places: readonly WishPlace[]): CombinedWait;
}

const TERRITORY: WishPlace = { commune: null, typology: null };

/**
 * Waiting times by commune and type of dwelling, those who still wait counted. A lease counts where its dwelling is; a demand
 * is at risk in every commune and type that it wishes (in every commune when it accepts any), and a lease elsewhere takes it
 * out of all. So the curve of a place is the wait of who would wait for that place alone, at the pace of the last two years;
 * who wishes several is housed sooner. The other wishes of households that have left the pool are not known: they are at risk
 * only where they were housed, which makes the waits of places a little short.
 */
export const waitingTimes = (input: WaitingInput): WaitingTimes => {
  const observations = observe(input);
  const counter = new RiskCounter(input.pool, observations);
  const counts = remembered((place) => counter.counts(place));
  const curves = remembered((place) => kaplanMeier(counter.table(place), { leastAtRisk: LEAST_AT_RISK }));
  const summaries = remembered((place) => summarise(curves(place)));
  const speaksFor = (place: WishPlace): boolean =>
    counts(place).leases >= LEAST_LEASES && eventCount(curves(place)) >= LEAST_LEASES;
  return {
    observations,
    at: (asked) => {
      const place = [asked, { ...asked, typology: null }, TERRITORY].find(speaksFor) ?? null;
      return {
        asked,
        own: counts(asked),
        place: place ?? TERRITORY,
        ...counts(place ?? TERRITORY),
        summary: place ? summaries(place) : null,
      };
    },
    anyOf: (places) => {
      const apart = disjoint(places);
      const found = apart.map(curves);
      const events = found.reduce((sum, curve) => sum + eventCount(curve), 0);
      return {
        leases: apart.reduce((sum, place) => sum + counts(place).leases, 0),
        running: counter.runningInAny(apart),
        summary: events < LEAST_LEASES ? null : summarise(firstOf(found)),
      };
    },
  };
};

/** A place without commune holds that type in every commune: the communes named beside it would count twice. */
const disjoint = (places: readonly WishPlace[]): readonly WishPlace[] =>
  places.filter(
    (place) =>
      place.commune === null ||
      !places.some((other) => other.commune === null && other.typology === place.typology),
  );

const remembered = <T>(make: (place: WishPlace) => T): ((place: WishPlace) => T) => {
  const known = new Map<string, T>();
  return (place) => {
    const key = `${place.commune ?? ''} ${place.typology ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(place);
    known.set(key, made);
    return made;
  };
};

const summarise = (curve: SurvivalCurve): WaitSummary => ({
  mean: restrictedMean(curve, LONGEST_DAYS),
  median: timeUntilShare(curve, 0.5),
  housed: MARKS_DAYS.flatMap((byDays) => {
    const waiting = waitingShareAt(curve, byDays);
    return waiting === null
      ? []
      : [{ byDays, value: 1 - waiting.value, low: 1 - waiting.high, high: 1 - waiting.low }];
  }),
});
