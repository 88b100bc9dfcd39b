import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { Vacancy } from '../domain/dwelling.ts';
import { uint8 } from '../pool/allocate.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/** Bit of a contingent in a mask. */
export const creditBit = (contingent: Reservataire): number => 1 << RESERVATAIRE_CODES.indexOf(contingent);

/**
 * The contingents that each demand's profile lets a lease be credited to, one bit each, by the pack's rules (plan de gestion 2016,
 * art. 7.4: the contingent depends on the profile of the household). `AUCUN` is in every mask. What is not known credits nobody:
 * it bars nobody either, since the landlord's own share takes any household. Length = pool.rowCount.
 */
export const creditMasks = (pool: Pool, territory: Territory): Uint8Array => {
  const masks = uint8(pool.rowCount).fill(creditBit('AUCUN'));
  for (const { bit, allows } of profileRules(pool, territory))
    for (let row = 0; row < pool.rowCount; row += 1) if (allows(row)) masks[row]! |= bit;
  return masks;
};

/** The mask of one row: see `creditMasks`. */
export const creditMask = (pool: Pool, territory: Territory, row: number): number =>
  profileRules(pool, territory).reduce(
    (mask, { bit, allows }) => (allows(row) ? mask | bit : mask),
    creditBit('AUCUN'),
  );

interface ProfileRule {
  readonly bit: number;
  readonly allows: (row: number) => boolean;
}

const rulesByPool = new WeakMap<Pool, WeakMap<Territory, readonly ProfileRule[]>>();

/** Made once: a lease is asked about row by row. */
const profileRules = (pool: Pool, territory: Territory): readonly ProfileRule[] => {
  let known = rulesByPool.get(pool);
  if (known === undefined) {
    known = new WeakMap();
    rulesByPool.set(pool, known);
  }
  let rules = known.get(territory);
  if (rules === undefined) {
    rules = readRules(pool, territory);
    known.set(territory, rules);
  }
  return rules;
};

const readRules = (pool: Pool, territory: Territory): readonly ProfileRule[] => {
  const listed = pool.array('contingentsListed');
  const dalo = pool.array('daloActive');
  const employer = pool.array('actionLogementEmployer');
  return territory.pack.contingents.shares.flatMap(({ reservataire, credits, share }): ProfileRule[] => {
    if (credits === undefined || share === 0) return [];
    const bit = creditBit(reservataire);
    const verified = territory.prioritySituations
      .filter(({ channels }) => channels.some((channel) => credits.channels.includes(channel)))
      .map(({ code }) => pool.array(code));
    const allows = (row: number): boolean =>
      (credits.listed && listed[row] !== UNKNOWN_U8 && (listed[row]! & bit) !== 0) ||
      (credits.dalo && dalo[row] === 1) ||
      (credits.actionLogementEmployer && employer[row] === 1) ||
      verified.some((levels) => levels[row] === EVIDENCE_CODES.verified);
    return [{ bit, allows }];
  });
};

/**
 * The contingent that a lease of an oriented vacancy would be credited to: the one it is oriented to where the profile allows it, the
 * landlord's own share otherwise; null where the vacancy is oriented to none.
 *
 * @param mask contingents that the household's profile allows.
 */
export const leaseCredit = (
  { orientedTo }: Pick<Vacancy, 'orientedTo'>,
  mask: number,
): Reservataire | null =>
  orientedTo === null ? null : (mask & creditBit(orientedTo)) !== 0 ? orientedTo : 'AUCUN';

/** Contingents of a mask, in the order of the codes. */
export const contingentsOf = (mask: number): readonly Reservataire[] =>
  RESERVATAIRE_CODES.filter((_, i) => (mask & (1 << i)) !== 0);
