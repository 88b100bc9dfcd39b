import { yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import { balanceHundredths } from '../targets/balance.ts';
import type { TargetCount } from '../targets/ledger.ts';
import { type Aim, aimOf, inForce, type LedgerCounts } from '../targets/schedule.ts';
import type { Territory } from '../territory/territory.ts';
import { AMONG, COUNTED, type StartCount, type TargetRows, UNKNOWN_PROFILE } from './targetRows.ts';

const NONE: TargetCount = { among: 0, counted: 0, unknown: 0 };

/**
 * Counts of the civil year in one replication: leases, and what the lists of the month are expected to bring. In a simulated month
 * a decision and its lease have one day, so that rows of both kinds count the same.
 */
export class YearLedger {
  readonly rows: TargetRows;
  /** Whole leases. Length = rows. */
  readonly among: Int32Array;
  readonly counted: Int32Array;
  readonly unknown: Int32Array;
  /** Leases that the month's lists are expected to bring, in parts. Length = rows. */
  readonly expectedAmong: Float64Array;
  readonly expectedCounted: Float64Array;
  readonly territory: Territory;
  #aims: readonly (Aim | null)[] = [];
  #year: number;

  constructor(input: {
    readonly territory: Territory;
    readonly rows: TargetRows;
    readonly year: number;
    readonly start: readonly StartCount[];
  }) {
    const { territory, rows, year, start } = input;
    const n = rows.rows.length;
    this.rows = rows;
    this.territory = territory;
    this.#year = year;
    this.among = new Int32Array(n);
    this.counted = new Int32Array(n);
    this.unknown = new Int32Array(n);
    this.expectedAmong = new Float64Array(n);
    this.expectedCounted = new Float64Array(n);
    for (const { row, among, counted, unknown } of start) {
      const number = rows.numberOf(row);
      if (number === undefined) continue;
      this.among[number] = among;
      this.counted[number] = counted;
      this.unknown[number] = unknown;
    }
  }

  /** A new day: a new civil year counts from zero, aims are those of the day, nothing is expected. */
  open(day: IsoDay): void {
    if (yearOf(day) !== this.#year) {
      this.#year = yearOf(day);
      for (const counts of [this.among, this.counted, this.unknown]) counts.fill(0);
    }
    this.expectedAmong.fill(0);
    this.expectedCounted.fill(0);
    this.#aims = this.#aimsOn(day);
  }

  /** What each row asks on the day of the last `open` or `close`; null: the target is not in force. */
  get aims(): readonly (Aim | null)[] {
    return this.#aims;
  }

  aim(row: number): Aim | null {
    return this.#aims[row] ?? null;
  }

  /** Adds a lease, or part of one that is expected. @param effect bits of `TargetRows.effect`. */
  add(row: number, effect: number): void {
    if ((effect & AMONG) === 0) return;
    this.among[row]! += 1;
    if (effect & COUNTED) this.counted[row]! += 1;
    if (effect & UNKNOWN_PROFILE) this.unknown[row]! += 1;
  }

  expect(row: number, effect: number, chance: number): void {
    if ((effect & AMONG) === 0) return;
    this.expectedAmong[row]! += chance;
    if (effect & COUNTED) this.expectedCounted[row]! += chance;
  }

  /** Distance to the target, dwellings: at or above zero it is reached. NaN where the target is not in force. */
  balance(row: number): number {
    const aim = this.#aims[row];
    return aim
      ? balanceHundredths(aim, { among: this.among[row]!, counted: this.counted[row]! }) / 100
      : Number.NaN;
  }

  /** The same with what the month's lists are expected to bring. */
  expectedBalance(row: number): number {
    const aim = this.#aims[row];
    if (!aim) return Number.NaN;
    const among = this.among[row]! + this.expectedAmong[row]!;
    const counted = this.counted[row]! + this.expectedCounted[row]!;
    return balanceHundredths(aim, { among, counted }) / 100;
  }

  /** What a lease brings to a row, in dwellings: see `coefOf`. @param effect bits of `TargetRows.effect`. */
  brings(row: number, effect: number): number {
    const aim = this.#aims[row];
    if (!aim || (effect & AMONG) === 0) return 0;
    const towards = ((effect & COUNTED ? 100 : 0) - aim.shareHundredths) / 100;
    return aim.bound === 'min' ? towards : -towards;
  }

  /** Dwellings short of the target beyond its tolerance; zero where it asks for nothing. */
  shortfall(row: number): number {
    const short = -this.balance(row) - this.rows.rows[row]!.target.toleranceDwellings;
    return short > 0 ? short : 0;
  }

  /** Sets aims as they are at the end of a day, without opening a month: for year-end counts. */
  close(day: IsoDay): void {
    this.#aims = this.#aimsOn(day);
  }

  #aimsOn(day: IsoDay): readonly (Aim | null)[] {
    const counts: LedgerCounts = {
      asOf: day,
      count: (target, place) => {
        const row = this.rows.number(target, place);
        return row === undefined
          ? NONE
          : { among: this.among[row]!, counted: this.counted[row]!, unknown: this.unknown[row]! };
      },
    };
    // Only counts depend on the place: a share, or the territory's own, is worked out once for all places.
    const shared = new Map<Target, Aim | null>();
    return this.rows.rows.map(({ target, place }) => {
      const known = shared.get(target);
      if (known !== undefined) return known;
      const aim = inForce(target, day) ? aimOf(this.territory, target, place, counts) : null;
      if (target.count === undefined || aim === null) shared.set(target, aim);
      return aim;
    });
  }
}
