import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Assignment, AssignmentModel, Duals } from '../model.ts';
import { certify } from './certificate.ts';
import { type Finding, finding } from './findings.ts';
import type { ListRules } from './lists.ts';
import { recount } from './recount.ts';
import { verify } from './verify.ts';

const index = z.int().nonnegative();
const amount = z.number();

/** A result that anybody can check again, with the model that its hash names. Numbers are JSON's shortest exact doubles. */
export const savedResultSchema = z.strictObject({
  format: z.literal('precal-result-1'),
  /** SHA-256 of the model, hexadecimal. */
  model: z.string().regex(/^[0-9a-f]{64}$/),
  /** Decimals to which the duals below are cut, in thousandths of points. */
  decimals: z.int().min(0).max(9),
  /** Pair at each place, −1 for none. */
  assignment: z.array(z.int().min(-1)),
  declared: z.strictObject({
    /** Candidates that may stand on another number of lists than one, with that number; in the order of the model. */
    appearances: z.array(z.tuple([index, z.int().min(0).max(255)])),
    /** Places that each vacancy must fill; null: all. */
    minimum: z.array(z.int().min(0).max(255)).nullable(),
    pinned: z.array(index),
  }),
  /** Candidates whose price is not zero, with it; in the order of the model. */
  candidatePrice: z.array(z.tuple([index, amount])),
  rowPrice: z.array(amount),
  rowActivity: z.array(amount),
  rowSlack: z.array(amount),
  value: amount,
  bound: amount,
});
export type SavedResult = z.infer<typeof savedResultSchema>;

export type Saving =
  | { readonly outcome: 'saved'; readonly saved: SavedResult }
  | { readonly outcome: 'refused'; readonly findings: readonly Finding[] };

type DeclaredRules = Omit<ListRules, 'eligible'>;

/**
 * The saved form of a result: keys in one order, duals cut downwards to `decimals` (so none in its box leaves it), and rows, value
 * and bound counted here from what is saved, not taken from a solver. What could not be counted is refused: malformed model,
 * assignment of another length, duals outside their box. Lists that break another property are saved as they are:
 * `checkSaved` says so.
 */
export const saveResult = (
  input: {
    readonly model: AssignmentModel;
    readonly assignment: Assignment;
    readonly duals: Duals;
    readonly decimals?: number;
  } & DeclaredRules,
): Saving => {
  const { model, assignment, decimals = 3, minimum, pinned, appearances } = input;
  const duals: Duals = {
    candidatePrice: input.duals.candidatePrice.map((price) => cut(price, decimals)),
    rowPrice: input.duals.rowPrice.map((price) => cut(price, decimals)),
  };
  const certificate = certify(model, duals, appearances ? { appearances } : {});
  if (certificate.outcome === 'refused') return certificate;
  if (assignment.length !== model.placeWeight.length) {
    const lengths = { found: assignment.length, expected: model.placeWeight.length };
    return { outcome: 'refused', findings: [finding('assignment-length', lengths)] };
  }
  const counted = recount(model, assignment);
  return {
    outcome: 'saved',
    saved: {
      format: 'precal-result-1',
      model: modelHash(model),
      decimals,
      assignment: [...assignment],
      declared: {
        appearances: sparse(appearances ?? [], 1),
        minimum: minimum ? [...minimum] : null,
        pinned: [...new Set(pinned)].sort((a, b) => a - b),
      },
      candidatePrice: sparse(duals.candidatePrice, 0),
      rowPrice: [...duals.rowPrice],
      rowActivity: [...counted.rowActivity],
      rowSlack: [...counted.rowSlack],
      value: counted.value,
      bound: certificate.bound,
    },
  };
};

/** Recounts a saved result on its model: the findings of `verify`, or that it belongs to another model. */
export const checkSaved = (
  model: AssignmentModel,
  saved: SavedResult,
  options: Pick<ListRules, 'eligible'> & { readonly exhaustive?: boolean } = {},
): readonly Finding[] => {
  if (modelHash(model) !== saved.model) return [finding('another-model')];
  const { declared } = saved;
  const strangers = [...saved.candidatePrice, ...declared.appearances].filter(
    ([c]) => c >= model.candidateCount,
  );
  if (strangers.length > 0)
    return [finding('duals-length', { candidate: strangers[0]![0], expected: model.candidateCount })];
  const candidatePrice = new Float64Array(model.candidateCount);
  for (const [candidate, price] of saved.candidatePrice) candidatePrice[candidate] = price;
  const appearances = new Uint8Array(model.candidateCount).fill(1);
  for (const [candidate, lists] of declared.appearances) appearances[candidate] = lists;
  return verify({
    ...options,
    model,
    assignment: Int32Array.from(saved.assignment),
    pinned: declared.pinned,
    appearances,
    ...(declared.minimum ? { minimum: Uint8Array.from(declared.minimum) } : {}),
    reported: {
      rowActivity: Float64Array.from(saved.rowActivity),
      rowSlack: Float64Array.from(saved.rowSlack),
      value: saved.value,
      bound: saved.bound,
      duals: { candidatePrice, rowPrice: Float64Array.from(saved.rowPrice) },
    },
  });
};

/** Down to the decimal grid, and never above: a price at its row's penalty stays inside the box. */
const cut = (price: number, decimals: number): number => {
  const scale = 10 ** decimals;
  const steps = Math.floor(price * scale);
  return steps / scale > price ? (steps - 1) / scale : steps / scale;
};

const sparse = (values: ArrayLike<number>, usual: number): [index: number, value: number][] => {
  const kept: [number, number][] = [];
  for (let i = 0; i < values.length; i += 1) if (values[i] !== usual) kept.push([i, values[i]!]);
  return kept;
};

const HASHED = [
  'placeOffsets',
  'placeWeight',
  'segmentOffsets',
  'pairOffsets',
  'pairCandidate',
  'pairScore',
  'termOffsets',
  'termRow',
  'termCoef',
  'rowRequired',
  'rowPenalty',
] as const satisfies readonly (keyof AssignmentModel)[];

/** SHA-256 of a model: its counts and fill bonus, then name, length and little-endian bytes of each array. Hexadecimal. */
export const modelHash = (model: AssignmentModel): string => {
  const hash = createHash('sha256');
  const { vacancyCount, candidateCount, rowCount, fillBonus } = model;
  hash.update(`precal-model-1 ${vacancyCount} ${candidateCount} ${rowCount} ${fillBonus}\n`);
  for (const name of HASHED) {
    const array = model[name];
    hash.update(`${name} ${array.length}\n`);
    hash.update(array);
  }
  return hash.digest('hex');
};
