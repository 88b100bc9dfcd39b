import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { TYPOLOGY_LABELS } from '../domain/codes.ts';
import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay, QuartierId } from '../domain/ids.ts';
import { ceilingEur } from '../household/ceilings.ts';
import { BUILDING_WISH, NO_FLOOR_LIMIT, NO_WINDOW } from '../pool/markers.ts';
import type { Pool } from '../pool/pool.ts';
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
  | 'valid-demand'
  | 'income-ceiling'
  | 'occupancy'
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
 * Sources: validity of one year, R441-2-7; ceilings, arrêté du 29 juillet 1987 annexe I; occupancy, the pack's norms.
 */
export const prepareRules = (context: PairContext): readonly PreparedRule[] => [
  communeWish(context),
  typologyWish(context),
  quartierWish(context),
  buildingWish(context),
  validDemand(context),
  incomeCeiling(context),
  occupancy(context),
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
      if (wide[row] === 1) return MET;
      let namesHere = false;
      for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) {
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

/** A demand lives one year from its filing or last renewal (R441-2-7): valid up to and on the anniversary. */
const validDemand = ({ pool }: PairContext): PreparedRule => {
  const confirmed = pool.array('confirmedDay');
  const limit = dayNumber(yearBefore(pool.asOf));
  return {
    id: 'valid-demand',
    kind: 'legal',
    test: (row) => (confirmed[row]! >= limit ? MET : UNMET),
    facts: (row) => ({ confirmedDay: confirmed[row]! }),
  };
};

const yearBefore = (day: IsoDay): IsoDay => {
  const year = yearOf(day) - 1;
  // 29 February has no anniversary in common years: the day before counts.
  const rest = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4);
  return `${year}${rest}` as IsoDay;
};

const incomeCeiling = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const income = pool.array('taxIncomeEur');
  const ranks = bytes(pool, 'ceilingRank');
  const table = territory.ceilingTable(dwelling.financing, yearOf(pool.asOf));
  const ceilings = Array.from({ length: UNKNOWN_U8 }, (_, rank) =>
    table === null
      ? Number.NaN
      : ceilingEur(table, { category: Math.min(6, rank + 1) as 1, further: Math.max(0, rank - 5) }),
  );
  const ceilingOf = (row: number) => (ranks[row] === UNKNOWN_U8 ? Number.NaN : ceilings[ranks[row]!]!);
  const mayRise = bytes(pool, 'ceilingMayRise');
  /** Above its ceiling, but under one that something not declared could give: nobody is set aside for that. */
  const couldRiseEnough = (row: number) => income[row]! <= ceilings[ranks[row]! + mayRise[row]!]!;
  return {
    id: 'income-ceiling',
    kind: 'legal',
    test: (row) => {
      const gap = ceilingOf(row) - income[row]!;
      if (gap >= 0) return MET;
      return gap < 0 && !couldRiseEnough(row) ? UNMET : UNKNOWN;
    },
    facts: (row) => ({
      financing: dwelling.financing,
      incomeEur: orNull(income[row]!),
      ceilingEur: orNull(ceilingOf(row)),
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
    test: (row) => (window[row] === NO_WINDOW ? UNKNOWN : window[row]! & bit ? MET : UNMET),
    facts: (row) => ({
      typology: TYPOLOGY_LABELS[dwelling.typology],
      persons: orNull(persons[row]!),
      bedrooms: orNull(bedrooms[row]!),
    }),
  };
};

const stepFree = ({ pool, dwelling }: PairContext): PreparedRule => {
  const needs = bytes(pool, 'needsStepFree');
  return {
    id: 'step-free',
    kind: 'material',
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
