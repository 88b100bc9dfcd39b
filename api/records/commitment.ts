import { createHash } from 'node:crypto';
import type { DemandNumber } from '../../engine/domain/ids.ts';

/** Bytes of a salt. */
export const SALT_BYTES = 32;

/** SHA-256 of a salt and a numéro unique, hexadecimal: names a household in a record without saying who it is. */
export type Commitment = string;
export const COMMITMENT = /^[0-9a-f]{64}$/;

/** A commitment with what opens it. The salt is kept apart from the events; once destroyed, nobody can tell whose it was. */
export interface OpenedCommitment {
  readonly commitment: Commitment;
  readonly number: DemandNumber;
  /** 32 random bytes, hexadecimal. */
  readonly salt: string;
}

/** Where salts come from: `randomBytes` in the program, a seeded source in tests. */
export type SaltSource = () => Uint8Array;

/**
 * Commits to a numéro unique. The salt must be random and new: numbers are few enough to be tried one by one, so that only the
 * salt hides them.
 *
 * @throws Error for a salt of another length.
 */
export const commitTo = (number: DemandNumber, salt: Uint8Array): OpenedCommitment => {
  if (salt.length !== SALT_BYTES) throw new Error(`commitment: a salt has ${SALT_BYTES} bytes`);
  return {
    commitment: createHash('sha256').update(salt).update(number, 'utf8').digest('hex'),
    number,
    salt: Buffer.from(salt).toString('hex'),
  };
};

/** Whether a commitment is to this number under this salt. */
export const opens = ({ commitment, number, salt }: OpenedCommitment): boolean =>
  /^[0-9a-f]{64}$/.test(salt) && commitTo(number, Buffer.from(salt, 'hex')).commitment === commitment;
