import { DEFAULT_SESSION_OPTIONS, type PreparedSession, prepareSession } from '../assignment/session.ts';
import { type StagedResult, solveStages } from '../assignment/stages.ts';
import type { Commission } from './policy.ts';

/**
 * The commission's vacancies as one session, solved as Précal solves it: limits are counted in rounds, so that replays agree.
 *
 * @param maxRounds those of the price phase; null: as many as lists take.
 */
export const commissionPlan = (
  { out, sizes, vacancies, ...commission }: Commission,
  maxRounds: number | null,
): { readonly prepared: PreparedSession; readonly result: StagedResult } => {
  const housed = [...out.keys()].filter((row) => out[row] !== 0);
  const prepared = prepareSession({
    ...commission,
    vacancies: vacancies.map(({ vacancy, dwelling }) => ({ vacancy, dwelling })),
    openProposals: [],
    pins: [],
    exclusions: [
      ...housed.map((row) => ({ vacancy: null, row })),
      ...vacancies.flatMap(({ vacancy, declined }) =>
        [...declined].map((row) => ({ vacancy: vacancy.id, row })),
      ),
    ],
    beyondWishes: new Set(),
    bonus: new Map(),
    listSizes: new Map(vacancies.map(({ vacancy }, d) => [vacancy.id, sizes[d]!])),
    options: DEFAULT_SESSION_OPTIONS,
  });
  return { prepared, result: solveStages(prepared.staged, { limits: { maxRounds } }) };
};
