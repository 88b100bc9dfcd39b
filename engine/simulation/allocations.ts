import type { Allocation } from '../domain/allocation.ts';
import type { Reservataire, Typology } from '../domain/codes.ts';
import { dayNumber } from '../domain/day.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import type { Fragility, TerritoryPack } from '../domain/territory.ts';
import { isoDay } from './calendar.ts';
import { flagsWithMean, type PastVacancy } from './commissions.ts';
import { ASSUMPTIONS, PUBLISHED } from './figures.ts';
import type { ResourceMeasures } from './measures.ts';
import { quotaFlags, type Random, randomStream, type Weights, weighted } from './random.ts';

/** Resources of a household of the demand, on which a past allocation is modelled. */
export interface Donor extends ResourceMeasures {
  readonly persons: number;
}

/** Chance that a past allocation went to a modest household, before it is set to half overall. Ours. */
const MODEST_BY_FRAGILITY: Readonly<Record<Fragility, number>> = {
  'most-fragile': 0.6,
  fragile: 0.55,
  'less-fragile': 0.42,
  unknown: 0.5,
};
/** Persons that a type houses, likeliest first. */
const PERSONS: Readonly<Record<Typology, Weights<number>>> = {
  C: [[1, 1]],
  T1: [[1, 1]],
  T2: [
    [1, 72],
    [2, 28],
  ],
  T3: [
    [2, 48],
    [3, 38],
    [1, 14],
  ],
  T4: [
    [4, 44],
    [3, 40],
    [5, 16],
  ],
  T5: [
    [5, 52],
    [4, 26],
    [6, 22],
  ],
  T6P: [
    [6, 70],
    [5, 30],
  ],
};

/**
 * Past allocations, one per past vacancy. Half went to modest and very modest households overall (known resources), more in
 * fragile quartiers; the published share of first accesses had a verified priority situation.
 *
 * @param situations weights of the situations that verified households had, by scope.
 */
export const drawAllocations = ({
  pack,
  pastVacancies,
  housed,
  ranks,
  donors,
  situations,
  seed,
  asOf,
}: {
  readonly pack: TerritoryPack;
  readonly pastVacancies: readonly PastVacancy[];
  readonly housed: readonly DemandNumber[];
  readonly ranks: readonly number[];
  readonly donors: readonly Donor[];
  readonly situations: { readonly priority: Weights<string>; readonly mutation: Weights<string> };
  readonly seed: number;
  readonly asOf: IsoDay;
}): Allocation[] => {
  const count = pastVacancies.length;
  const flags = (name: string, share: number, total = count) =>
    quotaFlags(randomStream(seed, `allocations/${name}`), share, total);
  const mutations = flags('mutation', ASSUMPTIONS.mutationAllocations.value);
  const mutationCount = mutations.filter(Boolean).length;
  const npru = flags('npru', (ASSUMPTIONS.npruAllocations.value * count) / mutationCount, mutationCount);
  const priority = flags('priority', PUBLISHED.priorityAllocations.value, count - mutationCount);
  const priorityMutation = flags('priority-mutation', ASSUMPTIONS.verifiedMutations.value, mutationCount);
  const noResources = flags('resources-unknown', ASSUMPTIONS.allocatedResourcesUnknown.value);
  const modest = modestFlags(pack, pastVacancies, noResources, seed);
  const households = new Donors(pack, donors, randomStream(seed, 'allocations/donors'));
  const labels = randomStream(seed, 'allocations/situations');
  const recognised = randomStream(seed, 'allocations/dalo');
  const contingents = randomStream(seed, 'allocations/contingent');
  const ownStock = randomStream(seed, 'allocations/own-stock');
  const leases = randomStream(seed, 'allocations/lease');
  const shares: Weights<Reservataire> = pack.contingents.shares.map(
    (s) => [s.reservataire, s.share] as const,
  );
  const today = dayNumber(asOf);
  return pastVacancies.map(({ dwelling, decidedOn }, place) => {
    const mutation = mutations[place]!;
    const relocated = mutation && npru.pop()!;
    const isPriority = (mutation ? priorityMutation : priority).pop()!;
    const donor = households.take(modest[place]!, weighted(labels, PERSONS[dwelling.typology]));
    const signedDay = dayNumber(decidedOn) + leases.integer(10, 45);
    const reserved = contingents.next();
    const contingent = mutation ? 'AUCUN' : weighted(contingents, shares);
    return {
      dwelling: dwelling.id,
      decidedOn,
      leaseSignedOn: signedDay > today ? null : isoDay(signedDay),
      demand: housed[place]!,
      firstAccess: !mutation,
      ownStockMutation: mutation && ownStock.chance(ASSUMPTIONS.ownStockMutations.value),
      shareOfPlusCeiling: noResources[place] ? null : Math.floor(donor.shareOfPlus * 1e4) / 1e4,
      incomePerUcEur: Number.isNaN(donor.perUcEur) ? null : Math.round(donor.perUcEur),
      verifiedSituations: isPriority
        ? drawLabels(mutation ? situations.mutation : situations.priority, labels)
        : [],
      // The share that holds among demands in a priority situation, for want of a figure on those housed.
      daloActive: isPriority && recognised.chance(ASSUMPTIONS.daloActive.value),
      contingent: reserved < ASSUMPTIONS.contingentUnknown.value ? null : contingent,
      npruRelocation: relocated,
      rank: ranks[place]!,
    };
  });
};

