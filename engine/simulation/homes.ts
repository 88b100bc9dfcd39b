import { type HousingKind, TYPOLOGIES, type Typology } from '../domain/codes.ts';
import type { Demand } from '../domain/demand.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { CommuneCode } from '../domain/ids.ts';
import type { TerritoryPack } from '../domain/territory.ts';
import { ASSUMPTIONS } from './figures.ts';
import type { TrueHousehold } from './households.ts';
import type { TrueIncome } from './incomes.ts';
import { quota, type Random, randomStream, shuffle } from './random.ts';
import type { Circumstances } from './situations.ts';

export interface Home {
  readonly declared: Demand['currentHousing'];
  readonly commune: CommuneCode;
}

/** What is known of a home before some of it is left unsaid. */
interface TrueHome {
  readonly rentEur: number | null;
  readonly areaM2: number | null;
  readonly occupants: number | null;
  readonly typology: Typology | null;
}

/**
 * Current homes. Mutations live in dwellings of the stock that are let (`let`, each used once), of a type that fits their
 * motive; others in the private stock, with family, in a structure or without a home, in communes by population.
 */
export const drawHomes = ({
  pack,
  circumstances,
  households,
  incomes,
  letDwellings,
  seed,
}: {
  readonly pack: TerritoryPack;
  readonly circumstances: readonly Circumstances[];
  readonly households: readonly TrueHousehold[];
  readonly incomes: readonly TrueIncome[];
  readonly letDwellings: readonly Dwelling[];
  readonly seed: number;
}): Home[] => {
  const communes = quota(
    randomStream(seed, 'homes/commune'),
    pack.communes.map((c) => [c.code, c.population] as const),
    circumstances.length,
  );
  const tenancies = new Tenancies(letDwellings, randomStream(seed, 'homes/tenancy'));
  const tenants = randomStream(seed, 'homes/tenants');
  const privates = randomStream(seed, 'homes/private');
  const unsaid = randomStream(seed, 'homes/unknown');
  return circumstances.map((situation, place) => {
    const household = households[place]!;
    if (!situation.mutation)
      return {
        declared: declare(
          situation,
          privateHome(situation, household, incomes[place]!, privates),
          null,
          unsaid,
        ),
        commune: communes[place]!,
      };
    const outside = tenants.chance(ASSUMPTIONS.outsideStock.value);
    const wanted = socialTypology(situation, household, tenants);
    const dwelling = outside ? null : tenancies.take(wanted);
    const home: TrueHome = dwelling
      ? {
          rentEur: dwelling.rentEur,
          areaM2: dwelling.livingAreaM2,
          occupants: household.persons,
          typology: dwelling.typology,
        }
      : { rentEur: 360, areaM2: 62, occupants: household.persons, typology: wanted };
    return {
      declared: declare(situation, home, dwelling, unsaid),
      commune: dwelling?.commune ?? communes[place]!,
    };
  });
};

/** The home of a demand that turns out to be hosted by its family or a third party. */
export const hostedHome = (
  household: TrueHousehold,
  kind: HousingKind,
  random: Random,
): Demand['currentHousing'] => {
  const home = withOthers(household, random);
  return {
    kind,
    rentEur: null,
    livingAreaM2: random.chance(ASSUMPTIONS.currentAreaUnknown.value) ? null : home.areaM2,
    occupants: random.chance(ASSUMPTIONS.occupantsUnknown.value) ? null : home.occupants,
    typology: random.chance(ASSUMPTIONS.currentTypologyUnknown.value) ? null : home.typology,
    bailleur: null,
    dwelling: null,
  };
};

/** Dwellings that are let, by type, each given once; when a type runs out, the next larger, then the smaller ones. */
class Tenancies {
  readonly #free: ReadonlyMap<Typology, Dwelling[]>;
  constructor(dwellings: readonly Dwelling[], random: Random) {
    const free = new Map<Typology, Dwelling[]>(TYPOLOGIES.map((t) => [t, []]));
    for (const dwelling of shuffle(random, [...dwellings])) free.get(dwelling.typology)!.push(dwelling);
    this.#free = free;
  }
  take(wanted: Typology): Dwelling | null {
    const from = TYPOLOGIES.indexOf(wanted);
    const order = [...TYPOLOGIES.slice(from), ...TYPOLOGIES.slice(0, from).reverse()];
    for (const typology of order) {
      const dwelling = this.#free.get(typology)!.pop();
      if (dwelling) return dwelling;
    }
    return null;
  }
}

