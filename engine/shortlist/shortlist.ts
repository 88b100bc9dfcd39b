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
import type { Territory } from '../territory/territory.ts';
import { type Affordability, affordabilityOf } from './affordability.ts';
import { type ApartDemands, describeApart, splitApart } from './apart.ts';
import { creditMask, leaseCredit } from './credits.ts';
import { type DemandDescription, describeDemand } from './describe.ts';
import { demandProfile } from './profile.ts';
import type { Ranking, Separation } from './ranking.ts';
import { topK } from './topK.ts';
import { type WorkDistance, workDistances } from './workDistance.ts';

/** One household on, or near, the list, with all that explains it. */
export interface Candidate {
  readonly row: number;
  readonly number: DemandNumber;
  /** 1-based rank on the list; the next ones go on counting. */
  readonly rank: number;
  readonly household: DemandDescription;
  readonly score: ScoreExplanation;
  /** Every rule's answer for this pair, wishes included. */
  readonly rules: readonly RuleAnswer[];
  /** What this lease would do to each target that looks at the place. */
  readonly effects: readonly TargetEffect[];
  readonly affordability: Affordability;
  /** How far each holder works from the dwelling. */
  readonly work: readonly WorkDistance[];
  /** What it answered when this vacancy was proposed to it before; null when it was not. Advisory: it bars nobody. */
  readonly declinedBefore: EarlierAnswer | null;
  /** What puts this candidate before the next one; null for the last of the eligible. */
  readonly aheadOfNext: Separation | null;
  /** What puts the previous one before this candidate; null for the first. */
  readonly behindPrevious: Separation | null;
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
}

const LEGAL_FLOOR = 3;

/** The shortlist of one vacancy: the method's order over the demands that no rule excludes. */
export const shortlistFor = (request: ShortlistRequest): Shortlist => {
  const { pool, territory, ranking, vacancy, dwelling, qualification, size, nextCount, beyondWishes } =
    request;
  if (size < LEGAL_FLOOR) throw new RangeError(`size must be at least ${LEGAL_FLOOR}`);
  const rules = rulesFor(request);
  const { eligible, total, stages } = selectEligible(request, rules);
  const { within, apart } = splitApart(eligible, ranking);
  const rows = topK(within, size + nextCount + 1, ranking.position);
  const shown = [...rows.subarray(0, size + nextCount)];
  const candidates = shown.map(
    (row, i): Candidate => ({
      row,
      number: pool.numbers.at(row),
      rank: i + 1,
      household: describeDemand(pool, territory, row),
      score: ranking.explain(row),
      rules: rules.map((rule) => answer(rule, row)),
      effects: effectsOf(qualification.targets, leaseProfile(request, row)),
      affordability: affordabilityOf({ pool, territory, dwelling, row }),
      work: workDistances({ pool, territory, dwelling, row }),
      declinedBefore: qualification.declined.get(pool.numbers.at(row)) ?? null,
      aheadOfNext: i + 1 < rows.length ? ranking.separation(row, rows[i + 1]!) : null,
      behindPrevious: i > 0 ? ranking.separation(rows[i - 1]!, row) : null,
    }),
  );
  const listed = candidates.slice(0, size);
  return {
    vacancy,
    dwelling,
    qualification,
    funnel: { total, stages, eligibleCount: eligible.length },
    candidates: listed,
    next: candidates.slice(size),
    apart: describeApart(apart, { pool, territory, ranking, limit: size + nextCount }),
    shortReason: shortReason(listed, vacancy),
    chances: cascade(listRates(qualification.rates, qualification.fragility, listed.length)),
    beyondWishes,
  };
};

/** What targets see of a household that would take the vacancy, the contingent that its lease would be credited to included. */
const leaseProfile = (
  { pool, territory, vacancy }: Pick<ShortlistRequest, 'pool' | 'territory' | 'vacancy'>,
  row: number,
): TargetProfile => {
  const profile = demandProfile(pool, territory, row);
  return vacancy.orientedTo === null
    ? profile
    : { ...profile, contingent: leaseCredit(vacancy, creditMask(pool, territory, row)) };
};

/** The file does not say who the préfet designated: a place of its contingent and recognised households stand for it. */
const shortReason = (listed: readonly Candidate[], vacancy: Vacancy): ShortReason | null => {
  if (listed.length >= LEGAL_FLOOR) return null;
  if (vacancy.adaptedPlai) return 'plai-adapte';
  const recognised = listed.length > 0 && listed.every(({ household }) => household.daloActive === true);
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
  readonly aheadOfNext: Separation | null;
  readonly behindPrevious: Separation | null;
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
  const neighbours =
    excludedBy || ranking.ordering.isApart(ranking.scored.tier[row]!)
      ? null
      : neighboursAmong(
          splitApart(selectEligible(request, rules).eligible, ranking).within,
          ranking.position,
          row,
        );
  const { next = null, previous = null } = neighbours ?? {};
  return {
    number: pool.numbers.at(row),
    household: describeDemand(pool, territory, row),
    score: ranking.explain(row),
    rules: answers,
    excludedBy,
    place: neighbours && { rank: neighbours.rank, of: neighbours.of },
    aheadOfNext: next === null ? null : ranking.separation(row, next),
    behindPrevious: previous === null ? null : ranking.separation(previous, row),
  };
};

/** Place of a row among the eligible, and the rows just before and just after it. */
const neighboursAmong = (
  eligible: Uint32Array,
  position: Uint32Array,
  row: number,
): { rank: number; of: number; previous: number | null; next: number | null } => {
  const own = position[row]!;
  let before = 0;
  let previous: number | null = null;
  let next: number | null = null;
  for (const other of eligible) {
    const place = position[other]!;
    if (place < own) {
      before += 1;
      if (previous === null || place > position[previous]!) previous = other;
    } else if (place > own && (next === null || place < position[next]!)) next = other;
  }
  return { rank: before + 1, of: eligible.length, previous, next };
};
