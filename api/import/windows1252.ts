/*
 * Windows-1252 both ways. Node 20's TextDecoder reads bytes 0x80–0x9F as control characters (measured on 20.20), so the table
 * is ours. Source: WHATWG encoding standard, index windows-1252; the five bytes without a character are refused.
 */

const FROM_80 = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000' + '\u0000‘’“”•–—˜™š›œ\u0000žŸ';

/** UTF-8 bytes of each byte; null where the encoding defines none. Length 256. */
const UTF8_OF_BYTE: readonly (Uint8Array | null)[] = Array.from({ length: 256 }, (_, byte) => {
  const character =
    byte >= 0x80 && byte < 0xa0 ? (FROM_80[byte - 0x80] as string) : String.fromCharCode(byte);
  return byte >= 0x80 && character === '\u0000' ? null : new TextEncoder().encode(character);
});

const BYTE_OF_CODE = new Map<number, number>(
  Array.from(FROM_80).flatMap((character, i): [number, number][] =>
    character === '\u0000' ? [] : [[character.charCodeAt(0), 0x80 + i]],
  ),
);

/** UTF-8 of Windows-1252 bytes, or the index of the first byte that the encoding does not define. */
export const windows1252ToUtf8 = (bytes: Uint8Array): Buffer | { readonly undefinedAt: number } => {
  const out = Buffer.allocUnsafe(bytes.length * 3);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      out[length++] = byte;
      continue;
    }
    const encoded = UTF8_OF_BYTE[byte];
    if (encoded === null || encoded === undefined) return { undefinedAt: i };
    for (const part of encoded) out[length++] = part;
  }
  return out.subarray(0, length);
};

/** Windows-1252 bytes of a text, or the first character it cannot hold. */
export const textToWindows1252 = (text: string): Buffer | { readonly unrepresentable: string } => {
  const out = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) out[i] = code;
    else {
      const byte = BYTE_OF_CODE.get(code);
      if (byte === undefined) return { unrepresentable: text[i] as string };
      out[i] = byte;
    }
  }
  return out;
};
