import type { Bailleur, Commune, Quartier, TerritoryPack } from '../domain/territory.ts';
import { PUBLISHED } from './figures.ts';
import { apportion, type Random, randomStream, shuffle, weighted } from './random.ts';

/** old: to 1974. middle: 1975 to 2000. recent: since 2001. */
export type BuildPeriod = 'old' | 'middle' | 'recent';

/** A block or a row of houses of one landlord, built in one year. */
export interface Residence {
  readonly label: string;
  readonly quartier: Quartier;
  readonly iris: string;
  readonly bailleur: Bailleur['id'];
  readonly dwellings: number;
  readonly house: boolean;
  readonly period: BuildPeriod;
  readonly builtIn: number;
  readonly topFloor: number;
  readonly lift: boolean;
}

/** Trees and flowers: no residence of the generated world bears a person's name. */
const PLANTS = [
  'Acacias',
  'Ajoncs',
  'Aubépines',
  'Aulnes',
  'Bleuets',
  'Bouleaux',
  'Bruyères',
  'Capucines',
  'Cèdres',
  'Charmes',
  'Chênes',
  'Coquelicots',
  'Cyprès',
  'Érables',
  'Fougères',
  'Frênes',
  'Genêts',
  'Glycines',
  'Hêtres',
  'Houx',
  'Iris',
  'Jonquilles',
  'Lilas',
  'Marronniers',
  'Mélèzes',
  'Merisiers',
  'Mimosas',
  'Noisetiers',
  'Ormes',
  'Peupliers',
  'Pins',
  'Platanes',
  'Pommiers',
  'Primevères',
  'Roseaux',
  'Sapins',
  'Saules',
  'Sorbiers',
  'Tilleuls',
  'Trembles',
] as const;

/** Smallest and largest residence, in dwellings. */
const SIZES = { flats: [16, 96], houses: [4, 24] } as const;

/**
 * Residences whose dwellings add up to `count`: over quartiers by estimated dwellings, flats and periods by the published
 * shares (to one residence), landlords by their simulated share of the stock, each stronger in some communes and quartiers.
 */
export const planResidences = ({
  pack,
  seed,
  count,
  lastYear,
}: {
  readonly pack: TerritoryPack;
  readonly seed: number;
  readonly count: number;
  readonly lastYear: number;
}): Residence[] => {
  const blocks = cutBlocks(pack, count, randomStream(seed, 'stock/blocks'));
  const periods = choosePeriods(blocks, randomStream(seed, 'stock/periods'));
  const bailleurs = chooseBailleurs(pack, blocks, seed);
  const years = randomStream(seed, 'stock/years');
  const shapes = randomStream(seed, 'stock/shapes');
  return blocks.map(({ quartier, dwellings, house, iris }, place) => {
    const period = periods[place]!;
    const topFloor = house ? 0 : Math.max(2, Math.min(14, Math.round(dwellings / shapes.integer(6, 14))));
    return {
      label: `Les ${shapes.pick(PLANTS)} ${place + 1} (simulée)`,
      quartier,
      iris,
      bailleur: bailleurs[place]!,
      dwellings,
      house,
      period,
      builtIn: buildYear(years, period, lastYear),
      topFloor,
      lift: !house && (topFloor >= 5 || (topFloor >= 3 && shapes.chance(0.35))),
    };
  });
};

interface Block {
  readonly quartier: Quartier;
  readonly iris: string;
  readonly dwellings: number;
  readonly house: boolean;
}

/** Odds of a flat by the commune's population: ours, only their order matters since the whole is set to the published share. */
const flatOdds = ({ population }: Commune): number =>
  population > 60_000 ? 4 : population > 15_000 ? 1.5 : population > 5_000 ? 0.7 : 0.3;

const cutBlocks = (pack: TerritoryPack, count: number, random: Random): Block[] => {
  const communes = new Map(pack.communes.map((c) => [c.code, c]));
  const counts = apportion(
    pack.quartiers.map((q) => q.estimatedDwellings),
    count,
  );
  // Parcels of a house row's size are flats or houses first; flats of an IRIS are then gathered into larger residences.
  const parcels = pack.quartiers.flatMap((quartier, place) =>
    cut(counts[place]!, SIZES.houses, random).map((dwellings) => ({
      quartier,
      dwellings,
      iris: random.pick(quartier.iris),
    })),
  );
  const flats = takeShare(
    parcels.map((p) => ({ size: p.dwellings, weight: flatOdds(communes.get(p.quartier.commune)!) })),
    PUBLISHED.flatShare.value,
    random,
  );
  const blocks: Block[] = [];
  const open = new Map<string, { quartier: Quartier; iris: string; dwellings: number }>();
  parcels.forEach((parcel, place) => {
    if (!flats.has(place)) {
      blocks.push({ ...parcel, house: true });
      return;
    }
    const gathered = open.get(parcel.iris);
    if (gathered && gathered.dwellings + parcel.dwellings <= SIZES.flats[1])
      gathered.dwellings += parcel.dwellings;
    else {
      if (gathered) blocks.push({ ...gathered, house: false });
      open.set(parcel.iris, { ...parcel });
    }
    const now = open.get(parcel.iris)!;
    if (now.dwellings >= SIZES.flats[0] && random.chance(0.25)) {
      blocks.push({ ...now, house: false });
      open.delete(parcel.iris);
    }
  });
  for (const rest of open.values()) blocks.push({ ...rest, house: false });
  const order = new Map(pack.quartiers.map((q, i) => [q.id, i]));
  return blocks
    .map((block, place) => ({ block, place }))
    .sort((a, b) => order.get(a.block.quartier.id)! - order.get(b.block.quartier.id)! || a.place - b.place)
    .map(({ block }) => block);
};

