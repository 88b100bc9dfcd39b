import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const INDIVIDUAL = 'engine/acceptance/individual/';

/** What draws a world to simulate knows how its households will answer; what makes lists in it must not lead there. */
const DRAWS_WORLDS: readonly string[] = ['engine/years/horizon.ts'];

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
/** Types are erased: they bring no code with them. */
const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(
      /^(?!import type|export type)[^\n]*?(?:from|import)\s*\(?\s*'(\.[^']+)'/gm,
    ),
  ].map((m) => relative(ROOT, resolve(ROOT, dirname(file), m[1]!)));

/** Files that a file leads to, itself included. */
const reach = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const target of importsOf(file))
    if (target.endsWith('.ts') && existsSync(join(ROOT, target))) reach(target, seen);
  return seen;
};
const reachesIndividual = (file: string): boolean =>
  [...reach(file)].some((target) => target.startsWith(INDIVIDUAL));

test('nothing that scores, filters, ranks or matches ever reads the individual model, even through others', () => {
  const choosing = [
    'scoring',
    ...readdirSync(join(ROOT, 'engine'))
      .filter((name) => !['acceptance', 'simulation'].includes(name))
      .map((name) => `engine/${name}`),
  ];
  const files = choosing.flatMap(sources).filter((file) => !DRAWS_WORLDS.includes(file));
  expect(files.length).toBeGreaterThan(60);
  expect(
    files.filter(reachesIndividual),
    'Maybe pass list lengths in: who stands on a list never depends on who is likely to accept (design, ranks and refusals)',
  ).toEqual([]);
});

test('neither do the rates, cascades and lengths that those may use', () => {
  const shared = sources('engine/acceptance').filter((file) => !file.startsWith(INDIVIDUAL));
  expect(shared.length).toBeGreaterThan(5);
  expect(shared.filter(reachesIndividual)).toEqual([]);
  // The search itself finds such imports where they are.
  expect(sources('engine/acceptance/individual').every(reachesIndividual)).toBe(true);
});
