import type { Reservataire } from '../domain/codes.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { CommuneCode, QuartierId } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import { residenceKey } from '../territory/guidanceTargets.ts';
import type { Territory } from '../territory/territory.ts';

/** Where an allocation counts. */
export interface TargetPlace {
  readonly quartier: string | null;
  /** In a QPV, outside, or not said (null). */
  readonly qpv: boolean | null;
  readonly commune: string;
  readonly bailleur: string;
  /** Null or left out: no residence is named, so no residence target looks there. */
  readonly residence?: string | null;
  /** Dedicated to priority households, « à l'adresse ». Left out: it is not. */
  readonly dedicated?: boolean;
}

export const placeOf = (territory: Territory, dwelling: Dwelling): TargetPlace => ({
  quartier: territory.quartierOfDwelling(dwelling)?.id ?? null,
  qpv: dwelling.qpv2024 === null ? null : dwelling.qpv2024 !== false,
  commune: dwelling.commune,
  bailleur: dwelling.bailleur,
  residence: dwelling.residence,
  dedicated: dwelling.aciAddress,
});

/** Contingents that a lease of a vacancy may be credited to, before any household is looked at; empty where nothing says it. */
export const vacancyCredits = ({ orientedTo }: Pick<Vacancy, 'orientedTo'>): readonly Reservataire[] =>
  orientedTo === null ? [] : orientedTo === 'AUCUN' ? ['AUCUN'] : [orientedTo, 'AUCUN'];

/** Place key of a target, or null when the target does not apply there. Reciprocity has a ledger of its own. */
export const placeKey = (territory: Territory, target: Target, place: TargetPlace): string | null => {
  if (target.counts.reciprocity) return null;
  return whereKey(territory, target, place);
};

/** Place key of any target, reciprocity included. */
export const whereKey = (territory: Territory, target: Target, place: TargetPlace): string | null => {
  if (target.qpv !== undefined && place.qpv !== (target.qpv === 'in')) return null;
  if (target.dedicated && !place.dedicated) return null;
  const key = scopeKey(territory, target, place);
  return key === null || (target.at !== undefined && target.at !== key) ? null : key;
};

const scopeKey = (territory: Territory, target: Target, place: TargetPlace): string | null => {
  switch (target.scope) {
    case 'territory':
      return territory.pack.id;
    case 'commune':
      return turnsOverEnough(territory, target, place.commune) ? place.commune : null;
    case 'bailleur':
      return place.bailleur;
    case 'residence':
      return place.residence ? residenceKey(place.bailleur, place.residence) : null;
    case 'quartier': {
      if (place.quartier === null) return null;
      const fragility = territory.quartierById.get(place.quartier as QuartierId)?.fragility;
      return fragility && (!target.fragility || target.fragility.includes(fragility)) ? place.quartier : null;
    }
  }
};

const turnsOverEnough = (territory: Territory, { rotation }: Target, commune: string): boolean => {
  if (rotation === undefined) return true;
  const leases = territory.estimatedLeasesByCommune.get(commune as CommuneCode) ?? 0;
  return (
    (rotation.below === undefined || leases < rotation.below) &&
    (rotation.from === undefined || leases >= rotation.from)
  );
};
