import { topK } from '../shortlist/topK.ts';
import { inTurn } from './inTurn.ts';
import type { Policy } from './policy.ts';

/**
 * The method's order among those who serve the targets that lack at the place, the first precedences first. A target that would leave
 * fewer households than the list asks for is not applied: nobody's place stays empty for it.
 */
export const filteredPoints: Policy = inTurn(({ ranking }) => ({ place, d, free, size, needs }) => {
  let kept = free;
  for (const t of needs.lacking(d)) {
    const serving = kept.filter((row) =>
      needs.choices(d, row).some((contingent) => needs.brings(t, row, contingent) > 0),
    );
    if (serving.length >= size) kept = serving;
  }
  return [...topK(kept, size, ranking(place.vacancy.orientedTo).position)].map((row) => ({ row }));
});
