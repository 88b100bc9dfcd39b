import { InputError } from '../../engine/domain/issue.ts';
import type { DocumentCollection } from '../store/documents.ts';
import type { Principal } from './roles.ts';
import {
  makeTokenParts,
  readToken,
  sameSecret,
  secretHash,
  TokenDocument,
  tokenState,
  tokenText,
} from './token.ts';

/** A token without its secret. */
export interface TokenEntry extends Omit<TokenDocument, 'format' | 'sha256'> {
  readonly id: string;
}

export interface TokenAsked extends Pick<TokenDocument, 'role' | 'of' | 'label' | 'expiresAt'> {
  /** See `TokenDocument`; left out: null. */
  readonly perSecond?: number | null;
  readonly now: string;
}

/** The local tokens of an installation. Moments are ISO 8601 in UTC. */
export interface TokenStore {
  /** @returns the text to give, which can never be shown again. */
  create(asked: TokenAsked): Promise<{ readonly entry: TokenEntry; readonly text: string }>;
  /** Every token, the oldest first. */
  list(): Promise<readonly TokenEntry[]>;
  /** At once, for every process. Revoking twice changes nothing. @throws InputError `token.unknown`. */
  revoke(id: string, now: string): Promise<TokenEntry>;
  /** Whom a token lets in; null for one that is unknown, wrong, expired or revoked. */
  check(text: string, now: string): Promise<Principal | null>;
  /** Whom a token that was checked before still lets in. */
  holder(id: string, now: string): Promise<Principal | null>;
}

/** Compared when no token has the id sent, so that an unknown id takes as long as a wrong secret. */
const NOBODY = secretHash('nobody');

/** Tokens as documents of a store. They are read at each request: what one process revokes, another refuses at once. */
export class StoredTokens implements TokenStore {
  readonly #documents: DocumentCollection;

  constructor(documents: DocumentCollection) {
    this.#documents = documents;
  }

  async create({ now, ...asked }: TokenAsked): Promise<{ entry: TokenEntry; text: string }> {
    const parts = makeTokenParts();
    const document: TokenDocument = {
      format: 'precal-token-1',
      sha256: secretHash(parts.secret),
      ...asked,
      perSecond: asked.perSecond ?? null,
      createdAt: now,
      revokedAt: null,
    };
    await this.#documents.save({ id: parts.id, version: 1, document }, 0);
    return { entry: entryOf(parts.id, document), text: tokenText(parts) };
  }

  async list(): Promise<readonly TokenEntry[]> {
    const kept = await this.#documents.all();
    return kept
      .map(({ id, document }) => entryOf(id, TokenDocument.parse(document)))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  async revoke(id: string, now: string): Promise<TokenEntry> {
    const kept = await this.#documents.find(id);
    if (kept === null) throw new InputError([{ code: 'token.unknown', path: 'token', received: id }]);
    const document = TokenDocument.parse(kept.document);
    if (document.revokedAt !== null) return entryOf(id, document);
    const revoked = { ...document, revokedAt: now };
    await this.#documents.save({ id, version: kept.version + 1, document: revoked }, kept.version);
    return entryOf(id, revoked);
  }

  async check(text: string, now: string): Promise<Principal | null> {
    const parts = readToken(text);
    if (parts === null) return null;
    const kept = await this.#documents.find(parts.id);
    const document = kept === null ? null : TokenDocument.parse(kept.document);
    const right = sameSecret(parts.secret, document?.sha256 ?? NOBODY);
    return document !== null && right ? principalOf(parts.id, document, now) : null;
  }

  async holder(id: string, now: string): Promise<Principal | null> {
    const kept = await this.#documents.find(id);
    return kept === null ? null : principalOf(id, TokenDocument.parse(kept.document), now);
  }
}

const order = ({ createdAt, id }: TokenEntry): string => `${createdAt} ${id}`;

const entryOf = (
  id: string,
  { role, of, label, createdAt, expiresAt, revokedAt, perSecond }: TokenDocument,
): TokenEntry => ({
  id,
  role,
  of,
  label,
  createdAt,
  expiresAt,
  revokedAt,
  perSecond,
});

const principalOf = (id: string, document: TokenDocument, now: string): Principal | null => {
  if (tokenState(document, now) !== 'usable') return null;
  const { role, of, perSecond } = document;
  return { id, role, of, ...(perSecond === null ? {} : { perSecond }) };
};
