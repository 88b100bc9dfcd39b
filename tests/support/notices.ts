import { type PresentedNotice, presentNotice } from '../../api/present/notice.ts';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { explainDemand } from '../../engine/shortlist/demandExplanation.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { waitingTimes } from '../../engine/waiting/waitingTimes.ts';
import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { anAllocation, byId } from './allocations.ts';
import { aDemand, aDwelling, aNumber } from './demands.ts';
import { ORDERING } from './methods.ts';
import { poolOf, SITUATIONS, TERRITORY } from './territory.ts';

export const base = aDemand(0);
/** A rent that no criterion looks at. */
export const light = { currentHousing: { ...base.currentHousing, rentEur: 200 } };
export const declared = { priorities: [{ situation: 'ACI_LABEL', evidence: 'declared', since: null }] };
export const verified = { priorities: [{ situation: 'ACI_LABEL', evidence: 'verified', since: null }] };
export const WAITING = Array.from({ length: 30 }, (_, i) =>
  aDemand(100 + i, { filedOn: '2024-06-15', ...light }),
);
/** Leases of demands that have left, filed in March 2024: one a day from 1 October 2025 on. */
export const LEASES = Array.from({ length: 25 }, (_, i) =>
  anAllocation('L-1', {
    decidedOn: '2025-09-01',
    leaseSignedOn: `2025-10-${String(i + 1).padStart(2, '0')}`,
    demand: `9992403${String(i).padStart(6, '0')}SIM01`,
  }),
);

export interface NoticeCase {
  readonly own?: Parameters<typeof aDemand>[1];
  readonly others?: readonly Demand[];
  readonly allocations?: readonly Allocation[];
  readonly ordering?: CompiledMethod;
  readonly weightings?: readonly CompiledMethod[];
}

/** The notice of demand 1, filed on 1 January 2024, among thirty who wait for the same and twenty-five leases. */
export const noticeOf = ({
  own = {},
  others = WAITING,
  allocations = LEASES,
  ordering = ORDERING,
  weightings = [],
}: NoticeCase = {}): PresentedNotice => {
  const pool = poolOf([aDemand(1, { filedOn: '2024-01-01', ...light, ...own }), ...others]);
  const ranking = rankPool({ pool, ordering, weighting: null, seed: 1 });
  const waiting = waitingTimes({ pool, allocations, dwellings: byId(aDwelling('L-1')) });
  const row = pool.numbers.rowOf(aNumber(1));
  const explanation = explainDemand({ pool, territory: TERRITORY, ranking, weightings, waiting, row });
  return presentNotice(
    {
      territory: TERRITORY,
      pool,
      ranking,
      simulated: true,
      uncountedAllocations: 0,
      window: waiting.observations,
    },
    explanation,
  );
};
/** The tests' ordering with other parts. */
export const compiled = (changes: object): CompiledMethod => {
  const read = compileMethod(
    MethodSchema.parse({ ...ORDERING.method, ...changes }),
    demandColumns(SITUATIONS),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
};
/** One space between words, whatever the lines. */
export const words = (text: string): string => text.replace(/\s+/g, ' ');
