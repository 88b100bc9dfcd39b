import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import { placeOf } from '../targets/place.ts';
import { coefOf, type TargetRow, targetRows } from '../targets/rows.ts';
import { creditChoices } from './credit.ts';
import type { Commission } from './policy.ts';

/** Dwellings under which nothing lacks: sums of chances carry rounding. */
const ROUNDING = 1e-9;

/** What the targets lack while a commission makes its lists one after the other: each list made counts by the chances of its ranks. */
export class TargetNeeds {
  readonly #commission: Commission;
  readonly #rows: readonly TargetRow[];
  readonly #rowsAt: readonly (readonly number[])[];
  readonly #left: Float64Array;
  /** By row, class and contingent; NaN: not worked out yet. */
  readonly #coefs: Float64Array;

  constructor(commission: Commission) {
    const { territory, ledger, asOf, vacancies } = commission;
    this.#commission = commission;
    this.#rows = targetRows({
      territory,
      ledger,
      openProposals: [],
      vacancies: vacancies.map(({ vacancy, dwelling }) => ({
        id: vacancy.id,
        place: placeOf(territory, dwelling),
      })),
      asOf,
    }).filter(({ active }) => active);
    this.#coefs = new Float64Array(
      this.#rows.length * commission.classes.profiles.length * RESERVATAIRE_CODES.length,
    ).fill(Number.NaN);
    const rowsAt: number[][] = vacancies.map(() => []);
    this.#rows.forEach((row, t) => {
      for (const d of row.vacancies) rowsAt[d]!.push(t);
    });
    this.#rowsAt = rowsAt;
    this.#left = Float64Array.from(this.#rows, ({ requiredDwellings }) => requiredDwellings);
  }

  /** Rows of a vacancy that lack, the first precedence first. */
  lacking(d: number): readonly number[] {
    return this.#rowsAt[d]!.filter((t) => this.#left[t]! > ROUNDING);
  }

  /** Dwellings that a lease brings to a row. */
  brings(t: number, row: number, contingent: Reservataire): number {
    const { classes } = this.#commission;
    const classNumber = classes.classOf[row]!;
    const at =
      (t * classes.profiles.length + classNumber) * RESERVATAIRE_CODES.length +
      RESERVATAIRE_CODES.indexOf(contingent);
    const known = this.#coefs[at]!;
    if (!Number.isNaN(known)) return known;
    const found = coefOf(this.#rows[t]!, { ...classes.profiles[classNumber]!, contingent });
    this.#coefs[at] = found;
    return found;
  }

  /** Contingents that a lease to the household may be credited to there. */
  choices(d: number, row: number): readonly Reservataire[] {
    const { territory, vacancies, classes } = this.#commission;
    return creditChoices(territory, vacancies[d]!.vacancy, classes.credits[row]!);
  }

  /** Of the contingents that a lease may be credited to, the one that brings most, at their penalties, to the rows that lack. */
  credit(d: number, row: number): Reservataire {
    const lacking = this.lacking(d);
    const worth = (contingent: Reservataire): number =>
      lacking.reduce((sum, t) => sum + this.brings(t, row, contingent) * this.#rows[t]!.penaltyPoints, 0);
    return this.choices(d, row).reduce((best, each) => (worth(each) > worth(best) ? each : best));
  }

  /** Counts a list as awaited. @param chances that each rank takes the dwelling. */
  count(
    d: number,
    listed: readonly { readonly row: number; readonly contingent: Reservataire }[],
    chances: readonly number[],
  ): void {
    listed.forEach(({ row, contingent }, i) => {
      for (const t of this.#rowsAt[d]!) this.#left[t]! -= chances[i]! * this.brings(t, row, contingent);
    });
  }
}
