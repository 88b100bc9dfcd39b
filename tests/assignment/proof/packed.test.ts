import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  packAmounts,
  packWhole,
  unpackAmounts,
  unpackWhole,
} from '../../../engine/assignment/proof/packed.ts';

const SIGNED = { least: -(2 ** 31), most: 2 ** 31 - 1 };
const INDEX = { least: 0, most: 2 ** 32 - 1 };

test('whole numbers come back, signed or not, the largest steps included', () => {
  const signed = fc.array(fc.integer({ min: SIGNED.least, max: SIGNED.most }), { maxLength: 30 });
  fc.assert(
    fc.property(signed, (values) => {
      expect(unpackWhole(packWhole(Int32Array.from(values)), SIGNED)).toEqual(values);
    }),
    { numRuns: 200 },
  );
  const edges = [0, INDEX.most, 0, 127, 128, 2 ** 31];
  expect(unpackWhole(packWhole(Uint32Array.from(edges)), INDEX)).toEqual(edges);
  const far = [SIGNED.least, SIGNED.most, SIGNED.least];
  expect(unpackWhole(packWhole(Int32Array.from(far)), SIGNED)).toEqual(far);
});

test('amounts come back as they were, infinity and the smallest double included', () => {
  const values = Float64Array.of(0, -0.1, Infinity, 5e-324, 1e300);
  expect(unpackAmounts(packAmounts(values))).toEqual(values);
});

test('what was not written so is not read', () => {
  const text = packWhole(Int32Array.of(1000, -1000, 5));
  expect(unpackWhole('not base64 !', SIGNED)).toBeNull();
  expect(unpackAmounts('not base64 !')).toBeNull();
  // 0x80 says that another byte comes.
  expect(unpackWhole(Buffer.from([0x80]).toString('base64'), SIGNED)).toBeNull();
  expect(unpackWhole(Buffer.from([255, 255, 255, 255, 255, 1]).toString('base64'), SIGNED)).toBeNull();
  expect(unpackWhole(text, INDEX)).toBeNull();
  expect(unpackWhole(text, { least: -1000, most: 999 })).toBeNull();
  expect(unpackAmounts(Buffer.from([1, 2, 3]).toString('base64'))).toBeNull();
});
