import { type HighsSolver, loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';

let loading: Promise<HighsSolver> | null = null;

/** HiGHS, loaded when a thread first needs it, and once in each. It lives as long as its thread. */
export const highsOfThread = (): Promise<HighsSolver> => {
  loading ??= loadHighsSolver();
  return loading;
};
