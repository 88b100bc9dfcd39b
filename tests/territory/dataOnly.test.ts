import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listTerritoryPacks, readTerritoryPack } from '../../api/packs/readPack.ts';

/*
 * A territory is a folder of data. What would break that is code that knows one: its name, its communes, its landlords, its
 * quartiers, its situations.
 */

const ROOT = join(import.meta.dirname, '..', '..');

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });

/** Code lines: comments may give examples. */
const lines = ['engine', 'scoring', 'api'].flatMap(sources).flatMap((file) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .map((text, i) => ({ file, line: i + 1, text: text.trim() }))
    .filter(({ text }) => !/^(\*|\/\/|\/\*)/.test(text)),
);

/** The one place that names a territory: what the commands take when none is given. */
const DEFAULT = { file: 'api/service/territories.ts', text: "export const DEFAULT_TERRITORY = 'mel-2016';" };

const packs = listTerritoryPacks().map(({ id, dir }) => {
  const read = readTerritoryPack(dir);
  if (!read.ok) throw new Error(`${id}: ${JSON.stringify(read.issues.slice(0, 3))}`);
  return read.value;
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const whole = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w-])(${words.map(escaped).join('|')})(?![\\w-])`, 'i');

/** "comme QN05980M" in a message is an example, not a decision. */
const EXAMPLE = /comme [A-Z0-9_]+/g;

const found = (pattern: RegExp): string[] =>
  lines
    .filter(({ text }) => pattern.test(text.replace(EXAMPLE, '')))
    .filter(({ file, text }) => !(file === DEFAULT.file && text === DEFAULT.text))
    .map(({ file, line, text }) => `${file}:${line} ${text}. Maybe move it to the pack.`);

test('two territories at least, and code enough to look at', () => {
  expect(packs.map(({ id }) => id)).toEqual(expect.arrayContaining(['mel-2016', 'sete']));
  expect(lines.length).toBeGreaterThan(5_000);
});

test('no code names a territory, but the default in its one place', () => {
  expect(found(whole(packs.map(({ id }) => id)))).toEqual([]);
  expect(lines.filter(({ file, text }) => file === DEFAULT.file && text === DEFAULT.text)).toHaveLength(1);
});

test('no code names a commune, a quartier, a QPV or a landlord of a territory', () => {
  for (const { communes, qpvs, quartiers, bailleurs } of packs) {
    const codes = [...communes, ...qpvs].map(({ code }) => code);
    const ids = [...quartiers, ...bailleurs].map(({ id }) => id);
    expect(found(whole([...codes, ...ids]))).toEqual([]);
    // Published figures name whom they describe.
    const named = found(whole(bailleurs.map(({ name }) => name)));
    expect(named.filter((hit) => !hit.startsWith('engine/simulation/figures.ts'))).toEqual([]);
  }
});

test('no code decides on a situation of a territory', () => {
  expect(found(whole(packs.flatMap((pack) => pack.situations.map((s) => s.code))))).toEqual([]);
  expect(found(/startsWith\('(ACI|MUT|L441)/)).toEqual([]);
});

test('each pack lists its methods, and they compile for its situations', async () => {
  const { openRules } = await import('../../api/service/territories.ts');
  for (const pack of packs) {
    const { methods } = openRules(pack.id);
    expect([...methods.keys()].sort()).toEqual([...pack.methods].sort());
    expect(methods.get(pack.defaultMethod)?.method.kind).toBe('ordering');
  }
});
