import type { Typology } from '../domain/codes.ts';
import { ageOn } from '../domain/day.ts';
import type { Household } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Norms } from '../domain/territory.ts';
import { isPresent } from './household.ts';

/*
 * How large a dwelling a household needs, and how full or empty one is. No statute imposes a typology by household size: the
 * bedroom rule is a proposal, the window a norm of the territory; under-occupation and overcrowding surfaces are texts.
 */

/** From this age a child has a bedroom alone, as an adult has. */
const OWN_BEDROOM_FROM_AGE = 18;
const CHILDREN_PER_BEDROOM = 2;

/**
 * Bedrooms needed: one for the couple, one for each other adult and each child of 18 or more, one for two younger children;
 * expected births, when declared, count as young children. Null when a missing couple or birth date changes the number, or children are not said.
 * Proposal, not law. Sexes and age gaps of children are not inputs, so who shares with whom is left to the household.
 */
export const bedroomsNeeded = (household: Household, asOf: IsoDay): number | null => {
  const adults = household.adults.length;
  if (adults > 1 && household.couple === null) return null;
  const forAdults = adults > 1 && household.couple === true ? adults - 1 : adults;

  let young = household.expectedBirths ?? 0;
  let grown = 0;
  let undated = 0;
  if (household.children === null) return null;
  for (const child of household.children) {
    if (!isPresent(child)) continue;
    if (child.birthDate === null) undated++;
    else if (ageOn(child.birthDate, asOf) < OWN_BEDROOM_FROM_AGE) young++;
    else grown++;
  }
  const fewest = grown + Math.ceil((young + undated) / CHILDREN_PER_BEDROOM);
  const most = grown + undated + Math.ceil(young / CHILDREN_PER_BEDROOM);
  return fewest === most ? forAdults + fewest : null;
};

/** Key of the norm table that stands for "this many and more". */
const LAST_NORM_KEY = 6;

/** Dwelling types the territory's norm gives to a number of bedrooms; null when unknown or when the norm is silent. */
export const typologiesForBedrooms = (
  bedrooms: number | null,
  { occupancy }: Pick<Norms, 'occupancy'>,
): readonly Typology[] | null =>
  bedrooms === null
    ? null
    : (occupancy.typologiesByBedrooms[String(Math.min(bedrooms, LAST_NORM_KEY))] ?? null);

/** Dwelling types proposed to a household; null when its needs are unknown. A norm of the territory, not a text. */
export const typologyWindow = (
  household: Household,
  asOf: IsoDay,
  norms: Pick<Norms, 'occupancy'>,
): readonly Typology[] | null =>
  isCoupleAlone(household)
    ? norms.occupancy.coupleAlone
    : typologiesForBedrooms(bedroomsNeeded(household, asOf), norms);

const isCoupleAlone = ({ adults, couple, children, expectedBirths }: Household): boolean =>
  adults.length === 2 &&
  couple === true &&
  children !== null &&
  !children.some(isPresent) &&
  (expectedBirths ?? 0) === 0;

export interface Occupation {
  /** Habitable rooms: kitchen and rooms used only for a profession are left out. */
  readonly rooms: number | null;
  readonly occupants: number | null;
}

/** Rooms beyond the occupants plus one (CCH, art. L621-2), at least 0; null when either is unknown. */
export const spareRooms = ({ rooms, occupants }: Occupation): number | null =>
  rooms === null || occupants === null ? null : Math.max(0, rooms - occupants - 1);

/** Under-occupied by CCH art. L621-2: more habitable rooms than occupants plus one. Null when either is unknown. */
export const underOccupied = (occupation: Occupation): boolean | null => {
  const spare = spareRooms(occupation);
  return spare === null ? null : spare > 0;
};

/**
 * Living area in m² under which a dwelling is overcrowded for so many persons: 9, 16, then 9 more each, capped at 70 from eight
 * persons on (CCH, art. D822-25; values from the norms).
 */
export const overcrowdingThresholdM2 = (
  persons: number,
  { overcrowding }: Pick<Norms, 'overcrowding'>,
): number => {
  if (persons >= overcrowding.capPersons) return overcrowding.capM2;
  if (persons <= 1) return overcrowding.onePersonM2;
  return overcrowding.twoPersonsM2 + (persons - 2) * overcrowding.perFurtherPersonM2;
};

/** Missing living area in m², at least 0; null when the area or the number of persons is unknown. */
export const areaShortfallM2 = (
  livingAreaM2: number | null,
  persons: number | null,
  norms: Pick<Norms, 'overcrowding'>,
): number | null =>
  livingAreaM2 === null || persons === null
    ? null
    : Math.max(0, overcrowdingThresholdM2(persons, norms) - livingAreaM2);
