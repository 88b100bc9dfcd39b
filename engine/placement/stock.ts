import type { Typology } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { BailleurId, CommuneCode, QuartierId } from '../domain/ids.ts';
import { overcrowdingThresholdM2 } from '../household/occupancy.ts';
import type { Territory } from '../territory/territory.ts';

/** Dwellings of one landlord, commune and typology: a run of the stock's arrays. */
export interface StockCell {
  readonly bailleur: BailleurId;
  readonly commune: CommuneCode;
  readonly typology: Typology;
  readonly from: number;
  readonly to: number;
  readonly dwellings: number;
}

/** A dwelling that stands for all those that a household sees alike in some respect. */
export interface StockKind {
  readonly dwelling: Dwelling;
  readonly quartier: QuartierId | null;
}

/**
 * The stock, put so that a household is asked about once for each kind of dwelling and not for each dwelling. Three respects apart:
 * where it stands (wishes of place), what it is (all other rules), what it costs.
 */
export interface StockIndex {
  readonly cells: readonly StockCell[];
  /** Kind of each dwelling in each respect, in the order of the cells. Length = dwellings. */
  readonly placeOf: Uint32Array;
  readonly homeOf: Uint32Array;
  readonly costOf: Uint32Array;
  readonly places: readonly StockKind[];
  readonly homes: readonly StockKind[];
  readonly costs: readonly StockKind[];
}

/** Rents and charges of the stock are told apart by so many euros a month: expected dwellings are an estimate. */
export const COST_STEP_EUR = 10;
const toStep = (eur: number): number => Math.round(eur / COST_STEP_EUR) * COST_STEP_EUR;

/** Dwellings of communes outside the territory are left out. Order of the dwellings given does not matter but for which stands for its kind. */
export const stockIndex = (territory: Territory, dwellings: Iterable<Dwelling>): StockIndex => {
  const sorted = [...dwellings]
    .filter(({ commune }) => territory.communeByCode.has(commune))
    .map((dwelling) => ({ dwelling, key: `${dwelling.commune} ${dwelling.typology} ${dwelling.bailleur}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.dwelling.id < b.dwelling.id ? -1 : 1));
  const [places, homes, costs] = [new Kinds(), new Kinds(), new Kinds()];
  const placeOf = new Uint32Array(sorted.length);
  const homeOf = new Uint32Array(sorted.length);
  const costOf = new Uint32Array(sorted.length);
  const cells: StockCell[] = [];
  let from = 0;
  sorted.forEach(({ dwelling, key }, i) => {
    const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
    const d = dwelling;
    const rentEur = toStep(d.rentEur);
    const chargesEur = d.chargesEur === null ? null : toStep(d.chargesEur);
    placeOf[i] = places.of(`${d.commune} ${quartier}`, () => ({ dwelling, quartier }));
    homeOf[i] = homes.of(
      `${d.typology} ${d.building} ${d.floor} ${d.lift} ${d.stepFree} ${d.financing} ${personsFor(territory, d.livingAreaM2)}`,
      () => ({ dwelling, quartier }),
    );
    costOf[i] = costs.of(
      `${territory.communeByCode.get(d.commune)!.aplZone} ${rentEur} ${chargesEur}`,
      () => ({ dwelling: { ...d, rentEur, chargesEur }, quartier }),
    );
    if (sorted[i + 1]?.key === key) return;
    const { bailleur, commune, typology } = d;
    cells.push({ bailleur, commune, typology, from, to: i + 1, dwellings: i + 1 - from });
    from = i + 1;
  });
  return { cells, placeOf, homeOf, costOf, places: places.all, homes: homes.all, costs: costs.all };
};

/** Largest household that the area is not overcrowded for, up to the one from which the surface asked rises no more. */
const personsFor = ({ pack: { norms } }: Territory, areaM2: number): number => {
  let persons = 0;
  while (persons < norms.overcrowding.capPersons && overcrowdingThresholdM2(persons + 1, norms) <= areaM2)
    persons += 1;
  return persons;
};

/** Numbers kinds by their first dwelling. */
class Kinds {
  readonly all: StockKind[] = [];
  readonly #known = new Map<string, number>();

  of(key: string, make: () => StockKind): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.all.push(make()) - 1;
    this.#known.set(key, made);
    return made;
  }
}
