import { pino } from 'pino';
import type { PersonalRead } from '../store/readTrail.ts';

/** One request, as it may be kept for long: the path's template and not the path, no query, no body, no address. */
export interface AccessEntry {
  readonly requestId: string;
  readonly method: string;
  /** `/v1/sessions/{id}`; null when no route has this address. */
  readonly route: string | null;
  readonly status: number;
  readonly ms: number;
  /** Random identifier of the token or page; null when nobody was known. */
  readonly who: string | null;
  readonly role: string | null;
  /** Code of the refusal; null for an answer. */
  readonly code: string | null;
}

/** An error that nobody foresaw. Its message is left out: a parser quotes what it could not read. */
export interface FailureEntry extends Pick<AccessEntry, 'requestId' | 'method' | 'route'> {
  readonly error: string;
  /** Lines `at …` of the stack. */
  readonly frames: readonly string[];
}

/** What a server says of itself, one JSON line each, in English. */
export interface RequestLog {
  access(entry: AccessEntry): void;
  failure(entry: FailureEntry): void;
  personalRead(entry: PersonalRead): void;
}

/** @param write receives whole lines. */
export const jsonRequestLog = (write: (line: string) => void): RequestLog => {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
  return {
    access: (entry) => log.info(entry, 'request'),
    failure: (entry) => log.error(entry, 'failure'),
    personalRead: (entry) => log.info(entry, 'personal read'),
  };
};

/** What may be said of an unforeseen error: its kind and where it was. */
export const withoutMessage = (error: unknown): Pick<FailureEntry, 'error' | 'frames'> => {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, frames: frames.map((line) => line.trim()) };
};
