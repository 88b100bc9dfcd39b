import { describe, expect, it } from 'vitest';
import type { Household } from '../../engine/domain/demand.ts';
import {
  CEILING_REASONS,
  categoryRange,
  ceilingCategory,
  ceilingEur,
  shareOfCeiling,
} from '../../engine/household/ceilings.ts';
import { AS_OF, aged, child, couple, household, undated } from './households.ts';
import { NATIONAL, PLUS_2026 } from './parameters.ts';

const category = (h: Household) => ceilingCategory(h, AS_OF, NATIONAL);
const rank = (h: Household) => {
  const found = category(h);
  return found === null ? null : found.category + found.further;
};
const children = (n: number) => Array.from({ length: n }, () => child(aged(6)));

describe('category by the table of the arrêté', () => {
  it.each<[string, Household, number]>([
    ['one person', household(), 1],
    ['two adults who are not a couple', couple({ couple: false }), 2],
    ['a couple of 56 years together', couple({ adults: [aged(29), aged(27)] }), 2],
    ['a couple of 55 years together', couple({ adults: [aged(28), aged(27)] }), 3],
    ['a lone parent and one dependant', household({ children: children(1) }), 3],
    ['a couple and one child', couple({ children: children(1) }), 3],
    ['a lone parent and two dependants', household({ children: children(2) }), 4],
    ['a couple and two children', couple({ children: children(2) }), 4],
    ['a lone parent and four dependants', household({ children: children(4) }), 6],
    ['a couple and four children', couple({ children: children(4) }), 6],
  ])('%s', (_, h, expected) => {
    expect(category(h)).toMatchObject({ category: expected, further: 0 });
  });

  it('counts further persons beyond category 6', () => {
    expect(category(couple({ children: children(5) }))).toMatchObject({ category: 6, further: 1 });
    expect(category(household({ children: children(5) }))).toMatchObject({ category: 6, further: 1 });
  });

  it('counts a child of 21 as a person but not as a dependant', () => {
    const grown = category(household({ children: [child(aged(21))] }));
    expect(grown).toMatchObject({ category: 2, because: ['persons', 'child-not-dependant'] });
    expect(rank(household({ children: [child(aged(20))] }))).toBe(3);
  });

  it('counts children in alternate custody and with a right of visit', () => {
    expect(rank(household({ children: [child(aged(6), 'alternate')] }))).toBe(3);
    const visit = category(household({ children: [child(aged(6), 'visit')] }));
    expect(visit).toMatchObject({
      category: 3,
      because: ['persons', 'lone-with-dependants', 'visit-children-counted'],
    });
  });

  it('counts declared births and says so; undeclared ones only raise a flag', () => {
    const expecting = category(household({ expectedBirths: 1 }));
    expect(expecting).toMatchObject({ category: 3, expectedBirthsUnknown: false });
    expect(expecting?.because).toContain('expected-births-counted');
    expect(category(household({ expectedBirths: null }))).toMatchObject({
      category: 1,
      expectedBirthsUnknown: true,
    });
  });
});

describe('disability', () => {
  it.each<[string, Household, number]>([
    ['one disabled person', household({ disabledMember: true }), 2],
    ['two of whom one disabled', couple({ disabledMember: true }), 3],
    ['three of whom one disabled', couple({ children: children(1), disabledMember: true }), 4],
    ['five of whom one disabled', couple({ children: children(3), disabledMember: true }), 6],
  ])('moves one category up: %s', (_, h, expected) => {
    expect(category(h)).toMatchObject({ category: expected, further: 0 });
    expect(category(h)?.because).toContain('disabled-member');
  });

  it('adds a further person beyond category 6, as a labelled proposal', () => {
    const six = category(couple({ children: children(4), disabledMember: true }));
    expect(six).toMatchObject({ category: 6, further: 1 });
    expect(six?.because).toContain('disabled-member-beyond-6');
    expect(CEILING_REASONS['disabled-member-beyond-6'].certainty).toBe('proposal');
  });

  it('adds nothing to a young couple or a lone parent, already moved up by the table', () => {
    for (const h of [
      couple({ adults: [aged(25), aged(25)], disabledMember: true }),
      household({ children: children(1), disabledMember: true }),
    ]) {
      expect(category(h)).toMatchObject({ category: 3 });
      expect(category(h)?.because).toContain('disability-already-covered');
    }
  });

  it('leaves the category as it is when not declared, and flags that it could only rise', () => {
    expect(category(household({ disabledMember: null }))).toMatchObject({
      category: 1,
      disabilityUnknown: true,
    });
    expect(category(household({ disabledMember: false }))?.disabilityUnknown).toBe(false);
    expect(category(household({ disabledMember: true }))?.disabilityUnknown).toBe(false);
    // A yes would change nothing here.
    expect(category(household({ children: children(1), disabledMember: null }))?.disabilityUnknown).toBe(
      false,
    );
  });
});

