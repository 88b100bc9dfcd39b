import type { Demand } from '../../engine/domain/demand.ts';
import type { Store } from '../store/store.ts';

const storedDemands = async (store: Store): Promise<ReadonlyMap<string, Demand>> =>
  new Map((await store.all('demands')).map((demand) => [demand.number, demand]));

/** Priority labels come from other files than demands: a file of demands that does not say them leaves those that are stored. */
export const keepLabels = async (store: Store, rows: readonly Demand[]): Promise<readonly Demand[]> => {
  if (rows.every(({ priorities }) => priorities !== null)) return rows;
  const stored = await storedDemands(store);
  return rows.map((demand) =>
    demand.priorities === null
      ? { ...demand, priorities: stored.get(demand.number)?.priorities ?? null }
      : demand,
  );
};

/**
 * The XML exchange format carries less than a demand holds. What it cannot say is not unsaid: those fields keep what is stored.
 */
export const keepUncarriedFields = async (
  store: Store,
  rows: readonly Demand[],
): Promise<readonly Demand[]> => {
  const stored = await storedDemands(store);
  return rows.map((demand) => {
    const before = stored.get(demand.number);
    return before ? keepUncarried(demand, before) : demand;
  });
};

const keepUncarried = (demand: Demand, before: Demand): Demand => ({
  ...demand,
  renewedOn: demand.renewedOn ?? before.renewedOn,
  household: {
    ...demand.household,
    disabledMember: demand.household.disabledMember ?? before.household.disabledMember,
  },
  incomes: {
    ...demand.incomes,
    rolling12MonthsEur: demand.incomes.rolling12MonthsEur ?? before.incomes.rolling12MonthsEur,
  },
  employment: {
    applicant: {
      ...demand.employment.applicant,
      actionLogementEmployer:
        demand.employment.applicant.actionLogementEmployer ??
        before.employment.applicant.actionLogementEmployer,
    },
    coApplicant: demand.employment.coApplicant && {
      ...demand.employment.coApplicant,
      actionLogementEmployer:
        demand.employment.coApplicant.actionLogementEmployer ??
        before.employment.coApplicant?.actionLogementEmployer ??
        null,
    },
  },
  currentHousing: {
    ...demand.currentHousing,
    bailleur: demand.currentHousing.bailleur ?? before.currentHousing.bailleur,
    dwelling: demand.currentHousing.dwelling ?? before.currentHousing.dwelling,
  },
  wishes: {
    ...demand.wishes,
    quartiers: demand.wishes.quartiers.length > 0 ? demand.wishes.quartiers : before.wishes.quartiers,
    groundFloor: demand.wishes.groundFloor ?? before.wishes.groundFloor,
  },
  accessibility: {
    stepFree: demand.accessibility.stepFree ?? before.accessibility.stepFree,
    maxFloorOnFoot: demand.accessibility.maxFloorOnFoot ?? before.accessibility.maxFloorOnFoot,
  },
  motives: demand.motives ?? before.motives,
  priorities: demand.priorities ?? before.priorities,
  contingents: demand.contingents ?? before.contingents,
  npruRelocation: demand.npruRelocation ?? before.npruRelocation,
  history: {
    ...before.history,
    suitedRefusals: demand.history.suitedRefusals ?? before.history.suitedRefusals,
    rankedNotHoused: demand.history.rankedNotHoused ?? before.history.rankedNotHoused,
  },
});
