import type { Reservataire } from '../domain/codes.ts';
import { dayNumber } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { BailleurId, CommuneCode, DemandNumber } from '../domain/ids.ts';
import { answer, type RuleAnswer, type RuleId, type RuleKind, UNMET } from '../eligibility/rule.ts';
import type { Pool } from '../pool/pool.ts';
import type { EarlierAnswer } from '../qualification/history.ts';
import { type Affordability, affordabilityOf } from '../shortlist/affordability.ts';
import { contingentsOf, creditBit, leaseCredit } from '../shortlist/credits.ts';
import { type DemandDescription, describeDemand } from '../shortlist/describe.ts';
import { demandProfile } from '../shortlist/profile.ts';
import { type WorkDistance, workDistances } from '../shortlist/workDistance.ts';
import { effectsOf, type TargetEffect } from '../targets/balance.ts';
import { penaltyPointsOf } from '../targets/precedence.ts';
import { type CommuneMoves, NO_MOVES, type ReciprocityLedger } from '../targets/reciprocity.ts';
import type { Territory } from '../territory/territory.ts';
import { type CircuitAnswer, circuitsOf } from './circuits.ts';
import { balanceOf, compareColumns, meansLevel, type PlacementColumns, wishLevel } from './criteria.ts';
import { type ExpectedPlace, expectedPlaces, type PreparedStock } from './expected.ts';
import { type OpenPlace, type Standing, standingOf } from './openPlace.ts';
import type { ReleaseRates } from './releases.ts';

/** What committees ask from, prepared once for a day. */
export interface PlacementGround {
  readonly pool: Pool;
  readonly territory: Territory;
  /** Dwellings free, or whose date is known. */
  readonly open: readonly OpenPlace[];
  readonly stock: PreparedStock;
  readonly rates: ReleaseRates;
  readonly reciprocity: ReciprocityLedger;
  /** Contingents that each row's profile lets a lease be credited to, one bit each. Length = pool.rowCount. */
  readonly credits: Uint8Array;
  /** Commune of the dwelling that a tenant of social housing would leave; null when it is not known. */
  readonly homeOf: (demand: DemandNumber) => CommuneCode | null;
}

/** A dwelling that suits, with what each criterion says of it. */
export interface PlacementOption {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly columns: PlacementColumns;
  readonly rules: readonly RuleAnswer[];
  /** Rules that stay unknown: a paper to ask for, of the household or of the landlord. */
  readonly toCheck: readonly RuleId[];
  readonly affordability: Affordability;
  /** Advisory, and no part of the order: distance to work is no criterion of the charter. */
  readonly work: readonly WorkDistance[];
  readonly effects: readonly TargetEffect[];
  /** Rank on the dwelling's own shortlist, by the method, and how many others it suits. */
  readonly standing: Standing;
  /** Contingents that the household's profile lets the lease be credited to, the landlord's latest first. */
  readonly contingents: readonly {
    readonly reservataire: Reservataire;
    /** (due − credited) ÷ due at the landlord this year; null when nothing is due. */
    readonly relativeLag: number | null;
  }[];
  /** Whether the contingent that the dwelling is oriented to is one of these; null when it is oriented to none. */
  readonly orientationFits: boolean | null;
  /** Mutations of the year between communes, for a mutation from another commune; null otherwise, or when that is not known. */
  readonly reciprocity: { readonly from: CommuneMoves; readonly to: CommuneMoves } | null;
  /** What it answered when this dwelling was proposed to it before. */
  readonly declinedBefore: EarlierAnswer | null;
}

/** home: the landlord of the dwelling that the household leaves, asked first; others: the other landlords; all: no order between them. */
export type LandlordGroup = 'home' | 'others' | 'all';

export interface PlacementGroup {
  readonly group: LandlordGroup;
  /** In the pack's order of criteria; ties by identifier. */
  readonly options: readonly PlacementOption[];
  readonly expected: readonly ExpectedPlace[];
}

export interface Placement {
  readonly row: number;
  readonly number: DemandNumber;
  readonly household: DemandDescription;
  readonly circuits: readonly CircuitAnswer[];
  /** Null when the household leaves no dwelling of a landlord, or the file does not name it. */
  readonly homeLandlord: BailleurId | null;
  /** A circuit asks the home landlord first, and the file does not name it. */
  readonly homeLandlordUnknown: boolean;
  readonly homeCommune: CommuneCode | null;
  readonly groups: readonly PlacementGroup[];
  /** Dwellings looked at, and those that each rule sets aside: each leaves at the first rule it does not meet. */
  readonly looked: number;
  readonly setAside: readonly { readonly rule: RuleId; readonly kind: RuleKind; readonly count: number }[];
  readonly beyondWishes: boolean;
}

/**
 * The dwellings that suit one household, open and expected: what the committees that must house it ask (plan de gestion 2016, art. 8, 9
 * and 11). It proposes; a dwelling that does not suit, or comes late in the order, is barred to nobody.
 *
 * @param beyondWishes dwellings that the household did not ask for are shown too, after all others.
 */
