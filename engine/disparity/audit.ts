import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { CommuneCode } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';
import { type Attribute, type AttributePartition, attributePartitions } from './attributes.ts';
import { type DroppedRule, droppedRules, type MethodWithout } from './droppedRules.ts';
import { type LevelGap, levelGaps } from './gaps.ts';
import { holmAdjusted } from './holm.ts';
import { type ListedVacancy, MethodOrders, methodLists } from './methodLists.ts';
import { withinOrder } from './orderBands.ts';
import type { Stratum } from './strata.ts';

/** Chance that an audit of equal treatments calls any gap established. */
export const AUDIT_RISK = 0.05;

/**
 * What selections are looked at. `listed`: recorded lists; `leased`: signed leases; `listed-in-order`: recorded lists, beside households
 * at comparable places in the order of the method; `method`: the lists of the method alone.
 */
export const READINGS = ['listed', 'leased', 'listed-in-order', 'method'] as const;
export type ReadingKind = (typeof READINGS)[number];

export interface AuditedVacancy extends ListedVacancy {
  /** What commissions made of it: rows of `eligible`. Null: nothing is on record. */
  readonly recorded: { readonly listed: Uint32Array; readonly leased: Uint32Array } | null;
}

export interface AuditInput {
  /** Rows everywhere are its rows. */
  readonly pool: Pool;
  readonly territory: Territory;
  readonly ordering: CompiledMethod;
  readonly methods: ReadonlyMap<string, CompiledMethod>;
  /** Of the lot, the last tie-break. */
  readonly seed: number;
  /** Candidates of a list of the method. */
  readonly size: number;
  readonly communeOf: (row: number) => CommuneCode | null;
  readonly vacancies: readonly AuditedVacancy[];
}

export interface AuditedLevel extends LevelGap {
  readonly level: string;
  /** Chance of a gap as large, all groups of the audit taken together (Holm); null: not tested. */
  readonly adjusted: number | null;
  /** A gap is established, all groups taken together; null: it is not. */
  readonly established: 'more' | 'less' | null;
}

export interface Reading {
  readonly kind: ReadingKind;
  /** Lists, or leases, that tell something: somebody was chosen and somebody else could have been. */
  readonly choices: number;
  /** Households chosen, as many times as they were. */
  readonly selections: number;
  readonly attributes: readonly {
    readonly attribute: Attribute;
    readonly levels: readonly AuditedLevel[];
  }[];
}

/** What the lists of the method would be without one of its rules. */
export interface Ablation {
  readonly rule: DroppedRule;
  /** Lists with somebody else on them. */
  readonly listsChanged: number;
  /** Households on a list without the rule, less those with it: the levels where it is not zero. */
  readonly moved: readonly {
    readonly attribute: Attribute;
    readonly level: string;
    readonly listings: number;
  }[];
}

/** What an audit found: figures of groups, no household. */
export interface DisparityAudit {
  readonly method: string;
  readonly seed: number;
  readonly size: number;
  readonly vacancies: number;
  /** Households in a pool at least. */
  readonly households: number;
  readonly tests: number;
  readonly readings: readonly Reading[];
  readonly lists: number;
  readonly ablations: readonly Ablation[];
}

/** How far an audit is. */
export interface AuditStep {
  readonly done: number;
  readonly total: number;
}

/**
 * An audit of equal treatment, step by step: who waits may do something else between two.
 *
 * Every gap is conditional on the pools: a household is compared with those that the same dwelling suited on the same day. A gap is no
 * discrimination by itself: points and priorities move chances, as they are meant to.
 */
export function* auditSteps(input: AuditInput): Generator<AuditStep, DisparityAudit> {
  const { pool, territory, ordering, methods, seed, size, communeOf } = input;
  const partitions = attributePartitions(pool, territory, communeOf);
  const orders = new MethodOrders(pool, { ordering, methods, seed });
  const { vacancies } = input;
  const ordered = vacancies.map(({ commission, contingent, eligible }) => ({
    commission,
    contingent,
    eligible: orders.within(eligible),
  }));
  const rows = pool.rowCount;
  const lists = methodLists(ordered, orders, { rows, size });
  const strata = strataOf(vacancies, orders, lists);
  const weighted = vacancies.some(({ contingent }) => orders.weighting(contingent) !== null);
  const without: readonly (MethodWithout & { readonly weighted: boolean })[] = [
    ...droppedRules(ordering).map((each) => ({ ...each, weighted: true })),
    ...(weighted ? [{ rule: WEIGHTING, ordering, weighted: false }] : []),
  ];
  const total = strata.length * partitions.length + without.length;
  let done = 0;
  const found: { readonly kind: ReadingKind; readonly gaps: (readonly LevelGap[])[] }[] = [];
  for (const { kind, strata: each } of strata) {
    const gaps: (readonly LevelGap[])[] = [];
    for (const partition of partitions) {
      gaps.push(levelGaps(each, partition, rows));
      done += 1;
      yield { done, total };
    }
    found.push({ kind, gaps });
  }
  const ablations: Ablation[] = [];
  for (const { rule, weighted: keeps, ordering: changed } of without) {
    const others = new MethodOrders(pool, {
      ordering: changed,
      methods: keeps ? methods : new Map(),
      seed,
    });
    ablations.push(ablation(rule, partitions, lists, methodLists(ordered, others, { rows, size })));
    done += 1;
    yield { done, total };
  }
  const pooled = new Uint8Array(rows);
  for (const { eligible } of vacancies) for (const row of eligible) pooled[row] = 1;
  const judged = judge(found, partitions);
  return {
    method: ordering.method.id,
    seed,
    size,
    vacancies: vacancies.length,
    households: pooled.reduce((sum, each) => sum + each, 0),
    tests: judged.tests,
    readings: judged.readings.map((reading, r) => ({ ...reading, ...choicesOf(strata[r]!.strata) })),
    lists: lists.filter(({ selected }) => selected.length > 0).length,
    ablations,
  };
}

