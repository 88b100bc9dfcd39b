import { type EnergyClass, type Financing, TYPOLOGIES, type Typology } from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { DwellingId, IrisCode, IsoDay, QpvCode } from '../domain/ids.ts';
import type { TerritoryPack } from '../domain/territory.ts';
import { ASSUMPTIONS, PUBLISHED, RENT_INDEX_SINCE_2016 } from './figures.ts';
import { quota, type Random, randomStream, type Weights, weighted } from './random.ts';
import { type BuildPeriod, planResidences, type Residence } from './residences.ts';
import { simulatedQpv } from './simulatedQpv.ts';

/** Shares of the types. Houses: ours; flats take what is left of the published margins, so that the whole stock has them. */
const HOUSE_TYPES: Readonly<Record<Typology, number>> = {
  C: 0,
  T1: 0,
  T2: 0.14,
  T3: 0.4,
  T4: 0.32,
  T5: 0.125,
  T6P: 0.015,
};
const STOCK_TYPES: Readonly<Record<Typology, number>> = {
  C: 0,
  T1: ASSUMPTIONS.t1Share.value,
  T2: PUBLISHED.t2Share.value,
  T3: PUBLISHED.t3Share.value,
  T4: 0.185,
  T5: 0.0637,
  T6P: 0.0087,
};
const MEDIAN_AREA_M2: Readonly<Record<Typology, number>> = {
  C: 12,
  T1: PUBLISHED.areaT1.value,
  T2: PUBLISHED.areaT2.value,
  T3: PUBLISHED.areaT3.value,
  T4: PUBLISHED.areaT4.value,
  T5: PUBLISHED.areaT5.value,
  T6P: PUBLISHED.areaT6.value,
};

const FINANCING_BY_PERIOD: Readonly<Record<BuildPeriod, Weights<Financing>>> = (() => {
  const table = (plai: number, pls: number): Weights<Financing> => [
    ['PLAI', plai],
    ['PLUS', 1 - plai - pls],
    ['PLS', pls],
  ];
  return {
    old: table(ASSUMPTIONS.oldPlaiShare.value, 0.02),
    middle: table(ASSUMPTIONS.middlePlaiShare.value, 0.03),
    recent: table(PUBLISHED.recentPlaiShare.value, ASSUMPTIONS.recentPlsShare.value),
  };
})();

/** Maxima of today, EUR a month and m², and the share of the maximum that rents of a period reach. */
export const MAX_RENT_PER_M2: Readonly<Record<Financing, number>> = {
  PLAI: PUBLISHED.plaiRentPerM2.value * RENT_INDEX_SINCE_2016,
  PLUS: PUBLISHED.plusRentPerM2.value * RENT_INDEX_SINCE_2016,
  PLS: ASSUMPTIONS.plsRentPerM2.value * RENT_INDEX_SINCE_2016,
};
const RENT_LEVEL: Readonly<Record<BuildPeriod, readonly [number, number]>> = {
  old: [0.78, 0.94],
  middle: [0.84, 0.98],
  recent: [0.92, 1],
};
const ENERGY: Readonly<Record<BuildPeriod, Weights<EnergyClass>>> = {
  old: [
    ['B', 2],
    ['C', 24],
    ['D', 42],
    ['E', 22],
    ['F', 7],
    ['G', 3],
  ],
  middle: [
    ['B', 4],
    ['C', 38],
    ['D', 44],
    ['E', 12],
    ['F', 2],
  ],
  recent: [
    ['A', 12],
    ['B', 36],
    ['C', 42],
    ['D', 10],
  ],
};

const cents = (eur: number): number => Math.round(eur * 100) / 100;

/**
 * The social stock: `count` dwellings over the quartiers in proportion to their estimated dwellings, in residences of one
 * landlord each. Same pack, seed, day and count: same dwellings, in the pack's order of quartiers.
 *
 * QPV is simulated (see `simulatedQpv.ts`); no dwelling has coordinates, since no contour says where it would stand.
 */
