import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNKNOWN } from '../../engine/eligibility/rule.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { splitApart } from '../../engine/shortlist/apart.ts';
import { type Fragility, fragilityOf } from '../../engine/shortlist/fragility.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { rulesFor, selectEligible, shortlistFor } from '../../engine/shortlist/shortlist.ts';
import type { WeightFlip } from '../../engine/shortlist/weightFlips.ts';
import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { requestOf, type ShortlistCase } from '../support/shortlists.ts';
import { SITUATIONS } from '../support/territory.ts';

const base = aDemand(0);
const label = (evidence: string) => ({ priorities: [{ situation: 'ACI_LABEL', evidence, since: null }] });
/** Nobody of these pays too much rent, but where it is said. */
const cheap = { currentHousing: { ...base.currentHousing, rentEur: 100 } };

const fragilityIn = (
  given: ShortlistCase,
): { readonly fragility: Fragility; numberOf(row: number): string } => {
  const request = requestOf(given);
  const { pool, ranking } = request;
  const rules = rulesFor(request);
  const { within } = splitApart(selectEligible(request, rules).eligible, ranking);
  const listed = shortlistFor(request).candidates.map(({ row }) => row);
  return {
    fragility: fragilityOf({
      pool,
      ranking,
      listed,
      others: within.filter((row) => !listed.includes(row)),
      unknownRules: (row) => rules.filter((rule) => rule.test(row) === UNKNOWN).map(({ id }) => id),
    }),
    numberOf: (row) => pool.numbers.at(row),
  };
};

const filed = (n: number, filedOn: string, rest: Parameters<typeof aDemand>[1] = {}) =>
  aDemand(n, { filedOn, ...cheap, ...rest });

describe('between neighbours', () => {
  test('points, the entry of the list apart', () => {
    const demands = ['2018-01-01', '2019-01-01', '2020-01-01', '2020-03-01'].map((day, i) =>
      filed(i + 1, day),
    );
    const { fragility, numberOf } = fragilityIn({ demands });
    expect(fragility.ranks.map(({ points }) => points)).toEqual([6_000, 6_000]);
    expect(fragility.entry).toMatchObject({ rank: 3, points: 1_000 });
    expect([fragility.entry!.ahead, fragility.entry!.behind].map(numberOf)).toEqual([aNumber(3), aNumber(4)]);
  });
  test('a level is no matter of points', () => {
    const demands = [filed(1, '2025-01-01', { dalo: 'ACTIF' }), filed(2, '2018-01-01')];
    expect(fragilityIn({ demands }).fragility.ranks[0]).toMatchObject({
      points: null,
      separation: { by: 'tier' },
    });
  });
  test('a tie that the lot decided is said', () => {
    const demands = [1, 2, 3, 4].map((n) => filed(n, '2020-01-01'));
    const { entry } = fragilityIn({ demands }).fragility;
    expect(entry).toMatchObject({ points: 0, separation: { by: 'tie-break', key: 'lot' } });
  });
  test('nobody else: no entry, no weight, and no paper would let one in', () => {
    const { fragility } = fragilityIn({ demands: [filed(1, '2018-01-01')] });
    expect(fragility).toMatchObject({ ranks: [], entry: null, weights: { entry: [], order: [] } });
  });
});

describe('papers', () => {
  const papers = (given: ShortlistCase) => {
    const { fragility, numberOf } = fragilityIn(given);
    return fragility.papers.map(({ row, kind, subject, effect }) => [numberOf(row), kind, subject, effect]);
  };
  const three = ['2018-01-01', '2019-01-01', '2020-01-01'].map((day, i) => filed(i + 1, day));
  test('one that is missing, and would let its household in', () => {
    const demands = [
      ...three,
      filed(4, '2020-06-01', { currentHousing: { ...base.currentHousing, rentEur: null } }),
    ];
    expect(papers({ demands })).toContainEqual([aNumber(4), 'missing', 'ACI_EFFORT', 'enters']);
  });
  test('not where it would bring too little', () => {
    const demands = [
      ...three,
      filed(4, '2020-11-01', { currentHousing: { ...base.currentHousing, rentEur: null } }),
    ];
    expect(papers({ demands }).filter(([, , subject]) => subject === 'ACI_EFFORT')).toEqual([]);
  });
  test('one that a place rests on, without which it is lost', () => {
    const demands = [...three.slice(0, 2), filed(3, '2021-01-01', label('declared')), filed(4, '2020-06-01')];
    expect(papers({ demands })).toEqual([[aNumber(3), 'unconfirmed', 'ACI_LABEL', 'leaves']]);
  });
  test('none where it is verified', () => {
    const demands = [...three.slice(0, 2), filed(3, '2021-01-01', label('verified')), filed(4, '2020-06-01')];
    expect(papers({ demands })).toEqual([]);
  });
  test('falls and rises inside the list', () => {
    const rent = { currentHousing: { ...base.currentHousing, rentEur: null } };
    const demands = [
      filed(1, '2019-06-01', label('declared')),
      filed(2, '2019-01-01', rent),
      filed(3, '2018-10-01'),
      filed(4, '2012-01-01', {
        incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 90_000 }] },
      }),
    ];
    const found = papers({ demands });
    expect(found).toContainEqual([aNumber(1), 'unconfirmed', 'ACI_LABEL', 'falls']);
    expect(found).toContainEqual([aNumber(2), 'missing', 'ACI_EFFORT', 'rises']);
  });
  test('a rule that passes without knowing', () => {
    const demands = [filed(1, '2018-01-01', { incomes: { ...base.incomes, referenceTaxIncome: [] } })];
    expect(papers({ demands })).toEqual([[aNumber(1), 'rule', 'income-ceiling', 'leaves']]);
  });
});

