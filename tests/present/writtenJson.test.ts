import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { numbersIn } from '../../api/auth/pseudonym.ts';
import { JsonWriter, PartWriter, writtenJson } from '../../api/present/writtenJson.ts';
import { aNumber } from '../support/demands.ts';

/** JSON values as an answer holds them: figures, and texts of any alphabet with, at times, a numéro unique. */
const values = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.string(), fc.integer({ min: 1, max: 9 })).map(([text, n]) => `${text} ${aNumber(n)}.`),
);
const ways = fc.constantFrom<'text' | 'written' | 'part'>('text', 'written', 'part');
const pieces = fc.array(fc.record({ value: values, way: ways }), { maxLength: 12 });

/** A value as a part of two pieces. */
const partOf = (text: string) => {
  const part = new PartWriter();
  part.written(writtenJson('['));
  part.written(writtenJson(`${text}]`));
  return part.done();
};

describe('an answer put together', () => {
  let named = 0;
  test.prop([pieces], { numRuns: 200 })(
    'is, byte for byte, its text; its numbers are those of the text',
    (parts) => {
      const json = new JsonWriter();
      const texts: string[] = [];
      json.text('[');
      for (const [i, { value, way }] of parts.entries()) {
        if (i > 0) json.text(',');
        const text = JSON.stringify(value);
        texts.push(way === 'part' ? `[${text}]` : text);
        if (way === 'written') json.written(writtenJson(text));
        else if (way === 'part') json.part(partOf(text));
        else json.text(text);
      }
      json.text(']');
      const whole = `[${texts.join(',')}]`;
      const { bytes, numbers } = json.done();
      expect(Buffer.from(bytes).equals(Buffer.from(whole))).toBe(true);
      expect(new Set(numbers)).toEqual(new Set(numbersIn(whole)));
      named += numbers.size > 0 ? 1 : 0;
    },
  );
  test('names somebody often enough for that to be tried', () => {
    expect(named).toBeGreaterThan(50);
  });
});
