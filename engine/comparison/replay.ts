import { listLength } from '../acceptance/listLength.ts';
import { listRates } from '../acceptance/rates.ts';
import type { Allocation } from '../domain/allocation.ts';
import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { POLICIES } from '../policies/policies.ts';
import type { Commission, CommissionVacancy, Proposed } from '../policies/policy.ts';
import { allocationProfile, ledgerOf } from '../targets/ledger.ts';
import { filingDayOf, type NumberReading, readingOf } from '../waiting/filingMonth.ts';
import { type Answers, drawnAnswers } from './answers.ts';
import { type Counts, noCounts } from './counts.ts';
import type { Arm } from './experiment.ts';
import { leaseOf } from './lease.ts';
import { arrivalsOf } from './months.ts';
import type { MonthPool, Setting } from './setting.ts';
import { type TargetEnd, targetEnds } from './targetEnds.ts';

/** What one arm made of one replication. */
export interface ArmReplay {
  readonly months: readonly Readonly<Counts>[];
  /** At the end of each civil year, the last one at the end of the period. */
  readonly targets: readonly TargetEnd[];
  /** Lists that each demand stood on, 255 at most. Length = census rows. */
  readonly listed: Uint8Array;
  /** 1: housed. Length = census rows. */
  readonly housed: Uint8Array;
  /** Dwellings let. */
  readonly let: readonly string[];
  /** Vacancies that nobody had taken at the end. */
  readonly left: number;
}

/** A vacancy that waits for its next commission. */
interface Waiting {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly lists: readonly (readonly string[])[];
  /** Numéros uniques of those who said no. */
  readonly declined: Set<string>;
  attempts: number;
}

const DAYS_PER_MONTH = 365.25 / 12;

/**
 * The months of one replication under one arm: ledgers go on from month to month, households housed leave, a vacancy that nobody takes
 * comes back the next month to others than those who said no.
 *
 * @param onMonth called after each month; what it throws stops the replay.
 */
export const replayArm = (
  setting: Setting,
  arm: Arm,
  replication: number,
  onMonth: () => void = () => {},
): ArmReplay => new Replay(setting, arm, replication).run(onMonth);

class Replay {
  readonly #setting: Setting;
  readonly #arm: Arm;
  readonly #stream: string;
  readonly #answers: Answers;
  readonly #reading: NumberReading;
  readonly #listed: Uint8Array;
  readonly #housed: Uint8Array;
  readonly #gone = new Set<string>();
  #allocations: Allocation[];
  #left = 0;
  #waiting: Waiting[] = [];

  constructor(setting: Setting, arm: Arm, replication: number) {
    const { experiment, census } = setting;
    this.#setting = setting;
    this.#arm = arm;
    this.#stream = `comparison/${experiment.seed}/${replication}`;
    this.#answers = drawnAnswers(this.#stream, setting);
    this.#reading = readingOf(census);
    this.#listed = new Uint8Array(census.rowCount);
    this.#housed = new Uint8Array(census.rowCount);
    this.#allocations = [...experiment.before];
  }

