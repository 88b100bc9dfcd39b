import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ROLES } from './roles.ts';

/** Past it, a limit would protect nothing: one process answers fewer. */
export const MOST_PER_SECOND = 5_000;

/**
 * A local token as it is kept. The secret is 256 random bits, so its SHA-256 is enough: nobody can try 2^256 of them, and
 * the slow hashes that protect passwords, which people choose, would only slow down every request.
 */
export const TokenDocument = z.strictObject({
  format: z.literal('precal-token-1'),
  /** SHA-256 of the secret, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  role: z.enum(ROLES),
  /** Whom the role stands for; null for roles that stand for nobody. */
  of: z.string().nullable(),
  /** Told to the administrator only: it may name a person, so it goes into no log. */
  label: z.string(),
  /** Moments, ISO 8601 in UTC. */
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  /** Requests a second, for a system that sends more than the server's own rate lets through; null: that rate. */
  perSecond: z.int().min(1).max(MOST_PER_SECOND).nullable().default(null),
});
export type TokenDocument = z.infer<typeof TokenDocument>;

export interface TokenParts {
  /** 16 hexadecimal digits: names the token in lists and logs, and opens nothing. */
  readonly id: string;
  /** 32 bytes, base64url. */
  readonly secret: string;
}

export const makeTokenParts = (): TokenParts => ({
  id: randomBytes(8).toString('hex'),
  secret: randomBytes(32).toString('base64url'),
});

/** The form that is printed once and sent as `Authorization: Bearer …`; the prefix lets a scanner of leaks know it. */
export const tokenText = ({ id, secret }: TokenParts): string => `precal_${id}_${secret}`;

/** Null for what cannot be a token. */
export const readToken = (text: string): TokenParts | null => {
  const [, id, secret] = /^precal_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
};

/** SHA-256 of a random secret, hexadecimal. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether a secret is the one kept, in a time that does not tell how much of it is right. @param sha256 hexadecimal. */
export const sameSecret = (secret: string, sha256: string): boolean => {
  const given = createHash('sha256').update(secret).digest();
  const kept = Buffer.from(sha256, 'hex');
  return kept.length === given.length && timingSafeEqual(given, kept);
};

/** Whether a token opens anything at a moment. @param now ISO 8601 in UTC, as the token's own. */
export const tokenState = (
  token: Pick<TokenDocument, 'expiresAt' | 'revokedAt'>,
  now: string,
): 'usable' | 'expired' | 'revoked' => {
  if (token.revokedAt !== null) return 'revoked';
  return Date.parse(now) < Date.parse(token.expiresAt) ? 'usable' : 'expired';
};
