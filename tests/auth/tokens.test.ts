import { describe, expect, test } from 'vitest';
import { LocalAuthenticator } from '../../api/auth/authenticator.ts';
import { checkHolder, expiryAfter } from '../../api/auth/holder.ts';
import { PageSessions } from '../../api/auth/pageSessions.ts';
import { readToken, sameSecret, secretHash, tokenState } from '../../api/auth/token.ts';
import { StoredTokens } from '../../api/auth/tokens.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { MemoryStore } from '../support/memoryStore.ts';

const NOW = '2026-11-02T08:00:00.000Z';
const LATER = '2026-11-03T08:00:00.000Z';
const ASKED = {
  role: 'bailleur',
  of: 'vilogia',
  label: 'ordre du jour',
  expiresAt: LATER,
  now: NOW,
} as const;

const someTokens = () => {
  const documents = new MemoryStore({}).collection('tokens');
  return { documents, tokens: new StoredTokens(documents) };
};
const codeOf = (error: unknown) => (error instanceof InputError ? error.issues[0]?.code : error);

describe('a token', () => {
  test('lets in whom it was made for, until it expires', async () => {
    const { tokens } = someTokens();
    const { entry, text } = await tokens.create(ASKED);
    expect(await tokens.check(text, NOW)).toEqual({ id: entry.id, role: 'bailleur', of: 'vilogia' });
    expect(await tokens.check(text, '2026-11-03T07:59:59.999Z')).not.toBeNull();
    expect(await tokens.check(text, LATER)).toBeNull();
  });
  test('revoked, it lets nobody in, and stays in the list; revoking again changes nothing', async () => {
    const { tokens } = someTokens();
    const { entry, text } = await tokens.create(ASKED);
    const revoked = await tokens.revoke(entry.id, NOW);
    expect(await tokens.check(text, NOW)).toBeNull();
    expect(await tokens.holder(entry.id, NOW)).toBeNull();
    expect(await tokens.revoke(entry.id, LATER)).toEqual(revoked);
    expect(await tokens.list()).toEqual([{ ...entry, revokedAt: NOW }]);
  });
  test('one that does not exist is not revoked', async () => {
    const { tokens } = someTokens();
    await expect(tokens.revoke('00', NOW).catch(codeOf)).resolves.toBe('token.unknown');
  });
  test('is kept without its secret', async () => {
    const { documents, tokens } = someTokens();
    const { text } = await tokens.create(ASKED);
    const secret = readToken(text)!.secret;
    expect(secret).toHaveLength(43);
    expect(JSON.stringify([await documents.all(), await tokens.list()])).not.toContain(secret);
    expect(JSON.stringify(await documents.all())).toContain(secretHash(secret));
  });
  test.each([
    ['another secret', (text: string) => `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`],
    ['another id', (text: string) => text.replace(/_[0-9a-f]{16}_/, '_0000000000000000_')],
    ['a part of it', (text: string) => text.slice(0, -1)],
    ['more than it', (text: string) => `${text}A`],
    ['nothing', () => ''],
    ['its secret alone', (text: string) => readToken(text)!.secret],
  ])('%s is not it', async (_, change) => {
    const { tokens } = someTokens();
    const { text } = await tokens.create(ASKED);
    expect(await tokens.check(change(text), NOW)).toBeNull();
  });
  test('tells the rate that it was given; one of before has none', async () => {
    const { documents, tokens } = someTokens();
    const { entry, text } = await tokens.create({ ...ASKED, perSecond: 2_000 });
    expect(entry.perSecond).toBe(2_000);
    expect(await tokens.check(text, NOW)).toMatchObject({ id: entry.id, perSecond: 2_000 });
    const { perSecond, ...before } = (await documents.find(entry.id))!.document as { perSecond: number };
    await documents.save({ id: entry.id, version: 2, document: before }, 1);
    expect(await tokens.check(text, NOW)).toEqual({ id: entry.id, role: 'bailleur', of: 'vilogia' });
    expect(await tokens.list()).toEqual([{ ...entry, perSecond: null }]);
  });
  test('two are never the same', async () => {
    const { tokens } = someTokens();
    const made = await Promise.all(Array.from({ length: 50 }, () => tokens.create(ASKED)));
    expect(new Set(made.map(({ text }) => text)).size).toBe(50);
    expect(await tokens.list()).toHaveLength(50);
  });
  test('a moment that cannot be read lets nobody in', () => {
    expect(tokenState({ expiresAt: 'demain', revokedAt: null }, NOW)).toBe('expired');
    expect(tokenState({ expiresAt: LATER, revokedAt: null }, 'hier')).toBe('expired');
  });
});

describe('comparing secrets', () => {
  test('whole, whatever part is right', () => {
    const hash = secretHash('a'.repeat(43));
    expect(sameSecret('a'.repeat(43), hash)).toBe(true);
    expect(sameSecret(`b${'a'.repeat(42)}`, hash)).toBe(false);
    expect(sameSecret(`${'a'.repeat(42)}b`, hash)).toBe(false);
    expect(sameSecret('a'.repeat(43), '')).toBe(false);
  });
  test('takes as long for a secret wrong at its start as at its end', () => {
    const right = 'a'.repeat(43);
    const hash = secretHash(right);
    const time = (secret: string) => {
      const times = Array.from({ length: 2_000 }, () => {
        const from = process.hrtime.bigint();
        sameSecret(secret, hash);
        return Number(process.hrtime.bigint() - from);
      });
      return times.sort((a, b) => a - b)[1_000]!;
    };
    time(right);
    const [start, end] = [time(`b${right.slice(1)}`), time(`${right.slice(1)}b`)];
    expect(start / end).toBeGreaterThan(0.5);
    expect(start / end).toBeLessThan(2);
  });
});