export const generateStock = ({
  pack,
  seed,
  count,
  asOf,
}: {
  readonly pack: TerritoryPack;
  readonly seed: number;
  readonly count: number;
  readonly asOf: IsoDay;
}): Dwelling[] => {
  const residences = planResidences({ pack, seed, count, lastYear: yearOf(asOf) });
  const slots = residences.flatMap((residence) => new Array<Residence>(residence.dwellings).fill(residence));
  const typologies = drawTypologies(slots, randomStream(seed, 'stock/typology'));
  const financings = drawFinancings(slots, randomStream(seed, 'stock/financing'));
  const qpvs = simulatedQpv(pack);
  const dedicated = dedicatedAddresses(pack, slots, randomStream(seed, 'stock/aci-address'));
  const areas = randomStream(seed, 'stock/area');
  const rents = randomStream(seed, 'stock/rent');
  const places = randomStream(seed, 'stock/floor');
  const energy = randomStream(seed, 'stock/energy');
  const unknown = randomStream(seed, 'stock/unknown');
  const rentLevel = new Map<Residence, number>();
  const sequence = new Map<string, number>();

  return slots.map((residence, slot) => {
    const { quartier, period } = residence;
    const typology = typologies[slot]!;
    const financing = financings[slot]!;
    if (!rentLevel.has(residence)) rentLevel.set(residence, rents.between(...RENT_LEVEL[period]));
    const livingAreaM2 = drawArea(areas, typology);
    const rank = (sequence.get(quartier.commune) ?? 0) + 1;
    sequence.set(quartier.commune, rank);
    const position = drawPosition(places, residence);
    const qpv = qpvs.get(quartier.id) ?? null;
    const chargesPerM2 = residence.house
      ? rents.between(0.3, 0.7)
      : rents.between(1.3, residence.lift ? 2.6 : 2.1);
    return {
      id: `SIM-${quartier.commune}-${String(rank).padStart(5, '0')}` as DwellingId,
      bailleur: residence.bailleur,
      commune: quartier.commune,
      iris: residence.iris as IrisCode,
      quartier: quartier.id,
      qpv2015: null,
      qpv2024: qpv as QpvCode | false | null,
      qpvSimulated: true,
      residence: residence.label,
      typology,
      rooms: Math.max(1, TYPOLOGIES.indexOf(typology)),
      livingAreaM2,
      floor: unknown.chance(0.03) ? null : position.floor,
      lift: unknown.chance(0.04) ? null : residence.lift,
      building: residence.house ? 'house' : 'flat',
      stepFree: unknown.chance(ASSUMPTIONS.dwellingStepFreeUnknown.value) ? null : position.stepFree,
      financing,
      // Rounded down, so that rounding never passes the maximum.
      rentEur: Math.floor(livingAreaM2 * MAX_RENT_PER_M2[financing] * rentLevel.get(residence)! * 100) / 100,
      chargesEur: unknown.chance(ASSUMPTIONS.chargesUnknown.value)
        ? null
        : cents(livingAreaM2 * chargesPerM2),
      energyClass: unknown.chance(ASSUMPTIONS.energyUnknown.value) ? null : weighted(energy, ENERGY[period]),
      builtIn: residence.builtIn,
      longitude: null,
      latitude: null,
      aciAddress: dedicated.has(slot),
    };
  });
};

/** Exact quotas of the whole stock: houses by their table, flats by what the published margins leave. */
const drawTypologies = (slots: readonly Residence[], random: Random): Typology[] => {
  const houses = slots.filter((residence) => residence.house).length;
  const flats = slots.length - houses;
  const houseTypes = quota(
    random,
    TYPOLOGIES.map((t) => [t, HOUSE_TYPES[t]] as const),
    houses,
  );
  const flatTypes = quota(
    random,
    TYPOLOGIES.map((t) => [t, Math.max(0, STOCK_TYPES[t] * slots.length - HOUSE_TYPES[t] * houses)] as const),
    flats,
  );
  return slots.map((residence) => (residence.house ? houseTypes.pop()! : flatTypes.pop()!));
};

const drawFinancings = (slots: readonly Residence[], random: Random): Financing[] => {
  const drawn = { old: [] as Financing[], middle: [] as Financing[], recent: [] as Financing[] };
  for (const period of ['old', 'middle', 'recent'] as const)
    drawn[period] = quota(
      random,
      FINANCING_BY_PERIOD[period],
      slots.filter((r) => r.period === period).length,
    );
  return slots.map(({ period }) => drawn[period].pop()!);
};

/** Square metres around the type's median, symmetric so that the median stays; never under 9 m². */
const drawArea = (random: Random, typology: Typology): number => {
  const median = MEDIAN_AREA_M2[typology];
  const spread = Math.max(-2.5, Math.min(2.5, random.normal())) * 0.09;
  return Math.max(9, Math.round(median * (1 + spread) * 10) / 10);
};

const drawPosition = (random: Random, residence: Residence): { floor: number; stepFree: boolean } => {
  const floor = residence.house ? 0 : random.integer(0, residence.topFloor);
  const reachable = residence.lift || floor === 0;
  return { floor, stepFree: reachable && random.chance(residence.period === 'recent' ? 0.6 : 0.1) };
};

/** Slots dedicated "à l'adresse": one in each commune that frees fewer dwellings a year than the pack says; none without a rule. */
const dedicatedAddresses = (
  pack: TerritoryPack,
  slots: readonly Residence[],
  random: Random,
): ReadonlySet<number> => {
  const below = pack.world.dedicatedBelowLeasesPerYear;
  if (below === null) return new Set();
  const leases = new Map<string, number>();
  for (const q of pack.quartiers)
    leases.set(q.commune, (leases.get(q.commune) ?? 0) + q.estimatedLeasesPerYear);
  const byCommune = new Map<string, number[]>();
  slots.forEach(({ quartier }, slot) => {
    if ((leases.get(quartier.commune) ?? 0) >= below.value) return;
    const list = byCommune.get(quartier.commune);
    if (list) list.push(slot);
    else byCommune.set(quartier.commune, [slot]);
  });
  return new Set([...byCommune.values()].map((list) => random.pick(list)));
};
