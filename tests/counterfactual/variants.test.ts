import { expect, test } from 'vitest';
import { compareSets } from '../../engine/counterfactual/change.ts';
import { variantsOf } from '../../engine/counterfactual/variants.ts';
import { aDemand } from '../support/demands.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

const base = aDemand(0);
/** Its lodging is not said (seventeen kinds), its contract neither (eight), nor whether it is DALO. */
const silent = aDemand(1, {
  currentHousing: { ...base.currentHousing, kind: null },
  employment: { ...base.employment, applicant: { ...base.employment.applicant, contract: null } },
  dalo: null,
});
const variants = (mostRows?: number) =>
  variantsOf({
    pool: poolOf([silent]),
    row: 0,
    demand: silent,
    territory: TERRITORY,
    ...(mostRows === undefined ? {} : { mostRows }),
  });

test('every set of papers once, the smallest first, the demand as it is before all', () => {
  const { sets, completeTo, pool } = variants();
  expect(sets[0]!.changes).toEqual([]);
  expect(completeTo).toBe(Infinity);
  for (let i = 1; i < sets.length; i += 1)
    expect(compareSets(sets[i - 1]!.changes, sets[i]!.changes)).toBeLessThan(0);
  expect(sets.flatMap(({ rows }) => rows)).toEqual(Array.from({ length: pool.rowCount }, (_, row) => row));
});

test('of one subject, one paper at most', () => {
  for (const { changes } of variants().sets)
    expect(
      new Set(changes.map(({ kind }) => kind)).size +
        changes.filter(({ kind }) => kind === 'establish').length,
    ).toBeGreaterThanOrEqual(changes.length);
});

test('where there are too many, the smallest are kept, and it is said to which size they all are', () => {
  const { sets, completeTo, pool } = variants(60);
  expect(pool.rowCount).toBeLessThanOrEqual(60);
  expect(completeTo).toBe(1);
  expect(sets.filter(({ changes }) => changes.length === 1)).toHaveLength(
    variants().sets.filter(({ changes }) => changes.length === 1).length,
  );
  expect(variants(3).completeTo).toBe(0);
});
