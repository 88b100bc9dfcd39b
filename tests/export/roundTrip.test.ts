import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CsvWriting } from '../../api/export/csvText.ts';
import { writeSneXml } from '../../api/export/sneXml.ts';
import {
  writeAllocationsCsv,
  writeDemandsCsv,
  writeDwellingsCsv,
  writeOutcomesCsv,
  writeRows,
  writeVacanciesCsv,
} from '../../api/export/tables.ts';
import type { ImportOptions, ImportReport } from '../../api/import/report.ts';
import { importSneXml } from '../../api/import/sne/importSneXml.ts';
import {
  importAllocationsCsv,
  importDemandsCsv,
  importDwellingsCsv,
  importOutcomesCsv,
  importRows,
  importVacanciesCsv,
} from '../../api/import/tables.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { codesOf, OPTIONS } from '../import/support.ts';
import {
  arbitraryAllocation,
  arbitraryDemand,
  arbitraryDwelling,
  arbitraryOutcome,
  arbitraryVacancy,
  asCarriedBySne,
} from './arbitraries.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const writing: fc.Arbitrary<CsvWriting> = fc.record(
  {
    delimiter: fc.constantFrom(';' as const, ',' as const, '\t' as const),
    encoding: fc.constantFrom('utf-8' as const, 'windows-1252' as const),
    lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
    bom: fc.boolean(),
  },
  { requiredKeys: ['encoding'] },
);

type Write<T> = (
  rows: Iterable<T>,
  path: string,
  writing?: CsvWriting,
) => Promise<{ rows: number; bytes: number }>;
type Read<T> = (path: string, options: ImportOptions) => Promise<ImportReport<T>>;

/** Written then read back, rows are the same, in the same order. Returns the rows compared over all runs. */
const roundTrip = async <T>(
  name: string,
  value: fc.Arbitrary<T>,
  key: (value: T) => string,
  write: Write<T>,
  read: Read<T>,
): Promise<number> => {
  const path = join(folder, `${name}.csv`);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(value, { minLength: 1, maxLength: 8, selector: key }),
      writing,
      async (rows, options) => {
        const written = await write(rows, path, options);
        // Short texts of accents alone can read as either encoding, so the reader is told which.
        const report = await read(path, { ...OPTIONS, encoding: options.encoding ?? 'auto' });
        expect(codesOf(report)).toEqual([]);
        expect(report.accepted).toEqual(rows);
        expect(written.rows).toBe(rows.length);
        expect((await stat(path)).size).toBe(written.bytes);
        compared += rows.length;
      },
    ),
    { numRuns: 150 },
  );
  return compared;
};

