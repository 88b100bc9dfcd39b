import type { Target } from '../../domain/target.ts';
import { type Assignment, type AssignmentModel, segmentOfPairs } from '../model.ts';
import { rowActivity } from '../objective.ts';
import { fillBonusOf } from '../problem.ts';
import type { PreparedSession } from '../session.ts';
import type { StagedModel, StagedResult } from '../stages.ts';
import { type GroupLeases, groupLeases, type Moves, movesBetween } from './frontierMoves.ts';
import { type StageGap, stageGaps } from './gap.ts';
import { pointsOf } from './pointsOnly.ts';
import { slackOf } from './view.ts';

/** Targets that a frontier sets against the points of the lists. */
export const FRONTIER_FAMILIES = ['mix', 'aci', 'flux'] as const;
export type FrontierFamily = (typeof FRONTIER_FAMILIES)[number];

/** Mix: resource bands and quartiles. ACI: verified priority households. Flux: leases credited to a contingent. */
export const familyOf = ({ counts }: Pick<Target, 'counts'>): FrontierFamily | null => {
  if (counts.contingent !== undefined) return 'flux';
  if (counts.verifiedPriority) return 'aci';
  return counts.bandGroup !== undefined || counts.quartile !== undefined ? 'mix' : null;
};

/** What the lists of a point leave one family short of. */
export interface FamilyLack {
  readonly family: FrontierFamily | 'others';
  readonly rows: number;
  readonly lacking: number;
  /** Of what the session is asked, dwellings. */
  readonly dwellings: number;
}

/** The best lists found at one price of a family's targets, with how far from the best they may be. */
export interface FrontierPoint {
  /**
   * What a dwelling short was worth, on every row of the family, thousandths of points. 0: the family weighs nothing; null: it came
   * before points, whatever it costs.
   */
  readonly price: number | null;
  readonly lists: Assignment;
  /** Σ chance · points of the lists, thousandths. */
  readonly points: number;
  /** points / vacancies, thousandths. */
  readonly pointsPerDwelling: number;
  /** What the family's rows lack in all, dwellings: what points are set against. */
  readonly lack: number;
  readonly families: readonly FamilyLack[];
  /** Leases expected, by group of households. */
  readonly leases: readonly GroupLeases[];
  /** No other lists are worth more at that price. */
  readonly gap: StageGap;
  /** Households that come on the lists and leave them, since the point before; null for the first. */
  readonly moves: Moves | null;
}

export interface Frontier {
  readonly family: FrontierFamily;
  /** Rows of the session that the family has. */
  readonly rows: readonly number[];
  /** By falling lack: each step costs points. */
  readonly points: readonly FrontierPoint[];
  /** False: stopped by its caller; the points there are hold. */
  readonly complete: boolean;
}

export interface FrontierOptions {
  /** Points at most, both ends counted; 2 at least. */
  readonly steps?: number;
  /** Where sessions are solved; what it stops early ends the frontier there. */
  readonly solve: (staged: StagedModel) => Promise<StagedResult>;
  /** Part of the points solved, 0 to 1. */
  readonly progress?: (done: number) => void;
}

const DEFAULT_STEPS = 7;
/** Nearer points are the same one, dwellings. */
const APART = 0.01;
/** Sessions solved for a point kept: some prices give lists that are there already. */
const TRIES = 2;

/**
 * Points of the lists against one family of targets. One end is the lists that do not look at the family, the other those that
 * put it before points. Between two points known, the widest apart first, the session is solved with a dwelling short worth what
 * it costs to go from one to the other: lists that are better than both at that price are a point of the frontier (dichotomic
 * scheme of Aneja and Nair, doi:10.1287/mnsc.25.1.73). Rows of other families keep their price, levels their place.
 *
 * Nothing is drawn between the points: each is a session of its own, solved to its own limits, with its proof. Lists that are the
 * best at no price are not looked for.
 *
 * @throws RangeError for fewer than two steps.
 */
