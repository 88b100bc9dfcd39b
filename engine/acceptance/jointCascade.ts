import type { Cascade } from './cascade.ts';

/** One household's place on a list. */
export interface ListedHousehold<H> {
  readonly household: H;
  /** Chance of a yes once the turn has come, 0 to 1. */
  readonly turnRate: number;
}

/** Lists rank by rank: all first ranks are asked, list after list, then all second ranks; or one whole list after the other. */
export type OfferOrder = 'by-list' | 'by-rank';

export interface JointCascade<H> {
  readonly kind: 'exact';
  /** Length = lists. */
  readonly lists: readonly Cascade[];
  /** Chance of being housed, by household. */
  readonly housed: ReadonlyMap<H, number>;
}

/** Too many households shared at once to be told exactly. */
export interface TooEntangled {
  readonly kind: 'too-entangled';
  /** Places of the lists concerned. */
  readonly lists: readonly number[];
}

interface Offer<H> extends ListedHousehold<H> {
  readonly list: number;
  readonly rank: number;
  /** Bits of the list and of the household in a state. Zero for a household that stands on one list. */
  readonly listBit: number;
  readonly householdBit: number;
  /** Bits that no later offer asks about. */
  readonly spent: number;
}

/** States kept at once: two or three lists and a few households need a handful. */
const STATE_LIMIT = 1 << 16;
/** Bits of a state: it is a 32-bit number. */
const BIT_LIMIT = 30;

/**
 * Exact chances of lists that share households: each takes at most one dwelling, and is passed over once housed. A household that
 * refused one dwelling is still asked about the next. Answers are tied by the rule of one dwelling only.
 *
 * The distribution over "which lists have let, which shared households are housed" is carried offer by offer in the stated order; what
 * no later offer depends on is summed out, so the work grows with what is entangled at once, not with the number of lists.
 *
 * @throws RangeError when a household stands twice on one list, or a rate is not from 0 to 1.
 */
export const jointCascade = <H>(
  lists: readonly (readonly ListedHousehold<H>[])[],
  { order }: { readonly order: OfferOrder },
): JointCascade<H> | TooEntangled => {
  checkLists(lists);
  const byRank = lists.map((list) => list.map(() => 0));
  const housed = new Map<H, number>();
  for (const component of components(lists)) {
    const offers = offersOf(lists, component, order);
    if (offers === null) return { kind: 'too-entangled', lists: component };
    let states = new Map<number, number>([[0, 1]]);
    for (const offer of offers) {
      const { list, rank, household, turnRate, listBit, householdBit, spent } = offer;
      const next = new Map<number, number>();
      const put = (state: number, chance: number): void => {
        const kept = state & ~spent;
        next.set(kept, (next.get(kept) ?? 0) + chance);
      };
      let takes = 0;
      for (const [state, chance] of states) {
        if (state & (listBit | householdBit)) put(state, chance);
        else {
          takes += chance * turnRate;
          put(state | listBit | householdBit, chance * turnRate);
          put(state, chance * (1 - turnRate));
        }
      }
      byRank[list]![rank - 1] = takes;
      housed.set(household, (housed.get(household) ?? 0) + takes);
      states = next;
      if (states.size > STATE_LIMIT) return { kind: 'too-entangled', lists: component };
    }
  }
  return {
    kind: 'exact',
    lists: byRank.map((chances) => ({
      byRank: chances,
      nobody: Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0)),
    })),
    housed,
  };
};

const checkLists = <H>(lists: readonly (readonly ListedHousehold<H>[])[]): void => {
  lists.forEach((list, i) => {
    if (new Set(list.map(({ household }) => household)).size < list.length)
      throw new RangeError(`list ${i + 1} names a household twice`);
    for (const { turnRate } of list)
      if (!(turnRate >= 0 && turnRate <= 1))
        throw new RangeError(`list ${i + 1} has a rate of ${turnRate}, not from 0 to 1`);
  });
};

/** Lists tied by common households, directly or through others; each component in the lists' order. */
const components = <H>(lists: readonly (readonly ListedHousehold<H>[])[]): number[][] => {
  const root = lists.map((_, i) => i);
  const find = (i: number): number => (root[i] === i ? i : find(root[i]!));
  const firstWith = new Map<H, number>();
  lists.forEach((list, i) => {
    for (const { household } of list) {
      const other = firstWith.get(household);
      if (other === undefined) firstWith.set(household, i);
      else {
        const [a, b] = [find(other), find(i)];
        root[Math.max(a, b)] = Math.min(a, b);
      }
    }
  });
  const groups = new Map<number, number[]>();
  lists.forEach((_, i) => {
    const own = find(i);
    const group = groups.get(own);
    if (group) group.push(i);
    else groups.set(own, [i]);
  });
  return [...groups.values()];
};

/**
 * The offers of a component in order. A bit is lent to each list and each shared household from its first offer to its last, then
 * reused; null when more are needed at once than a state holds.
 */
const offersOf = <H>(
  lists: readonly (readonly ListedHousehold<H>[])[],
  component: readonly number[],
  order: OfferOrder,
): readonly Offer<H>[] | null => {
  const places = component.flatMap((list) =>
    lists[list]!.map((entry, i) => ({ ...entry, list, rank: i + 1 })),
  );
  if (order === 'by-rank') places.sort((a, b) => a.rank - b.rank || a.list - b.list);
  const lastOfList = new Map(places.map(({ list }, i) => [list, i]));
  const lastOfHousehold = new Map(places.map(({ household }, i) => [household, i]));
  const timesListed = new Map<H, number>();
  for (const { household } of places) timesListed.set(household, (timesListed.get(household) ?? 0) + 1);
  let free = 2 ** BIT_LIMIT - 1;
  const lend = <K>(bits: Map<K, number>, key: K): number => {
    const lent = bits.get(key);
    if (lent !== undefined) return lent;
    const bit = free & -free;
    free &= ~bit;
    bits.set(key, bit);
    return bit;
  };
  const listBits = new Map<number, number>();
  const householdBits = new Map<H, number>();
  const offers: Offer<H>[] = [];
  for (const [i, place] of places.entries()) {
    const { list, household } = place;
    const shared = timesListed.get(household)! > 1;
    const listBit = lend(listBits, list);
    const householdBit = shared ? lend(householdBits, household) : 0;
    if (listBit === 0 || (shared && householdBit === 0)) return null;
    const spent =
      (lastOfList.get(list) === i ? listBit : 0) | (lastOfHousehold.get(household) === i ? householdBit : 0);
    free |= spent;
    offers.push({ ...place, listBit, householdBit, spent });
  }
  return offers;
};
