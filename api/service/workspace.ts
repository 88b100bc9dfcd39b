import { type ProfileClasses, profileClasses } from '../../engine/assignment/classes.ts';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { excludedBy } from '../../engine/eligibility/funnel.ts';
import type { RuleId } from '../../engine/eligibility/rule.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { type Qualification, qualify } from '../../engine/qualification/qualify.ts';
import { type DemandExplanation, explainDemand } from '../../engine/shortlist/demandExplanation.ts';
import { describeDemand } from '../../engine/shortlist/describe.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import { type Ranking, rankPool } from '../../engine/shortlist/ranking.ts';
import {
  explained,
  explainPair,
  type OpenList,
  openList,
  type PairExplanation,
  rulesFor,
  type Shortlist,
} from '../../engine/shortlist/shortlist.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type WaitingTimes, waitingTimes } from '../../engine/waiting/waitingTimes.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { ranksDemands } from '../../scoring/method.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import type { NoticeContext } from '../present/notice.ts';
import type { PresentContext } from '../present/shortlist.ts';
import { ShortlistJson } from '../present/shortlistJson.ts';
import type { EnteredGuidance } from './guidanceInForce.ts';
import { listPricing } from './listPricing.ts';
import { ListsKept } from './listsKept.ts';
import { remembered } from './remembered.ts';
import type { DemandQuestion, ShortlistQuestion } from './shortlistQuestion.ts';
import { boundParts, partsOf, type WorkspaceInput, type WorkspaceParts } from './workspaceParts.ts';

export {
  DEFAULT_QUESTION,
  type DemandQuestion,
  type ShortlistQuestion,
} from './shortlistQuestion.ts';

