import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import type { Issue } from '../../engine/domain/issue.ts';

/** Scratch copy of the project's packs, for tests that break a file. */
export interface PackCopy {
  readonly pack: string;
  /** Absolute path of `communes.csv`, or of `../france/apl.yaml`. */
  file(name: string): string;
  text(name: string): string;
  write(name: string, content: string | Uint8Array): void;
  /** Issues of the pack as it stands; empty when it is valid. */
  issues(): readonly Issue[];
  remove(): void;
}

/** @param id pack that the copy looks at. */
export const copyPacks = (id = 'mel-2016'): PackCopy => {
  const root = mkdtempSync(join(tmpdir(), 'precal-packs-'));
  cpSync(TERRITORIES_FOLDER, root, { recursive: true, filter: (path) => !path.endsWith('.geojson') });
  const pack = join(root, id);
  const file = (name: string): string => join(pack, name);
  return {
    pack,
    file,
    text: (name) => readFileSync(file(name), 'utf8'),
    write: (name, content) => writeFileSync(file(name), content),
    issues: () => {
      const read = readTerritoryPack(pack);
      return read.ok ? [] : read.issues;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

/** 1-based line of the first line that holds a text. */
export const lineWith = (text: string, marker: string): number => {
  const index = text.split('\n').findIndex((line) => line.includes(marker));
  if (index < 0) throw new Error(`No line holds ${marker}.`);
  return index + 1;
};

/** Replaces once, or fails: a test that edits nothing would prove nothing. */
export const replaced = (text: string, from: string | RegExp, to: string): string => {
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`Nothing to replace: ${from}.`);
  return edited;
};
