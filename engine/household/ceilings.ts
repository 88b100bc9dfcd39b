import type { Household } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { CeilingTable, Certainty } from '../domain/territory.ts';
import { countUnder, DEPENDANT_UNDER_AGE, describeHousehold, type HouseholdParameters } from './household.ts';

/*
 * Category of a household for the income ceilings: arrêté of 29 July 1987, six categories and further persons.
 * The category follows the table itself. Where the short rule "a disability moves the household one category up" gives more
 * than the table (lone parents, young couples, who are already moved up), the table is followed and the reason says so.
 */

interface CeilingReasonText {
  /** French, shown to officers. */
  readonly label: string;
  readonly source: string;
  readonly certainty: Certainty;
}

const CATEGORIES = 'Arrêté du 29 juillet 1987, catégories de ménages';

export const CEILING_REASONS = {
  persons: { label: 'catégorie selon le nombre de personnes', source: CATEGORIES, certainty: 'official' },
  'lone-with-dependants': {
    label: 'personne seule avec des personnes à charge : une catégorie au-dessus',
    source: CATEGORIES,
    certainty: 'official',
  },
  // The unborn child is the only dependant, and no text found says that it is one.
  'lone-expecting': {
    label: 'personne seule qui attend un enfant : une catégorie au-dessus, comme avec une personne à charge',
    source: 'Lecture proposée : aucun texte trouvé ne compte une naissance attendue comme personne à charge',
    certainty: 'proposal',
  },
  // The category is in the table; the limit of age that opens it is only found (see `youngCouple` of the national parameters).
  'young-couple': {
    label: 'jeune ménage sans personne à charge : catégorie 3',
    source: `${CATEGORIES} ; limite d’âge lue dans des pages publiques`,
    certainty: 'found',
  },
  'disabled-member': {
    label: 'personne en situation de handicap dans le ménage : une catégorie au-dessus',
    source: CATEGORIES,
    certainty: 'found',
  },
  'disabled-member-beyond-6': {
    label:
      'personne en situation de handicap, au-delà de la catégorie 6 : comptée comme une personne de plus',
    source: 'Lecture proposée : la table s’arrête à la catégorie 6',
    certainty: 'proposal',
  },
  'disability-already-covered': {
    label: 'personne en situation de handicap : la catégorie est déjà relevée à un autre titre',
    source: CATEGORIES,
    certainty: 'found',
  },
  'visit-children-counted': {
    label: 'enfants en droit de visite et d’hébergement comptés pour le plafond',
    source: 'CCH, art. L442-12, modifié par la loi n° 2018-1021 du 23 novembre 2018, art. 110',
    certainty: 'found',
  },
  'expected-births-counted': {
    label: 'naissances attendues comptées, à confirmer par le bailleur',
    source: 'Lecture proposée : aucun texte trouvé',
    certainty: 'proposal',
  },
  'child-not-dependant': {
    label: 'enfant de 21 ans ou plus compté comme personne, non comme personne à charge',
    source: 'Lecture proposée : le rattachement fiscal n’est pas dans la demande',
    certainty: 'proposal',
  },
} as const satisfies Record<string, CeilingReasonText>;
export type CeilingReason = keyof typeof CEILING_REASONS;
/** In the order of the table: the place of a reason is its bit in the pool. */
export const CEILING_REASON_CODES = Object.keys(CEILING_REASONS) as CeilingReason[];

export interface CeilingCategory {
  readonly category: 1 | 2 | 3 | 4 | 5 | 6;
  /** Persons beyond category 6. */
  readonly further: number;
  readonly because: readonly CeilingReason[];
  /** Disability is not declared, and a yes would raise the category: the ceiling can only be higher. */
  readonly disabilityUnknown: boolean;
  /** Expected births are not declared: the ceiling can only be higher. */
  readonly expectedBirthsUnknown: boolean;
}

/**
 * Category of a household on a day; null when a missing couple or birth date could change it, or children are not said.
 * Persons counted: adults, children of any custody (CCH art. L442-12 counts those with a right of visit since 2018), expected
 * births when declared (proposal).
 */
