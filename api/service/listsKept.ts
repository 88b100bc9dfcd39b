import type { Funnel } from '../../engine/eligibility/funnel.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import { rulesFor, type ShortlistRequest, selectEligible } from '../../engine/shortlist/shortlist.ts';
import { Kept } from '../present/kept.ts';
import type { ShortlistQuestion } from './shortlistQuestion.ts';

/** Rows of funnels that stay in memory: 16 MB of them. */
const FUNNEL_ROWS_KEPT = 4 * 1024 * 1024;
/** What a funnel weighs besides its rows, in rows. */
const FUNNEL_STAGES = 64;
/** First rows of orders that do, by vacancy and by what orders it. */
const HEADS_KEPT = 10_000;
/** Most lists asked for are no longer. */
const HEAD_ROWS = 32;

/** What the lists of one snapshot of the data share, kept for those that are asked for again in another way. */
export class ListsKept {
  readonly #funnels = new Kept<string, Funnel>(
    FUNNEL_ROWS_KEPT,
    ({ eligible }) => eligible.length + FUNNEL_STAGES,
  );
  readonly #heads = new Kept<string, Uint32Array>(HEADS_KEPT);

  funnel(request: Omit<ShortlistRequest, 'size' | 'nextCount'>): Funnel {
    return this.#funnels.get(`${request.vacancy.id}\n${request.beyondWishes}`, () => {
      const found = selectEligible(request, rulesFor(request));
      // Of its own size: the rows set aside lie behind it in the same memory.
      return { ...found, eligible: found.eligible.slice() };
    });
  }

  /** @param prices that the order takes in; null: the method alone. */
  head(question: ShortlistQuestion, prices: PlanPrices | null): NonNullable<ShortlistRequest['head']> {
    const { vacancy, method, contingent, seed, beyondWishes } = question;
    const key = JSON.stringify([vacancy, method, contingent, seed, beyondWishes, prices?.hash ?? null]);
    return (k, find) =>
      k > HEAD_ROWS ? find(k) : this.#heads.get(key, () => find(HEAD_ROWS)).subarray(0, k);
  }
}
