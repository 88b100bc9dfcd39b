import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { YearPolicy } from '../../engine/domain/scenario.ts';
import type { YearPrices } from '../../engine/years/monthPrices.ts';
import { type ReplicationResult, resultHash } from '../../engine/years/replication.ts';
import { placeFile } from '../export/placedFile.ts';

const squeeze = promisify(gzip);
const unsqueeze = promisify(gunzip);

const FORMAT = 'precal-replication-1';
const FLOATS = ['series', 'short'] as const;
const WHOLES = ['among', 'counted', 'missed'] as const;

/**
 * Finished replications on disk, so that a run that was stopped goes on where it was. Each is in the folder of its horizon, which its
 * hash names: another scenario, method or world never reads them.
 */
export class SimulationShelf {
  readonly #folder: string;
  readonly #prices: string;

  /** @param prices those of the policy `priced`: others would give other results. */
  constructor(input: {
    readonly folder: string;
    readonly horizon: string;
    readonly prices: YearPrices | null;
  }) {
    this.#folder = join(input.folder, input.horizon.slice(0, 32));
    this.#prices =
      input.prices === null
        ? ''
        : `-${createHash('sha256')
            .update(input.prices.map(({ hash }) => hash).join())
            .digest('hex')
            .slice(0, 12)}`;
  }

  /** A replication, if it is there whole: one whose arrays no longer give its hash is made again. */
  async find(policy: YearPolicy, replication: number): Promise<ReplicationResult | null> {
    let text: string;
    try {
      text = (await unsqueeze(await readFile(this.#path(policy, replication)))).toString('utf8');
    } catch {
      // Not there, or cut short.
      return null;
    }
    const saved = JSON.parse(text) as Record<string, string>;
    if (saved.format !== FORMAT) return null;
    const bytes = (name: string): ArrayBuffer =>
      new Uint8Array(Buffer.from(saved[name] ?? '', 'base64')).buffer;
    const arrays = {
      series: new Float64Array(bytes('series')),
      short: new Float64Array(bytes('short')),
      among: new Int32Array(bytes('among')),
      counted: new Int32Array(bytes('counted')),
      missed: new Int32Array(bytes('missed')),
    };
    const hash = resultHash(arrays);
    return hash === saved.hash ? { policy, replication, ...arrays, hash } : null;
  }

  async keep(result: ReplicationResult): Promise<void> {
    const base64 = (array: Float64Array | Int32Array): string =>
      Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
    const document = {
      format: FORMAT,
      hash: result.hash,
      ...Object.fromEntries([...FLOATS, ...WHOLES].map((name) => [name, base64(result[name])])),
    };
    const content = await squeeze(JSON.stringify(document));
    await mkdir(this.#folder, { recursive: true });
    await placeFile(this.#path(result.policy, result.replication), async (file) => {
      await file.writeFile(content);
      return content.length;
    });
  }

  #path(policy: YearPolicy, replication: number): string {
    const prices = policy === 'priced' ? this.#prices : '';
    return join(this.#folder, `${policy}${prices}-${String(replication).padStart(5, '0')}.json.gz`);
  }
}

const HORIZON = /^[0-9a-f]{32}$/;
/** A finished replication, or one that was being written. */
const REPLICATION = /^[a-z-]+[0-9a-f-]*\.json\.gz(\.[0-9a-f]{12}\.part)?$/;

/** Replications kept of one horizon. */
export interface ShelvedHorizon {
  readonly horizon: string;
  /** Moment at which the last was kept, ISO 8601 in UTC. */
  readonly last: string;
}

/** Horizons of which replications are kept, by name. What else is in the folder is left alone. */
export const shelvedHorizons = async (folder: string): Promise<readonly ShelvedHorizon[]> => {
  const found: ShelvedHorizon[] = [];
  for (const horizon of (await namesIn(folder)).filter((name) => HORIZON.test(name)).sort()) {
    const files = (await namesIn(join(folder, horizon))).filter((name) => REPLICATION.test(name));
    const times = await Promise.all(
      files.map(async (name) => (await stat(join(folder, horizon, name))).mtimeMs),
    );
    if (times.length > 0) found.push({ horizon, last: new Date(Math.max(...times)).toISOString() });
  }
  return found;
};

/** Removes the replications of a horizon: whoever runs it again makes them again. */
export const removeHorizon = async (folder: string, horizon: string): Promise<void> => {
  if (!HORIZON.test(horizon)) throw new Error('shelf: this is no name of a horizon');
  const at = join(folder, horizon);
  for (const name of await namesIn(at)) if (REPLICATION.test(name)) await rm(join(at, name), { force: true });
  // Somebody may have put something else there, or be writing: the folder then stays.
  await rmdir(at).catch(() => {});
};

/** Empty where there is no such folder. */
const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
};
