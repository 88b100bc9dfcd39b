import { fail, type Issue, ok, type Result } from '../domain/issue.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Target, TerritoryPack } from '../domain/territory.ts';

/**
 * The territory's pack as a scenario has it: targets changed from their day on, added or left out of lists, shares of the flow. Nothing
 * else of the pack moves.
 *
 * Issues: `scenario.target-unknown`, `scenario.target-twice`, `scenario.target-kind` (a share given to a count, or the other way
 * round), `scenario.flow-shares` (they do not add up to one).
 */
export const scenarioPack = (pack: TerritoryPack, scenario: Scenario): Result<TerritoryPack> => {
  const known = new Map(pack.targets.map((target) => [target.id, target]));
  const issues: Issue[] = [];
  scenario.targets.forEach((change, i) => {
    const path = `targets[${i}].target`;
    const target = known.get(change.target);
    if (target === undefined)
      issues.push({
        code: 'scenario.target-unknown',
        path,
        received: change.target,
        expected: [...known.keys()].join(', '),
      });
    else if (!suits(change, target))
      issues.push({ code: 'scenario.target-kind', path, received: change.target });
  });
  scenario.addTargets.forEach(({ id }, i) => {
    if (known.has(id))
      issues.push({ code: 'scenario.target-twice', path: `addTargets[${i}].id`, received: id });
  });
  const shares = pack.contingents.shares.map((each) => ({
    ...each,
    share: scenario.flows?.shares[each.reservataire] ?? each.share,
  }));
  const total = Math.round(shares.reduce((sum, { share }) => sum + share, 0) * 100);
  if (scenario.flows && total !== 100)
    issues.push({ code: 'scenario.flow-shares', path: 'flows.shares', received: `${total} %` });
  if (issues.length > 0) return fail(...issues);
  return ok({
    ...pack,
    targets: [...pack.targets.map((target) => changed(target, scenario)), ...scenario.addTargets],
    contingents: { ...pack.contingents, shares },
  });
};

type Change = Scenario['targets'][number];

const suits = ({ share, count }: Change, target: Target): boolean =>
  (share === undefined || target.share !== undefined) && (count === undefined || target.count !== undefined);

const changed = (target: Target, { targets, aciAddress }: Scenario): Target => {
  const own = targets.filter((change) => change.target === target.id);
  const dedicated =
    aciAddress !== undefined && target.dedicated && target.count !== undefined
      ? { count: { ...target.count, dwellings: aciAddress.perCommune }, provenance: aciAddress.provenance }
      : {};
  let result: Target = { ...target, ...dedicated };
  for (const change of own) result = withChange(result, change);
  return result;
};

const withChange = (before: Target, { from, share, count, active, provenance }: Change): Target => {
  if (from !== undefined) {
    const step = {
      from,
      ...(share === undefined ? {} : { share }),
      ...(count === undefined ? {} : { count }),
      provenance,
    };
    const schedule = [...(before.schedule ?? []), step].sort((a, b) => (a.from < b.from ? -1 : 1));
    return { ...before, schedule };
  }
  return {
    ...before,
    ...(share === undefined ? {} : { share }),
    ...(count === undefined || before.count === undefined
      ? {}
      : { count: { ...before.count, dwellings: count } }),
    ...(active === undefined ? {} : { active }),
    provenance,
  };
};
