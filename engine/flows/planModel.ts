import type { LinearModel } from '../assignment/solvers/linearModel.ts';
import type { Reservataire } from '../domain/codes.ts';
import { cellKey, type FlowCell } from '../targets/flow.ts';
import { type WaitingCounts, waitingFor } from './waiting.ts';

/** What a landlord's cell asks of the rest of the year: leases, in parts. */
export interface PlanCell extends FlowCell {
  /** Leases of the flow to plan. */
  readonly leases: number;
  readonly wants: readonly PlanWant[];
  readonly waiting: WaitingCounts;
}

export interface PlanWant {
  readonly reservataire: Reservataire;
  /** Its share of the year's flow. */
  readonly dueYear: number;
  /** dueYear − credited − expected; below zero, it has more than its share already. */
  readonly gap: number;
}

/** A set of contingents that fewer waiting demands could be credited to than leases are wanted for it. */
export interface ProfileBound {
  /** Null: the whole territory. */
  readonly cell: FlowCell | null;
  readonly contingents: readonly Reservataire[];
  /** Demands that one of these contingents could be credited for. */
  readonly waiting: number;
}

/** A lease short for a réservataire weighs twice one short for what is reserved to nobody: a convention binds, the rest does not. */
const weightOf = (reservataire: Reservataire): number => (reservataire === 'AUCUN' ? 1 : 2);

export interface PlanProgram {
  readonly model: LinearModel;
  /** Column of the leases of a cell's réservataire within its share; in the order of its wants. */
  readonly within: readonly (readonly number[])[];
  /** Column of a cell's leases beyond every share: reserved to nobody. */
  readonly beyond: readonly number[];
  /** Those of profiles that could bind, by row of the model. */
  readonly bounds: ReadonlyMap<number, ProfileBound>;
}

/** Rows are known by their terms; what is left out is unbounded. */
class Rows {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly start: number[] = [0];
  readonly column: number[] = [];
  readonly value: number[] = [];

  add(terms: readonly (readonly [column: number, value: number])[], lower: number, upper: number): number {
    for (const [column, value] of terms) {
      this.column.push(column);
      this.value.push(value);
    }
    this.start.push(this.column.length);
    this.lower.push(lower);
    return this.upper.push(upper) - 1;
  }

  model(objective: readonly number[], upper: readonly number[]): LinearModel {
    return {
      objective: Float64Array.from(objective),
      lower: new Float64Array(objective.length),
      upper: Float64Array.from(upper),
      integer: new Uint8Array(objective.length),
      rowLower: Float64Array.from(this.lower),
      rowUpper: Float64Array.from(this.upper),
      rowStart: Uint32Array.from(this.start),
      entryColumn: Uint32Array.from(this.column),
      entryValue: Float64Array.from(this.value),
    };
  }
}

/** Sets of réservataires, AUCUN apart: it takes anybody. */
const reservedSets = (reserved: readonly Reservataire[]): readonly (readonly Reservataire[])[] =>
  Array.from({ length: 2 ** reserved.length - 1 }, (_, i) =>
    reserved.filter((__, bit) => ((i + 1) & (1 << bit)) !== 0),
  );

/**
 * First: as few leases as can be short of the shares, weighted. Leases of each cell go to its réservataires within their share, or
 * beyond it to nobody. Demands bound sets of contingents (Hall's condition: leases can be given to distinct demands when every set of
 * contingents has as many), in each cell and over the territory; a set that could not bind has no row.
 */
