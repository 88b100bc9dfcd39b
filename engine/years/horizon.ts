import { createHash } from 'node:crypto';
import type { Method } from '../../scoring/method.ts';
import { profileClasses } from '../assignment/classes.ts';
import { dayNumber, isoDay } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { fail, InputError, ok, type Result } from '../domain/issue.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { TerritoryPack } from '../domain/territory.ts';
import { int32, uint8 } from '../pool/allocate.ts';
import { buildPool } from '../pool/build.ts';
import { demandColumns } from '../pool/dictionary.ts';
import { Pool, type PoolColumns } from '../pool/pool.ts';
import { randomStream, shuffle } from '../simulation/random.ts';
import { splitStock } from '../simulation/vacancies.ts';
import { generateWorld } from '../simulation/world.ts';
import { ledgerOf, type TargetProfile } from '../targets/ledger.ts';
import { prepareTerritory, type Territory } from '../territory/territory.ts';
import { drawCohort } from './arrivals.ts';
import { monthNumber } from './calendar.ts';
import { joinPools } from './joinPools.ts';
import { drawNewBuild } from './newBuild.ts';
import { scenarioPack } from './scenarioPack.ts';
import { type StockColumns, stockColumns } from './stock.ts';
import { type StartCount, startCounts } from './targetRows.ts';

/**
 * All that the replications of a scenario read, as plain data on shared buffers: the demands of the whole horizon in one pool, the
 * stock and what is built, the territory as the scenario has it. Nobody writes to it once made.
 */
export interface Horizon {
  /** SHA-256 of the scenario, of the methods and of the columns: the same scenario makes the same one. */
  readonly hash: string;
  readonly scenario: Scenario;
  readonly pack: TerritoryPack;
  /** Methods of the territory, and the parts that composite ones name. */
  readonly methods: readonly Method[];
  readonly ordering: string;
  /** Demands that wait at the start, then those that may come, in order of month. Facts are those of its day. */
  readonly pool: PoolColumns;
  readonly demands: {
    /** Month of filing from the start; −1: waits at the start. Length = rows, as below. */
    readonly arrivalMonth: Int32Array;
    /** Day of filing, as a day number: that of arrivals is in their month. */
    readonly filedDay: Int32Array;
    /** 1: comes in every replication, and stays until it is housed. */
    readonly always: Uint8Array;
    /** Dwelling that a tenant of the stock would leave: its place; −1: none is known. */
    readonly home: Int32Array;
    /** What targets see: places in `profiles`. */
    readonly classOf: Uint16Array;
    readonly profiles: readonly TargetProfile[];
    /** Contingents that the profile allows, one bit each. */
    readonly credits: Uint8Array;
  };
  readonly stock: StockColumns;
  /** Places of the dwellings that are free at the start, and of those that urban renewal pulls down once their tenants have left. */
  readonly open: Int32Array;
  readonly condemned: Int32Array;
  /** Counts of the civil year in which the horizon begins. */
  readonly startCounts: readonly StartCount[];
}

/**
 * Whether a scenario fits its territory: the pack as it has it, and its ordering. Nothing is drawn.
 *
 * Issues: `scenario.start` (before the territory's reference day), `scenario.method`, those of `scenarioPack`.
 */
export const scenarioReady = (input: {
  readonly scenario: Scenario;
  readonly pack: TerritoryPack;
  readonly methods: readonly Method[];
}): Result<{ readonly pack: TerritoryPack; readonly ordering: string }> => {
  const { scenario, methods } = input;
  const changed = scenarioPack(input.pack, scenario);
  if (!changed.ok) return changed;
  const pack = changed.value;
  const asOf = pack.referenceDay;
  if (monthNumber(scenario.start) < monthNumber(asOf))
    return fail({
      code: 'scenario.start',
      path: 'start',
      received: scenario.start,
      expected: asOf.slice(0, 7),
    });
  const ordering = scenario.method ?? pack.defaultMethod;
  return methods.some(({ id, kind }) => id === ordering && kind === 'ordering')
    ? ok({ pack, ordering })
    : fail({
        code: 'scenario.method',
        path: 'method',
        received: ordering,
        expected: methods.flatMap(({ id, kind }) => (kind === 'ordering' ? [id] : [])).join(', '),
      });
};

/**
 * @param methods those of the territory, with the parts of composite ones.
 * @throws InputError those of `scenarioReady`.
 */
