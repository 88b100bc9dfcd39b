import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { awaitedLists, type OpenProposal } from '../../engine/targets/proposals.ts';
import { aNumber } from '../support/demands.ts';
import { ROUBAIX } from '../support/territory.ts';

const day = (text: string) => text as IsoDay;
const profile = {
  firstAccess: true,
  bandGroup: null,
  firstQuartile: null,
  verifiedPriority: null,
  npruRelocation: null,
} as const;

/** Three candidates who say yes at 60, 50 and 50 % when reached, proposed on 1 October. */
const proposal = (
  changes: Partial<OpenProposal> = {},
  refusedOn: readonly (string | null)[] = [],
): OpenProposal => ({
  vacancy: 'V-1' as VacancyId,
  place: { quartier: null, qpv: null, commune: ROUBAIX, bailleur: 'vilogia' },
  proposedOn: day('2026-10-01'),
  settledOn: null,
  candidates: [0.6, 0.2, 0.1].map((chance, i) => ({
    number: aNumber(i + 1) as DemandNumber,
    rank: i + 1,
    profile,
    chance,
    refusedOn: (refusedOn[i] ?? null) as IsoDay | null,
  })),
  ...changes,
});
const on = (asOf: string, ...proposals: readonly OpenProposal[]) =>
  awaitedLists(proposals, { asOf: day(asOf), answerDays: 10 });
/** Ranks still awaited with their chances, rounded. */
const ranks = (asOf: string, of: OpenProposal) =>
  on(asOf, of).flatMap(({ candidates }) =>
    candidates.map(({ rank, chance }) => [rank, Math.round(chance * 1000) / 1000]),
  );

describe('a list awaits its answers', () => {
  test.each([
    ['before it is proposed', '2026-09-30', []],
    [
      'on its day, with its own chances',
      '2026-10-01',
      [
        [1, 0.6],
        [2, 0.2],
        [3, 0.1],
      ],
    ],
    [
      'on the tenth day, still',
      '2026-10-11',
      [
        [1, 0.6],
        [2, 0.2],
        [3, 0.1],
      ],
    ],
    [
      'on the eleventh, silence refused: the second’s turn',
      '2026-10-12',
      [
        [2, 0.5],
        [3, 0.25],
      ],
    ],
    ['ten days later, the third’s', '2026-10-22', [[3, 0.5]]],
    ['on the last day of the third', '2026-10-31', [[3, 0.5]]],
    ['past everybody’s days', '2026-11-01', []],
  ])('%s', (_, asOf, expected) => {
    expect(ranks(asOf, proposal())).toEqual(expected);
  });
  test.each([
    [
      'a refusal passes the turn at once',
      ['2026-10-03'],
      '2026-10-03',
      [
        [2, 0.5],
        [3, 0.25],
      ],
    ],
    [
      'and the next has ten days from it',
      ['2026-10-03'],
      '2026-10-13',
      [
        [2, 0.5],
        [3, 0.25],
      ],
    ],
    ['and not one more', ['2026-10-03'], '2026-10-14', [[3, 0.5]]],
    [
      'a refusal still to come is not known',
      ['2026-10-05'],
      '2026-10-04',
      [
        [1, 0.6],
        [2, 0.2],
        [3, 0.1],
      ],
    ],
    [
      'a second who refused before their turn is passed over',
      [null, '2026-10-02'],
      '2026-10-05',
      [
        [1, 0.6],
        [3, 0.2],
      ],
    ],
    [
      'and gives the third their ten days from the first’s silence',
      [null, '2026-10-02'],
      '2026-10-21',
      [[3, 0.5]],
    ],
    ['refused by all', ['2026-10-02', '2026-10-03', '2026-10-04'], '2026-10-04', []],
  ] as const)('%s', (_, refusals, asOf, expected) => {
    expect(ranks(asOf, proposal({}, refusals))).toEqual(expected);
  });
  test('settled: it leaves, from the day on', () => {
    const settled = proposal({ settledOn: day('2026-10-05') });
    expect(on('2026-10-04', settled)).toHaveLength(1);
    expect(on('2026-10-05', settled)).toEqual([]);
  });
  test('a vacancy that is proposed anew is not counted twice', () => {
    const lists = awaitedLists([proposal(), proposal({ vacancy: 'V-2' as VacancyId })], {
      asOf: day('2026-10-01'),
      answerDays: 10,
      except: new Set(['V-1' as VacancyId]),
    });
    expect(lists.map(({ vacancy }) => vacancy)).toEqual(['V-2']);
  });
  test('a candidate who was sure leaves nothing to those behind', () => {
    const sure = proposal();
    const [first, ...rest] = sure.candidates;
    const of = { ...sure, candidates: [{ ...first!, chance: 1 }, ...rest.map((c) => ({ ...c, chance: 0 }))] };
    expect(ranks('2026-10-12', of)).toEqual([
      [2, 0],
      [3, 0],
    ]);
  });
  test('in the order of vacancies, whatever the order of the records', () => {
    const [a, b] = [proposal({ vacancy: 'V-1' as VacancyId }), proposal({ vacancy: 'V-2' as VacancyId })];
    expect(on('2026-10-01', b, a)).toEqual(on('2026-10-01', a, b));
  });
});

test('chances stay chances: each within 0 and 1, and their sum too, whoever refused', () => {
  let partly = 0;
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.option(fc.integer({ min: 1, max: 28 }), { nil: null }), { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 1, max: 31 }),
      (yes, refusals, date) => {
        let reached = 1;
        const candidates = yes.map((accepts, i) => {
          const chance = reached * accepts;
          reached *= 1 - accepts;
          const refused = refusals[i] ?? null;
          return {
            number: aNumber(i + 1) as DemandNumber,
            rank: i + 1,
            profile,
            chance,
            refusedOn: refused === null ? null : day(`2026-10-${String(refused).padStart(2, '0')}`),
          };
        });
        const lists = on(`2026-10-${String(date).padStart(2, '0')}`, proposal({ candidates }));
        const left = lists.flatMap((list) => list.candidates);
        const sum = left.reduce((total, { chance }) => total + chance, 0);
        expect(left.every(({ chance }) => chance >= 0 && chance <= 1)).toBe(true);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        if (left.length > 0 && left.length < yes.length) partly += 1;
      },
    ),
    { numRuns: 300 },
  );
  expect(partly).toBeGreaterThan(60);
});
