import type { Issue } from '../../engine/domain/issue.ts';
import type { Guidance, GuidanceRow, Matching, Target } from '../../engine/domain/territory.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { duplicateIds, issueIn, type RuleFile } from './ruleChecks.ts';
import type { Path, YamlSource } from './yamlFile.ts';

/*
 * What a schema cannot tell of targets: one thing counted, one thing aimed at, places that exist, dates that follow, and a price
 * for each precedence.
 */

/** What other files of the pack know. */
export interface TargetPlaces {
  /** Fragility classes that some quartier has. */
  readonly classes: ReadonlySet<string>;
  readonly quartiers: ReadonlySet<string>;
  readonly communes: ReadonlySet<string>;
  readonly bailleurs: ReadonlySet<string>;
  /** Réservataires that have a share of the flow. */
  readonly reservataires: ReadonlySet<string>;
}

const COUNTABLE = 'bandGroup, quartile, verifiedPriority, npruRelocation ou reciprocity';

/** One thing counted; one of a share, a count and a convergence, or none for reciprocity, whose count is what left. */
const aimIssues = (
  source: YamlSource,
  path: Path,
  row: GuidanceRow & Pick<Target, 'convergence' | 'scope'>,
): readonly Issue[] => {
  const issues: Issue[] = [];
  const counted = Object.values(row.counts).filter((what) => what !== undefined).length;
  if (counted !== 1)
    issues.push(
      issueIn(source, [...path, 'counts'], {
        code: 'pack.target.counts',
        received: `${counted} éléments`,
        expected: `une seule chose comptée : ${COUNTABLE}`,
      }),
    );
  if (row.counts.reciprocity && (row.scope !== 'commune' || row.bound !== 'min'))
    issues.push(
      issueIn(source, [...path, 'counts', 'reciprocity'], {
        code: 'pack.target.reciprocity',
        received: `${row.scope}, ${row.bound}`,
        expected: 'la portée commune et bound: min',
      }),
    );
  const aims = (['share', 'count', 'convergence'] as const).filter((key) => row[key] !== undefined);
  const expected = row.counts.reciprocity ? 0 : 1;
  if (aims.length !== expected)
    issues.push(
      issueIn(source, path, {
        code: 'pack.target.aim',
        received: aims.length === 0 ? 'aucun' : aims.join(', '),
        expected:
          expected === 1
            ? 'un seul de share, count et convergence'
            : 'ni share, ni count, ni convergence : la réciprocité compte les départs',
      }),
    );
  if (row.count?.split !== undefined && (row.scope === 'residence' || row.scope === 'territory'))
    issues.push(
      issueIn(source, [...path, 'count', 'split'], {
        code: 'pack.target.split-scope',
        received: row.scope,
        expected: 'la portée quartier, commune ou bailleur, entre lesquels un nombre se répartit',
      }),
    );
  return issues;
};

const placeIssue = (
  source: YamlSource,
  path: Path,
  { received, known, what }: { received: string; known: ReadonlySet<string>; what: string },
): readonly Issue[] => {
  if (known.has(received)) return [];
  const close = closestOf(received, known);
  return [
    issueIn(source, path, {
      code: `pack.${what}.unknown`,
      received,
      expected: `un identifiant du fichier ${what}s.csv`,
      ...(close === null ? {} : { maybe: `peut-être ${close}` }),
    }),
  ];
};

/** Targets: unique ids, aims and restrictions that fit their scope, places and classes that exist, steps in order. */
export const targetIssues = (
  { value, source }: RuleFile<readonly Target[]>,
  places: TargetPlaces,
): readonly Issue[] => [
  ...duplicateIds(
    source,
    value.map((_, i) => [i, 'id']),
    value.map((target) => target.id),
  ),
  ...value.flatMap((target, i) => [
    ...aimIssues(source, [i], target),
    ...scopeIssues(source, i, target, places),
    ...scheduleIssues(source, i, target),
  ]),
];

const scopeIssues = (
  source: YamlSource,
  i: number,
  target: Target,
  { classes, ...places }: TargetPlaces,
): readonly Issue[] => {
  const issues: Issue[] = [];
  if (target.fragility !== undefined && target.scope !== 'quartier')
    issues.push(
      issueIn(source, [i, 'fragility'], {
        code: 'pack.target.fragility-scope',
        received: target.scope,
        expected: 'la portée quartier, seule à avoir une fragilité',
      }),
    );
  if (target.rotation !== undefined && target.scope !== 'commune')
    issues.push(
      issueIn(source, [i, 'rotation'], {
        code: 'pack.target.rotation-scope',
        received: target.scope,
        expected: 'la portée commune, dont la rotation est estimée',
      }),
    );
  if (target.convergence !== undefined && target.scope !== 'commune')
    issues.push(
      issueIn(source, [i, 'convergence'], {
        code: 'pack.target.convergence-scope',
        received: target.scope,
        expected: 'la portée commune : son profil est comparé à celui du territoire',
      }),
    );
  if (target.credited !== undefined) issues.push(...creditedIssues(source, i, target, places.reservataires));
  target.fragility?.forEach((fragility, k) => {
    if (!classes.has(fragility))
      issues.push(
        issueIn(source, [i, 'fragility', k], {
          code: 'pack.target.fragility-absent',
          received: fragility,
          expected: `une classe d'au moins un quartier : ${[...classes].join(', ')}`,
        }),
      );
  });
  const kind =
    target.scope === 'residence' || target.scope === 'territory' ? undefined : (`${target.scope}s` as const);
  if (kind === undefined) return issues;
  const known = (path: Path, received: string) =>
    placeIssue(source, path, { received, known: places[kind], what: target.scope });
  return [
    ...issues,
    ...(target.at === undefined ? [] : known([i, 'at'], target.at)),
    ...Object.keys(target.count?.byPlace ?? {}).flatMap((key) => known([i, 'count', 'byPlace', key], key)),
  ];
};

