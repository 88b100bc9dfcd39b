import { describe, expect, test } from 'vitest';
import type { PresentedMeasure } from '../../api/present/comparison.ts';
import { comparisonSummary, happened, sideOf } from '../../api/present/comparisonSummary.ts';
import { boundsText, intervalText } from '../../api/present/comparisonWords.ts';

const ARMS = [
  { id: 'points', policy: 'points', method: 'm' },
  { id: 'joint', policy: 'joint', method: 'm' },
  { id: 'lottery', policy: 'lottery', method: 'm' },
] as const;

/** A measure under the three arms, by its differences with the first. */
const measure = (
  label: string,
  better: PresentedMeasure['better'],
  differences: readonly { mean: number; apart?: boolean; half?: number | null }[],
): PresentedMeasure => ({
  id: label,
  label,
  definition: '',
  unit: 'dwellings',
  better,
  per: 'replication',
  arms: [
    { value: 10, text: '10', difference: null },
    ...differences.map(({ mean, apart = false, half = 1 }) => ({
      value: 10 + mean,
      text: '',
      difference: {
        mean,
        low: half === null ? null : mean - half,
        high: half === null ? null : mean + half,
        units: half === null ? 1 : 5,
        apart,
        text: '',
      },
    })),
  ],
});
const summary = (...measures: readonly PresentedMeasure[]) =>
  comparisonSummary({ arms: ARMS, reference: 'points' } as never, measures);

describe('what a comparison establishes', () => {
  test('is told on the side where it stands, the farthest first, with its interval', () => {
    const said = summary(
      measure('Manques', 'less', [
        { mean: -5, apart: true },
        { mean: -8, apart: true },
      ]),
      measure('Baux', 'more', [{ mean: -2, apart: true }, { mean: 0.1 }]),
      measure('Attente', null, [{ mean: 3, apart: true }, { mean: 0 }]),
    );
    expect(said.reference).toBe('Points seuls');
    expect(said.better).toEqual([
      'Manques\u00a0: «\u00a0Tirage au sort\u00a0» −8 [−9\u00a0; −7] et «\u00a0Toutes les listes ensemble\u00a0» −5 [−6\u00a0; −4].',
    ]);
    expect(said.worse).toEqual(['Baux\u00a0: «\u00a0Toutes les listes ensemble\u00a0» −2 [−3\u00a0; −1].']);
    expect(said.changed).toEqual([
      'Attente\u00a0: «\u00a0Toutes les listes ensemble\u00a0» +3 [+2\u00a0; +4].',
    ]);
    expect(said.open).toBe('');
  });

  test('what does not stand out is named, and is no proof that nothing differs', () => {
    const said = summary(
      measure('Manques', 'less', [{ mean: -5, apart: true }, { mean: 1 }]),
      measure('Refus', 'less', [{ mean: 1 }, { mean: -1 }]),
    );
    expect(said.open).toMatch(/sur «\u00a0Refus\u00a0»/);
    expect(said.open).not.toContain('Manques');
    expect(said.open).toMatch(/ni qu’il y a une différence, ni qu’il n’y en a pas/);
  });

  test('one draw alone establishes nothing, and says what to do', () => {
    const said = summary(
      measure('Manques', 'less', [
        { mean: -5, half: null },
        { mean: 1, half: null },
      ]),
    );
    expect([said.better, said.worse, said.changed]).toEqual([[], [], []]);
    expect(said.open).toMatch(/^Une seule réplication/);
  });

  test('what never happened is left out', () => {
    const never: PresentedMeasure = {
      ...measure('Rien', 'less', []),
      arms: [0, 0, null].map((value) => ({ value, text: '', difference: null })),
    };
    expect(happened(never)).toBe(false);
    expect(happened(measure('Manques', 'less', []))).toBe(true);
    expect(summary(never).open).toBe('');
  });

  test.each([
    [1, true, 'more', 'better'],
    [1, true, 'less', 'worse'],
    [-1, true, 'less', 'better'],
    [-1, true, 'more', 'worse'],
    [1, true, null, 'changed'],
    [1, false, 'more', null],
  ] as const)('%d, apart %s, wanted %s: %s', (mean, apart, better, side) => {
    expect(sideOf({ mean, apart }, better)).toBe(side);
  });
});

describe('an interval', () => {
  test.each([
    [{ mean: 0.051, low: 0.04, high: 0.062 }, 'share', '+5,1\u00a0pt [+4\u00a0; +6,2]'],
    [{ mean: -1.25, low: -2, high: -0.5 }, 'months', '−1,3\u00a0mois [−2\u00a0; −0,5]'],
    [{ mean: 3, low: null, high: null }, 'demands', '+3'],
  ] as const)('%j as %s', (difference, unit, said) => {
    expect(intervalText(difference, unit)).toBe(said);
  });
  test('that is not known is empty', () => {
    expect(boundsText({ low: null, high: 1 }, 'demands')).toBe('');
  });
});
