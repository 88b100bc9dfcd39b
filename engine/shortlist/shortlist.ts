import type { ScoreExplanation } from '../../scoring/explain.ts';
import { cascade } from '../acceptance/cascade.ts';
import { listRates } from '../acceptance/rates.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { DemandNumber } from '../domain/ids.ts';
import { type Funnel, runFunnel } from '../eligibility/funnel.ts';
import { answer, type PreparedRule, type RuleAnswer } from '../eligibility/rule.ts';
import { prepareRules } from '../eligibility/rules.ts';
import type { Pool } from '../pool/pool.ts';
import type { EarlierAnswer } from '../qualification/history.ts';
import type { Qualification } from '../qualification/qualify.ts';
import { effectsOf, type TargetEffect } from '../targets/balance.ts';
import type { TargetProfile } from '../targets/ledger.ts';
import { placeOf } from '../targets/place.ts';
import type { Territory } from '../territory/territory.ts';
import { type Affordability, affordabilityOf } from './affordability.ts';
import { type ApartDemands, describeApart, setsApart, splitApart } from './apart.ts';
import { creditMask, leaseCredit } from './credits.ts';
import { type DemandDescription, describeDemand } from './describe.ts';
import { type ListOrder, type ListPricing, listOrder, openOrder } from './listOrder.ts';
import type { PricedStanding, ValueGap } from './pricedOrder.ts';
import type { PlanPrices, PricedTarget } from './prices.ts';
import { demandProfile } from './profile.ts';
import type { Ranking, Separation } from './ranking.ts';
import { type WorkDistance, workDistances } from './workDistance.ts';

/** One household on, or near, the list: its place, and what makes it. */
export interface Listed {
  readonly row: number;
  readonly number: DemandNumber;
  /** 1-based rank on the list; the next ones go on counting. */
  readonly rank: number;
  /** What it is worth at the prices of a plan, in parts; left out where none count. */
  readonly priced?: PricedStanding;
  /** What puts this candidate before the next one; null for the last of the eligible. */
  readonly aheadOfNext: Separation | ValueGap | null;
  /** What puts the previous one before this candidate; null for the first. */
  readonly behindPrevious: Separation | ValueGap | null;
}

/** What a demand is, on whatever list of one method. */
export interface OwnSide {
  readonly household: DemandDescription;
  readonly score: ScoreExplanation;
}

/** What a demand and a dwelling say of each other, whoever else is on the list. */
export interface PairSide {
  /** Every rule's answer for this pair, wishes included. */
  readonly rules: readonly RuleAnswer[];
  /** What this lease would do to each target that looks at the place. */
  readonly effects: readonly TargetEffect[];
  readonly affordability: Affordability;
  /** How far each holder works from the dwelling. */
  readonly work: readonly WorkDistance[];
  /** What it answered when this vacancy was proposed to it before; null when it was not. Advisory: it bars nobody. */
  readonly declinedBefore: EarlierAnswer | null;
}

/** The same, with all that explains it. */
export interface Candidate extends Listed, OwnSide, PairSide {}

/** The prices that an order took in, and those of the rows that look at the place. */
export interface ListPrices {
  readonly plan: PlanPrices;
  readonly rows: readonly PricedTarget[];
}

/** Why a list is shorter than the three that R441-3 asks for. */
export type ShortReason = 'insufficient-candidates' | 'plai-adapte' | 'prefect-designated';

export interface Shortlist {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly qualification: Qualification;
  readonly funnel: Omit<Funnel, 'eligible'> & { readonly eligibleCount: number };
  readonly candidates: readonly Candidate[];
  readonly next: readonly Candidate[];
  /** Eligible demands that a channel outside the method's grid follows: never on the list, never hidden. */
  readonly apart: readonly ApartDemands[];
  readonly shortReason: ShortReason | null;
  /** Chances that rank 1, 2… takes the dwelling and that nobody does, by the qualification's rates. */
  readonly chances: { readonly byRank: readonly number[]; readonly nobody: number };
  readonly beyondWishes: boolean;
  /** Null: the order is the method's alone. */
  readonly prices: ListPrices | null;
}

/** A list whose candidates are explained one by one, by who asks for it. */
export interface OpenList extends Omit<Shortlist, 'candidates' | 'next'> {
  readonly candidates: readonly Listed[];
  readonly next: readonly Listed[];
  ownSide(listed: Listed): OwnSide;
  pairSide(listed: Listed): PairSide;
}

/** A funnel whose rows are asked for by who needs them: most lists need no more than their count. */
export interface OpenFunnel extends Omit<Funnel, 'eligible'> {
  readonly eligibleCount: number;
  /** See `Funnel.eligible`. */
  eligible(): Uint32Array;
}

