import { type Allocation, AllocationSchema } from '../../engine/domain/allocation.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { aNumber } from './demands.ts';

type Overrides = { readonly [K in keyof Allocation]?: unknown };

/** A first access of this year at 30 % of the PLUS ceiling, without verified situation, credited to nobody. */
export const anAllocation = (dwelling: string, overrides: Overrides = {}): Allocation =>
  AllocationSchema.parse({
    dwelling,
    decidedOn: '2026-05-12',
    leaseSignedOn: null,
    demand: aNumber(900_000),
    firstAccess: true,
    shareOfPlusCeiling: 0.3,
    incomePerUcEur: null,
    verifiedSituations: [],
    daloActive: false,
    contingent: null,
    npruRelocation: false,
    rank: 1,
    ...overrides,
  });

export const byId = (...dwellings: readonly Dwelling[]): ReadonlyMap<string, Dwelling> =>
  new Map(dwellings.map((dwelling) => [dwelling.id, dwelling]));
