import type {
  Experiment,
  ExperimentMonth,
  FreedDwelling,
  RecordedVacancy,
} from '../../engine/comparison/experiment.ts';
import { monthEnd } from '../../engine/comparison/months.ts';
import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import { yearOf } from '../../engine/domain/day.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { buildPool } from '../../engine/pool/build.ts';
import type { PoolColumns } from '../../engine/pool/pool.ts';
import { listsOf } from '../../engine/review/lists.ts';
import type { Store } from '../store/store.ts';
import { armsOf, type ComparisonQuestion, MOST_MONTHS } from './comparisonQuestion.ts';
import { lived } from './recordedRows.ts';
import { registerOf } from './register.ts';
import type { Workspace } from './workspace.ts';

/** Recorded months that dwellings to come are drawn from: two years, so that each season is there twice. */
const SUPPLY_MONTHS = 24;
const RECORDED_MONTHS = 12;
const GENERATED_MONTHS = 6;

/**
 * The experiment that a question asks for, frozen. A recorded month has the demands filed by its last day and not housed before the
 * period; months to come have those of the workspace's day.
 *
 * @throws InputError those of `armsOf`, `comparison.period`, `comparison.no-vacancies`.
 */
export const comparisonExperiment = async (
  workspace: Workspace,
  store: Store,
  question: ComparisonQuestion,
): Promise<Experiment> => {
  const past = question.period ?? usualPeriod(workspace);
  return past.kind === 'recorded'
    ? recordedExperiment(workspace, store, question, past)
    : generatedExperiment(workspace, question, past.months);
};

type Period = NonNullable<ComparisonQuestion['period']>;

/**
 * Days of the commissions of a recorded period: the ends of its months, the day of the data for the one under way.
 *
 * @throws InputError `comparison.period`.
 */
export const recordedMonths = (
  { asOf }: Pick<Workspace['pool'], 'asOf'>,
  { from, to }: { readonly from: string; readonly to: string },
): readonly IsoDay[] => {
  const ends: IsoDay[] = [];
  for (
    let end = monthEnd(`${from}-01` as IsoDay);
    monthOf(end) <= to && ends.length <= MOST_MONTHS;
    end = monthEnd(end, 1)
  )
    ends.push(end < asOf ? end : asOf);
  if (ends.length === 0 || ends.length > MOST_MONTHS || to > monthOf(asOf))
    throw new InputError([
      {
        code: 'comparison.period',
        path: 'from',
        received: `${from} – ${to}`,
        expected: `1 à ${MOST_MONTHS} mois, jusqu’à ${monthOf(asOf)}`,
      },
    ]);
  return ends;
};

const monthOf = (day: IsoDay): string => day.slice(0, 7);

const monthsBefore = (asOf: IsoDay, count: number): string =>
  monthOf(monthEnd(`${monthOf(asOf)}-01` as IsoDay, -count));

/** Whole months only: the one under way is left out. */
const usualPeriod = ({ pool, sessionData }: Workspace): Period => {
  const [from, to] = [monthsBefore(pool.asOf, RECORDED_MONTHS), monthsBefore(pool.asOf, 1)];
  const isRecorded = ({ examinedOn }: Outcome) => monthOf(examinedOn) >= from && monthOf(examinedOn) <= to;
  return sessionData.outcomes.some(isRecorded)
    ? { kind: 'recorded', from, to }
    : { kind: 'generated', months: GENERATED_MONTHS };
};

const shared = (workspace: Workspace, question: ComparisonQuestion, mode: Experiment['mode']) => {
  const { source, rows, correlation } = workspace.sessionData.rates;
  return {
    territory: workspace.territory.pack.id,
    mode,
    seed: question.seed,
    replications: question.replications,
    ...armsOf(workspace, question, mode),
    drafts: question.drafts,
    rates: { source, rows, correlation },
  };
};

