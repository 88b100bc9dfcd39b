import { describe, expect, test } from 'vitest';
import { creditChoices } from '../../engine/policies/credit.ts';
import { creditBit } from '../../engine/shortlist/credits.ts';
import { aTerritory } from '../support/territory.ts';

const { contingents } = aTerritory().pack;
const territory = (regime: 'household-profile' | 'orientation') =>
  aTerritory({ contingents: { ...contingents, regime } });
const mask = creditBit('AUCUN') | creditBit('COLACT') | creditBit('PPRIOR');

describe('contingents that a lease may be credited to', () => {
  test('oriented, and the profile allows it: that one only', () => {
    expect(creditChoices(territory('orientation'), { orientedTo: 'COLACT' }, mask)).toEqual(['COLACT']);
  });
  test('oriented, and the profile does not: the landlord’s own share', () => {
    expect(creditChoices(territory('orientation'), { orientedTo: 'COLTER' }, mask)).toEqual(['AUCUN']);
  });
  test('by profile: each one that has a share, the landlord’s own last', () => {
    const choices = creditChoices(territory('household-profile'), { orientedTo: null }, mask);
    const shared = contingents.shares
      .filter(({ share }) => share > 0)
      .map(({ reservataire }) => reservataire);
    expect(choices.at(-1)).toBe('AUCUN');
    expect(choices.slice(0, -1)).toEqual(
      ['COLACT', 'PPRIOR'].filter((each) => shared.includes(each as never)),
    );
  });
  test('by orientation, and oriented to nobody: the landlord’s own share', () => {
    expect(creditChoices(territory('orientation'), { orientedTo: null }, mask)).toEqual(['AUCUN']);
  });
});