export const shortfallProgram = (cells: readonly PlanCell[], territory: WaitingCounts): PlanProgram => {
  const objective: number[] = [];
  const upper: number[] = [];
  const column = (weight: number, most: number): number => {
    upper.push(most);
    return objective.push(weight) - 1;
  };
  const within = cells.map(({ wants }) =>
    wants.map(({ reservataire, gap }) => column(weightOf(reservataire), Math.max(0, gap))),
  );
  const beyond = cells.map(({ leases }) => column(0, leases));
  const rows = new Rows();
  cells.forEach(({ leases }, c) => {
    rows.add(
      [...within[c]!, beyond[c]!].map((j) => [j, 1] as const),
      leases,
      leases,
    );
  });
  const bounds = new Map<number, ProfileBound>();
  const bound = (of: readonly number[], where: ProfileBound): void => {
    const most = of.reduce((sum, j) => sum + upper[j]!, 0);
    if (of.length === 0 || most <= where.waiting) return;
    bounds.set(
      rows.add(
        of.map((j) => [j, 1] as const),
        -Infinity,
        where.waiting,
      ),
      where,
    );
  };
  const columnsOf = (c: number, contingents: readonly Reservataire[]): readonly number[] =>
    cells[c]!.wants.flatMap(({ reservataire }, i) =>
      contingents.includes(reservataire) ? [within[c]![i]!] : [],
    );
  const all = [...new Set(cells.flatMap(({ wants }) => wants.map(({ reservataire }) => reservataire)))];
  for (const contingents of reservedSets(all.filter((each) => each !== 'AUCUN'))) {
    cells.forEach(({ bailleur, qpv, waiting }, c) => {
      const of = columnsOf(c, contingents);
      bound(of, { cell: { bailleur, qpv }, contingents, waiting: waitingFor(waiting, contingents) });
    });
    bound(
      cells.flatMap((_, c) => columnsOf(c, contingents)),
      { cell: null, contingents, waiting: waitingFor(territory, contingents) },
    );
  }
  return { model: rows.model(objective, upper), within, beyond, bounds };
};

/**
 * Then, cell by cell, the plan whose latest réservataire is the least late, relatively to its share, at no more weighted shortfall
 * and within what the other cells leave of each set of contingents: minimise t with dueYear·t ≥ gap − leases, a gap that profiles
 * cannot fill being looked at as far as they can: it would hide the others.
 *
 * @param x columns of the first program, as planned so far.
 */
export const evenProgram = (
  program: PlanProgram,
  { cells, at, x }: { readonly cells: readonly PlanCell[]; readonly at: number; readonly x: Float64Array },
): LinearModel => {
  const { wants, leases, waiting, bailleur, qpv } = cells[at]!;
  const first = program.within[at]!;
  const columns = wants.length + 2;
  const [beyond, late] = [wants.length, wants.length + 1];
  const upper = [...first.map((j) => program.model.upper[j]!), leases, 1];
  const rows = new Rows();
  const each = wants.map((_, i) => i);
  rows.add(
    [...each, beyond].map((j) => [j, 1] as const),
    leases,
    leases,
  );
  const reached = first.reduce((sum, j) => sum + program.model.objective[j]! * x[j]!, 0);
  rows.add(
    each.map((i) => [i, weightOf(wants[i]!.reservataire)] as const),
    reached - ROUNDING * Math.max(1, reached),
    Infinity,
  );
  const own = cellKey({ bailleur, qpv });
  for (const bound of program.bounds.values()) {
    if (bound.cell !== null && cellKey(bound.cell) !== own) continue;
    const of = each.filter((i) => bound.contingents.includes(wants[i]!.reservataire));
    if (of.length === 0) continue;
    const taken = of.reduce((sum, i) => sum + x[first[i]!]!, 0);
    const left = bound.waiting - leasesWithin(program, cells, bound, x) + taken;
    rows.add(
      of.map((i) => [i, 1] as const),
      -Infinity,
      Math.max(taken, left) + ROUNDING,
    );
  }
  wants.forEach(({ reservataire, dueYear, gap }, i) => {
    if (reservataire === 'AUCUN' || dueYear <= 0 || gap <= 0) return;
    rows.add(
      [
        [i, 1],
        [late, dueYear],
      ],
      Math.min(gap, waitingFor(waiting, [reservataire])),
      Infinity,
    );
  });
  const objective = Array.from({ length: columns }, (_, j) => (j === late ? -1 : 0));
  return rows.model(objective, upper);
};

/** Leases planned for a set of contingents, in its cell or over the territory. */
export const leasesWithin = (
  { within }: PlanProgram,
  cells: readonly PlanCell[],
  { cell, contingents }: ProfileBound,
  x: Float64Array,
): number =>
  cells.reduce((sum, each, c) => {
    if (cell !== null && cellKey(cell) !== cellKey(each)) return sum;
    const own = each.wants.map(({ reservataire }, i) =>
      contingents.includes(reservataire) ? x[within[c]![i]!]! : 0,
    );
    return sum + own.reduce((total, leases) => total + leases, 0);
  }, 0);

/** Leases; well above what solvers lose, well below what anybody reads. */
export const ROUNDING = 1e-6;
