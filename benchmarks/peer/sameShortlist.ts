import type { Shortlist } from '../../engine/shortlist/shortlist.ts';
import type { PlainShortlist } from './objectPerDemand.ts';

/**
 * What differs between the engine's answer and the peer's; null when nothing does: same funnel, same numéros uniques in the
 * same order, same tiers and points, same worth of each criterion.
 */
export const shortlistDifference = (ours: Shortlist, peer: PlainShortlist): string | null => {
  const funnel = ours.funnel.stages.map(({ rule, excluded, unknown, remaining }) => ({
    rule,
    excluded,
    unknown,
    remaining,
  }));
  const candidates = ours.candidates.map(({ number, score }) => ({
    number,
    tier: score.ordering.tier,
    points: score.points,
    trace: score.ordering.groups.flatMap((g) => g.criteria.map((c) => ({ id: c.id, points: c.ownPoints }))),
  }));
  const compared: [string, unknown, unknown][] = [
    ['funnel', funnel, peer.stages],
    ['eligible', ours.funnel.eligibleCount, peer.eligibleCount],
    ['candidates', candidates, peer.candidates],
  ];
  for (const [what, a, b] of compared) {
    const [mine, theirs] = [JSON.stringify(a), JSON.stringify(b)];
    if (mine !== theirs) return `${ours.vacancy.id}: ${what} differ: ${mine} against ${theirs}`;
  }
  return null;
};
