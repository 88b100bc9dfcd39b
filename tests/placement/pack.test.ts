import { describe, expect, test } from 'vitest';
import { PlacementRulesSchema } from '../../engine/domain/territory.ts';
import { MEL_PACK } from '../support/territory.ts';

const { placement } = MEL_PACK;
const faultsOf = (changes: object): readonly string[] => {
  const read = PlacementRulesSchema.safeParse({ ...placement, ...changes });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

describe('placement.yaml', () => {
  test('the pack’s own is sound', () => expect(faultsOf({})).toEqual([]));
  test('a criterion twice, or none', () => {
    const order = (criteria: readonly string[]) => ({ order: { ...placement.order, criteria } });
    expect(faultsOf(order(['wish', 'wish']))).toEqual(['order.criteria chaque critère une seule fois']);
    expect(faultsOf(order([]))).toHaveLength(1);
    expect(faultsOf(order(['origin']))).toHaveLength(1);
  });
  test('a circuit twice', () => {
    const [first] = placement.circuits;
    expect(faultsOf({ circuits: [first, first] })).toEqual(['circuits chaque circuit une seule fois']);
  });
  test('a horizon twice, an interval of certainty', () => {
    expect(faultsOf({ expected: { ...placement.expected, months: [3, 3] } })).toEqual([
      'expected.months chaque horizon une seule fois',
    ]);
    expect(faultsOf({ expected: { ...placement.expected, interval: 1 } })).toHaveLength(1);
  });
  test('what no text read settles is said to be a proposal', () => {
    expect(placement.order.provenance.certainty).toBe('proposal');
    expect(placement.expected.provenance.certainty).toBe('proposal');
  });
});
