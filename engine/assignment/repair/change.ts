import type { ExclusionMotive, RerankMotive } from '../../domain/codes.ts';
import { fail, type Issue, ok, type Result } from '../../domain/issue.ts';
import { pairsOf } from '../candidatePairs.ts';
import type { AssignmentModel } from '../model.ts';
import { type Constraints, canonical, type Exclusion, type Pin, type SessionState } from './session.ts';

/** What a person changes in a session under way. Ranks from 1. */
export type Change =
  /** Out of every list of the session. */
  | { readonly kind: 'withdraw'; readonly candidate: number; readonly motive: ExclusionMotive }
  /** Out of one list. */
  | ({ readonly kind: 'exclude' } & Exclusion)
  /** A withdrawal or an exclusion is lifted; vacancy null: the withdrawal. Nobody comes back by itself. */
  | { readonly kind: 'readmit'; readonly candidate: number; readonly vacancy: number | null }
  /** The places of a vacancy close. */
  | { readonly kind: 'pull'; readonly vacancy: number }
  | ({ readonly kind: 'pin' } & Pin)
  | { readonly kind: 'release'; readonly candidate: number }
  /** The whole list, as it stands before the change, in another order. */
  | {
      readonly kind: 'rerank';
      readonly vacancy: number;
      readonly order: readonly number[];
      readonly motive: RerankMotive;
    };

export interface Constrained {
  readonly constraints: Constraints;
  /** Lists put in order by hand in this step: vacancy → candidates. */
  readonly orders: ReadonlyMap<number, readonly number[]>;
}

/**
 * The constraints after the changes of one step, taken in order, or why the first that cannot be is refused. The later word
 * wins over the earlier: a withdrawal ends a pin, a pin elsewhere moves it, an order by hand frees the ranks pinned on its list.
 * @throws RangeError for a vacancy or a candidate that the model does not have.
 */
export const constrain = (
  model: AssignmentModel,
  state: SessionState,
  changes: readonly Change[],
): Result<Constrained> => {
  let constraints: Constraints = canonical(state);
  const orders = new Map<number, readonly number[]>();
  for (const [i, change] of changes.entries()) {
    inModel(model, change);
    const path = `changes[${i}]`;
    const issue = refusal(model, state, constraints, change);
    if (issue) return fail({ ...issue, path: issue.path === '' ? path : `${path}.${issue.path}` });
    constraints = canonical(applied(constraints, change));
    if (change.kind === 'rerank') orders.set(change.vacancy, change.order);
  }
  return ok({ constraints, orders });
};

const inModel = (model: AssignmentModel, change: Change): void => {
  const within = (name: string, value: number, count: number): void => {
    if (!Number.isInteger(value) || value < 0 || value >= count)
      throw new RangeError(`repair: ${name} ${value} is not in the model, which has ${count}`);
  };
  if ('vacancy' in change && change.vacancy !== null) within('vacancy', change.vacancy, model.vacancyCount);
  if ('candidate' in change) within('candidate', change.candidate, model.candidateCount);
};

const refusal = (
  model: AssignmentModel,
  { lists }: SessionState,
  { withdrawn, excluded, pulled, pins }: Constraints,
  change: Change,
): Issue | null => {
  switch (change.kind) {
    case 'withdraw':
      return null;
    case 'pull':
      return null;
    case 'exclude':
      return pulled.includes(change.vacancy) ? { code: 'repair.vacancy-pulled', path: 'vacancy' } : null;
    case 'readmit': {
      const { candidate, vacancy } = change;
      const out =
        vacancy === null
          ? withdrawn.some((w) => w.candidate === candidate)
          : excluded.some((e) => e.candidate === candidate && e.vacancy === vacancy);
      return out ? null : { code: 'repair.not-excluded', path: 'candidate' };
    }
    case 'release':
      return pins.some(({ candidate }) => candidate === change.candidate)
        ? null
        : { code: 'repair.not-pinned', path: 'candidate' };
    case 'rerank': {
      if (pulled.includes(change.vacancy)) return { code: 'repair.vacancy-pulled', path: 'vacancy' };
      const listed = lists[change.vacancy]!.map(({ candidate }) => candidate);
      const asked = new Set(change.order);
      const same =
        asked.size === change.order.length &&
        asked.size === listed.length &&
        listed.every((candidate) => asked.has(candidate));
      return same ? null : { code: 'repair.order-incomplete', path: 'order' };
    }
    case 'pin': {
      const { vacancy, candidate, rank } = change;
      const places = model.placeOffsets[vacancy + 1]! - model.placeOffsets[vacancy]!;
      const others = pins.filter((pin) => pin.vacancy === vacancy && pin.candidate !== candidate);
      if (pulled.includes(vacancy)) return { code: 'repair.vacancy-pulled', path: 'vacancy' };
      if (withdrawn.some((w) => w.candidate === candidate))
        return { code: 'repair.withdrawn', path: 'candidate' };
      if (excluded.some((e) => e.vacancy === vacancy && e.candidate === candidate))
        return { code: 'repair.excluded', path: 'candidate' };
      if (pairsOf(model, vacancy, candidate).length === 0)
        return { code: 'repair.not-eligible', path: 'candidate' };
      if (rank !== null && !(Number.isInteger(rank) && rank >= 1 && rank <= places))
        return { code: 'repair.rank-unknown', path: 'rank', expected: `1 à ${places}` };
      if (rank !== null && others.some((pin) => pin.rank === rank))
        return { code: 'repair.rank-taken', path: 'rank', received: String(rank) };
      if (others.length >= places) return { code: 'repair.list-all-pinned', path: 'vacancy' };
      return null;
    }
  }
};

const applied = (constraints: Constraints, change: Change): Constraints => {
  const { withdrawn, excluded, pulled, pins } = constraints;
  switch (change.kind) {
    case 'withdraw': {
      const { candidate, motive } = change;
      return {
        ...constraints,
        withdrawn: [...withdrawn.filter((w) => w.candidate !== candidate), { candidate, motive }],
        pins: pins.filter((pin) => pin.candidate !== candidate),
      };
    }
    case 'exclude': {
      const { vacancy, candidate, motive } = change;
      const other = (item: { readonly vacancy: number; readonly candidate: number }): boolean =>
        item.vacancy !== vacancy || item.candidate !== candidate;
      return {
        ...constraints,
        excluded: [...excluded.filter(other), { vacancy, candidate, motive }],
        pins: pins.filter(other),
      };
    }
    case 'readmit':
      return change.vacancy === null
        ? { ...constraints, withdrawn: withdrawn.filter((w) => w.candidate !== change.candidate) }
        : {
            ...constraints,
            excluded: excluded.filter(
              (e) => e.candidate !== change.candidate || e.vacancy !== change.vacancy,
            ),
          };
    case 'pull':
      return {
        ...constraints,
        pulled: [...new Set([...pulled, change.vacancy])],
        pins: pins.filter((pin) => pin.vacancy !== change.vacancy),
      };
    case 'pin': {
      const { vacancy, candidate, rank, motive } = change;
      return {
        ...constraints,
        pins: [...pins.filter((pin) => pin.candidate !== candidate), { vacancy, candidate, rank, motive }],
      };
    }
    case 'release':
      return { ...constraints, pins: pins.filter((pin) => pin.candidate !== change.candidate) };
    case 'rerank':
      return {
        ...constraints,
        pins: pins.map((pin) => (pin.vacancy === change.vacancy ? { ...pin, rank: null } : pin)),
      };
  }
};
