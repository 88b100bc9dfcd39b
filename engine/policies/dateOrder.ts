import { topK } from '../shortlist/topK.ts';
import { inTurn } from './inTurn.ts';
import type { Policy } from './policy.ts';

/** The oldest filing first; those of one day in the order of their numéros uniques. */
export const dateOrder: Policy = inTurn(({ pool }) => {
  const filed = pool.array('filedDay');
  const rows = Uint32Array.from({ length: pool.rowCount }, (_, row) => row);
  const position = new Uint32Array(pool.rowCount);
  rows
    .sort((a, b) => filed[a]! - filed[b]! || a - b)
    .forEach((row, place) => {
      position[row] = place;
    });
  return ({ free, size }) => [...topK(free, size, position)].map((row) => ({ row }));
});
