import type { CompiledMethod, ScoredRows } from '../../scoring/compileMethod.ts';
import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { LOT } from '../../scoring/method.ts';
import { type OrderRequest, orderRows, type RowOrder } from '../../scoring/order.ts';
import { weigh } from '../../scoring/weigh.ts';
import { Pool } from '../pool/pool.ts';
import { gatherRows } from './joinPools.ts';
import { MOVING_COLUMNS, type OpenHorizon } from './openHorizon.ts';
import { RuleBook } from './suits.ts';
import { WishPlaces } from './wishLists.ts';

const MOVES: ReadonlySet<string> = new Set(MOVING_COLUMNS);

/** What a replication has made of each demand of the horizon so far. Length of each = rows of the horizon's pool. */
export interface DemandStates {
  /** Month from which the demand is in the file, and the first one in which it is no more; both from the start. */
  readonly comes: Int32Array;
  readonly leaves: Int32Array;
  /** 1 once housed. */
  readonly housed: Uint8Array;
  readonly refusals: Float32Array;
  readonly rankedNotHoused: Float32Array;
  /** Month of the last refusal, from the start; NaN: none is known. */
  readonly lastRefusal: Float32Array;
}

/** A month's order of the demands of the year. */
export interface MonthOrder extends RowOrder {
  readonly scored: ScoredRows;
}

/**
 * The demands that may be alive in twelve months of a replication, as a pool of their own whose moving columns follow the months: waiting
 * time, refusals, and the situations that read them.
 */
export class DemandsOfYear {
  readonly pool: Pool;
  /** Row of the horizon's pool of each row. */
  readonly master: Uint32Array;
  readonly kindOf: Uint16Array;
  readonly rules: RuleBook;
  readonly wishes: WishPlaces;
  /** 1 while the demand can be proposed. Length = rows. */
  readonly alive: Uint8Array;
  readonly #open: OpenHorizon;
  readonly #states: DemandStates;
  readonly #waitBase: Int32Array;
  readonly #comes: Int32Array;
  readonly #leaves: Int32Array;
  readonly #lot: Float64Array;
  readonly #waiting: Float32Array;
  readonly #refusals: Float32Array;
  readonly #since: Float32Array;
  readonly #ranked: Float32Array;
  #scored: ScoredRows | null = null;
  readonly #ties: Pick<OrderRequest, 'tieBreak' | 'lot'>;
  /** Evidence of each moving situation before its predicate. */
  readonly #labels: readonly Uint8Array[];

