import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { TYPOLOGY_LABELS } from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { QuartierId } from '../domain/ids.ts';
import { ceilingEur } from '../household/ceilings.ts';
import { overcrowdingThresholdM2, underOccupied } from '../household/occupancy.ts';
import { uint8 } from '../pool/allocate.ts';
import { BUILDING_WISH, NO_FLOOR_LIMIT, NO_WINDOW } from '../pool/markers.ts';
import type { Pool } from '../pool/pool.ts';
import { oldestValidDay } from '../pool/validity.ts';
import { typologyBit } from '../pool/wishIndex.ts';
import type { Territory } from '../territory/territory.ts';

/*
 * Règles d'adéquation: each answers, for a (demand, vacancy) pair, met, unmet or unknown, with the numbers behind. Of legal
 * and material rules, unmet excludes and unknown passes, flagged with the paper to ask for. Wish rules exclude unless the
 * officer asks to look beyond wishes. Nothing here ranks anybody.
 */

export const MET = 0;
export const UNMET = 1;
export const UNKNOWN = 2;
export type StatusCode = typeof MET | typeof UNMET | typeof UNKNOWN;
export type Status = 'met' | 'unmet' | 'unknown';
export const STATUS: readonly Status[] = ['met', 'unmet', 'unknown'];

export type RuleKind = 'wish' | 'legal' | 'material';
export type RuleId =
  | 'commune-wish'
  | 'typology-wish'
  | 'quartier-wish'
  | 'building-wish'
  | 'ground-floor-wish'
  | 'valid-demand'
  | 'income-ceiling'
  | 'occupancy'
  | 'living-area'
  | 'step-free'
  | 'floor';

/** The numbers behind an answer, by name; `api/present` words them. */
export type RuleFacts = Readonly<Record<string, number | string | boolean | null>>;

export interface RuleAnswer {
  readonly rule: RuleId;
  readonly kind: RuleKind;
  readonly status: Status;
  readonly facts: RuleFacts;
}

/** A rule made ready for one vacancy. */
export interface PreparedRule {
  readonly id: RuleId;
  readonly kind: RuleKind;
  test(row: number): StatusCode;
  facts(row: number): RuleFacts;
  /**
   * Column whose byte decides alone: rows that hold the same byte get the same answer from this rule, so the funnel asks once
   * for all of them. Left out where the answer needs more. Length = pool.rowCount.
   */
  readonly decidedBy?: Uint8Array;
}

export interface PairContext {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  /** Quartier of the dwelling; null when neither the dwelling nor its IRIS says it. */
  readonly quartier: QuartierId | null;
}

/**
 * Every rule, in the order of the funnel: what the household wishes, what the law asks, what the place allows.
 * Sources: validity of one year, R441-2-7; ceilings, arrêté du 29 juillet 1987 annexe I; occupancy, the pack's norms;
 * living area, D822-25.
 */
export const prepareRules = (context: PairContext): readonly PreparedRule[] => [
  communeWish(context),
  typologyWish(context),
  quartierWish(context),
  buildingWish(context),
  groundFloorWish(context),
  validDemand(context),
  incomeCeiling(context),
  occupancy(context),
  livingArea(context),
  stepFree(context),
  floor(context),
];

export const answer = (rule: PreparedRule, row: number): RuleAnswer => ({
  rule: rule.id,
  kind: rule.kind,
  status: STATUS[rule.test(row)]!,
  facts: rule.facts(row),
});

const bytes = (pool: Pool, name: string): Uint8Array => pool.array(name) as Uint8Array;

const has = (items: ArrayLike<number>, offsets: ArrayLike<number>, row: number, wanted: number): boolean => {
  for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) if (items[i] === wanted) return true;
  return false;
};

const communeWish = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const offsets = pool.array('wishOffsets');
  const items = pool.array('wishCommunes');
  const wide = bytes(pool, 'wideWish');
  const commune = pool.communeNumber(dwelling.commune);
  const names = (row: number) => has(items, offsets, row, commune);
  return {
    id: 'commune-wish',
    kind: 'wish',
    test: (row) => (wide[row] === 1 || names(row) ? MET : UNMET),
    facts: (row) => ({
      commune: territory.communeByCode.get(dwelling.commune)?.name ?? dwelling.commune,
      named: names(row),
      wide: wide[row] === 1,
    }),
  };
};