const WEIGHTING: DroppedRule = { kind: 'weighting', id: 'weighting', label: 'Pondération du contingent' };

const strataOf = (
  vacancies: readonly AuditedVacancy[],
  orders: MethodOrders,
  lists: readonly Stratum[],
): readonly { readonly kind: ReadingKind; readonly strata: readonly Stratum[] }[] => {
  const recorded = vacancies.flatMap(({ eligible, contingent, recorded: told }) =>
    told === null ? [] : [{ eligible, contingent, ...told }],
  );
  const inOrder = recorded.flatMap(({ eligible, contingent, listed }) =>
    withinOrder({ eligible, selected: listed }, orders.position(contingent)),
  );
  const all = [
    {
      kind: 'listed' as const,
      strata: recorded.map(({ eligible, listed }) => ({ eligible, selected: listed })),
    },
    {
      kind: 'leased' as const,
      strata: recorded.map(({ eligible, leased }) => ({ eligible, selected: leased })),
    },
    { kind: 'listed-in-order' as const, strata: inOrder },
    { kind: 'method' as const, strata: lists },
  ];
  return all.filter(
    ({ kind, strata }) => kind === 'method' || strata.some(({ selected }) => selected.length > 0),
  );
};

const choicesOf = (strata: readonly Stratum[]): Pick<Reading, 'choices' | 'selections'> => {
  const told = strata.filter(
    ({ eligible, selected }) => selected.length > 0 && selected.length < eligible.length,
  );
  return {
    choices: told.length,
    selections: told.reduce((sum, { selected }) => sum + selected.length, 0),
  };
};

/** Every test of every reading, judged together. */
const judge = (
  found: readonly { readonly kind: ReadingKind; readonly gaps: readonly (readonly LevelGap[])[] }[],
  partitions: readonly AttributePartition[],
): {
  readonly tests: number;
  readonly readings: readonly Omit<Reading, 'choices' | 'selections'>[];
} => {
  const tested = found.flatMap(({ gaps }) => gaps.flat()).filter(({ test }) => test !== null);
  const chances = holmAdjusted(tested.map(({ test }) => test!.p));
  const adjusted = new Map(tested.map((gap, i) => [gap, chances[i]!]));
  const told = (gap: LevelGap, level: string): AuditedLevel => {
    const chance = adjusted.get(gap) ?? null;
    const apart = chance !== null && chance <= AUDIT_RISK;
    return {
      level,
      ...gap,
      adjusted: chance,
      established: apart ? (gap.observed > gap.expected ? 'more' : 'less') : null,
    };
  };
  return {
    tests: tested.length,
    readings: found.map(({ kind, gaps }) => ({
      kind,
      attributes: partitions.map(({ attribute, names }, a) => ({
        attribute,
        levels: gaps[a]!.map((gap, level) => told(gap, names[level]!)).filter(
          ({ households }) => households > 0,
        ),
      })),
    })),
  };
};

const ablation = (
  rule: DroppedRule,
  partitions: readonly AttributePartition[],
  before: readonly Stratum[],
  after: readonly Stratum[],
): Ablation => ({
  rule,
  listsChanged: before.filter(({ selected }, v) => !sameRows(selected, after[v]!.selected)).length,
  moved: partitions.flatMap(({ attribute, names, levelOf }) => {
    const counts = names.map(() => 0);
    for (const { selected } of before) for (const row of selected) counts[levelOf[row]!]! -= 1;
    for (const { selected } of after) for (const row of selected) counts[levelOf[row]!]! += 1;
    return names.flatMap((level, l) => (counts[l] === 0 ? [] : [{ attribute, level, listings: counts[l]! }]));
  }),
});

const sameRows = (a: Uint32Array, b: Uint32Array): boolean => {
  if (a.length !== b.length) return false;
  const rows = new Set(a);
  return b.every((row) => rows.has(row));
};
