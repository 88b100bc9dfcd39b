import type { Typology } from '../../engine/domain/codes.ts';
import { dayNumber } from '../../engine/domain/day.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { ceilingEur } from '../../engine/household/ceilings.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { PlainCeiling, PlainDemand } from './plainDemand.ts';

/** What the rules look at of a freed dwelling, worked out once per question. */
export interface PlainPlace {
  readonly commune: string;
  readonly typology: Typology;
  readonly quartier: string | null;
  readonly quartiersOfCommune: readonly string[];
  readonly building: 'flat' | 'house' | null;
  readonly stepFree: boolean | null;
  readonly floor: number | null;
  readonly lift: boolean | null;
  readonly livingAreaM2: number;
  /** D822-25: 9 m² for one, 16 for two, 9 more each, 70 from eight on. */
  neededAreaM2(persons: number): number;
  readonly confirmedSince: number;
  /** Ceiling of a rank of category, EUR a year; null when there is no table. */
  ceilingOf(ceiling: PlainCeiling | null, mayRise: number): number | null;
}

export const plainPlace = (territory: Territory, dwelling: Dwelling, asOf: IsoDay): PlainPlace => {
  const table = territory.ceilingTable(dwelling.financing, Number(asOf.slice(0, 4)));
  return {
    commune: dwelling.commune,
    typology: dwelling.typology,
    quartier: territory.quartierOfDwelling(dwelling)?.id ?? null,
    quartiersOfCommune: territory.pack.quartiers
      .filter((q) => q.commune === dwelling.commune)
      .map((q) => q.id),
    building: dwelling.building,
    stepFree: dwelling.stepFree,
    floor: dwelling.floor,
    lift: dwelling.lift,
    livingAreaM2: dwelling.livingAreaM2,
    neededAreaM2: (persons) => (persons >= 8 ? 70 : persons === 1 ? 9 : 16 + 9 * (persons - 2)),
    confirmedSince: dayNumber(`${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}` as IsoDay),
    ceilingOf: (ceiling, mayRise) => {
      if (table === null || ceiling === null) return null;
      const rank = ceiling.rank + mayRise;
      return ceilingEur(table, { category: Math.min(6, rank + 1) as 1, further: Math.max(0, rank - 5) });
    },
  };
};

/** A règle d'adéquation over one object: true met, false unmet, null unknown. */
export interface PlainRule {
  readonly id: string;
  readonly kind: 'wish' | 'legal' | 'material';
  test(demand: PlainDemand, place: PlainPlace): boolean | null;
}

/** In the order of the funnel. */
export const PLAIN_RULES: readonly PlainRule[] = [
  {
    id: 'commune-wish',
    kind: 'wish',
    test: ({ wishes }, place) => wishes.wide || wishes.communes.includes(place.commune),
  },
  {
    id: 'typology-wish',
    kind: 'wish',
    test: ({ wishes }, place) => wishes.typologies.includes(place.typology),
  },
  {
    id: 'quartier-wish',
    kind: 'wish',
    test: ({ wishes }, { quartier, quartiersOfCommune }) => {
      if (wishes.wide || (quartier !== null && wishes.quartiers.includes(quartier))) return true;
      if (!wishes.quartiers.some((q) => quartiersOfCommune.includes(q))) return true;
      return quartier === null ? null : false;
    },
  },
  {
    id: 'building-wish',
    kind: 'wish',
    test: ({ wishes }, { building }) => {
      if (wishes.building === 'any') return true;
      return building === null ? null : wishes.building === building;
    },
  },
  {
    id: 'ground-floor-wish',
    kind: 'wish',
    test: ({ wishes }, { floor, building }) => {
      if (wishes.groundFloor !== false || building === 'house') return true;
      return floor === null ? null : floor > 0;
    },
  },
  { id: 'valid-demand', kind: 'legal', test: (demand, place) => demand.confirmedDay >= place.confirmedSince },
  {
    id: 'income-ceiling',
    kind: 'legal',
    test: ({ taxIncomeEur, ceiling }, place) => {
      const limit = place.ceilingOf(ceiling, 0);
      if (taxIncomeEur === null || limit === null) return null;
      if (taxIncomeEur <= limit) return true;
      const highest = place.ceilingOf(ceiling, ceiling?.mayRise ?? 0);
      return highest !== null && taxIncomeEur <= highest ? null : false;
    },
  },
  {
    id: 'occupancy',
    kind: 'material',
    test: ({ window }, place) => (window === null ? null : window.includes(place.typology)),
  },
  {
    id: 'living-area',
    kind: 'material',
    test: ({ persons }, place) =>
      persons === null ? null : place.livingAreaM2 >= place.neededAreaM2(persons),
  },
  {
    id: 'step-free',
    kind: 'material',
    test: ({ needsStepFree }, { stepFree }) => {
      if (needsStepFree === false || stepFree === true) return true;
      return needsStepFree === null || stepFree === null ? null : false;
    },
  },
  {
    id: 'floor',
    kind: 'material',
    test: ({ maxFloorOnFoot }, { floor, lift, building }) => {
      if (maxFloorOnFoot === 'any' || lift === true || building === 'house') return true;
      if (floor !== null && floor <= (maxFloorOnFoot ?? 0)) return true;
      return maxFloorOnFoot === null || floor === null || lift === null ? null : false;
    },
  },
];
