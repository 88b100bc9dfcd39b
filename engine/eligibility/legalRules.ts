import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { yearOf } from '../domain/day.ts';
import { ceilingEur } from '../household/ceilings.ts';
import { oldestValidDay } from '../pool/validity.ts';
import {
  bytes,
  bytesOfPool,
  MET,
  orNull,
  type PairContext,
  type PreparedRule,
  type StatusCode,
  UNKNOWN,
  UNMET,
} from './rule.ts';

/* What the law asks. */

/** A demand lives one year from its filing or last renewal (R441-2-7): valid up to and on the anniversary. */
export const validDemand = ({ pool }: PairContext): PreparedRule => {
  const confirmed = pool.array('confirmedDay');
  const answers = bytesOfPool(pool, 'valid-demand', () => {
    const limit = oldestValidDay(pool.asOf);
    return (row) => (confirmed[row]! >= limit ? MET : UNMET);
  });
  return {
    id: 'valid-demand',
    kind: 'legal',
    decidedBy: answers,
    test: (row) => answers[row] as StatusCode,
    facts: (row) => ({ confirmedDay: confirmed[row]! }),
  };
};

export const incomeCeiling = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const income = pool.array('taxIncomeEur');
  const ranks = bytes(pool, 'ceilingRank');
  const table = territory.ceilingTable(dwelling.financing, yearOf(pool.asOf));
  const ceilingAt = (rank: number): number =>
    table === null || rank === UNKNOWN_U8
      ? Number.NaN
      : ceilingEur(table, { category: Math.min(6, rank + 1) as 1, further: Math.max(0, rank - 5) });
  const answers = bytesOfPool(pool, table, () => {
    const mayRise = bytes(pool, 'ceilingMayRise');
    const ceilings = Array.from({ length: UNKNOWN_U8 + 1 }, (_, rank) => ceilingAt(rank));
    return (row) => {
      const gap = ceilings[ranks[row]!]! - income[row]!;
      if (gap >= 0) return MET;
      // Above its ceiling, but under one that something not declared could give: nobody is set aside for that.
      const couldRiseEnough = income[row]! <= ceilings[ranks[row]! + mayRise[row]!]!;
      return gap < 0 && !couldRiseEnough ? UNMET : UNKNOWN;
    };
  });
  const { upToShare, ofDwellings } = territory.pack.national.plusTolerance;
  const isTolerated = (row: number): boolean => {
    const share = income[row]! / ceilingAt(ranks[row]!);
    return dwelling.financing === 'PLUS' && share > 1 && share <= upToShare;
  };
  return {
    id: 'income-ceiling',
    kind: 'legal',
    decidedBy: answers,
    test: (row) => answers[row] as StatusCode,
    facts: (row) => ({
      financing: dwelling.financing,
      incomeEur: orNull(income[row]!),
      ceilingEur: orNull(ceilingAt(ranks[row]!)),
      /** PLUS only: above the ceiling, within what a part of the dwellings may go up to. Still above: it is said. */
      toleratedShare: isTolerated(row) ? upToShare : null,
      toleratedDwellings: isTolerated(row) ? ofDwellings : null,
      category: ranks[row] === UNKNOWN_U8 ? null : Math.min(6, ranks[row]! + 1),
    }),
  };
};
