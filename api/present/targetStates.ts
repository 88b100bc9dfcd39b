import type { Certainty } from '../../engine/domain/territory.ts';
import type { TargetState } from '../../engine/targets/balance.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { suppressSmallCells } from '../auth/smallCells.ts';
import { rowLabel } from './targetRows.ts';
import { targetSentence } from './targets.ts';

/** A target in one place, as the ledger of the year has it. Null figures: too few households to be shown to who asks. */
export interface PresentedTargetState {
  readonly id: string;
  readonly target: string;
  readonly place: string;
  readonly label: string;
  readonly status: TargetState['status'] | null;
  /** Allocations looked at, those counted, those whose profile is not known. */
  readonly among: number | null;
  readonly counted: number | null;
  readonly unknown: number | null;
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
  const { target, place, status, count } = state;
  return {
    id,
    target: target.id,
    place,
    label: rowLabel(territory, state),
    status,
    ...count,
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
