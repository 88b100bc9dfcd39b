import type { PlacementCriterion } from '../domain/territory.ts';
import { type PreparedRule, UNKNOWN, UNMET } from '../eligibility/rule.ts';
import type { Affordability } from '../shortlist/affordability.ts';
import type { TargetEffect } from '../targets/balance.ts';

/*
 * The criteria of the relocation charter, each a column of its own: never added up. A lower level is better; an unknown stands after
 * what is known to be good and before what is known to be bad.
 */

/** named: all that it asked for; wide: elsewhere, which it accepts; unknown: the dwelling's file does not say; beyond: not asked for. */
export const WISH_LEVELS = ['named', 'wide', 'unknown', 'beyond'] as const;
export type WishLevel = (typeof WISH_LEVELS)[number];

/** How a dwelling answers what the household asked for. `rules` are all the rules of the pair. */
export const wishLevel = (rules: readonly PreparedRule[], row: number): WishLevel => {
  const wishes = rules.filter(({ kind }) => kind === 'wish');
  const answers = wishes.map((rule) => rule.test(row));
  if (answers.includes(UNMET)) return 'beyond';
  if (answers.includes(UNKNOWN)) return 'unknown';
  const commune = wishes.find(({ id }) => id === 'commune-wish');
  return commune?.facts(row).named === true ? 'named' : 'wide';
};

/** within: neither figure warns; unknown: one cannot be computed and none warns; strained: one warns; beyond: both do. */
export const MEANS_LEVELS = ['within', 'unknown', 'strained', 'beyond'] as const;
export type MeansLevel = (typeof MEANS_LEVELS)[number];

/** Advisory: a warning puts the dwelling after others, it never takes it away. */
export const meansLevel = ({
  effort,
  residual,
  effortWarns,
  residualWarns,
}: Pick<Affordability, 'effort' | 'residual' | 'effortWarns' | 'residualWarns'>): MeansLevel => {
  if (effortWarns && residualWarns) return 'beyond';
  if (effortWarns || residualWarns) return 'strained';
  return effort.value === null || residual.value === null ? 'unknown' : 'within';
};

/** towards: the lease fills more of what targets lack than it opens; none: as much, or nothing; away: it opens more. */
export const BALANCE_LEVELS = ['towards', 'none', 'away'] as const;
export type BalanceLevel = (typeof BALANCE_LEVELS)[number];

export interface Balance {
  readonly level: BalanceLevel;
  /** What the lease takes off the price of what targets lack, at the pack's prices: points, below zero when it adds to it. */
  readonly relievedPoints: number;
  /** A target cannot tell whether the household counts: it counts against, until a paper says. */
  readonly toConfirm: boolean;
}

/**
 * What one lease does to the targets of the place: Σ price × (lack before − lack after), the lack of a target being the dwellings
 * by which it is missed beyond its tolerance. Prices: the pack's, by precedence.
 */
export const balanceOf = (
  effects: readonly TargetEffect[],
  penaltyPointsOf: (target: TargetEffect['before']['target']) => number,
): Balance => {
  let hundredths = 0;
  for (const { before, after } of effects)
    hundredths += penaltyPointsOf(before.target) * (lackOf(before) - lackOf(after));
  const relievedPoints = Math.round(hundredths * 10) / 1000 + 0;
  return {
    level: relievedPoints > 0 ? 'towards' : relievedPoints < 0 ? 'away' : 'none',
    relievedPoints,
    toConfirm: effects.some(({ unknown }) => unknown),
  };
};

/** Hundredths of dwellings. */
const lackOf = ({ target, balanceHundredths }: TargetEffect['before']): number =>
  Math.max(0, -target.toleranceDwellings * 100 - balanceHundredths);

/** The columns of one dwelling for one household. */
export interface PlacementColumns {
  readonly wish: WishLevel;
  readonly means: MeansLevel;
  /** No file that is imported says what services are within reach. */
  readonly services: 'unknown';
  readonly balance: Balance;
  /** Whole days from the day examined; 0 when free already. */
  readonly delayDays: number;
}

const levelOf: { readonly [C in PlacementCriterion]: (columns: PlacementColumns) => number } = {
  wish: ({ wish }) => WISH_LEVELS.indexOf(wish),
  means: ({ means }) => MEANS_LEVELS.indexOf(means),
  services: () => 0,
  balance: ({ balance }) => BALANCE_LEVELS.indexOf(balance.level),
  delay: ({ delayDays }) => delayDays,
};

/** Criteria in the pack's order; below zero when `a` goes first, zero when no criterion tells them apart. */
export const compareColumns = (
  order: readonly PlacementCriterion[],
  a: PlacementColumns,
  b: PlacementColumns,
): number => {
  for (const criterion of order) {
    const difference = levelOf[criterion](a) - levelOf[criterion](b);
    if (difference !== 0) return difference;
  }
  return 0;
};
