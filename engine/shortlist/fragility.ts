import { EVIDENCE_CODES } from '../../scoring/formula/columns.ts';
import { IN_SCOPE, TRACE } from '../../scoring/kernel.ts';
import { RowReader } from '../../scoring/rowReader.ts';
import type { RuleId } from '../eligibility/rule.ts';
import type { Pool } from '../pool/pool.ts';
import { linePlace, lotsOf, standsBefore } from './line.ts';
import type { Ranking, Separation } from './ranking.ts';
import { type InLine, type Watched, type WeightFlip, weightFlips } from './weightFlips.ts';

/** Two households that follow each other in the line of a list: how little separates them. Rows of the pool. */
export interface Edge {
  readonly ahead: number;
  readonly behind: number;
  /** Rank of `ahead`. */
  readonly rank: number;
  /** Points between them, prices counted in a session, thousandths; null: a level separates them. */
  readonly points: number | null;
  /** Told apart by the method alone; null in a session, where more than the method tells. */
  readonly separation: Separation | null;
}

/** A paper that would move a household past another. */
export interface PaperFlip {
  readonly row: number;
  /**
   * `missing`: not known, and could bring enough to pass. `unconfirmed`: counted on a declaration; without it, the household falls.
   * `rule`: a rule passes it without knowing; were it not met, the household leaves the list.
   */
  readonly kind: 'missing' | 'unconfirmed' | 'rule';
  /** Column of the input, situation included; or the rule. */
  readonly subject: string;
  readonly label: string;
  /** What follows. `enters`, `leaves`: the list itself changes. */
  readonly effect: 'enters' | 'leaves' | 'rises' | 'falls';
}

/** How little would change a list: read it as what to check first, not as what will happen. */
export interface Fragility {
  /** Between neighbours of the list, the first one first. */
  readonly ranks: readonly Edge[];
  /** Between the list and the first who is not on it; null: nobody else is eligible. */
  readonly entry: Edge | null;
  readonly papers: readonly PaperFlip[];
  /** For each criterion, the least change of its weight that changes who is on the list, and the least that changes its order. */
  readonly weights: { readonly entry: readonly WeightFlip[]; readonly order: readonly WeightFlip[] };
}

export interface FragilityInput {
  readonly pool: Pool;
  readonly ranking: Ranking;
  /** Rows on the list, in rank order. */
  readonly listed: readonly number[];
  /** Eligible rows that could be on it instead, in any order. */
  readonly others: ArrayLike<number>;
  /** Rules that pass a row without knowing. */
  readonly unknownRules: (row: number) => readonly RuleId[];
  /**
   * In a session: what prices, lift and bonus add to a row's points, thousandths; levels then decide through these alone. Left out:
   * one list by the method alone.
   */
  readonly added?: (row: number) => number;
  /** How many of the others, nearest first, are followed as weights change; left out: all, so that no flip is missed. */
  readonly watched?: number;
}

/** Those just after the list whose papers are looked at. */
const NEXT = 10;

export const fragilityOf = (input: FragilityInput): Fragility => {
  const { pool, ranking, added } = input;
  const inLine = (row: number): InLine => {
    const lot = lotsOf(pool, ranking.seed)[row]!;
    const place = linePlace(ranking, {
      pool,
      scored: ranking.scored,
      row,
      number: pool.numbers.at(row),
      lot,
    });
    if (added === undefined) return { row, place };
    const [points, ...rest] = place.keys;
    return { row, place: { ...place, tier: 0, keys: [points! - added(row), ...rest] } };
  };
  const listed = input.listed.map(inLine);
  const others = Array.from(input.others, inLine).sort((a, b) => (standsBefore(a.place, b.place) ? -1 : 1));
  const [first] = others;
  const watched = others.slice(0, input.watched ?? others.length);
  const last = listed.reduce<InLine | null>(
    (worst, each) => (worst === null || standsBefore(worst.place, each.place) ? each : worst),
    null,
  );
  const pairs = listed.slice(1).map((behind, i): Watched => ({ ahead: listed[i]!, behind }));
  const entryPairs = listed.flatMap((ahead) => watched.map((behind): Watched => ({ ahead, behind })));
  const edge = (pair: Watched): Edge => edgeOf(input, pair, input.listed.indexOf(pair.ahead.row) + 1);
  return {
    ranks: pairs.map(edge),
    entry: last === null || first === undefined ? null : edge({ ahead: last, behind: first }),
    papers: [
      ...listed.flatMap((each, i) =>
        papersOfListed(input, { each, before: listed[i - 1], after: listed[i + 1], first }),
      ),
      ...(last === null ? [] : others.slice(0, NEXT).flatMap((each) => entering(input, each, last))),
    ],
    weights: {
      entry: weightFlips(pool, ranking, entryPairs),
      order: weightFlips(pool, ranking, pairs),
    },
  };
};

