import type { Allocation, Outcome } from '../domain/allocation.ts';
import type { Reservataire } from '../domain/codes.ts';
import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import { ledgerOf } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';
import { type Counting, type Counts, counting } from './counts.ts';
import { housedCuts, housedOf } from './housed.ts';
import { listContingents, listCuts, listsOf, outcomeCuts } from './lists.ts';
import { isWithin, type ReviewPeriod, type ReviewWindow } from './period.ts';
import { type ReviewBy, reviewRow, rowOrder } from './place.ts';
import {
  type ContingentFlow,
  contingentFlows,
  type ReviewTarget,
  reviewTargets,
  targetPlaces,
  targetsFor,
} from './reviewTargets.ts';
import { type Wait, type WaitSummary, waitSummary } from './waits.ts';

/** What happened in a place over a window. */
export interface ReviewCell {
  /** Allocations decided by a commission. */
  readonly decided: Counts;
  /** Leases signed, whenever decided. */
  readonly signed: Counts;
  readonly waits: WaitSummary;
  /** Candidates examined by a commission. */
  readonly examined: Counts;
  readonly lists: Counts;
}

export interface ReviewRow {
  /** Null: what no row could be told for. */
  readonly place: string | null;
  /** In the order of the review's windows. */
  readonly cells: readonly ReviewCell[];
}

/** Day of the first record of each kind; null: there is none. */
export interface FirstRecords {
  readonly decided: IsoDay | null;
  readonly signed: IsoDay | null;
  readonly examined: IsoDay | null;
}

export interface Review {
  readonly by: ReviewBy;
  readonly period: ReviewPeriod;
  /** What is counted: each year, what each is compared with where that is no year listed, then all years together. */
  readonly windows: readonly ReviewWindow[];
  readonly whole: readonly ReviewCell[];
  readonly rows: readonly ReviewRow[];
  /** By window, empty for all years together: targets are yearly. */
  readonly targets: readonly (readonly ReviewTarget[])[];
  /** By window, as targets; by contingent only. */
  readonly flows: readonly (readonly ContingentFlow[])[];
  readonly firstRecords: FirstRecords;
  /** Decisions and leases of the period whose dwelling is not in the stock: counted nowhere. */
  readonly missing: number;
}

export interface ReviewInput {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly vacancies: ReadonlyMap<string, Vacancy>;
  readonly allocations: readonly Allocation[];
  readonly outcomes: readonly Outcome[];
  readonly period: ReviewPeriod;
  readonly by: ReviewBy;
  readonly asOf: IsoDay;
  /** Day number of filing, as far as it is told, never after the day given; null where it is not. */
  readonly filedOn: (demand: DemandNumber, notAfter: number) => number | null;
  /** Dwellings of whoever asks; those of others are not counted. */
  readonly shown: (dwelling: Dwelling) => boolean;
  /** Only what is credited to this contingent; null: everything. */
  readonly credited: Reservataire | null;
  /** The dwellings shown are all those of their landlords; else no flow is given, for it is a landlord's. */
  readonly wholeLandlords: boolean;
}

export const windowKey = ({ from, to }: ReviewWindow): string => `${from} ${to}`;

/** Place of a window in the cells of a review. @throws Error when it is not one of the review's. */
export const windowAt = ({ windows }: Pick<Review, 'windows'>, window: ReviewWindow): number => {
  const at = windows.findIndex((each) => windowKey(each) === windowKey(window));
  if (at < 0) throw new Error(`No window ${windowKey(window)} in this review.`);
  return at;
};

/**
 * Review of the allocations of some civil years (plan de gestion 2016, art. 15; R441-2-13), place by place: each decision and each
 * lease by its own day, each list by the day of its commission. The whole is the sum of the rows.
 */
export const allocationReview = (input: ReviewInput): Review => {
  const { territory, period, by, asOf, dwellings } = input;
  const windows = windowsOf(period);
  const board = new Board(input, windows);
  const missing = board.addAllocations(input.allocations);
  board.addOutcomes(input.outcomes);
  const narrowed = targetsFor(territory, by);
  const places = targetPlaces(territory, dwellings, input);
  const ledgers = windows.map(({ from, to }) =>
    yearOf(from) === yearOf(to) ? ledgerOf({ ...input, territory: narrowed, asOf: to }).ledger : null,
  );
  const own = (row: string | null): boolean => input.credited === null || row === input.credited;
  return {
    by,
    period,
    windows,
    ...board.finished(),
    targets: ledgers.map((ledger) =>
      ledger === null ? [] : reviewTargets(narrowed, ledger, { by, places }).filter(({ row }) => own(row)),
    ),
    flows: ledgers.map((ledger) =>
      ledger === null || by !== 'contingent' || !input.wholeLandlords
        ? []
        : contingentFlows(territory, ledger, places).filter(({ reservataire }) => own(reservataire)),
    ),
    firstRecords: firstRecords(input, asOf),
    missing,
  };
};

const windowsOf = ({ years, together }: ReviewPeriod): readonly ReviewWindow[] => {
  const all = [...years, ...years.map(({ against }) => against), ...(together === null ? [] : [together])];
  return [...new Map(all.map(({ from, to }) => [windowKey({ from, to }), { from, to }])).values()];
};