describe('écrire puis importer redonne les mêmes valeurs', () => {
  test('demandes', async () => {
    const compared = await roundTrip(
      'demandes',
      arbitraryDemand,
      ({ number }) => number,
      writeDemandsCsv,
      importDemandsCsv,
    );
    expect(compared).toBeGreaterThan(300);
  });
  test('logements, avec textes difficiles', async () => {
    const compared = await roundTrip(
      'logements',
      arbitraryDwelling,
      ({ id }) => id,
      writeDwellingsCsv,
      importDwellingsCsv,
    );
    expect(compared).toBeGreaterThan(300);
  });
  test('logements libérés', async () => {
    expect(
      await roundTrip('libres', arbitraryVacancy, ({ id }) => id, writeVacanciesCsv, importVacanciesCsv),
    ).toBeGreaterThan(300);
  });
  test('attributions', async () => {
    const key = (a: { dwelling: string; demand: string }) => `${a.dwelling} ${a.demand}`;
    expect(
      await roundTrip('attributions', arbitraryAllocation, key, writeAllocationsCsv, importAllocationsCsv),
    ).toBeGreaterThan(300);
  });
  test('suites', async () => {
    const key = (o: { vacancy: string; demand: string }) => `${o.vacancy} ${o.demand}`;
    expect(
      await roundTrip('suites', arbitraryOutcome, key, writeOutcomesCsv, importOutcomesCsv),
    ).toBeGreaterThan(300);
  });
  test('demandes au format SNE, pour ce que ce format porte', async () => {
    const path = join(folder, 'sne.xml');
    const fileDay = '2026-11-02' as IsoDay;
    let compared = 0;
    // A co-applicant is a second adult: the format has no other place for one.
    const carried = arbitraryDemand.map(
      (demand): Demand =>
        demand.employment.coApplicant !== null && demand.household.adults.length < 2
          ? { ...demand, employment: { ...demand.employment, coApplicant: null } }
          : demand,
    );
    // Without quartiers, a demand must name a commune or be wide.
    const valid = carried.map(
      (demand): Demand =>
        demand.wishes.communes.length > 0 ? demand : { ...demand, wishes: { ...demand.wishes, wide: true } },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(valid, { minLength: 1, maxLength: 6, selector: ({ number }) => number }),
        async (demands) => {
          await writeSneXml(demands, path, { fileDay });
          const report = await importSneXml(path, OPTIONS);
          expect(codesOf(report)).toEqual([]);
          expect(report.accepted).toEqual(demands.map((demand) => asCarriedBySne(demand, fileDay)));
          compared += demands.length;
        },
      ),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});

describe('les mêmes valeurs, d’un classeur et d’un fichier JSON Lines', () => {
  const kinds = {
    demands: arbitraryDemand,
    dwellings: arbitraryDwelling,
    vacancies: arbitraryVacancy,
    allocations: arbitraryAllocation,
    outcomes: arbitraryOutcome,
  } as const;
  type Kinds = keyof typeof kinds;
  const keyed = (kind: Kinds, row: unknown): string => {
    const { number, id, dwelling, decidedOn, demand, vacancy } = row as Record<string, string>;
    return kind === 'demands' ? `${number}` : (id ?? `${vacancy} ${dwelling} ${decidedOn} ${demand}`);
  };
  test.each(
    (['xlsx', 'jsonl'] as const).flatMap((written) =>
      (Object.keys(kinds) as Kinds[]).map((kind) => [written, kind] as const),
    ),
  )('%s, %s', async (written, kind) => {
    const path = join(folder, `tour.${written}`);
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(kinds[kind] as fc.Arbitrary<unknown>, {
          minLength: 1,
          maxLength: 5,
          selector: (row) => keyed(kind, row),
        }),
        async (rows) => {
          await writeRows(kind, rows as never, { path, written });
          const report = await importRows(kind, written, { source: path, options: OPTIONS });
          expect(codesOf(report)).toEqual([]);
          expect(report.accepted).toEqual(rows);
          compared += rows.length;
        },
      ),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(60);
  });
});

test('mêmes octets à chaque écriture', async () => {
  const demands = fc.sample(arbitraryDemand, { numRuns: 20, seed: 7 });
  const [a, b] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  await writeDemandsCsv(demands, a);
  await writeDemandsCsv(demands, b);
  expect(await readFile(a)).toEqual(await readFile(b));
});

test('une valeur donnée en une seule fois est refusée quand il faut deux lectures', async () => {
  const demands = fc.sample(arbitraryDemand, { numRuns: 2, seed: 7 });
  await expect(writeDemandsCsv(demands.values(), join(folder, 'x.csv'))).rejects.toThrow(RangeError);
});

test('une écriture qui échoue ne laisse ni fichier ni reste', async () => {
  const [dwelling] = fc.sample(arbitraryDwelling, { numRuns: 1, seed: 3 });
  if (!dwelling) throw new Error('no sample');
  const place = await mkdtemp(join(folder, 'echec-'));
  const rows = [dwelling, { ...dwelling, residence: 'Łódź' }];
  await expect(
    writeDwellingsCsv(rows, join(place, 'x.csv'), { encoding: 'windows-1252' }),
  ).rejects.toMatchObject({ issues: [{ code: 'export.unrepresentable' }] });
  expect(await readdir(place)).toEqual([]);
});

test('seul le propriétaire lit le fichier', async () => {
  const path = join(folder, 'droits.csv');
  await writeVacanciesCsv([], path);
  expect((await stat(path)).mode & 0o077).toBe(0);
});

test('le fichier SNE n’a pour identité que des mots fixes', async () => {
  const path = join(folder, 'identites.xml');
  await writeSneXml(fc.sample(arbitraryDemand, { numRuns: 30, seed: 5 }), path, {
    fileDay: '2026-11-02' as IsoDay,
  });
  const text = await readFile(path, 'utf8');
  const names = [...text.matchAll(/<(nom|prenom)>([^<]*)</g)].map(([, , word]) => word);
  expect(names.length).toBeGreaterThan(60);
  expect(new Set(names)).toEqual(new Set(['SYNTHETIQUE']));
});
