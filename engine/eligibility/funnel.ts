import type { Pool } from '../pool/pool.ts';
import { type ByteAnswers, type PreparedRule, type RuleId, type RuleKind, UNKNOWN, UNMET } from './rules.ts';

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
  const remaining: number[] = skipped > 0 ? [shortcut!.wishCommune, rows.length] : [];
  const doubtful: boolean[] = skipped > 0 ? [false, false] : [];
  let left = rows.length;
  for (const rule of applied.slice(skipped)) {
    const passed = rule.byte ? passByByte(rows, left, rule.byte) : passByTest(rows, left, rule);
    left = passed.left;
    remaining.push(left);
    doubtful.push(passed.doubtful);
  }
  const eligible = rows.subarray(0, left);
  const stages = applied.map(
    (rule, r): FunnelStage => ({
      rule: rule.id,
      kind: rule.kind,
      excluded: (remaining[r - 1] ?? total) - remaining[r]!,
      unknown: doubtful[r] ? countUnknown(eligible, rule) : 0,
      remaining: remaining[r]!,
    }),
  );
  return { total, stages, eligible };
};

/*
 * One rule at a time over the first `left` rows: those that pass move to the front. The loops read columns and hardly branch,
 * because no processor can predict who meets a rule.
 */

interface Pass {
  /** Rows that the rule does not exclude. */
  readonly left: number;
  /** The answer to some row was unknown. */
  readonly doubtful: boolean;
}

const passByByte = (rows: Uint32Array, left: number, { column, answers }: ByteAnswers): Pass => {
  let kept = 0;
  let seen = 0;
  for (let i = 0; i < left; i += 1) {
    const row = rows[i]!;
    const answer = answers[column[row]!]!;
    rows[kept] = row;
    kept += (answer & UNMET) ^ UNMET;
    seen |= answer;
  }
  return { left: kept, doubtful: (seen & UNKNOWN) !== 0 };
};

const passByTest = (rows: Uint32Array, left: number, rule: PreparedRule): Pass => {
  let kept = 0;
  let seen = 0;
  for (let i = 0; i < left; i += 1) {
    const row = rows[i]!;
    const answer = rule.test(row);
    rows[kept] = row;
    kept += (answer & UNMET) ^ UNMET;
    seen |= answer;
  }
  return { left: kept, doubtful: (seen & UNKNOWN) !== 0 };
};

const countUnknown = (rows: Uint32Array, rule: PreparedRule): number => {
  let count = 0;
  if (rule.byte) {
    const { column, answers } = rule.byte;
    for (let i = 0; i < rows.length; i += 1) count += (answers[column[rows[i]!]!]! & UNKNOWN) >> 1;
  } else for (let i = 0; i < rows.length; i += 1) count += (rule.test(rows[i]!) & UNKNOWN) >> 1;
  return count;
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

export const unknownRules = (rules: readonly PreparedRule[], row: number): readonly PreparedRule[] =>
  rules.filter((rule) => rule.test(row) === UNKNOWN);

const allRows = (count: number): Uint32Array => {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  return rows;
};
