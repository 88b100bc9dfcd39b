/*
 * Arrays as text, for files: base64 (RFC 4648, §4) of bytes. Whole numbers are written as the differences between neighbours, zigzag
 * and in seven bits a byte (LEB128): offsets rise and scores fall by little. Amounts are their doubles, little-endian.
 */

/** Whole numbers of 32 bits, signed or not. */
export const packWhole = (values: Uint32Array | Int32Array): string => {
  const bytes = new Uint8Array(values.length * LONGEST);
  let end = 0;
  let before = 0;
  for (const value of values) {
    const step = value - before;
    before = value;
    let left = step < 0 ? -2 * step - 1 : 2 * step;
    for (; left >= 128; left = Math.floor(left / 128)) {
      bytes[end] = (left % 128) | 128;
      end += 1;
    }
    bytes[end] = left;
    end += 1;
  }
  return Buffer.from(bytes.subarray(0, end)).toString('base64');
};

/** A difference of two numbers of 32 bits, doubled: 34 bits. */
const LONGEST = 5;
const LARGEST = 2 ** 34;

/** The numbers of `packWhole`; null for a text that it did not write: cut short, or a number outside `least` to `most`. */
export const unpackWhole = (
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): readonly number[] | null => {
  const bytes = bytesOf(text);
  if (bytes === null) return null;
  const values: number[] = [];
  let value = 0;
  let step = 0;
  let scale = 1;
  for (const byte of bytes) {
    step += (byte & 127) * scale;
    if (step >= LARGEST) return null;
    if (byte >= 128) {
      scale *= 128;
      continue;
    }
    value += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    if (value < least || value > most) return null;
    values.push(value);
    step = 0;
    scale = 1;
  }
  return scale === 1 ? values : null;
};

export const packAmounts = (values: Float64Array): string => {
  const bytes = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, i) => {
    bytes.setFloat64(i * 8, value, true);
  });
  return Buffer.from(bytes.buffer).toString('base64');
};

/** The amounts of `packAmounts`; null for a text that it did not write. */
export const unpackAmounts = (text: string): Float64Array | null => {
  const bytes = bytesOf(text);
  if (bytes === null || bytes.length % 8 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
};

/** Buffer reads what it can: a text is base64 when it is written back the same. */
const bytesOf = (text: string): Buffer | null => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
};
