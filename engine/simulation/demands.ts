import type { HousingKind } from '../domain/codes.ts';
import type { Demand } from '../domain/demand.ts';
import { isFirstAccess } from '../domain/demand.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Territory } from '../territory/territory.ts';
import { drawEmployment } from './employment.ts';
import { ASSUMPTIONS, PUBLISHED } from './figures.ts';
import { drawFilings } from './filing.ts';
import { drawHomes, hostedHome } from './homes.ts';
import { declareHouseholds, drawHouseholds, type TrueHousehold } from './households.ts';
import { declareIncomes, drawIncomes, quantileOf } from './incomes.ts';
import { resourceMeasures } from './measures.ts';
import {
  drawPartnerSignals,
  drawRecognitions,
  type Established,
  establishedSituations,
} from './priorities.ts';
import { quotaFlags, randomStream, type Weights, weighted } from './random.ts';
import { type Circumstances, choosePlacesToHost, drawCircumstances } from './situations.ts';
import { drawAccessibility, drawWishes } from './wishes.ts';

/** Demands before what past commissions and partners know of them. */
export interface DraftDemands {
  readonly demands: readonly Demand[];
  readonly circumstances: readonly Circumstances[];
  readonly households: readonly TrueHousehold[];
}

/** Demands with everything but their history, DALO, verified situations and contingents. */
export const draftDemands = ({
  territory,
  seed,
  count,
  asOf,
  letDwellings,
}: {
  readonly territory: Territory;
  readonly seed: number;
  readonly count: number;
  readonly asOf: IsoDay;
  readonly letDwellings: readonly Dwelling[];
}): DraftDemands => {
  const { pack } = territory;
  const circumstances = drawCircumstances(count, seed);
  const households = drawHouseholds(circumstances, seed);
  const declared = declareHouseholds(households, { seed, asOf });
  const trueIncomes = drawIncomes(households, seed);
  const incomes = calibratedIncomes(territory, declared, { trueIncomes, seed, asOf });
  const homes = drawHomes({ pack, circumstances, households, incomes: trueIncomes, letDwellings, seed });
  const homeCommunes = homes.map((home) => home.commune);
  const employment = drawEmployment({ pack, households, incomes: trueIncomes, homeCommunes, seed });
  const wishes = drawWishes({ pack, households, homeCommunes, seed });
  const motives = circumstances.map((c) => [...c.motives]);
  const accessibility = drawAccessibility(households, motives, seed);
  const filings = drawFilings(
    circumstances.map((c) => c.mutation),
    { seed, asOf },
  );
  const noNpru = quotaFlags(randomStream(seed, 'demands/npru-unknown'), ASSUMPTIONS.npruUnknown.value, count);
  const signals = drawPartnerSignals(
    filings,
    circumstances.map((c) => !c.mutation && c.kindDeclared),
    { pack, seed, asOf },
  );
  const demands = circumstances.map(
    ({ npru }, place): Demand => ({
      ...filings[place]!,
      household: declared[place]!,
      incomes: incomes[place]!,
      employment: employment[place]!,
      currentHousing: homes[place]!.declared,
      motives: motives[place]!,
      wishes: wishes[place]!,
      accessibility: accessibility[place]!,
      priorities: signals[place]!,
      dalo: null,
      contingents: null,
      npruRelocation: npru ? true : noNpru[place] ? null : false,
      history: { suitedRefusals: 0, rankedNotHoused: 0 },
    }),
  );
  return { demands, circumstances, households };
};

/** Incomes whose tax scale puts the published share of the demand under the PLAI ceiling, by the eligibility functions. */
const calibratedIncomes = (
  territory: Territory,
  households: readonly Demand['household'][],
  {
    trueIncomes,
    seed,
    asOf,
  }: { readonly trueIncomes: ReturnType<typeof drawIncomes>; readonly seed: number; readonly asOf: IsoDay },
): Demand['incomes'][] => {
  const declare = (taxScale: number) => declareIncomes(trueIncomes, households, { seed, asOf, taxScale });
  const before = declare(1);
  const shares = resourceMeasures(
    households.map((household, place) => ({ household, incomes: before[place]! })),
    territory,
    asOf,
  )
    .map((measure) => measure.shareOfPlai)
    .filter((share) => !Number.isNaN(share));
  return declare(1 / quantileOf(shares, PUBLISHED.plaiShare.value));
};

const HOSTS: Weights<HousingKind> = [
  ['CPE', 46],
  ['CP', 38],
  ['LTG', 16],
];
const YOUNG_HOSTS: Weights<HousingKind> = [
  ['CPE', 84],
  ['CP', 12],
  ['LTG', 4],
];

/**
 * The demands, complete. First accesses in a priority situation reach the published share: the pack's predicates are measured,
 * and as many demands as are missing turn out to be hosted by family or a third party. Where the predicates alone hold for
 * more, nothing is taken away and the calibration report shows the gap.
 */
export const completeDemands = ({
  draft,
  histories,
  territory,
  seed,
  asOf,
}: {
  readonly draft: DraftDemands;
  readonly histories: readonly Demand['history'][];
  readonly territory: Territory;
  readonly seed: number;
  readonly asOf: IsoDay;
}): { demands: Demand[]; established: Established[] } => {
  const demands = draft.demands.map((demand, place) => ({ ...demand, history: histories[place]! }));
  const established = establishedSituations(demands, territory, asOf);
  const first = demands.map((demand) => isFirstAccess(demand) === true);
  const missing =
    Math.round(PUBLISHED.aciShare.value * first.filter(Boolean).length) -
    established.filter((e, place) => first[place] && e.priority.length > 0).length;
  const places = choosePlacesToHost({
    circumstances: draft.circumstances,
    isPriority: (place) => established[place]!.priority.length > 0,
    missing,
    seed,
  });
  const random = randomStream(seed, 'demands/hosts');
  for (const place of places) {
    const kind = weighted(random, draft.circumstances[place]!.motives[0] === '12' ? YOUNG_HOSTS : HOSTS);
    const currentHousing = hostedHome(draft.households[place]!, kind, random);
    demands[place] = { ...demands[place]!, currentHousing };
  }
  establishedSituations(
    places.map((place) => demands[place]!),
    territory,
    asOf,
  ).forEach((situations, i) => {
    established[places[i]!] = situations;
  });
  const recognitions = drawRecognitions(demands, established, { seed, asOf });
  // Copies made above: written to once, before anyone else sees them.
  demands.forEach((demand, place) => {
    Object.assign(demand, recognitions[place]);
  });
  return { demands, established };
};