const typologyWish = ({ pool, dwelling }: PairContext): PreparedRule => {
  const wishes = bytes(pool, 'wishTypologies');
  const bit = typologyBit(dwelling.typology);
  return {
    id: 'typology-wish',
    kind: 'wish',
    decidedBy: wishes,
    test: (row) => (wishes[row]! & bit ? MET : UNMET),
    facts: () => ({ typology: TYPOLOGY_LABELS[dwelling.typology] }),
  };
};

/** A household that names quartiers of this commune is taken at its word; one that names none accepts them all. */
const quartierWish = ({ pool, territory, dwelling, quartier }: PairContext): PreparedRule => {
  const offsets = pool.array('wishQuartierOffsets');
  const items = pool.array('wishQuartiers');
  const wide = bytes(pool, 'wideWish');
  const wanted = quartier === null ? -1 : pool.quartierNumber(quartier);
  const here = new Set(
    territory.pack.quartiers
      .filter((q) => q.commune === dwelling.commune)
      .map((q) => pool.quartierNumber(q.id)),
  );
  return {
    id: 'quartier-wish',
    kind: 'wish',
    test: (row) => {
      const from = offsets[row]!;
      const to = offsets[row + 1]!;
      // Nearly all rows stop here.
      if (from === to || wide[row] === 1) return MET;
      let namesHere = false;
      for (let i = from; i < to; i += 1) {
        if (items[i] === wanted) return MET;
        if (here.has(items[i]!)) namesHere = true;
      }
      if (!namesHere) return MET;
      return wanted < 0 ? UNKNOWN : UNMET;
    },
    facts: () => ({
      quartier: quartier === null ? null : (territory.quartierById.get(quartier)?.label ?? quartier),
    }),
  };
};

const buildingWish = ({ pool, dwelling }: PairContext): PreparedRule => {
  const wishes = bytes(pool, 'wishBuilding');
  return {
    id: 'building-wish',
    kind: 'wish',
    decidedBy: wishes,
    test: (row) => {
      const wish = wishes[row];
      if (wish === BUILDING_WISH.any) return MET;
      if (dwelling.building === null) return UNKNOWN;
      return wish === BUILDING_WISH[dwelling.building] ? MET : UNMET;
    },
    facts: (row) => ({
      wanted: wishes[row] === BUILDING_WISH.house ? 'house' : 'flat',
      building: dwelling.building,
    }),
  };
};

const groundFloorWish = ({ pool, dwelling }: PairContext): PreparedRule => {
  const accepts = bytes(pool, 'wishGroundFloor');
  return {
    id: 'ground-floor-wish',
    kind: 'wish',
    decidedBy: accepts,
    test: (row) => {
      if (accepts[row] !== 0 || dwelling.building === 'house') return MET;
      if (dwelling.floor === null) return UNKNOWN;
      return dwelling.floor > 0 ? MET : UNMET;
    },
    facts: (row) => ({
      accepts: accepts[row] === UNKNOWN_U8 ? null : accepts[row] === 1,
      floor: dwelling.floor,
    }),
  };
};

/** A demand lives one year from its filing or last renewal (R441-2-7): valid up to and on the anniversary. */
const validDemand = ({ pool }: PairContext): PreparedRule => {
  const confirmed = pool.array('confirmedDay');
  const answers = bytesOfPool(pool, 'valid-demand', () => {
    const limit = oldestValidDay(pool.asOf);
    return (row) => (confirmed[row]! >= limit ? MET : UNMET);
  });
  return {
    id: 'valid-demand',
    kind: 'legal',
    decidedBy: answers,
    test: (row) => answers[row] as StatusCode,
    facts: (row) => ({ confirmedDay: confirmed[row]! }),
  };
};

const bytesByPool = new WeakMap<Pool, Map<unknown, Uint8Array>>();

/** A byte of every row that no dwelling changes, made once per pool and key. Length = pool.rowCount. */
const bytesOfPool = (pool: Pool, key: unknown, rule: () => (row: number) => number): Uint8Array => {
  const known = bytesByPool.get(pool) ?? new Map<unknown, Uint8Array>();
  bytesByPool.set(pool, known);
  const found = known.get(key);
  if (found) return found;
  const test = rule();
  const made = uint8(pool.rowCount);
  for (let row = 0; row < made.length; row += 1) made[row] = test(row);
  known.set(key, made);
  return made;
};

