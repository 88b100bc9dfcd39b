import type { Typology } from '../domain/codes.ts';
import type { BailleurId, CommuneCode } from '../domain/ids.ts';
import { MET, type PreparedRule, UNKNOWN, UNMET } from '../eligibility/rule.ts';
import { prepareRules } from '../eligibility/rules.ts';
import type { Pool } from '../pool/pool.ts';
import { affordabilityOf } from '../shortlist/affordability.ts';
import type { Territory } from '../territory/territory.ts';
import { meansLevel, WISH_LEVELS, type WishLevel } from './criteria.ts';
import { type CountInterval, poissonInterval } from './poisson.ts';
import type { ReleaseRates } from './releases.ts';
import type { StockIndex, StockKind } from './stock.ts';

/** How many dwellings that suit may come free within some months. */
export interface ExpectedCount {
  readonly months: number;
  /** Expected number; null when no rate is known. */
  readonly mean: number | null;
  readonly interval: CountInterval | null;
}

/** The dwellings of a commune and typology that would suit a household: those of the stock, and those expected to come free. */
export interface ExpectedPlace {
  readonly commune: CommuneCode;
  readonly typology: Typology;
  readonly wish: WishLevel;
  /** Dwellings of the stock. */
  readonly stock: number;
  /** Of these, those that no rule sets aside, 0 to 1. Papers that are missing do not lower it. */
  readonly suitedShare: number;
  /** Of those suited, those with a rule that stays unknown, and those whose cost stays within the norms, 0 to 1 each. */
  readonly unknownShare: number;
  readonly withinMeansShare: number;
  /** Suited dwellings freed a year by each dwelling suited: the mean rotation; null when no rate is known. */
  readonly perDwellingYear: number | null;
  readonly within: readonly ExpectedCount[];
}

/** Rules that look at where a dwelling stands; all others look at what it is. */
const PLACE_RULES: ReadonlySet<string> = new Set(['commune-wish', 'quartier-wish']);

/** The stock with the rules of each of its kinds, ready for any household of a pool. */
export interface PreparedStock {
  readonly index: StockIndex;
  /** By kind of place and by kind of home. */
  readonly placeRules: readonly (readonly PreparedRule[])[];
  readonly homeRules: readonly (readonly PreparedRule[])[];
}

export const prepareStock = (pool: Pool, territory: Territory, index: StockIndex): PreparedStock => {
  const rulesOf = (kinds: readonly StockKind[], ofPlace: boolean) =>
    kinds.map((kind) =>
      prepareRules({ pool, territory, ...kind }).filter(({ id }) => PLACE_RULES.has(id) === ofPlace),
    );
  return { index, placeRules: rulesOf(index.places, true), homeRules: rulesOf(index.homes, false) };
};

export interface ExpectedRequest {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly stock: PreparedStock;
  readonly rates: ReleaseRates;
  readonly row: number;
  readonly beyondWishes: boolean;
  /** Only dwellings of these landlords; null = all. */
  readonly ofLandlord: ((bailleur: BailleurId) => boolean) | null;
}

/**
 * Expected dwellings by commune and typology: the household's better wishes first, then the largest expected numbers. Freed dwellings
 * are supposed to be like the stock of their cell, and to come free independently (Poisson); who else wants them is not looked at.
 */