export const frontierOf = async (
  prepared: PreparedSession,
  family: FrontierFamily,
  { steps = DEFAULT_STEPS, solve, progress }: FrontierOptions,
): Promise<Frontier> => {
  if (!(steps >= 2)) throw new RangeError(`${steps} steps, expected 2 at least`);
  const { staged } = prepared;
  const rows = prepared.rows.flatMap(({ target }, row) => (familyOf(target) === family ? [row] : []));
  if (rows.length === 0) return { family, rows, points: [], complete: true };
  const solvedAt = async (price: number | null): Promise<SolvedPoint | null> => {
    const problem = pointModel(staged, rows, price);
    const result = await solve(problem);
    const whole =
      result.stages.length === problem.goals.length && !result.stages.some(({ aborted }) => aborted);
    return whole ? { price, problem, result, ...worthAndLack(staged.model, rows, result.assignment) } : null;
  };
  const found: SolvedPoint[] = [];
  let complete = true;
  for (const price of [0, null]) {
    const end = complete ? await solvedAt(price) : null;
    if (end) found.push(end);
    else complete = false;
    progress?.(found.length / steps);
  }
  const closed = new Set<SolvedPoint>();
  for (let left = TRIES * steps; complete && found.length < steps && left > 0; left -= 1) {
    const at = widest(found, closed);
    if (at === null) break;
    const [less, more] = [found[at]!, found[at + 1]!];
    const price = (less.worth - more.worth) / (less.lack - more.lack);
    const between = await solvedAt(price);
    if (between === null) complete = false;
    else if (between.lack < less.lack - APART && between.lack > more.lack + APART) {
      found.splice(at + 1, 0, between);
      progress?.(found.length / steps);
    } else closed.add(less);
  }
  return {
    family,
    rows,
    complete,
    points: found.map((each, i) => told(prepared, each, found[i - 1] ?? null)),
  };
};

interface SolvedPoint {
  readonly price: number | null;
  readonly problem: StagedModel;
  readonly result: StagedResult;
  /** Points less what the other families lack, thousandths. */
  readonly worth: number;
  readonly lack: number;
}

/** The first of the two neighbours that lie the widest apart, among those where a point may still lie; null: nowhere. */
const widest = (found: readonly SolvedPoint[], closed: ReadonlySet<SolvedPoint>): number | null => {
  let at: number | null = null;
  let most = 2 * APART;
  for (let i = 0; i + 1 < found.length; i += 1) {
    const [less, more] = [found[i]!, found[i + 1]!];
    if (closed.has(less) || less.worth <= more.worth) continue;
    if (less.lack - more.lack <= most) continue;
    most = less.lack - more.lack;
    at = i;
  }
  return at;
};

const worthAndLack = (
  model: AssignmentModel,
  rows: readonly number[],
  lists: Assignment,
): { readonly worth: number; readonly lack: number } => {
  const slack = slackOf(model, rowActivity(model, segmentOfPairs(model), lists));
  let worth = pointsOf(model, lists);
  let lack = 0;
  slack.forEach((short, row) => {
    if (short === 0) return;
    if (rows.includes(row)) lack += short;
    else worth -= short * model.rowPenalty[row]!;
  });
  return { worth, lack };
};

/** What a dwelling short weighs where the family comes first: nothing else does in that stage. */
const FIRST = 1000;

const pointModel = (
  { model: session, segmentLevel, goals }: StagedModel,
  rows: readonly number[],
  price: number | null,
): StagedModel => {
  const rowPenalty = session.rowPenalty.slice();
  const rowPrecedence = new Uint8Array(rowPenalty.length).fill(2);
  for (const row of rows) {
    rowPenalty[row] = price ?? FIRST;
    rowPrecedence[row] = 1;
  }
  const model = { ...session, rowPenalty };
  return {
    model: { ...model, fillBonus: Math.max(session.fillBonus, fillBonusOf(model)) },
    segmentLevel,
    rowPrecedence,
    goals: [
      ...(price === null ? [{ kind: 'targets', precedence: 1 } as const] : []),
      ...goals.filter(({ kind }) => kind !== 'targets'),
    ],
  };
};

const told = (
  prepared: PreparedSession,
  { price, lack, problem, result }: SolvedPoint,
  before: SolvedPoint | null,
): FrontierPoint => {
  const { model } = prepared.staged;
  const { assignment } = result;
  const points = pointsOf(model, assignment);
  return {
    price,
    lists: assignment,
    points,
    pointsPerDwelling: model.vacancyCount === 0 ? 0 : points / model.vacancyCount,
    lack,
    families: lacksOf(prepared, model, assignment),
    leases: groupLeases(prepared, assignment),
    gap: stageGaps(problem, result, assignment).at(-1)!,
    moves: before && movesBetween(prepared, before.result.assignment, assignment),
  };
};

const lacksOf = (
  { rows }: PreparedSession,
  model: AssignmentModel,
  assignment: Assignment,
): readonly FamilyLack[] => {
  const slack = slackOf(model, rowActivity(model, segmentOfPairs(model), assignment));
  return ([...FRONTIER_FAMILIES, 'others'] as const).flatMap((family) => {
    const of = rows.flatMap(({ target }, row) =>
      (familyOf(target) ?? 'others') === family ? [slack[row]!] : [],
    );
    if (of.length === 0) return [];
    const dwellings = of.reduce((sum, lack) => sum + lack, 0);
    return [{ family, rows: of.length, lacking: of.filter((lack) => lack > 0).length, dwellings }];
  });
};
