import type { Pool } from '../pool/pool.ts';
import { type RowClasses, rowClasses } from './rowClasses.ts';
import { type PreparedRule, type RuleId, type RuleKind, UNKNOWN, UNMET } from './rule.ts';

/** One narrowing of the funnel: how many the rule set aside, and how many it let through without knowing. */
export interface FunnelStage {
  readonly rule: RuleId;
  readonly kind: RuleKind;
  readonly excluded: number;
  /** Of those that remain, how many pass with this rule unknown: a paper to ask for. */
  readonly unknown: number;
  readonly remaining: number;
}

export interface Funnel {
  readonly total: number;
  readonly stages: readonly FunnelStage[];
  /** Rows that no rule excludes, each once, in no promised order. */
  readonly eligible: Uint32Array;
}

export interface FunnelOptions {
  readonly pool: Pool;
  readonly rules: readonly PreparedRule[];
  /** Look beyond wishes: wish rules are shown on each candidate but exclude nobody. */
  readonly beyondWishes: boolean;
  /** Rows that may pass the wish rules; null = every row. See `wishCandidates`. */
  readonly shortcut: WishShortcut | null;
}

/** Rows that the inverted index already knows to wish the commune and the typology, with what it set aside. */
export interface WishShortcut {
  readonly lists: readonly Uint32Array[];
  /** Demands that wish the commune, or any. */
  readonly wishCommune: number;
}

/**
 * Applies the rules in order and counts every exclusion: a demand leaves at the first rule it does not meet. A rule's
 * `unknown` counts the demands still there when the funnel ends.
 */
export const runFunnel = ({ pool, rules, beyondWishes, shortcut }: FunnelOptions): Funnel => {
  const total = pool.rowCount;
  const applied = beyondWishes ? rules.filter((r) => r.kind !== 'wish') : rules;
  const skipped = shortcut === null || beyondWishes ? 0 : 2;
  const rows = skipped > 0 ? joined(shortcut!.lists) : allRows(total);
  const passes = inPasses(pool, applied.slice(skipped));
  const excluded = skipped > 0 ? [total - shortcut!.wishCommune, shortcut!.wishCommune - rows.length] : [];
  let left = rows.length;
  for (const pass of passes) {
    const sifted = pass.sift(rows, left);
    excluded.push(...sifted.excluded);
    left = sifted.left;
  }
  const eligible = rows.subarray(0, left);
  // The index passes only those it is sure of.
  const unknown = [
    ...excluded.slice(0, skipped).fill(0),
    ...passes.flatMap((pass) => pass.unknownIn(eligible)),
  ];
  let remaining = total;
  const stages = applied.map((rule, r): FunnelStage => {
    remaining -= excluded[r]!;
    return { rule: rule.id, kind: rule.kind, excluded: excluded[r]!, unknown: unknown[r]!, remaining };
  });
  return { total, stages, eligible };
};

/** Some rules that follow each other, applied together. Counts are by rule. */
interface RulePass {
  /** Moves those that stay among the first `left` rows to the front. */
  sift(rows: Uint32Array, left: number): { readonly left: number; readonly excluded: readonly number[] };
  unknownIn(rows: Uint32Array): readonly number[];
}

/** Rules that one byte decides are taken together as far as they follow each other, the others one by one. */
const inPasses = (pool: Pool, rules: readonly PreparedRule[]): readonly RulePass[] => {
  const [first] = rules;
  if (!first) return [];
  const other = rules.findIndex((rule) => !rule.decidedBy);
  const alike = other < 0 ? rules : rules.slice(0, other);
  const columns = alike.flatMap((rule) => rule.decidedBy ?? []);
  const classes = alike.length > 0 ? rowClasses(pool, columns) : null;
  return classes
    ? [classPass(alike, classes), ...inPasses(pool, rules.slice(alike.length))]
    : [rowPass(first), ...inPasses(pool, rules.slice(1))];
};

/** Asks one row of each class, for all of them. The loops over rows branch on nothing: who meets a rule is not predictable. */
const classPass = (rules: readonly PreparedRule[], { classOf, firstRow, rowsOf }: RowClasses): RulePass => {
  /** Rows of each class that were let through, and how many they are: all that remain, where no other pass set any aside. */
  let passed = { rowsOf: new Uint32Array(0), count: -1 };
  const countsOf = (rows: Uint32Array, upTo: number): Uint32Array => {
    if (upTo === classOf.length) return rowsOf;
    const counts = new Uint32Array(firstRow.length);
    for (let i = 0; i < upTo; i += 1) counts[classOf[rows[i]!]!]! += 1;
    return counts;
  };
  return {
    sift(rows, left) {
      const excluded = rules.map(() => 0);
      const stays = new Uint8Array(firstRow.length);
      const counts = countsOf(rows, left);
      counts.forEach((count, c) => {
        if (count === 0) return;
        const out = rules.findIndex((rule) => rule.test(firstRow[c]!) === UNMET);
        if (out < 0) stays[c] = 1;
        else excluded[out]! += count;
      });
      let kept = 0;
      for (let i = 0; i < left; i += 1) {
        const row = rows[i]!;
        rows[kept] = row;
        kept += stays[classOf[row]!]!;
      }
      passed = { rowsOf: counts.map((count, c) => count * stays[c]!), count: kept };
      return { left: kept, excluded };
    },
    unknownIn(rows) {
      const unknown = rules.map(() => 0);
      const counts = rows.length === passed.count ? passed.rowsOf : countsOf(rows, rows.length);
      counts.forEach((count, c) => {
        if (count === 0) return;
        rules.forEach((rule, r) => {
          if (rule.test(firstRow[c]!) === UNKNOWN) unknown[r]! += count;
        });
      });
      return unknown;
    },
  };
};

const rowPass = (rule: PreparedRule): RulePass => {
  let doubts = false;
  return {
    sift(rows, left) {
      let kept = 0;
      for (let i = 0; i < left; i += 1) {
        const row = rows[i]!;
        const status = rule.test(row);
        if (status === UNMET) continue;
        if (status === UNKNOWN) doubts = true;
        rows[kept] = row;
        kept += 1;
      }
      return { left: kept, excluded: [left - kept] };
    },
    unknownIn(rows) {
      let unknown = 0;
      if (doubts) for (const row of rows) if (rule.test(row) === UNKNOWN) unknown += 1;
      return [unknown];
    },
  };
};

const joined = (lists: readonly Uint32Array[]): Uint32Array => {
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
};

/** Rows that leave the funnel at `rule`, ascending, at most `limit`: what opens when an officer clicks on a count. */
export const excludedBy = (
  options: Omit<FunnelOptions, 'shortcut'>,
  rule: RuleId,
  limit: number,
): readonly number[] => {
  const applied = options.beyondWishes ? options.rules.filter((r) => r.kind !== 'wish') : options.rules;
  const found: number[] = [];
  for (let row = 0; row < options.pool.rowCount && found.length < limit; row += 1) {
    const first = applied.find((r) => r.test(row) === UNMET);
    if (first?.id === rule) found.push(row);
  }
  return found;
};

const allRows = (count: number): Uint32Array => {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  return rows;
};
