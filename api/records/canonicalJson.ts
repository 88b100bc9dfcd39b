/** A value that JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * The one text of a JSON value, as RFC 8785 (JSON Canonicalization Scheme) fixes it: no space, members sorted by the UTF-16 code units
 * of their names, numbers and strings as ECMAScript writes them. The same value always gives the same bytes (in UTF-8).
 *
 * @throws Error for what JSON has no text for: undefined, NaN, infinities, functions, dates, other objects with a class, holes of
 * an array, lone surrogates. What is hashed must be said whole; `JSON.stringify` would leave it out without a word.
 */
export const canonicalJson = (value: unknown): string => write(value, '');

const write = (value: unknown, path: string): string => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused(path, 'a number that is not finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return text(value, path);
  if (Array.isArray(value))
    return `[${Array.from(value, (item, i) => write(item, `${path}[${i}]`)).join(',')}]`;
  if (!isPlain(value)) throw refused(path, value === undefined ? 'undefined' : `a ${typeof value}`);
  const members = Object.keys(value)
    // The default order of `sort` is that of UTF-16 code units.
    .sort()
    .map((key) => `${text(key, path)}:${write(value[key], `${path}.${key}`)}`);
  return `{${members.join(',')}}`;
};

const text = (value: string, path: string): string => {
  if (/\p{Surrogate}/u.test(value)) throw refused(path, 'a lone surrogate');
  return JSON.stringify(value);
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const refused = (path: string, what: string): Error =>
  new Error(`canonical JSON: ${path === '' ? 'the value' : path} is ${what}`);

/**
 * Reads back a text that `canonicalJson` wrote. Null when it is not JSON, or not in canonical form: a capital in an escape, a
 * space, a member said twice would read as the same value, and are changes of the bytes all the same.
 */
export const parseCanonical = (stored: string): JsonValue | null => {
  try {
    const value = JSON.parse(stored) as JsonValue;
    return canonicalJson(value) === stored ? value : null;
  } catch {
    return null;
  }
};
