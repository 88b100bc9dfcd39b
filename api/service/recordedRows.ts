import type { Demand } from '../../engine/domain/demand.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import type { RecordedFacts } from '../records/projections/facts.ts';

/** Imported rows with those of the register, which take the place of imported ones of the same key. */
export const withRecorded = <T>(
  imported: readonly T[],
  recorded: readonly T[],
  keyOf: (row: T) => string,
): readonly T[] => {
  if (recorded.length === 0) return imported;
  const own = new Set(recorded.map(keyOf));
  return [...imported.filter((row) => !own.has(keyOf(row))), ...recorded];
};

/** Demands with what the register says of their lives: a renewal counts from its day, a closed demand is no longer there. */
export const lived = (
  demands: readonly Demand[],
  { renewed, removed }: Pick<RecordedFacts, 'renewed' | 'removed'>,
): readonly Demand[] => {
  if (renewed.length === 0 && removed.length === 0) return demands;
  const renewals = new Map<DemandNumber, IsoDay>();
  for (const { number, on } of renewed) {
    const known = renewals.get(number);
    if (known === undefined || on > known) renewals.set(number, on);
  }
  const gone = new Set(removed.map(({ number }) => number));
  return demands
    .filter(({ number }) => !gone.has(number))
    .map((demand) => {
      const on = renewals.get(demand.number);
      const earlier = on === undefined || (demand.renewedOn !== null && demand.renewedOn >= on);
      return earlier ? demand : { ...demand, renewedOn: on };
    });
};
