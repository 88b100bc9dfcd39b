import type { IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import { answer, type RuleAnswer, type RuleId } from '../../engine/eligibility/rule.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { aDemand, aDwelling } from './demands.ts';
import { poolOf, TERRITORY, TODAY } from './territory.ts';

export interface RuleCase {
  readonly demand?: Parameters<typeof aDemand>[1];
  readonly dwelling?: Parameters<typeof aDwelling>[1];
  readonly quartier?: string | null;
  readonly asOf?: string;
  readonly territory?: Territory;
}

/** One rule's answer for one demand and one dwelling. */
export const askRule = (
  rule: RuleId,
  { demand, dwelling, quartier = null, asOf = TODAY, territory = TERRITORY }: RuleCase,
): RuleAnswer => {
  const pool = poolOf([aDemand(1, demand)], { territory, asOf: asOf as IsoDay });
  const rules = prepareRules({
    pool,
    territory,
    dwelling: aDwelling('L-1', dwelling),
    quartier: quartier as QuartierId | null,
  });
  return answer(rules.find(({ id }) => id === rule)!, 0);
};
