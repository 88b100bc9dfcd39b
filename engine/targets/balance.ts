import type { Target } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import {
  type Ledger,
  membership,
  placeKey,
  type TargetCount,
  type TargetPlace,
  type TargetProfile,
} from './ledger.ts';

/**
 * Where a target stands in a place. The balance is in hundredths of dwellings: Σ among·(in − share) for "at least",
 * Σ among·(share − in) for "at most"; at or above zero the share is reached. It may miss by the tolerance without being
 * called missed, because small counts jump.
 */
export interface TargetState {
  readonly target: Target;
  readonly place: string;
  readonly count: TargetCount;
  /** 0 to 1; null before the first allocation. */
  readonly share: number | null;
  readonly balanceHundredths: number;
  readonly status: 'reached' | 'within-tolerance' | 'missed' | 'empty';
}

/** What one more lease to a household does to a target. */
export interface TargetEffect {
  readonly before: TargetState;
  readonly after: TargetState;
  /** The lease would be one of those that the target counts. */
  readonly counted: boolean;
  /** The household's profile leaves the target's question open: it counts against, until a paper says. */
  readonly unknown: boolean;
  /** Towards the target, away from it, or not looked at. */
  readonly direction: 'towards' | 'away' | 'none';
}

export const balanceHundredths = (target: Target, { among, counted }: TargetCount): number => {
  const hundredths = Math.round(target.share * 100);
  const towards = counted * 100 - hundredths * among;
  return target.bound === 'min' ? towards : -towards;
};

const stateOf = (target: Target, place: string, count: TargetCount): TargetState => {
  const balance = balanceHundredths(target, count);
  const status =
    count.among === 0
      ? 'empty'
      : balance >= 0
        ? 'reached'
        : balance >= -target.toleranceDwellings * 100
          ? 'within-tolerance'
          : 'missed';
  return {
    target,
    place,
    count,
    share: count.among === 0 ? null : count.counted / count.among,
    balanceHundredths: balance,
    status,
  };
};

/** The targets that look at a place, in the pack's order of precedence, as they stand in the ledger. */
export const targetStates = (
  territory: Territory,
  ledger: Ledger,
  place: TargetPlace,
): readonly TargetState[] =>
  territory.pack.targets
    .flatMap((target) => {
      const key = placeKey(territory, target, place);
      return key === null ? [] : [stateOf(target, key, ledger.count(target, key))];
    })
    .sort((a, b) => a.target.precedence - b.target.precedence);

/** What each target would become if the household took the lease. */
export const effectsOf = (states: readonly TargetState[], profile: TargetProfile): readonly TargetEffect[] =>
  states.map((before) => {
    const is = membership(before.target, profile);
    if (!is.among) return { before, after: before, counted: false, unknown: false, direction: 'none' };
    const count: TargetCount = {
      among: before.count.among + 1,
      counted: before.count.counted + (is.counted ? 1 : 0),
      unknown: before.count.unknown + (is.unknown ? 1 : 0),
    };
    const after = stateOf(before.target, before.place, count);
    return {
      before,
      after,
      counted: is.counted,
      unknown: is.unknown,
      direction: after.balanceHundredths >= before.balanceHundredths ? 'towards' : 'away',
    };
  });
