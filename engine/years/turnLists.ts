import { penaltyPointsOf } from '../targets/precedence.ts';
import { Candidates, type Listed, type ListMonth, type Vacant } from './listMaking.ts';

/** Dwellings under which nothing lacks: sums of chances carry rounding. */
const ROUNDING = 1e-9;

/** The method's order alone. */
export const greedyList = (month: ListMonth, vacant: Vacant, size: number): readonly Listed[] => {
  const needs = new PlaceNeeds(month, vacant);
  return new Candidates(month, vacant).first(size).map((row) => needs.listed(row));
};

/**
 * The method's order among those who serve the targets that lack at the place, the first precedences first; a target that would leave
 * fewer households than the list asks for is not applied. Rows must be grouped by kind.
 */
export const filteredList = (month: ListMonth, vacant: Vacant, size: number): readonly Listed[] => {
  const needs = new PlaceNeeds(month, vacant);
  const candidates = new Candidates(month, vacant);
  let serves: (kind: number) => boolean = () => true;
  let rows: readonly number[] | null = null;
  for (const target of needs.lacking) {
    const before = serves;
    const filter = (kind: number) => before(kind) && needs.isServed(target, kind);
    const kept = candidates.first(size, filter);
    if (kept.length < size) continue;
    serves = filter;
    rows = kept;
  }
  return (rows ?? candidates.first(size)).map((row) => needs.listed(row));
};

/** What the targets of a place lack while the lists of a month are made, and what a lease to each kind of demand brings them. */
class PlaceNeeds {
  /** Rows that weigh on lists and lack, those made this month counted, by precedence. */
  readonly lacking: readonly number[];
  readonly #month: ListMonth;
  readonly #vacant: Vacant;

  constructor(month: ListMonth, vacant: Vacant) {
    const { ledger } = month;
    const { rows } = ledger.rows;
    this.#month = month;
    this.#vacant = vacant;
    this.lacking = [...ledger.rows.of(vacant.place)]
      .filter((row) => {
        const { active, toleranceDwellings } = rows[row]!.target;
        return active !== false && -toleranceDwellings - ledger.expectedBalance(row) > ROUNDING;
      })
      .sort((a, b) => rows[a]!.target.precedence - rows[b]!.target.precedence || a - b);
  }

  /** Whether a lease to a demand of a kind, credited as it may be, brings something to a row. */
  isServed(target: number, kind: number): boolean {
    const choices = this.#choicesOf(kind);
    for (let c = 0; c < choices.length; c += 1) if (this.#brings(target, kind, choices[c]!) > 0) return true;
    return false;
  }

  /** A household of the list; of the contingents that its lease may be credited to, the one that brings most to what lacks. */
  listed(row: number): Listed {
    const kind = this.#month.demands.kindOf[row]!;
    const worth = (credit: number): number =>
      this.lacking.reduce(
        (sum, target) => sum + this.#brings(target, kind, credit) * this.#penalty(target),
        0,
      );
    const choices = this.#choicesOf(kind);
    let credit = choices[0]!;
    if (choices.length > 1) {
      let most = worth(credit);
      for (const each of choices.slice(1)) {
        const value = worth(each);
        if (value > most) [most, credit] = [value, each];
      }
    }
    return { row, credit };
  }

  #brings(target: number, kind: number, credit: number): number {
    const { ledger, open } = this.#month;
    return ledger.brings(target, ledger.rows.effect(target, open.kinds[kind]!.classNumber, credit));
  }

  #penalty(target: number): number {
    const { ledger } = this.#month;
    return penaltyPointsOf(ledger.territory.pack.matching, ledger.rows.rows[target]!.target);
  }

  #choicesOf(kind: number): readonly number[] {
    return this.#month.choices(this.#vacant, this.#month.open.kinds[kind]!.mask);
  }
}