interface CellUnderWay {
  readonly decided: Counting<ReturnType<typeof housedOf>>;
  readonly signed: Counting<ReturnType<typeof housedOf>>;
  readonly waits: Wait[];
  readonly examined: Counting<Outcome>;
  readonly lists: Counting<ReturnType<typeof listsOf>[number]>;
}

/** The cells of a review while they are counted: one for each place and window, and the whole beside. */
class Board {
  readonly #input: ReviewInput;
  readonly #windows: readonly ReviewWindow[];
  readonly #whole: readonly CellUnderWay[];
  readonly #rows = new Map<string | null, readonly CellUnderWay[]>();

  constructor(input: ReviewInput, windows: readonly ReviewWindow[]) {
    this.#input = input;
    this.#windows = windows;
    this.#whole = this.#newCells();
  }

  /** How many decisions and leases of the windows have no dwelling in the stock. */
  addAllocations(allocations: readonly Allocation[]): number {
    const { territory, dwellings, by, shown, credited, filedOn } = this.#input;
    let missing = 0;
    for (const allocation of allocations) {
      const { decidedOn, leaseSignedOn, contingent, demand } = allocation;
      const within = this.#windows.some((w) => isWithin(w, decidedOn) || isWithin(w, leaseSignedOn));
      if (!within || (credited !== null && contingent !== credited)) continue;
      const dwelling = dwellings.get(allocation.dwelling);
      if (dwelling === undefined) missing += 1;
      if (dwelling === undefined || !shown(dwelling)) continue;
      const housed = housedOf(territory, allocation, dwelling);
      const signed = leaseSignedOn === null ? 0 : dayNumber(leaseSignedOn);
      const wait = leaseSignedOn === null ? null : { filed: filedOn(demand, signed), signed };
      for (const { window, cells } of this.#cellsOf(reviewRow(territory, by, { dwelling, contingent })))
        for (const cell of cells) {
          if (isWithin(window, decidedOn)) cell.decided.add(housed);
          if (wait === null || !isWithin(window, leaseSignedOn)) continue;
          cell.signed.add(housed);
          cell.waits.push(wait);
        }
    }
    return missing;
  }

  addOutcomes(outcomes: readonly Outcome[]): void {
    const { territory, dwellings, vacancies, allocations, by, shown, credited } = this.#input;
    const contingentOf = listContingents(
      outcomes,
      allocations,
      (id) => vacancies.get(id)?.orientedTo ?? null,
    );
    for (const list of listsOf(outcomes)) {
      const dwelling = dwellings.get(list.dwelling);
      if (dwelling === undefined || !shown(dwelling)) continue;
      const contingent = contingentOf(list.vacancy);
      if (credited !== null && contingent !== credited) continue;
      if (!this.#windows.some((window) => isWithin(window, list.examinedOn))) continue;
      for (const { window, cells } of this.#cellsOf(reviewRow(territory, by, { dwelling, contingent }))) {
        if (!isWithin(window, list.examinedOn)) continue;
        for (const cell of cells) {
          cell.lists.add(list);
          for (const outcome of list.outcomes) cell.examined.add(outcome);
        }
      }
    }
  }

  finished(): Pick<Review, 'whole' | 'rows'> {
    const order = rowOrder(this.#input.territory, this.#input.by);
    const { months } = this.#input.territory.pack.norms.abnormalWaitMonths;
    const finish = (cells: readonly CellUnderWay[]): readonly ReviewCell[] =>
      cells.map(({ decided, signed, waits, examined, lists }) => ({
        decided: decided.counts,
        signed: signed.counts,
        waits: waitSummary(waits, months),
        examined: examined.counts,
        lists: lists.counts,
      }));
    return {
      whole: finish(this.#whole),
      rows: [...this.#rows.entries()]
        .sort(([a], [b]) => order(a, b))
        .map(([place, cells]) => ({ place, cells: finish(cells) })),
    };
  }

  /** Every window, with the cells that what happens in it is added to. */
  #cellsOf(
    place: string | null,
  ): readonly { readonly window: ReviewWindow; readonly cells: readonly CellUnderWay[] }[] {
    const row = this.#rows.get(place) ?? this.#newCells();
    this.#rows.set(place, row);
    return this.#windows.map((window, i) => ({ window, cells: [row[i]!, this.#whole[i]!] }));
  }

  #newCells(): readonly CellUnderWay[] {
    return this.#windows.map(({ to }) => {
      const cuts = housedCuts(this.#input.territory, to);
      return {
        decided: counting(cuts),
        signed: counting(cuts),
        waits: [],
        examined: counting(outcomeCuts),
        lists: counting(listCuts),
      };
    });
  }
}

const firstRecords = ({ allocations, outcomes }: ReviewInput, asOf: IsoDay): FirstRecords => {
  const first = <T>(rows: readonly T[], dayOf: (row: T) => IsoDay | null): IsoDay | null =>
    rows.reduce<IsoDay | null>((least, row) => {
      const day = dayOf(row);
      return day !== null && day <= asOf && (least === null || day < least) ? day : least;
    }, null);
  return {
    decided: first(allocations, ({ decidedOn }) => decidedOn),
    signed: first(allocations, ({ leaseSignedOn }) => leaseSignedOn),
    examined: first(outcomes, ({ examinedOn }) => examinedOn),
  };
};