export const placeHousehold = (
  ground: PlacementGround,
  { row, beyondWishes }: { readonly row: number; readonly beyondWishes: boolean },
): Placement => {
  const { pool, territory } = ground;
  const number = pool.numbers.at(row);
  const circuits = circuitsOf(pool, territory, row);
  const household = describeDemand(pool, territory, row);
  const isTenant = household.firstAccess === false;
  const homeLandlord = isTenant
    ? (territory.pack.bailleurs[pool.array('homeBailleur')[row]!]?.id ?? null)
    : null;
  const homeCommune = isTenant ? ground.homeOf(number) : null;
  const homeFirst = circuits.some(({ status, body }) => status === 'met' && body?.homeLandlordFirst === true);
  const { suited, setAside } = sift(ground.open, row, beyondWishes);
  const options = suited
    .map((place) => optionOf(ground, place, { row, number, homeCommune }))
    .sort(
      (a, b) =>
        compareColumns(territory.pack.placement.order.criteria, a.columns, b.columns) ||
        (a.vacancy.id < b.vacancy.id ? -1 : 1),
    );
  const group = (name: LandlordGroup, has: ((bailleur: BailleurId) => boolean) | null): PlacementGroup => ({
    group: name,
    options: has === null ? options : options.filter(({ dwelling }) => has(dwelling.bailleur)),
    expected: expectedPlaces({ ...ground, row, beyondWishes, ofLandlord: has }),
  });
  return {
    row,
    number,
    household,
    circuits,
    homeLandlord,
    homeLandlordUnknown: homeFirst && homeLandlord === null,
    homeCommune,
    groups:
      homeFirst && homeLandlord !== null
        ? [
            group('home', (bailleur) => bailleur === homeLandlord),
            group('others', (bailleur) => bailleur !== homeLandlord),
          ]
        : [group('all', null)],
    looked: ground.open.length,
    setAside,
    beyondWishes,
  };
};

/** The places that no rule sets aside, and the count of the others by the first rule they do not meet. */
const sift = (
  open: readonly OpenPlace[],
  row: number,
  beyondWishes: boolean,
): { readonly suited: readonly OpenPlace[]; readonly setAside: Placement['setAside'] } => {
  const suited: OpenPlace[] = [];
  const counts = new Map<RuleId, { kind: RuleKind; count: number }>();
  for (const place of open) {
    const out = place.rules.find(
      (rule) => !(beyondWishes && rule.kind === 'wish') && rule.test(row) === UNMET,
    );
    if (out === undefined) suited.push(place);
    else {
      const of = counts.get(out.id) ?? { kind: out.kind, count: 0 };
      of.count += 1;
      counts.set(out.id, of);
    }
  }
  // In the order of the rules.
  const order = open[0]?.rules.map(({ id }) => id) ?? [];
  return {
    suited,
    setAside: order.flatMap((rule) => {
      const of = counts.get(rule);
      return of === undefined ? [] : [{ rule, ...of }];
    }),
  };
};

const optionOf = (
  { pool, territory, credits, reciprocity }: PlacementGround,
  place: OpenPlace,
  of: { readonly row: number; readonly number: DemandNumber; readonly homeCommune: CommuneCode | null },
): PlacementOption => {
  const { row, number, homeCommune } = of;
  const { vacancy, dwelling, qualification, rules } = place;
  const answers = rules.map((rule) => answer(rule, row));
  const affordability = affordabilityOf({ pool, territory, dwelling, row });
  const mask = credits[row]!;
  const effects = effectsOf(qualification.targets, {
    ...demandProfile(pool, territory, row),
    contingent: leaseCredit(vacancy, mask),
  });
  const { orientedTo } = vacancy;
  const lags = new Map(qualification.contingents.lags.map((lag) => [lag.reservataire, lag.relativeLag]));
  return {
    vacancy,
    dwelling,
    columns: {
      wish: wishLevel(rules, row),
      means: meansLevel(affordability),
      services: 'unknown',
      balance: balanceOf(effects, (target) => penaltyPointsOf(territory.pack.matching, target)),
      delayDays: Math.max(0, dayNumber(vacancy.availableOn) - dayNumber(pool.asOf)),
    },
    rules: answers,
    toCheck: answers.filter(({ status }) => status === 'unknown').map(({ rule }) => rule),
    affordability,
    work: workDistances({ pool, territory, dwelling, row }),
    effects,
    standing: standingOf(place, row),
    contingents: contingentsOf(mask)
      .map((reservataire) => ({ reservataire, relativeLag: lags.get(reservataire) ?? null }))
      .sort((a, b) => (b.relativeLag ?? -Infinity) - (a.relativeLag ?? -Infinity) || 0),
    orientationFits: orientedTo === null ? null : (mask & creditBit(orientedTo)) !== 0,
    reciprocity:
      homeCommune === null || homeCommune === territory.canonicalCommune(dwelling.commune)
        ? null
        : {
            from: reciprocity.get(homeCommune) ?? NO_MOVES,
            to: reciprocity.get(dwelling.commune) ?? NO_MOVES,
          },
    declinedBefore: qualification.declined.get(number) ?? null,
  };
};
