import { describe, expect, it } from 'vitest';
import type { Household } from '../../engine/domain/demand.ts';
import {
  areaShortfallM2,
  bedroomsNeeded,
  overcrowdingThresholdM2,
  spareRooms,
  typologiesForBedrooms,
  typologyWindow,
  underOccupied,
} from '../../engine/household/occupancy.ts';
import { AS_OF, aged, almostAged, child, couple, household, undated } from './households.ts';
import { NORMS } from './parameters.ts';

const bedrooms = (h: Household) => bedroomsNeeded(h, AS_OF);
const kids = (...ages: number[]) => ages.map((age) => child(aged(age)));

describe('bedrooms needed', () => {
  it.each<[string, Household, number]>([
    ['one adult', household(), 1],
    ['a couple', couple(), 1],
    ['two adults who are not a couple', couple({ couple: false }), 2],
    ['a couple and a third adult', couple({ adults: [aged(40), aged(38), aged(70)] }), 2],
    ['a lone parent and one child', household({ children: kids(6) }), 2],
    ['a couple and two children', couple({ children: kids(6, 8) }), 2],
    ['a couple and three children', couple({ children: kids(2, 6, 8) }), 3],
    ['a child in alternate custody', household({ children: [child(aged(6), 'alternate')] }), 2],
    ['a child with a right of visit', household({ children: [child(aged(6), 'visit')] }), 1],
    ['an expected birth', couple({ expectedBirths: 1 }), 2],
    ['an expected birth beside one child', couple({ children: kids(3), expectedBirths: 1 }), 2],
    ['births not declared', couple({ expectedBirths: null }), 1],
  ])('%s', (_, h, expected) => {
    expect(bedrooms(h)).toBe(expected);
  });

  it('gives a child a bedroom alone from the 18th birthday', () => {
    expect(bedrooms(household({ children: [child(almostAged(18)), child(aged(6))] }))).toBe(2);
    expect(bedrooms(household({ children: [child(aged(18)), child(aged(6))] }))).toBe(3);
  });

  it('does not know without the couple of two adults', () => {
    expect(bedrooms(couple({ couple: null }))).toBeNull();
    expect(bedrooms(household({ couple: null }))).toBe(1);
  });

  it('does not need an age that changes nothing', () => {
    expect(bedrooms(household({ children: [child(undated)] }))).toBe(2);
    expect(bedrooms(household({ children: [child(undated), child(aged(6)), child(aged(7))] }))).toBe(3);
    expect(bedrooms(household({ children: [child(undated), child(aged(6))] }))).toBeNull();
  });
});

describe('typology window', () => {
  it('reads the norm of the territory', () => {
    expect(typologyWindow(household(), AS_OF, NORMS)).toEqual(['T1', 'T2']);
    expect(typologyWindow(couple({ children: kids(2, 6, 8) }), AS_OF, NORMS)).toEqual(['T3', 'T4']);
  });

  it('reads "6" for six bedrooms and more', () => {
    expect(typologiesForBedrooms(6, NORMS)).toEqual(['T6P']);
    expect(typologiesForBedrooms(9, NORMS)).toEqual(['T6P']);
  });

  it('is unknown when the need is, or when the norm is silent', () => {
    expect(typologyWindow(couple({ couple: null }), AS_OF, NORMS)).toBeNull();
    expect(typologiesForBedrooms(5, NORMS)).toBeNull();
  });
});

describe('under-occupation, L621-2', () => {
  it('starts beyond the occupants plus one', () => {
    expect(underOccupied({ rooms: 2, occupants: 1 })).toBe(false);
    expect(underOccupied({ rooms: 3, occupants: 1 })).toBe(true);
    expect(underOccupied({ rooms: 3, occupants: 2 })).toBe(false);
    expect(underOccupied({ rooms: 4, occupants: 2 })).toBe(true);
  });

  it('counts the spare rooms', () => {
    expect(spareRooms({ rooms: 5, occupants: 1 })).toBe(3);
    expect(spareRooms({ rooms: 1, occupants: 4 })).toBe(0);
  });

  it('is unknown when rooms or occupants are', () => {
    expect(underOccupied({ rooms: null, occupants: 1 })).toBeNull();
    expect(underOccupied({ rooms: 3, occupants: null })).toBeNull();
    expect(spareRooms({ rooms: null, occupants: null })).toBeNull();
  });
});

describe('overcrowding', () => {
  it('asks 9, 16, then 9 more each, and 70 from eight persons on', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 12].map((persons) => overcrowdingThresholdM2(persons, NORMS))).toEqual(
      [9, 16, 25, 34, 43, 52, 61, 70, 70, 70],
    );
  });

  it('misses nothing at the threshold and the difference under it', () => {
    expect(areaShortfallM2(25, 3, NORMS)).toBe(0);
    expect(areaShortfallM2(24.5, 3, NORMS)).toBe(0.5);
    expect(areaShortfallM2(80, 3, NORMS)).toBe(0);
  });

  it('is unknown when the area or the persons are', () => {
    expect(areaShortfallM2(null, 3, NORMS)).toBeNull();
    expect(areaShortfallM2(24, null, NORMS)).toBeNull();
  });
});