/** One situation, sometimes two: they can be cumulated. */
const drawLabels = (table: Weights<string>, random: Random): string[] => {
  if (table.length === 0) return [];
  const codes = new Set([weighted(random, table)]);
  if (random.chance(0.14)) codes.add(weighted(random, table));
  return [...codes].sort();
};

/** Length = past vacancies. The half is reached among those whose resources are known. */
const modestFlags = (
  pack: TerritoryPack,
  pastVacancies: readonly PastVacancy[],
  noResources: readonly boolean[],
  seed: number,
): boolean[] => {
  const fragility = new Map<string, Fragility>(pack.quartiers.map((q) => [q.id, q.fragility]));
  const known = pastVacancies.map((_, place) => place).filter((place) => !noResources[place]);
  const flags = flagsWithMean(
    known.map(
      (place) =>
        MODEST_BY_FRAGILITY[fragility.get(pastVacancies[place]!.dwelling.quartier ?? '') ?? 'unknown'],
    ),
    PUBLISHED.modestAllocations.value,
    seed,
    'allocations/modest',
  );
  const result = pastVacancies.map(() => false);
  known.forEach((place, i) => {
    result[place] = flags[i]!;
  });
  return result;
};

/** Households to model allocations on, by side of the 50/50 and size. */
class Donors {
  readonly #lists = new Map<string, Donor[]>();
  readonly #random: Random;
  constructor(pack: TerritoryPack, donors: readonly Donor[], random: Random) {
    this.#random = random;
    const cut = pack.bands.bands.findLast((band) => band.group === 'modest')?.below;
    if (cut === null || cut === undefined)
      throw new Error('allocations: the pack has no modest band with an upper bound');
    for (const donor of donors) {
      // PLUS ceilings bind: who is above was not housed.
      if (!(donor.shareOfPlus <= 1)) continue;
      const side = donor.shareOfPlus < cut;
      for (const key of [`${side}/${Math.min(6, donor.persons)}`, `${side}`]) {
        const list = this.#lists.get(key);
        if (list) list.push(donor);
        else this.#lists.set(key, [donor]);
      }
    }
  }
  take(modest: boolean, persons: number): Donor {
    const list = this.#lists.get(`${modest}/${persons}`) ?? this.#lists.get(`${modest}`);
    if (!list)
      throw new Error(`allocations: no ${modest ? 'modest' : 'other'} household in the demand to model on`);
    return this.#random.pick(list);
  }
}