const cut = (total: number, [least, most]: readonly [number, number], random: Random): number[] => {
  const sizes: number[] = [];
  for (let left = total; left > 0; ) {
    const size = Math.min(left, random.integer(least, most));
    sizes.push(size);
    left -= size;
  }
  return sizes;
};

/**
 * Places taken in a weighted random order (Efraimidis and Spirakis 2006) until their sizes reach a share of the whole: the
 * share is met to one item, whatever the weights.
 */
const takeShare = (
  items: readonly { readonly size: number; readonly weight: number }[],
  share: number,
  random: Random,
): ReadonlySet<number> => {
  const goal = share * items.reduce((sum, { size }) => sum + size, 0);
  const order = items
    .map(({ weight }, place) => ({ place, key: -Math.log(1 - random.next()) / weight }))
    .sort((a, b) => a.key - b.key || a.place - b.place);
  const taken = new Set<number>();
  let reached = 0;
  for (const { place } of order) {
    const { size } = items[place]!;
    if (reached + size / 2 > goal) break;
    taken.add(place);
    reached += size;
  }
  return taken;
};

/** Fragile quartiers were built earlier: ours. */
const oldWeight = ({ quartier }: Block): number =>
  quartier.fragility === 'most-fragile' ? 3 : quartier.fragility === 'fragile' ? 1.6 : 1;

const choosePeriods = (blocks: readonly Block[], random: Random): BuildPeriod[] => {
  const periods = new Array<BuildPeriod>(blocks.length).fill('recent');
  const { builtBefore1975, built1975To2000, builtAfter2000 } = PUBLISHED;
  const old = takeShare(
    blocks.map((b) => ({ size: b.dwellings, weight: oldWeight(b) })),
    builtBefore1975.value,
    random,
  );
  for (const place of old) periods[place] = 'old';
  const rest = blocks.map((_, place) => place).filter((place) => !old.has(place));
  const middle = takeShare(
    rest.map((place) => ({ size: blocks[place]!.dwellings, weight: 1 })),
    built1975To2000.value / (built1975To2000.value + builtAfter2000.value),
    random,
  );
  for (const place of middle) periods[rest[place]!] = 'middle';
  return periods;
};

const buildYear = (random: Random, period: BuildPeriod, lastYear: number): number => {
  if (period === 'old') return Math.round((random.integer(1930, 1974) + random.integer(1950, 1974)) / 2);
  return period === 'middle' ? random.integer(1975, 2000) : random.integer(2001, Math.max(2001, lastYear));
};

/**
 * Landlord of each block. Blocks are served in shuffled order; a landlord's chance is what it still misses of its share times
 * its strength there (three strong landlords per commune, one per quartier: ours), so that shares are met to a block or two.
 */
const chooseBailleurs = (pack: TerritoryPack, blocks: readonly Block[], seed: number): Bailleur['id'][] => {
  const random = randomStream(seed, 'stock/landlords');
  const total = blocks.reduce((sum, b) => sum + b.dwellings, 0);
  const shares = pack.bailleurs.map((b) => [b.id, b.simulatedStockShare] as const);
  const strength = new Map<string, number>();
  const strengthen = (place: string, factor: number) => {
    const key = `${place} ${weighted(random, shares)}`;
    strength.set(key, Math.max(strength.get(key) ?? 1, factor));
  };
  for (const { code } of pack.communes) for (const factor of [6, 4, 3]) strengthen(code, factor);
  for (const { id } of pack.quartiers) strengthen(id, 5);
  const missing = new Map(
    apportion(
      shares.map(([, s]) => s),
      total,
    ).map((n, i) => [shares[i]![0], n]),
  );
  const chosen = new Array<Bailleur['id']>(blocks.length);
  for (const place of shuffle(
    random,
    blocks.map((_, i) => i),
  )) {
    const { quartier, dwellings } = blocks[place]!;
    const bailleur = weighted(
      random,
      pack.bailleurs.map(({ id }) => {
        const local =
          (strength.get(`${quartier.commune} ${id}`) ?? 1) * (strength.get(`${quartier.id} ${id}`) ?? 1);
        return [id, Math.max(0.001, missing.get(id)!) * local] as const;
      }),
    );
    missing.set(bailleur, missing.get(bailleur)! - dwellings);
    chosen[place] = bailleur;
  }
  return chosen;
};
