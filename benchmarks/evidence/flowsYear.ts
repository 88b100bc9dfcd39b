import { openRules, type Rules } from '../../api/service/territories.ts';
import { listRates, packRates } from '../../engine/acceptance/rates.ts';
import { profileClasses } from '../../engine/assignment/classes.ts';
import { planView } from '../../engine/assignment/explain/view.ts';
import { DEFAULT_SESSION_OPTIONS, prepareSession } from '../../engine/assignment/session.ts';
import { solveStages } from '../../engine/assignment/stages.ts';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Reservataire } from '../../engine/domain/codes.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { nextOrientations } from '../../engine/flows/next.ts';
import { flowsOf } from '../../engine/flows/status.ts';
import { flowMembers } from '../../engine/flows/waiting.ts';
import { buildPool } from '../../engine/pool/build.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { type Ranking, rankPool } from '../../engine/shortlist/ranking.ts';
import { randomStream, shuffle, type Weights, weighted } from '../../engine/simulation/random.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { cellKey, type FlowCell, flowState } from '../../engine/targets/flow.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import { prepareTerritory, type Territory } from '../../engine/territory/territory.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import { METHOD, type MelSize, TERRITORY } from '../workloads/mel.ts';

/**
 * Who says which contingent a lease is credited to: the session, as it composes lists; `precal flux next`; a rota of twenty
 * vacancies by landlord, by the shares; a draw by the shares. The last three orient each vacancy before the session.
 */
export const POLICIES = ['session', 'next', 'rota', 'random'] as const;
export type Policy = (typeof POLICIES)[number];

export interface FlowsYearPlan {
  readonly months: number;
  /** Freed each month; a dwelling that nobody took is proposed again the next. */
  readonly vacancies: number;
  readonly size: Omit<MelSize, 'openVacancyCount'>;
  /** What the shares weigh on lists, instead of the pack's. */
  readonly row?: { readonly toleranceDwellings: number; readonly precedence: number };
}

const SIZE = { demandCount: 9_000, dwellingCount: 15_000, allocationsPerYear: 900 };

/** The shares as the pack weighs them on lists, then weighed as the mix of quartiers is, to the lease. */
export const FLOWS_YEAR = {
  pack: { months: 12, vacancies: 120, size: SIZE },
  exact: { months: 12, vacancies: 120, size: SIZE, row: { toleranceDwellings: 0, precedence: 2 } },
} as const satisfies Readonly<Record<string, FlowsYearPlan>>;

/** The year's end of one policy in one world. */
export interface FlowsYear {
  readonly policy: Policy;
  readonly seed: number;
  /** Leases of the flow. */
  readonly leases: number;
  /** Σ |credited − share · leases| over landlords, QPV and réservataires. */
  readonly deviation: number;
  readonly byBailleur: ReadonlyMap<string, number>;
  /** The same over the whole territory's counts: what landlords lack and have too much makes up for. */
  readonly territoryDeviation: number;
  /** Mean points of the households housed. */
  readonly points: number;
}

interface WorldYear {
  readonly seed: number;
  readonly territory: Territory;
  readonly methods: Rules['methods'];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly demands: ReturnType<typeof generateWorld>['demands'];
  readonly vacancies: readonly Vacancy[];
}

/** A year of monthly sessions under each policy, from the same world, with the same answers. */
export const flowsYears = (seed: number, plan: FlowsYearPlan): readonly FlowsYear[] => {
  const world = worldOf(seed, plan);
  return POLICIES.map((policy) => yearOfPolicy(world, plan, policy));
};

const YEAR = 2026;
const dayOf = (month: number): IsoDay => `${YEAR}-${String(month + 1).padStart(2, '0')}-15` as IsoDay;

/** No generated demand lists the other réservataires: their share is the landlord's own, or every run would lack it alike. */
const servable = (territory: Territory, row: FlowsYearPlan['row']): Territory => {
  const { pack } = territory;
  const others = pack.contingents.shares.find(({ reservataire }) => reservataire === 'AUTRES')?.share ?? 0;
  const shares = pack.contingents.shares.map((share) =>
    share.reservataire === 'AUTRES'
      ? { ...share, share: 0 }
      : share.reservataire === 'AUCUN'
        ? { ...share, share: Math.round((share.share + others) * 100) / 100 }
        : share,
  );
  const weight = pack.contingents.row && { ...pack.contingents.row, ...row };
  return prepareTerritory({
    ...pack,
    contingents: { ...pack.contingents, shares, ...(weight ? { row: weight } : {}) },
  });
};