export const drawHorizon = (input: {
  readonly scenario: Scenario;
  readonly pack: TerritoryPack;
  readonly methods: readonly Method[];
  readonly progress?: (done: number) => void;
}): Horizon => {
  const { scenario, methods, progress = () => {} } = input;
  const ready = scenarioReady(input);
  if (!ready.ok) throw new InputError(ready.issues);
  const { pack, ordering } = ready.value;
  const asOf = pack.referenceDay;
  const territory = prepareTerritory(pack);
  const world = worldOf(territory, scenario, asOf);
  const years = Math.ceil(scenario.months / 12);
  progress(1 / (years + 2));
  const built = drawNewBuild(scenario, world.dwellings);
  const demands = drawDemands({ territory, scenario, asOf, world, years, progress });
  const dwellings = [...dedicated(world.dwellings, territory, scenario), ...built.dwellings];
  const months = new Int32Array(dwellings.length).fill(-1);
  months.set(built.months, world.dwellings.length);
  const places = new Map(dwellings.map(({ id }, i) => [id as string, i]));
  const stock = stockColumns(dwellings, months);
  const condemned = condemnedDwellings(scenario, world.letDwellings, demands.always, places);
  const home = homesOf(demands, places, condemned);
  const pool = joinPools(demands.pools);
  const classes = profileClasses(new Pool(pool, demandColumns(pack.situations)), territory);
  const { ledger } = ledgerOf({
    territory,
    allocations: world.allocations,
    dwellings: new Map(world.dwellings.map((dwelling) => [dwelling.id as string, dwelling])),
    asOf: isoDay(dayNumber(`${scenario.start}-01` as IsoDay) - 1),
  });
  const sameYear = ledger.year === Number(scenario.start.slice(0, 4));
  const horizon: Omit<Horizon, 'hash'> = {
    scenario,
    pack,
    methods,
    ordering,
    pool,
    demands: {
      arrivalMonth: demands.arrivalMonth,
      filedDay: demands.filedDay,
      always: demands.always,
      home,
      classOf: classes.classOf,
      profiles: classes.profiles,
      credits: classes.credits,
    },
    stock,
    open: Int32Array.from(world.vacancies, ({ dwelling }) => places.get(dwelling)!),
    condemned,
    startCounts: sameYear ? startCounts(territory, ledger) : [],
  };
  return { ...horizon, hash: hashOf(horizon) };
};

type HorizonWorld = Pick<
  ReturnType<typeof generateWorld>,
  'demands' | 'dwellings' | 'vacancies' | 'allocations'
> & {
  readonly letDwellings: readonly Dwelling[];
};

const worldOf = (territory: Territory, { seed, world: sizes }: Scenario, asOf: IsoDay): HorizonWorld => {
  const usual = territory.pack.world;
  const openCount = sizes?.openVacancies ?? usual.openVacancies.value;
  const leases = sizes?.leasesPerYear ?? usual.leasesPerYear.value;
  const world = generateWorld({
    territory,
    seed,
    asOf,
    demandCount: sizes?.demands ?? usual.demands.value,
    dwellingCount: sizes?.dwellings ?? usual.dwellings.value,
    allocationsPerYear: leases,
    openVacancyCount: openCount,
  });
  // The same split as the world's own: a pure function of the same stock and seed.
  const turnover = splitStock(world.dwellings, { seed, openCount, pastCount: HISTORY_YEARS * leases });
  return { ...world, letDwellings: turnover.let };
};
/** Years of past allocations of a generated world. */
const HISTORY_YEARS = 2;

interface HorizonDemands {
  readonly pools: readonly PoolColumns[];
  readonly arrivalMonth: Int32Array;
  readonly filedDay: Int32Array;
  readonly always: Uint8Array;
  /** Dwelling that each row declares as its home. */
  readonly homes: readonly (string | null)[];
}

