import type { Horizon } from './horizon.ts';
import { type PreparedYearPrices, prepareYearPrices, type YearPrices } from './monthPrices.ts';
import { type OpenHorizon, openHorizon } from './openHorizon.ts';

/** All that the replications of a run read, as plain data: what a worker thread is given once. */
export interface SimulationData {
  readonly horizon: Horizon;
  /** Null: no policy of the run asks for prices. */
  readonly prices: YearPrices | null;
}

/** The same, made ready in one thread. */
export interface OpenSimulation {
  readonly open: OpenHorizon;
  readonly prices: PreparedYearPrices | null;
}

export const openSimulation = ({ horizon, prices }: SimulationData): OpenSimulation => {
  const open = openHorizon(horizon);
  return { open, prices: prices === null ? null : prepareYearPrices(open, prices) };
};
