import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import type { Evidence } from '../domain/codes.ts';
import { CONTRACT_CODES, type Contract, HOUSING_KIND_CODES, type HousingKind } from '../domain/codes.ts';
import { isoDay, yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Band, QuartileThreshold, Situation } from '../domain/territory.ts';
import { CEILING_REASON_CODES, type CeilingCategory } from '../household/ceilings.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/** What a commission reads of a household, from the pool's columns. Null = not declared. */
export interface DemandDescription {
  readonly persons: number | null;
  readonly minors: number | null;
  readonly couple: boolean | null;
  readonly filedOn: IsoDay;
  readonly waitingMonths: number;
  readonly firstAccess: boolean | null;
  readonly housing: HousingKind | null;
  readonly contract: Contract | null;
  readonly taxIncomeEur: number | null;
  readonly monthlyIncomeEur: number | null;
  readonly shareOfPlusCeiling: number | null;
  readonly band: Band | null;
  /** Something not declared could change the band; where it could change its side of the mix, `band` is null. */
  readonly bandToConfirm: boolean;
  /** Category of the income ceilings and what makes it; null when it is not known. */
  readonly ceiling: Pick<CeilingCategory, 'category' | 'further' | 'because'> | null;
  /** Of the legal quartiles (declared resources per consumption unit), beside the band and never mixed with it. */
  readonly firstQuartile: boolean | null;
  /** What the quartile is measured on, EUR a year and consumption unit: monthly resources declared × 12. */
  readonly incomePerUcEur: number | null;
  /** Last filing or renewal: the day of the resources declared. */
  readonly confirmedOn: IsoDay;
  /** Threshold that the quartile was read with; null where the pack has none for the day. */
  readonly quartile: QuartileThreshold | null;
  /** Civil year of the ceilings that the band was read with: its tax income is of two years before, or of one where lower. */
  readonly ceilingYear: number;
  readonly bedroomsNeeded: number | null;
  readonly situations: readonly { readonly situation: Situation; readonly evidence: Evidence }[];
  readonly daloActive: boolean | null;
  readonly npruRelocation: boolean | null;
}

const LEVELS: readonly Evidence[] = ['declared', 'computed', 'verified'];

export const describeDemand = (pool: Pool, territory: Territory, row: number): DemandDescription => {
  const number = (name: string): number | null => {
    const value = pool.array(name)[row]!;
    return Number.isNaN(value) ? null : value;
  };
  const byte = (name: string): number | null => {
    const value = pool.array(name)[row]!;
    return value === UNKNOWN_U8 ? null : value;
  };
  const flag = (name: string): boolean | null => {
    const value = byte(name);
    return value === null ? null : value === 1;
  };
  const code = <T>(name: string, codes: readonly T[]): T | null => {
    const value = byte(name);
    return value === null ? null : (codes[value] ?? null);
  };
  const perUc = number('incomePerUcEur');
  return {
    persons: number('persons'),
    minors: number('minors'),
    couple: flag('couple'),
    filedOn: isoDay(pool.array('filedDay')[row]!),
    waitingMonths: pool.array('waitingMonths')[row]!,
    firstAccess: flag('firstAccess'),
    housing: code('currentHousingKind', HOUSING_KIND_CODES),
    contract: code('contract', CONTRACT_CODES),
    taxIncomeEur: number('taxIncomeEur'),
    monthlyIncomeEur: number('declaredMonthlyIncomeEur'),
    shareOfPlusCeiling: number('shareOfPlusCeiling'),
    band: code('band', territory.pack.bands.bands),
    bandToConfirm: pool.array('bandToConfirm')[row] === 1,
    ceiling: ceilingOf(byte('ceilingRank'), pool.array('ceilingBecause')[row]!),
    firstQuartile: territory.isFirstQuartile(perUc, pool.asOf),
    incomePerUcEur: perUc,
    confirmedOn: isoDay(pool.array('confirmedDay')[row]!),
    quartile: territory.quartileThreshold(pool.asOf),
    ceilingYear: yearOf(pool.asOf),
    bedroomsNeeded: number('bedroomsNeeded'),
    situations: territory.pack.situations.flatMap((situation) => {
      const level = byte(situation.code);
      return level === null || level === EVIDENCE_CODES.absent
        ? []
        : [{ situation, evidence: LEVELS[level - 1]! }];
    }),
    daloActive: flag('daloActive'),
    npruRelocation: flag('npruRelocation'),
  };
};

/** A rank counts from category 1, the persons beyond category 6 included. */
const ceilingOf = (rank: number | null, because: number): DemandDescription['ceiling'] =>
  rank === null
    ? null
    : {
        category: Math.min(6, rank + 1) as CeilingCategory['category'],
        further: Math.max(0, rank - 5),
        because: CEILING_REASON_CODES.filter((_, bit) => (because >>> bit) & 1),
      };
