import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import type { ColumnDefinition } from '../../scoring/formula/columns.ts';
import { type CompiledFormula, compileFormula } from '../../scoring/formula/compile.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import { type AcceptanceRates, packRates, ratesOf } from '../acceptance/rates.ts';
import { TYPOLOGIES } from '../domain/codes.ts';
import { isoDay } from '../domain/day.ts';
import type { Situation } from '../domain/territory.ts';
import { demandColumns, predicateColumns } from '../pool/dictionary.ts';
import { lots, NumberColumn } from '../pool/numbers.ts';
import { TURNOVER } from '../simulation/vacancies.ts';
import { membership, type TargetProfile } from '../targets/ledger.ts';
import { prepareTerritory, type Territory } from '../territory/territory.ts';
import { monthNumber, type SimulatedMonth, simulatedMonths } from './calendar.ts';
import type { Horizon } from './horizon.ts';
import { CREDITS, TargetRows } from './targetRows.ts';

/** Inputs that time and proposals move: what is made of them is made anew each month. */
export const MOVING_COLUMNS = [
  'waitingMonths',
  'suitedRefusals',
  'monthsSinceSuitedRefusal',
  'rankedNotHoused',
] as const;

/** A situation whose predicate reads an input that moves. */
export interface MovingSituation {
  readonly situation: Situation;
  readonly predicate: CompiledFormula;
}

/** Demands that no target of the territory tells apart, and whose profiles allow the same contingents. */
export interface DemandKind {
  /** A class that stands for all of theirs, in the eyes of targets. */
  readonly classNumber: number;
  /** Contingents, one bit each. */
  readonly mask: number;
}

/** A horizon made ready in one thread: compiled methods, indexes, and what depends on no replication. */
export interface OpenHorizon {
  readonly horizon: Horizon;
  readonly territory: Territory;
  readonly dictionary: ReadonlyMap<string, ColumnDefinition>;
  readonly ordering: CompiledMethod;
  /** The weighting of a contingent's places; null where the ordering stands alone. */
  readonly weighting: (contingent: string | null) => CompiledMethod | null;
  readonly months: readonly SimulatedMonth[];
  readonly rates: AcceptanceRates;
  readonly rows: TargetRows;
  readonly dwellingIds: readonly string[];
  readonly kinds: readonly DemandKind[];
  /** Kind of each demand. Length = rows of the pool. */
  readonly kindOf: Uint16Array;
  /** Lot of each demand, the method's last tie-break. Length = rows of the pool. */
  readonly lot: Float64Array;
  /** Whole number that stands for each household in draws. Length = rows of the pool. */
  readonly key: Int32Array;
  /** Months waited on the 15th of a month = month number + this. Length = rows of the pool. */
  readonly waitBase: Int32Array;
  /** First anniversary on which a demand is renewed or leaves, months from the start. Length = rows of the pool. */
  readonly firstAnniversary: Int32Array;
  readonly moving: readonly MovingSituation[];
  /** Chance that a let dwelling is freed within twelve months, by place in `TYPOLOGIES`. */
  readonly departureChance: Float64Array;
}

/** @throws Error when a method of the horizon does not compile: it did when the horizon was made. */
export const openHorizon = (horizon: Horizon): OpenHorizon => {
  const { pack, scenario, methods, demands } = horizon;
  const territory = prepareTerritory(pack);
  const dictionary = demandColumns(pack.situations);
  const compiled = new Map(
    methods.map((method): [string, CompiledMethod] => {
      const outcome = compileMethod(method, dictionary, (id) => methods.find((each) => each.id === id));
      if (!outcome.ok) throw new Error(`years: method ${method.id} does not compile`);
      return [method.id, outcome.value];
    }),
  );
  const ordering = compiled.get(horizon.ordering);
  if (ordering === undefined) throw new Error(`years: no method ${horizon.ordering}`);
  const numbers = new NumberColumn(horizon.pool.numbers);
  const lot = lots(numbers, scenario.seed);
  return {
    horizon,
    territory,
    dictionary,
    ordering,
    weighting: (contingent) => weightingFor(ordering, compiled, contingent),
    months: simulatedMonths(scenario.start, scenario.months),
    rates: scenarioRates(horizon),
    rows: new TargetRows({ territory, stock: horizon.stock, profiles: demands.profiles }),
    dwellingIds: horizon.stock.ids.split('\n'),
    ...kindsOf(demands, territory),
    lot,
    key: Int32Array.from(lot, (value) => (value % 0x1_0000_0000) | 0),
    ...demandMonths(horizon),
    moving: movingSituations(pack.situations),
    departureChance: departureChances(horizon),
  };
};

