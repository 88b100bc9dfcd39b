import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type JsonValue, parseCanonical } from './canonicalJson.ts';
import { COMMITMENT, type Commitment } from './commitment.ts';

/*
 * The record of a session: its whole document in canonical JSON, households by commitment, no French and nobody's number. Its SHA-256
 * is in the event of the change that made it; its bytes are kept beside, under that hash.
 */

const recordSchema = z.strictObject({
  format: z.literal('precal-record-1'),
  /** Version of the program that wrote it. */
  program: z.string(),
  session: z.string(),
  version: z.int().min(1),
  document: z.record(z.string(), z.unknown()),
});
export type SessionRecord = z.infer<typeof recordSchema>;

/** A record's text and its name: SHA-256 of the text in UTF-8, hexadecimal. */
export interface WrittenRecord {
  readonly hash: string;
  readonly text: string;
}

/** Left out of a record: what an offer was on its day, which is worked out from the data and would describe a household for ever. */
const LEFT_OUT = 'facts';
/** Null in a record: the keys of requests are no part of what was proposed. */
const SILENCED = 'request';
/** Fields of a document that name households: a string, or a list of them. */
const HOUSEHOLD_FIELDS: ReadonlySet<string> = new Set(['number', 'candidates', 'order']);

/** The record of a session's document. @param nameOf commitment of each number. */
export const writeRecord = (
  of: {
    readonly program: string;
    readonly session: string;
    readonly version: number;
    readonly document: object;
  },
  nameOf: (number: string) => Commitment,
): WrittenRecord => {
  const { program, session, version, document } = of;
  // Once through JSON: a document is what its store gives back.
  const kept = withoutParts(JSON.parse(JSON.stringify(document)) as JsonValue);
  const named = mapHouseholds(kept, nameOf);
  const text = canonicalJson({ format: 'precal-record-1', program, session, version, document: named });
  return { hash: createHash('sha256').update(text).digest('hex'), text };
};

/** Null for a text that is no record, or is not the one that its hash names. */
export const readRecord = ({ hash, text }: WrittenRecord): SessionRecord | null => {
  if (createHash('sha256').update(text).digest('hex') !== hash) return null;
  const parsed = recordSchema.safeParse(parseCanonical(text));
  return parsed.success ? parsed.data : null;
};

/** Every commitment of a record, once each, in the order in which they first stand. */
export const householdsOf = ({ document }: SessionRecord): readonly Commitment[] => {
  const found = new Set<Commitment>();
  mapHouseholds(document as JsonValue, (name) => {
    if (COMMITMENT.test(name)) found.add(name);
    return name;
  });
  return [...found];
};

/** A record's document with numbers in the place of commitments. */
export const openRecord = (
  { document }: SessionRecord,
  numberOf: (household: Commitment) => string,
): JsonValue => mapHouseholds(document as JsonValue, numberOf);

/** Which commitment stands for each number, from a document and the record that was made of it. */
export const commitmentsIn = (document: object, record: SessionRecord): ReadonlyMap<string, Commitment> => {
  const numbers = allNames(withoutParts(JSON.parse(JSON.stringify(document)) as JsonValue));
  const commitments = allNames(record.document as JsonValue);
  if (numbers.length !== commitments.length) throw new Error('record: it is not that of this document');
  return new Map(numbers.map((number, i) => [number, commitments[i]!]));
};

const allNames = (value: JsonValue): readonly string[] => {
  const names: string[] = [];
  mapHouseholds(value, (name) => {
    names.push(name);
    return name;
  });
  return names;
};

const isObject = (value: JsonValue): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const withoutParts = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(withoutParts);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => key !== LEFT_OUT)
      .map((key) => [key, key === SILENCED ? null : withoutParts(value[key]!)]),
  );
};

/** Members in the order of their names, so that names come in one order whatever the order of the document. */
const mapHouseholds = (
  value: JsonValue,
  rename: (name: string) => string,
  field: string | null = null,
): JsonValue => {
  if (typeof value === 'string') return field !== null && HOUSEHOLD_FIELDS.has(field) ? rename(value) : value;
  if (isList(value)) return value.map((item) => mapHouseholds(item, rename, field));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, mapHouseholds(value[key]!, rename, key)]),
  );
};
