import type { AplParameters } from '../domain/territory.ts';
import type { HouseholdFacts } from './household.ts';

/** The composition that housing benefits and the rent reduction look at. */
export interface Family {
  readonly couple: boolean;
  /** Personnes à charge. */
  readonly dependants: number;
}

/** A national table by composition: single, couple, then by number of dependants with an increment beyond its last entry. */
export type FamilyTable = AplParameters['r0'];

/** Entry of a table for a family, in the table's unit. With a dependant, single persons and couples share one value. */
export const familyValue = (table: FamilyTable, { couple, dependants }: Family): number => {
  if (dependants === 0) return couple ? table.couple : table.single;
  const listed = table.dependants[dependants - 1];
  if (listed !== undefined) return listed;
  const last = table.dependants.length;
  return table.dependants[last - 1]! + (dependants - last) * table.perFurther;
};

/**
 * Family of a household; null when dependants are unknown, or when the couple is unknown and matters (without dependants).
 * Children in alternate custody count whole: how two parents share them is not in a demand file.
 */
export const familyOf = ({
  couple,
  dependants,
}: Pick<HouseholdFacts, 'couple' | 'dependants'>): Family | null => {
  if (dependants === null || (couple === null && dependants === 0)) return null;
  return { couple: couple ?? false, dependants };
};
