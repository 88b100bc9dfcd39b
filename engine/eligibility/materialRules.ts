import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { TYPOLOGY_LABELS } from '../domain/codes.ts';
import { overcrowdingThresholdM2, underOccupied } from '../household/occupancy.ts';
import { NO_FLOOR_LIMIT, NO_WINDOW } from '../pool/markers.ts';
import type { Pool } from '../pool/pool.ts';
import { typologyBit } from '../pool/wishIndex.ts';
import {
  bytes,
  bytesOfPool,
  MET,
  orNull,
  type PairContext,
  type PreparedRule,
  UNKNOWN,
  UNMET,
} from './rule.ts';

/* What the place allows. */

export const occupancy = ({ pool, dwelling }: PairContext): PreparedRule => {
  const window = bytes(pool, 'typologyWindow');
  const persons = pool.array('persons');
  const bedrooms = pool.array('bedroomsNeeded');
  const bit = typologyBit(dwelling.typology);
  return {
    id: 'occupancy',
    kind: 'material',
    decidedBy: window,
    test: (row) => (window[row] === NO_WINDOW ? UNKNOWN : window[row]! & bit ? MET : UNMET),
    facts: (row) => ({
      typology: TYPOLOGY_LABELS[dwelling.typology],
      persons: orNull(persons[row]!),
      bedrooms: orNull(bedrooms[row]!),
      underOccupied: underOccupied({ rooms: dwelling.rooms, occupants: orNull(persons[row]!) }),
    }),
  };
};

/** Persons as bytes, so that one byte decides: a household of 255 is none, and says "not known". */
const personBytes = (pool: Pool): Uint8Array => {
  const persons = pool.array('persons');
  return bytesOfPool(
    pool,
    'persons',
    () => (row) => (Number.isNaN(persons[row]!) ? UNKNOWN_U8 : Math.min(254, persons[row]!)),
  );
};

/** Nobody is proposed a dwelling that would be overcrowded on the first day: 9 m² for one, 16 for two, 9 more each (D822-25). */
export const livingArea = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const persons = personBytes(pool);
  const needed = (row: number) => overcrowdingThresholdM2(persons[row]!, territory.pack.norms);
  return {
    id: 'living-area',
    kind: 'material',
    decidedBy: persons,
    test: (row) =>
      persons[row] === UNKNOWN_U8 ? UNKNOWN : dwelling.livingAreaM2 >= needed(row) ? MET : UNMET,
    facts: (row) => ({
      persons: persons[row] === UNKNOWN_U8 ? null : persons[row]!,
      areaM2: dwelling.livingAreaM2,
      neededM2: persons[row] === UNKNOWN_U8 ? null : needed(row),
    }),
  };
};

export const stepFree = ({ pool, dwelling }: PairContext): PreparedRule => {
  const needs = bytes(pool, 'needsStepFree');
  return {
    id: 'step-free',
    kind: 'material',
    decidedBy: needs,
    test: (row) => {
      if (needs[row] === 0 || dwelling.stepFree === true) return MET;
      if (needs[row] === UNKNOWN_U8 || dwelling.stepFree === null) return UNKNOWN;
      return UNMET;
    },
    facts: (row) => ({
      needed: needs[row] === UNKNOWN_U8 ? null : needs[row] === 1,
      stepFree: dwelling.stepFree,
    }),
  };
};

/** Floors on foot: without a lift, the dwelling is not higher than the household can climb; who said nothing can live on the ground floor. */
export const floor = ({ pool, dwelling }: PairContext): PreparedRule => {
  const limits = bytes(pool, 'maxFloorOnFoot');
  return {
    id: 'floor',
    kind: 'material',
    decidedBy: limits,
    test: (row) => {
      const limit = limits[row]!;
      if (limit === NO_FLOOR_LIMIT || dwelling.lift === true || dwelling.building === 'house') return MET;
      if (dwelling.floor !== null && dwelling.floor <= (limit === UNKNOWN_U8 ? 0 : limit)) return MET;
      return limit === UNKNOWN_U8 || dwelling.floor === null || dwelling.lift === null ? UNKNOWN : UNMET;
    },
    facts: (row) => ({
      limit: limits[row] === NO_FLOOR_LIMIT ? 'any' : limits[row] === UNKNOWN_U8 ? null : limits[row]!,
      floor: dwelling.floor,
      lift: dwelling.lift,
    }),
  };
};
