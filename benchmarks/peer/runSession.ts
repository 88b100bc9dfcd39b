import { segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { runStopped, type Stopped } from '../harness/stopped.ts';
import { proofOf, type SolvedSession } from '../workloads/solved.ts';
import type { SessionAnswer, SessionTask } from './sessionPeer.ts';

/** Past it, a peer is killed. */
export const PEER_LIMIT_MS = { full: 120_000, quick: 10_000 } as const;

export const runPeer = (task: SessionTask, limitMs: number): Promise<Stopped<SessionAnswer>> =>
  runStopped<SessionAnswer>(new URL('./sessionBoxed.mjs', import.meta.url), task, limitMs);

/** Value of a peer's lists, thousandths of points; null when it has none, or when they break a hard row. */
export const valueOfPeer = ({ prepared }: SolvedSession, peer: Stopped<SessionAnswer>): number | null => {
  if (peer.outcome !== 'answered' || peer.answer.assignment === null) return null;
  const { model } = prepared.problem;
  const { value, violation } = worthOf(model, segmentOfPairs(model), peer.answer.assignment);
  return violation === 0 ? value : null;
};

/** @throws Error when a peer contradicts our certificate: better lists than our bound allows, or a bound under our lists. */
export const requireNoContradiction = (
  name: string,
  solved: SolvedSession,
  peer: Stopped<SessionAnswer>,
): void => {
  const { value, bound } = proofOf(solved);
  const rounding = 1e-9 * Math.abs(bound);
  const theirs = valueOfPeer(solved, peer);
  if (theirs !== null && theirs > bound + rounding)
    throw new Error(`${name}: a peer's lists are worth ${theirs}, over the certified bound ${bound}`);
  const linear = peer.outcome === 'answered' ? peer.answer.linearBound : null;
  if (linear !== null && linear < value - rounding)
    throw new Error(`${name}: a peer's bound ${linear} is under lists worth ${value}`);
};
