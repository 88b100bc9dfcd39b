import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/*
 * What programs ask of the disk, seen from outside by strace: one file a thread, each call with its moment and its length, on one
 * clock for all programs of the machine.
 */

/** Whether calls can be seen from outside a program. */
export const hasStrace = (): boolean => {
  try {
    execFileSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const TRACING = ['-f', '-ff', '-ttt', '-T'] as const;
const FLUSHES = 'fsync,fdatasync';

/** What is put before a command whose flushes and lines of output are to be seen. */
export const tracedCommand = (prefix: string): readonly string[] => [
  'strace',
  ...TRACING,
  '--seccomp-bpf',
  '-e',
  `trace=${FLUSHES},write`,
  '-o',
  prefix,
];

/** Watches a process that runs already, and those that it starts. Kept once the tracer is attached. */
export const traceProcess = async (pid: number, prefix: string): Promise<ChildProcess> => {
  const tracer = spawn('strace', [...TRACING, '-e', `trace=${FLUSHES}`, '-o', prefix, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: tracer.stderr! })) if (/attached/.test(line)) break;
  return tracer;
};

/** Lets go of what it watches, and waits for its last lines. */
export const endTrace = async (tracer: ChildProcess): Promise<void> => {
  if (tracer.exitCode !== null || tracer.signalCode !== null) return;
  const ended = once(tracer, 'exit');
  tracer.kill('SIGINT');
  await ended;
};

export interface Flushes {
  /** Acknowledgements seen. */
  readonly acknowledged: number;
  /** Flushes that ended before the acknowledgement of an operation, since the one before it. */
  readonly before: number;
  /** Operations acknowledged without one. */
  readonly without: readonly number[];
}

interface Seen {
  /** Seconds. */
  readonly at: number;
  /** Operation acknowledged; null for a flush. */
  readonly ack: number | null;
}

const CALL = /^(\d+\.\d+) f(?:data)?sync\(.*\) += 0 <(\d+\.\d+)>/;
const ACK = /^(\d+\.\d+) write\(1, "ack (\d+) /;

/** Reads what strace wrote under some prefixes, and takes it away. */
export const flushesBefore = async (prefixes: readonly string[]): Promise<Flushes> => {
  const lines: string[] = [];
  for (const prefix of prefixes)
    for (const name of await readdir(dirname(prefix))) {
      if (!name.startsWith(`${basename(prefix)}.`)) continue;
      const path = join(dirname(prefix), name);
      lines.push(...(await readFile(path, 'utf8')).split('\n'));
      await rm(path);
    }
  return countFlushes(lines);
};

/** @param lines of all threads, in any order. */
export const countFlushes = (lines: readonly string[]): Flushes => {
  const seen = lines.flatMap(seenIn).sort((a, b) => a.at - b.at);
  const without: number[] = [];
  let [acknowledged, before, since] = [0, 0, 0];
  for (const { ack } of seen) {
    if (ack === null) {
      since += 1;
      continue;
    }
    acknowledged += 1;
    before += since;
    if (since === 0) without.push(ack);
    since = 0;
  }
  return { acknowledged, before, without };
};

/** A flush counts from its end; an acknowledgement from its beginning. */
const seenIn = (line: string): readonly Seen[] => {
  const call = CALL.exec(line);
  if (call) return [{ at: Number(call[1]) + Number(call[2]), ack: null }];
  const ack = ACK.exec(line);
  return ack ? [{ at: Number(ack[1]), ack: Number(ack[2]) }] : [];
};
