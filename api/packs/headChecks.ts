import type { Issue } from '../../engine/domain/issue.ts';
import { type TerritoryPack, WORLD_HISTORY_YEARS } from '../../engine/domain/territory.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { issueIn, type RuleFile } from './ruleChecks.ts';

/** The head of a pack, in what other files or its own parts must agree with. */
type Head = Pick<TerritoryPack, 'methods' | 'defaultMethod' | 'demo' | 'world'>;

/** The default method among those listed, a commune to show that exists, a stock large enough for what the world frees. */
export const headIssues = (
  { value, source }: RuleFile<Head>,
  communes: ReadonlySet<string>,
): readonly Issue[] => {
  const issues: Issue[] = [];
  const { methods, defaultMethod, demo, world } = value;
  if (!methods.includes(defaultMethod)) {
    const close = closestOf(defaultMethod, methods);
    issues.push(
      issueIn(source, ['defaultMethod'], {
        code: 'pack.method.default',
        received: defaultMethod,
        expected: `une méthode de la liste methods : ${methods.join(', ')}`,
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      }),
    );
  }
  if (!communes.has(demo.commune)) {
    const close = closestOf(demo.commune, communes);
    issues.push(
      issueIn(source, ['demo', 'commune'], {
        code: 'pack.commune.unknown',
        received: demo.commune,
        expected: 'une commune du fichier communes.csv',
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      }),
    );
  }
  const freed = WORLD_HISTORY_YEARS * world.leasesPerYear.value + world.openVacancies.value;
  if (freed > world.dwellings.value)
    issues.push(
      issueIn(source, ['world', 'dwellings', 'value'], {
        code: 'pack.world.stock',
        received: String(world.dwellings.value),
        expected: `au moins ${freed} logements : ${WORLD_HISTORY_YEARS} ans d’attributions et les logements libres`,
      }),
    );
  return issues;
};