const recordedExperiment = async (
  workspace: Workspace,
  store: Store,
  question: ComparisonQuestion,
  { from, to }: Extract<Period, { kind: 'recorded' }>,
): Promise<Experiment> => {
  const { pool, territory, sessionData } = workspace;
  const first = `${from}-01` as IsoDay;
  const ends = recordedMonths(pool, { from, to });
  const { allocations, dwellings } = sessionData;
  const lastDay = ends.at(-1)!;
  const byMonth = recordedVacancies(workspace, { first, lastDay });
  if (byMonth.size === 0) throw new InputError([{ code: 'comparison.no-vacancies', path: 'from' }]);
  const { facts } = await registerOf(store).factsBefore(pool.asOf);
  const gone = new Set(
    allocations
      .filter(({ leaseSignedOn }) => leaseSignedOn !== null && leaseSignedOn < first)
      .map(({ demand }) => demand as string),
  );
  const demands = lived(await store.all('demands'), facts).filter(({ number }) => !gone.has(number));
  const pools: PoolColumns[] = [];
  for (const asOf of ends) {
    pools.push(poolOn(demands, territory, asOf));
    // A pool of the whole territory takes most of a second: a server answers others between two.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const recorded = allocations.filter(({ decidedOn }) => decidedOn >= first && decidedOn <= lastDay);
  const before = beforePeriod(allocations, first, yearOf(ends[0]!));
  const months = ends.map(
    (asOf, m): ExperimentMonth => ({ asOf, pool: m, vacancies: byMonth.get(monthOf(asOf)) ?? [] }),
  );
  const named = new Set<string>([
    ...before.map(({ dwelling }) => dwelling as string),
    ...months.flatMap(({ vacancies }) => vacancies.map(({ vacancy }) => vacancy.dwelling as string)),
  ]);
  return {
    ...shared(workspace, question, 'recorded'),
    pools,
    months,
    before,
    recorded,
    dwellings: [...named].flatMap((id) => dwellings.get(id) ?? []),
    supply: [],
  };
};

const poolOn = (demands: readonly Demand[], territory: Workspace['territory'], asOf: IsoDay): PoolColumns =>
  buildPool({ demands: demands.filter(({ filedOn }) => filedOn <= asOf), territory, asOf }).columns;

/** Allocations that the first ledger counts. */
const beforePeriod = (
  allocations: readonly Allocation[],
  first: IsoDay,
  year: number,
): readonly Allocation[] =>
  allocations.filter(
    ({ decidedOn, leaseSignedOn }) =>
      decidedOn < first &&
      (yearOf(decidedOn) === year || (leaseSignedOn !== null && yearOf(leaseSignedOn) === year)),
  );

const ATTRIBUTIONS: readonly Outcome['decision'][] = [
  'attribution',
  'attribution-ranked',
  'attribution-conditional',
];

/** Vacancies by the month of their first recorded list of the period, with the households that commissions attributed them to. */
const recordedVacancies = (
  { vacancies, territory, sessionData }: Workspace,
  { first, lastDay }: { readonly first: IsoDay; readonly lastDay: IsoDay },
): ReadonlyMap<string, readonly RecordedVacancy[]> => {
  const { outcomes, allocations, dwellings } = sessionData;
  const oriented = territory.pack.contingents.regime === 'orientation';
  const credited = new Map(allocations.map(({ dwelling, contingent }) => [dwelling as string, contingent]));
  const lists = listsOf(
    outcomes.filter(
      ({ examinedOn, decision }) =>
        examinedOn >= first && examinedOn <= lastDay && ATTRIBUTIONS.includes(decision),
    ),
  ).filter(({ dwelling }) => dwellings.has(dwelling));
  const found = new Map<
    string,
    { readonly vacancy: Vacancy; readonly on: IsoDay; lists: { on: IsoDay; numbers: Outcome['demand'][] }[] }
  >();
  for (const { vacancy: id, dwelling, examinedOn, outcomes: rows } of lists) {
    const numbers = [...rows].sort((a, b) => a.rank - b.rank).map(({ demand }) => demand);
    const known = found.get(id);
    const list = { on: examinedOn, numbers };
    if (known) {
      known.lists.push(list);
      continue;
    }
    const vacancy: Vacancy = vacancies.get(id) ?? {
      id: rows[0]!.vacancy,
      dwelling: rows[0]!.dwelling,
      availableOn: examinedOn,
      reason: 'rotation',
      orientedTo: oriented ? (credited.get(dwelling) ?? null) : null,
      adaptedPlai: false,
    };
    found.set(id, { vacancy, on: examinedOn, lists: [list] });
  }
  const byMonth = new Map<string, RecordedVacancy[]>();
  const inOrder = [...found.values()].map(({ vacancy, lists }) => {
    const ordered = lists.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    return { on: ordered[0]!.on, vacancy, lists: ordered.map(({ numbers }) => numbers) };
  });
  inOrder.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.vacancy.id < b.vacancy.id ? -1 : 1));
  for (const { on, vacancy, lists } of inOrder) {
    const month = byMonth.get(monthOf(on)) ?? [];
    month.push({ vacancy, lists });
    byMonth.set(monthOf(on), month);
  }
  return byMonth;
};

const generatedExperiment = (
  workspace: Workspace,
  question: ComparisonQuestion,
  count: number,
): Experiment => {
  const { pool, sessionData } = workspace;
  const { allocations, dwellings } = sessionData;
  const supply = freedByMonth(workspace);
  if (supply.length === 0) throw new InputError([{ code: 'comparison.no-vacancies', path: 'months' }]);
  const months = Array.from(
    { length: count },
    (_, m): ExperimentMonth => ({ asOf: monthEnd(pool.asOf, m + 1), pool: 0, vacancies: [] }),
  );
  const day = monthEnd(pool.asOf, 1);
  const before = beforePeriod(allocations, day, yearOf(day));
  const named = new Set<string>([
    ...before.map(({ dwelling }) => dwelling as string),
    ...supply.flat().map(({ dwelling }) => dwelling),
  ]);
  return {
    ...shared(workspace, question, 'generated'),
    pools: [pool.columns],
    months,
    before,
    recorded: [],
    dwellings: [...named].sort().flatMap((id) => dwellings.get(id) ?? []),
    supply,
  };
};

/** Dwellings allocated in each of the last whole months on record, oldest month first. */
const freedByMonth = ({ pool, territory, sessionData }: Workspace): readonly (readonly FreedDwelling[])[] => {
  const { allocations, dwellings } = sessionData;
  const [from, to] = [monthsBefore(pool.asOf, SUPPLY_MONTHS), monthsBefore(pool.asOf, 1)];
  const oriented = territory.pack.contingents.regime === 'orientation';
  const months = new Map<string, FreedDwelling[]>();
  for (const { dwelling, decidedOn, contingent } of allocations) {
    const month = monthOf(decidedOn);
    if (month < from || month > to || !dwellings.has(dwelling)) continue;
    const freed = months.get(month) ?? [];
    freed.push({ dwelling, orientedTo: oriented ? contingent : null });
    months.set(month, freed);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, freed]) => freed.sort((a, b) => (a.dwelling < b.dwelling ? -1 : 1)));
};
