import { describe, expect, it } from 'vitest';
import { familyOf, familyValue } from '../../engine/household/family.ts';
import { describeHousehold } from '../../engine/household/household.ts';
import { AS_OF, aged, almostAged, child, couple, household, undated } from './households.ts';
import { APL_2025, day, NATIONAL } from './parameters.ts';

const facts = (h: Parameters<typeof describeHousehold>[0]) => describeHousehold(h, AS_OF, NATIONAL);

describe('persons to house', () => {
  it('counts adults, children in full and alternate custody, and expected births', () => {
    const f = facts(couple({ children: [child(aged(3)), child(aged(5), 'alternate')], expectedBirths: 1 }));
    expect(f).toMatchObject({ persons: 5, adults: 2, childrenPresent: 2, expectedBirths: 1 });
  });

  it('does not count children with a right of visit as present', () => {
    const f = facts(household({ children: [child(aged(3), 'visit')] }));
    expect(f).toMatchObject({ persons: 1, childrenPresent: 0, minors: 0, dependants: 0, loneParent: false });
  });

  it('keeps undeclared births unknown beside the count they are missing from', () => {
    expect(facts(household({ expectedBirths: null }))).toMatchObject({ persons: 1, expectedBirths: null });
  });
});

describe('ages', () => {
  it('gives the age of the applicant in completed years, or null', () => {
    expect(facts(household({ adults: [aged(30)] })).applicantAge).toBe(30);
    expect(facts(household({ adults: [almostAged(30)] })).applicantAge).toBe(29);
    expect(facts(household({ adults: [undated] })).applicantAge).toBeNull();
  });

  it('takes the first adult as the applicant', () => {
    expect(facts(couple({ adults: [undated, aged(30)] })).applicantAge).toBeNull();
  });

  it('calls a child minor until the day of the 18th birthday', () => {
    expect(facts(household({ children: [child(almostAged(18))] })).minors).toBe(1);
    expect(facts(household({ children: [child(aged(18))] })).minors).toBe(0);
  });

  it('does not know the minors when a birth date is missing, and knows there is none without children', () => {
    expect(facts(household({ children: [child(aged(3)), child(undated)] })).minors).toBeNull();
    expect(facts(household({ children: [child(undated, 'visit')] })).minors).toBe(0);
  });

  it('calls a child dependant until the day of the 21st birthday', () => {
    expect(facts(household({ children: [child(almostAged(21))] })).dependants).toBe(1);
    expect(facts(household({ children: [child(aged(21))] })).dependants).toBe(0);
    expect(facts(household({ children: [child(undated)] })).dependants).toBeNull();
  });

  it('counts a birthday of 29 February from 1 March in common years', () => {
    const born = { birthDate: day('2008-02-29') };
    const on = (asOf: string) =>
      describeHousehold(household({ children: [child(born)] }), day(asOf), NATIONAL).minors;
    expect(on('2026-02-28')).toBe(1);
    expect(on('2026-03-01')).toBe(0);
  });
});

describe('consumption units', () => {
  const units = (h: Parameters<typeof describeHousehold>[0]) => facts(h).consumptionUnits;

  it('weighs 1 for the first adult and 0.5 for each other', () => {
    expect(units(household())).toBe(1);
    expect(units(couple())).toBe(1.5);
    expect(units(household({ adults: [aged(40), aged(70), undated] }))).toBe(2);
  });

  it('weighs 0.3 for a child until the day of the 14th birthday, 0.5 from it on', () => {
    expect(units(household({ children: [child(almostAged(14))] }))).toBe(1.3);
    expect(units(household({ children: [child(aged(14))] }))).toBe(1.5);
  });

  it('weighs a person listed as an adult by the age, when it is known', () => {
    expect(units(household({ adults: [aged(40), almostAged(14)] }))).toBe(1.3);
  });

  it('sums without binary residue', () => {
    expect(units(couple({ children: [child(aged(1)), child(aged(2)), child(aged(3))] }))).toBe(2.4);
  });

  it('leaves out children with a right of visit and unborn children', () => {
    expect(units(household({ children: [child(undated, 'visit')], expectedBirths: 2 }))).toBe(1);
  });

  it('is unknown when the age of a child is', () => {
    expect(units(household({ children: [child(aged(3)), child(undated)] }))).toBeNull();
  });
});

