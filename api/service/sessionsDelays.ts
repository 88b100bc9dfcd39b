import type { DemandNumber } from '../../engine/domain/ids.ts';
import type { Provenance } from '../../engine/domain/territory.ts';
import type { Workspace } from './workspace.ts';

/** Demands that have waited as long as the territory calls abnormal (délai anormalement long), the longest first. */
export interface AbnormalDelays {
  /** Months from which a wait is abnormal; null: the value is not known, and nobody can be listed. */
  readonly months: number | null;
  readonly provenance: Provenance;
  readonly demands: readonly { readonly number: DemandNumber; readonly waitingMonths: number }[];
}

export const abnormalDelays = ({ pool, territory }: Workspace): AbnormalDelays => {
  const { months, provenance } = territory.pack.norms.abnormalWaitMonths;
  if (months === null) return { months, provenance, demands: [] };
  const waits = pool.array('waitingMonths');
  const rows = Array.from({ length: pool.rowCount }, (_, row) => row).filter((row) => waits[row]! >= months);
  return {
    months,
    provenance,
    demands: rows
      .sort((a, b) => waits[b]! - waits[a]! || a - b)
      .map((row) => ({ number: pool.numbers.at(row), waitingMonths: waits[row]! })),
  };
};
