import { createHash } from 'node:crypto';
import { PreparedYearPrices, type YearPrices } from './monthPrices.ts';
import type { OpenHorizon } from './openHorizon.ts';
import type { RehearsedYear } from './outlook.ts';
import { runReplication } from './replication.ts';
import type { YearLedger } from './yearLedger.ts';

/** From here on, replications that no run shows: their draws are those of nobody's results. */
const REHEARSALS = 1_000_000;
/** Years rehearsed, over which prices are means. */
const FUTURES = 4;
/** The first year of a target says how much is made up for later; lists of the second know it, and are those that are counted on. */
const ROUNDS = 2;
const MONTHS = 12;

/**
 * What prices are made from: years of the scenario that the results never use, rehearsed at the prices of the round before. The first round
 * prices what lacks at half its penalty. Null when it was stopped.
 *
 * @param progress told the part that is done, 0 to 1.
 */
export const rehearsedPrices = (
  open: OpenHorizon,
  {
    stopped = () => false,
    progress = () => {},
  }: { readonly stopped?: () => boolean; readonly progress?: (done: number) => void } = {},
): YearPrices | null => {
  let years: YearPrices = [];
  const months = monthsOf(open);
  const total = ROUNDS * FUTURES * months;
  let done = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const prices = new PreparedYearPrices(open, years);
    const rehearsed: RehearsedYear[] = [];
    for (let future = 0; future < FUTURES; future += 1) {
      const year = rehearse(open, {
        replication: REHEARSALS + future,
        months,
        prices,
        stopped,
        month: () => {
          done += 1;
          progress(done / total);
        },
      });
      if (year === null) return null;
      rehearsed.push(year);
    }
    years = rehearsed;
  }
  return years;
};

/** Up to the end of the civil year that the twelfth month is in, so that every month of the year has been rehearsed to its end. */
const monthsOf = ({ months }: OpenHorizon): number => {
  const end = months.findIndex(({ place, closesYear }) => place >= MONTHS - 1 && closesYear);
  return end < 0 ? months.length : end + 1;
};

const rehearse = (
  open: OpenHorizon,
  input: {
    readonly replication: number;
    readonly months: number;
    readonly prices: PreparedYearPrices;
    readonly stopped: () => boolean;
    readonly month: () => void;
  },
): RehearsedYear | null => {
  const { replication, months, prices, stopped, month } = input;
  const n = open.rows.rows.length;
  const before = new Float64Array(months * n);
  const after = new Float64Array(months * n);
  const write = (to: Float64Array, at: number, ledger: YearLedger): void => {
    for (let row = 0; row < n; row += 1) to[at * n + row] = ledger.balance(row);
  };
  let first = 0;
  let seen = 0;
  runReplication(open, {
    policy: 'priced',
    replication,
    prices,
    stopped: () => seen === months || stopped(),
    onLedger: (when, { place, closesYear }, ledger) => {
      if (when === 'opened') write(before, place, ledger);
      else if (when === 'settled') write(after, place, ledger);
      else {
        seen += 1;
        month();
        if (!closesYear && seen < months) return;
        // What was there becomes what was still to come.
        for (let at = first; at <= place; at += 1)
          for (let row = 0; row < n; row += 1) {
            const end = ledger.balance(row);
            before[at * n + row] = end - before[at * n + row]!;
            after[at * n + row] = end - after[at * n + row]!;
          }
        first = place + 1;
      }
    },
  });
  if (seen < months) return null;
  const hash = createHash('sha256');
  for (const each of [before, after]) hash.update(new Uint8Array(each.buffer));
  return { hash: hash.digest('hex'), months, before, after };
};
