import type { Attribute } from '../../engine/disparity/attributes.ts';
import type { AuditedLevel, DisparityAudit } from '../../engine/disparity/audit.ts';
import { SMALLEST_SHOWN } from '../auth/smallCells.ts';

/*
 * Groups of a few households are shown to nobody: what an audit says of them is no use, and would say who they are. The levels of an
 * attribute part the households, so that the whole would give the last one away: others are withheld until none can be worked out.
 */

/** What is published of a level, as counts of persons, or of times that one was chosen. */
const COUNTS: readonly ((level: AuditedLevel) => number)[] = [
  ({ households }) => households,
  ({ selectedHouseholds }) => selectedHouseholds,
  ({ households, selectedHouseholds }) => households - selectedHouseholds,
  ({ observed }) => observed,
];

/** Of a few: zero is nobody. */
export const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN;

/**
 * Levels that may be shown, by attribute. One that is withheld in one reading is in all, as they speak of the same households; those
 * withheld are two at least, and add up to nothing small in any count. The smallest go first.
 */
export const shownLevels = ({
  readings,
}: Pick<DisparityAudit, 'readings'>): ReadonlyMap<Attribute, ReadonlySet<string>> => {
  const counts = new Map<Attribute, Map<string, number[]>>();
  readings.forEach(({ attributes }, reading) => {
    for (const { attribute, levels } of attributes) {
      const known = counts.get(attribute) ?? new Map<string, number[]>();
      counts.set(attribute, known);
      for (const level of levels) {
        const row = known.get(level.level) ?? readings.flatMap(() => COUNTS.map(() => 0));
        known.set(level.level, row);
        COUNTS.forEach((count, c) => {
          row[reading * COUNTS.length + c] = count(level);
        });
      }
    }
  });
  return new Map([...counts].map(([attribute, rows]) => [attribute, openLevels(rows)]));
};

/** Withheld before a larger group is: of two groups that part the households, one says what the other does. */
const LEAST_TOLD = 'no';

const openLevels = (rows: ReadonlyMap<string, readonly number[]>): ReadonlySet<string> => {
  const open = new Set([...rows].filter(([, row]) => !row.some(isSmall)).map(([level]) => level));
  const size = (level: string): number => (level === LEAST_TOLD ? 0 : rows.get(level)![0]!);
  const inOrder = [...open].sort((a, b) => size(a) - size(b) || (a < b ? -1 : 1));
  for (const next of inOrder) {
    const hidden = [...rows].filter(([level]) => !open.has(level)).map(([, row]) => row);
    if (hidden.length === 0) break;
    const sums = hidden.reduce((all, row) => all.map((sum, c) => sum + row[c]!));
    if (hidden.length > 1 && !sums.some(isSmall)) break;
    open.delete(next);
  }
  return open;
};
