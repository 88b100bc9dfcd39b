import type { Certainty } from '../../engine/domain/territory.ts';
import type { TargetState } from '../../engine/targets/balance.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { suppressSmallCells } from '../auth/smallCells.ts';
import { placeName, rowLabel } from './targetRows.ts';
import { targetSentence } from './targets.ts';

/** A target in one place, as the ledger of the year has it. Null figures: too few households to be shown to who asks. */
export interface PresentedTargetState {
  readonly id: string;
  readonly target: string;
  /** "Mixité du quartier": targets of one kind may share it. */
  readonly targetLabel: string;
  readonly scope: TargetState['target']['scope'];
  readonly place: string;
  /** Of the place alone: "Roubaix". */
  readonly placeName: string;
  readonly label: string;
  readonly status: TargetState['status'] | null;
  /** Allocations looked at, those counted, those whose profile is not known. */
  readonly among: number | null;
  readonly counted: number | null;
  readonly unknown: number | null;
  readonly bound: 'min' | 'max';
  /** Reached and asked, 0 to 1. `share` null: nothing counted yet, or withheld; `aimShare` null: `aimDwellings` are asked. */
  readonly share: number | null;
  readonly aimShare: number | null;
  readonly aimDwellings: number | null;
  /** Dwellings beyond the target; negative, short of it; null: withheld. */
  readonly distanceDwellings: number | null;
  readonly text: string;
  readonly precedence: number;
  readonly certainty: Certainty;
  readonly source: string;
}

/** @param id names the target in its place. */
export const presentTargetState = (
  territory: Territory,
  state: TargetState,
  id: string,
): PresentedTargetState => {
  const { target, place, status, count, aim, share, balanceHundredths } = state;
  return {
    id,
    target: target.id,
    targetLabel: target.label,
    scope: target.scope,
    place,
    placeName: placeName(territory, target, place),
    label: rowLabel(territory, state),
    status,
    ...count,
    bound: aim.bound,
    share: aim.kind === 'share' ? share : null,
    aimShare: aim.kind === 'share' ? aim.shareHundredths / 100 : null,
    aimDwellings: aim.kind === 'share' ? null : aim.dueHundredths / 100,
    distanceDwellings: balanceHundredths / 100,
    text: targetSentence(state),
    precedence: target.precedence,
    certainty: target.provenance.certainty,
    source: target.provenance.source,
  };
};

/** The same for who may not tell a household from a count: small counts withheld, target by target over all its places. */
export const withoutSmallCounts = (
  states: readonly PresentedTargetState[],
): readonly PresentedTargetState[] => {
  const byTarget = grouped(states);
  const withheld = new Set<PresentedTargetState>();
  for (const rows of byTarget.values()) {
    const { cells } = suppressSmallCells({
      cells: rows.map(({ among, counted }) => [counted ?? 0, (among ?? 0) - (counted ?? 0)]),
    });
    rows.forEach((row, i) => {
      if (cells[i]!.includes(null)) withheld.add(row);
    });
  }
  return states.map((state) => (withheld.has(state) ? withheldState(state) : state));
};

const withheldState = (state: PresentedTargetState): PresentedTargetState => ({
  ...state,
  status: null,
  among: null,
  counted: null,
  unknown: null,
  share: null,
  distanceDwellings: null,
  text: 'Effectif trop petit pour être montré.',
});

const grouped = (
  states: readonly PresentedTargetState[],
): ReadonlyMap<string, readonly PresentedTargetState[]> => {
  const groups = new Map<string, PresentedTargetState[]>();
  for (const state of states) {
    const group = groups.get(state.target) ?? [];
    group.push(state);
    groups.set(state.target, group);
  }
  return groups;
};
