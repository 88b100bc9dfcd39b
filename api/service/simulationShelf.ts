import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
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
