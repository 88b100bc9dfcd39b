import type { Reservataire } from '../domain/codes.ts';
import type { Target, TargetEvent } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import {
  eventOf,
  type Ledger,
  membership,
  placeKey,
  type TargetCount,
  type TargetPlace,
  type TargetProfile,
} from './ledger.ts';
import { type Aim, aimOf, inForce } from './schedule.ts';

/**
 * Where a target stands in a place. The balance is in hundredths of dwellings: Σ among·(in − share) for "at least",
 * Σ among·(share − in) for "at most", Σ in − due and due − Σ in for counts; at or above zero the target is reached. It may miss by
 * the tolerance without being called missed, because small counts jump.
 */
export interface TargetState {
  readonly target: Target;
  readonly place: string;
  /** What the target asks there, on the ledger's last day. */
  readonly aim: Aim;
  readonly count: TargetCount;
  /** The count that does not decide: signed leases where decisions do, decisions where leases do. */
  readonly beside: { readonly event: TargetEvent; readonly count: TargetCount };
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

/** Whole for whole counts; counts may be expected ones, in parts of dwellings. */
export const balanceHundredths = (
  aim: Aim,
  { among, counted }: Pick<TargetCount, 'among' | 'counted'>,
): number => {
  const towards = counted * 100 - aim.shareHundredths * among - aim.dueHundredths;
  // Adding zero makes −0 and 0 one value.
  return (aim.bound === 'min' ? towards : -towards) + 0;
};

const stateOf = (
  { target, place, aim, beside }: Pick<TargetState, 'target' | 'place' | 'aim' | 'beside'>,
  count: TargetCount,
): TargetState => {
  const balance = balanceHundredths(aim, count);
  const status =
    count.among === 0 && aim.kind === 'share'
      ? 'empty'
      : balance >= 0
        ? 'reached'
        : balance >= -target.toleranceDwellings * 100
          ? 'within-tolerance'
          : 'missed';
  return {
    target,
    place,
    aim,
    count,
    beside,
    share: count.among === 0 ? null : count.counted / count.among,
    balanceHundredths: balance,
    status,
  };
};

/**
 * The targets that weigh on a place on the ledger's last day, in order of precedence, as they stand. The shares of contingents in the
 * flow are left out: see `engine/flows`.
 *
 * @param credits contingents that a lease there may be credited to: targets that look at the leases of another one are left out.
 */
export const targetStates = (
  territory: Territory,
  ledger: Ledger,
  place: TargetPlace,
  credits: readonly Reservataire[] = [],
): readonly TargetState[] =>
  territory.targets
    .filter(
      (target) =>
        target.active !== false &&
        !target.counts.contingent &&
        (target.credited === undefined || credits.includes(target.credited)) &&
        inForce(target, ledger.asOf),
    )
    .flatMap((target) => {
      const key = placeKey(territory, target, place);
      const aim = key === null ? null : aimOf(territory, target, key, ledger);
      if (key === null || aim === null) return [];
      const event = eventOf(target) === 'lease' ? 'decision' : 'lease';
      const beside = { event, count: ledger.count(target, key, event) } as const;
      return [stateOf({ target, place: key, aim, beside }, ledger.count(target, key))];
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
    const after = stateOf(before, count);
    return {
      before,
      after,
      counted: is.counted,
      unknown: is.unknown,
      direction: directionOf(after.balanceHundredths - before.balanceHundredths, is.counted),
    };
  });

/** A lease that moves nothing is towards when it is one of those wanted (a share of 100 %), without effect otherwise. */
const directionOf = (change: number, counted: boolean): TargetEffect['direction'] =>
  change > 0 ? 'towards' : change < 0 ? 'away' : counted ? 'towards' : 'none';
