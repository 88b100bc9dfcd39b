import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { HOUSING_KIND_CODES, type HousingKind } from '../domain/codes.ts';
import type { CommuneCode } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';
import type { Partition } from './strata.ts';

/*
 * What equal treatment is looked at by. Origin, name, birthplace and nationality are not among them: the file does not hold them. What a
 * demand does not say is a level of its own.
 */

export const ATTRIBUTES = [
  'size',
  'age',
  'loneParent',
  'disability',
  'band',
  'housing',
  'commune',
  'access',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** Persons to house at which a level begins. Ours. */
export const SIZE_STEPS = [1, 2, 3, 4, 5, 6] as const;
/** Years of age of the holder at which a level begins. Ours. */
export const HOLDER_AGES = [0, 30, 45, 60, 75] as const;

/** Kinds of current housing put together. Ours: alone, most are too few to tell anything. */
export const HOUSING_GROUPS: Readonly<Record<string, readonly HousingKind[]>> = {
  hlm: ['HLM'],
  private: ['LP'],
  'social-residence': ['RS', 'RHVS', 'RE'],
  sheltered: ['SLHT', 'SH', 'CDEFCM'],
  hosted: ['CPE', 'CP', 'LTG'],
  'owner-or-job': ['FONC', 'POCC'],
  'no-home': ['CAMCAR', 'HOT', 'SD', 'SQUAT'],
};

export const NOT_SAID = 'unknown';

/** Demands parted by an attribute. */
export interface AttributePartition extends Partition {
  readonly attribute: Attribute;
  /** What each level is called in the pack or here, `NOT_SAID` last; api/present words it. */
  readonly names: readonly string[];
}

/**
 * Every attribute over the rows of a pool, in the order of `ATTRIBUTES`.
 *
 * @param communeOf commune of the dwelling that the household of a row lives in; null: not known.
 */
export const attributePartitions = (
  pool: Pool,
  territory: Territory,
  communeOf: (row: number) => CommuneCode | null,
): readonly AttributePartition[] => {
  const [persons, ages] = [pool.array('persons'), pool.array('applicantAge')];
  const [bands, kinds] = [pool.array('band'), pool.array('currentHousingKind')];
  const groups = Object.keys(HOUSING_GROUPS);
  const groupOf = HOUSING_KIND_CODES.map((kind) =>
    groups.findIndex((group) => HOUSING_GROUPS[group]!.includes(kind)),
  );
  const { communes } = pool.columns;
  const placeOf = new Map(communes.map((code, place) => [code, place]));
  const parted = (
    attribute: Attribute,
    said: readonly string[],
    /** Place of the level; null: not said. */
    level: (row: number) => number | null,
  ): AttributePartition => ({
    attribute,
    names: [...said, NOT_SAID],
    levels: said.length + 1,
    unknown: said.length,
    levelOf: Uint16Array.from({ length: pool.rowCount }, (_, row) => level(row) ?? said.length),
  });
  const yesNo = (
    attribute: Attribute,
    column: string,
    names: readonly [yes: string, no: string] = ['yes', 'no'],
  ) => {
    const values = pool.array(column);
    return parted(attribute, names, (row) => (values[row] === UNKNOWN_U8 ? null : values[row] === 1 ? 0 : 1));
  };
  const step = (value: number, steps: readonly number[]): number | null => {
    const place = steps.findLastIndex((from) => value >= from);
    return place < 0 ? null : place;
  };
  return [
    parted('size', SIZE_STEPS.map(String), (row) => step(persons[row]!, SIZE_STEPS)),
    parted('age', HOLDER_AGES.map(String), (row) => step(ages[row]!, HOLDER_AGES)),
    yesNo('loneParent', 'loneParent'),
    yesNo('disability', 'disabledMember'),
    parted(
      'band',
      territory.pack.bands.bands.map(({ id }) => id),
      (row) => (bands[row] === UNKNOWN_U8 ? null : bands[row]!),
    ),
    parted('housing', groups, (row) => (kinds[row] === UNKNOWN_U8 ? null : groupOf[kinds[row]!]!)),
    parted('commune', communes, (row) => {
      const code = communeOf(row);
      return code === null ? null : (placeOf.get(territory.canonicalCommune(code) ?? code) ?? null);
    }),
    yesNo('access', 'firstAccess', ['first-access', 'mutation']),
  ];
};