export const ceilingCategory = (
  household: Household,
  asOf: IsoDay,
  national: HouseholdParameters,
): CeilingCategory | null => {
  const { children } = household;
  if (children === null) return null;
  const adults = household.adults.length;
  const births = household.expectedBirths ?? 0;
  const persons = adults + children.length + births;
  const because: CeilingReason[] = ['persons'];
  let rank = persons;

  if (persons === 1 && household.couple === true) return null;
  if (adults === 1 && persons > 1) {
    const dependentChildren = countUnder(children, { years: DEPENDANT_UNDER_AGE, asOf });
    // A disability gives the same category: missing ages then change nothing.
    if (dependentChildren === null && household.disabledMember !== true) return null;
    if (dependentChildren === children.length) {
      rank = persons + 1;
      because.push(children.length === 0 ? 'lone-expecting' : 'lone-with-dependants');
    } else if (dependentChildren !== null) {
      because.push('child-not-dependant');
    }
  }
  if (adults === 2 && persons === 2) {
    const { youngCouple } = describeHousehold(household, asOf, national);
    // A disability leads to category 3 too: what is missing about the couple then changes nothing.
    if (youngCouple === null && household.disabledMember !== true) return null;
    if (youngCouple === true) {
      rank = 3;
      because.push('young-couple');
    }
  }
  const withDisability = Math.max(rank, persons + 1);
  if (household.disabledMember === true) {
    if (withDisability === rank) because.push('disability-already-covered');
    else because.push(withDisability > 6 ? 'disabled-member-beyond-6' : 'disabled-member');
    rank = withDisability;
  }
  if (children.some((child) => child.custody === 'visit')) because.push('visit-children-counted');
  if (births > 0) because.push('expected-births-counted');

  return {
    category: Math.min(rank, 6) as CeilingCategory['category'],
    further: Math.max(0, rank - 6),
    because,
    disabilityUnknown: household.disabledMember === null && withDisability > rank,
    expectedBirthsUnknown: household.expectedBirths === null,
  };
};

/**
 * Lowest and highest category that what is not declared leaves open: ages, couple, disability, one birth at most. Null when
 * nothing bounds it: children are not said, or the couple contradicts the persons listed.
 */
export const categoryRange = (
  household: Household,
  asOf: IsoDay,
  national: HouseholdParameters,
): { readonly low: CeilingCategory; readonly high: CeilingCategory } | null => {
  const { children } = household;
  if (children === null) return null;
  const at = (birthDate: IsoDay, said: boolean): CeilingCategory | null =>
    ceilingCategory(
      {
        adults: household.adults.map((adult) => ({ birthDate: adult.birthDate ?? birthDate })),
        couple: household.couple ?? (said && household.adults.length > 1),
        children: children.map((child) => ({ ...child, birthDate: child.birthDate ?? birthDate })),
        expectedBirths: household.expectedBirths ?? (said ? 1 : 0),
        disabledMember: household.disabledMember ?? said,
      },
      asOf,
      national,
    );
  // The old are no dependants and no young couple; the newborn are both.
  const low = at(LONG_AGO, false);
  const high = at(asOf, true);
  return low && high && { low, high };
};

const LONG_AGO = '1900-01-01' as IsoDay;

/** Ceiling of a category, EUR of revenu fiscal de référence a year, in the table's zone, financing and year. */
export const ceilingEur = (
  table: Pick<CeilingTable, 'categories' | 'perFurtherEur'>,
  { category, further }: Pick<CeilingCategory, 'category' | 'further'>,
): number => {
  const base = table.categories[category - 1];
  if (base === undefined) throw new RangeError(`ceiling table without category ${category}`);
  return base + further * table.perFurtherEur;
};

/** Income over ceiling, both EUR a year: 1 is exactly at the ceiling. Null when either is unknown. */
export const shareOfCeiling = (incomeEur: number | null, ceilingEur: number | null): number | null =>
  incomeEur === null || ceilingEur === null ? null : incomeEur / ceilingEur;
