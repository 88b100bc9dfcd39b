import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../api/import/detectFormat.ts';
import type { ImportKind, ImportReport } from '../../api/import/report.ts';
import { importSneXml } from '../../api/import/sne/importSneXml.ts';
import { importRows } from '../../api/import/tables.ts';
import { type GridCell, gridOf, workbookOf } from './archives.ts';
import {
  ALLOCATION_ROW,
  csv,
  DEMAND_ROW,
  DWELLING_ROW,
  fromBytes,
  isSound,
  OPTIONS,
  OUTCOME_ROW,
  VACANCY_ROW,
} from './support.ts';

/* Whatever the file: no crash, and rows kept + refused + identical = rows read. */

const BASES = {
  demands: DEMAND_ROW,
  dwellings: DWELLING_ROW,
  vacancies: VACANCY_ROW,
  allocations: ALLOCATION_ROW,
  outcomes: OUTCOME_ROW,
} as const;
const KINDS: readonly ImportKind[] = [...(Object.keys(BASES) as ImportKind[]), 'labels', 'stock'];
const kind = fc.constantFrom(...KINDS);

/** Reads bytes as their content says, in pieces. */
const readAny = async (
  bytes: Uint8Array,
  { of, pieceBytes }: { readonly of: ImportKind; readonly pieceBytes: number },
): Promise<ImportReport<unknown>> => {
  const { format, source } = await detectFormat(fromBytes(bytes, { pieceBytes }));
  if (format === 'sne') return importSneXml(source, OPTIONS);
  return importRows(of, format === 'rpls' ? 'csv' : format, { source, options: OPTIONS });
};

/** Counts what the runs met, so that a property that always meets the same refusal is seen. */
const tally = () => {
  const met = { read: 0, kept: 0, refused: 0, fatal: 0 };
  return {
    met,
    check: (report: ImportReport<unknown>): void => {
      expect(isSound(report)).toBe(true);
      met.read += report.counts.rows;
      met.kept += report.counts.accepted;
      met.refused += report.counts.refused;
      if (report.fatal) met.fatal += 1;
    },
  };
};

const piece = fc.integer({ min: 1, max: 4096 });

describe('n’importe quels octets', () => {
  test('au hasard, ou après la signature de chaque format', async () => {
    const { met, check } = tally();
    const heads = [
      '',
      'PK\u0003\u0004',
      '\u00d0\u00cf\u0011\u00e0',
      '<?xml',
      '{"number":',
      'DEPCOM;NBPIECE;REG_CODE\n',
      '\u00ef\u00bb\u00bf',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 400 }),
        kind,
        piece,
        async (head, tail, of, pieceBytes) =>
          check(await readAny(Buffer.concat([Buffer.from(head, 'latin1'), tail]), { of, pieceBytes })),
      ),
      { numRuns: 600 },
    );
    expect(met.fatal).toBeGreaterThan(300);
  });
  test('un bon fichier dont des octets ont changé', async () => {
    const { met, check } = tally();
    const files = Object.entries(BASES).flatMap(([name, row]) => [
      { of: name as ImportKind, bytes: Buffer.from(csv(row, {}, {})) },
      { of: name as ImportKind, bytes: workbookOf({ Feuille: gridOf(row, {}, {}) }) },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        fc.nat(),
        async ({ of, bytes }, changes, cut) => {
          const changed = Buffer.from(bytes);
          for (const [at, value] of changes) changed[at % changed.length] = value;
          const kept = cut % 3 === 0 ? changed.subarray(0, cut % changed.length) : changed;
          check(await readAny(kept, { of, pieceBytes: 1024 }));
        },
      ),
      { numRuns: 500 },
    );
    expect(met.kept).toBeGreaterThan(30);
    expect(met.fatal).toBeGreaterThan(50);
  });
});

describe('n’importe quelles cellules', () => {
  const oddText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '',
      ' ',
      '=1+1',
      "'=1",
      '59512',
      '31/02/2024',
      '2026-01-10',
      'T3',
      'OUI',
      '1e999',
      '|||',
      '?',
      '12 500,5',
      '_x0000_',
      '__proto__',
    ),
  );
  const xmlText = oddText.map((text) => text.replace(/[^ -\ud7ff\ue000-\ufffd]/g, '·'));
  const cell: fc.Arbitrary<GridCell> = fc.oneof(
    xmlText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.record({ day: fc.double({ min: -1e7, max: 1e7, noNaN: true }) }),
  );
  /** A kind, its headers in any order with strangers among them, and rows that hold good or odd cells. */
  const shuffled = fc.constantFrom(...(Object.keys(BASES) as (keyof typeof BASES)[])).chain((of) => {
    const headers = Object.keys(BASES[of]);
    return fc.record({
      of: fc.constant(of),
      headers: fc.shuffledSubarray([...headers, 'Inconnue', 'Divers', ''], { minLength: headers.length }),
      rows: fc.array(
        fc.array(fc.option(cell, { freq: 3 }), { minLength: 1, maxLength: headers.length + 4 }),
        {
          maxLength: 6,
        },
      ),
    });
  });
  const filled = (
    { of, headers, rows }: { of: keyof typeof BASES; headers: string[]; rows: (GridCell | null)[][] },
    good: boolean,
  ): GridCell[][] => {
    const base: Readonly<Record<string, string>> = BASES[of];
    return rows.map((row, at) =>
      headers.map((header, i) => (good && at % 2 === 0 ? null : row[i % row.length]) ?? base[header] ?? null),
    );
  };

  test('en classeur', async () => {
    const { met, check } = tally();
    await fc.assert(
      fc.asyncProperty(shuffled, fc.boolean(), async (table, good) => {
        const bytes = workbookOf({ Feuille: [table.headers, ...filled(table, good)] });
        check(await readAny(bytes, { of: table.of, pieceBytes: 8192 }));
      }),
      { numRuns: 300 },
    );
    expect(met.read).toBeGreaterThan(100);
    expect(met.kept).toBeGreaterThan(20);
    expect(met.refused).toBeGreaterThan(50);
  });
  test('en CSV', async () => {
    const { met, check } = tally();
    const textOf = (value: GridCell): string =>
      value === null || typeof value === 'object' ? '' : String(value);
    await fc.assert(
      fc.asyncProperty(shuffled, fc.boolean(), piece, async (table, good, pieceBytes) => {
        const quote = (value: GridCell): string => `"${textOf(value).replaceAll('"', '""')}"`;
        const text = [table.headers, ...filled(table, good)]
          .map((row) => `${row.map(quote).join(';')}\n`)
          .join('');
        check(
          await importRows(table.of, 'csv', {
            source: fromBytes(Buffer.from(text), { pieceBytes }),
            options: OPTIONS,
          }),
        );
      }),
      { numRuns: 300 },
    );
    expect(met.kept).toBeGreaterThan(20);
    expect(met.refused).toBeGreaterThan(50);
  });
  test('en JSON Lines', async () => {
    const { met, check } = tally();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())), { maxLength: 6 }),
        kind,
        async (values, of) => {
          const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
          check(await importRows(of, 'jsonl', { source: fromBytes(Buffer.from(text)), options: OPTIONS }));
        },
      ),
      { numRuns: 300 },
    );
    expect(met.refused).toBeGreaterThan(300);
  });
});
