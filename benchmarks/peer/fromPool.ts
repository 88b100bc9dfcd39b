import {
  CONTRACT_CODES,
  HOUSING_KIND_CODES,
  MOTIVE_CODES,
  TYPOLOGIES,
  type Typology,
} from '../../engine/domain/codes.ts';
import { BUILDING_WISH, NO_FLOOR_LIMIT, NO_WINDOW } from '../../engine/pool/markers.ts';
import { lots } from '../../engine/pool/numbers.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { UNKNOWN_BITS, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { NOT_SCORED, type PlainDemand } from './plainDemand.ts';

/**
 * One object per row, for pools that were never made of demands. Values are as stored: single floats.
 *
 * @param inputs names of the number and yes-no inputs to carry; every situation of the dictionary comes along.
 */
export const plainFromPool = (pool: Pool, seed: number, inputs: readonly string[]): PlainDemand[] => {
  const lot = lots(pool.numbers, seed);
  const situations = [...pool.dictionary.values()].filter((c) => c.type === 'evidence').map((c) => c.name);
  const read = reader(pool);
  const communes = list(pool, pool.columns.communes, ['wishOffsets', 'wishCommunes']);
  const quartiers = list(pool, pool.columns.quartiers, ['wishQuartierOffsets', 'wishQuartiers']);
  const inputOf = (name: string, row: number) =>
    pool.dictionary.get(name)?.type === 'number' ? read.number(name, row) : read.flag(name, row);
  const at = (name: string, row: number): number => pool.array(name)[row]!;
  return Array.from({ length: pool.rowCount }, (_, row): PlainDemand => {
    const floor = at('maxFloorOnFoot', row);
    const rank = read.byte('ceilingRank', row);
    const window = at('typologyWindow', row);
    const kind = read.byte('currentHousingKind', row);
    const contract = read.byte('contract', row);
    const motives = at('motives', row);
    return {
      number: pool.numbers.at(row),
      filedDay: at('filedDay', row),
      confirmedDay: at('confirmedDay', row),
      wishes: {
        communes: communes(row),
        quartiers: quartiers(row),
        typologies: typologiesIn(at('wishTypologies', row)),
        wide: at('wideWish', row) === 1,
        building: BUILDINGS[at('wishBuilding', row)]!,
        groundFloor: read.flag('wishGroundFloor', row),
      },
      persons: read.number('persons', row),
      taxIncomeEur: read.number('taxIncomeEur', row),
      ceiling: rank === null ? null : { rank, mayRise: at('ceilingMayRise', row) },
      window: window === NO_WINDOW ? null : typologiesIn(window),
      needsStepFree: read.flag('needsStepFree', row),
      maxFloorOnFoot: floor === NO_FLOOR_LIMIT ? 'any' : floor === UNKNOWN_U8 ? null : floor,
      motives: motives === UNKNOWN_BITS ? null : MOTIVE_CODES.filter((_, bit) => (motives >>> bit) & 1),
      housing: kind === null ? null : HOUSING_KIND_CODES[kind]!,
      contract: contract === null ? null : CONTRACT_CODES[contract]!,
      values: Object.fromEntries(inputs.map((name) => [name, inputOf(name, row)])),
      situations: Object.fromEntries(situations.map((code) => [code, read.byte(code, row)])),
      lot: lot[row]!,
      score: NOT_SCORED,
    };
  });
};

const BUILDINGS = (Object.keys(BUILDING_WISH) as (keyof typeof BUILDING_WISH)[]).sort(
  (a, b) => BUILDING_WISH[a] - BUILDING_WISH[b],
);

/** Lists of types recur: one frozen array for each, as a program that interns them would have. */
const typologyLists = new Map<number, readonly Typology[]>();
const typologiesIn = (mask: number): readonly Typology[] => {
  const known = typologyLists.get(mask) ?? TYPOLOGIES.filter((_, bit) => (mask >>> bit) & 1);
  typologyLists.set(mask, known);
  return known;
};

const reader = (pool: Pool) => {
  const byte = (name: string, row: number): number | null => {
    const value = pool.array(name)[row]!;
    return value === UNKNOWN_U8 ? null : value;
  };
  return {
    byte,
    flag: (name: string, row: number): boolean | null => {
      const value = byte(name, row);
      return value === null ? null : value === 1;
    },
    number: (name: string, row: number): number | null => {
      const value = pool.array(name)[row]!;
      return Number.isNaN(value) ? null : value;
    },
  };
};

const list =
  (pool: Pool, codes: readonly string[], [offsetsName, itemsName]: readonly [string, string]) =>
  (row: number): readonly string[] => {
    const offsets = pool.array(offsetsName);
    return Array.from(
      pool.array(itemsName).subarray(offsets[row]!, offsets[row + 1]!),
      (item) => codes[item]!,
    );
  };
