import { profileClasses } from '../../engine/assignment/classes.ts';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { ContingentRules } from '../../engine/domain/territory.ts';
import { type Flows, flowsOf } from '../../engine/flows/status.ts';
import { flowMembers, type Waiting, waitingDemands } from '../../engine/flows/waiting.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import type { OpenProposal } from '../../engine/targets/proposals.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { aTerritory, poolOf, TERRITORY, TODAY } from '../support/territory.ts';

export const LMH = 'lille-metropole-habitat';
export const OUT = { bailleur: LMH, qpv: false } as const;

/** Shares of the tests: préfet 30 %, Action Logement 20 %, nobody 50 %. */
export const rules = (changes: Partial<ContingentRules>): Territory =>
  aTerritory({ contingents: { ...TERRITORY.pack.contingents, ...changes } });

/** A stock of one landlord outside QPV. */
export const stockOf = (count: number, overrides: object = {}): readonly Dwelling[] =>
  Array.from({ length: count }, (_, i) => aDwelling(`L-${i + 1}`, overrides));

export interface FlowsCase {
  readonly territory?: Territory;
  readonly dwellings?: readonly Dwelling[];
  readonly allocations?: readonly Allocation[];
  readonly demands?: readonly Demand[];
  readonly openProposals?: readonly OpenProposal[];
  readonly asOf?: string;
}

export interface FlowsGround {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly asOf: IsoDay;
  readonly flows: Flows;
  readonly pool: Pool;
  readonly credits: Uint8Array;
  readonly members: ReturnType<typeof flowMembers>;
  readonly waiting: Waiting;
}

export const flowsCase = ({
  territory = TERRITORY,
  dwellings: stock = stockOf(10),
  allocations = [],
  demands = [],
  openProposals = [],
  asOf: day = TODAY,
}: FlowsCase): FlowsGround => {
  const asOf = day as IsoDay;
  const dwellings = byId(...stock);
  const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf });
  const pool = poolOf(demands, { territory, asOf });
  const { credits } = profileClasses(pool, territory);
  const members = flowMembers(pool, territory);
  return {
    territory,
    dwellings,
    allocations,
    asOf,
    flows: flowsOf({ territory, dwellings, allocations, ledger, openProposals, asOf }),
    pool,
    credits,
    members,
    waiting: waitingDemands({ pool, territory, dwellings, credits, members }),
  };
};

/** Leases of `L-1` credited to a contingent, decided over the year. */
export const leasesOf = (
  contingent: string | null,
  times: number,
  rest: object = {},
): readonly Allocation[] => Array.from({ length: times }, () => anAllocation('L-1', { contingent, ...rest }));
