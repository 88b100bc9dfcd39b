import type { Household } from '../../engine/domain/demand.ts';
import { day } from './parameters.ts';

/** The day all cases are examined on. */
export const AS_OF = day('2026-06-15');

/** Someone who turned this age on the examined day itself. */
export const aged = (years: number): { birthDate: Household['adults'][number]['birthDate'] } => ({
  birthDate: day(`${2026 - years}-06-15`),
});
/** Someone who turns this age on the day after. */
export const almostAged = (years: number): { birthDate: Household['adults'][number]['birthDate'] } => ({
  birthDate: day(`${2026 - years}-06-16`),
});
export const undated = { birthDate: null };

type ChildToHouse = NonNullable<Household['children']>[number];
type Custody = ChildToHouse['custody'];
export const child = (
  person: { birthDate: Household['adults'][number]['birthDate'] },
  custody: Custody = 'full',
): ChildToHouse => ({ ...person, custody });

/** A single adult of 40, everything declared; a case changes what it is about. */
export const household = (change: Partial<Household> = {}): Household => ({
  adults: [aged(40)],
  couple: false,
  children: [],
  expectedBirths: 0,
  disabledMember: false,
  ...change,
});

export const couple = (change: Partial<Household> = {}): Household =>
  household({ adults: [aged(40), aged(38)], couple: true, ...change });
