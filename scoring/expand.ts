import type { Criterion, Group, MethodFields, Refusal } from './methodShape.ts';
import { seniorityParts } from './seniority.ts';

/*
 * A method's groups as plain criteria: seniority rules and effects of refusals become what they stand for, each with the
 * path of the file it comes from.
 */

export interface PlainCriterion
  extends Pick<
    Criterion,
    | 'id'
    | 'label'
    | 'when'
    | 'evidence'
    | 'source'
    | 'certainty'
    | 'pointsCertainty'
    | 'validFrom'
    | 'validTo'
  > {
  readonly points: number | string;
  /** Path in the file of the criterion, of its condition and of its points. */
  readonly path: string;
  readonly whenPath: string;
  readonly pointsPath: string;
}
export interface PlainGroup extends Omit<Group, 'criteria'> {
  readonly path: string;
  readonly criteria: readonly PlainCriterion[];
}

/** Group that refusals of a suited dwelling make. */
const REFUSAL_GROUP = 'refus-logement-adapte';

export const expandGroups = ({
  groups,
  refusals,
}: Pick<MethodFields, 'groups' | 'refusals'>): readonly PlainGroup[] => [
  ...groups.map((group, g): PlainGroup => {
    const path = `groups[${g}]`;
    return {
      ...group,
      path,
      criteria: group.criteria.flatMap((c, i) => plainCriteria(c, `${path}.criteria[${i}]`, refusals)),
    };
  }),
  ...lostPoints(refusals),
];

const plainCriteria = (
  { seniority, points, ...criterion }: Criterion,
  path: string,
  refusals: readonly Refusal[],
): readonly PlainCriterion[] => {
  if (seniority === undefined)
    return [
      { ...criterion, points: points ?? 0, path, whenPath: `${path}.when`, pointsPath: `${path}.points` },
    ];
  return seniorityParts(seniority, refusals).map((part) => {
    const partPath = `${path}.seniority.${part.key}`;
    const { when: own, ...rest } = criterion;
    const when =
      own === undefined ? part.when : part.when === undefined ? own : `(${own}) and (${part.when})`;
    return {
      ...rest,
      ...(when === undefined ? {} : { when }),
      id: `${criterion.id}-${part.suffix}`,
      label: `${criterion.label} : ${part.label}`,
      points: part.points,
      path,
      whenPath: own === undefined ? partPath : `${path}.when`,
      pointsPath: partPath,
    };
  });
};

/** The greatest number of refusals reached decides; an unknown number takes nothing. */
const lostPoints = (refusals: readonly Refusal[]): readonly PlainGroup[] => {
  const lost = refusals
    .map((refusal, r) => ({ refusal, path: `refusals[${r}]` }))
    .filter(({ refusal }) => refusal.effect === 'points-lost')
    .sort((a, b) => b.refusal.from - a.refusal.from);
  if (lost.length === 0) return [];
  return [
    {
      id: REFUSAL_GROUP,
      label: 'Refus d’un logement adapté',
      combine: 'first',
      path: 'refusals',
      criteria: lost.map(({ refusal, path }) => ({
        id: refusal.id,
        label: refusal.label,
        when: `${refusal.column} >= ${refusal.from}`,
        points: -(refusal.points ?? 0),
        evidence: 'declared',
        source: refusal.source,
        certainty: refusal.certainty,
        ...(refusal.validFrom === undefined ? {} : { validFrom: refusal.validFrom }),
        ...(refusal.validTo === undefined ? {} : { validTo: refusal.validTo }),
        path,
        whenPath: `${path}.column`,
        pointsPath: `${path}.points`,
      })),
    },
  ];
};