/** Qualifications that stay in memory: a month's vacancies. */
const QUALIFICATIONS_KEPT = 1_000;
/** Rows of a pool that do: households at the head of one list are at the head of the next. */
const ROWS_KEPT = 2_000;

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
  readonly #qualified = remembered(QUALIFICATIONS_KEPT, (id: string) => this.#qualify(id));
  readonly #described = remembered(ROWS_KEPT, (row: number) =>
    describeDemand(this.pool, this.territory, row),
  );
  readonly #lists = new ListsKept();
  /** Writes the lists of these data. */
  readonly shortlistJson = new ShortlistJson();
  #waiting: WaitingTimes | null = null;
  #classes: ProfileClasses | null = null;

  private constructor(parts: WorkspaceParts) {
    this.#parts = parts;
    this.territory = parts.territory;
    this.methods = parts.methods;
    this.pool = parts.pool;
    this.vacancies = parts.vacancies;
    this.simulated = parts.simulated;
  }

  static async open(input: WorkspaceInput): Promise<Workspace> {
    return new Workspace(await partsOf(input));
  }

  /** The same data under other recommendations: nothing but the targets and their ledger is made anew. @param rules without any entered. */
  boundBy(rules: Territory, entered: EnteredGuidance): Workspace {
    return new Workspace(boundParts(this.#parts, rules, entered));
  }

  /** Last event of the register that recommendations were read from; null where none is in force besides the pack's. */
  get guidanceKnown(): number | null {
    return this.#parts.guidanceKnown;
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

  /** Every vacancy whose dwelling is in the stock, by identifier. */
  places(): readonly { readonly vacancy: Vacancy; readonly dwelling: Dwelling }[] {
    return [...this.vacancies.values()]
      .flatMap((vacancy) => {
        const dwelling = this.#parts.dwellings.get(vacancy.dwelling);
        return dwelling ? [{ vacancy, dwelling }] : [];
      })
      .sort((a, b) => (a.vacancy.id < b.vacancy.id ? -1 : 1));
  }

  /** @throws InputError those of `place`. */
  qualify(id: string): Qualification {
    return this.#qualified(id);
  }

  #qualify(id: string): Qualification {
    const { territory, ledger, history, rates } = this.#parts;
    const place = this.place(id);
    const demandsLikeIt = this.#demandsLikeIt(place.dwelling);
    return qualify({ ...place, rates, territory, ledger, history, demandsLikeIt, asOf: this.pool.asOf });
  }

  /** What a session is prepared from, besides what it is asked. */
  get sessionData(): Pick<
    WorkspaceParts,
    'dwellings' | 'ledger' | 'allocations' | 'outcomes' | 'declined' | 'rates' | 'reciprocity' | 'homeOf'
  > & { readonly classes: ProfileClasses } {
    this.#classes ??= profileClasses(this.pool, this.territory);
    return { ...this.#parts, classes: this.#classes };
  }

  /** Demands that name the commune and the typology themselves: those open to any commune would count everywhere. */
  #demandsLikeIt({ commune, typology }: Dwelling): number {
    const number = this.pool.communeNumber(commune);
    return number < 0 ? 0 : this.pool.wishes.named(number, typology).length;
  }

  /** @param prices those of a plan, which the order takes in; null: the method alone. */
  shortlist(
    question: ShortlistQuestion,
    prices: PlanPrices | null = null,
  ): {
    readonly shortlist: Shortlist;
    readonly context: PresentContext;
  } {
    const { list, context } = this.openList(question, prices);
    return { shortlist: explained(list), context };
  }

  /** The same list, whose candidates are explained one by one. */
  openList(
    question: ShortlistQuestion,
    prices: PlanPrices | null = null,
  ): { readonly list: OpenList; readonly context: PresentContext } {
    const { size, next: nextCount } = question;
    const request = { ...this.#request(question, prices), size, nextCount };
    return {
      list: openList({
        ...request,
        funnel: this.#lists.funnel(request),
        head: this.#lists.head(question, prices),
      }),
      context: {
        ...this.#context(request.ranking),
        credited: question.contingent ?? request.vacancy.orientedTo,
      },
    };
  }

  /** Why one demand is, or is not, on the list. @throws InputError `demand.unknown`. */
  explain(question: ShortlistQuestion, number: string, prices: PlanPrices | null = null): PairExplanation {
    return explainPair(this.#request(question, prices), this.rowOf(number, 'demand'));
  }

  /**
   * The household's own explanation: score, position among similar demands, waiting times.
   *
   * @throws InputError `demand.unknown`, `method.unknown`, `method.not-an-ordering`.
   */
  explainDemand(question: DemandQuestion): {
    readonly explanation: DemandExplanation;
    readonly context: NoticeContext;
  } {
    const row = this.rowOf(question.number, 'number');
    const ranking = this.ranking(question, null);
    const weightings = RESERVATAIRE_CODES.map((code) => weightingFor(ranking.ordering, this.methods, code));
    const waiting = this.#waitingTimes();
    const explanation = explainDemand({
      pool: this.pool,
      territory: this.territory,
      ranking,
      weightings: [...new Set(weightings)].filter((weighting) => weighting !== null),
      waiting,
      row,
    });
    return { explanation, context: { ...this.#context(ranking), window: waiting.observations } };
  }

  /** The demands that one rule sets aside, at most `limit`: what a count of the funnel opens on. */
  setAside(question: ShortlistQuestion, rule: RuleId, limit: number): readonly PairExplanation[] {
    const request = this.#request(question, null);
    const rows = excludedBy({ ...request, rules: rulesFor(request) }, rule, limit);
    return rows.map((row) => explainPair(request, row));
  }

  /** @throws InputError `demand.unknown`. */
  rowOf(number: string, path: string): number {
    const row = this.pool.numbers.rowOf(number);
    // The number received is personal data: it is not repeated.
    if (row < 0) throw new InputError([{ code: 'demand.unknown', path }]);
    return row;
  }

  /** The demand that the pool has at a row. */
  demandAt(row: number): Demand {
    const number = this.pool.numbers.at(row);
    return this.#parts.demands.find((demand) => demand.number === number)!;
  }

  /** How long one waits, commune by commune and type by type: each place once it has been asked for. */
  get waits(): WaitingTimes {
    return this.#waitingTimes();
  }

  #waitingTimes(): WaitingTimes {
    const { allocations, dwellings } = this.#parts;
    this.#waiting ??= waitingTimes({ pool: this.pool, allocations, dwellings });
    return this.#waiting;
  }

  #request(question: ShortlistQuestion, prices: PlanPrices | null) {
    const place = this.place(question.vacancy);
    return {
      ...(prices === null ? {} : { pricing: listPricing(this, question, prices) }),
      ...place,
      pool: this.pool,
      territory: this.territory,
      describe: this.#described,
      ranking: this.ranking(question, question.contingent ?? place.vacancy.orientedTo),
      qualification: this.qualify(question.vacancy),
      beyondWishes: question.beyondWishes,
    };
  }

  #context(ranking: Ranking): PresentContext {
    return { territory: this.territory, pool: this.pool, ranking, ...this.dataContext };
  }

  /** What is to be said of the data beside any answer. */
  get dataContext(): Pick<PresentContext, 'simulated' | 'uncountedAllocations'> {
    return { simulated: this.simulated, uncountedAllocations: this.#parts.uncountedAllocations };
  }

  /**
   * @param credited contingent that the place is credited to; null = none, so no weighting.
   * @throws InputError `method.unknown`, `method.not-an-ordering`.
   */
  ranking(question: Pick<ShortlistQuestion, 'method' | 'seed'>, credited: string | null): Ranking {
    const { seed } = question;
    const method = question.method ?? this.territory.pack.defaultMethod;
    const ordering = this.methods.get(method);
    if (!ordering || !ranksDemands(ordering.method))
      throw new InputError([
        {
          code: ordering ? 'method.not-an-ordering' : 'method.unknown',
          path: 'method',
          received: method,
          expected: this.orderings()
            .map(({ id }) => id)
            .join(', '),
        },
      ]);
    const weighting = weightingFor(ordering, this.methods, credited);
    const key = JSON.stringify([method, weighting?.method.id ?? null, seed]);
    const known = this.#rankings.get(key);
    if (known) return known;
    const made = rankPool({ pool: this.pool, ordering, weighting, seed });
    const ranking: Ranking = { ...made, explain: remembered(ROWS_KEPT, made.explain) };
    this.#rankings.set(key, ranking);
    return ranking;
  }

  /** The methods that a list may be ordered by. */
  orderings(): readonly CompiledMethod['method'][] {
    return [...this.methods.values()].map(({ method }) => method).filter(ranksDemands);
  }
}
