import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Runs a TypeScript file in a process of its own, whose memory holds nothing of the other suites; gives what it prints.
 *
 * @param file beside the caller: `new URL('./memoryChild.ts', import.meta.url)`.
 */
export const runChild = async (file: URL, args: readonly string[]): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', fileURLToPath(file), ...args],
    { maxBuffer: 1 << 20 },
  );
  return JSON.parse(stdout);
};
