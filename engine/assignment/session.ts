import { cascade } from '../acceptance/cascade.ts';
import { listLength } from '../acceptance/listLength.ts';
import { type AcceptanceRates, listRates } from '../acceptance/rates.ts';
import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import type { Ranking } from '../shortlist/ranking.ts';
import type { Ledger } from '../targets/ledger.ts';
import { placeOf } from '../targets/place.ts';
import type { OpenProposal } from '../targets/proposals.ts';
import type { ReciprocityLedger } from '../targets/reciprocity.ts';
import { coefOf, type TargetRow, targetRows } from '../targets/rows.ts';
import type { Territory } from '../territory/territory.ts';
import type { ProfileClasses } from './classes.ts';
import { type LevelRule, type SessionPlace, type SessionProblem, sessionProblem } from './problem.ts';
import { goalsOf, type StagedModel } from './stages.ts';
import type { Credit } from './vacancyPairs.ts';

/** A household that an officer placed on a list; rank null: wherever the list ends without it. */
export interface SessionPin {
  readonly vacancy: VacancyId;
  readonly row: number;
  readonly rank: number | null;
}

/** A household set aside: of one list, or of every list of the session (vacancy null). */
export interface SessionExclusion {
  readonly vacancy: VacancyId | null;
  readonly row: number;
}

export interface SessionOptions {
  readonly levelRule: LevelRule;
  /** `priced`: a dwelling short of a target costs points; `strict`: targets in their order, before any point. */
  readonly precedence: 'priced' | 'strict';
  /**
   * `spread`: what a target lacks is made up over the leases expected until the end of the year, each session its part;
   * `at-once`: the session is asked for all of it.
   */
  readonly pace: 'spread' | 'at-once';
  /** Candidates of each list; null: by the risk that all refuse, from the pack's bound. */
  readonly listSize: number | null;
  /** Lists that a household may stand on, where fewer than three others are eligible: see `appearances.ts`. */
  readonly appearances: number;
}

export const DEFAULT_SESSION_OPTIONS: SessionOptions = {
  levelRule: 'among-equals',
  precedence: 'priced',
  pace: 'spread',
  listSize: null,
  appearances: 2,
};

export interface SessionRequest {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly classes: ProfileClasses;
  readonly asOf: IsoDay;
  readonly vacancies: readonly { readonly vacancy: Vacancy; readonly dwelling: Dwelling }[];
  /** The method's order where a place is credited to a contingent; null for none. */
  readonly ranking: (contingent: string | null) => Ranking;
  readonly rates: AcceptanceRates;
  readonly ledger: Ledger;
  readonly reciprocity?: ReciprocityLedger;
  readonly openProposals: readonly OpenProposal[];
  readonly pins: readonly SessionPin[];
  readonly exclusions: readonly SessionExclusion[];
  /** Vacancies for which the officer looks beyond wishes. */
  readonly beyondWishes: ReadonlySet<VacancyId>;
  /** Bonus of carried-over households, thousandths of points, by row of the pool. */
  readonly bonus: ReadonlyMap<number, number>;
  /** Lengths of lists settled beforehand; a vacancy without one takes that of the rates. It says how many, never whom. */
  readonly listSizes?: ReadonlyMap<VacancyId, number>;
  readonly options: SessionOptions;
}

/** A target row as the session takes it: what it is asked to bring, once spread over the year. */
export interface SessionTargetRow extends TargetRow {
  /** Part of what is lacking that this session makes up, 0 to 1; 1 when nothing lacks. */
  readonly part: number;
  /** Leases expected of the session's vacancies in this place. */
  readonly sessionLeases: number;
}

export interface PreparedSession {
  readonly request: SessionRequest;
  readonly places: readonly SessionPlace[];
  /** Active rows, in the model's order. */
  readonly rows: readonly SessionTargetRow[];
  /** Rows shown without weight. */
  readonly inactive: readonly TargetRow[];
  readonly problem: SessionProblem;
  readonly staged: StagedModel;
}

