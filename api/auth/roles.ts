/** Who may come: the roles of the API, the narrowest first. */
export const ROLES = ['bailleur', 'commune', 'reservataire', 'coordination', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that stand for somebody: a bailleur (its identifier), a commune (INSEE code), a reservataire (its code). */
export const HELD_ROLES = ['bailleur', 'commune', 'reservataire'] as const satisfies readonly Role[];
export type HeldRole = (typeof HELD_ROLES)[number];
export const isHeld = (role: Role): role is HeldRole => (HELD_ROLES as readonly Role[]).includes(role);

/**
 * Roles that read numéros uniques as they are. A bailleur examines its own vacancies and must write to the households; the
 * administrator keeps the data. Everybody else reads keyed pseudonyms.
 */
const CLEAR: readonly Role[] = ['bailleur', 'admin'];
export const readsNumbers = (role: Role): boolean => CLEAR.includes(role);

/** Who asks, once known. */
export interface Principal {
  /** Of the token, or of the page session: drawn at random, so that a log names nobody. */
  readonly id: string;
  readonly role: Role;
  /** Whom the role stands for; null for roles that stand for nobody. */
  readonly of: string | null;
  /** Requests a second that its token was given; left out: the server's own rate. */
  readonly perSecond?: number;
}

/** What makes a vacancy somebody's. */
export interface Place {
  readonly bailleur: string;
  /** INSEE code. */
  readonly commune: string;
  /** Reservataire that the vacancy is steered to; null when none is said. */
  readonly orientedTo: string | null;
}

/** Whether a place is the principal's own. Who stands for nobody owns nothing. */
export const owns = ({ role, of }: Principal, place: Place): boolean => {
  if (of === null) return false;
  switch (role) {
    case 'bailleur':
      return place.bailleur === of;
    case 'commune':
      return place.commune === of;
    case 'reservataire':
      return place.orientedTo === of;
    default:
      return false;
  }
};
