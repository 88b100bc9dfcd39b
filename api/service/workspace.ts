import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { excludedBy } from '../../engine/eligibility/funnel.ts';
import type { RuleId } from '../../engine/eligibility/rules.ts';
import { buildPool } from '../../engine/pool/build.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { type Qualification, qualify } from '../../engine/qualification/qualify.ts';
import { type Ranking, rankPool } from '../../engine/shortlist/ranking.ts';
import {
  explainPair,
  type PairExplanation,
  rulesFor,
  type Shortlist,
  shortlistFor,
} from '../../engine/shortlist/shortlist.ts';
import { type Ledger, ledgerOf } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { PresentContext } from '../present/shortlist.ts';
import type { Store } from '../store/store.ts';

/** What an officer asks for a freed dwelling. */
export interface ShortlistQuestion {
  readonly vacancy: string;
  /** Ordering to apply. */
  readonly method: string;
  /** Contingent that the place is credited to; null = the one the vacancy is oriented to, if any. */
  readonly contingent: string | null;
  readonly size: number;
  readonly next: number;
  readonly beyondWishes: boolean;
  /** Seed of the published lot. */
  readonly seed: number;
}

export const DEFAULT_QUESTION = {
  method: 'ar-habitat',
  contingent: null,
  size: 3,
  next: 10,
  beyondWishes: false,
  seed: 1,
} as const satisfies Omit<ShortlistQuestion, 'vacancy'>;

interface WorkspaceParts {
  readonly territory: Territory;
  readonly methods: ReadonlyMap<string, CompiledMethod>;
  readonly pool: Pool;
  readonly vacancies: ReadonlyMap<string, Vacancy>;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly ledger: Ledger;
  readonly simulated: boolean;
}

/**
 * The data of a store on a day, made ready to answer: pool, ledger, and each order once it has been asked for. Immutable:
 * when the store changes, a new one is made.
 */
export class Workspace {
  readonly territory: Territory;
  readonly methods: ReadonlyMap<string, CompiledMethod>;
  readonly pool: Pool;
  readonly vacancies: ReadonlyMap<string, Vacancy>;
  readonly simulated: boolean;
  readonly #parts: WorkspaceParts;
  readonly #rankings = new Map<string, Ranking>();

  private constructor(parts: WorkspaceParts) {
    this.#parts = parts;
    this.territory = parts.territory;
    this.methods = parts.methods;
    this.pool = parts.pool;
    this.vacancies = parts.vacancies;
    this.simulated = parts.simulated;
  }

  static async open(input: {
    readonly store: Store;
    readonly territory: Territory;
    readonly methods: ReadonlyMap<string, CompiledMethod>;
    readonly asOf: IsoDay;
  }): Promise<Workspace> {
    const { store, territory, methods, asOf } = input;
    const dwellings = new Map((await store.all('dwellings')).map((d) => [d.id as string, d]));
    const vacancies = await store.all('vacancies');
    const allocations = await store.all('allocations');
    return new Workspace({
      territory,
      methods,
      pool: buildPool({ demands: await store.all('demands'), territory, asOf }),
      vacancies: new Map(vacancies.map((v) => [v.id as string, v])),
      dwellings,
      allocations,
      ledger: ledgerOf({ territory, allocations, dwellings, asOf }).ledger,
      simulated: store.referenceDay !== null,
    });
  }

  /** @throws InputError `vacancy.unknown`, `vacancy.dwelling-unknown`. */
  place(id: string): { readonly vacancy: Vacancy; readonly dwelling: Dwelling } {
    const vacancy = this.vacancies.get(id);
    if (!vacancy) throw new InputError([{ code: 'vacancy.unknown', path: 'vacancy', received: id }]);
    const dwelling = this.#parts.dwellings.get(vacancy.dwelling);
    if (!dwelling)
      throw new InputError([
        { code: 'vacancy.dwelling-unknown', path: 'vacancy', received: vacancy.dwelling },
      ]);
    return { vacancy, dwelling };
  }

  qualify(id: string): Qualification {
    const { territory, ledger, allocations, dwellings } = this.#parts;
    return qualify({ ...this.place(id), territory, ledger, allocations, dwellings, asOf: this.pool.asOf });
  }

  shortlist(question: ShortlistQuestion): {
    readonly shortlist: Shortlist;
    readonly context: PresentContext;
  } {
    const request = this.#request(question);
    return {
      shortlist: shortlistFor({ ...request, size: question.size, nextCount: question.next }),
      context: this.#context(request.ranking),
    };
  }

  /** Why one demand is, or is not, on the list. @throws InputError `demand.unknown`. */
  explain(question: ShortlistQuestion, number: string): PairExplanation {
    const row = this.pool.numbers.rowOf(number);
    // The number received is personal data: it is not repeated.
    if (row < 0) throw new InputError([{ code: 'demand.unknown', path: 'demand' }]);
    return explainPair(this.#request(question), row);
  }

  /** The demands that one rule sets aside, at most `limit`: what a count of the funnel opens on. */
  setAside(question: ShortlistQuestion, rule: RuleId, limit: number): readonly PairExplanation[] {
    const request = this.#request(question);
    const rows = excludedBy({ ...request, rules: rulesFor(request) }, rule, limit);
    return rows.map((row) => explainPair(request, row));
  }

  #request(question: ShortlistQuestion) {
    const place = this.place(question.vacancy);
    return {
      ...place,
      pool: this.pool,
      territory: this.territory,
      ranking: this.#ranking(question, place.vacancy),
      qualification: this.qualify(question.vacancy),
      beyondWishes: question.beyondWishes,
    };
  }

  #context(ranking: Ranking): PresentContext {
    return { territory: this.territory, pool: this.pool, ranking, simulated: this.simulated };
  }

  /** @throws InputError `method.unknown`, `method.not-an-ordering`. */
  #ranking({ method, contingent, seed }: ShortlistQuestion, vacancy: Vacancy): Ranking {
    const credited = contingent ?? vacancy.orientedTo;
    const ordering = this.methods.get(method);
    if (!ordering)
      throw new InputError([
        { code: 'method.unknown', path: 'method', received: method, expected: this.#orderings().join(', ') },
      ]);
    if (ordering.method.kind !== 'ordering')
      throw new InputError([
        {
          code: 'method.not-an-ordering',
          path: 'method',
          received: method,
          expected: this.#orderings().join(', '),
        },
      ]);
    const weighting =
      [...this.methods.values()].find(
        (m) =>
          m.method.kind === 'weighting' && credited !== null && m.method.appliesToContingent === credited,
      ) ?? null;
    const key = JSON.stringify([method, weighting?.method.id ?? null, seed]);
    const known = this.#rankings.get(key);
    if (known) return known;
    const ranking = rankPool({ pool: this.pool, ordering, weighting, seed });
    this.#rankings.set(key, ranking);
    return ranking;
  }

  #orderings(): string[] {
    return [...this.methods.values()].filter((m) => m.method.kind === 'ordering').map((m) => m.method.id);
  }
}
