import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { HOUSE } from './house.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Packages that pure code may use: validation, formula syntax, hashing; and, in their own folder only, the solvers. */
const PURE_PACKAGES: Record<string, readonly string[]> = {
  engine: ['zod', 'node:crypto'],
  scoring: ['zod', 'mathjs'],
  'engine/assignment/solvers': ['highs', 'javascript-lp-solver'],
};

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });

const files = ['scoring', 'engine', 'api'].flatMap(sources);
const importsOf = (file: string): string[] => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1] as string);
};

const allows = (folder: string, target: string): boolean =>
  folder === dirname(target) ||
  (HOUSE[folder] ?? []).some((rule) =>
    rule.startsWith('*')
      ? target.split('/')[0] === rule.slice(1)
      : rule === dirname(target) || rule === target,
  );

test('every source folder has its place in the house', () => {
  const homeless = [...new Set(files.map((f) => dirname(f)))].filter((folder) => !(folder in HOUSE));
  expect(homeless, 'Maybe add the folder to HOUSE in tests/house.ts, with what it may import').toEqual([]);
  expect(files.length).toBeGreaterThan(30);
});

test('imports go one way', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => relative(ROOT, resolve(ROOT, dirname(file), specifier)))
      .filter((target) => /\.tsx?$/.test(target) && !allows(dirname(file), target))
      .map((target) => `${file} imports ${target}. Maybe move what it needs to a lower folder.`),
  );
  expect(wrong).toEqual([]);
});

test('the proof of a result shares no code with what made it', () => {
  const proof = files.filter((file) => file.startsWith('engine/assignment/proof/'));
  const shared = proof.flatMap((file) =>
    [
      ...readFileSync(join(ROOT, file), 'utf8').matchAll(
        /^(?:import|export) (?!type )[^;]*from '\.\.[^']*'/gm,
      ),
    ].map((line) => `${file}: ${line[0]}. Maybe only the types of model.ts.`),
  );
  expect(shared).toEqual([]);
  expect(proof.length).toBeGreaterThan(4);
});

test('engine and scoring use only pure packages', () => {
  const wrong = files
    .filter((file) => !file.startsWith('api/'))
    .flatMap((file) => {
      const allowed = [file.split('/')[0] as string, dirname(file)].flatMap((at) => PURE_PACKAGES[at] ?? []);
      return importsOf(file)
        .filter((s) => !s.startsWith('.') && !allowed.some((p) => s === p || s.startsWith(`${p}/`)))
        .map((s) => `${file} imports ${s}. Maybe pass the value in from api/.`);
    });
  expect(wrong).toEqual([]);
});

test('engine and scoring read no clock and draw nothing without a seed', () => {
  const impure = /Math\.random|Date\.now|new Date\(\)|performance\.now|process\.|console\./;
  const wrong = files
    .filter((file) => !file.startsWith('api/'))
    .flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, i) =>
          impure.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [],
        ),
    );
  expect(wrong).toEqual([]);
});

test('only api/main.ts picks implementations', () => {
  const implementation = /(openStore|nodeServer|workerPool|sameThread)\.ts$/;
  const wrong = files.filter(
    (file) => file !== 'api/main.ts' && importsOf(file).some((s) => implementation.test(s)),
  );
  expect(wrong).toEqual([]);
});
