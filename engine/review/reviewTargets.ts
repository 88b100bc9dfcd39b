import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import { type TargetState, targetStates } from '../targets/balance.ts';
import { cellKey, flowRows } from '../targets/flow.ts';
import type { Ledger } from '../targets/ledger.ts';
import { placeOf, type TargetPlace } from '../targets/place.ts';
import type { Territory } from '../territory/territory.ts';
import type { ReviewBy } from './place.ts';

/** A target where a year left it. */
export interface ReviewTarget {
  readonly state: TargetState;
  /** The row of the review that it is about; null: the whole territory. */
  readonly row: string | null;
}

/** What tells apart the places that the targets of a review look at. Contingents are followed landlord by landlord. */
const KEYS: { readonly [B in ReviewBy]: (place: TargetPlace) => string | null } = {
  quartier: ({ quartier }) => quartier,
  commune: ({ commune }) => commune,
  bailleur: ({ bailleur }) => bailleur,
  contingent: ({ bailleur }) => bailleur,
};

/**
 * Places of the stock that the targets of a review look at, each once.
 *
 * @param shown dwellings that whoever asks may see the targets of.
 */
export const targetPlaces = (
  territory: Territory,
  dwellings: ReadonlyMap<string, Dwelling>,
  { by, shown }: { readonly by: ReviewBy; readonly shown: (dwelling: Dwelling) => boolean },
): readonly TargetPlace[] => {
  const places = new Map<string, TargetPlace>();
  for (const dwelling of dwellings.values()) {
    if (!shown(dwelling)) continue;
    const place = placeOf(territory, dwelling);
    const key = `${KEYS[by](place)} ${place.qpv} ${place.dedicated}`;
    if (!places.has(key)) places.set(key, place);
  }
  return [...places.values()];
};

/** The territory with the targets alone that a review by such rows shows: ledgers count nothing else. */
export const targetsFor = (territory: Territory, by: ReviewBy): Territory => ({
  ...territory,
  flowTargets: by === 'contingent' ? territory.flowTargets : [],
  targets: territory.targets.filter(({ scope, credited, counts }) =>
    by === 'contingent'
      ? credited !== undefined || counts.contingent !== undefined || scope === 'territory'
      : credited === undefined && counts.contingent === undefined && (scope === by || scope === 'territory'),
  ),
});

/**
 * The targets of the review's places as a ledger has them, those of the whole territory first. By contingent: those that look at the
 * leases credited to one. By precedence, then target, then place.
 */
export const reviewTargets = (
  territory: Territory,
  ledger: Ledger,
  { by, places }: { readonly by: ReviewBy; readonly places: readonly TargetPlace[] },
): readonly ReviewTarget[] => {
  const found = new Map<string, ReviewTarget>();
  for (const place of places)
    for (const state of targetStates(territory, ledger, place, RESERVATAIRE_CODES)) {
      const { scope, credited } = state.target;
      const key = `${state.target.id} ${state.place}`;
      if (found.has(key)) continue;
      if (by === 'contingent' && credited !== undefined) found.set(key, { state, row: credited });
      else if (credited === undefined && scope === by) found.set(key, { state, row: state.place });
      else if (credited === undefined && scope === 'territory') found.set(key, { state, row: null });
    }
  return [...found.entries()]
    .sort(([a, { state, row }], [b, other]) => {
      const whole = Number(row !== null) - Number(other.row !== null);
      return whole || state.target.precedence - other.state.target.precedence || (a < b ? -1 : 1);
    })
    .map(([, target]) => target);
};

/** What a réservataire was owed and got in a civil year, over the landlords looked at. Allocations, or leases, as its flow counts. */
export interface ContingentFlow {
  readonly reservataire: Reservataire;
  readonly credited: number;
  /** Share of the flow that is due, in parts: `taux × assiette`, landlord by landlord, in QPV and outside (R441-5). */
  readonly due: number;
  /** Of the flow, those that no contingent is recorded for: credited to nobody. */
  readonly unknown: number;
}

/** In the order of the pack's shares; a dwelling whose QPV is not said is in no flow. */
export const contingentFlows = (
  territory: Territory,
  ledger: Ledger,
  places: readonly TargetPlace[],
): readonly ContingentFlow[] => {
  const cells = new Map(
    places.flatMap(({ bailleur, qpv }) =>
      qpv === null ? [] : [[cellKey({ bailleur, qpv }), { bailleur, qpv }]],
    ),
  );
  return territory.pack.contingents.shares.map(({ reservataire }) => {
    let [credited, due, unknown] = [0, 0, 0];
    for (const cell of cells.values())
      for (const target of flowRows(territory, cell)) {
        if (target.counts.contingent !== reservataire) continue;
        const count = ledger.count(target, cell.bailleur);
        credited += count.counted;
        due += target.share! * count.among;
        unknown += count.unknown;
      }
    return { reservataire, credited, due, unknown };
  });
};
