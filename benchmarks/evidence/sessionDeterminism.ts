import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRules } from '../../api/service/territories.ts';
import { IMPORT_ORDER, writeWorld } from '../../api/service/worldFiles.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { workerPoolSolver } from '../../api/workers/workerPool.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { type MelSize, TERRITORY } from '../workloads/mel.ts';
import { importShuffled, printed } from './commandLine.ts';

export interface SessionBytes {
  readonly seed: number;
  /** What `precal session propose --json` prints: lists, proof and the hashes of what they come from. */
  readonly first: string;
  /** What differs from `first`; none when the same seed gives the same bytes. */
  readonly different: readonly string[];
  /** Ways tried. */
  readonly ways: readonly string[];
}

/**
 * Proposes the first vacancies of generated worlds, then again: with the rows of every import in another order, in one worker,
 * and in two workers that prepare two sessions at once.
 */
export const sessionBytes = async (input: {
  readonly seeds: readonly number[];
  readonly vacancies: number;
  readonly size: MelSize;
}): Promise<readonly SessionBytes[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-evidence-'));
  const { territory } = openRules(TERRITORY);
  const one = workerPoolSolver(1);
  const two = workerPoolSolver(2);
  try {
    const found: SessionBytes[] = [];
    for (const seed of input.seeds) {
      const files = join(folder, String(seed));
      const asOf = territory.pack.referenceDay;
      await writeWorld(generateWorld({ territory, seed, asOf, ...input.size }), files, { sneFileDay: null });
      /** A store of its own each time: a session awaited is read by the next. */
      const propose = async (name: string, solver: SessionSolver, shuffled: boolean): Promise<string> => {
        const own = join(folder, `${seed}-${name}`);
        const random = randomStream(seed, `evidence/session-determinism/${name}`);
        await importShuffled(files, own, { random, shuffled: shuffled ? IMPORT_ORDER : [] });
        const args = ['session', 'propose', '--first', String(input.vacancies), '--json', '--data', own];
        return printed(args, solver);
      };
      const first = await propose('first', sameThreadSolver, false);
      const [again, beside] = await Promise.all([
        propose('two workers', two, true),
        propose('two workers, the other session', two, false),
      ]);
      const others = {
        'same files again': await propose('again', sameThreadSolver, false),
        'rows of every file shuffled': await propose('shuffled', sameThreadSolver, true),
        'shuffled, one worker': await propose('one worker', one, true),
        'shuffled, two workers, two sessions at once': again,
        'two workers, the other session': beside,
      };
      found.push({
        seed,
        first,
        ways: Object.keys(others),
        different: Object.entries(others).flatMap(([way, text]) => (text === first ? [] : [way])),
      });
    }
    return found;
  } finally {
    await Promise.all([one.close(), two.close(), rm(folder, { recursive: true })]);
  }
};
