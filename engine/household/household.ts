import { ageOn } from '../domain/day.ts';
import type { Household } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { NationalParameters } from '../domain/territory.ts';

/*
 * What a declared household amounts to on a day. Children in alternate custody count as present; children with a mere right
 * of visit do not (the ceiling counts them all the same, see `ceilings.ts`).
 */

/** Children stop being "à charge" for housing benefits at this age (CCH, art. R823-4, 1°). */
export const DEPENDANT_UNDER_AGE = 21;
const MINOR_UNDER_AGE = 18;
/** From this birthday a further person weighs as an adult in the consumption-unit scale. */
const FULL_WEIGHT_FROM_AGE = 14;

export type Child = NonNullable<Household['children']>[number];
export type HouseholdParameters = Pick<NationalParameters, 'consumptionUnits' | 'youngCouple'>;

export interface HouseholdFacts {
  /** Adults, children present and expected births: a lower bound when `expectedBirths` is null. Null when children are not said. */
  readonly persons: number | null;
  readonly adults: number;
  /** Full and alternate custody, any age; null when children are not said. */
  readonly childrenPresent: number | null;
  readonly expectedBirths: number | null;
  /** Children present under 18; null when the birth date of one is missing. */
  readonly minors: number | null;
  /** Children present under 21; null when the birth date of one is missing. Expected births are not dependants yet. */
  readonly dependants: number | null;
  /** Unborn children have no weight: the scale counts who lives there on the day. Null when a child's age is missing. */
  readonly consumptionUnits: number | null;
  /** Whole years. */
  readonly applicantAge: number | null;
  /** A couple is to be housed. Null when not declared, and when it is declared with one adult listed. */
  readonly couple: boolean | null;
  /** Applicant without a partner, with at least one dependant; other adults do not change it. */
  readonly loneParent: boolean | null;
  /** Two adults living as a couple, no dependant, sum of ages at most the national limit. */
  readonly youngCouple: boolean | null;
}

export const isPresent = (child: Child): boolean => child.custody !== 'visit';

/** How many of the children are under an age: null as soon as one birth date is missing, or when they are not said. */
export const countUnder = (
  children: readonly Child[] | null,
  { years, asOf }: { years: number; asOf: IsoDay },
): number | null => {
  if (children === null) return null;
  let count = 0;
  for (const { birthDate } of children) {
    if (birthDate === null) return null;
    if (ageOn(birthDate, asOf) < years) count++;
  }
  return count;
};

/**
 * Facts of a household on a day, in persons, years and consumption units; never throws.
 * Sources: consumption units by the national scale (1 / 0.5 / 0.3); dependants by CCH art. R823-4, 1° (children under 21;
 * dependent parents and disabled relatives are not in a demand file, so they are not counted); young couple by the arrêté of
 * 29 July 1987 (completed ages of the two partners).
 */
export const describeHousehold = (
  household: Household,
  asOf: IsoDay,
  national: HouseholdParameters,
): HouseholdFacts => {
  const present = household.children?.filter(isPresent) ?? null;
  const applicantBirth = household.adults[0]?.birthDate ?? null;
  const couple = coupleToHouse(household);
  const dependants = countUnder(present, { years: DEPENDANT_UNDER_AGE, asOf });
  return {
    persons:
      present === null ? null : household.adults.length + present.length + (household.expectedBirths ?? 0),
    adults: household.adults.length,
    childrenPresent: present === null ? null : present.length,
    expectedBirths: household.expectedBirths,
    minors: countUnder(present, { years: MINOR_UNDER_AGE, asOf }),
    dependants,
    consumptionUnits: consumptionUnits(household, asOf, national),
    applicantAge: applicantBirth === null ? null : ageOn(applicantBirth, asOf),
    couple,
    loneParent: loneParent(couple, present, asOf),
    youngCouple: youngCouple(household, { dependants, asOf, national }),
  };
};

/** A couple needs two adults: with one listed, "not declared" means none is to be housed, and "yes" contradicts the list. */
const coupleToHouse = ({ adults, couple }: Household): boolean | null => {
  if (adults.length > 1) return couple;
  return couple === true ? null : false;
};

const loneParent = (
  couple: boolean | null,
  present: readonly Child[] | null,
  asOf: IsoDay,
): boolean | null => {
  if (couple === true) return false;
  if (present === null) return null;
  if (present.length === 0) return false;
  const dated = present.filter((child) => child.birthDate !== null);
  const certain = (countUnder(dated, { years: DEPENDANT_UNDER_AGE, asOf }) ?? 0) > 0;
  if (!certain) return dated.length === present.length ? false : null;
  return couple === false ? true : null;
};

const consumptionUnits = (
  { adults, children }: Household,
  asOf: IsoDay,
  { consumptionUnits: scale }: HouseholdParameters,
): number | null => {
  if (children === null) return null;
  let units = scale.firstAdult;
  // An adult without a birth date is still listed as an adult, so the weight is known.
  for (const { birthDate } of adults.slice(1)) {
    const young = birthDate !== null && ageOn(birthDate, asOf) < FULL_WEIGHT_FROM_AGE;
    units += young ? scale.under14 : scale.otherFrom14;
  }
  for (const child of children) {
    if (!isPresent(child)) continue;
    if (child.birthDate === null) return null;
    units += ageOn(child.birthDate, asOf) < FULL_WEIGHT_FROM_AGE ? scale.under14 : scale.otherFrom14;
  }
  // Weights have one decimal; sums of them in binary do not.
  return Math.round(units * 1e6) / 1e6;
};

const youngCouple = (
  { adults, couple }: Household,
  {
    dependants,
    asOf,
    national,
  }: { dependants: number | null; asOf: IsoDay; national: Pick<NationalParameters, 'youngCouple'> },
): boolean | null => {
  if (couple === false || adults.length !== 2 || (dependants !== null && dependants > 0)) return false;
  // Ages only add up: one partner alone may already exceed the limit.
  let sumOfAges = 0;
  let everyAgeKnown = true;
  for (const { birthDate } of adults) {
    if (birthDate === null) everyAgeKnown = false;
    else sumOfAges += ageOn(birthDate, asOf);
  }
  if (sumOfAges > national.youngCouple.maxSumOfAges) return false;
  return everyAgeKnown && couple === true && dependants === 0 ? true : null;
};
