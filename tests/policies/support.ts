import { prepareRules } from '../../engine/eligibility/rules.ts';
import { POLICIES } from '../../engine/policies/policies.ts';
import type { Commission, PolicyId } from '../../engine/policies/policy.ts';
import { splitApart } from '../../engine/shortlist/apart.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import { requestOf, rowOf, type SessionCase, sequenceOf } from '../assignment/explain/support.ts';
import { aNumber } from '../support/demands.ts';

export interface CommissionCase extends SessionCase {
  /** Sequences of demands housed already. */
  readonly housed?: readonly number[];
  /** Sequences that declined each vacancy before. */
  readonly declined?: readonly (readonly number[])[];
  /** Sequences of the recorded list of each vacancy; those of no demand left the file. */
  readonly recorded?: readonly (readonly number[])[];
  readonly size?: number;
  readonly lot?: string;
}

export const commissionOf = (given: CommissionCase): Commission => {
  const { housed = [], declined = [], recorded = [], size = 3, lot = 'test' } = given;
  const request = requestOf(given);
  const { pool, territory, vacancies, ranking } = request;
  const out = new Uint8Array(pool.rowCount);
  for (const sequence of housed) out[rowOf(pool, sequence)] = 1;
  return {
    pool,
    territory,
    classes: request.classes,
    asOf: request.asOf,
    ranking,
    rates: request.rates,
    ledger: request.ledger,
    out,
    sizes: vacancies.map(() => size),
    lot,
    vacancies: vacancies.map(({ vacancy, dwelling }, d) => ({
      vacancy,
      dwelling,
      eligible: () => {
        const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
        const rules = prepareRules({ pool, territory, dwelling, quartier });
        const { eligible } = selectEligible({ pool, dwelling, beyondWishes: false }, rules);
        return splitApart(eligible, ranking(null)).within;
      },
      declined: new Set((declined[d] ?? []).map((sequence) => rowOf(pool, sequence))),
      recorded: (recorded[d] ?? []).map((sequence) => {
        const row = rowOf(pool, sequence);
        return { number: aNumber(sequence) as never, row: row < 0 ? null : row, contingent: null };
      }),
    })),
  };
};

/** Sequences of the lists of a policy, by vacancy. */
export const listsOf = (policy: PolicyId, given: CommissionCase): readonly (readonly number[])[] => {
  const commission = commissionOf(given);
  return POLICIES[policy](commission).map((list) =>
    list.map(({ row, number }) => (row === null ? Number(number.slice(7, 13)) : sequenceOf(commission, row))),
  );
};