const drawDemands = (input: {
  readonly territory: Territory;
  readonly scenario: Scenario;
  readonly asOf: IsoDay;
  readonly world: HorizonWorld;
  readonly years: number;
  readonly progress: (done: number) => void;
}): HorizonDemands => {
  const { territory, scenario, asOf, world, years, progress } = input;
  const present = [...world.demands].sort((a, b) => (a.number < b.number ? -1 : 1));
  const pools = [buildPool({ demands: present, territory, asOf }).columns];
  const homes = present.map(({ currentHousing }): string | null => currentHousing.dwelling);
  const months: number[] = present.map(() => -1);
  const filed = present.map(({ filedOn }) => dayNumber(filedOn));
  const always: number[] = present.map(({ npruRelocation }) => (npruRelocation === true ? 1 : 0));
  const first = monthNumber(scenario.start);
  for (let year = 0; year < years; year += 1) {
    const cohort = drawCohort({ territory, scenario, year, asOf, letDwellings: world.letDwellings });
    if (cohort !== null) {
      pools.push(buildPool({ demands: cohort.demands, territory, asOf }).columns);
      cohort.demands.forEach(({ currentHousing }, i) => {
        homes.push(currentHousing.dwelling);
        months.push(cohort.months[i]!);
        filed.push(firstDayOf(first + cohort.months[i]!) + cohort.days[i]! - 1);
        always.push(cohort.always[i]!);
      });
    }
    progress((year + 2) / (years + 2));
  }
  const arrivalMonth = int32(months.length);
  arrivalMonth.set(months);
  const filedDay = int32(months.length);
  filedDay.set(filed);
  const flags = uint8(months.length);
  flags.set(always);
  return { pools, arrivalMonth, filedDay, always: flags, homes };
};

const firstDayOf = (month: number): number =>
  dayNumber(
    `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01` as IsoDay,
  );

/** Dwellings « à l'adresse » as the scenario has them: in communes whose rotation is low, drawn by lot. */
const dedicated = (
  dwellings: readonly Dwelling[],
  territory: Territory,
  { aciAddress, seed }: Scenario,
): readonly Dwelling[] => {
  const below = territory.pack.world.dedicatedBelowLeasesPerYear;
  if (aciAddress === undefined || below === null) return dwellings;
  const chosen = new Set<string>();
  for (const [commune, leases] of territory.estimatedLeasesByCommune) {
    if (leases >= below.value) continue;
    const here = dwellings.filter((dwelling) => dwelling.commune === commune).map(({ id }) => id as string);
    for (const id of shuffle(randomStream(seed, `years/address/${commune}`), here).slice(
      0,
      aciAddress.perCommune,
    ))
      chosen.add(id);
  }
  return dwellings.map((dwelling) => ({ ...dwelling, aciAddress: chosen.has(dwelling.id) }));
};

/** Let dwellings of QPV that the programme empties, one for each of its households, as far as there are some. */
const condemnedDwellings = (
  { seed }: Scenario,
  letDwellings: readonly Dwelling[],
  always: Uint8Array,
  places: ReadonlyMap<string, number>,
): Int32Array => {
  const wanted = always.reduce((sum, flag) => sum + flag, 0);
  const here = letDwellings
    .filter(({ qpv2024 }) => typeof qpv2024 === 'string')
    .map(({ id }) => places.get(id)!);
  const chosen = shuffle(randomStream(seed, 'years/condemned'), here).slice(0, wanted);
  const condemned = int32(chosen.length);
  condemned.set(chosen);
  return condemned;
};

/** Households rehoused by urban renewal leave a condemned dwelling; others the one that they declare. */
const homesOf = (
  { homes, always }: Pick<HorizonDemands, 'homes' | 'always'>,
  places: ReadonlyMap<string, number>,
  condemned: Int32Array,
): Int32Array => {
  const home = int32(homes.length);
  let next = 0;
  homes.forEach((declared, row) => {
    home[row] = declared === null ? -1 : (places.get(declared) ?? -1);
    if (always[row] === 0) return;
    home[row] = condemned[next] ?? -1;
    next += 1;
  });
  return home;
};

const hashOf = ({ scenario, pack, methods, pool, demands, stock, open }: Omit<Horizon, 'hash'>): string => {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify({
      scenario,
      pack: [pack.id, pack.version, pack.targets, pack.contingents, pack.matching, pack.acceptance],
      methods,
    }),
  );
  hash.update(pool.numbers);
  const add = (array: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }) =>
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  for (const name of Object.keys(pool.arrays).sort()) add(pool.arrays[name]!);
  for (const array of [demands.arrivalMonth, demands.filedDay, demands.always, demands.home, demands.classOf])
    add(array);
  hash.update(stock.ids);
  for (const array of [stock.commune, stock.quartier, stock.typology, stock.financing, stock.rentEur, open])
    add(array);
  return hash.digest('hex');
};