/** Type a household of the social stock lives in: its own size, less rooms when it says "too small", more when "too large". */
const socialTypology = (
  { motives }: Circumstances,
  { persons, kind }: TrueHousehold,
  random: Random,
): Typology => {
  const suited = kind === 'couple' ? 2 : persons === 1 ? random.integer(1, 2) : Math.min(5, persons);
  const shift =
    motives[0] === '13' ? -1 - random.integer(0, 1) : motives[0] === '10' ? 2 : random.integer(-1, 1);
  return TYPOLOGIES[Math.max(1, Math.min(6, suited + shift))]!;
};

const typologyOfArea = (m2: number): Typology =>
  m2 < 26 ? 'T1' : m2 < 48 ? 'T2' : m2 < 66 ? 'T3' : m2 < 82 ? 'T4' : m2 < 105 ? 'T5' : 'T6P';

const round1 = (value: number): number => Math.round(value * 10) / 10;

const withOthers = ({ persons }: TrueHousehold, random: Random): TrueHome => {
  const occupants = persons + random.integer(1, 4);
  const areaM2 = round1(random.between(28, 50) + 9 * occupants);
  return { rentEur: null, areaM2, occupants, typology: typologyOfArea(areaM2) };
};

const privateHome = (
  { kind, motives }: Circumstances,
  household: TrueHousehold,
  income: TrueIncome,
  random: Random,
): TrueHome => {
  switch (kind) {
    case 'LP':
      return rentedHome(motives[0]!, household, income, random);
    case 'RE':
      return {
        rentEur: random.integer(150, 380),
        areaM2: random.integer(15, 24),
        occupants: household.persons,
        typology: 'T1',
      };
    case 'POCC':
    case 'FONC': {
      const areaM2 = round1(random.between(38, 62) + 11 * household.persons);
      return {
        rentEur: kind === 'FONC' ? 0 : null,
        areaM2,
        occupants: household.persons,
        typology: typologyOfArea(areaM2),
      };
    }
    case 'CP':
    case 'CPE':
    case 'LTG':
      return withOthers(household, random);
    case 'SD':
    case 'SQUAT':
    case 'CAMCAR':
      return { rentEur: null, areaM2: null, occupants: null, typology: null };
    default:
      return {
        rentEur: random.integer(0, 320),
        areaM2: random.integer(12, 30),
        occupants: household.persons,
        typology: 'C',
      };
  }
};

/** Of the households that call their rent too high, those whose declared rent passes a third of their resources. Ours. */
const TOO_EXPENSIVE_ABOVE = 0.27;

/** Share of the resources that rent takes, once benefits are paid to the landlord: what tenants declare. Ours. */
const rentEffort = (motive: string, random: Random): number => {
  if (motive === '09')
    return random.chance(TOO_EXPENSIVE_ABOVE) ? random.between(0.335, 0.55) : random.between(0.24, 0.33);
  return random.between(0.14, 0.32);
};

const rentedHome = (
  motive: string,
  { persons }: TrueHousehold,
  { monthlyEur }: TrueIncome,
  random: Random,
): TrueHome => {
  const usual = 17 + 13 * persons;
  const size =
    motive === '13'
      ? random.between(0.45, 0.85)
      : motive === '10'
        ? random.between(1.3, 1.9)
        : random.between(0.8, 1.3);
  const areaM2 = round1(Math.max(9, usual * size));
  return {
    rentEur: Math.min(1_400, Math.max(60, Math.floor(rentEffort(motive, random) * monthlyEur))),
    areaM2,
    occupants: persons,
    typology: typologyOfArea(areaM2),
  };
};

const said = <T>(draw: number, rate: number, value: T): T | null => (draw < rate ? null : value);

const declare = (
  { kind, kindDeclared, mutation }: Circumstances,
  home: TrueHome,
  dwelling: Dwelling | null,
  random: Random,
): Demand['currentHousing'] => {
  // One draw per field for everyone, so that one household's answers do not shift the next one's.
  const noRent = random.next();
  const noArea = random.next();
  const noOccupants = random.next();
  const noTypology = random.next();
  const noDwelling = random.next();
  return {
    kind: kindDeclared ? kind : null,
    rentEur: said(noRent, ASSUMPTIONS.currentRentUnknown.value, home.rentEur),
    livingAreaM2: said(noArea, ASSUMPTIONS.currentAreaUnknown.value, home.areaM2),
    occupants: said(noOccupants, ASSUMPTIONS.occupantsUnknown.value, home.occupants),
    typology: said(noTypology, ASSUMPTIONS.currentTypologyUnknown.value, home.typology),
    bailleur: mutation && kindDeclared ? (dwelling?.bailleur ?? null) : null,
    dwelling:
      mutation && kindDeclared
        ? said(noDwelling, ASSUMPTIONS.currentDwellingUnknown.value, dwelling?.id ?? null)
        : null,
  };
};