  run(onMonth: () => void): ArmReplay {
    const { experiment, dwellings, territory } = this.#setting;
    const arrivals = arrivalsOf(experiment, this.#stream);
    const targets: TargetEnd[] = [];
    const let_: string[] = [];
    // Of the years before too: what was not let comes to the next year's commissions.
    const freed: Dwelling[] = [];
    const months = experiment.months.map(({ asOf, pool, vacancies }, m) => {
      const lists = new Map(vacancies.map((each) => [each.vacancy.id, each.lists]));
      for (const vacancy of arrivals[m]!) {
        const dwelling = dwellings.get(vacancy.dwelling)!;
        freed.push(dwelling);
        this.#waiting.push({
          vacancy,
          dwelling,
          lists: lists.get(vacancy.id) ?? [],
          declined: new Set(),
          attempts: 0,
        });
      }
      const counts = this.#month(asOf, pool, let_);
      const next = experiment.months[m + 1];
      if (next === undefined || yearOf(next.asOf) !== yearOf(asOf)) {
        targets.push(
          ...targetEnds({ territory, dwellings, allocations: this.#allocations, freed, day: asOf }),
        );
      }
      onMonth();
      return counts;
    });
    return {
      months,
      targets,
      listed: this.#listed,
      housed: this.#housed,
      let: let_,
      left: this.#left + this.#waiting.length,
    };
  }

  #month(asOf: IsoDay, poolPlace: number, let_: string[]): Counts {
    const setting = this.#setting;
    const month = setting.pool(poolPlace);
    const counts = noCounts();
    const commission = this.#commission(asOf, poolPlace, month);
    const lists = POLICIES[this.#arm.policy](commission);
    this.#waiting = this.#waiting.filter((waiting, d) => {
      const list = lists[d]!;
      waiting.attempts += 1;
      counts.examined += 1;
      if (list.length === 0) counts.withoutCandidate += 1;
      else counts.lists += 1;
      counts.candidates += list.length;
      for (const { row } of list) {
        if (row === null) continue;
        const at = month.censusRow[row]!;
        this.#listed[at] = Math.min(255, this.#listed[at]! + 1);
      }
      const rank = this.#taker(list, waiting, counts);
      if (rank === 0) {
        if (list.length > 0) counts.failed += 1;
        // Nothing more is on record: nobody knows whom the commission would have proposed.
        const over = this.#arm.policy === 'recorded' && waiting.attempts >= waiting.lists.length;
        if (over) this.#left += 1;
        return !over;
      }
      this.#house(list[rank - 1]!, { waiting, rank, asOf, poolPlace, month, counts });
      let_.push(waiting.dwelling.id);
      return false;
    });
    return counts;
  }

  #commission(asOf: IsoDay, poolPlace: number, month: MonthPool): Commission {
    const { territory, rates, dwellings } = this.#setting;
    const setting = this.#setting;
    const { pool, classes, censusRow } = month;
    const { matching } = territory.pack;
    const sizeOf = (dwelling: Dwelling): number => {
      const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
      return listLength({
        turnRates: listRates(rates, fragility, matching.maxListLength.value),
        maxEmptyRisk: matching.maxEmptyRisk.value,
        maximum: matching.maxListLength.value,
      }).length;
    };
    const { ledger } = ledgerOf({ territory, allocations: this.#allocations, dwellings, asOf });
    return {
      pool,
      territory,
      classes,
      asOf,
      vacancies: this.#waiting.map((waiting) => this.#place(waiting, poolPlace, month)),
      ranking: (contingent) => setting.ranking(poolPlace, this.#arm.method, contingent),
      rates,
      ledger,
      out: Uint8Array.from(censusRow, (row) => this.#housed[row]!),
      sizes: this.#waiting.map(({ dwelling }) => sizeOf(dwelling)),
      lot: `${this.#stream}/lot/${this.#arm.id}/${asOf}`,
    };
  }

  #place({ vacancy, dwelling, lists, declined, attempts }: Waiting, pool: number, month: MonthPool) {
    const rowOf = (number: string): number | null => {
      const row = month.pool.numbers.rowOf(number);
      return row < 0 ? null : row;
    };
    const place: CommissionVacancy = {
      vacancy,
      dwelling,
      eligible: () => this.#setting.ordered(pool, dwelling, this.#arm.method),
      declined: new Set([...declined].map(rowOf).filter((row) => row !== null)),
      recorded: (lists[attempts] ?? [])
        .filter((number) => !this.#gone.has(number) && !declined.has(number))
        .map((number): Proposed => {
          const recorded = this.#setting.recorded.get(`${dwelling.id} ${number}`);
          return {
            number: number as Proposed['number'],
            row: rowOf(number),
            contingent: recorded?.contingent ?? vacancy.orientedTo,
          };
        }),
    };
    return place;
  }

  /** Rank of who takes the dwelling, from 1; 0: nobody. Who was housed from an earlier list of the day is passed over. */
  #taker(list: readonly Proposed[], { vacancy, dwelling, declined }: Waiting, counts: Counts): number {
    for (const [i, { number }] of list.entries()) {
      if (this.#gone.has(number)) continue;
      if (this.#answers(number, { vacancy: vacancy.id, dwelling })) return i + 1;
      counts.refusals += 1;
      declined.add(number);
    }
    return 0;
  }

  #house(
    taker: Proposed,
    {
      waiting,
      rank,
      asOf,
      poolPlace,
      month,
      counts,
    }: {
      readonly waiting: Waiting;
      readonly rank: number;
      readonly asOf: IsoDay;
      readonly poolPlace: number;
      readonly month: MonthPool;
      readonly counts: Counts;
    },
  ): void {
    const { recorded, experiment } = this.#setting;
    const { dwelling } = waiting;
    const { number, row } = taker;
    const lease = leaseOf(taker, {
      dwelling,
      asOf,
      rank,
      month,
      recorded: recorded.get(`${dwelling.id} ${number}`),
    });
    this.#allocations.push(lease);
    this.#gone.add(number);
    if (row !== null) this.#housed[month.censusRow[row]!] = 1;
    counts.leases += 1;
    if (rank === 1) counts.firstRank += 1;
    const today = dayNumber(asOf);
    const filed =
      row === null
        ? filingDayOf(number, { reading: this.#reading, notAfter: today })
        : month.pool.array('filedDay')[row]!;
    if (filed !== null) {
      counts.waitingMonths += (today - filed) / DAYS_PER_MONTH;
      counts.waitingKnown += 1;
    }
    if (row !== null) {
      const { scored } = this.#setting.ranking(poolPlace, experiment.yardstick, null);
      counts.points += scored.points[row]!;
      counts.pointsKnown += 1;
    }
    const priority = allocationProfile(this.#setting.territory, lease).verifiedPriority;
    if (lease.firstAccess === true && priority !== null) {
      counts.priorityKnown += 1;
      if (priority) counts.priority += 1;
    }
  }
}
