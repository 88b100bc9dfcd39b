import { join } from 'node:path';
import { writeRows } from '../../api/export/tables.ts';
import { type DecisionRun, DecisionService } from '../../api/service/decisions.ts';
import type { AnswerAsked } from '../../api/service/decisionsQuestion.ts';
import { writeDemandLife } from '../../api/service/demandLife.ts';
import { importFile } from '../../api/service/imports.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { DEFAULT_SESSION_QUESTION } from '../../api/service/sessionsQuestion.ts';
import type { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { readSession } from '../../api/store/sessionDocument.ts';
import type { Rows, Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { aVacancy } from '../../tests/support/demands.ts';
import { household, MEETING_TOWN } from '../../tests/support/meetingTown.ts';

/*
 * What the program that is killed does: the life of one commission after another, in numbered operations. What a store must hold
 * after any number of them is known, so nothing is asked of the program that was killed.
 */

/** The operations of one commission, in their order. */
export const OPERATIONS = [
  'import of dwellings',
  'import of vacancies',
  'proposal',
  'change',
  'decision',
  'first offer',
  'refusal',
  'second offer',
  'acceptance',
  'lease',
  'renewal',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export const DAY = '2026-11-02' as IsoDay;
const AT = '2026-11-02T08:00:00.000Z';
/** Vacancies of one commission. */
const FREED = 2;
/** Candidates of the first list. */
const RANKS = 3;
export const operationOf = (nth: number): Operation => OPERATIONS[(nth - 1) % OPERATIONS.length]!;
const cycleOf = (nth: number): number => Math.floor((nth - 1) / OPERATIONS.length);

/** Events of one operation: a decision says one thing of each candidate. */
const eventsOf = (nth: number): number => (operationOf(nth) === 'decision' ? RANKS : 1);

const countUpTo = (nth: number, of: (each: number) => number): number =>
  Array.from({ length: nth }, (_, i) => of(i + 1)).reduce((sum, n) => sum + n, 0);

/** What a store holds after so many operations. */
export interface Expected {
  readonly events: number;
  readonly vacancies: number;
  /** Imports on record, those of the town first. */
  readonly imports: number;
  /** Number of the import whose rows are there; null before the first. */
  readonly mark: string | null;
  /** Version of the document of each session, in the order in which they were proposed. */
  readonly sessions: readonly number[];
}

export const expectedAfter = (nth: number): Expected => {
  const imports = countUpTo(nth, (each) => Number(operationOf(each) === 'import of dwellings'));
  const freed = countUpTo(nth, (each) => Number(operationOf(each) === 'import of vacancies'));
  const proposed = countUpTo(nth, (each) => Number(operationOf(each) === 'proposal'));
  return {
    events: countUpTo(nth, eventsOf),
    vacancies: MEETING_TOWN.vacancies.length + freed * FREED,
    imports: TOWN_KINDS.length + imports + freed,
    mark: imports === 0 ? null : markOf((imports - 1) * OPERATIONS.length + 1),
    sessions: Array.from({ length: proposed }, (_, cycle) => {
      const [first, last] = [OPERATIONS.indexOf('proposal'), OPERATIONS.indexOf('lease')];
      return Math.min(nth - cycle * OPERATIONS.length, last + 1) - first;
    }),
  };
};

const markOf = (nth: number): string => `op-${nth}`;

const TOWN_KINDS = ['demands', 'dwellings', 'vacancies', 'allocations'] as const;

/** The town of the commissions, before the first. */
export const fillTown = async (store: Store): Promise<void> => {
  const origin = { file: 'ville', sha256: '0'.repeat(64), at: AT, refused: 0 };
  for (const kind of TOWN_KINDS) await store.commit(kind, MEETING_TOWN[kind] as never, origin);
};

/** Performs operations on a store, as the program does: through its services, from files for what is imported. */
export class CommissionWork {
  readonly #store: Store;
  readonly #rules: ReturnType<typeof openRules>;
  readonly #files: string;
  readonly #sessions: SessionService;
  readonly #decisions: DecisionService;

  /** @param files folder of the files to import. */
  constructor(store: Store, rules: ReturnType<typeof openRules>, files: string) {
    this.#store = store;
    this.#rules = rules;
    this.#files = files;
    this.#sessions = new SessionService({ store, solver: sameThreadSolver });
    this.#decisions = new DecisionService(store);
  }

  /** Acknowledged when the promise is kept. */
  async perform(nth: number): Promise<void> {
    const cycle = cycleOf(nth);
    const run = { at: AT, request: null, expected: null, day: DAY, answerDays: 10 };
    const vacancies = Array.from({ length: FREED }, (_, i) => freedId(cycle, i));
    const what = operationOf(nth);
    switch (what) {
      case 'import of dwellings': {
        const rows = MEETING_TOWN.dwellings.map((each) => ({ ...each, residence: markOf(nth) }));
        return this.#import(nth, what, 'dwellings', rows);
      }
      case 'import of vacancies': {
        const rows = vacancies.map((id, i) => aVacancy(id, `L-${i + 1}`));
        return this.#import(nth, what, 'vacancies', rows);
      }
      case 'proposal': {
        const question = { ...DEFAULT_SESSION_QUESTION, choice: { kind: 'named' as const, vacancies } };
        return void (await this.#sessions.propose(await this.#data(), question, run));
      }
      case 'change': {
        const { id, listed } = await this.#commission(cycle);
        const change = { kind: 'withdraw' as const, number: listed[0]!, motive: 'withdrew' as const };
        return void (await this.#sessions.change(await this.#data(), id, [change], run));
      }
      case 'decision': {
        const { id, vacancy, listed } = await this.#commission(cycle);
        const verdict = { decision: 'attribution-ranked' as const };
        const asked = listed.map((number) => ({ vacancy, number, verdict }));
        return void (await this.#decisions.decide(await this.#data(), id, asked, run));
      }
      case 'refusal':
        return this.#answer(cycle, { answer: 'refused', reason: 'location' }, run);
      case 'acceptance':
        return this.#answer(cycle, { answer: 'accepted' }, run);
      case 'renewal':
        return void (await writeDemandLife(this.#store, household(1), { kind: 'demand-renewed' }, run));
      default: {
        const { id, vacancy, listed } = await this.#commission(cycle);
        const act = what === 'lease' ? 'lease' : 'offer';
        const number = listed[what === 'first offer' ? 0 : 1]!;
        return void (await this.#decisions.act(id, { act, vacancy, number }, run));
      }
    }
  }

  async #import<K extends 'dwellings' | 'vacancies'>(
    nth: number,
    what: Operation,
    kind: K,
    rows: readonly Rows[K][],
  ): Promise<void> {
    const path = join(this.#files, `${nth}.csv`);
    await writeRows(kind, rows as never, { path, written: 'csv' });
    const { report, summary } = await importFile(this.#store, this.#rules.territory, {
      kind,
      path,
      format: 'auto',
      mapping: null,
      encoding: 'auto',
      refusals: `${path}.refus.csv`,
      at: AT,
    });
    if (summary === null || report.counts.accepted !== rows.length)
      throw new Error(`evidence: ${what} refused`);
  }

  #data(): Promise<Workspace> {
    return Workspace.open({ store: this.#store, ...this.#rules, asOf: DAY });
  }

  /** The session of a commission, with its first list. */
  async #commission(cycle: number) {
    const vacancy = freedId(cycle, 0);
    for (const saved of await this.#store.sessions.all()) {
      const { id, document } = readSession(saved);
      const list = document.lists.find((each) => each.vacancy === vacancy);
      if (list?.candidates.length === RANKS) return { id, vacancy, listed: list.candidates };
    }
    throw new Error(`evidence: commission ${cycle} has no full list`);
  }

  async #answer(cycle: number, asked: AnswerAsked, run: DecisionRun): Promise<void> {
    const vacancy = freedId(cycle, 0);
    const running = (await this.#decisions.due(DAY)).find((item) => item.vacancy === vacancy);
    if (running?.offer == null) throw new Error(`evidence: commission ${cycle} has no offer to answer`);
    await this.#decisions.answer(running.offer, asked, run);
  }
}

const freedId = (cycle: number, i: number): VacancyId => `C-${cycle}-${i + 1}` as VacancyId;