  /** @param from, to months of the year: the first, and the one after the last. */
  constructor(
    open: OpenHorizon,
    states: DemandStates,
    { from, to }: { readonly from: number; readonly to: number },
  ) {
    const { horizon, dictionary, lot, waitBase } = open;
    const rows = livingRows(states, from, to);
    const columns = gatherRows(horizon.pool, rows);
    const n = rows.length;
    this.#open = open;
    this.#states = states;
    this.master = rows;
    this.pool = new Pool(columns, dictionary);
    this.alive = new Uint8Array(n);
    this.kindOf = new Uint16Array(n);
    this.#waitBase = new Int32Array(n);
    this.#comes = new Int32Array(n);
    this.#leaves = new Int32Array(n);
    this.#lot = new Float64Array(n);
    this.#waiting = columns.arrays.waitingMonths as Float32Array;
    this.#refusals = columns.arrays.suitedRefusals as Float32Array;
    this.#since = columns.arrays.monthsSinceSuitedRefusal as Float32Array;
    this.#ranked = columns.arrays.rankedNotHoused as Float32Array;
    for (let row = 0; row < n; row += 1) {
      const of = rows[row]!;
      this.kindOf[row] = open.kindOf[of]!;
      this.#waitBase[row] = waitBase[of]!;
      this.#comes[row] = states.comes[of]!;
      this.#leaves[row] = states.leaves[of]!;
      this.#lot[row] = lot[of]!;
      this.#refusals[row] = states.refusals[of]!;
      this.#ranked[row] = states.rankedNotHoused[of]!;
    }
    this.rules = new RuleBook(this.pool, open.territory);
    this.wishes = new WishPlaces(this.pool);
    this.#ties = this.#tiesOfYear();
    this.#labels = open.moving.map(({ situation }) => {
      const levels = columns.arrays[situation.code] as Uint8Array;
      // A predicate alone never reaches "verified": what is verified was said by a partner.
      return levels.map((level) => (level === EVIDENCE_CODES.verified ? level : EVIDENCE_CODES.absent));
    });
  }

  get rowCount(): number {
    return this.master.length;
  }

  /** Points of the method this month, thousandths, credited to nobody. @throws Error before the first month. */
  pointsOf(row: number): number {
    return this.#own().points[row]!;
  }

  waitedMonths(row: number): number {
    return this.#waiting[row]!;
  }

  /** Moves to a month: who is alive, how long they have waited, what that makes of their situations. */
  moveTo(month: number, monthNumber: number): void {
    const { housed, lastRefusal } = this.#states;
    for (let row = 0; row < this.rowCount; row += 1) {
      const of = this.master[row]!;
      this.alive[row] = this.#comes[row]! <= month && month < this.#leaves[row]! && housed[of] === 0 ? 1 : 0;
      this.#waiting[row] = Math.max(0, monthNumber + this.#waitBase[row]!);
      this.#since[row] = month - lastRefusal[of]!;
    }
    this.#open.moving.forEach(({ situation, predicate }, i) => {
      const levels = this.pool.array(situation.code);
      const firstAccess = this.pool.array('firstAccess');
      const outside = situation.scope === 'all' ? null : situation.scope === 'mutation' ? 1 : 0;
      const met = predicate.column(this.pool);
      const byPredicate = EVIDENCE_CODES[situation.predicateEvidence];
      const labels = this.#labels[i]!;
      for (let row = 0; row < this.rowCount; row += 1) {
        if (firstAccess[row] === outside) continue;
        const label = labels[row]!;
        const value = met[row]!;
        levels[row] =
          value === 1
            ? Math.max(label, byPredicate)
            : value === 0 || label !== EVIDENCE_CODES.absent
              ? label
              : UNKNOWN_U8;
      }
    });
    this.#scored = this.#open.ordering.score(this.pool);
  }

  /** The month's scores, with the weighting of a contingent's places where there is one. */
  scored(weighting: CompiledMethod | null): ScoredRows {
    const own = this.#own();
    return weighting === null
      ? own
      : weigh(
          own,
          [{ weighting, scored: weighting.score(this.pool) }],
          weighting.method.appliesToContingent ?? null,
        );
  }

  /** The method's order of the month. */
  order(weighting: CompiledMethod | null): MonthOrder {
    const scored = this.scored(weighting);
    const { tieBreak, lot } = this.#ties;
    return { scored, ...orderRows({ scored, store: this.pool, tieBreak, lot }) };
  }

  /** Keys that do not move are sorted once a year: the months sort by their result, as by a lot. */
  #tiesOfYear(): Pick<OrderRequest, 'tieBreak' | 'lot'> {
    const { tieBreak } = this.#open.ordering;
    const asWritten = { tieBreak, lot: this.#lot };
    if (tieBreak.some(({ by }) => MOVES.has(by))) return asWritten;
    const n = this.rowCount;
    const even: ScoredRows = {
      inScope: new Uint8Array(n),
      tier: new Uint8Array(n),
      points: new Int32Array(n),
      toVerify: new Uint8Array(n),
    };
    const { position } = orderRows({ scored: even, store: this.pool, ...asWritten });
    return { tieBreak: [{ by: LOT, direction: 'asc', label: '' }], lot: position };
  }

  #own(): ScoredRows {
    if (this.#scored === null) throw new Error('years: no month yet');
    return this.#scored;
  }

  house(row: number): void {
    this.#states.housed[this.master[row]!] = 1;
    this.alive[row] = 0;
  }

  /** A dwelling that suits was refused. Where the file does not say how many were before, it still does not. */
  refuse(row: number, month: number): void {
    const of = this.master[row]!;
    this.#states.refusals[of]! += 1;
    this.#refusals[row] = this.#states.refusals[of]!;
    this.#states.lastRefusal[of] = month;
  }

  /** Ranked second or later, the turn did not come (plan de gestion, art. 7.1). */
  passOver(row: number): void {
    const of = this.master[row]!;
    this.#states.rankedNotHoused[of]! += 1;
    this.#ranked[row] = this.#states.rankedNotHoused[of]!;
  }
}

const livingRows = ({ comes, leaves, housed }: DemandStates, from: number, to: number): Uint32Array => {
  const rows = new Uint32Array(comes.length);
  let count = 0;
  for (let row = 0; row < comes.length; row += 1)
    if (comes[row]! < to && leaves[row]! > from && housed[row] === 0) {
      rows[count] = row;
      count += 1;
    }
  return rows.subarray(0, count);
};
