import type { Issue } from '../../engine/domain/issue.ts';
import {
  type Acceptance,
  type Band,
  type ConcertedClass,
  type ContingentRules,
  FRAGILITIES,
  type Guidance,
  type Norms,
  type Situation,
} from '../../engine/domain/territory.ts';
import { BASE_COLUMNS } from '../../engine/pool/dictionary.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { readFormula } from '../../scoring/formula/compile.ts';
import { type Path, pathText, type YamlSource } from './yamlFile.ts';

/*
 * What a schema cannot tell of the rules: that a list is complete, that names exist, that formulas can be read.
 */

/** A rule file: what was read, and where each value stands. */
export interface RuleFile<T> {
  readonly value: T;
  readonly source: YamlSource;
}

/** An issue at a place of a YAML file. */
export const issueIn = (
  source: YamlSource,
  path: Path,
  rest: Omit<Issue, 'path' | 'file' | 'line'>,
): Issue => ({
  ...rest,
  path: pathText(path),
  file: source.file,
  line: source.lineOf(path),
});

export const duplicateIds = (
  source: YamlSource,
  paths: readonly Path[],
  ids: readonly string[],
): readonly Issue[] =>
  ids.flatMap((id, i) => {
    const first = ids.indexOf(id);
    return first === i
      ? []
      : [
          issueIn(source, paths[i] as Path, {
            code: 'pack.id.duplicate',
            received: id,
            expected: `un identifiant unique (déjà ligne ${source.lineOf(paths[first] as Path)})`,
          }),
        ];
  });

/** Bands: all four, bounds that grow, and only the last without a bound. */
export const bandIssues = ({
  value,
  source,
}: RuleFile<{ readonly bands: readonly Band[] }>): readonly Issue[] => {
  const { bands } = value;
  const issues = [
    ...duplicateIds(
      source,
      bands.map((_, i) => ['bands', i, 'id']),
      bands.map((band) => band.id),
    ),
  ];
  bands.forEach(({ below }, i) => {
    const path = ['bands', i, 'below'];
    const last = i === bands.length - 1;
    const before = bands[i - 1]?.below;
    if (last !== (below === null))
      issues.push(
        issueIn(source, path, {
          code: 'pack.bands.open-end',
          received: String(below),
          expected: last
            ? 'null : la dernière tranche n’a pas de borne'
            : 'un nombre : seule la dernière tranche est sans borne',
        }),
      );
    else if (below !== null && typeof before === 'number' && below <= before)
      issues.push(
        issueIn(source, path, {
          code: 'pack.bands.order',
          received: String(below),
          expected: `plus que la borne précédente, ${before}`,
        }),
      );
  });
  return issues;
};

const COLUMNS = new Map(BASE_COLUMNS.map((column) => [column.name, column]));

/** Situations: unique codes, and predicates that are conditions of the formula language over the base columns. */
export const situationIssues = ({ value, source }: RuleFile<readonly Situation[]>): readonly Issue[] => [
  ...duplicateIds(
    source,
    value.map((_, i) => [i, 'code']),
    value.map((situation) => situation.code),
  ),
  ...value.flatMap(({ predicate }, i) => {
    if (predicate === null) return [];
    const read = readFormula(predicate, COLUMNS, 'boolean');
    return read.ok
      ? []
      : read.issues.map((issue) =>
          issueIn(source, [i, 'predicate'], {
            code: 'pack.predicate.invalid',
            ...(issue.column === undefined ? {} : { column: issue.column }),
            ...(issue.received === undefined ? {} : { received: issue.received }),
            expected: issue.expected ?? issue.message,
            ...(issue.maybe === undefined ? {} : { maybe: issue.maybe }),
          }),
        );
  }),
];

/** Shares written with a few decimals may add up to a hair over one. */
const SHARE_TOLERANCE = 1e-9;

export const contingentIssues = ({ value, source }: RuleFile<ContingentRules>): readonly Issue[] => {
  const total = value.shares.reduce((sum, { share }) => sum + share, 0);
  return [
    ...duplicateIds(
      source,
      value.shares.map((_, i) => ['shares', i, 'reservataire']),
      value.shares.map(({ reservataire }) => reservataire),
    ),
    ...(total > 1 + SHARE_TOLERANCE
      ? [
          issueIn(source, ['shares'], {
            code: 'pack.contingents.over',
            received: String(Number(total.toFixed(4))),
            expected: 'des parts dont la somme ne dépasse pas 1',
          }),
        ]
      : []),
  ];
};

