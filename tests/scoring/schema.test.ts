import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { methodJsonSchema, SCHEMA_COMMENT } from '../../scoring/methodJsonSchema.ts';

const PUBLISHED = new URL('../../docs/schemas/method.schema.json', import.meta.url);
const METHODS = new URL('../../scoring/methods/', import.meta.url);

test('the published JSON Schema is the one that files are read with (UPDATE_SCHEMAS=1 rewrites it)', () => {
  if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(PUBLISHED, methodJsonSchema());
  expect(readFileSync(PUBLISHED, 'utf8')).toBe(methodJsonSchema());
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly description?: string;
}
const schema = JSON.parse(methodJsonSchema()) as Schema;

test('keys that have a default are not asked for; unknown keys are refused everywhere', () => {
  expect(schema.required).toEqual([
    'id',
    'version',
    'label',
    'kind',
    'source',
    'certainty',
    'validFrom',
    'validTo',
  ]);
  let groups = 0;
  const walk = (node: Schema): void => {
    if (node.properties) {
      groups += 1;
      expect(node.additionalProperties).toBe(false);
    }
    for (const inner of [...Object.values(node.properties ?? {}), ...(node.anyOf ?? [])]) walk(inner);
    if (node.items) walk(node.items);
  };
  walk(schema);
  expect(groups).toBeGreaterThanOrEqual(9);
});

test('every key of a method has a French description for editors', () => {
  for (const [key, { description }] of Object.entries(schema.properties!))
    expect(description, key).toMatch(/^\S.{10,}\.$/);
});

test('every method shipped names the schema on its first line', () => {
  const files = readdirSync(METHODS);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files)
    expect(readFileSync(new URL(file, METHODS), 'utf8').split('\n')[0], file).toBe(SCHEMA_COMMENT);
});
