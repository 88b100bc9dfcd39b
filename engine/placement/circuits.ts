import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { EVIDENCE_LEVELS, type Evidence } from '../domain/codes.ts';
import { CIRCUITS, type CircuitId, type PlacementRules, type Situation } from '../domain/territory.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/** Whether a committee follows a household, and on what ground. */
export interface CircuitAnswer {
  readonly circuit: CircuitId;
  readonly status: 'met' | 'unmet' | 'unknown';
  /** Best evidence there is; null when not met. A recognition of the administration is verified by itself. */
  readonly evidence: Evidence | null;
  /** Situations that make the ground, for mutations and first accesses. */
  readonly situations: readonly Situation[];
  /** Body of the territory; null where the pack names none. */
  readonly body: PlacementRules['circuits'][number] | null;
}

/**
 * Circuits of a household (plan de gestion 2016: mutations bloquées ou complexes, art. 8; priority first accesses, art. 9; relocation,
 * art. 11.2), in a fixed order, each met, unmet or unknown. Several may be met: none excludes another, and none bars a household that
 * has none.
 */
export const circuitsOf = (pool: Pool, territory: Territory, row: number): readonly CircuitAnswer[] => {
  const firstAccess = tri(pool.array('firstAccess')[row]!);
  const grounds: Readonly<Record<CircuitId, Ground>> = {
    dalo: recognised(tri(pool.array('daloActive')[row]!), 'verified'),
    // The file says it, no paper does.
    npru: recognised(tri(pool.array('npruRelocation')[row]!), 'declared'),
    mutation: bySituation(
      firstAccess === null ? null : !firstAccess,
      territory.pack.situations.filter(({ scope }) => scope === 'mutation'),
      pool,
      row,
    ),
    'first-access': bySituation(firstAccess, territory.prioritySituations, pool, row),
  };
  const bodies = territory.pack.placement.circuits;
  return CIRCUITS.map((circuit) => ({
    circuit,
    ...grounds[circuit],
    body: bodies.find((body) => body.circuit === circuit) ?? null,
  }));
};

type Ground = Pick<CircuitAnswer, 'status' | 'evidence' | 'situations'>;

const tri = (value: number): boolean | null => (value === UNKNOWN_U8 ? null : value === 1);
const NONE = { evidence: null, situations: [] } as const;

const recognised = (is: boolean | null, evidence: Evidence): Ground =>
  is === null
    ? { status: 'unknown', ...NONE }
    : is
      ? { status: 'met', evidence, situations: [] }
      : { status: 'unmet', ...NONE };

/** @param inScope whether the demand is of the kind that the situations describe. */
const bySituation = (
  inScope: boolean | null,
  situations: readonly Situation[],
  pool: Pool,
  row: number,
): Ground => {
  if (inScope === false) return { status: 'unmet', ...NONE };
  const levels = situations.map(({ code }) => pool.array(code)[row]!);
  const held = situations.filter((_, i) => levels[i] !== UNKNOWN_U8 && levels[i] !== EVIDENCE_CODES.absent);
  if (held.length === 0)
    return { status: inScope === null || levels.includes(UNKNOWN_U8) ? 'unknown' : 'unmet', ...NONE };
  // A situation is there, but whether the demand is a mutation is not said.
  if (inScope === null) return { status: 'unknown', evidence: null, situations: held };
  const best = Math.max(...levels.filter((level) => level !== UNKNOWN_U8));
  return { status: 'met', evidence: EVIDENCE_LEVELS[best - 1] ?? null, situations: held };
};
