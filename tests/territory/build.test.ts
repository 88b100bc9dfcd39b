import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { borderKey, sharedBorders } from '../../territories/build/borders.ts';
import { irisIncomes } from '../../territories/build/incomes.ts';
import { type IrisEstimate, MIN_LEASES_PER_YEAR, mergeIris } from '../../territories/build/merge.ts';
import type { Iris, Point } from '../../territories/build/openData.ts';
import { irisStock, shareAtIncome } from '../../territories/build/stock.ts';
import { hasOpenData, OPEN_DATA, SKIP_REASON } from './openData.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const iris = (code: string, leasesPerYear: number, incomeEur: number | null): IrisEstimate => ({
  code,
  incomeEur,
  leasesPerYear,
  dwellings: leasesPerYear * 16,
});
const touching = (...pairs: readonly [string, string, number][]): Map<string, number> =>
  new Map(pairs.map(([a, b, length]) => [borderKey(a, b), length]));
const codesOf = (groups: ReturnType<typeof mergeIris>): string[] =>
  groups
    .map((group) =>
      group.iris
        .map(({ code }) => code)
        .sort()
        .join('+'),
    )
    .sort();

describe('merging IRIS', () => {
  test('an IRIS with enough leases stays alone', () => {
    expect(codesOf(mergeIris([iris('a', 20, 9000), iris('b', 20, 9000)], touching(['a', 'b', 5])))).toEqual([
      'a',
      'b',
    ]);
  });

  test('a small one joins the neighbour of closest income', () => {
    const groups = mergeIris(
      [iris('a', 5, 10_000), iris('b', 30, 20_000), iris('c', 30, 11_000)],
      touching(['a', 'b', 9], ['a', 'c', 3]),
    );
    expect(codesOf(groups)).toEqual(['a+c', 'b']);
  });

  test('not the closest income of one it does not touch', () => {
    const groups = mergeIris(
      [iris('a', 5, 10_000), iris('b', 30, 20_000), iris('c', 30, 10_100)],
      touching(['a', 'b', 9], ['b', 'c', 9]),
    );
    expect(codesOf(groups)).toEqual(['a+b', 'c']);
  });

  test('one that touches none may join any of its commune', () => {
    expect(codesOf(mergeIris([iris('a', 5, 10_000), iris('b', 30, 20_000)], new Map()))).toEqual(['a+b']);
  });

  test('an unknown income joins an unknown neighbour first, else the longest border', () => {
    const all = [iris('a', 12, null), iris('b', 30, 9000), iris('c', 12, null), iris('d', 30, 9000)];
    expect(codesOf(mergeIris(all, touching(['a', 'b', 9], ['a', 'c', 3], ['c', 'd', 3])))).toEqual([
      'a+c',
      'b',
      'd',
    ]);
    expect(
      codesOf(
        mergeIris(
          [iris('a', 5, null), iris('b', 30, 9000), iris('c', 30, 9000)],
          touching(['a', 'b', 3], ['a', 'c', 9]),
        ),
      ),
    ).toEqual(['a+c', 'b']);
  });

  test('the income of a group is the mean of the published medians, weighted by dwellings', () => {
    const [group] = mergeIris([iris('a', 5, 10_000), iris('b', 10, 20_000), iris('c', 1, null)], new Map());
    expect(group?.incomeEur).toBeCloseTo((10_000 * 5 + 20_000 * 10) / 15, 6);
  });

  test('whatever the commune: nothing lost, every group large enough or alone, order of rows without effect', () => {
    let merged = 0;
    const someIris = fc
      .array(
        fc.record({
          leases: fc.integer({ min: 0, max: 60 }),
          income: fc.option(fc.integer({ min: 6000, max: 40_000 }), { freq: 5 }),
        }),
        { minLength: 1, maxLength: 12 },
      )
      .map((list) =>
        list.map(({ leases, income }, i) => iris(`i${String(i).padStart(2, '0')}`, leases, income)),
      );
    fc.assert(
      fc.property(someIris, fc.nat(), (members, salt) => {
        const borders = touching(
          ...members.flatMap(({ code }, i) =>
            members
              .slice(i + 1)
              .flatMap((other, k): [string, string, number][] =>
                (i * 7 + k * 3 + salt) % 3 === 0 ? [[code, other.code, 3 + (k % 4)]] : [],
              ),
          ),
        );
        const groups = mergeIris(members, borders);
        if (groups.length < members.length) merged += 1;
        expect(groups.flatMap((g) => g.iris.map(({ code }) => code)).sort()).toEqual(
          members.map(({ code }) => code),
        );
        if (groups.length > 1)
          for (const { leasesPerYear } of groups)
            expect(leasesPerYear).toBeGreaterThanOrEqual(MIN_LEASES_PER_YEAR);
        expect(codesOf(mergeIris([...members].reverse(), borders))).toEqual(codesOf(groups));
      }),
      { seed: 2016, numRuns: 300 },
    );
    expect(merged).toBeGreaterThan(150);
  });
});

