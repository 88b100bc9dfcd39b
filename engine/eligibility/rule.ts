import type { Dwelling } from '../domain/dwelling.ts';
import type { QuartierId } from '../domain/ids.ts';
import { uint8 } from '../pool/allocate.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/*
 * Règles d'adéquation: each answers, for a (demand, vacancy) pair, met, unmet or unknown, with the numbers behind. Of legal
 * and material rules, unmet excludes and unknown passes, flagged with the paper to ask for. Wish rules exclude unless the
 * officer asks to look beyond wishes. Nothing here ranks anybody.
 */

export const MET = 0;
export const UNMET = 1;
export const UNKNOWN = 2;
export type StatusCode = typeof MET | typeof UNMET | typeof UNKNOWN;
export type Status = 'met' | 'unmet' | 'unknown';
export const STATUS: readonly Status[] = ['met', 'unmet', 'unknown'];

export type RuleKind = 'wish' | 'legal' | 'material';
export type RuleId =
  | 'commune-wish'
  | 'typology-wish'
  | 'quartier-wish'
  | 'building-wish'
  | 'ground-floor-wish'
  | 'valid-demand'
  | 'income-ceiling'
  | 'occupancy'
  | 'living-area'
  | 'step-free'
  | 'floor';

/** The numbers behind an answer, by name; `api/present` words them. */
export type RuleFacts = Readonly<Record<string, number | string | boolean | null>>;

export interface RuleAnswer {
  readonly rule: RuleId;
  readonly kind: RuleKind;
  readonly status: Status;
  readonly facts: RuleFacts;
}

/** A rule made ready for one vacancy. */
export interface PreparedRule {
  readonly id: RuleId;
  readonly kind: RuleKind;
  test(row: number): StatusCode;
  facts(row: number): RuleFacts;
  /**
   * Column whose byte decides alone: rows that hold the same byte get the same answer from this rule, so the funnel asks once
   * for all of them. Left out where the answer needs more. Length = pool.rowCount.
   */
  readonly decidedBy?: Uint8Array;
}

export interface PairContext {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  /** Quartier of the dwelling; null when neither the dwelling nor its IRIS says it. */
  readonly quartier: QuartierId | null;
}

export const answer = (rule: PreparedRule, row: number): RuleAnswer => ({
  rule: rule.id,
  kind: rule.kind,
  status: STATUS[rule.test(row)]!,
  facts: rule.facts(row),
});

/** A byte column of the pool. */
export const bytes = (pool: Pool, name: string): Uint8Array => pool.array(name) as Uint8Array;

const bytesByPool = new WeakMap<Pool, Map<unknown, Uint8Array>>();

/** A byte of every row that no dwelling changes, made once per pool and key. Length = pool.rowCount. */
export const bytesOfPool = (pool: Pool, key: unknown, rule: () => (row: number) => number): Uint8Array => {
  const known = bytesByPool.get(pool) ?? new Map<unknown, Uint8Array>();
  bytesByPool.set(pool, known);
  const found = known.get(key);
  if (found) return found;
  const test = rule();
  const made = uint8(pool.rowCount);
  for (let row = 0; row < made.length; row += 1) made[row] = test(row);
  known.set(key, made);
  return made;
};

export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