export interface ShortlistRequest {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly ranking: Ranking;
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly qualification: Qualification;
  /** Candidates on the list; three is the law's floor, and the least accepted. */
  readonly size: number;
  /** How many of those that follow are explained too. */
  readonly nextCount: number;
  /** Look beyond wishes: nobody is set aside by a wish rule. */
  readonly beyondWishes: boolean;
  /** Prices of a plan, which the order takes in; left out: the method alone. */
  readonly pricing?: ListPricing;
  /** `describeDemand` of each row, from who keeps what it says; left out: worked out anew. */
  readonly describe?: (row: number) => DemandDescription;
  /** `selectEligible` of this vacancy and these wishes, from who keeps it; left out: run anew. */
  readonly funnel?: OpenFunnel;
  /** The first rows of this order, from who keeps them; left out: looked for anew. @param find the first `k` of the order. */
  readonly head?: (k: number, find: (k: number) => Uint32Array) => Uint32Array;
}

const LEGAL_FLOOR = 3;

/** The shortlist of one vacancy: the method's order, at the prices of a plan if there are some, over the demands that no rule excludes. */
export const shortlistFor = (request: ShortlistRequest): Shortlist => explained(openList(request));

/** A list with everybody on it explained. */
export const explained = ({ ownSide, pairSide, ...list }: OpenList): Shortlist => {
  const explain = (one: Listed): Candidate => ({ ...one, ...ownSide(one), ...pairSide(one) });
  return { ...list, candidates: list.candidates.map(explain), next: list.next.map(explain) };
};

/** The same list, nobody on it explained yet. */
export const openList = (request: ShortlistRequest): OpenList => {
  const { pool, territory, ranking, vacancy, dwelling, qualification, size, nextCount, beyondWishes } =
    request;
  if (size < LEGAL_FLOOR) throw new RangeError(`size must be at least ${LEGAL_FLOOR}`);
  let prepared: readonly PreparedRule[] | null = null;
  const rules = (): readonly PreparedRule[] => {
    prepared ??= rulesFor(request);
    return prepared;
  };
  const { eligible, eligibleCount, total, stages } =
    request.funnel ?? openFunnel(selectEligible(request, rules()));
  const apart = setsApart(ranking) ? splitApart(eligible(), ranking).apart : [];
  const order = openOrder(request, () => splitApart(eligible(), ranking).within);
  const asked = size + nextCount + 1;
  const rows = request.head?.(asked, order.first) ?? order.first(asked);
  const listed: Listed[] = [];
  for (let i = 0; i < Math.min(rows.length, size + nextCount); i += 1) {
    const row = rows[i]!;
    const priced = order.standing(row);
    listed.push({
      row,
      number: pool.numbers.at(row),
      rank: i + 1,
      ...(priced === null ? {} : { priced }),
      aheadOfNext: i + 1 < rows.length ? order.gap(row, rows[i + 1]!) : null,
      behindPrevious: i > 0 ? order.gap(rows[i - 1]!, row) : null,
    });
  }
  const candidates = listed.slice(0, size);
  return {
    vacancy,
    dwelling,
    qualification,
    funnel: { total, stages, eligibleCount },
    candidates,
    next: listed.slice(size),
    ownSide: ({ row }) => ({
      household: request.describe?.(row) ?? describeDemand(pool, territory, row),
      score: order.rankingOf(row).explain(row),
    }),
    pairSide: (one) => pairSideOf(request, one, rules()),
    apart: describeApart(apart, { pool, territory, ranking, limit: size + nextCount }),
    shortReason: shortReason(candidates, request),
    chances: cascade(listRates(qualification.rates, qualification.fragility, candidates.length)),
    beyondWishes,
    prices: listPrices(request),
  };
};

const openFunnel = ({ eligible, total, stages }: Funnel): OpenFunnel => ({
  total,
  stages,
  eligibleCount: eligible.length,
  eligible: () => eligible,
});

const pairSideOf = (
  request: ShortlistRequest,
  { row, number, priced }: Listed,
  rules: readonly PreparedRule[],
): PairSide => {
  const { pool, territory, dwelling, qualification } = request;
  return {
    rules: rules.map((rule) => answer(rule, row)),
    effects: effectsOf(qualification.targets, leaseProfile(request, row, priced ?? null)),
    affordability: affordabilityOf({ pool, territory, dwelling, row }),
    work: workDistances({ pool, territory, dwelling, row }),
    declinedBefore: qualification.declined.get(number) ?? null,
  };
};

const listPrices = ({ territory, dwelling, pricing }: ShortlistRequest): ListPrices | null =>
  pricing === undefined
    ? null
    : {
        plan: pricing.prepared.prices,
        rows: pricing.prepared.at(placeOf(territory, dwelling), pricing.orientedTo).rows,
      };

