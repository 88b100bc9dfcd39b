import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { CONTRACT_CODES, HOUSING_KIND_CODES } from '../domain/codes.ts';
import type { Demand } from '../domain/demand.ts';
import { ceilingCategory, ceilingEur } from '../household/ceilings.ts';
import { describeHousehold } from '../household/household.ts';
import { retainedTaxIncome } from '../household/retainedIncome.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';
import type { Change } from './change.ts';

/**
 * Papers that a demand could still be completed with, by subject: of the changes of one subject, one at most can be made. A
 * situation that is declared can be verified, whatever it is. What is not known can be established, but for what is of the
 * family or of health (situations of the `menage` family included): nobody is told what to be. No amount that is known changes.
 *
 * @param pool holds the demand as it is, at `row`.
 */
export const papersOf = (input: {
  readonly pool: Pool;
  readonly row: number;
  readonly demand: Demand;
  readonly territory: Territory;
}): readonly (readonly Change[])[] => {
  const { pool, row, demand, territory } = input;
  const { applicant } = demand.employment;
  const subjects: Change[][] = territory.pack.situations.map(({ code, family }) => {
    const level = pool.array(code)[row]!;
    if (level === EVIDENCE_CODES.declared || level === EVIDENCE_CODES.computed)
      return [{ kind: 'verify', situation: code }];
    return level === UNKNOWN_U8 && family !== 'menage' ? [{ kind: 'establish', situation: code }] : [];
  });
  if (demand.dalo === null) subjects.push([{ kind: 'dalo' }]);
  if (demand.npruRelocation === null) subjects.push([{ kind: 'npru' }]);
  subjects.push(taxIncomes(input), monthlyIncomes(input));
  if (demand.currentHousing.kind === null)
    subjects.push(HOUSING_KIND_CODES.map((is) => ({ kind: 'housing', is })));
  if (applicant.contract === null) subjects.push(CONTRACT_CODES.map((is) => ({ kind: 'contract', is })));
  if (applicant.actionLogementEmployer === null)
    subjects.push([true, false].map((inScope) => ({ kind: 'employer', inScope })));
  return subjects.filter((subject) => subject.length > 0);
};

type PaperInput = Parameters<typeof papersOf>[0];

/** Whole EUR, between bounds that are each the last of their range. */
const ranges = (lasts: readonly number[]): readonly { readonly low: number; readonly high: number }[] => {
  const sorted = [...new Set(lasts)].filter((last) => last >= 0).sort((a, b) => a - b);
  return sorted.map((high, i) => ({ low: i === 0 ? 0 : sorted[i - 1]! + 1, high }));
};

/** The reference tax income asked for, where it is not known: what tells ceilings and resource bands apart, up to the PLS ceiling. */
const taxIncomes = ({ demand, territory, pool }: PaperInput): Change[] => {
  const { asOf } = pool;
  const { amountEur, taxYear } = retainedTaxIncome(demand.incomes, asOf);
  const category = ceilingCategory(demand.household, asOf, territory.pack.national);
  if (amountEur !== null || category === null) return [];
  const year = Number(asOf.slice(0, 4));
  const ceilingOf = (financing: 'PLAI' | 'PLUS' | 'PLS'): number[] => {
    const table = territory.ceilingTable(financing, year);
    return table === null ? [] : [ceilingEur(table, category)];
  };
  const [pls] = ceilingOf('PLS');
  if (pls === undefined) return [];
  const bounds = [
    ...[...ceilingOf('PLAI'), ...ceilingOf('PLUS'), pls].map(Math.floor),
    ...ceilingOf('PLUS').flatMap((plus) =>
      // A bound belongs to the band above.
      territory.pack.bands.bands.flatMap(({ below }) =>
        below === null ? [] : [Math.ceil(below * plus) - 1],
      ),
    ),
  ];
  return ranges(bounds.filter((bound) => bound <= pls)).map((range) => ({
    kind: 'tax-income',
    taxYear,
    ...range,
  }));
};

/** Twice and four times the threshold: resources above the first quartile, not without end. */
const ABOVE = [2, 4];

/** Monthly resources, where they are not known, on either side of the first quartile. */
const monthlyIncomes = ({ demand, territory, pool }: PaperInput): Change[] => {
  const { consumptionUnits } = describeHousehold(demand.household, pool.asOf, territory.pack.national);
  const threshold = territory.quartileThreshold(pool.asOf);
  if (demand.incomes.declaredMonthlyEur !== null || consumptionUnits === null || threshold === null)
    return [];
  const monthly = (threshold.firstQuartileBelowEurPerUc * consumptionUnits) / 12;
  return ranges([Math.ceil(monthly) - 1, ...ABOVE.map((times) => Math.floor(times * monthly))]).map(
    (range) => ({
      kind: 'monthly-income',
      ...range,
    }),
  );
};
