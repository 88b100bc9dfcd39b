import { TYPOLOGIES } from '../domain/codes.ts';
import type { SimulatedMonth } from './calendar.ts';
import { drawAt, drawBase, TOPICS } from './draws.ts';
import type { Vacant } from './listMaking.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { dwellingAt } from './stock.ts';

/** What a dwelling is in a replication. */
const LET = 0;
const FREE = 1;
const TO_BUILD = 2;
const GONE = 3;
const CONDEMNED = 4;

const MONTHS = 12;

/** The stock in one replication: which dwellings are freed, when, and which wait for a tenant. */
export class Offer {
  /** In the order of freeing. */
  open: Vacant[] = [];
  readonly #open: OpenHorizon;
  readonly #state: Uint8Array;
  readonly #departs: number;
  readonly #orients: number;
  readonly #factor: number;
  /** Month of the current twelve in which each dwelling would be left; 255: it is not. */
  readonly #leftIn: Uint8Array;
  /** Freed by a move of last month. */
  #moved: number[] = [];
  readonly #orientations: readonly (readonly [contingent: Vacant['orientedTo'], upTo: number])[];

  /** @param factor multiplies departures. */
  constructor(open: OpenHorizon, replication: number, factor: number) {
    const { horizon } = open;
    const { scenario, stock, pack } = horizon;
    this.#open = open;
    this.#factor = factor;
    this.#departs = drawBase(scenario.seed, replication, TOPICS.departs);
    this.#orients = drawBase(scenario.seed, replication, TOPICS.orients);
    this.#leftIn = new Uint8Array(stock.count).fill(255);
    this.#state = Uint8Array.from(stock.builtMonth, (month) => (month >= 0 ? TO_BUILD : LET));
    for (const place of horizon.condemned) this.#state[place] = CONDEMNED;
    let upTo = 0;
    this.#orientations =
      pack.contingents.regime === 'orientation'
        ? pack.contingents.shares.map(({ reservataire, share }) => {
            upTo += share;
            return [reservataire, upTo] as const;
          })
        : [];
    for (const place of horizon.open) this.#free(place, -1);
  }

  /** Opens a month: dwellings freed by moves of the month before, by departures, and built. */
  openMonth({ place: month }: SimulatedMonth): { readonly freed: number; readonly built: number } {
    const { stock } = this.#open.horizon;
    if (month % MONTHS === 0) this.#drawDepartures(Math.floor(month / MONTHS));
    let freed = 0;
    let built = 0;
    for (const place of this.#moved)
      if (this.#state[place] === LET) {
        this.#free(place, month);
        freed += 1;
      }
    this.#moved = [];
    for (let place = 0; place < stock.count; place += 1) {
      if (this.#state[place] === LET && this.#leftIn[place] === month % MONTHS) {
        this.#free(place, month);
        freed += 1;
      } else if (stock.builtMonth[place] === month && this.#state[place] === TO_BUILD) {
        this.#free(place, month);
        built += 1;
      }
    }
    return { freed, built };
  }

  /**
   * Every vacancy that some policy may meet in the first twelve months: a dwelling that is free may be let, and left again. To be asked before
   * any month is opened.
   *
   * @throws RangeError where moves free the home that is left: which ones are free then depends on the lists.
   */
  ofFirstYear(): readonly Vacant[] {
    const { scenario, stock } = this.#open.horizon;
    if (scenario.vacancies.mutationsFreeHome)
      throw new RangeError('years: vacancies depend on lists where moves free homes');
    const months = Math.min(MONTHS, scenario.months);
    this.#drawDepartures(0);
    const found = [...this.open];
    for (let place = 0; place < stock.count; place += 1) {
      if (this.#state[place] === CONDEMNED) continue;
      const built = stock.builtMonth[place]!;
      if (built >= 0 && built < months) found.push(this.#vacant(place, built));
      const left = this.#leftIn[place]!;
      if (left < months && left > built) found.push(this.#vacant(place, left));
    }
    return found;
  }

  /** A vacancy finds its tenant, who leaves `home` (−1: none is known): a condemned one is pulled down, another is freed next month. */
  let(vacant: Vacant, home: number): void {
    this.#state[vacant.place] = LET;
    if (home < 0) return;
    if (this.#state[home] === CONDEMNED) this.#state[home] = GONE;
    else if (this.#open.horizon.scenario.vacancies.mutationsFreeHome) this.#moved.push(home);
  }

  #free(place: number, month: number): void {
    this.#state[place] = FREE;
    this.open.push(this.#vacant(place, month));
  }

  #vacant(place: number, month: number): Vacant {
    return {
      place,
      dwelling: dwellingAt(this.#open.horizon.stock, this.#open.dwellingIds, place),
      freedMonth: month,
      orientedTo: this.#orientation(place, month),
      refused: [],
    };
  }

  /** Where vacancies are oriented, each to a réservataire drawn by the shares of the flow. */
  #orientation(place: number, month: number): Vacant['orientedTo'] {
    if (this.#orientations.length === 0) return null;
    const u = drawAt(this.#orients, place, month + 1) * this.#orientations.at(-1)![1];
    return this.#orientations.find(([, upTo]) => u < upTo)![0];
  }

  /** One draw for a dwelling and a year says whether it is left, and in which month: policies never move it. */
  #drawDepartures(year: number): void {
    const { stock } = this.#open.horizon;
    const chances = Float64Array.from(TYPOLOGIES, (_, type) =>
      Math.min(1, this.#open.departureChance[type]! * this.#factor),
    );
    for (let place = 0; place < stock.count; place += 1) {
      const chance = chances[stock.typology[place]!]!;
      const u = drawAt(this.#departs, place, year);
      this.#leftIn[place] = u < chance ? Math.floor((u / chance) * MONTHS) : 255;
    }
  }
}
