import { createHash } from 'node:crypto';
import { PRICE_ROUNDS, planPrices } from '../../engine/assignment/planPrices.ts';
import { DEFAULT_SESSION_OPTIONS } from '../../engine/assignment/session.ts';
import { yearOf } from '../../engine/domain/day.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import type { DocumentCollection } from '../store/documents.ts';
import { readSession } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import type { SessionSolver } from '../workers/solver.ts';
import {
  type KeptPrices,
  LATEST,
  type LatestPrices,
  pricesDocument,
  pricesId,
  readLatest,
  readPrices,
} from './pricesDocument.ts';
import { registerOf } from './register.ts';
import { awaitedOf, heldVacancies } from './sessionsAwaited.ts';
import { carriedHouseholds } from './sessionsCarryOver.ts';
import { prepareModel } from './sessionsModel.ts';
import type { PlanRun } from './sessionsPlan.ts';
import { chosenVacancies } from './sessionsVacancies.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion, type Workspace } from './workspace.ts';

/** What the asker of a list wants it ordered by; null: prices if there are some. */
export type OrderAsked = 'targets' | 'method' | null;

/** Prices that a list may take in, or why there are none to take. */
export type PriceState =
  | { readonly kind: 'used'; readonly kept: KeptPrices; readonly freshness: Freshness | 'replayed' }
  /** `none`: never made. `method`, `day`: those there are were made in another method's points, of another year, or for a later day. */
  | { readonly kind: 'unused'; readonly because: 'asked' | 'none' | 'method' | 'day' };

/**
 * `fresh`: of the data as they are. `stale`: balances moved, or the day changed. `refreshing`: others are being made meanwhile.
 */
export type Freshness = 'fresh' | 'stale' | 'refreshing';

/** Who has prices made, and when: ISO 8601 in UTC. */
export interface PricesRun extends PlanRun {
  readonly at: string;
}

/** More open vacancies than this are planned by their first ones: the price phase of 2 000 takes a minute. */
const MOST_PLANNED = 2_000;
/** Prices read that stay in memory. */
const KEPT = 8;

/**
 * Prices of the month's plan: all vacancies that are open, solved as one session with few rounds, under every active row. Kept in
 * the store by their hash, so that a list can be made again.
 */
export class PriceBook {
  readonly #store: Store;
  readonly #solver: SessionSolver;
  readonly #read = new Map<string, KeptPrices>();
  #refreshing: Promise<KeptPrices> | null = null;
  /** Data on which a refresh behind the scenes failed: it is not tried again on the same. */
  #failedOn: string | null = null;

  constructor(input: { readonly store: Store; readonly solver: SessionSolver }) {
    this.#store = input.store;
    this.#solver = input.solver;
  }