const edgeOf = ({ ranking, added }: FragilityInput, { ahead, behind }: Watched, rank: number): Edge => ({
  ahead: ahead.row,
  behind: behind.row,
  rank,
  points:
    ahead.place.tier === behind.place.tier ? Math.max(0, behind.place.keys[0]! - ahead.place.keys[0]!) : null,
  separation: added === undefined ? ranking.separation(ahead.row, behind.row) : null,
});

/** A row's place in line, were some of its inputs other than they are. */
interface Other extends Pick<PaperFlip, 'subject' | 'label'> {
  readonly place: InLine['place'];
}

const papersOfListed = (
  input: FragilityInput,
  at: {
    readonly each: InLine;
    readonly before: InLine | undefined;
    readonly after: InLine | undefined;
    readonly first: InLine | undefined;
  },
): readonly PaperFlip[] => {
  const { each, before, after, first } = at;
  const { row } = each;
  const rises =
    before === undefined ? [] : couldBe(input, each).filter(({ place }) => standsBefore(place, before.place));
  const falls = unconfirmed(input, each).flatMap(({ place, subject, label }): PaperFlip[] => {
    const out = first !== undefined && standsBefore(first.place, place);
    const down = after !== undefined && standsBefore(after.place, place);
    return out || down
      ? [{ row, kind: 'unconfirmed', subject, label, effect: out ? 'leaves' : 'falls' }]
      : [];
  });
  return [
    ...input
      .unknownRules(row)
      .map((rule): PaperFlip => ({ row, kind: 'rule', subject: rule, label: rule, effect: 'leaves' })),
    ...falls,
    ...rises.map(
      ({ subject, label }): PaperFlip => ({ row, kind: 'missing', subject, label, effect: 'rises' }),
    ),
  ];
};

const entering = (input: FragilityInput, each: InLine, last: InLine): readonly PaperFlip[] =>
  couldBe(input, each)
    .filter(({ place }) => standsBefore(place, last.place))
    .map(
      ({ subject, label }): PaperFlip => ({
        row: each.row,
        kind: 'missing',
        subject,
        label,
        effect: 'enters',
      }),
    );

/** Best place that knowing one input could give. */
const couldBe = ({ ranking, added }: FragilityInput, { row, place }: InLine): readonly Other[] => {
  const { ordering, weighting } = ranking.explain(row);
  const scored = [ordering, ...(weighting?.graded === true && ordering.graded ? [weighting] : [])];
  return scored.flatMap((method) =>
    method.unknownInputs.map(({ column, label, couldBring, couldReach }): Other => {
      const reached =
        method !== ordering || couldReach === null || added !== undefined
          ? place.tier
          : (ranking.ordering.read.levels.examined.find(({ id }) => id === couldReach.id)?.place ??
            place.tier);
      return { subject: column, label, place: displaced(place, reached, couldBring) };
    }),
  );
};

/** Place without one situation that is counted on less than its paper. */
const unconfirmed = ({ pool, ranking, added }: FragilityInput, { row, place }: InLine): readonly Other[] => {
  const { ordering, weighting } = ranking;
  const readers = [ordering, ...(weighting ? [weighting] : [])].map(
    (method) => new RowReader(method, pool, row),
  );
  const before = readers.map(stand);
  const situations = new Map(
    readers.flatMap(({ compiled }) =>
      compiled.read.inputs.flatMap((column) =>
        column.type === 'evidence' ? [[column.name, column.label] as const] : [],
      ),
    ),
  );
  return [...situations].flatMap(([subject, label]): Other[] => {
    const level = pool.array(subject)[row]!;
    if (level !== EVIDENCE_CODES.declared && level !== EVIDENCE_CODES.computed) return [];
    const after = readers.map((reader) => {
      const at = reader.compiled.places.get(subject);
      if (at === undefined) return stand(reader);
      reader.raw[at] = EVIDENCE_CODES.absent;
      const stands = stand(reader);
      reader.raw[at] = level;
      return stands;
    });
    const counts = after[0]!.graded;
    const lost = after.reduce(
      (sum, { points }, i) => sum + before[i]!.points - (i === 0 || counts ? points : 0),
      0,
    );
    const tier = added === undefined ? after[0]!.tier : place.tier;
    return [{ subject, label, place: displaced(place, tier, -lost) }];
  });
};

const stand = (
  reader: RowReader,
): { readonly tier: number; readonly points: number; readonly graded: boolean } => {
  const trace = reader.trace();
  const graded = trace[TRACE.scope] === IN_SCOPE.graded;
  return { tier: trace[TRACE.tier]!, points: graded ? trace[TRACE.points]! : 0, graded };
};

const displaced = (place: InLine['place'], tier: number, gain: number): InLine['place'] => {
  const [points, ...rest] = place.keys;
  return { ...place, tier, keys: [points! - gain, ...rest] };
};
