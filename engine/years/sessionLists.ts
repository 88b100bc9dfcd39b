import { profileClasses } from '../assignment/classes.ts';
import { planView } from '../assignment/explain/view.ts';
import { DEFAULT_SESSION_OPTIONS, prepareSession } from '../assignment/session.ts';
import { solveStages } from '../assignment/stages.ts';
import { yearOf } from '../domain/day.ts';
import type { Vacancy } from '../domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import { Pool } from '../pool/pool.ts';
import { type Ranking, rankPool } from '../shortlist/ranking.ts';
import { Ledger, type LedgerEvent, type TargetCount } from '../targets/ledger.ts';
import { gatherRows } from './joinPools.ts';
import type { OpenHorizon } from './openHorizon.ts';
import type { MonthList, PolicyMonth } from './policy.ts';
import { CREDITS } from './targetRows.ts';
import type { YearLedger } from './yearLedger.ts';

/** The counts of a simulated year, read as a ledger. */
export class SimulatedLedger extends Ledger {
  readonly #counts: YearLedger;
  constructor(counts: YearLedger, day: IsoDay) {
    super(yearOf(day), day);
    this.#counts = counts;
  }
  override count(target: Target, key: string, event?: LedgerEvent): TargetCount {
    const row = this.#counts.rows.number(target, key);
    // A simulated lease is signed in the month of its decision: none is to come.
    if (row === undefined || event === 'pending') return { among: 0, counted: 0, unknown: 0 };
    const { among, counted, unknown } = this.#counts;
    return { among: among[row]!, counted: counted[row]!, unknown: unknown[row]! };
  }
}

/** All lists of the month together, as a session of the commission would: targets priced, what lacks spread over the year. */
export const sessionLists = (input: PolicyMonth): readonly MonthList[] => {
  const { open, month, demands, ledger, vacancies, size } = input;
  if (vacancies.length === 0) return [];
  const alive = Uint32Array.from({ length: demands.rowCount }, (_, row) => row).filter(
    (row) => demands.alive[row] === 1,
  );
  const pool = validPool(open, gatherRows(demands.pool.columns, alive));
  const rowOf = new Map([...alive].map((row, i) => [demands.master[row]!, i]));
  const prepared = prepareSession({
    pool,
    territory: open.territory,
    classes: profileClasses(pool, open.territory),
    asOf: month.day,
    vacancies: vacancies.map(({ dwelling, orientedTo }) => ({
      dwelling,
      vacancy: {
        id: dwelling.id as string as VacancyId,
        dwelling: dwelling.id,
        availableOn: month.day,
        reason: 'rotation',
        orientedTo,
        adaptedPlai: false,
      } satisfies Vacancy,
    })),
    ranking: rankings(open, pool),
    rates: open.rates,
    ledger: new SimulatedLedger(ledger, month.day),
    openProposals: [],
    pins: [],
    exclusions: vacancies.flatMap(({ dwelling, refused }) =>
      refused.flatMap((of) => {
        const row = rowOf.get(of);
        return row === undefined ? [] : [{ vacancy: dwelling.id as string as VacancyId, row }];
      }),
    ),
    beyondWishes: new Set(),
    bonus: new Map(),
    options: { ...DEFAULT_SESSION_OPTIONS, listSize: size, appearances: 1 },
  });
  const view = planView(prepared, solveStages(prepared.staged));
  return vacancies.map((vacant, v) => ({
    vacant,
    listed: view.lists[v]!.map(({ row, contingent }) => ({
      row: alive[row]!,
      credit: CREDITS.indexOf(contingent),
    })),
  }));
};

/** Who is alive in a simulated month has renewed in time: the pool says so, whatever its own days are. Ceilings stay those of its day. */
export const validPool = (open: OpenHorizon, columns: Pool['columns']): Pool => {
  const confirmedDay = new Int32Array(columns.numbers.length / 18).fill(LATER);
  return new Pool({ ...columns, arrays: { ...columns.arrays, confirmedDay } }, open.dictionary);
};
/** A day number after any horizon. */
const LATER = 60_000;

/** The method's order where a place is credited to a contingent, made once each. */
export const rankings = (open: OpenHorizon, pool: Pool): ((contingent: string | null) => Ranking) => {
  const made = new Map<string | null, Ranking>();
  return (contingent) => {
    const weighting = open.weighting(contingent);
    const key = weighting?.method.id ?? null;
    const known = made.get(key);
    if (known !== undefined) return known;
    const ranking = rankPool({ pool, ordering: open.ordering, weighting, seed: open.horizon.scenario.seed });
    made.set(key, ranking);
    return ranking;
  };
};