describe('couple and lone parent', () => {
  it('takes the declaration where two adults are listed', () => {
    expect(facts(couple()).couple).toBe(true);
    expect(facts(couple({ couple: false })).couple).toBe(false);
    expect(facts(couple({ couple: null })).couple).toBeNull();
  });

  it('finds no couple to house in one adult, and does not know when the declaration contradicts the list', () => {
    expect(facts(household({ couple: null })).couple).toBe(false);
    expect(facts(household({ couple: true })).couple).toBeNull();
  });

  it('sees a lone parent: no partner and a dependant', () => {
    expect(facts(household({ children: [child(aged(3))] })).loneParent).toBe(true);
    expect(facts(household({ children: [child(aged(3), 'alternate')] })).loneParent).toBe(true);
  });

  it('is met whoever else lives there without being a partner', () => {
    expect(facts(couple({ couple: false, children: [child(aged(3))] })).loneParent).toBe(true);
  });

  it('is not met with a partner, without children, or when every child is 21 or more', () => {
    expect(facts(couple({ children: [child(aged(3))] })).loneParent).toBe(false);
    expect(facts(household()).loneParent).toBe(false);
    expect(facts(household({ children: [child(aged(21))] })).loneParent).toBe(false);
  });

  it('is unknown when the couple is, or when the only possible dependant has no age', () => {
    expect(facts(couple({ couple: null, children: [child(aged(3))] })).loneParent).toBeNull();
    expect(facts(household({ children: [child(undated)] })).loneParent).toBeNull();
  });

  it('is known as soon as one child is surely a dependant', () => {
    expect(facts(household({ children: [child(undated), child(aged(3))] })).loneParent).toBe(true);
  });
});

describe('young couple', () => {
  const young = (h: Parameters<typeof describeHousehold>[0]) => facts(h).youngCouple;

  it('is met when the completed ages add up to 55', () => {
    expect(young(couple({ adults: [aged(28), aged(27)] }))).toBe(true);
    expect(young(couple({ adults: [almostAged(29), aged(27)] }))).toBe(true);
  });

  it('is not met at 56', () => {
    expect(young(couple({ adults: [aged(29), aged(27)] }))).toBe(false);
  });

  it('is not met without a couple, with a dependant, or with a third adult', () => {
    expect(young(household({ adults: [aged(25)] }))).toBe(false);
    expect(young(couple({ adults: [aged(25), aged(25)], couple: false }))).toBe(false);
    expect(young(couple({ adults: [aged(25), aged(25)], children: [child(aged(1))] }))).toBe(false);
    expect(young(couple({ adults: [aged(20), aged(20), aged(5)] }))).toBe(false);
  });

  it('is unknown when the couple, an age or the age of a child is missing', () => {
    expect(young(couple({ adults: [aged(25), aged(25)], couple: null }))).toBeNull();
    expect(young(couple({ adults: [aged(25), undated] }))).toBeNull();
    expect(young(couple({ adults: [aged(25), aged(25)], children: [child(undated)] }))).toBeNull();
  });

  it('is not met, whatever is missing, once one partner alone is over the limit', () => {
    expect(young(couple({ adults: [aged(56), undated], couple: null }))).toBe(false);
  });
});

describe('family of the housing benefit', () => {
  it('reads a table by composition and goes on with the increment beyond its last entry', () => {
    const at = (couple: boolean, dependants: number) => familyValue(APL_2025.r0, { couple, dependants });
    expect(at(false, 0)).toBe(5235);
    expect(at(true, 0)).toBe(7501);
    expect(at(false, 1)).toBe(8947);
    expect(at(true, 1)).toBe(8947);
    expect(at(true, 6)).toBe(10_554);
    expect(at(true, 8)).toBe(10_554 + 2 * 346);
  });

  it('does not need to know the couple when there is a dependant', () => {
    expect(familyOf({ couple: null, dependants: 2 })).toEqual({ couple: false, dependants: 2 });
    expect(familyOf({ couple: true, dependants: 2 })).toEqual({ couple: true, dependants: 2 });
  });

  it('is unknown without the dependants, or without the couple when there is none', () => {
    expect(familyOf({ couple: true, dependants: null })).toBeNull();
    expect(familyOf({ couple: null, dependants: 0 })).toBeNull();
  });
});
