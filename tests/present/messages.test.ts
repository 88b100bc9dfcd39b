import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { issueText, KNOWN_CODES } from '../../api/present/messages.ts';
import { PACK_MESSAGES } from '../../api/present/packMessages.ts';
import { aNumber } from '../support/demands.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(`${folder}/${entry.name}`)
      : /\.tsx?$/.test(entry.name)
        ? [readFileSync(join(ROOT, folder, entry.name), 'utf8')]
        : [],
  );

const FOLDERS = [
  'api/service',
  'api/store',
  'api/cli',
  'api/http',
  'api/auth',
  'api/packs',
  'api/records',
  'api/present',
  'api/pages',
  'api/workers',
  'api/export',
  'engine/pool',
  'engine/years',
  'engine/assignment/repair',
  'engine/assignment/bare',
];
/**
 * A code is a dotted string after `code:`, with or without a condition before it (`missing ? 'yaml.a' : 'yaml.b'`), or the first
 * argument of what makes a refusal; and the one of errors that nobody foresaw.
 */
const codesIn = (text: string): string[] =>
  [...text.matchAll(/\bcode:([^,\n]*)|\b(?:refuse|conflict|refusal|earlyIssues)\(([^,)\n]*)/g)].flatMap(
    ([, value, first]) =>
      [...(value ?? first ?? '').matchAll(/'([a-z-]+(?:\.[a-z-]+)+|internal)'/g)].map((m) => m[1] as string),
  );
const texts = FOLDERS.flatMap(sources);
const thrown = [...new Set(texts.flatMap(codesIn))].sort();
const templates = new Set(texts.flatMap((t) => [...t.matchAll(/\bcode: `([^`$]+)/g)].map((m) => m[1]!)));
/** What each template of a code makes, by its beginning. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  'pool.unknown-': ['pool.unknown-commune', 'pool.unknown-quartier'],
  'yardstick.': ['yardstick.start', 'yardstick.moves', 'yardstick.rents'],
  'pack.': ['pack.quartier.unknown', 'pack.bailleur.unknown'],
};
/** Codes that a template makes from the step of the register that it stands in. */
const steps = [
  ...sources('api/records')
    .join('\n')
    .matchAll(/\brefuse\(`\$\{\w+\}(\.[a-z-]+)`/g),
].map((m) => m[1]!);
const isOfStep = (code: string): boolean => steps.some((end) => code.endsWith(end));
const sessionOf = [...texts.join('\n').matchAll(/#sessionOf\([^,]*, '([a-z.-]+)'/g)].map((m) => m[1]!);
const madeByTemplate = [...templates].flatMap((template) => MADE[template] ?? []);

describe('every code has its French sentence', () => {
  test('codes are found in the sources', () => {
    expect(thrown.length).toBeGreaterThan(55);
    expect(
      [...templates].filter((t) => !(t in MADE)),
      'Maybe list in MADE what the new template makes',
    ).toEqual([]);
  });
  test.each([...new Set([...thrown, ...madeByTemplate])])('%s', (code) => {
    expect(KNOWN_CODES, 'Maybe add a sentence to api/present/messages.ts or packMessages.ts').toContain(code);
    const text = issueText({
      code,
      path: 'champ',
      file: 'DONNEES.yaml',
      received: 'reçu',
      expected: 'attendu',
    });
    expect(text.length).toBeGreaterThan(15);
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(text).not.toContain(code);
    expect(text).toMatch(/^[A-ZÀ-Ý«-]/);
  });
  test('no sentence waits for a code that nobody throws', () => {
    const known = new Set([...thrown, ...madeByTemplate, ...sessionOf]);
    expect(KNOWN_CODES.filter((code) => !known.has(code) && !isOfStep(code))).toEqual([]);
  });
});

describe('no personal data in what is said', () => {
  test.each(['demand.unknown', 'pool.duplicate-number', 'pool.unknown-situation', 'pool.unknown-commune'])(
    '%s',
    (code) => {
      const text = issueText({ code, path: 'demand', received: aNumber(7) });
      expect(text).not.toContain(aNumber(7));
    },
  );
});

describe('an issue of a file', () => {
  test('says the file, the line and the column, what came, what was expected and what to do', () => {
    const text = issueText({
      code: 'csv.value.invalid',
      path: 'population',
      file: 'communes.csv',
      line: 12,
      column: 'population',
      received: 'mille',
      expected: 'un nombre',
      maybe: 'peut-être 1000',
    });
    expect(text).toBe(
      'communes.csv, ligne 12, colonne population : Cette cellule n’est pas admise ; reçu : mille ; attendu : un nombre ; peut-être 1000',
    );
  });
  test('names the path where there is no column', () => {
    const text = issueText({
      code: 'yaml.value.invalid',
      path: '[0].share',
      file: 'targets.yaml',
      line: 4,
      received: '2',
    });
    expect(text).toBe('targets.yaml, ligne 4 : Cette valeur n’est pas admise ([0].share) ; reçu : 2');
  });
  test('of a method keeps the sentence of its checker', () => {
    expect(
      issueText({ code: 'formula.unknown-name', path: 'groups[0]', message: 'Ce nom n’existe pas.' }),
    ).toBe('Ce nom n’existe pas.');
  });
  test('of a code without sentence is said with its parts, never empty', () => {
    expect(issueText({ code: 'new.code', path: '' })).toBe('new.code');
    expect(issueText({ code: 'new.code', path: 'a.b', expected: 'autre chose' })).toBe(
      'a.b (new.code) ; attendu : autre chose',
    );
  });
});

test('sentences of packs end without a stop: the parts of the issue follow', () => {
  for (const text of Object.values(PACK_MESSAGES)) expect(text).toMatch(/[^.;:]$/);
});
