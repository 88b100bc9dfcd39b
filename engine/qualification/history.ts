import type { Allocation, Outcome } from '../domain/allocation.ts';
import { dayNumber, isoDay } from '../domain/day.ts';
import { type Dwelling, residenceKey } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { BandGroup } from '../domain/territory.ts';
import { allocationProfile } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';

/** How far back entries and refusals are looked at: two years, so that a small residence has some. */
const HISTORY_DAYS = 730;
const YEAR_DAYS = 365;

/** One household that came in: a signed lease. */
export interface Entry {
  /** Day of the lease. */
  readonly on: IsoDay;
  /** Side of the 50/50 at the decision; null when not known. */
  readonly group: BandGroup | null;
}

/** What happened in a place: a residence, or a quartier. */
export interface PlaceRecord {
  readonly dwellings: number;
  /** Signed leases of the last two years, oldest first. */
  readonly entries: readonly Entry[];
  /** Rank-1 proposals answered in the last two years, and those refused or left without an answer. */
  readonly firstRankAnswered: number;
  readonly firstRankRefused: number;
}

interface Counting {
  dwellings: number;
  entries: Entry[];
  firstRankAnswered: number;
  firstRankRefused: number;
}

const EMPTY: PlaceRecord = { dwellings: 0, entries: [], firstRankAnswered: 0, firstRankRefused: 0 };

/** What a household answered when this vacancy was proposed to it before. */
export interface EarlierAnswer {
  readonly answer: 'refused' | 'no-answer';
  /** Day of the commission that proposed it. */
  readonly examinedOn: IsoDay;
}

/** What the past says of places, counted once for all vacancies. */
export class PlaceHistory {
  /** Days of the last two years that the record of leases covers: from its first lease, or the whole two years. */
  readonly recordedDays: number;
  readonly #residences: ReadonlyMap<string, PlaceRecord>;
  readonly #quartiers: ReadonlyMap<string, PlaceRecord>;
  readonly #meanRents: ReadonlyMap<string, number>;
  readonly #leases: ReadonlyMap<string, number>;
  readonly #declined: ReadonlyMap<string, ReadonlyMap<string, EarlierAnswer>>;

  constructor(input: {
    readonly territory: Territory;
    readonly dwellings: ReadonlyMap<string, Dwelling>;
    readonly allocations: readonly Allocation[];
    readonly outcomes: readonly Outcome[];
    readonly asOf: IsoDay;
  }) {
    const { territory, dwellings, allocations, outcomes, asOf } = input;
    const residences = new Map<string, Counting>();
    const quartiers = new Map<string, Counting>();
    const rents = new Map<string, { total: number; area: number }>();
    const places = (dwelling: Dwelling): Counting[] => {
      const residence = residenceKey(dwelling);
      const quartier = territory.quartierOfDwelling(dwelling)?.id;
      return [
        ...(residence === null ? [] : [counting(residences, residence)]),
        ...(quartier === undefined ? [] : [counting(quartiers, quartier)]),
      ];
    };
    for (const dwelling of dwellings.values()) {
      for (const place of places(dwelling)) place.dwellings += 1;
      const key = rentKey(territory, dwelling);
      const sum = rents.get(key) ?? { total: 0, area: 0 };
      rents.set(key, { total: sum.total + dwelling.rentEur, area: sum.area + dwelling.livingAreaM2 });
    }
    const from = isoDay(dayNumber(asOf) - HISTORY_DAYS);
    const yearFrom = isoDay(dayNumber(asOf) - YEAR_DAYS);
    const leases = new Map<string, number>();
    let firstLease: IsoDay | null = null;
    const declined = new Map<string, Map<string, EarlierAnswer>>();
    for (const allocation of allocations) {
      const { leaseSignedOn: signedOn } = allocation;
      if (signedOn !== null && signedOn <= asOf && (firstLease === null || signedOn < firstLease))
        firstLease = signedOn;
      const dwelling = dwellings.get(allocation.dwelling);
      if (!dwelling) continue;
      // Nobody came in before the lease: a decision without one is no entry.
      if (signedOn !== null && signedOn <= asOf) {
        if (signedOn > from) {
          const { bandGroup: group } = allocationProfile(territory, allocation);
          for (const place of places(dwelling)) place.entries.push({ on: signedOn, group });
        }
        if (signedOn > yearFrom) leases.set(leaseKey(dwelling), (leases.get(leaseKey(dwelling)) ?? 0) + 1);
      }
    }
    for (const { vacancy, demand, dwelling: id, rank, answer, examinedOn } of outcomes) {
      if ((answer === 'refused' || answer === 'no-answer') && examinedOn <= asOf) {
        const ofVacancy = declined.get(vacancy) ?? new Map<string, EarlierAnswer>();
        const known = ofVacancy.get(demand);
        if (!known || known.examinedOn < examinedOn) ofVacancy.set(demand, { answer, examinedOn });
        declined.set(vacancy, ofVacancy);
      }
      const dwelling = dwellings.get(id);
      if (!dwelling || rank !== 1 || answer === null || examinedOn <= from || examinedOn > asOf) continue;
      for (const place of places(dwelling)) {
        place.firstRankAnswered += 1;
        // Ten days without an answer are a refusal (R441-10).
        if (answer !== 'accepted') place.firstRankRefused += 1;
      }
    }
    for (const place of [...residences.values(), ...quartiers.values()])
      place.entries.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    this.#residences = residences;
    this.#quartiers = quartiers;
    this.#leases = leases;
    this.#declined = declined;
    this.recordedDays =
      firstLease === null ? 0 : Math.min(HISTORY_DAYS, dayNumber(asOf) - dayNumber(firstLease));
    this.#meanRents = new Map([...rents].map(([key, { total, area }]) => [key, total / area]));
  }

  /** The residence of a dwelling; null when the dwelling names none. */
  residence(dwelling: Dwelling): PlaceRecord | null {
    const key = residenceKey(dwelling);
    return key === null ? null : (this.#residences.get(key) ?? EMPTY);
  }

  quartier(id: string): PlaceRecord {
    return this.#quartiers.get(id) ?? EMPTY;
  }

  /** Who was proposed this vacancy before and did not take it, by numéro unique. */
  declined(vacancy: string): ReadonlyMap<string, EarlierAnswer> {
    return this.#declined.get(vacancy) ?? NOBODY;
  }

  /** Rent per m² and month, charges apart, of the same financing in the same quartier (or commune without one), EUR. */
  meanRentPerM2(territory: Territory, dwelling: Dwelling): number | null {
    return this.#meanRents.get(rentKey(territory, dwelling)) ?? null;
  }

  /** Leases of the last year in the dwelling's commune and typology. */
  leasesLikeIt(dwelling: Dwelling): number {
    return this.#leases.get(leaseKey(dwelling)) ?? 0;
  }
}

const NOBODY: ReadonlyMap<string, EarlierAnswer> = new Map();

const counting = (map: Map<string, Counting>, key: string): Counting => {
  const known = map.get(key);
  if (known) return known;
  const made: Counting = { dwellings: 0, entries: [], firstRankAnswered: 0, firstRankRefused: 0 };
  map.set(key, made);
  return made;
};

const rentKey = (territory: Territory, dwelling: Dwelling): string =>
  `${territory.quartierOfDwelling(dwelling)?.id ?? dwelling.commune} ${dwelling.financing}`;

const leaseKey = ({ commune, typology }: Dwelling): string => `${commune} ${typology}`;
