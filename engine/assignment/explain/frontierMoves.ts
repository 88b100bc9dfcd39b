import { demandProfile } from '../../shortlist/profile.ts';
import type { TargetProfile } from '../../targets/ledger.ts';
import { type Assignment, EMPTY } from '../model.ts';
import type { PreparedSession } from '../session.ts';

/** How households are told apart when lists are compared: each axis cuts all of them, the unknown apart. */
export const MOVE_AXES = ['band', 'priority', 'access'] as const;
export type MoveAxis = (typeof MOVE_AXES)[number];
export type MoveGroup =
  | 'modest'
  | 'intermediate-or-higher'
  | 'priority'
  | 'not-priority'
  | 'first-access'
  | 'mutation'
  | 'unknown';

/** Leases expected of the lists, Σ chance of those placed by the plan. */
export interface GroupLeases {
  readonly axis: MoveAxis;
  readonly group: MoveGroup;
  readonly leases: number;
}

/** Households of a group that came on the lists, or left them all; null: fewer than `LEAST_CELL`, or what would tell such a cell. */
export interface GroupMoves {
  readonly axis: MoveAxis;
  readonly group: MoveGroup;
  readonly entering: number | null;
  readonly leaving: number | null;
}

/** Null: some, but fewer than `LEAST_CELL`. */
export interface Moves {
  readonly entering: number | null;
  readonly leaving: number | null;
  readonly groups: readonly GroupMoves[];
}

/** Fewer households than this are not counted apart: they could be known from the lists. */
export const LEAST_CELL = 5;

const GROUPS: { readonly [A in MoveAxis]: readonly MoveGroup[] } = {
  band: ['modest', 'intermediate-or-higher', 'unknown'],
  priority: ['priority', 'not-priority', 'unknown'],
  access: ['first-access', 'mutation', 'unknown'],
};

const groupOf = (axis: MoveAxis, profile: TargetProfile): MoveGroup => {
  if (axis === 'band') return profile.bandGroup ?? 'unknown';
  const known = axis === 'priority' ? profile.verifiedPriority : profile.firstAccess;
  if (known === null) return 'unknown';
  if (axis === 'priority') return known ? 'priority' : 'not-priority';
  return known ? 'first-access' : 'mutation';
};

type Listing = Pick<PreparedSession, 'request' | 'problem'>;

const rowAt = ({ problem }: Listing, pair: number): number =>
  problem.rowOf[problem.model.pairCandidate[pair]!]!;

const profileAt = ({ request }: Listing, row: number): TargetProfile =>
  demandProfile(request.pool, request.territory, row);

/** Leases that lists are expected to make, by group. */
export const groupLeases = (prepared: Listing, lists: Assignment): readonly GroupLeases[] => {
  const { placeWeight } = prepared.problem.model;
  const listed = Array.from(lists, (pair, place) => ({ pair, chance: placeWeight[place]! }))
    .filter(({ pair }) => pair !== EMPTY)
    .map(({ pair, chance }) => ({ chance, profile: profileAt(prepared, rowAt(prepared, pair)) }));
  return MOVE_AXES.flatMap((axis) =>
    GROUPS[axis].map((group) => ({
      axis,
      group,
      leases: listed.reduce(
        (sum, { chance, profile }) => (groupOf(axis, profile) === group ? sum + chance : sum),
        0,
      ),
    })),
  );
};

/** Who is on the lists of one point and not of the other. Moves from a list to another are none. */
export const movesBetween = (prepared: Listing, before: Assignment, after: Assignment): Moves => {
  const [stood, stands] = [before, after].map(
    (lists) =>
      new Set(
        Array.from(
          lists.filter((pair) => pair !== EMPTY),
          (pair) => rowAt(prepared, pair),
        ),
      ),
  ) as [Set<number>, Set<number>];
  const entering = [...stands].filter((row) => !stood.has(row)).map((row) => profileAt(prepared, row));
  const leaving = [...stood].filter((row) => !stands.has(row)).map((row) => profileAt(prepared, row));
  return {
    entering: withoutSmallCells([entering.length])[0]!,
    leaving: withoutSmallCells([leaving.length])[0]!,
    groups: MOVE_AXES.flatMap((axis) => {
      const counted = (of: readonly TargetProfile[]) =>
        withoutSmallCells(
          GROUPS[axis].map((group) => of.filter((profile) => groupOf(axis, profile) === group).length),
        );
      const [came, left] = [counted(entering), counted(leaving)];
      return GROUPS[axis].map((group, i) => ({ axis, group, entering: came[i]!, leaving: left[i]! }));
    }),
  };
};

/**
 * Cells that cut one total, those under `LEAST_CELL` left out, and with them the smallest others until what is left out is two
 * cells and `LEAST_CELL` households: the total would tell them. A zero says that nobody is concerned, and is kept. Totals of
 * different axes are not compared.
 */
export const withoutSmallCells = (cells: readonly number[]): readonly (number | null)[] => {
  const small = cells.map((cell) => cell > 0 && cell < LEAST_CELL);
  const tells = (): boolean => {
    const out = cells.filter((_, i) => small[i]);
    return out.length === 1 || (out.length > 1 && out.reduce((sum, cell) => sum + cell, 0) < LEAST_CELL);
  };
  while (tells()) {
    const others = cells.map((cell, i) => (small[i] || cell === 0 ? Infinity : cell));
    const smallest = others.indexOf(Math.min(...others));
    if (others[smallest] === Infinity) break;
    small[smallest] = true;
  }
  return cells.map((cell, i) => (small[i] ? null : cell));
};
