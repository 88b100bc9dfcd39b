import type { RlsParameters } from '../domain/territory.ts';
import type { AplZone } from './apl.ts';
import { type Family, familyValue } from './family.ts';

export interface RlsResult {
  readonly due: boolean;
  /** Reduction of the rent, EUR a month; 0 when not due. */
  readonly amountEur: number;
  /** Monthly resources up to which it is due, EUR. */
  readonly ceilingEur: number;
  /** What the housing benefit loses because of it, EUR a month. */
  readonly aplClawbackEur: number;
}

/**
 * Réduction de loyer de solidarité in the social stock: a flat amount by family and zone when the monthly resources, in the
 * sense of the housing benefit, are at most the ceiling (CCH, art. L442-2-1; amounts and ceilings from the parameters).
 * Null when the resources are unknown, and in zone 1, whose amounts the parameters do not carry.
 */
export const rls = ({
  family,
  zone,
  monthlyResourcesEur,
  parameters,
}: {
  family: Family;
  zone: AplZone;
  monthlyResourcesEur: number | null;
  parameters: RlsParameters;
}): RlsResult | null => {
  if (monthlyResourcesEur === null || zone === 1) return null;
  const key = `zone${zone}` as const;
  const ceilingEur = familyValue(parameters.ceilings[key], family);
  const due = monthlyResourcesEur <= ceilingEur;
  const amountEur = due ? Math.round(familyValue(parameters.amounts[key], family) * 100) / 100 : 0;
  return { due, amountEur, ceilingEur, aplClawbackEur: amountEur * parameters.aplClawback };
};
