import { learnRates } from '../../engine/acceptance/learnRates.ts';
import { placesOf } from '../../engine/acceptance/offers.ts';
import type { AcceptanceRates } from '../../engine/acceptance/rates.ts';
import { territoryWith } from '../../engine/coordination/guidance.ts';
import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { buildPool } from '../../engine/pool/build.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { PlaceHistory } from '../../engine/qualification/history.ts';
import { type Ledger, ledgerOf } from '../../engine/targets/ledger.ts';
import { type ReciprocityLedger, reciprocityLedger } from '../../engine/targets/reciprocity.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { Declined, RecordedFacts } from '../records/projections/facts.ts';
import { KEYS, type Store } from '../store/store.ts';
import { homesOf, stillWaiting } from './demandHomes.ts';
import { type EnteredGuidance, guidanceOn } from './guidanceInForce.ts';
import { lived, withRecorded } from './recordedRows.ts';
import { registerOf } from './register.ts';

/** What a workspace is made from: the rows of a store as they stand on a day, and what is counted of them. */
export interface WorkspaceParts {
  readonly territory: Territory;
  readonly methods: ReadonlyMap<string, CompiledMethod>;
  readonly pool: Pool;
  /** Those of the pool. */
  readonly demands: readonly Demand[];
  readonly vacancies: ReadonlyMap<string, Vacancy>;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly ledger: Ledger;
  /** Allocations of the year whose dwelling is not in the stock: counted nowhere, and said. */
  readonly uncountedAllocations: number;
  readonly history: PlaceHistory;
  readonly allocations: readonly Allocation[];
  readonly outcomes: readonly Outcome[];
  /** Days on which candidates of recorded lists stepped out: finer than their outcomes, which are of the commission's day. */
  readonly declined: readonly Declined[];
  /** Acceptance by class and rank, the pack's corrected by the answers on record. */
  readonly rates: AcceptanceRates;
  readonly reciprocity: ReciprocityLedger;
  /** Commune of the dwelling that a tenant of social housing would leave; null when it is not known. */
  readonly homeOf: ReturnType<typeof homesOf>;
  readonly simulated: boolean;
  readonly guidanceKnown: number | null;
}

export interface WorkspaceInput {
  readonly store: Store;
  readonly territory: Territory;
  readonly methods: ReadonlyMap<string, CompiledMethod>;
  readonly asOf: IsoDay;
  /** What the register tells; left out: all that was known when the day began. */
  readonly recorded?: RecordedFacts;
  /** What coordination bodies decided besides the pack; left out: all that is on record and applies on the day. */
  readonly entered?: EnteredGuidance;
}

/** Reads a store on a day, and counts: pool, ledger, history of places, rates, reciprocity. */
export const partsOf = async (input: WorkspaceInput): Promise<WorkspaceParts> => {
  const { store, methods, asOf } = input;
  const entered = input.entered ?? (await guidanceOn(store, asOf));
  const territory = territoryWith(input.territory, entered.guidance);
  const recorded = input.recorded ?? (await registerOf(store).factsBefore(asOf)).facts;
  const dwellings = new Map((await store.all('dwellings')).map((d) => [d.id as string, d]));
  const vacancies = await store.all('vacancies');
  const allocations = withRecorded(await store.all('allocations'), recorded.allocations, KEYS.allocations);
  const filed = lived(await store.all('demands'), recorded);
  const outcomes = withRecorded(await store.all('outcomes'), recorded.outcomes, KEYS.outcomes);
  const { ledger, missing } = ledgerOf({ territory, allocations, dwellings, asOf });
  const homeOf = homesOf(filed, dwellings);
  const demands = stillWaiting(filed, allocations, asOf);
  return {
    territory,
    methods,
    pool: buildPool({ demands, territory, asOf }),
    demands,
    vacancies: new Map(vacancies.map((v) => [v.id as string, v])),
    dwellings,
    history: new PlaceHistory({
      territory,
      dwellings,
      allocations,
      outcomes,
      asOf,
    }),
    outcomes,
    declined: recorded.declined,
    rates: learnRates({
      prior: territory.pack.acceptance,
      outcomes,
      placeOf: placesOf(territory, dwellings),
      to: asOf,
    }),
    reciprocity: reciprocityLedger({
      territory,
      allocations,
      dwellings,
      homeOf,
      asOf,
    }),
    homeOf,
    ledger,
    uncountedAllocations: missing,
    allocations,
    simulated: store.referenceDay !== null,
    guidanceKnown: entered.known,
  };
};

/** The same parts under other recommendations: targets and their ledger alone are made anew. */
export const boundParts = (
  parts: WorkspaceParts,
  rules: Territory,
  entered: EnteredGuidance,
): WorkspaceParts => {
  const territory = territoryWith(rules, entered.guidance);
  const { allocations, dwellings } = parts;
  const { ledger, missing } = ledgerOf({ territory, allocations, dwellings, asOf: parts.pool.asOf });
  return { ...parts, territory, ledger, uncountedAllocations: missing, guidanceKnown: entered.known };
};
