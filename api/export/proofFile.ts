import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type ProofFile,
  proofFile,
  type ReadProof,
  readProof,
  type SessionProof,
} from '../../engine/assignment/proof/proofFile.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { placeFile } from './placedFile.ts';

/* The proof of a session as one file, of JSON, compressed where its name ends with .gz: what anybody can recount without the data. */

export const proofText = (proof: SessionProof): string => textOf(proofFile(proof));

const textOf = (file: ProofFile): string => `${JSON.stringify(file)}\n`;

/** Writes the file, whole or not at all; its digest is to be given beside it. */
export const writeProof = async (
  path: string,
  proof: SessionProof,
): Promise<{ readonly bytes: number; readonly digest: string }> => {
  const content = proofFile(proof);
  const { bytes } = await placeFile(path, async (file) => {
    const text = Buffer.from(textOf(content), 'utf8');
    const bytes = path.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text;
    await file.writeFile(bytes);
    return bytes.length;
  });
  return { bytes, digest: content.digest };
};

/** A text longer than this is no proof, and could not be held. */
const MOST_BYTES = 500_000_000;

/** Whether bytes begin as `writeProof` does, whole or damaged. */
export const isProof = (bytes: Buffer): boolean =>
  isCompressed(bytes) || /^\s*\{\s*"format"\s*:\s*"precal-proof-/.test(bytes.toString('latin1', 0, 100));

const isCompressed = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** @throws InputError `proof.damaged`: cut short, or not of this shape. */
export const readProofBytes = (bytes: Buffer, path: string): ReadProof => {
  const damaged = (at?: string) =>
    new InputError([
      { code: 'proof.damaged', path: 'proof', file: basename(path), ...(at ? { received: at } : {}) },
    ]);
  let json: unknown;
  try {
    const text = isCompressed(bytes) ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
    json = JSON.parse(text.toString('utf8'));
  } catch {
    throw damaged();
  }
  const read = readProof(json);
  if (read.outcome === 'malformed') throw damaged(read.at);
  return read;
};
