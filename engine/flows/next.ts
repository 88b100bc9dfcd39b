import type { Reservataire } from '../domain/codes.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import { prepareRules } from '../eligibility/rules.ts';
import type { Pool } from '../pool/pool.ts';
import { selectEligible } from '../shortlist/shortlist.ts';
import { cellKey, type FlowCell, type FlowState } from '../targets/flow.ts';
import type { Territory } from '../territory/territory.ts';
import { cellOf } from './potential.ts';
import { type FlowMembers, waitingFor } from './waiting.ts';

/** What serving a réservataire with one more lease would stand on. */
export interface OrientationChoice {
  readonly reservataire: Reservataire;
  readonly share: number;
  /** share × flow so far, those oriented before in the agenda and this lease included. */
  readonly due: number;
  /** Credited, expected, and oriented before in the agenda. */
  readonly credited: number;
  /** (due − credited) ÷ due. */
  readonly relativeLag: number;
  /** Eligible demands that a lease of the dwelling could be credited to it for. */
  readonly candidates: number;
}

/** Why a vacancy is oriented to nobody. */
export type Unoriented =
  /** Its QPV is not said: it counts in no flow. */
  | 'qpv-unknown'
  /** Freed for a relocation of urban renewal: outside the flow (R441-5). */
  | 'npru'
  /** No eligible demand whose lease would be in the flow. */
  | 'no-candidate';

export interface Orientation {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly cell: FlowCell | null;
  /** `given`: the vacancy was oriented already; `next`: by the lags; `none`: to nobody. */
  readonly kind: 'given' | 'next' | 'none';
  /** The one to serve; AUCUN: what is reserved to nobody. Null with `none`. */
  readonly reservataire: Reservataire | null;
  readonly why: Unoriented | null;
  /** Largest relative lag first; empty unless `next`. */
  readonly choices: readonly OrientationChoice[];
}

interface Count {
  base: number;
  readonly credited: Map<Reservataire, number>;
}

/** A réservataire that is owed less than half a lease is not late: the nearest whole count is what it has. */
const OWED = 0.5;

/**
 * Which réservataire each open vacancy should serve next: of those owed half a lease or more in the landlord's cell and that some
 * eligible demand could be credited to, the one whose lag is the largest relatively to its due; where none is owed that much, the
 * one owed most. Each orientation counts for the vacancies after, and those given beforehand count for all.
 *
 * @param cells flows of the day, by landlord and side. @param agenda in the order of the agenda.
 * @param anew true: as if no vacancy was oriented yet.
 */
export const nextOrientations = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly cells: readonly (FlowCell & { readonly state: FlowState })[];
  readonly agenda: readonly { readonly vacancy: Vacancy; readonly dwelling: Dwelling }[];
  /** Contingents of each row, one bit each. Length = pool.rowCount. */
  readonly credits: Uint8Array;
  readonly members: FlowMembers;
  readonly anew: boolean;
}): readonly Orientation[] => {
  const { territory, agenda, anew } = input;
  const counts = new Map(input.cells.map((each) => [cellKey(each), countOf(each.state)]));
  const places = agenda.map(({ vacancy, dwelling }) => {
    const cell = vacancy.reason === 'npru' ? null : cellOf(territory, dwelling);
    return { vacancy, dwelling, cell, given: anew ? null : vacancy.orientedTo };
  });
  for (const { cell, given } of places)
    if (cell !== null && given !== null) orient(counted(counts, cell), given);
  return places.map(({ vacancy, dwelling, cell, given }): Orientation => {
    const place = { vacancy, dwelling, cell };
    if (given !== null) return { ...place, kind: 'given', reservataire: given, why: null, choices: [] };
    if (cell === null) {
      const why = vacancy.reason === 'npru' ? 'npru' : 'qpv-unknown';
      return { ...place, kind: 'none', reservataire: null, why, choices: [] };
    }
    const count = counted(counts, cell);
    const choices = choicesAt(input, dwelling, count);
    const next = nextOf(choices);
    if (next === null) return { ...place, kind: 'none', reservataire: null, why: 'no-candidate', choices };
    orient(count, next.reservataire);
    return { ...place, kind: 'next', reservataire: next.reservataire, why: null, choices };
  });
};

const countOf = ({ base, expectedBase, lags }: FlowState): Count => ({
  base: base + expectedBase,
  credited: new Map(lags.map(({ reservataire, credited, expected }) => [reservataire, credited + expected])),
});

const counted = (counts: Map<string, Count>, cell: FlowCell): Count => {
  const key = cellKey(cell);
  const known = counts.get(key) ?? { base: 0, credited: new Map<Reservataire, number>() };
  counts.set(key, known);
  return known;
};

/** One lease, one contingent. */
const orient = (count: Count, reservataire: Reservataire): void => {
  count.base += 1;
  count.credited.set(reservataire, (count.credited.get(reservataire) ?? 0) + 1);
};

const choicesAt = (
  { pool, territory, credits, members }: Parameters<typeof nextOrientations>[0],
  dwelling: Dwelling,
  count: Count,
): readonly OrientationChoice[] => {
  const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
  const rules = prepareRules({ pool, territory, dwelling, quartier });
  const { eligible } = selectEligible({ pool, dwelling, beyondWishes: false }, rules);
  const byMask = new Map<number, number>();
  for (const row of eligible)
    if (members(row, dwelling.bailleur)) byMask.set(credits[row]!, (byMask.get(credits[row]!) ?? 0) + 1);
  return territory.pack.contingents.shares
    .filter(({ share }) => share > 0)
    .map(({ reservataire, share }): OrientationChoice => {
      const due = share * (count.base + 1);
      const credited = count.credited.get(reservataire) ?? 0;
      const candidates = waitingFor(byMask, [reservataire]);
      return { reservataire, share, due, credited, relativeLag: (due - credited) / due, candidates };
    })
    .sort((a, b) => b.relativeLag - a.relativeLag || b.share - a.share);
};

const nextOf = (choices: readonly OrientationChoice[]): OrientationChoice | null => {
  const open = choices.filter(({ candidates }) => candidates > 0);
  const owed = open.find(({ due, credited }) => due - credited >= OWED);
  return (
    owed ??
    open.reduce<OrientationChoice | null>(
      (most, each) => (most === null || each.due - each.credited > most.due - most.credited ? each : most),
      null,
    )
  );
};
