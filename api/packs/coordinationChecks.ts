import type { Issue } from '../../engine/domain/issue.ts';
import type { Coordination } from '../../engine/domain/territory.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { duplicateIds, issueIn, type RuleFile } from './ruleChecks.ts';

/** Areas of coordination bodies: their communes exist, and a commune has one body, for two could recommend opposite things. */
export const coordinationIssues = (
  { value, source }: RuleFile<Coordination>,
  communes: ReadonlySet<string>,
): readonly Issue[] => {
  const areaOf = new Map<string, string>();
  return [
    ...duplicateIds(
      source,
      value.areas.map((_, i) => ['areas', i, 'id']),
      value.areas.map(({ id }) => id),
    ),
    ...value.areas.flatMap((area, i) =>
      area.communes.flatMap((commune, k): readonly Issue[] => {
        const path = ['areas', i, 'communes', k];
        const taken = areaOf.get(commune);
        areaOf.set(commune, taken ?? area.id);
        if (!communes.has(commune)) {
          const close = closestOf(commune, communes);
          return [
            issueIn(source, path, {
              code: 'pack.commune.unknown',
              received: commune,
              expected: 'une commune du fichier communes.csv',
              ...(close === null ? {} : { maybe: `peut-être ${close}` }),
            }),
          ];
        }
        if (taken === undefined) return [];
        return [
          issueIn(source, path, {
            code: 'pack.coordination.commune-twice',
            received: commune,
            expected: `une seule instance par commune (déjà ${taken})`,
          }),
        ];
      }),
    ),
  ];
};