  /** The latest prices and whether they are of the data as they are; null before the first. */
  async latest(
    workspace: Workspace,
  ): Promise<{ readonly kept: KeptPrices; readonly freshness: Freshness } | null> {
    const latest = await this.#latest();
    if (latest === null) return null;
    const kept = await this.find(latest.hash);
    const fresh = latest.basis === (await this.#basis(workspace));
    return { kept, freshness: fresh ? 'fresh' : this.#refreshing === null ? 'stale' : 'refreshing' };
  }

  /** Prices by their hash, or the beginning of it. @throws InputError `prices.unknown`, `prices.unreadable`. */
  async find(hash: string): Promise<KeptPrices> {
    const id = pricesId(hash);
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const saved = /^[0-9a-f]{32}$/.test(id) ? await this.#documents.find(id) : null;
    if (saved === null) throw new InputError([{ code: 'prices.unknown', path: 'prices', received: hash }]);
    const kept = readPrices(saved);
    this.#read.set(id, kept);
    const [oldest] = this.#read.keys();
    if (this.#read.size > KEPT && oldest !== undefined) this.#read.delete(oldest);
    return kept;
  }

  /**
   * The prices that a list takes in: the latest, unless its asker wants the method alone, or they do not suit its method or day.
   *
   * @throws InputError `prices.none`, `prices.unsuited`, where the asker wants targets to count and they cannot.
   */
  async forList(
    workspace: Workspace,
    question: Pick<ShortlistQuestion, 'method' | 'seed'>,
    asked: OrderAsked,
  ): Promise<PriceState> {
    if (asked === 'method') return { kind: 'unused', because: 'asked' };
    const latest = await this.latest(workspace);
    if (latest === null) {
      if (asked === 'targets') throw new InputError([{ code: 'prices.none', path: 'order' }]);
      return { kind: 'unused', because: 'none' };
    }
    const because = unsuited(workspace, question, latest.kept.prices);
    if (because === null) return { kind: 'used', ...latest };
    if (asked === 'targets')
      throw new InputError([{ code: 'prices.unsuited', path: 'order', received: because }]);
    return { kind: 'unused', because };
  }

  /** Prices of a hash, for a list to be made again. @throws InputError those of `find`, `prices.unsuited`. */
  async replayed(
    workspace: Workspace,
    question: Pick<ShortlistQuestion, 'method' | 'seed'>,
    hash: string,
  ): Promise<PriceState> {
    const kept = await this.find(hash);
    const because = unsuited(workspace, question, kept.prices);
    if (because !== null)
      throw new InputError([{ code: 'prices.unsuited', path: 'prices', received: because }]);
    return { kind: 'used', kept, freshness: 'replayed' };
  }

  /**
   * Prices of the data as they are. Who asks while some are being made gets those.
   *
   * @throws InputError `session.no-vacancy`, `session.all-awaited`, `prices.stopped`, those of the store.
   */
  refresh(workspace: Workspace, run: PricesRun): Promise<KeptPrices> {
    this.#refreshing ??= this.#make(workspace, run).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Has stale prices made anew behind the scenes; the last ones stay in use meanwhile. */
  async keepFresh(workspace: Workspace, run: PricesRun): Promise<void> {
    if (this.#refreshing !== null) return;
    const basis = await this.#basis(workspace);
    if (basis === this.#failedOn || (await this.latest(workspace))?.freshness !== 'stale') return;
    this.refresh(workspace, run).catch(() => {
      this.#failedOn = basis;
    });
  }

  get #documents(): DocumentCollection {
    return this.#store.collection('prices');
  }

  async #latest(): Promise<LatestPrices | null> {
    const saved = await this.#documents.find(LATEST);
    return saved && readLatest(saved);
  }

  /** Changes with the day, an import, or anything on record: sessions proposed, decisions, answers. */
  async #basis({ pool, territory, methods }: Workspace): Promise<string> {
    const { seq, hash } = (await registerOf(this.#store).current()).lastChange;
    const version = methods.get(territory.pack.defaultMethod)?.method.version;
    const parts = [await this.#store.revision(), seq, hash, pool.asOf, pool.hash, version];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  async #make(workspace: Workspace, { at, signal, onProgress }: PricesRun): Promise<KeptPrices> {
    const basis = await this.#basis(workspace);
    const sessions = (await this.#store.sessions.all()).map(readSession);
    const everywhere = { kind: 'open', commune: null, bailleur: null, first: null } as const;
    const open = chosenVacancies(workspace, everywhere, heldVacancies(workspace, sessions));
    const { pool, territory, sessionData } = workspace;
    const { outcomes, rates } = sessionData;
    const { method } = workspace.ranking(DEFAULT_QUESTION, null).ordering;
    const { prepared } = prepareModel(
      workspace,
      {
        question: {
          method: method.id,
          methodVersion: method.version,
          seed: DEFAULT_QUESTION.seed,
          options: DEFAULT_SESSION_OPTIONS,
          beyondWishes: [],
          maxRounds: PRICE_ROUNDS,
          timeLimitMs: null,
          thorough: false,
          listLengthBy: 'rates',
        },
        plan: {
          rates: { source: rates.source, rows: [...rates.rows], correlation: rates.correlation },
          awaited: [...awaitedOf(workspace, sessions, null)],
          carryOver: [
            ...carriedHouseholds({ pool, outcomes, matching: territory.pack.matching, asOf: pool.asOf }),
          ],
          lengths: [],
        },
      },
      { vacancies: open.slice(0, MOST_PLANNED) },
    );
    const result = await this.#solver.solve(prepared.staged, {
      limits: { maxRounds: PRICE_ROUNDS },
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress } : {}),
    });
    // Half-made prices would depend on the moment they were stopped.
    if (result.stages.at(-1)?.aborted) throw new InputError([{ code: 'prices.stopped', path: 'prices' }]);
    return this.#save({ at, prices: planPrices(prepared, result, open.length) }, basis);
  }

  async #save(kept: KeptPrices, basis: string): Promise<KeptPrices> {
    const { hash } = kept.prices;
    const id = pricesId(hash);
    const known = await this.#documents.find(id);
    if (known === null) await this.#documents.save({ id, version: 1, document: pricesDocument(kept) }, 0);
    const before = (await this.#documents.find(LATEST))?.version ?? 0;
    const document: LatestPrices = { format: 'precal-latest-prices-1', hash, basis, at: kept.at };
    await this.#documents.save({ id: LATEST, version: before + 1, document }, before);
    return known === null ? kept : readPrices(known);
  }
}

/** Why prices cannot order a list; null: they can. */
const unsuited = (
  workspace: Workspace,
  question: Pick<ShortlistQuestion, 'method' | 'seed'>,
  { method, asOf }: PlanPrices,
): 'method' | 'day' | null => {
  const asked = workspace.ranking(question, null).ordering.method;
  if (asked.id !== method.id || asked.version !== method.version) return 'method';
  // Balances are those of a civil year.
  const day = workspace.pool.asOf;
  return asOf > day || yearOf(asOf) !== yearOf(day) ? 'day' : null;
};