describe('a lone adult who expects a child', () => {
  it('has the category of two with a dependant, as a labelled proposal', () => {
    const expecting = category(household({ expectedBirths: 1 }));
    expect(expecting).toMatchObject({
      category: 3,
      because: ['persons', 'lone-expecting', 'expected-births-counted'],
    });
    expect(CEILING_REASONS['lone-expecting'].certainty).toBe('proposal');
  });
  it('is no proposal with a child already there', () => {
    const parent = category(household({ children: children(1) }));
    expect(parent?.because).toEqual(['persons', 'lone-with-dependants']);
    expect(CEILING_REASONS['lone-with-dependants'].certainty).toBe('official');
  });
  it('a young couple is as sure as the limit of age that makes it', () => {
    expect(CEILING_REASONS['young-couple'].certainty).toBe('found');
  });
});

describe('range of the categories that what is not declared leaves open', () => {
  const range = (h: Household) => {
    const found = categoryRange(h, AS_OF, NATIONAL);
    return found && [found.low, found.high].map(({ category: c, further }) => c + further);
  };
  it.each<[string, Household, number[] | null]>([
    ['everything declared', household(), [1, 1]],
    ['a disability', household({ disabledMember: null }), [1, 2]],
    ['a birth, for a lone adult', household({ expectedBirths: null }), [1, 3]],
    [
      'a birth and a disability, for a couple',
      couple({ expectedBirths: null, disabledMember: null }),
      [2, 4],
    ],
    ['the age of an only child', household({ children: [child(undated)] }), [2, 3]],
    ['the ages of a couple', couple({ adults: [undated, undated] }), [2, 3]],
    ['a couple or not, both young', couple({ adults: [aged(25), aged(25)], couple: null }), [2, 3]],
    ['an age that changes nothing', couple({ adults: [aged(60), undated] }), [2, 2]],
    ['children that are not said', household({ children: null }), null],
    ['a partner who is not listed', household({ couple: true }), null],
  ])('%s', (_, h, expected) => {
    expect(range(h)).toEqual(expected);
  });
  it('holds the category, whenever there is one', () => {
    for (const h of [household({ disabledMember: null }), couple({ expectedBirths: null }), couple()]) {
      const own = category(h)!;
      const [low, high] = range(h)!;
      expect(own.category).toBeGreaterThanOrEqual(low!);
      expect(own.category).toBeLessThanOrEqual(high!);
    }
  });
});

describe('unknown category', () => {
  it('is null when it hangs on an undeclared couple or a missing age', () => {
    expect(category(couple({ adults: [aged(25), aged(25)], couple: null }))).toBeNull();
    expect(category(couple({ adults: [aged(25), undated] }))).toBeNull();
    expect(category(household({ children: [child(undated)] }))).toBeNull();
    expect(category(household({ couple: true }))).toBeNull();
    expect(category(household({ children: null }))).toBeNull();
  });

  it('is known when what is missing changes nothing', () => {
    expect(rank(couple({ couple: null }))).toBe(2);
    expect(rank(couple({ adults: [undated, undated], couple: null, children: [child(undated)] }))).toBe(3);
    expect(rank(couple({ adults: [aged(25), undated], disabledMember: true }))).toBe(3);
    expect(rank(household({ children: [child(undated)], disabledMember: true }))).toBe(3);
  });
});

describe('ceiling and share of it', () => {
  it('reads the table of 2026', () => {
    expect(ceilingEur(PLUS_2026, { category: 1, further: 0 })).toBe(23_403);
    expect(ceilingEur(PLUS_2026, { category: 6, further: 0 })).toBe(60_156);
    expect(ceilingEur(PLUS_2026, { category: 6, further: 2 })).toBe(60_156 + 2 * 6_710);
  });

  it('refuses a table that lacks the category', () => {
    expect(() => ceilingEur({ categories: [1], perFurtherEur: 1 }, { category: 2, further: 0 })).toThrow(
      'ceiling table without category 2',
    );
  });

  it('is 1 exactly at the ceiling and unknown with either unknown', () => {
    expect(shareOfCeiling(23_403, 23_403)).toBe(1);
    expect(shareOfCeiling(0, 23_403)).toBe(0);
    expect(shareOfCeiling(null, 23_403)).toBeNull();
    expect(shareOfCeiling(20_000, null)).toBeNull();
  });
});
