import { INTERRUPT_TEXT } from '../present/searchProgress.ts';
import type { Environment } from './environment.ts';

/** Exit code of a program that an interruption ended. */
const INTERRUPTED = 130;

/** What long work is given, so that Ctrl-C stops it where it can be stopped. */
export interface Interruptible {
  readonly signal: AbortSignal;
  /** Said once there is something to keep: before, the first Ctrl-C leaves at once. */
  begun(): void;
}

/**
 * Long work that the first Ctrl-C stops with what it has found so far, and the second one ends at once. What is saved is saved by
 * one renaming or one transaction: leaving leaves nothing half written.
 */
export const untilInterrupted = async <T>(
  { err }: Pick<Environment, 'err'>,
  work: (run: Interruptible) => Promise<T>,
): Promise<T> => {
  const abort = new AbortController();
  let begun = false;
  const interrupted = () => {
    if (!begun || abort.signal.aborted) process.exit(INTERRUPTED);
    err(`\n${INTERRUPT_TEXT}\n`);
    abort.abort();
  };
  process.on('SIGINT', interrupted);
  try {
    return await work({
      signal: abort.signal,
      begun: () => {
        begun = true;
      },
    });
  } finally {
    process.off('SIGINT', interrupted);
  }
};