/** A session made ready to solve: places with their chances, rows with their balances, every eligible pair. */
export const prepareSession = (request: SessionRequest): PreparedSession => {
  const { territory, ledger, openProposals, asOf, options, vacancies, reciprocity } = request;
  const places = vacancies.map((each) => sessionPlace(request, each));
  const all = targetRows({
    territory,
    ledger,
    openProposals,
    asOf,
    ...(reciprocity ? { reciprocity } : {}),
    vacancies: vacancies.map(({ vacancy, dwelling }) => ({
      id: vacancy.id,
      place: placeOf(territory, dwelling),
    })),
  });
  const leases = places.map(({ chances }) => chances.reduce((sum, chance) => sum + chance, 0));
  const rows = all
    .filter(({ active }) => active)
    .map((row): SessionTargetRow => {
      const sessionLeases = row.vacancies.reduce((sum, v) => sum + leases[v]!, 0);
      const part = options.pace === 'spread' ? partOfYear(row, sessionLeases, asOf) : 1;
      return { ...row, sessionLeases, part };
    });
  const problem = sessionProblem({
    pool: request.pool,
    territory,
    classes: request.classes,
    places,
    levelRule: options.levelRule,
    bonus: request.bonus,
    rows: rows.map((row) => ({
      vacancies: row.vacancies,
      coefficient: (profile) => coefOf(row, profile),
      contingent: row.target.counts.contingent ?? row.target.credited ?? null,
      requiredDwellings: row.requiredDwellings > 0 ? row.requiredDwellings * row.part : row.requiredDwellings,
      penalty: Math.round(row.penaltyPoints * 1000),
    })),
  });
  const precedences = [...new Set(rows.map(({ target }) => target.precedence))].sort((a, b) => a - b);
  return {
    request,
    places,
    rows,
    inactive: all.filter(({ active }) => !active),
    problem,
    staged: {
      model: problem.model,
      segmentLevel: problem.segmentLevel,
      rowPrecedence: Uint8Array.from(rows, ({ target }) => target.precedence),
      goals: goalsOf({ levels: problem.levels, precedences, strict: options.precedence === 'strict' }),
    },
  };
};

/**
 * Part of what a row lacks that falls to the session: its leases over those still expected in the place until the end of the
 * civil year, at the pace of the year so far.
 */
const partOfYear = (row: TargetRow, sessionLeases: number, asOf: IsoDay): number => {
  const first = dayNumber(`${yearOf(asOf)}-01-01` as IsoDay);
  const days = dayNumber(`${yearOf(asOf)}-12-31` as IsoDay) - first + 1;
  const passed = dayNumber(asOf) - first + 1;
  const left = (row.count.among / passed) * (days - passed);
  return left <= sessionLeases ? 1 : sessionLeases / left;
};

/**
 * Contingents that a lease of the vacancy may be credited to: the one that it is oriented to, or, where the profile of the household
 * decides (`household-profile`), all those that have a share; and the landlord's own in any case.
 */
const creditsAt = ({ territory, ranking }: SessionRequest, { orientedTo }: Vacancy): readonly Credit[] => {
  const { regime, shares } = territory.pack.contingents;
  const named =
    orientedTo !== null
      ? [orientedTo]
      : regime === 'household-profile'
        ? shares.filter(({ share }) => share > 0).map(({ reservataire }) => reservataire)
        : [];
  return [...named.filter((contingent) => contingent !== 'AUCUN'), 'AUCUN' as const].map((contingent) => ({
    contingent,
    ranking: ranking(contingent === 'AUCUN' ? null : contingent),
  }));
};

const sessionPlace = (
  request: SessionRequest,
  { vacancy, dwelling }: SessionRequest['vacancies'][number],
): SessionPlace => {
  const { territory, rates, options, pins, exclusions } = request;
  const { matching } = territory.pack;
  const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
  const turnRates = listRates(rates, fragility, matching.maxListLength.value);
  const size =
    options.listSize ??
    request.listSizes?.get(vacancy.id) ??
    listLength({
      turnRates,
      maxEmptyRisk: matching.maxEmptyRisk.value,
      maximum: matching.maxListLength.value,
    }).length;
  const chances = cascade(listRates(rates, fragility, size)).byRank;
  const ours = pins.filter((pin) => pin.vacancy === vacancy.id);
  const taken = new Set(ours.map(({ rank }) => rank));
  const free = chances.map((_, i) => i + 1).filter((rank) => !taken.has(rank));
  return {
    vacancy,
    dwelling,
    ranking: request.ranking(null),
    credits: creditsAt(request, vacancy),
    chances,
    beyondWishes: request.beyondWishes.has(vacancy.id),
    without: new Set(
      exclusions.filter((each) => each.vacancy === null || each.vacancy === vacancy.id).map(({ row }) => row),
    ),
    pinned: ours.map(({ row, rank }) => ({ row, rank: rank ?? free.pop() ?? chances.length })),
  };
};
