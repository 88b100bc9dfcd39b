import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What pages are made of: questions to services, words of `present`, files of `export`, and the guard's context. */
const PAGES = [
  'engine/domain',
  'api/auth',
  'api/export',
  'api/http',
  'api/present',
  'api/service',
  'api/store',
  'api/pages',
  'api/pages/frame',
  'api/pages/methods',
  'api/pages/records',
  'api/pages/jobs',
  'api/pages/coordination',
  'api/pages/simulations',
  'api/pages/comparisons',
  'api/pages/disparities',
  'api/pages/imports',
  'api/pages/home',
  'api/pages/vacancies',
  'api/pages/demand',
  'api/pages/territory',
  'api/pages/sessions',
];

/**
 * The house: each folder, and the folders (or the single files) that it may import besides its own. What is missing here fails,
 * so that a new folder says where it stands.
 */
const HOUSE: Record<string, readonly string[]> = {
  'scoring/formula': [],
  scoring: ['scoring/formula'],
  'engine/domain': [],
  'engine/household': ['engine/domain'],
  'engine/territory': ['engine/domain'],
  'engine/pool': ['scoring/formula', 'engine/domain', 'engine/household', 'engine/territory'],
  'engine/eligibility': [
    'scoring/formula',
    'engine/domain',
    'engine/household',
    'engine/territory',
    'engine/pool',
  ],
  'engine/targets': ['engine/domain', 'engine/territory'],
  'engine/acceptance': ['engine/domain', 'engine/territory'],
  'engine/acceptance/individual': [
    'scoring/formula',
    'engine/domain',
    'engine/territory',
    'engine/pool',
    'engine/acceptance',
  ],
  'engine/coordination': [
    'engine/domain',
    'engine/territory',
    'engine/targets',
    'engine/pool',
    'engine/review',
    'engine/comparison',
    'engine/assignment/classes.ts',
  ],
  'engine/assignment': [
    'engine/domain',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/acceptance',
    'engine/shortlist',
    'engine/simulation/random.ts',
    'engine/assignment/solvers',
  ],
  'engine/assignment/online': [
    'engine/domain',
    'engine/pool/allocate.ts',
    'engine/assignment',
    'engine/simulation/random.ts',
  ],
  'engine/assignment/proof': ['engine/assignment/model.ts'],
  'engine/assignment/solvers': [],
  'engine/assignment/bare': [
    'scoring/formula',
    'engine/domain',
    'engine/assignment',
    'engine/assignment/proof',
    'engine/assignment/solvers',
  ],
  'engine/assignment/repair': ['engine/domain', 'engine/assignment'],
  'engine/assignment/explain': [
    'engine/domain',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/qualification',
    'engine/shortlist',
    'engine/assignment',
    'engine/assignment/proof',
    'engine/assignment/repair',
    'engine/assignment/solvers',
  ],
  'engine/policies': [
    'engine/domain',
    'engine/territory',
    'engine/pool',
    'engine/targets',
    'engine/acceptance',
    'engine/shortlist',
    'engine/assignment',
    'engine/simulation/random.ts',
  ],
  'engine/comparison': [
    'scoring',
    'scoring/formula',
    'engine/domain',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/acceptance',
    'engine/shortlist',
    'engine/waiting',
    'engine/assignment',
    'engine/policies',
    'engine/simulation/random.ts',
  ],
  'engine/disparity': [
    'scoring',
    'scoring/formula',
    'engine/domain',
    'engine/territory',
    'engine/pool',
    'engine/shortlist',
  ],
  'engine/years': [
    'scoring',
    'scoring/formula',
    'engine/domain',
    'engine/household',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/acceptance',
    'engine/shortlist',
    'engine/assignment',
    'engine/assignment/explain',
    'engine/assignment/proof',
    'engine/policies/credit.ts',
    'engine/simulation',
  ],
  'engine/qualification': ['engine/domain', 'engine/territory', 'engine/targets', 'engine/acceptance'],
  'engine/placement': [
    'scoring/formula',
    'engine/domain',
    'engine/household',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/qualification',
    'engine/shortlist',
    'engine/assignment/bare',
  ],
  'engine/flows': [
    'engine/domain',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/shortlist',
    'engine/assignment/solvers',
  ],
  'engine/forecast': [
    'engine/domain',
    'engine/territory',
    'engine/targets',
    'engine/acceptance',
    'engine/simulation/random.ts',
  ],
  'engine/waiting': ['engine/domain', 'engine/pool'],
  'engine/review': ['engine/domain', 'engine/territory', 'engine/targets'],
  'engine/shortlist': [
    'scoring',
    'scoring/formula',
    'engine/domain',
    'engine/household',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/targets',
    'engine/qualification',
    'engine/acceptance',
    'engine/waiting',
  ],
  'engine/counterfactual': [
    'scoring',
    'scoring/formula',
    'engine/domain',
    'engine/household',
    'engine/territory',
    'engine/pool',
    'engine/eligibility',
    'engine/shortlist',
    'engine/assignment',
    'engine/assignment/explain',
  ],
  'engine/simulation': [
    'scoring',
    'scoring/formula',
    'engine/domain',
    'engine/household',
    'engine/territory',
    'engine/pool',
    'engine/acceptance/individual',
  ],
  'api/packs': ['scoring', 'scoring/formula', 'engine/domain', 'engine/territory', 'engine/pool'],
  'api/import': [
    'scoring/formula',
    'engine/domain',
    'api/import/formats',
    'api/import/jsonLines',
    'api/import/messages',
    'api/import/xlsx',
  ],
  'api/import/formats': ['engine/domain', 'api/import'],
  'api/import/messages': [],
  'api/import/jsonLines': ['engine/domain', 'api/import'],
  'api/import/xlsx': ['engine/domain', 'api/import'],
  'api/import/sne': ['engine/domain', 'api/import', 'api/import/formats'],
  'api/export': ['engine/domain', 'api/import', 'api/import/formats', 'api/import/jsonLines', 'api/present'],
  'api/records': ['engine/domain'],
  'api/records/projections': ['engine/domain', 'api/records'],
  'api/store': [
    'engine/domain',
    'engine/acceptance/individual',
    'engine/assignment/proof',
    'api/records',
    'api/store/sql',
  ],
  'api/store/sql': ['engine/domain', 'api/records', 'api/store'],
  'api/workers': ['*engine'],
  'api/present': [
    'api/present/charts',
    '*engine',
    '*scoring',
    'api/import',
    'api/auth',
    'api/records',
    'api/records/projections',
    'api/store/sessionDocument.ts',
  ],
  'api/present/charts': ['api/present'],
  'api/service': [
    '*engine',
    '*scoring',
    'api/packs',
    'api/records',
    'api/records/projections',
    'api/store',
    'api/workers',
    'api/import',
    'api/import/formats',
    'api/import/sne',
    'api/export',
    'api/present',
  ],
  'api/auth': ['engine/domain', 'api/store'],
  'api/http': [
    'engine/domain',
    'api/auth',
    'api/service',
    'api/present',
    'api/export',
    'api/store',
    'api/workers',
    'api/pages',
    'api/pages/frame',
  ],
  'api/pages': [...PAGES],
  'api/pages/frame': ['engine/domain', 'api/present', 'api/auth'],
  'api/pages/assets': [],
  'api/pages/home': [...PAGES],
  'api/pages/sessions': [...PAGES, 'api/records/motives.ts'],
  'api/pages/vacancies': [...PAGES],
  'api/pages/demand': [...PAGES],
  'api/pages/imports': [...PAGES, 'api/import/plainText.ts'],
  'api/pages/jobs': [...PAGES],
  'api/pages/coordination': [...PAGES, 'engine/coordination'],
  'api/pages/simulations': [...PAGES],
  'api/pages/comparisons': [...PAGES],
  'api/pages/disparities': [...PAGES],
  'api/pages/records': [...PAGES, 'api/records'],
  'api/pages/methods': [...PAGES, 'scoring'],
  'api/pages/territory': [...PAGES],
  'api/client': ['api/http'],
  'api/cli': ['*engine', '*scoring', '*api'],
  'api/cli/commands': ['*engine', '*scoring', '*api'],
  api: ['*engine', '*api'],
};

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
  expect(
    homeless,
    'Maybe add the folder to HOUSE in tests/architecture.test.ts, with what it may import',
  ).toEqual([]);
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