const incomeCeiling = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const income = pool.array('taxIncomeEur');
  const ranks = bytes(pool, 'ceilingRank');
  const table = territory.ceilingTable(dwelling.financing, yearOf(pool.asOf));
  const ceilingAt = (rank: number): number =>
    table === null || rank === UNKNOWN_U8
      ? Number.NaN
      : ceilingEur(table, { category: Math.min(6, rank + 1) as 1, further: Math.max(0, rank - 5) });
  const answers = bytesOfPool(pool, table, () => {
    const mayRise = bytes(pool, 'ceilingMayRise');
    const ceilings = Array.from({ length: UNKNOWN_U8 + 1 }, (_, rank) => ceilingAt(rank));
    return (row) => {
      const gap = ceilings[ranks[row]!]! - income[row]!;
      if (gap >= 0) return MET;
      // Above its ceiling, but under one that something not declared could give: nobody is set aside for that.
      const couldRiseEnough = income[row]! <= ceilings[ranks[row]! + mayRise[row]!]!;
      return gap < 0 && !couldRiseEnough ? UNMET : UNKNOWN;
    };
  });
  const { upToShare, ofDwellings } = territory.pack.national.plusTolerance;
  const isTolerated = (row: number): boolean => {
    const share = income[row]! / ceilingAt(ranks[row]!);
    return dwelling.financing === 'PLUS' && share > 1 && share <= upToShare;
  };
  return {
    id: 'income-ceiling',
    kind: 'legal',
    decidedBy: answers,
    test: (row) => answers[row] as StatusCode,
    facts: (row) => ({
      financing: dwelling.financing,
      incomeEur: orNull(income[row]!),
      ceilingEur: orNull(ceilingAt(ranks[row]!)),
      /** PLUS only: above the ceiling, within what a part of the dwellings may go up to. Still above: it is said. */
      toleratedShare: isTolerated(row) ? upToShare : null,
      toleratedDwellings: isTolerated(row) ? ofDwellings : null,
      category: ranks[row] === UNKNOWN_U8 ? null : Math.min(6, ranks[row]! + 1),
    }),
  };
};

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const occupancy = ({ pool, dwelling }: PairContext): PreparedRule => {
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

/** Persons as bytes, so that one byte decides: a household of 255 is none. */
const personBytes = (pool: Pool): Uint8Array => {
  const persons = pool.array('persons');
  return bytesOfPool(pool, 'persons', () => (row) => Math.min(254, persons[row]!));
};

/** Nobody is proposed a dwelling that would be overcrowded on the first day: 9 m² for one, 16 for two, 9 more each (D822-25). */
const livingArea = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const persons = personBytes(pool);
  const needed = (row: number) => overcrowdingThresholdM2(persons[row]!, territory.pack.norms);
  return {
    id: 'living-area',
    kind: 'material',
    decidedBy: persons,
    test: (row) => (dwelling.livingAreaM2 >= needed(row) ? MET : UNMET),
    facts: (row) => ({ persons: persons[row]!, areaM2: dwelling.livingAreaM2, neededM2: needed(row) }),
  };
};

const stepFree = ({ pool, dwelling }: PairContext): PreparedRule => {
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

/** Floors on foot: without a lift, the dwelling is not higher than the household can climb. */
const floor = ({ pool, dwelling }: PairContext): PreparedRule => {
  const limits = bytes(pool, 'maxFloorOnFoot');
  return {
    id: 'floor',
    kind: 'material',
    decidedBy: limits,
    test: (row) => {
      const limit = limits[row]!;
      if (limit === NO_FLOOR_LIMIT || dwelling.lift === true || dwelling.building === 'house') return MET;
      if (dwelling.floor !== null && dwelling.floor <= limit) return MET;
      return dwelling.floor === null || dwelling.lift === null ? UNKNOWN : UNMET;
    },
    facts: (row) => ({
      limit: limits[row] === NO_FLOOR_LIMIT ? null : limits[row]!,
      floor: dwelling.floor,
      lift: dwelling.lift,
    }),
  };
};
