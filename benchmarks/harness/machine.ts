import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpus, totalmem } from 'node:os';

/** What a figure was measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
}

export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

/** Short commit, with `+` when files that count have changed since; null outside a checkout. */
export const commitOf = (folder: string): string | null => {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const folders = ['engine', 'scoring', 'api', 'benchmarks', 'territories'].map((name) => `:/${name}`);
    const changed = git('status', '--porcelain', '--', ...folders);
    const sources = changed
      .split('\n')
      .filter((line) => line !== '' && !/benchmarks\/(results\/|README)/.test(line));
    return git('rev-parse', '--short', 'HEAD') + (sources.length > 0 ? '+' : '');
  } catch {
    return null;
  }
};

/** First 16 hexadecimal digits of the SHA-256 of a workload's description: two results compare only when they are equal. */
export const workloadHash = (parts: unknown): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