const worldOf = (seed: number, { months, vacancies, size, row }: FlowsYearPlan): WorldYear => {
  const rules = openRules(TERRITORY);
  const territory = servable(rules.territory, row);
  const world = generateWorld({
    territory,
    seed,
    asOf: `${YEAR}-01-01` as IsoDay,
    ...size,
    openVacancyCount: months * vacancies,
  });
  return {
    seed,
    territory,
    methods: rules.methods,
    dwellings: new Map(world.dwellings.map((dwelling) => [dwelling.id as string, dwelling])),
    demands: world.demands,
    vacancies: shuffle(randomStream(seed, 'evidence/flows/agenda'), [...world.vacancies]),
  };
};

const yearOfPolicy = (world: WorldYear, { months, vacancies }: FlowsYearPlan, policy: Policy): FlowsYear => {
  const { territory, dwellings, seed } = world;
  const orient = orienter(world, policy);
  const housed = new Set<string>();
  let allocations: readonly Allocation[] = [];
  let again: readonly Vacancy[] = [];
  let points = 0;
  for (let month = 0; month < months; month += 1) {
    const asOf = dayOf(month);
    const demands = world.demands.filter(({ number }) => !housed.has(number));
    const pool = buildPool({ demands, territory, asOf });
    const freed = [...again, ...world.vacancies.slice(month * vacancies, (month + 1) * vacancies)];
    const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf });
    const agenda = orient({ pool, allocations, ledger, asOf, vacancies: freed });
    const found = sessionLeases(world, { pool, ledger, asOf, agenda, month });
    allocations = [...allocations, ...found.leases];
    for (const { demand } of found.leases) housed.add(demand);
    points += found.points;
    const taken = new Set(found.leases.map(({ dwelling }) => dwelling as string));
    again = freed.filter(({ dwelling }) => !taken.has(dwelling));
  }
  const asOf = `${YEAR}-12-31` as IsoDay;
  const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf });
  return { policy, seed, points: points / allocations.length, ...deviations(territory, dwellings, ledger) };
};

type Ledger = ReturnType<typeof ledgerOf>['ledger'];
interface Month {
  readonly pool: Pool;
  readonly allocations: readonly Allocation[];
  readonly ledger: Ledger;
  readonly asOf: IsoDay;
  readonly vacancies: readonly Vacancy[];
}
type Orient = (month: Month) => readonly Vacancy[];

const ROTA = 20;

const orienter = ({ territory, dwellings, seed }: WorldYear, policy: Policy): Orient => {
  const shares = territory.pack.contingents.shares.filter(({ share }) => share > 0);
  switch (policy) {
    case 'session':
      return ({ vacancies }) => vacancies.map((vacancy) => ({ ...vacancy, orientedTo: null }));
    case 'random': {
      const random = randomStream(seed, 'evidence/flows/random');
      const table: Weights<Reservataire> = shares.map(({ reservataire, share }) => [reservataire, share]);
      return ({ vacancies }) =>
        vacancies.map((vacancy) => ({ ...vacancy, orientedTo: weighted(random, table) }));
    }
    case 'rota': {
      const rota = rotaOf(shares);
      const turns = new Map<string, number>();
      return ({ vacancies }) =>
        vacancies.map((vacancy) => {
          const { bailleur } = dwellings.get(vacancy.dwelling)!;
          const turn = turns.get(bailleur) ?? 0;
          turns.set(bailleur, turn + 1);
          return { ...vacancy, orientedTo: rota[turn % ROTA]! };
        });
    }
    case 'next':
      return ({ pool, allocations, ledger, asOf, vacancies }) => {
        const { cells } = flowsOf({ territory, dwellings, allocations, ledger, openProposals: [], asOf });
        const orientations = nextOrientations({
          pool,
          territory,
          cells,
          agenda: vacancies.map((vacancy) => ({ vacancy, dwelling: dwellings.get(vacancy.dwelling)! })),
          credits: profileClasses(pool, territory).credits,
          members: flowMembers(pool, territory),
          anew: true,
        });
        return orientations.map(({ vacancy, reservataire }) => ({ ...vacancy, orientedTo: reservataire }));
      };
  }
};

/** Twenty turns in which each réservataire has its share, spread out: each turn goes to the one owed most. */
const rotaOf = (
  shares: readonly { readonly reservataire: Reservataire; readonly share: number }[],
): readonly Reservataire[] => {
  const given = new Map<Reservataire, number>();
  return Array.from({ length: ROTA }, (_, turn) => {
    const owed = shares.map(({ reservataire, share }) => ({
      reservataire,
      owed: share * (turn + 1) - (given.get(reservataire) ?? 0),
    }));
    const { reservataire } = owed.reduce((most, each) => (each.owed > most.owed ? each : most));
    given.set(reservataire, (given.get(reservataire) ?? 0) + 1);
    return reservataire;
  });
};

