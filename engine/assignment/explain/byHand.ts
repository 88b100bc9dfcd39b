import type { ExclusionMotive, PinMotive } from '../../domain/codes.ts';
import type { VacancyId } from '../../domain/ids.ts';
import { answer, type PreparedRule, type RuleAnswer } from '../../eligibility/rule.ts';
import { prepareRules } from '../../eligibility/rules.ts';
import type { Constraints } from '../repair/session.ts';
import type { PreparedSession } from '../session.ts';

/** Why an officer set a household aside, or placed it: kept beside the session, which needs no motive to be solved. */
export type HandMotive =
  | {
      readonly kind: 'exclusion';
      readonly vacancy: VacancyId | null;
      readonly row: number;
      readonly motive: ExclusionMotive;
    }
  | { readonly kind: 'pin'; readonly row: number; readonly motive: PinMotive };

/** A household set aside; vacancy null: of every list of the session. Motive null: none was given. */
export interface HandExclusion {
  readonly vacancy: number | null;
  readonly row: number;
  readonly motive: ExclusionMotive | null;
}

export interface HandPin {
  readonly vacancy: number;
  readonly row: number;
  /** Null: any rank. */
  readonly rank: number | null;
  readonly motive: PinMotive | null;
}

/** What persons settled, before the plan and in the meeting. Vacancies are places in the session. */
export interface ByHand {
  readonly exclusions: readonly HandExclusion[];
  readonly pins: readonly HandPin[];
  /** Vacancies taken out of the session in the meeting. */
  readonly pulled: readonly number[];
}

const NOTHING: Constraints = { withdrawn: [], excluded: [], pulled: [], pins: [] };

/** @param mended constraints of the repairs of the meeting, in the model of the session. */
export const decisionsByHand = (
  { request, problem }: PreparedSession,
  {
    motives = [],
    mended = NOTHING,
  }: { readonly motives?: readonly HandMotive[]; readonly mended?: Constraints } = {},
): ByHand => {
  const indexOf = new Map(request.vacancies.map(({ vacancy }, d) => [vacancy.id, d]));
  const rowOf = (candidate: number): number => problem.rowOf[candidate]!;
  const exclusionMotive = (vacancy: VacancyId | null, row: number): ExclusionMotive | null => {
    const found = motives.find((m) => m.kind === 'exclusion' && m.vacancy === vacancy && m.row === row);
    return found?.kind === 'exclusion' ? found.motive : null;
  };
  const pinMotive = (row: number): PinMotive | null => {
    const found = motives.find((m) => m.kind === 'pin' && m.row === row);
    return found?.kind === 'pin' ? found.motive : null;
  };
  return {
    exclusions: [
      ...request.exclusions.flatMap(({ vacancy, row }): HandExclusion[] => {
        const at = vacancy === null ? null : indexOf.get(vacancy);
        return at === undefined ? [] : [{ vacancy: at, row, motive: exclusionMotive(vacancy, row) }];
      }),
      ...mended.withdrawn.map(({ candidate, motive }) => ({ vacancy: null, row: rowOf(candidate), motive })),
      ...mended.excluded.map(({ candidate, vacancy, motive }) => ({
        vacancy,
        row: rowOf(candidate),
        motive,
      })),
    ],
    pins: [
      ...request.pins.flatMap(({ vacancy, row, rank }): HandPin[] => {
        const at = indexOf.get(vacancy);
        return at === undefined ? [] : [{ vacancy: at, row, rank, motive: pinMotive(row) }];
      }),
      ...mended.pins.map(({ candidate, ...pin }) => ({ ...pin, row: rowOf(candidate) })),
    ],
    pulled: mended.pulled,
  };
};

/** The exclusion that keeps a household from a list; null when none does. */
export const exclusionAt = (byHand: ByHand, vacancy: number, row: number): HandExclusion | null =>
  byHand.exclusions.find((each) => each.row === row && (each.vacancy === null || each.vacancy === vacancy)) ??
  null;

/** How a vacancy's rules and method receive a household, whatever an officer settled. */
export type Suits =
  | { readonly outcome: 'eligible' }
  | { readonly outcome: 'excluded'; readonly by: RuleAnswer }
  /** Eligible, and followed by a channel outside the method's order. */
  | { readonly outcome: 'apart' };

export const vacancyRules = (
  { request, places }: PreparedSession,
  vacancy: number,
): readonly PreparedRule[] => {
  const { pool, territory } = request;
  const { dwelling } = places[vacancy]!;
  const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
  return prepareRules({ pool, territory, dwelling, quartier });
};

export const suits = (
  { places }: PreparedSession,
  rules: readonly PreparedRule[],
  { vacancy, row }: { readonly vacancy: number; readonly row: number },
): Suits => {
  const { beyondWishes, ranking } = places[vacancy]!;
  for (const rule of rules) {
    if (beyondWishes && rule.kind === 'wish') continue;
    const said = answer(rule, row);
    if (said.status === 'unmet') return { outcome: 'excluded', by: said };
  }
  return ranking.ordering.isApart(ranking.scored.tier[row]!) ? { outcome: 'apart' } : { outcome: 'eligible' };
};
