import { randomStream } from '../simulation/random.ts';
import { inTurn } from './inTurn.ts';
import type { Policy } from './policy.ts';

/** A draw among the eligible, anew for each vacancy: from (lot, vacancy) over households in the order of their numéros uniques. */
export const lottery: Policy = inTurn(({ lot }) => ({ place, free, size }) => {
  const random = randomStream(0, `${lot}/${place.vacancy.id}`);
  const rows = free.slice().sort();
  const drawn = Math.min(size, rows.length);
  // Fisher–Yates, stopped once the list is full.
  for (let i = 0; i < drawn; i += 1) {
    const j = random.integer(i, rows.length - 1);
    const row = rows[i]!;
    rows[i] = rows[j]!;
    rows[j] = row;
  }
  return [...rows.subarray(0, drawn)].map((row) => ({ row }));
});
