import { parentPort, workerData } from 'node:worker_threads';
import { openRules } from '../../api/service/territories.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { Pool, type PoolColumns } from '../../engine/pool/pool.ts';
import { plainFromPool } from './fromPool.ts';
import { groupedShortlist, type PlainShortlist, plainGroups, plainShortlist } from './objectPerDemand.ts';
import { scoreAll } from './plainDemand.ts';
import { plainMethod } from './plainMethod.ts';
import { plainPlace } from './plainRules.ts';

/*
 * The object-per-demand peer on a pool of columns, in a worker that can be stopped. Columns are on shared buffers: only the
 * peer's own objects take memory here.
 */

export interface BoxedQuestions {
  readonly columns: PoolColumns;
  readonly territory: string;
  readonly method: string;
  readonly seed: number;
  readonly dwellings: readonly Dwelling[];
  readonly size: number;
}

export type BoxedMessage =
  | { readonly kind: 'ready'; readonly objectsMs: number }
  | {
      readonly kind: 'answer';
      readonly question: number;
      readonly scanMs: number;
      readonly groupedMs: number;
      readonly scan: PlainShortlist;
      readonly grouped: PlainShortlist;
    };

const post = (message: BoxedMessage): void => parentPort?.postMessage(message);

const answerAll = ({ columns, territory: id, method: name, seed, dwellings, size }: BoxedQuestions): void => {
  const { territory, methods } = openRules(id);
  const compiled = methods.get(name);
  if (!compiled) throw new Error(`benchmark: no method "${name}"`);
  const pool = new Pool(columns, demandColumns(territory.pack.situations));
  const start = performance.now();
  const inputs = [
    ...compiled.read.inputs.map((c) => c.name),
    ...compiled.tieBreak.map((key) => key.by),
  ].filter((input) => ['number', 'boolean'].includes(pool.dictionary.get(input)?.type ?? ''));
  const method = plainMethod(compiled);
  const demands = plainFromPool(pool, seed, [...new Set(inputs)]);
  scoreAll(demands, method);
  const groups = plainGroups(demands);
  post({ kind: 'ready', objectsMs: performance.now() - start });
  dwellings.forEach((dwelling, question) => {
    const place = plainPlace(territory, dwelling, pool.asOf);
    const before = performance.now();
    const scan = plainShortlist(demands, place, { method, size });
    const between = performance.now();
    const grouped = groupedShortlist(groups, place, { method, size });
    const groupedMs = performance.now() - between;
    post({ kind: 'answer', question, scanMs: between - before, groupedMs, scan, grouped });
  });
};

answerAll(workerData as BoxedQuestions);
