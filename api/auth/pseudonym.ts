import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isDemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { DocumentCollection } from '../store/documents.ts';

/** Crockford's base 32: no I, L, O or U, which are misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHAPE = /^PS(?:-[0-9A-HJKMNP-TV-Z]{4}){4}$/;

const NUMBER = /\d{13}[A-Z0-9]{5}(?![0-9A-Za-z])/g;

/**
 * Whether what comes before a place makes it the middle of another word, or the decimals of a figure. The letter of a JSON escape does not: in `"\n999…"`
 * the number follows an n.
 */
const insideWord = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 6), at);
  return /([0-9A-Za-z]|\d\.)$/.test(before) && !/\\([nrtbf]|u[0-9A-Fa-f]{4})$/.test(before);
};

export const isPseudonym = (text: string): boolean => SHAPE.test(text);

/** The different numéros uniques that a text holds. */
export const numbersIn = (text: string): ReadonlySet<string> => {
  const numbers = new Set<string>();
  for (const { 0: number, index } of text.matchAll(NUMBER))
    if (isDemandNumber(number) && !insideWord(text, index)) numbers.add(number);
  return numbers;
};

/** Every numéro unique of a text, replaced; each one is also told. */
export const replaceNumbers = (
  text: string,
  replace: (number: string) => string,
): { readonly text: string; readonly numbers: ReadonlySet<string> } => {
  const numbers = new Set<string>();
  const replaced = text.replace(NUMBER, (number, at: number) => {
    if (!isDemandNumber(number) || insideWord(text, at)) return number;
    numbers.add(number);
    return replace(number);
  });
  return { text: replaced, numbers };
};

/**
 * Keyed pseudonyms of numéros uniques: the first 80 bits of HMAC-SHA-256 (RFC 2104). Without the key nobody can try the
 * numbers one after the other, which a bare hash would allow; among 3 million demands, two share a pseudonym with a
 * probability under 10^-11. One key for an installation: two readers can speak of the same demand.
 */
export class Pseudonyms {
  readonly #key: Uint8Array;
  /** Ways back, by list of numbers: made once for a snapshot of the demands. */
  readonly #ways = new WeakMap<object, ReadonlyMap<string, string>>();

  /** @param key 32 random bytes. */
  constructor(key: Uint8Array) {
    if (key.length !== 32) throw new Error('pseudonyms: a key has 32 bytes');
    this.#key = key;
  }

  of(number: string): string {
    const digest = createHmac('sha256', this.#key).update(number).digest();
    let bits = BigInt(`0x${digest.subarray(0, 10).toString('hex')}`);
    let text = '';
    for (let i = 0; i < 16; i += 1) {
      text = `${DIGITS[Number(bits & 31n)]}${i > 0 && i % 4 === 0 ? '-' : ''}${text}`;
      bits >>= 5n;
    }
    return `PS-${text}`;
  }

  /**
   * The number of a pseudonym, among some demands; null when none has it.
   *
   * @param snapshot what the numbers are of: the same object gives the same way back, worked out once (about 2 µs a demand).
   */
  numberOf(pseudonym: string, snapshot: object, numbers: () => Iterable<string>): string | null {
    let way = this.#ways.get(snapshot);
    if (way === undefined) {
      way = new Map([...numbers()].map((number) => [this.of(number), number]));
      this.#ways.set(snapshot, way);
    }
    return way.get(pseudonym) ?? null;
  }
}

const KEY_ID = 'pseudonyms';
const KeyDocument = z.strictObject({
  format: z.literal('precal-key-1'),
  key: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * The pseudonyms of an installation; its key is drawn the first time, and kept with the data: without it, yesterday's
 * pseudonyms lead nowhere.
 *
 * @throws InputError `store.damaged` for a key that cannot be read.
 */
export const openPseudonyms = async (documents: DocumentCollection): Promise<Pseudonyms> => {
  const kept = await documents.find(KEY_ID);
  if (kept === null) {
    const document = { format: 'precal-key-1', key: randomBytes(32).toString('hex') };
    try {
      await documents.save({ id: KEY_ID, version: 1, document }, 0);
    } catch (error) {
      // Another process drew one in the meantime: that one holds.
      if ((await documents.find(KEY_ID)) === null) throw error;
    }
    return openPseudonyms(documents);
  }
  const parsed = KeyDocument.safeParse(kept.document);
  if (!parsed.success) throw new InputError([{ code: 'store.damaged', path: 'keys', file: KEY_ID }]);
  return new Pseudonyms(Buffer.from(parsed.data.key, 'hex'));
};