/** A target of one contingent: one that has a share, and something else counted than the contingent. */
const creditedIssues = (
  source: YamlSource,
  i: number,
  { credited, counts }: Target,
  reservataires: ReadonlySet<string>,
): readonly Issue[] => [
  ...(reservataires.has(credited!)
    ? []
    : [
        issueIn(source, [i, 'credited'], {
          code: 'pack.target.credited-share',
          received: String(credited),
          expected: `un réservataire qui a une part dans contingents.yaml : ${[...reservataires].join(', ')}`,
        }),
      ]),
  ...(counts.contingent || counts.reciprocity
    ? [
        issueIn(source, [i, 'credited'], {
          code: 'pack.target.credited-counts',
          received: counts.contingent ? 'contingent' : 'reciprocity',
          expected:
            'bandGroup, quartile, verifiedPriority ou npruRelocation, comptés parmi les baux de ce contingent',
        }),
      ]
    : []),
];

/** Steps of the target's own kind, each later than the one before. */
const scheduleIssues = (source: YamlSource, i: number, target: Target): readonly Issue[] =>
  (target.schedule ?? []).flatMap((step, k, steps): Issue[] => {
    const issues: Issue[] = [];
    const kind = target.count === undefined ? 'share' : 'count';
    const other = kind === 'share' ? 'count' : 'share';
    if (target[kind] === undefined || step[kind] === undefined || step[other] !== undefined)
      issues.push(
        issueIn(source, [i, 'schedule', k], {
          code: 'pack.target.schedule-kind',
          expected: 'une part (share) si l’objectif est une part, un nombre (count) s’il est un nombre',
        }),
      );
    const before = steps[k - 1];
    if (before !== undefined && step.from <= before.from)
      issues.push(
        issueIn(source, [i, 'schedule', k, 'from'], {
          code: 'pack.target.schedule-order',
          received: step.from,
          expected: `un jour après ${before.from}`,
        }),
      );
    return issues;
  });

/** Rows of recommendations: a place, one thing counted, one aim. */
export const guidanceRowIssues = ({ value, source }: RuleFile<readonly Guidance[]>): readonly Issue[] =>
  value.flatMap(({ row, quartier, residence, bailleur }, i): readonly Issue[] => {
    if (row === undefined) return [];
    const scope = residence === null ? 'quartier' : 'residence';
    const nowhere = residence === null ? quartier === null : bailleur === null;
    return [
      ...aimIssues(source, [i, 'row'], { ...row, scope }),
      ...(nowhere
        ? [
            issueIn(source, [i, 'row'], {
              code: 'pack.guidance.row-place',
              expected: 'un quartier, ou une résidence avec son bailleur',
            }),
          ]
        : []),
    ];
  });

/** Matching: a price for each precedence that the pack uses, none dearer than the one before; a bonus within its bound. */
export const matchingIssues = (
  { value, source }: RuleFile<Matching>,
  precedences: readonly number[],
): readonly Issue[] => {
  const prices = value.penaltyPointsByPrecedence.value;
  const path = ['penaltyPointsByPrecedence', 'value'];
  const missing = [...new Set(precedences)].filter((p) => prices[String(p)] === undefined).sort();
  const ordered = Object.keys(prices).sort();
  const { pointsPerTurn, maxPoints } = value.carryOver.value;
  return [
    ...missing.map((precedence) =>
      issueIn(source, path, {
        code: 'pack.matching.penalty-missing',
        expected: `un nombre de points pour la priorité ${precedence}`,
      }),
    ),
    ...ordered.flatMap((precedence, k) => {
      const before = ordered[k - 1];
      const dearer = before !== undefined && prices[precedence]! > prices[before]!;
      return dearer
        ? [
            issueIn(source, [...path, precedence], {
              code: 'pack.matching.penalty-order',
              received: String(prices[precedence]),
              expected: `au plus ${prices[before]}, le prix de la priorité ${before}`,
            }),
          ]
        : [];
    }),
    ...(pointsPerTurn > maxPoints
      ? [
          issueIn(source, ['carryOver', 'value', 'pointsPerTurn'], {
            code: 'pack.matching.carry-over',
            received: String(pointsPerTurn),
            expected: `au plus maxPoints, ${maxPoints}`,
          }),
        ]
      : []),
  ];
};
