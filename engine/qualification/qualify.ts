import { cascade } from '../acceptance/cascade.ts';
import { type AcceptanceRates, listRates, packRates } from '../acceptance/rates.ts';
import type { Typology } from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { BandGroup, Fragility, Guidance, Quartier, QuartileThreshold } from '../domain/territory.ts';
import { type TargetState, targetStates } from '../targets/balance.ts';
import { type FlowState, flowState, NO_FLOW } from '../targets/flow.ts';
import { type Ledger, placeOf } from '../targets/ledger.ts';
import { vacancyCredits } from '../targets/place.ts';
import type { Territory } from '../territory/territory.ts';
import {
  type Attractiveness,
  attractiveness,
  type Functioning,
  functioning,
  type GuardRail,
  guardRail,
  type Occupation,
  occupation,
} from './axes.ts';
import { type ConcertedState, concertedState, jointStudyRequired } from './concerted.ts';
import type { EarlierAnswer, PlaceHistory } from './history.ts';

/**
 * Qualification de l'offre: what a freed dwelling needs and whom it suits, each with what it rests on. Facts and codes here;
 * the French sentences are in `api/present`. It describes a place and bars nobody.
 */
export interface Qualification {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly quartier: Quartier | null;
  readonly fragility: Fragility;
  /** Which side of the 50/50 would help the quartier's target, and where that target stands; null without a target. */
  readonly wantedMix: {
    readonly group: BandGroup;
    readonly state: TargetState;
    readonly needed: boolean;
  } | null;
  /** Every target that looks at this place. */
  readonly targets: readonly TargetState[];
  readonly occupancy: {
    /** Bedrooms needed by the households whose window holds this typology. */
    readonly bedrooms: readonly number[];
    readonly typology: Typology;
    /** Also proposed to a couple alone, who need one bedroom. */
    readonly coupleAlone: boolean;
  };
  readonly ceiling: {
    readonly year: number;
    /** EUR of RFR a year by category 1 to 6; null when the pack has no table for the year. */
    readonly categoriesEur: readonly number[] | null;
  };
  /** Threshold of the first quartile in force; null where the pack has none for the day. */
  readonly quartile: QuartileThreshold | null;
  /**
   * Monthly resources from which rent and charges, before any housing benefit, stay under the effort that the norms warn of.
   * A benefit lowers it: per household, see its affordability. `chargesKnown` false: rent alone.
   */
  readonly incomeWindow: {
    readonly fromMonthlyEur: number;
    readonly effort: number;
    readonly chargesKnown: boolean;
  };
  /** Three axes kept apart, and the partners' own judgement beside them. */
  readonly axes: {
    readonly occupation: Occupation;
    readonly functioning: Functioning;
    readonly attractiveness: Attractiveness;
  };
  readonly concerted: ConcertedState | null;
  /** Landlord and commune study the allocations together before the commission (plan de gestion 2016, art. 11.2). */
  readonly jointStudyRequired: boolean;
  /** Last entries of the residence all on one side of the mix: watches the list, never a person. */
  readonly guardRail: GuardRail | null;
  readonly accessibility: 'step-free' | 'not-step-free' | 'unknown';
  /** The flow of the landlord where the dwelling counts, in QPV or outside. */
  readonly contingents: FlowState;
  readonly aciAddress: boolean;
  readonly guidance: readonly Guidance[];
  /** Who was proposed this vacancy before and did not take it, by numéro unique: said beside a candidate, never a bar. */
  readonly declined: ReadonlyMap<string, EarlierAnswer>;
  /** Acceptance by class and rank: the pack's, or corrected by the answers on record. */
  readonly rates: AcceptanceRates;
  /** Chance that a list of three is refused by all, by these rates. */
  readonly emptyListOfThree: number;
  readonly firstRankRefusal: number;
}

