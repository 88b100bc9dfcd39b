import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { type HeldRole, isHeld, type Role } from './roles.ts';

/** Who may be stood for in a territory, by identifier and by INSEE code. */
export interface Holders {
  readonly bailleurs: readonly { readonly id: string }[];
  readonly communes: readonly { readonly code: string }[];
}

/**
 * Whom a role stands for, checked: a token for a name that nobody has would own nothing, and nobody would know why.
 *
 * @throws InputError `token.of-missing`, `token.of-unknown`, `token.of-useless`.
 */
export const checkHolder = (role: Role, of: string | null, holders: Holders): string | null => {
  if (!isHeld(role)) {
    if (of !== null) throw new InputError([{ code: 'token.of-useless', path: 'of', received: role }]);
    return null;
  }
  if (of === null) throw new InputError([{ code: 'token.of-missing', path: 'of', received: role }]);
  const known = namesOf(role, holders);
  if (!known.includes(of))
    throw new InputError([
      {
        code: 'token.of-unknown',
        path: 'of',
        received: of,
        expected: role === 'commune' ? 'un code INSEE du territoire' : known.join(', '),
      },
    ]);
  return of;
};

const namesOf = (role: HeldRole, { bailleurs, communes }: Holders): readonly string[] => {
  switch (role) {
    case 'bailleur':
      return bailleurs.map(({ id }) => id);
    case 'commune':
      return communes.map(({ code }) => code);
    case 'reservataire':
      return RESERVATAIRE_CODES;
  }
};

/** Longest life of a token, in days. */
export const MOST_DAYS = 366;

/** The moment a token of some days ends. @param now ISO 8601 in UTC. */
export const expiryAfter = (days: number, now: string): string =>
  new Date(Date.parse(now) + days * 86_400_000).toISOString();