describe('whom a role stands for', () => {
  const territory = { bailleurs: [{ id: 'vilogia' }], communes: [{ code: '59512' }] };
  test.each([
    ['bailleur', 'vilogia'],
    ['commune', '59512'],
    ['reservataire', 'PPRIOR'],
    ['coordination', null],
    ['analyst', null],
    ['admin', null],
  ] as const)('%s: %s', (role, of) => {
    expect(checkHolder(role, of, territory)).toBe(of);
  });
  test.each([
    ['bailleur', null, 'token.of-missing'],
    ['commune', null, 'token.of-missing'],
    ['reservataire', null, 'token.of-missing'],
    ['bailleur', '59512', 'token.of-unknown'],
    ['commune', '75056', 'token.of-unknown'],
    ['reservataire', 'vilogia', 'token.of-unknown'],
    ['admin', 'vilogia', 'token.of-useless'],
  ] as const)('%s of %s is %s', (role, of, code) => {
    expect(() => checkHolder(role, of, territory)).toThrow(code);
  });
  test('days are added to the moment', () => {
    expect(expiryAfter(1, NOW)).toBe(LATER);
  });
});

describe('who is let in', () => {
  const world = async () => {
    const clock = { now: NOW };
    const { tokens } = someTokens();
    const pages = new PageSessions(() => Date.parse(clock.now));
    const authenticator = new LocalAuthenticator({ tokens, pages, now: () => clock.now });
    const made = await tokens.create({ ...ASKED, expiresAt: expiryAfter(30, NOW) });
    const bearer = (authorization: string | null, cookie: string | null = null) =>
      authenticator.authenticate({ authorization, cookie });
    return { clock, tokens, pages, bearer, ...made };
  };
  test('a bearer token', async () => {
    const { bearer, text, entry } = await world();
    const known = { principal: { id: entry.id, role: 'bailleur', of: 'vilogia' }, by: 'bearer' };
    expect(await bearer(`Bearer ${text}`)).toEqual(known);
    expect(await bearer(`bearer ${text}`)).toEqual(known);
  });
  test.each(['Bearer', 'Basic cHJlY2Fs', 'Bearer précal'])('%s is nobody', async (header) => {
    const { bearer } = await world();
    expect(await bearer(header)).toBeNull();
  });
  test('nothing at all is nobody', async () => {
    expect(await (await world()).bearer(null)).toBeNull();
  });
  test('the one-time link, once, as the administrator', async () => {
    const { bearer, pages } = await world();
    const code = pages.oneTimeCode();
    const cookie = pages.redeem(code);
    expect(await bearer(null, cookie)).toMatchObject({
      principal: { role: 'admin', of: null },
      by: 'cookie',
    });
    expect(pages.redeem(code)).toBeNull();
    expect(pages.redeem('autre')).toBeNull();
  });
  test('the link waits a quarter of an hour', async () => {
    const { clock, pages } = await world();
    const codes = [pages.oneTimeCode(), pages.oneTimeCode()] as const;
    clock.now = '2026-11-02T08:14:59.999Z';
    expect(pages.redeem(codes[0])).not.toBeNull();
    clock.now = '2026-11-02T08:15:00.000Z';
    expect(pages.redeem(codes[1])).toBeNull();
  });
  test('a page lasts a working day, and is closed when asked', async () => {
    const { clock, bearer, pages } = await world();
    const cookie = pages.redeem(pages.oneTimeCode())!;
    clock.now = '2026-11-02T19:59:59.999Z';
    expect(await bearer(null, cookie)).not.toBeNull();
    clock.now = '2026-11-02T20:00:00.000Z';
    expect(await bearer(null, cookie)).toBeNull();
    const other = pages.redeem(pages.oneTimeCode())!;
    pages.close(other);
    expect(await bearer(null, other)).toBeNull();
  });
  test('a page opened by a token falls with it', async () => {
    const { bearer, pages, tokens, entry } = await world();
    const cookie = pages.open({ id: entry.id, role: 'bailleur', of: 'vilogia' });
    expect(await bearer(null, cookie)).toMatchObject({ principal: { of: 'vilogia' }, by: 'cookie' });
    await tokens.revoke(entry.id, NOW);
    expect(await bearer(null, cookie)).toBeNull();
  });
  test('a wrong header is not made up for by a page', async () => {
    const { bearer, pages } = await world();
    expect(await bearer('Bearer rien', pages.redeem(pages.oneTimeCode()))).toBeNull();
  });
  test('a thousand pages at most, the oldest leave first', async () => {
    const { bearer, pages } = await world();
    const cookies = Array.from({ length: 1_001 }, () => pages.redeem(pages.oneTimeCode())!);
    expect(await bearer(null, cookies[0])).toBeNull();
    expect(await bearer(null, cookies[1])).not.toBeNull();
  });
});
