import type { PlanPrices } from '../shortlist/prices.ts';
import type { YearPrices } from './monthPrices.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { runReplication } from './replication.ts';

/** A replication that no run shows: its draws are those of nobody's results. */
const REHEARSAL = 1_000_000;
const MONTHS = 12;

/**
 * Prices of the targets for each month of a year: those that support the joint lists of each month of a rehearsal, a draw of the scenario
 * that the results never use, whose lists are a session's. A price supports that draw; others might too. Null when it was stopped.
 */
export const rehearsedPrices = (
  open: OpenHorizon,
  {
    months = MONTHS,
    stopped = () => false,
    progress = () => {},
  }: {
    /** Months rehearsed, twelve unless less is enough. */
    readonly months?: number;
    readonly stopped?: () => boolean;
    readonly progress?: (done: number) => void;
  } = {},
): YearPrices | null => {
  const prices: PlanPrices[] = [];
  const enough = Math.min(months, open.months.length);
  runReplication(open, {
    policy: 'session',
    replication: REHEARSAL,
    prices: null,
    stopped: () => prices.length === enough || stopped(),
    onPlan: (plan) => {
      prices.push(plan);
      progress(prices.length / enough);
    },
  });
  return prices.length === enough ? prices : null;
};