/** Odds multiplied: 0.6 with 2 is 0.75. */
export const withOdds = (chance: number, factor: number): number =>
  (chance * factor) / (1 - chance + chance * factor);

/** The territory's rates of a yes, their odds multiplied as the scenario says. */
const scenarioRates = ({ pack, scenario }: Horizon): AcceptanceRates => {
  const rates = packRates(pack.acceptance);
  const { oddsFactor } = scenario.acceptance;
  return oddsFactor === 1
    ? rates
    : ratesOf({
        source: rates.source,
        correlation: rates.correlation,
        rows: rates.rows.map((row) => ({ ...row, rate: withOdds(row.rate, oddsFactor) })),
      });
};

/** Lists are made on the 15th. */
const LIST_DAY = 15;

const demandMonths = ({
  demands,
  pool,
  scenario,
}: Horizon): Pick<OpenHorizon, 'waitBase' | 'firstAnniversary'> => {
  const { filedDay, arrivalMonth } = demands;
  const confirmed = pool.arrays.confirmedDay as Int32Array;
  const start = monthNumber(scenario.start);
  const waitBase = new Int32Array(filedDay.length);
  const firstAnniversary = new Int32Array(filedDay.length);
  const written = new Map<number, { readonly month: number; readonly day: number }>();
  const calendar = (day: number) => {
    let found = written.get(day);
    if (found === undefined) {
      const text = isoDay(day);
      found = { month: monthNumber(text), day: Number(text.slice(8, 10)) };
      written.set(day, found);
    }
    return found;
  };
  for (let row = 0; row < filedDay.length; row += 1) {
    const filed = calendar(filedDay[row]!);
    waitBase[row] = -filed.month - (filed.day > LIST_DAY ? 1 : 0);
    const from = arrivalMonth[row] === -1 ? calendar(confirmed[row]!).month : filed.month;
    let anniversary = from + 12 - start;
    while (anniversary < 0) anniversary += 12;
    firstAnniversary[row] = anniversary;
  }
  return { waitBase, firstAnniversary };
};

const MASKS = 64;

const kindsOf = (
  { classOf, credits, profiles }: Horizon['demands'],
  territory: Territory,
): Pick<OpenHorizon, 'kinds' | 'kindOf'> => {
  const alike = classesAlike(profiles, territory);
  const known = new Int32Array(MASKS * 65_536).fill(-1);
  const kinds: DemandKind[] = [];
  const kindOf = new Uint16Array(classOf.length);
  for (let row = 0; row < classOf.length; row += 1) {
    const classNumber = alike[classOf[row]!]!;
    const key = classNumber * MASKS + credits[row]!;
    if (known[key] === -1) known[key] = kinds.push({ classNumber, mask: credits[row]! }) - 1;
    kindOf[row] = known[key]!;
  }
  return { kinds, kindOf };
};

/** First class that no target of the territory tells from each one, whatever the lease is credited to. */
const classesAlike = (profiles: readonly TargetProfile[], territory: Territory): readonly number[] => {
  const first = new Map<string, number>();
  return profiles.map((profile, classNumber) => {
    const seen = territory.targets.flatMap((target) =>
      CREDITS.map((contingent) => Object.values(membership(target, { ...profile, contingent })).join()),
    );
    // Whose own mutations a flow leaves out depends on the landlord.
    const signature = [profile.leavesStockOf ?? '', ...seen].join(';');
    const found = first.get(signature) ?? classNumber;
    first.set(signature, found);
    return found;
  });
};

const movingSituations = (situations: readonly Situation[]): readonly MovingSituation[] => {
  const columns = predicateColumns();
  const moves = new Set<string>(MOVING_COLUMNS);
  return situations.flatMap((situation): MovingSituation[] => {
    if (situation.predicate === null) return [];
    const compiled = compileFormula(situation.predicate, columns, 'boolean');
    if (!compiled.ok) throw new Error(`years: predicate of ${situation.code} does not compile`);
    const { value } = compiled;
    return value.inputs.some(({ name }) => moves.has(name)) ? [{ situation, predicate: value }] : [];
  });
};

/** Small dwellings are left more often, as in the generated world; over the stock at the start, as many a year as the scenario says. */
const departureChances = ({ stock, scenario }: Horizon): Float64Array => {
  let weight = 0;
  for (let i = 0; i < stock.count; i += 1)
    if (stock.builtMonth[i] === -1) weight += TURNOVER[TYPOLOGIES[stock.typology[i]!]!];
  return Float64Array.from(TYPOLOGIES, (typology) =>
    weight === 0 ? 0 : Math.min(1, (TURNOVER[typology] * scenario.vacancies.departuresPerYear) / weight),
  );
};
