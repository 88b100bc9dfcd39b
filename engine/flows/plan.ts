import type { LinearModel } from '../assignment/solvers/linearModel.ts';
import type { LinearSolver } from '../assignment/solvers/linearSolver.ts';
import type { Reservataire } from '../domain/codes.ts';
import { cellKey, type FlowCell } from '../targets/flow.ts';
import {
  evenProgram,
  leasesWithin,
  type PlanCell,
  type PlanProgram,
  type ProfileBound,
  ROUNDING,
  shortfallProgram,
} from './planModel.ts';
import type { FlowStatus, Flows } from './status.ts';
import { type Waiting, waitingFor } from './waiting.ts';

/** What keeps a réservataire short. */
export type ShortBound =
  /** Too few waiting demands could be credited. */
  | ({ readonly kind: 'profiles' } & ProfileBound)
  /** The leases left are too few: others have more than their share, or leases have no contingent on record. */
  | { readonly kind: 'flow'; readonly overCredited: number; readonly unknown: number };

export interface PlannedContingent {
  readonly reservataire: Reservataire;
  readonly share: number;
  /** Credited and expected by the day. */
  readonly credited: number;
  /** Its share of the year's flow. */
  readonly dueYear: number;
  /** Leases of the rest of the year that go to it, in parts. */
  readonly planned: number;
  /** dueYear − credited − planned when above zero. */
  readonly short: number;
  /** Null when nothing is short. */
  readonly bound: ShortBound | null;
}

export interface PlannedCell extends FlowCell {
  /** Leases of the flow to come this year. */
  readonly remaining: number;
  /** Of those, leases that no waiting demand is left for. */
  readonly unfilled: number;
  /** The latest of today first. */
  readonly contingents: readonly PlannedContingent[];
}

export interface YearPlan {
  readonly cells: readonly PlannedCell[];
  /** Leases short at the year's end, réservataires apart from what is reserved to nobody. */
  readonly short: { readonly reserved: number; readonly own: number };
}

/**
 * The rest of the year by landlord × réservataire × QPV: least weighted shortfall against the shares of the conventions, then the
 * latest réservataire of each landlord as little late as can be. Two small linear programs, see `planModel.ts`.
 *
 * @throws Error when the solver gives no optimum: every plan has one.
 */
export const planYear = async (flows: Flows, waiting: Waiting, solver: LinearSolver): Promise<YearPlan> => {
  const cells = planCells(flows.cells, waiting);
  const program = shortfallProgram(cells, waiting.territory);
  const x = Float64Array.from(await optimum(solver, program.model));
  const planned: PlannedCell[] = [];
  for (let at = 0; at < cells.length; at += 1) {
    const even = await optimum(solver, evenProgram(program, { cells, at, x }));
    program.within[at]!.forEach((column, i) => {
      x[column] = even[i]!;
    });
    planned.push(plannedCell(flows.cells[at]!, cells[at]!, even, tightBounds(program, { cells, x, at })));
  }
  const short = (own: boolean): number =>
    planned.reduce(
      (sum, { contingents }) =>
        sum +
        contingents.reduce((s, each) => s + ((each.reservataire === 'AUCUN') === own ? each.short : 0), 0),
      0,
    );
  return { cells: planned, short: { reserved: short(false), own: short(true) } };
};

const optimum = async (solver: LinearSolver, model: LinearModel): Promise<Float64Array> => {
  const answer = await solver.solve(model);
  if (answer.status !== 'optimal')
    throw new Error(`yearly plan: ${solver.id} answers ${answer.status}, every plan has an optimum`);
  return answer.x;
};

/** Leases that waiting demands are too few for are planned for nobody: the landlord's cell first, then the whole territory. */
const planCells = (flows: readonly FlowStatus[], waiting: Waiting): readonly PlanCell[] => {
  const wanted = flows.map((flow) => {
    const own = waiting.cells.get(cellKey(flow)) ?? new Map<number, number>();
    return { flow, own, leases: Math.min(flow.remaining, waitingFor(own, ['AUCUN'])) };
  });
  const total = wanted.reduce((sum, { leases }) => sum + leases, 0);
  const part = total === 0 ? 1 : Math.min(1, waitingFor(waiting.territory, ['AUCUN']) / total);
  return wanted.map(({ flow, own, leases }): PlanCell => {
    const { state, remaining, bailleur, qpv } = flow;
    return {
      bailleur,
      qpv,
      leases: leases * part,
      waiting: own,
      wants: state.lags.map(({ reservataire, share, credited, expected }) => {
        const dueYear = share * (state.base + state.expectedBase + remaining);
        return { reservataire, dueYear, gap: dueYear - credited - expected };
      }),
    };
  });
};

/** Bounds of profiles that the plan uses up, those of one landlord and of few contingents first. */
const tightBounds = (
  program: PlanProgram,
  { cells, x, at }: { readonly cells: readonly PlanCell[]; readonly x: Float64Array; readonly at: number },
): readonly ProfileBound[] => {
  const own = cellKey(cells[at]!);
  const { bounds } = program;
  return [...bounds.values()]
    .filter((bound) => bound.cell === null || cellKey(bound.cell) === own)
    .filter(
      (bound) =>
        leasesWithin(program, cells, bound, x) >= bound.waiting - 10 * ROUNDING * Math.max(1, bound.waiting),
    )
    .sort(
      (a, b) =>
        Number(a.cell === null) - Number(b.cell === null) || a.contingents.length - b.contingents.length,
    );
};

const plannedCell = (
  { state, remaining }: FlowStatus,
  { bailleur, qpv, leases, wants }: PlanCell,
  x: Float64Array,
  tight: readonly ProfileBound[],
): PlannedCell => {
  const overCredited = wants.reduce((sum, { gap }) => sum + Math.max(0, -gap), 0);
  const beyond = x[wants.length]!;
  const shares = new Map(state.lags.map((lag) => [lag.reservataire, lag]));
  const contingents = wants.map(({ reservataire, dueYear, gap }, i): PlannedContingent => {
    const { share, credited, expected } = shares.get(reservataire)!;
    // What is beyond every share is reserved to nobody.
    const planned = clean(x[i]! + (reservataire === 'AUCUN' ? beyond : 0));
    const short = clean(Math.max(0, gap - planned));
    return {
      reservataire,
      share,
      credited: credited + expected,
      dueYear,
      planned,
      short,
      bound: short === 0 ? null : boundOf(reservataire, tight, { overCredited, unknown: state.unknown }),
    };
  });
  return { bailleur, qpv, remaining, unfilled: clean(remaining - leases), contingents };
};

const boundOf = (
  reservataire: Reservataire,
  tight: readonly ProfileBound[],
  flow: { readonly overCredited: number; readonly unknown: number },
): ShortBound => {
  const profiles = tight.find(({ contingents }) => contingents.includes(reservataire));
  return profiles === undefined ? { kind: 'flow', ...flow } : { kind: 'profiles', ...profiles };
};

/** What is under the rounding is zero: nobody is short of a millionth of a lease. */
const clean = (leases: number): number => (leases < 10 * ROUNDING ? 0 : leases);