export const expectedPlaces = (request: ExpectedRequest): readonly ExpectedPlace[] => {
  const { territory, stock, rates, ofLandlord } = request;
  const { months, interval } = territory.pack.placement.expected;
  const asked = asking(request);
  const found = new Map<string, Tally>();
  for (const cell of stock.index.cells) {
    if (ofLandlord !== null && !ofLandlord(cell.bailleur)) continue;
    const key = `${cell.commune} ${cell.typology}`;
    const tally = found.get(key) ?? newTally(cell);
    found.set(key, tally);
    const before = tally.suited;
    for (let i = cell.from; i < cell.to; i += 1) asked.count(i, tally);
    const rate = rates.rateOf(cell);
    tally.stock += cell.dwellings;
    tally.yearly =
      rate === null || tally.yearly === null ? null : tally.yearly + rate * (tally.suited - before);
  }
  return [...found.values()]
    .filter(({ suited }) => suited > 0)
    .map((tally): ExpectedPlace => {
      const { commune, typology, wish, suited, unknown, within, yearly } = tally;
      return {
        commune,
        typology,
        wish: WISH_LEVELS[wish]!,
        stock: tally.stock,
        suitedShare: suited / tally.stock,
        unknownShare: unknown / suited,
        withinMeansShare: within / suited,
        perDwellingYear: yearly === null ? null : yearly / suited,
        within: months.map((horizon) => {
          const mean = yearly === null ? null : (yearly * horizon) / 12;
          return { months: horizon, mean, interval: mean === null ? null : poissonInterval(mean, interval) };
        }),
      };
    })
    .sort(
      (a, b) =>
        WISH_LEVELS.indexOf(a.wish) - WISH_LEVELS.indexOf(b.wish) ||
        expectedOf(b) - expectedOf(a) ||
        (`${a.commune} ${a.typology}` < `${b.commune} ${b.typology}` ? -1 : 1),
    );
};

const expectedOf = ({ within }: ExpectedPlace): number => within.at(-1)?.mean ?? 0;

interface Tally {
  readonly commune: CommuneCode;
  readonly typology: Typology;
  /** Best level met, as a place in WISH_LEVELS. */
  wish: number;
  stock: number;
  suited: number;
  unknown: number;
  within: number;
  yearly: number | null;
}

const newTally = ({ commune, typology }: Pick<Tally, 'commune' | 'typology'>): Tally => ({
  commune,
  typology,
  wish: WISH_LEVELS.length - 1,
  stock: 0,
  suited: 0,
  unknown: 0,
  within: 0,
  yearly: 0,
});

/** What a kind of dwelling is to the household: asked once. */
interface Verdict {
  readonly suits: boolean;
  readonly unknown: boolean;
  /** Place in WISH_LEVELS that its wish rules allow at best. */
  readonly wish: number;
}

/** Asks about each kind once, the first time that a dwelling of it comes. */
const asking = ({ pool, territory, stock, row, beyondWishes }: ExpectedRequest) => {
  const { index, placeRules, homeRules } = stock;
  const verdictOf = (rules: readonly (readonly PreparedRule[])[]) => {
    const known: (Verdict | undefined)[] = new Array(rules.length);
    return (kind: number): Verdict => {
      known[kind] ??= verdict(rules[kind]!, row, beyondWishes);
      return known[kind];
    };
  };
  const placeVerdict = verdictOf(placeRules);
  const homeVerdict = verdictOf(homeRules);
  const within = new Map<number, boolean>();
  const withinMeans = (cost: number): boolean => {
    const known = within.get(cost);
    if (known !== undefined) return known;
    const { dwelling } = index.costs[cost]!;
    const made = meansLevel(affordabilityOf({ pool, territory, dwelling, row })) === 'within';
    within.set(cost, made);
    return made;
  };
  return {
    count(i: number, tally: Tally): void {
      const place = placeVerdict(index.placeOf[i]!);
      if (!place.suits) return;
      const home = homeVerdict(index.homeOf[i]!);
      if (!home.suits) return;
      tally.suited += 1;
      tally.wish = Math.min(tally.wish, Math.max(place.wish, home.wish));
      if (place.unknown || home.unknown) tally.unknown += 1;
      if (withinMeans(index.costOf[i]!)) tally.within += 1;
    },
  };
};

const [NAMED, WIDE, NOT_SAID, BEYOND] = [0, 1, 2, 3] as const;

const verdict = (rules: readonly PreparedRule[], row: number, beyondWishes: boolean): Verdict => {
  let suits = true;
  let unknown = false;
  let wish: number = NAMED;
  for (const rule of rules) {
    const status = rule.test(row);
    if (status === UNKNOWN) unknown = true;
    if (status === UNMET && !(beyondWishes && rule.kind === 'wish')) suits = false;
    if (rule.kind !== 'wish') continue;
    if (status === UNMET) wish = BEYOND;
    else if (status === UNKNOWN) wish = Math.max(wish, NOT_SAID);
    else if (status === MET && rule.id === 'commune-wish' && rule.facts(row).named !== true)
      wish = Math.max(wish, WIDE);
  }
  return { suits, unknown, wish };
};