const square = (code: string, x: number, y: number, kind = 'H', commune = '59000'): Iris => {
  const at = (dx: number, dy: number): Point => [3 + (x + dx) * 0.01, 50.6 + (y + dy) * 0.01];
  return {
    code,
    name: code,
    kind,
    commune,
    polygons: [
      [[at(0, 0), at(0.5, 0), at(1, 0), at(1, 0.5), at(1, 1), at(0.5, 1), at(0, 1), at(0, 0.5), at(0, 0)]],
    ],
  };
};

describe('shared borders', () => {
  test('a side is a border, a corner is not, even a tile step apart', () => {
    const borders = sharedBorders([
      square('a', 0, 0),
      square('b', 1.001, 0),
      square('c', 1.001, 1.001),
      square('d', 4, 0),
    ]);
    expect([...borders.keys()]).toEqual(['a b', 'b c']);
  });
});

describe('incomes', () => {
  const irisRow = (code: string, median: string) => ({ IRIS: code, DEC_MED21: median });
  const communeRow = (code: string, median: string) => ({ CODGEO: code, MED21: median });

  test('own median, else the commune’s converted for a whole-commune IRIS, else unknown', () => {
    const { byIris, declaredPerDisposable, communesWithBoth } = irisIncomes(
      [
        square('1', 0, 0, 'H', 'A'),
        square('2', 1, 0, 'H', 'A'),
        square('3', 0, 0, 'Z', 'B'),
        square('4', 2, 0, 'A', 'A'),
      ],
      [irisRow('1', '9000'), irisRow('2', '11000'), irisRow('4', 'ns')],
      [communeRow('A', '12500'), communeRow('B', '20000')],
    );
    expect([declaredPerDisposable, communesWithBoth]).toEqual([0.8, 1]);
    expect([...byIris.values()]).toEqual([
      { incomeEur: 9000, from: 'iris' },
      { incomeEur: 11_000, from: 'iris' },
      { incomeEur: 16_000, from: 'commune' },
      { incomeEur: null, from: 'none' },
    ]);
  });
});

describe('estimated stock', () => {
  test.each([
    [5_000, 0.65],
    [8_000, 0.65],
    [19_000, 0.35],
    [30_000, 0.05],
    [45_000, 0.05],
  ])('at a median of %d €, a share of %d', (income, share) => {
    expect(shareAtIncome(income)).toBeCloseTo(share, 10);
  });

  test('whole dwellings that add up to the total; nobody lives in an activity IRIS without income', () => {
    const places = [square('1', 0, 0), square('2', 1, 0), square('3', 2, 0), square('4', 3, 0, 'A')];
    const total = 8_003;
    const { dwellings, leasesPerDwelling } = irisStock(
      places,
      new Map([
        ['1', { incomeEur: 8_000, from: 'iris' as const }],
        ['2', { incomeEur: 30_000, from: 'iris' as const }],
        ['3', { incomeEur: null, from: 'none' as const }],
        ['4', { incomeEur: null, from: 'none' as const }],
      ]),
      new Map([['59000', 3000]]),
      { dwellings: total, leasesPerYear: 500 },
    );
    expect(leasesPerDwelling).toBe(500 / total);
    expect([...dwellings.values()].reduce((s, n) => s + n, 0)).toBe(total);
    expect([...dwellings.values()].every(Number.isInteger)).toBe(true);
    expect(dwellings.get('4')).toBe(0);
    // 65 %, 5 %, and for the unknown one their mean.
    expect((dwellings.get('1') as number) / total).toBeCloseTo(0.65 / 1.05, 3);
    expect((dwellings.get('3') as number) / total).toBeCloseTo(0.35 / 1.05, 3);
  });
});

describe.skipIf(!hasOpenData)(`rebuilding from open data [${SKIP_REASON}]`, () => {
  test.each([
    ['mel-2016', ['communes.csv', 'iris.csv', 'qpv.csv', 'quartiers.csv', 'quartiers.geojson']],
    ['sete', ['communes.csv', 'iris.csv', 'qpv.csv', 'quartiers.csv', 'quartiers.geojson']],
    ['france', ['ceilings.csv']],
  ])('%s: the same bytes as what is committed', (pack, files) => {
    const folder = mkdtempSync(join(tmpdir(), 'precal-build-'));
    try {
      const script = pack === 'france' ? 'france-ceilings.ts' : `${pack}.ts`;
      execFileSync(
        process.execPath,
        ['--import', 'tsx', join(ROOT, 'territories', 'build', script), folder],
        { cwd: ROOT, env: { ...process.env, PRECAL_OPEN_DATA: OPEN_DATA } },
      );
      expect(readdirSync(folder).sort()).toEqual(files);
      for (const file of files)
        expect(
          readFileSync(join(folder, file), 'utf8') ===
            readFileSync(join(ROOT, 'territories', pack, file), 'utf8'),
        ).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
