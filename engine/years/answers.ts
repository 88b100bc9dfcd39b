import { cascade } from '../acceptance/cascade.ts';
import { listRates } from '../acceptance/rates.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import { FRAGILITIES, type Fragility } from '../domain/target.ts';
import { ASSUMPTIONS } from '../simulation/figures.ts';
import type { SimulatedMonth } from './calendar.ts';
import { drawAt, drawBase, TOPICS } from './draws.ts';
import type { Vacant } from './listMaking.ts';
import { type OpenHorizon, withOdds } from './openHorizon.ts';

/**
 * What households answer in one replication. A yes has the territory's chance for the fragility of the quartier and the rank, once the
 * turn has come; the scenario and the replication move its odds. The draw is that of the household and of the vacancy, so that two
 * policies that make the same offer hear the same answer.
 */
export class Answers {
  readonly #open: OpenHorizon;
  readonly #base: number;
  readonly #factor: number;
  /** Chance of each rank to take the dwelling, by class and length: what lists are expected to bring. */
  readonly #expected = new Map<string, readonly number[]>();

  /** @param factor of the replication, which who makes the lists does not know. */
  constructor(open: OpenHorizon, replication: number, factor: number) {
    this.#open = open;
    this.#base = drawBase(open.horizon.scenario.seed, replication, TOPICS.answers);
    this.#factor = factor;
  }

  fragilityOf(dwelling: Dwelling): Fragility {
    return this.#open.territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
  }

  /** Chance that each rank of a list takes the dwelling, as those who make it know it. */
  chances(dwelling: Dwelling, length: number): readonly number[] {
    const fragility = this.fragilityOf(dwelling);
    const key = `${FRAGILITIES.indexOf(fragility)} ${length}`;
    const known = this.#expected.get(key);
    if (known !== undefined) return known;
    const { byRank } = cascade(listRates(this.#open.rates, fragility, length));
    this.#expected.set(key, byRank);
    return byRank;
  }

  /**
   * Whether a household says yes. A rent that the scenario changes moves the odds by what it weighs in the resources declared; unknown
   * resources leave them.
   *
   * @param of the household: its row of the horizon's pool. @param rank 1 for the first.
   */
  accepts(input: {
    readonly of: number;
    readonly rank: number;
    readonly vacant: Vacant;
    readonly month: SimulatedMonth;
    readonly monthlyIncomeEur: number;
  }): boolean {
    const { of, rank, vacant, month, monthlyIncomeEur } = input;
    const { dwelling, place, freedMonth } = vacant;
    const rate = this.#open.rates.rate(this.fragilityOf(dwelling), rank);
    const change = this.rentOf(dwelling, month) - dwelling.rentEur;
    const weight =
      change === 0 || !(monthlyIncomeEur > 0)
        ? 1
        : Math.exp((ASSUMPTIONS.acceptanceRentChange.value * change) / monthlyIncomeEur);
    const u = drawAt(this.#base, this.#open.key[of]!, place * MOST_MONTHS + freedMonth + 1);
    return u < withOdds(rate, this.#factor * weight);
  }

  /** Rent asked at a letting, EUR a month without charges: the last change of the scenario that has begun there. */
  rentOf({ rentEur, qpv2024 }: Dwelling, { label }: SimulatedMonth): number {
    const { rents } = this.#open.horizon.scenario;
    if (rents.length === 0) return rentEur;
    const inQpv = typeof qpv2024 === 'string';
    const step = rents
      .filter(
        ({ from, where }) =>
          from <= label &&
          (where === 'everywhere' ||
            (where === 'in-qpv' && inQpv) ||
            (where === 'outside-qpv' && qpv2024 === false)),
      )
      .reduce<(typeof rents)[number] | null>(
        (latest, each) => (latest === null || each.from >= latest.from ? each : latest),
        null,
      );
    return step === null ? rentEur : rentEur * (1 + step.change);
  }
}

/** More than the months of any horizon, so that a vacancy has one key. */
const MOST_MONTHS = 256;
