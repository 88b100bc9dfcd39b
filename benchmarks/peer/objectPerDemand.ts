import type { Typology } from '../../engine/domain/codes.ts';
import type { PlainDemand } from './plainDemand.ts';
import type { PlainMethod } from './plainMethod.ts';
import { PLAIN_RULES, type PlainPlace } from './plainRules.ts';

/*
 * The peer: the shortlist as most programs would write it. One object per demand; filter by each rule, sort, slice. Scores are
 * stored on the objects beforehand, as the engine stores its order.
 */

export interface PlainStage {
  readonly rule: string;
  readonly excluded: number;
  readonly unknown: number;
  readonly remaining: number;
}

export interface PlainShortlist {
  readonly stages: readonly PlainStage[];
  readonly eligibleCount: number;
  readonly candidates: readonly {
    readonly number: string;
    readonly tier: number;
    readonly points: number;
    readonly trace: readonly { readonly id: string; readonly points: number }[];
  }[];
}

/** Filter, sort, slice over all demands. */
export const plainShortlist = (
  demands: readonly PlainDemand[],
  place: PlainPlace,
  { method, size }: { readonly method: PlainMethod; readonly size: number },
): PlainShortlist => finish(demands, demands, { place, method, size, from: 0, before: [] });

/** Demands grouped by what they wish, for the same question with an index: a stronger peer. */
export interface PlainGroups {
  readonly all: readonly PlainDemand[];
  /** By "commune typology": those who name both, wide ones apart. */
  readonly named: ReadonlyMap<string, readonly PlainDemand[]>;
  /** Wide ones, by typology. */
  readonly wide: ReadonlyMap<Typology, readonly PlainDemand[]>;
  readonly namedByCommune: ReadonlyMap<string, number>;
  readonly wideCount: number;
}

export const plainGroups = (demands: readonly PlainDemand[]): PlainGroups => {
  const named = new Map<string, PlainDemand[]>();
  const wide = new Map<Typology, PlainDemand[]>();
  const namedByCommune = new Map<string, number>();
  const put = <K>(groups: Map<K, PlainDemand[]>, key: K, demand: PlainDemand) => {
    const group = groups.get(key);
    if (group) group.push(demand);
    else groups.set(key, [demand]);
  };
  let wideCount = 0;
  for (const demand of demands) {
    const { communes, typologies } = demand.wishes;
    if (demand.wishes.wide) {
      wideCount += 1;
      for (const typology of typologies) put(wide, typology, demand);
    } else
      for (const commune of new Set(communes)) {
        namedByCommune.set(commune, (namedByCommune.get(commune) ?? 0) + 1);
        for (const typology of typologies) put(named, `${commune} ${typology}`, demand);
      }
  }
  return { all: demands, named, wide, namedByCommune, wideCount };
};

export const groupedShortlist = (
  groups: PlainGroups,
  place: PlainPlace,
  { method, size }: { readonly method: PlainMethod; readonly size: number },
): PlainShortlist => {
  const wished = [
    ...(groups.named.get(`${place.commune} ${place.typology}`) ?? []),
    ...(groups.wide.get(place.typology) ?? []),
  ];
  const communeWish = groups.wideCount + (groups.namedByCommune.get(place.commune) ?? 0);
  const before = [communeWish, wished.length];
  return finish(groups.all, wished, { place, method, size, from: 2, before });
};

const finish = (
  all: readonly PlainDemand[],
  wished: readonly PlainDemand[],
  question: {
    readonly place: PlainPlace;
    readonly method: PlainMethod;
    readonly size: number;
    /** First rule still to apply, and how many remained after those before. */
    readonly from: number;
    readonly before: readonly number[];
  },
): PlainShortlist => {
  const { place, method, size, from, before } = question;
  const remaining = [...before];
  let left = wished;
  for (const rule of PLAIN_RULES.slice(from)) {
    left = left.filter((demand) => rule.test(demand, place) !== false);
    remaining.push(left.length);
  }
  const stages = PLAIN_RULES.map(
    (rule, r): PlainStage => ({
      rule: rule.id,
      excluded: (remaining[r - 1] ?? all.length) - remaining[r]!,
      unknown: left.filter((demand) => rule.test(demand, place) === null).length,
      remaining: remaining[r]!,
    }),
  );
  const candidates = [...left]
    .sort(method.compare)
    .slice(0, size)
    .map((demand) => ({ number: demand.number, ...demand.score, trace: method.trace(demand) }));
  return { stages, eligibleCount: left.length, candidates };
};