export const qualify = (input: {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly territory: Territory;
  readonly ledger: Ledger;
  readonly history: PlaceHistory;
  /** Demands that name the commune and the typology. */
  readonly demandsLikeIt: number;
  /** Left out: the pack's own. */
  readonly rates?: AcceptanceRates;
  readonly asOf: IsoDay;
}): Qualification => {
  const { vacancy, dwelling, territory, ledger, history, demandsLikeIt, asOf } = input;
  const { pack } = territory;
  const rates = input.rates ?? packRates(pack.acceptance);
  const quartier = territory.quartierOfDwelling(dwelling);
  const fragility = quartier?.fragility ?? 'unknown';
  const quartierId = quartier?.id ?? null;
  const concerted = concertedState(territory, dwelling, quartierId, asOf);
  const place = placeOf(territory, dwelling);
  const targets = targetStates(territory, ledger, place, vacancyCredits(vacancy));
  const year = yearOf(asOf);
  const cost = dwelling.rentEur + (dwelling.chargesEur ?? 0);
  const three = cascade(listRates(rates, fragility, 3));
  return {
    vacancy,
    dwelling,
    quartier,
    fragility,
    wantedMix: wantedMix(targets),
    targets,
    occupancy: {
      typology: dwelling.typology,
      coupleAlone: pack.norms.occupancy.coupleAlone.includes(dwelling.typology),
      bedrooms: Object.entries(pack.norms.occupancy.typologiesByBedrooms)
        .filter(([, typologies]) => typologies.includes(dwelling.typology))
        .map(([bedrooms]) => Number(bedrooms))
        .sort((a, b) => a - b),
    },
    ceiling: { year, categoriesEur: territory.ceilingTable(dwelling.financing, year)?.categories ?? null },
    quartile: territory.quartileThreshold(asOf),
    incomeWindow: {
      fromMonthlyEur: cost / pack.norms.effort.warnAbove,
      effort: pack.norms.effort.warnAbove,
      chargesKnown: dwelling.chargesEur !== null,
    },
    accessibility: dwelling.stepFree === null ? 'unknown' : dwelling.stepFree ? 'step-free' : 'not-step-free',
    axes: {
      occupation: occupation(history, dwelling, quartierId),
      functioning: functioning({ history, vacancy, dwelling, quartier: quartierId, asOf }),
      attractiveness: attractiveness({ history, territory, dwelling, demands: demandsLikeIt }),
    },
    concerted,
    jointStudyRequired: jointStudyRequired(concerted),
    guardRail: guardRail(history, dwelling, pack.norms.guardRail.consecutiveEntries),
    contingents:
      place.qpv === null
        ? NO_FLOW
        : flowState(territory, ledger, { bailleur: dwelling.bailleur, qpv: place.qpv }),
    aciAddress: dwelling.aciAddress,
    guidance: pack.guidance.filter(
      (g) =>
        g.validFrom <= asOf &&
        (g.validTo === null || g.validTo >= asOf) &&
        ((g.quartier !== null && g.quartier === quartier?.id) ||
          (g.residence !== null && g.residence === dwelling.residence && g.bailleur === dwelling.bailleur)),
    ),
    declined: history.declined(vacancy.id),
    rates,
    emptyListOfThree: three.nobody,
    firstRankRefusal: 1 - (three.byRank[0] ?? 0),
  };
};

/** The quartier's band target, read as a wish for one side of the mix: for "at most", the other side. */
const wantedMix = (targets: readonly TargetState[]): Qualification['wantedMix'] => {
  const state = targets.find((t) => t.target.scope === 'quartier' && t.target.counts.bandGroup);
  const counted = state?.target.counts.bandGroup;
  if (!state || !counted) return null;
  const other: BandGroup = counted === 'modest' ? 'intermediate-or-higher' : 'modest';
  const group = state.target.bound === 'min' ? counted : other;
  return { group, state, needed: state.status === 'missed' || state.status === 'within-tolerance' };
};
