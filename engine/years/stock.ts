import { ENERGY_CLASSES, FINANCINGS, TYPOLOGIES } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { DwellingId } from '../domain/ids.ts';
import { float32, int32, uint8, uint16 } from '../pool/allocate.ts';

/*
 * A stock of dwellings as columns that workers share: what rules, targets and draws look at, an object only where a dwelling is freed.
 */

const UNSAID = 255;
const FLOOR_SHIFT = 10;
const BUILDINGS = ['flat', 'house'] as const;

export interface StockColumns {
  readonly count: number;
  /** Ids, one a line: one text is cheaper to hand over than as many. */
  readonly ids: string;
  readonly bailleurs: readonly Dwelling['bailleur'][];
  readonly communes: readonly Dwelling['commune'][];
  readonly quartiers: readonly NonNullable<Dwelling['quartier']>[];
  readonly qpvs: readonly Dwelling['qpv2024'][];
  readonly residences: readonly string[];
  /** Places in the lists above; 65,535 = none. Length = count. */
  readonly bailleur: Uint8Array;
  readonly commune: Uint16Array;
  readonly quartier: Uint16Array;
  readonly qpv: Uint8Array;
  readonly residence: Uint16Array;
  readonly typology: Uint8Array;
  readonly financing: Uint8Array;
  /** Floor + 10; 255 = not said. */
  readonly floor: Uint8Array;
  /** 0, 1; 255 = not said. */
  readonly lift: Uint8Array;
  readonly stepFree: Uint8Array;
  readonly building: Uint8Array;
  readonly energy: Uint8Array;
  readonly dedicated: Uint8Array;
  readonly areaM2: Float32Array;
  readonly rentEur: Float32Array;
  /** 0 = not said. */
  readonly builtIn: Uint16Array;
  /** Month of first letting, from 0; −1: in the stock at the start. Length = count. */
  readonly builtMonth: Int32Array;
}

const NONE = 65_535;

class Places<T> {
  readonly list: T[] = [];
  readonly #known = new Map<T, number>();
  of(value: T): number {
    const found = this.#known.get(value) ?? this.list.push(value) - 1;
    this.#known.set(value, found);
    return found;
  }
}

const tri = (value: boolean | null): number => (value === null ? UNSAID : Number(value));
const triOf = (value: number): boolean | null => (value === UNSAID ? null : value === 1);

/**
 * @param built month of first letting of each dwelling; −1 for those of the stock at the start. Length = dwellings.
 * @throws Error when there are 65,535 residences or more.
 */
export const stockColumns = (dwellings: readonly Dwelling[], built: Int32Array): StockColumns => {
  const n = dwellings.length;
  const bailleurs = new Places<Dwelling['bailleur']>();
  const communes = new Places<Dwelling['commune']>();
  const quartiers = new Places<NonNullable<Dwelling['quartier']>>();
  const qpvs = new Places<Dwelling['qpv2024']>();
  const residences = new Places<string>();
  const columns = {
    bailleur: uint8(n),
    commune: uint16(n),
    quartier: uint16(n),
    qpv: uint8(n),
    residence: uint16(n),
    typology: uint8(n),
    financing: uint8(n),
    floor: uint8(n),
    lift: uint8(n),
    stepFree: uint8(n),
    building: uint8(n),
    energy: uint8(n),
    dedicated: uint8(n),
    areaM2: float32(n),
    rentEur: float32(n),
    builtIn: uint16(n),
  };
  dwellings.forEach((d, i) => {
    columns.bailleur[i] = bailleurs.of(d.bailleur);
    columns.commune[i] = communes.of(d.commune);
    columns.quartier[i] = d.quartier === null ? NONE : quartiers.of(d.quartier);
    columns.qpv[i] = qpvs.of(d.qpv2024);
    columns.residence[i] = d.residence === null ? NONE : residences.of(d.residence);
    columns.typology[i] = TYPOLOGIES.indexOf(d.typology);
    columns.financing[i] = FINANCINGS.indexOf(d.financing);
    columns.floor[i] = d.floor === null ? UNSAID : d.floor + FLOOR_SHIFT;
    columns.lift[i] = tri(d.lift);
    columns.stepFree[i] = tri(d.stepFree);
    columns.building[i] = d.building === null ? UNSAID : BUILDINGS.indexOf(d.building);
    columns.energy[i] = d.energyClass === null ? UNSAID : ENERGY_CLASSES.indexOf(d.energyClass);
    columns.dedicated[i] = d.aciAddress ? 1 : 0;
    columns.areaM2[i] = d.livingAreaM2;
    columns.rentEur[i] = d.rentEur;
    columns.builtIn[i] = d.builtIn ?? 0;
  });
  if (residences.list.length >= NONE) throw new Error(`years: ${residences.list.length} residences`);
  const builtMonth = int32(n);
  builtMonth.set(built);
  return {
    count: n,
    ids: dwellings.map(({ id }) => id).join('\n'),
    bailleurs: bailleurs.list,
    communes: communes.list,
    quartiers: quartiers.list,
    qpvs: qpvs.list,
    residences: residences.list,
    ...columns,
    builtMonth,
  };
};

/** A dwelling of the columns: what they do not hold (place on the map, charges, the QPV of 2015) is not said. */
export const dwellingAt = (stock: StockColumns, ids: readonly string[], i: number): Dwelling => {
  const typology = stock.typology[i]!;
  return {
    id: ids[i]! as DwellingId,
    bailleur: stock.bailleurs[stock.bailleur[i]!]!,
    commune: stock.communes[stock.commune[i]!]!,
    iris: null,
    quartier: stock.quartiers[stock.quartier[i]!] ?? null,
    qpv2015: null,
    qpv2024: stock.qpvs[stock.qpv[i]!]!,
    qpvSimulated: true,
    residence: stock.residences[stock.residence[i]!] ?? null,
    typology: TYPOLOGIES[typology]!,
    rooms: Math.max(1, typology),
    livingAreaM2: stock.areaM2[i]!,
    floor: stock.floor[i] === UNSAID ? null : stock.floor[i]! - FLOOR_SHIFT,
    lift: triOf(stock.lift[i]!),
    building: BUILDINGS[stock.building[i]!] ?? null,
    stepFree: triOf(stock.stepFree[i]!),
    financing: FINANCINGS[stock.financing[i]!]!,
    rentEur: stock.rentEur[i]!,
    chargesEur: null,
    energyClass: ENERGY_CLASSES[stock.energy[i]!] ?? null,
    builtIn: stock.builtIn[i] === 0 ? null : stock.builtIn[i]!,
    longitude: null,
    latitude: null,
    aciAddress: stock.dedicated[i] === 1,
  };
};
