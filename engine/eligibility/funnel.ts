import type { Pool } from '../pool/pool.ts';
import { MET, type PreparedRule, type RuleId, type RuleKind, UNKNOWN, UNMET } from './rules.ts';

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
  const lists = skipped > 0 ? shortcut!.lists : [allRows(total)];
  const excluded = new Array<number>(applied.length).fill(0);
  const unknown = new Array<number>(applied.length).fill(0);
  const upper = lists.reduce((sum, list) => sum + list.length, 0);
  if (skipped > 0) {
    excluded[0] = total - shortcut!.wishCommune;
    excluded[1] = shortcut!.wishCommune - upper;
  }
  const eligible = new Uint32Array(upper);
  let kept = 0;
  const active = applied.slice(skipped);
  for (const list of lists)
    for (let i = 0; i < list.length; i += 1) {
      const row = list[i]!;
      let doubts = 0;
      let out = -1;
      for (let r = 0; r < active.length; r += 1) {
        const status = active[r]!.test(row);
        if (status === MET) continue;
        if (status === UNMET) {
          out = r;
          break;
        }
        doubts |= 1 << r;
      }
      if (out >= 0) excluded[out + skipped]! += 1;
      else {
        eligible[kept] = row;
        kept += 1;
        for (let r = 0; doubts !== 0; r += 1, doubts >>>= 1) if (doubts & 1) unknown[r + skipped]! += 1;
      }
    }
  let remaining = total;
  const stages = applied.map((rule, r): FunnelStage => {
    remaining -= excluded[r]!;
    return { rule: rule.id, kind: rule.kind, excluded: excluded[r]!, unknown: unknown[r]!, remaining };
  });
  return { total, stages, eligible: eligible.subarray(0, kept) };
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

const allRows = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row);
