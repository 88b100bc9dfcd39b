import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { COMMITMENT, commitTo, opens, SALT_BYTES } from '../../api/records/commitment.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { aNumber } from '../support/demands.ts';

const salt = (byte: number): Uint8Array => new Uint8Array(SALT_BYTES).fill(byte);
const NUMBER = aNumber(1) as DemandNumber;

test('is the SHA-256 of the salt and the number', () => {
  const { commitment } = commitTo(NUMBER, salt(7));
  expect(commitment).toBe(
    createHash('sha256')
      .update(Buffer.concat([salt(7), Buffer.from(NUMBER)]))
      .digest('hex'),
  );
  expect(commitment).toMatch(COMMITMENT);
});

test('another salt hides the same number under another name', () => {
  expect(commitTo(NUMBER, salt(1)).commitment).not.toBe(commitTo(NUMBER, salt(2)).commitment);
});

test('opens under its own number and salt only', () => {
  const opened = commitTo(NUMBER, salt(3));
  expect(opens(opened)).toBe(true);
  expect(opens({ ...opened, number: aNumber(2) as DemandNumber })).toBe(false);
  expect(opens({ ...opened, salt: Buffer.from(salt(4)).toString('hex') })).toBe(false);
  expect(opens({ ...opened, salt: 'short' })).toBe(false);
});

test('a salt of another length is refused', () => {
  expect(() => commitTo(NUMBER, new Uint8Array(16))).toThrow('a salt has 32 bytes');
});
