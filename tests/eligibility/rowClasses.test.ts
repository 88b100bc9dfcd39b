import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runFunnel } from '../../engine/eligibility/funnel.ts';
import { rowClasses } from '../../engine/eligibility/rowClasses.ts';
import type { PreparedRule, RuleId, RuleKind, StatusCode } from '../../engine/eligibility/rule.ts';
import type { Pool } from '../../engine/pool/pool.ts';

describe('rowClasses', () => {
  test('two rows are of one class when all their bytes are equal, and only then', () => {
    let split = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(1), fc.constantFrom(0, 255)), { maxLength: 60 }),
        (rows) => {
          const columns = [0, 1, 2].map((c) => Uint8Array.from(rows, (row) => row[c as 0 | 1 | 2]));
          const { classOf, firstRow } = rowClasses({ rowCount: rows.length }, columns)!;
          rows.forEach((row, i) => {
            expect(rows[firstRow[classOf[i]!]!]).toEqual(row);
            expect(firstRow[classOf[i]!]).toBe(rows.findIndex((other) => other.join() === row.join()));
          });
          expect(firstRow).toHaveLength(new Set(rows.map((row) => row.join())).size);
          if (firstRow.length > 3) split += 1;
        },
      ),
    );
    expect(split).toBeGreaterThan(40);
  });

  test('is made once for the same columns of a pool', () => {
    const pool = { rowCount: 3 };
    const [a, b] = [Uint8Array.of(1, 2, 1), Uint8Array.of(0, 0, 1)];
    expect(rowClasses(pool, [a, b])).toBe(rowClasses(pool, [a, b]));
    expect(rowClasses(pool, [a])).not.toBe(rowClasses(pool, [a, b]));
  });

  test('gives up beyond 65,536 classes', () => {
    const rowCount = 65_537;
    const byte = (shift: number) => Uint8Array.from({ length: rowCount }, (_, row) => row >>> shift);
    expect(rowClasses({ rowCount: rowCount - 1 }, [byte(0), byte(8), byte(16)])!.firstRow).toHaveLength(
      65_536,
    );
    expect(rowClasses({ rowCount }, [byte(0), byte(8), byte(16)])).toBeNull();
  });
});

test('asking one row of each class is asking every row, wherever the other rules stand', () => {
  const ids: readonly RuleId[] = ['commune-wish', 'valid-demand', 'income-ceiling', 'occupancy', 'step-free'];
  let mixed = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom<StatusCode>(0, 0, 0, 1, 2), { minLength: 5, maxLength: 5 }), {
        maxLength: 80,
        size: 'max',
      }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.boolean(),
      (rows, byByte, beyondWishes) => {
        const pool = { rowCount: rows.length } as Pool;
        const rulesWith = (decided: boolean): PreparedRule[] =>
          ids.map((id, r) => {
            const column = Uint8Array.from(rows, (row) => row[r]!);
            const kind: RuleKind = r === 0 ? 'wish' : 'legal';
            const test = (row: number) => column[row] as StatusCode;
            return {
              id,
              kind,
              test,
              facts: () => ({}),
              ...(decided && byByte[r] ? { decidedBy: column } : {}),
            };
          });
        const run = (rules: readonly PreparedRule[]) => {
          const { total, stages, eligible } = runFunnel({ pool, rules, beyondWishes, shortcut: null });
          return { total, stages, eligible: [...eligible].sort((a, b) => a - b) };
        };
        expect(run(rulesWith(true))).toEqual(run(rulesWith(false)));
        if (byByte.includes(true) && byByte.includes(false) && rows.length > 10) mixed += 1;
      },
    ),
    { numRuns: 200 },
  );
  expect(mixed).toBeGreaterThan(80);
});