/** Acceptance: one row for each class, so that no quartier is left without a rate. */
export const acceptanceIssues = ({ value, source }: RuleFile<Acceptance>): readonly Issue[] => {
  const classes = value.rates.map(({ fragility }) => fragility);
  return [
    ...duplicateIds(
      source,
      classes.map((_, i) => ['rates', i, 'fragility']),
      classes,
    ),
    ...FRAGILITIES.filter((fragility) => !classes.includes(fragility)).map((fragility) =>
      issueIn(source, ['rates'], {
        code: 'pack.acceptance.missing',
        expected: `un taux pour la classe ${fragility}`,
      }),
    ),
  ];
};

/** Bedrooms that a norm must answer for; "6" stands for six and more. */
const BEDROOMS = ['1', '2', '3', '4', '5', '6'];

export const normIssues = ({ value, source }: RuleFile<Norms>): readonly Issue[] =>
  BEDROOMS.filter((bedrooms) => value.occupancy.typologiesByBedrooms[bedrooms] === undefined).map(
    (bedrooms) =>
      issueIn(source, ['occupancy', 'typologiesByBedrooms'], {
        code: 'pack.norms.bedrooms-missing',
        expected: `les types de logement pour ${bedrooms} chambre${bedrooms === '1' ? '' : 's'}`,
      }),
  );

/** Guidance: unique ids, quartiers and bailleurs that exist, a residence with its bailleur. */
export const guidanceIssues = (
  { value, source }: RuleFile<readonly Guidance[]>,
  { quartiers, bailleurs }: KnownPlaces,
): readonly Issue[] => [
  ...duplicateIds(
    source,
    value.map((_, i) => [i, 'id']),
    value.map(({ id }) => id),
  ),
  ...value.flatMap(({ quartier, residence, bailleur }, i) => [
    ...((residence === null) === (bailleur === null)
      ? []
      : [
          issueIn(source, [i], {
            code: 'pack.guidance.residence',
            expected: 'une résidence avec son bailleur, ou ni l’une ni l’autre',
          }),
        ]),
    ...unknownPlaces(source, i, { quartier, bailleur }, { quartiers, bailleurs }),
  ]),
];

interface KnownPlaces {
  readonly quartiers: ReadonlySet<string>;
  readonly bailleurs: ReadonlySet<string>;
}

/** A quartier or a bailleur that the pack does not have, in the entry `i` of a rule file. */
const unknownPlaces = (
  source: RuleFile<unknown>['source'],
  i: number,
  { quartier, bailleur }: { readonly quartier: string | null; readonly bailleur: string | null },
  known: KnownPlaces,
): readonly Issue[] =>
  (
    [
      ['quartier', quartier, known.quartiers],
      ['bailleur', bailleur, known.bailleurs],
    ] as const
  ).flatMap(([field, id, ids]) => {
    if (id === null || ids.has(id)) return [];
    const close = closestOf(id, ids);
    return [
      issueIn(source, [i, field], {
        code: `pack.${field}.unknown`,
        received: id,
        expected: `un ${field} du fichier ${field}s.csv`,
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      }),
    ];
  });

/** Concerted classes: a residence with its landlord, or a quartier; both known to the pack. */
export const concertedIssues = (
  { value, source }: RuleFile<readonly ConcertedClass[]>,
  known: KnownPlaces,
): readonly Issue[] =>
  value.flatMap(({ residence, bailleur, quartier }, i) => {
    const issues: Issue[] = [];
    if ((residence === null) === (quartier === null) || (residence === null) !== (bailleur === null))
      issues.push(
        issueIn(source, [i], {
          code: 'pack.concerted.place',
          expected: 'une résidence avec son bailleur, ou un quartier seul',
        }),
      );
    issues.push(...unknownPlaces(source, i, { quartier, bailleur }, known));
    return issues;
  });