/** What targets see of a household that would take the vacancy, the contingent that its lease would be credited to included. */
const leaseProfile = (
  { pool, territory, vacancy }: Pick<ShortlistRequest, 'pool' | 'territory' | 'vacancy'>,
  row: number,
  priced: PricedStanding | null,
): TargetProfile => {
  const profile = demandProfile(pool, territory, row);
  if (priced !== null) return { ...profile, contingent: priced.credited };
  return vacancy.orientedTo === null
    ? profile
    : { ...profile, contingent: leaseCredit(vacancy, creditMask(pool, territory, row)) };
};

/** The file does not say who the préfet designated: a place of its contingent and recognised households stand for it. */
const shortReason = (
  listed: readonly Listed[],
  { vacancy, pool }: Pick<ShortlistRequest, 'vacancy' | 'pool'>,
): ShortReason | null => {
  if (listed.length >= LEGAL_FLOOR) return null;
  if (vacancy.adaptedPlai) return 'plai-adapte';
  const recognised = listed.length > 0 && listed.every(({ row }) => pool.array('daloActive')[row] === 1);
  return vacancy.orientedTo === 'PPRIOR' && recognised ? 'prefect-designated' : 'insufficient-candidates';
};

type PairInput = Pick<ShortlistRequest, 'pool' | 'territory' | 'dwelling' | 'qualification'>;

export const rulesFor = ({ pool, territory, dwelling, qualification }: PairInput): readonly PreparedRule[] =>
  prepareRules({ pool, territory, dwelling, quartier: qualification.quartier?.id ?? null });

/** The funnel of a vacancy. The inverted index answers the first two wish rules at once. */
export const selectEligible = (
  { pool, dwelling, beyondWishes }: Pick<ShortlistRequest, 'pool' | 'dwelling' | 'beyondWishes'>,
  rules: readonly PreparedRule[],
): Funnel => {
  const commune = pool.communeNumber(dwelling.commune);
  const { wishes } = pool;
  const shortcut = {
    lists:
      commune < 0
        ? [wishes.wideFor(dwelling.typology)]
        : [wishes.named(commune, dwelling.typology), wishes.wideFor(dwelling.typology)],
    wishCommune: wishes.wideCount + (commune < 0 ? 0 : wishes.namedBy[commune]!),
  };
  return runFunnel({ pool, rules, beyondWishes, shortcut });
};

/** Why one demand is, or is not, on the list of a vacancy. */
export interface PairExplanation {
  readonly number: DemandNumber;
  readonly household: DemandDescription;
  readonly score: ScoreExplanation;
  readonly rules: readonly RuleAnswer[];
  /** First rule that sets it aside, in the funnel's order; null when eligible. */
  readonly excludedBy: RuleAnswer | null;
  /** 1-based place among the eligible that the method orders, and their number; null when excluded or followed apart. */
  readonly place: { readonly rank: number; readonly of: number } | null;
  /** What separates it from its neighbours among the eligible; null at the ends, and when excluded. */
  readonly aheadOfNext: Separation | ValueGap | null;
  readonly behindPrevious: Separation | ValueGap | null;
  /** What it is worth at the prices of a plan; left out where none count, and when it has no place. */
  readonly priced?: PricedStanding;
}

export const explainPair = (
  request: Omit<ShortlistRequest, 'size' | 'nextCount'>,
  row: number,
): PairExplanation => {
  const { pool, territory, ranking, beyondWishes } = request;
  const rules = rulesFor(request);
  const answers = rules.map((rule) => answer(rule, row));
  const excludedBy =
    answers.find((a) => a.status === 'unmet' && !(beyondWishes && a.kind === 'wish')) ?? null;
  const outside = excludedBy !== null || ranking.ordering.isApart(ranking.scored.tier[row]!);
  const within = outside ? null : splitApart(selectEligible(request, rules).eligible, ranking).within;
  const order = within && listOrder(request, within);
  const neighbours = order && neighboursAmong(within!, order, row);
  const { next = null, previous = null } = neighbours ?? {};
  const priced = order?.standing(row) ?? null;
  return {
    number: pool.numbers.at(row),
    household: describeDemand(pool, territory, row),
    score: (order?.rankingOf(row) ?? ranking).explain(row),
    rules: answers,
    excludedBy,
    place: neighbours && { rank: neighbours.rank, of: neighbours.of },
    aheadOfNext: next === null || order === null ? null : order.gap(row, next),
    behindPrevious: previous === null || order === null ? null : order.gap(previous, row),
    ...(priced === null ? {} : { priced }),
  };
};

/** Place of a row among the eligible, and the rows just before and just after it. */
const neighboursAmong = (
  eligible: Uint32Array,
  order: ListOrder,
  row: number,
): { rank: number; of: number; previous: number | null; next: number | null } => {
  let before = 0;
  let previous: number | null = null;
  let next: number | null = null;
  for (const other of eligible) {
    if (other === row) continue;
    if (order.before(other, row)) {
      before += 1;
      if (previous === null || order.before(previous, other)) previous = other;
    } else if (next === null || order.before(other, next)) next = other;
  }
  return { rank: before + 1, of: eligible.length, previous, next };
};