/** One session: Précal's lists, then answers drawn by vacancy and rank, the same whatever the policy. */
const sessionLeases = (
  { territory, methods, dwellings, seed }: WorldYear,
  {
    pool,
    ledger,
    asOf,
    agenda,
    month,
  }: {
    readonly pool: Pool;
    readonly ledger: Ledger;
    readonly asOf: IsoDay;
    readonly agenda: readonly Vacancy[];
    readonly month: number;
  },
): { readonly leases: readonly Allocation[]; readonly points: number } => {
  const ordering = methods.get(METHOD)!;
  const rankings = new Map<string | null, Ranking>();
  const ranking = (contingent: string | null): Ranking => {
    const weighting = weightingFor(ordering, methods, contingent);
    const key = weighting?.method.id ?? null;
    const found = rankings.get(key) ?? rankPool({ pool, ordering, weighting, seed });
    rankings.set(key, found);
    return found;
  };
  const rates = packRates(territory.pack.acceptance);
  const classes = profileClasses(pool, territory);
  const prepared = prepareSession({
    pool,
    territory,
    classes,
    asOf,
    vacancies: agenda.map((vacancy) => ({ vacancy, dwelling: dwellings.get(vacancy.dwelling)! })),
    ranking,
    rates,
    ledger,
    openProposals: [],
    pins: [],
    exclusions: [],
    beyondWishes: new Set(),
    bonus: new Map(),
    options: DEFAULT_SESSION_OPTIONS,
  });
  const view = planView(prepared, solveStages(prepared.staged));
  const leases: Allocation[] = [];
  let points = 0;
  view.lists.forEach((list, v) => {
    const { vacancy, dwelling } = prepared.places[v]!;
    const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
    const accepts = listRates(rates, fragility, list.length);
    const random = randomStream(seed, `evidence/flows/answers/${month}/${vacancy.id}`);
    const answers = list.map((_, rank) => random.chance(accepts[rank]!));
    const taker = list[answers.indexOf(true)];
    if (taker === undefined) return;
    points += ranking(null).scored.points[taker.row]! / 1000;
    const profile = classes.profiles[classes.classOf[taker.row]!]!;
    leases.push({
      dwelling: dwelling.id,
      decidedOn: asOf,
      leaseSignedOn: asOf,
      demand: pool.numbers.at(taker.row),
      firstAccess: profile.firstAccess,
      ownStockMutation: null,
      shareOfPlusCeiling: null,
      incomePerUcEur: null,
      verifiedSituations: null,
      daloActive: null,
      contingent: taker.contingent,
      npruRelocation: profile.npruRelocation,
      rank: taker.rank,
      counted: {
        bandGroup: profile.bandGroup,
        firstQuartile: profile.firstQuartile,
        verifiedPriority: profile.verifiedPriority,
      },
    });
  });
  return { leases, points };
};

const deviations = (
  territory: Territory,
  dwellings: ReadonlyMap<string, Dwelling>,
  ledger: Ledger,
): Pick<FlowsYear, 'leases' | 'deviation' | 'byBailleur' | 'territoryDeviation'> => {
  const cells = new Map<string, FlowCell>();
  for (const { bailleur, qpv2024 } of dwellings.values()) {
    if (qpv2024 === null) continue;
    const cell = { bailleur, qpv: qpv2024 !== false };
    cells.set(cellKey(cell), cell);
  }
  const byBailleur = new Map<string, number>();
  const whole = new Map<Reservataire, number>();
  let leases = 0;
  for (const cell of cells.values()) {
    const { base, lags } = flowState(territory, ledger, cell);
    leases += base;
    const off = lags.reduce((sum, { lag }) => sum + Math.abs(lag), 0);
    byBailleur.set(cell.bailleur, (byBailleur.get(cell.bailleur) ?? 0) + off);
    for (const { reservataire, lag } of lags) whole.set(reservataire, (whole.get(reservataire) ?? 0) + lag);
  }
  return {
    leases,
    deviation: [...byBailleur.values()].reduce((sum, off) => sum + off, 0),
    byBailleur,
    territoryDeviation: [...whole.values()].reduce((sum, lag) => sum + Math.abs(lag), 0),
  };
};
