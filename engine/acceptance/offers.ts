import type { Outcome } from '../domain/allocation.ts';
import { dayNumber } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import { residenceKey } from '../domain/dwelling.ts';
import type { DemandNumber, DwellingId, IsoDay, VacancyId } from '../domain/ids.ts';
import type { OfferFacts } from '../domain/offerFacts.ts';
import type { Fragility } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';

/** Where an offer was made, as far as acceptance looks. */
export interface OfferPlace {
  readonly fragility: Fragility;
  /** Null when the dwelling names no residence. */
  readonly residence: string | null;
}
export type PlaceOf = (dwelling: DwellingId) => OfferPlace | null;

/** An offer that was made and answered: one observation. */
export interface Offer extends OfferPlace {
  readonly vacancy: VacancyId;
  readonly dwelling: DwellingId;
  readonly demand: DemandNumber;
  readonly rank: number;
  readonly examinedOn: IsoDay;
  readonly accepted: boolean;
  /** Rank 1 of the vacancy's first list on record: made whatever anybody answered before, so that it is a fair draw. */
  readonly opening: boolean;
  /** What it was on its day; null when nobody kept it. Rates never look at it. */
  readonly facts: OfferFacts | null;
}

/** Candidacies that say nothing about acceptance, counted by why. */
export interface LeftOut {
  /** The commission attributed nothing: no offer. */
  readonly notOffered: number;
  /** The turn never came, or the ten days still run. */
  readonly unanswered: number;
  /** The dwelling is not in the stock: neither its class nor its residence is known. */
  readonly unplaced: number;
}

export interface OffersRequest {
  readonly outcomes: readonly Outcome[];
  readonly placeOf: PlaceOf;
  /** First day of the examinations looked at; left out: from the beginning. */
  readonly from?: IsoDay;
  /** Last day, included: what was examined later is not known yet. */
  readonly to: IsoDay;
}

/** A household has at least ten days to answer; silence is a refusal (CCH, art. R441-10). */
const ANSWER_DAYS = 10;
/** Decisions that make an offer, at once or when the turn comes (R441-3). */
export const ATTRIBUTIONS: ReadonlySet<Outcome['decision']> = new Set([
  'attribution',
  'attribution-ranked',
  'attribution-conditional',
]);

/** Offers answered by a day, in the order of `outcomes`, and what was left out of the window. */
export const answeredOffers = ({
  outcomes,
  placeOf,
  from,
  to,
}: OffersRequest): { readonly offers: readonly Offer[]; readonly leftOut: LeftOut } => {
  const firstList = new Map<VacancyId, IsoDay>();
  for (const { vacancy, examinedOn } of outcomes) {
    const known = firstList.get(vacancy);
    if (known === undefined || examinedOn < known) firstList.set(vacancy, examinedOn);
  }
  const last = dayNumber(to);
  const offers: Offer[] = [];
  const leftOut = { notOffered: 0, unanswered: 0, unplaced: 0 };
  for (const { vacancy, dwelling, demand, rank, examinedOn, decision, answer, facts } of outcomes) {
    if (examinedOn > to || (from !== undefined && examinedOn < from)) continue;
    const silentTooSoon = answer === 'no-answer' && last - dayNumber(examinedOn) < ANSWER_DAYS;
    if (!ATTRIBUTIONS.has(decision)) {
      leftOut.notOffered += 1;
      continue;
    }
    if (answer === null || silentTooSoon) {
      leftOut.unanswered += 1;
      continue;
    }
    const place = placeOf(dwelling);
    if (place === null) {
      leftOut.unplaced += 1;
      continue;
    }
    offers.push({
      ...place,
      vacancy,
      dwelling,
      demand,
      rank,
      examinedOn,
      accepted: answer === 'accepted',
      opening: rank === 1 && examinedOn === firstList.get(vacancy),
      facts,
    });
  }
  return { offers, leftOut };
};

/** Class and residence of the dwellings of a stock. A dwelling without a quartier is of unknown fragility. */
export const placesOf =
  (territory: Territory, dwellings: ReadonlyMap<string, Dwelling>): PlaceOf =>
  (id) => {
    const dwelling = dwellings.get(id);
    if (!dwelling) return null;
    const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
    return { fragility, residence: residenceKey(dwelling) };
  };

/** Answers by residence, all ranks: what `turnRatesInResidence` takes. */
export const residenceRecords = (
  offers: readonly Offer[],
): ReadonlyMap<string, { readonly accepted: number; readonly refused: number }> => {
  const records = new Map<string, { accepted: number; refused: number }>();
  for (const { residence, accepted } of offers) {
    if (residence === null) continue;
    const record = records.get(residence) ?? { accepted: 0, refused: 0 };
    record[accepted ? 'accepted' : 'refused'] += 1;
    records.set(residence, record);
  }
  return records;
};