const PUBLISHED = { source: 'écrit pour les tests', certainty: 'proposal' };
const COMBINES = ['sum', 'max', 'first', 'single-tick'] as const;

interface Weights {
  readonly combine: (typeof COMBINES)[number];
  readonly cap: number | null;
  readonly perMonth: number;
  readonly motives: readonly [number, number, number];
}

/** A method of two groups, one of which is combined as told. */
const methodOf = ({ combine, cap, perMonth, motives }: Weights): CompiledMethod => {
  const read = compileMethod(
    MethodSchema.parse({
      version: '1',
      validFrom: '2016-01-01',
      validTo: null,
      id: 'poids',
      label: 'Méthode d’essai',
      kind: 'ordering',
      ...PUBLISHED,
      groups: [
        {
          id: 'attente',
          label: 'Attente',
          combine: 'sum',
          criteria: [
            { id: 'mois', label: 'Ancienneté', points: `${perMonth} * waitingMonths`, ...PUBLISHED },
          ],
        },
        {
          id: 'motifs',
          label: 'Motifs',
          combine,
          ...(cap === null ? {} : { cap }),
          criteria: motives.map((points, i) => ({
            id: `motif-${i + 1}`,
            label: `Motif ${i + 1}`,
            when: `motive0${i + 1}`,
            points,
            ...PUBLISHED,
          })),
        },
      ],
    }),
    demandColumns(SITUATIONS),
  );
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join(' '));
  return read.value;
};

const withWeight = (weights: Weights, criterion: string, weight: number): Weights => {
  if (criterion === 'mois') return { ...weights, perMonth: (weights.perMonth * weight) / 1000 };
  const at = Number(criterion.at(-1)) - 1;
  const [a, b, c] = weights.motives.map((points, i) => (i === at ? weight / 1000 : points));
  return { ...weights, motives: [a!, b!, c!] };
};

describe('weights, beside the method written with another weight', () => {
  const households = fc.array(
    fc.record({ month: fc.integer({ min: 0, max: 59 }), motives: fc.subarray(['01', '02', '03']) }),
    { minLength: 5, maxLength: 8 },
  );
  const weightings = fc.record({
    combine: fc.constantFrom(...COMBINES),
    cap: fc.constantFrom(null, 9, 14),
    perMonth: fc.constantFrom(0.5, 1),
    motives: fc.tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
    ),
  });

  test('the change named flips, one step less does not, and where none is named none up to the double does', () => {
    const seen = { flips: 0, none: 0 };
    fc.assert(
      fc.property(households, weightings, (all, weights) => {
        const demands = all.map(({ month, motives }, i) =>
          filed(
            i + 1,
            `20${String(19 + Math.floor(month / 12)).padStart(2, '0')}-${String(1 + (month % 12)).padStart(2, '0')}-01`,
            {
              motives: motives.length === 0 ? ['19'] : motives,
            },
          ),
        );
        // Every household suits the dwelling: the list is the first three of the order.
        const { pool } = requestOf({ demands });
        const listOf = (changed: Weights): readonly string[] =>
          [
            ...rankPool({ pool, ordering: methodOf(changed), weighting: null, seed: 1 }).rowAt.slice(0, 3),
          ].map((row) => pool.numbers.at(row));
        const before = listOf(weights);
        const members = [...before].sort().join();
        const { fragility } = fragilityIn({ demands, ordering: methodOf(weights) });
        const check = (flips: readonly WeightFlip[], same: (list: readonly string[]) => boolean): void => {
          for (const id of ['motif-1', 'motif-2', 'motif-3']) {
            const flip = flips.find(({ criterion }) => criterion === id);
            const now = weights.motives[Number(id.at(-1)) - 1]! * 1000;
            if (flip === undefined) {
              seen.none += 1;
              for (let tried = 0; tried <= 2 * now; tried += now / 4)
                expect(same(listOf(withWeight(weights, id, tried)))).toBe(true);
            } else {
              seen.flips += 1;
              expect(flip.now).toBe(now);
              expect(same(listOf(withWeight(weights, id, flip.becomes)))).toBe(false);
              const nearer = Math.abs(flip.becomes - now) - 1;
              for (const less of [now - nearer, now + nearer])
                if (less >= 0) expect(same(listOf(withWeight(weights, id, less)))).toBe(true);
            }
          }
        };
        check(fragility.weights.entry, (list) => [...list].sort().join() === members);
      }),
      { seed: 11, numRuns: 24 },
    );
    expect(seen.flips).toBeGreaterThan(8);
    expect(seen.none).toBeGreaterThan(8);
  });

  test('a formula is told as a part of what it gives', () => {
    const weights: Weights = { combine: 'sum', cap: null, perMonth: 1, motives: [10, 5, 1] };
    const demands = [
      filed(1, '2022-01-01', { motives: ['01'] }),
      filed(2, '2022-01-01', { motives: ['01'] }),
      filed(3, '2022-01-01', { motives: ['01'] }),
      filed(4, '2021-08-01'),
    ];
    const { fragility } = fragilityIn({ demands, ordering: methodOf(weights) });
    const flip = fragility.weights.entry.find(({ criterion }) => criterion === 'mois')!;
    // Five months more against ten points: doubled, five months are ten points, and the older one goes first of equals.
    expect(flip).toMatchObject({ unit: 'share', now: 1000, becomes: 2000 });
    const listed = shortlistFor(
      requestOf({ demands, ordering: methodOf(withWeight(weights, 'mois', 2000)) }),
    );
    expect(listed.candidates.map(({ number }) => number)).toContain(aNumber(4));
  });
});
