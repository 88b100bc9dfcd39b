import type { Acceptance, Fragility } from '../domain/territory.ts';
import type { ResidenceCorrelation } from './correlation.ts';
import { turnRates } from './residenceEffect.ts';

/** The rate of a class and a rank, with the offers it was learned from. */
export interface RateRow {
  readonly fragility: Fragility;
  readonly rank: number;
  /** Chance of a yes once the turn has come, 0 to 1. */
  readonly rate: number;
  readonly offers: number;
  readonly accepted: number;
}

/**
 * Acceptance by zone and rank: what the matcher, the cascade and the pages all use. Every rate is the chance of a yes *once the
 * turn has come*, so that p_r = a_r·Π(1 − a_q) is exact on average over residences.
 */
export interface AcceptanceRates {
  readonly source: 'pack' | 'learned';
  /** `rank` is 1-based; the ranks beyond the last row repeat it. A class without rows takes those of the first class. */
  rate(fragility: Fragility, rank: number): number;
  /** Answered offers behind the rate ("n offres"); none where it is the pack's own. */
  observations(fragility: Fragility, rank: number): Pick<RateRow, 'offers' | 'accepted'>;
  /** Class by class, rank by rank. */
  readonly rows: readonly RateRow[];
  readonly correlation: ResidenceCorrelation;
}

/** A rank beyond this one is never recorded (`OutcomeSchema`). */
const LAST_RANK = 20;

/** @throws RangeError for a rank that is not a whole number from 1 on. */
export const ratesOf = (
  content: Pick<AcceptanceRates, 'source' | 'rows' | 'correlation'>,
): AcceptanceRates => {
  const byClass = new Map<Fragility, RateRow[]>();
  for (const row of content.rows) {
    const rows = byClass.get(row.fragility);
    if (rows) rows.push(row);
    else byClass.set(row.fragility, [row]);
  }
  const first = byClass.values().next().value ?? [];
  const rowOf = (fragility: Fragility, rank: number): RateRow => {
    if (!Number.isInteger(rank) || rank < 1) throw new RangeError(`rank is ${rank}, not 1, 2, 3…`);
    const rows = byClass.get(fragility) ?? first;
    return rows[Math.min(rank, rows.length) - 1]!;
  };
  return {
    ...content,
    rate: (fragility, rank) => rowOf(fragility, rank).rate,
    observations: (fragility, rank) => {
      const { offers, accepted } = rowOf(fragility, rank);
      return { offers, accepted };
    },
  };
};

/** The pack's chances of a class at ranks 1 to `length`, turn or not; the last stated one repeats. */
const statedChances = (byRank: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, i) => byRank[Math.min(i, byRank.length - 1)]!);

/** Rates by turn that the pack's chances give under a residence effect, for a class. Length = `length`. */
export const statedTurnRates = (
  byRank: readonly number[],
  { correlation, length }: { readonly correlation: number; readonly length: number },
): number[] => turnRates(statedChances(byRank, length), { mean: byRank[0]!, correlation });

/**
 * Rates of a territory before anything was learned: the pack states the chance that a household says yes to a dwelling of the
 * class, and the correlation inside a residence lowers it at the ranks whose turn comes after refusals.
 */
export const packRates = (acceptance: StatedAcceptance): AcceptanceRates => {
  const known = made.get(acceptance);
  if (known) return known;
  const { rates, learning } = acceptance;
  const correlation = learning.residenceCorrelation;
  const found = ratesOf({
    source: 'pack',
    rows: rates.flatMap(({ fragility, byRank }) =>
      statedTurnRates(byRank, { correlation, length: LAST_RANK }).map((rate, i) => ({
        fragility,
        rank: i + 1,
        rate,
        offers: 0,
        accepted: 0,
      })),
    ),
    correlation: { value: correlation, estimate: null, pairs: 0 },
  });
  made.set(acceptance, found);
  return found;
};

type StatedAcceptance = Pick<Acceptance, 'rates' | 'learning'>;

/** Packs do not change: their rates are made once, every vacancy asks for them. */
const made = new WeakMap<StatedAcceptance, AcceptanceRates>();

/** Rates of the ranks of a list, rank 1 first: the argument of `cascade`. */
export const listRates = (rates: AcceptanceRates, fragility: Fragility, length: number): number[] =>
  Array.from({ length }, (_, i) => rates.rate(fragility, i + 1));
