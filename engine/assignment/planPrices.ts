import { createHash } from 'node:crypto';
import type { PlanPrices, RowPrice } from '../shortlist/prices.ts';
import type { PreparedSession } from './session.ts';
import type { StagedResult } from './stages.ts';

/** Rounds of the price phase for prices alone: lists and their proof are not kept, so that fewer do. */
export const PRICE_ROUNDS = 60;

/**
 * The prices that support a plan, in whole thousandths of points: those of the best bound met (`priceRows`), the last stage's. Rows
 * under half a thousandth cost nothing.
 *
 * @param open vacancies that were open, of which those of the session were planned.
 */
export const planPrices = (
  { request, rows, problem }: PreparedSession,
  { stages }: Pick<StagedResult, 'stages'>,
  open: number,
): PlanPrices => {
  const { method } = request.ranking(null).ordering;
  const rowPrice = stages.at(-1)?.duals.rowPrice ?? new Float64Array(rows.length);
  const priced = rows.flatMap(({ target, place, aim }, t): RowPrice[] => {
    const price = Math.round(rowPrice[t]!);
    return price > 0 ? [{ target: target.id, place, aim, price }] : [];
  });
  const made = {
    asOf: request.asOf,
    method: { id: method.id, version: method.version },
    vacancies: request.vacancies.length,
    open,
    free: rows.length - priced.length,
    rows: priced,
  };
  const from = {
    territory: request.territory.pack.id,
    pool: request.pool.hash,
    vacancies: request.vacancies.map(({ vacancy }) => vacancy.id),
    required: rows.map(({ id }, t) => [id, problem.model.rowRequired[t], problem.model.rowPenalty[t]]),
    options: request.options,
    seed: request.ranking(null).seed,
  };
  return {
    hash: createHash('sha256')
      .update(JSON.stringify([from, made]))
      .digest('hex'),
    ...made,
  };
};
