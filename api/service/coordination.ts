import { countedBetween } from '../../engine/coordination/orientations.ts';
import {
  type Semester,
  semesterBefore,
  semesterDays,
  semesterNamed,
  semesterOf,
  semesterPeriod,
} from '../../engine/coordination/semester.ts';
import { type Waiting, waitingDemand } from '../../engine/coordination/waiting.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { CoordinationArea } from '../../engine/domain/territory.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import type { ReviewWindow } from '../../engine/review/period.ts';
import { isWithin } from '../../engine/review/period.ts';
import type { Review } from '../../engine/review/review.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import type { TargetCount } from '../../engine/targets/ledger.ts';
import { guidanceTarget } from '../../engine/territory/guidanceTargets.ts';
import type { VacancyState } from '../present/vacancyState.ts';
import { reviewOf } from './bilans.ts';
import type { GuidanceEntry } from './guidance.ts';
import { areaOf, isIn } from './guidanceAsked.ts';
import { appliedGuidance } from './guidanceInForce.ts';
import { registerOf } from './register.ts';
import { vacancyStates } from './vacancyStates.ts';
import type { Workspace } from './workspace.ts';

/** A freed dwelling that nobody has taken yet. */
export interface FreedDwelling {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly state: VacancyState;
  /** Households that no rule sets aside; null: it is on a session's list already. */
  readonly eligible: number | null;
}

/** What a recommendation that can be counted brought between two days. */
export interface Orientation {
  readonly entry: GuidanceEntry;
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly count: TargetCount;
}

/** All that a coordination body looks at in a half-day, for its area and a semester. Facts; words are in `api/present`. */
export interface CoordinationFacts {
  readonly area: CoordinationArea;
  readonly semester: Semester;
  /** Days that are counted: up to the workspace's day where the semester runs. */
  readonly window: ReviewWindow;
  readonly running: boolean;
  /** Dwellings attributed in the semester, each as often as it was. */
  readonly allocated: readonly Dwelling[];
  /** Free, or to be free, by the end of the semester, and not taken on the workspace's day. */
  readonly open: readonly FreedDwelling[];
  readonly waiting: Waiting;
  readonly byQuartier: Review;
  readonly byCommune: Review;
  readonly guidance: readonly GuidanceEntry[];
  /** Recommendations with a row that applied in the semester or in the one before. */
  readonly orientations: readonly Orientation[];
}

/**
 * The semester named, or that of the day.
 *
 * @throws InputError `coordination.semester-malformed`, `coordination.semester-ahead`.
 */
export const semesterAsked = (text: string | undefined, asOf: IsoDay): Semester => {
  if (text === undefined) return semesterOf(asOf);
  const semester = semesterNamed(text);
  if (semester === null)
    throw new InputError([{ code: 'coordination.semester-malformed', path: 'semester', received: text }]);
  if (semesterDays(semester).from > asOf)
    throw new InputError([
      { code: 'coordination.semester-ahead', path: 'semester', received: text, expected: asOf },
    ]);
  return semester;
};

/** @throws InputError `coordination.area-unknown`. */
export const areaAsked = (workspace: Pick<Workspace, 'territory'>, id: string): CoordinationArea => {
  const area = areaOf(workspace.territory, id);
  if (area !== null) return area;
  const { areas } = workspace.territory.pack.coordination;
  throw new InputError([
    {
      code: 'coordination.area-unknown',
      path: 'area',
      received: id,
      expected: areas.map((each) => each.id).join(', '),
    },
  ]);
};

/** Vacancies between two pauses of a server that answers others. */
const PAUSE_EVERY = 20;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** @param guidance every recommendation entered. */
export const coordinationFacts = async (
  workspace: Workspace,
  asked: {
    readonly store: Parameters<typeof registerOf>[0];
    readonly area: CoordinationArea;
    readonly semester: Semester;
    readonly guidance: readonly GuidanceEntry[];
  },
): Promise<CoordinationFacts> => {
  const { territory, pool, sessionData } = workspace;
  const { area, semester } = asked;
  const isInside = (commune: string): boolean => isIn(territory, area, commune);
  const shown = ({ commune }: Dwelling): boolean => isInside(commune);
  const period = semesterPeriod(semester, pool.asOf);
  const { running, from, to } = period.years[0]!;
  const review = (by: 'quartier' | 'commune'): Review => reviewOf(workspace, { by, period, shown });
  const allocated = sessionData.allocations.flatMap(({ dwelling, decidedOn }) => {
    const found = isWithin({ from, to }, decidedOn) ? sessionData.dwellings.get(dwelling) : undefined;
    return found && shown(found) ? [found] : [];
  });
  const register = await registerOf(asked.store).current();
  const stateOf = vacancyStates(workspace, register);
  const end = semesterDays(semester).to;
  const freed = workspace
    .places()
    .filter(({ vacancy, dwelling }) => vacancy.availableOn <= end && shown(dwelling))
    .map((place) => ({ ...place, state: stateOf(place.vacancy.id) }))
    .filter(({ state }) => state.kind !== 'taken');
  const open: FreedDwelling[] = [];
  for (const place of freed) {
    if (open.length % PAUSE_EVERY === 0) await pause();
    open.push({ ...place, eligible: eligibleFor(workspace, place) });
  }
  await pause();
  const byQuartier = review('quartier');
  await pause();
  const byCommune = review('commune');
  await pause();
  const guidance = asked.guidance.filter(({ content }) => content.area === area.id);
  return {
    area,
    semester,
    window: { from, to },
    running,
    allocated,
    open,
    waiting: waitingDemand({
      pool,
      territory,
      classes: sessionData.classes,
      isInside,
      freed: [...allocated, ...open.map(({ dwelling }) => dwelling)],
    }),
    byQuartier,
    byCommune,
    guidance,
    orientations: orientations(workspace, guidance, {
      from: semesterDays(semesterBefore(semester)).from,
      to,
    }),
  };
};

const eligibleFor = (
  workspace: Workspace,
  { vacancy, dwelling, state }: Pick<FreedDwelling, 'vacancy' | 'dwelling' | 'state'>,
): number | null => {
  if (state.kind === 'in-session') return null;
  const { pool, territory } = workspace;
  const counts = eligibleCounts.get(pool) ?? new Map<string, number>();
  eligibleCounts.set(pool, counts);
  const known = counts.get(vacancy.id);
  if (known !== undefined) return known;
  const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
  const rules = prepareRules({ pool, territory, dwelling, quartier });
  const found = selectEligible({ pool, dwelling, beyondWishes: false }, rules).eligible.length;
  counts.set(vacancy.id, found);
  return found;
};

/** By vacancy. Recommendations change no rule: what a body decides leaves the counts of its demands as they are. */
const eligibleCounts = new WeakMap<Pool, Map<string, number>>();

/** From the first day of each to its last, or to the end of the semester. @param during days in one of which it must have applied. */
const orientations = (
  { territory, sessionData }: Workspace,
  guidance: readonly GuidanceEntry[],
  during: ReviewWindow,
): readonly Orientation[] =>
  guidance.flatMap((entry): Orientation[] => {
    const applied = appliedGuidance(entry);
    const target = applied && guidanceTarget(applied);
    if (applied === null || target === null) return [];
    const { validFrom: from, validTo } = applied;
    const to = validTo === null || validTo > during.to ? during.to : validTo;
    if (to < during.from || from > to) return [];
    const { allocations, dwellings } = sessionData;
    return [
      { entry, from, to, count: countedBetween({ territory, target, allocations, dwellings, from, to }) },
    ];
  });
