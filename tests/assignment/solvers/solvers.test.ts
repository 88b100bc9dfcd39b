import { describe } from 'vitest';
import { bruteForceSolver } from '../../../engine/assignment/solvers/bruteForce.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { loadJsLpSolver } from '../../../engine/assignment/solvers/jsLpSolver.ts';
import { continuousContract, dualContract, solverContract } from './contract.ts';

const highs = loadHighsSolver();
const jsLp = loadJsLpSolver();
const bruteForce = async () => bruteForceSolver();

describe('HiGHS', () => {
  solverContract(
    () => highs,
    () => jsLp,
  );
  continuousContract(() => highs);
  dualContract(() => highs);
});

describe('javascript-lp-solver', () => {
  solverContract(() => jsLp, bruteForce);
  continuousContract(() => jsLp);
});

describe('brute force', () => {
  solverContract(bruteForce, () => highs);
});
