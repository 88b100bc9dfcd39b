import type { Funnel } from '../../engine/eligibility/funnel.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import {
  type OpenFunnel,
  rulesFor,
  type ShortlistRequest,
  selectEligible,
} from '../../engine/shortlist/shortlist.ts';
import { Kept } from '../present/kept.ts';
import type { ShortlistQuestion } from './shortlistQuestion.ts';

/** Counts of funnels that stay in memory, by vacancy and by whether wishes count: a month's vacancies. */
const FUNNELS_KEPT = 2_000;
/** Rows of funnels that do, for the orders that look at them all again: 4 MB of them. */
const FUNNEL_ROWS_KEPT = 1024 * 1024;
/** What the rows of a funnel weigh besides themselves, in rows. */
const FUNNEL_OWN_ROWS = 64;
/** First rows of orders that do, by vacancy and by what orders it. */
const HEADS_KEPT = 10_000;
/** Most lists asked for are no longer. */
const HEAD_ROWS = 32;

type FunnelRequest = Omit<ShortlistRequest, 'size' | 'nextCount'>;

/** What the lists of one snapshot of the data share, kept for those that are asked for again in another way. */
export class ListsKept {
  readonly #counts = new Kept<string, Omit<OpenFunnel, 'eligible'>>(FUNNELS_KEPT);
  readonly #rows = new Kept<string, Uint32Array>(FUNNEL_ROWS_KEPT, (rows) => rows.length + FUNNEL_OWN_ROWS);
  readonly #heads = new Kept<string, Uint32Array>(HEADS_KEPT);

  funnel(request: FunnelRequest): OpenFunnel {
    const key = `${request.vacancy.id}\n${request.beyondWishes}`;
    const counts = this.#counts.get(key, () => {
      const { eligible, total, stages } = selected(request);
      this.#rows.get(key, () => eligible);
      return { total, stages, eligibleCount: eligible.length };
    });
    return { ...counts, eligible: () => this.#rows.get(key, () => selected(request).eligible) };
  }

  /** @param prices that the order takes in; null: the method alone. */
  head(question: ShortlistQuestion, prices: PlanPrices | null): NonNullable<ShortlistRequest['head']> {
    const { vacancy, method, contingent, seed, beyondWishes } = question;
    const key = JSON.stringify([vacancy, method, contingent, seed, beyondWishes, prices?.hash ?? null]);
    return (k, find) =>
      k > HEAD_ROWS ? find(k) : this.#heads.get(key, () => find(HEAD_ROWS)).subarray(0, k);
  }
}

/** The rows in an array of their own size: those set aside lie behind them in the same memory. */
const selected = (request: FunnelRequest): Funnel => {
  const found = selectEligible(request, rulesFor(request));
  return { ...found, eligible: found.eligible.slice() };
};
