import {
  type NamedOperation,
  type OpenApi,
  operationsOf,
  type Parameter,
} from '../../api/http/openapiShape.ts';
import { type Random, randomStream } from '../../engine/simulation/random.ts';
import { brokenBody, drawnValue, type KnownValues, textOf } from './fuzzBodies.ts';

/** Somebody who asks: a bearer token, and whether numéros uniques may be shown to them. */
export interface Asker {
  readonly token: string | null;
  readonly clear: boolean;
}

export interface FuzzedTown {
  readonly document: OpenApi;
  readonly known: KnownValues;
  readonly askers: readonly Asker[];
  ask(path: string, init: RequestInit): Promise<Response>;
}

export interface FuzzPlan {
  readonly requests: number;
  readonly seed: number;
  /** Requests after which the town is made anew: sessions would pile up. */
  readonly perTown: number;
  /** An answer that takes longer is a hang. */
  readonly hangMs: number;
  /** Stops early, once it says so. */
  readonly until: () => boolean;
}

export interface FuzzCount {
  readonly requests: number;
  readonly byStatus: ReadonlyMap<number, number>;
  /** Answers that must not be, with what was asked; at most twenty. */
  readonly faults: readonly string[];
  readonly operations: number;
}

const MOST_FAULTS = 20;
const NUMBER = /(?<![\d.])999\d{10}[0-9A-Z]{5}/;
/** Lines of a stack, and names of sources. */
const INSIDE = /\bat [^\s]+ \(|node_modules|\.ts:\d+|Error: /;

/** Requests drawn from the document, right and wrong, and what came back that never should. */
export const fuzz = async (townOf: () => Promise<FuzzedTown>, plan: FuzzPlan): Promise<FuzzCount> => {
  const random = randomStream(plan.seed, 'fuzz');
  const byStatus = new Map<number, number>();
  const faults: string[] = [];
  const asked = new Set<string>();
  let requests = 0;
  let town = await townOf();
  while (requests < plan.requests && !plan.until()) {
    if (requests > 0 && requests % plan.perTown === 0) town = await townOf();
    requests += 1;
    const each = random.pick(operationsOf(town.document));
    const asker = random.pick(town.askers);
    const { path, init } = requestOf(each, town, asker, random);
    const name = `${each.method.toUpperCase()} ${each.path}`;
    asked.add(name);
    const fault = (what: string) => {
      if (faults.length < MOST_FAULTS)
        faults.push(`${what}: ${name}, request ${requests} of seed ${plan.seed}, ${path.slice(0, 120)}`);
    };
    const response = await Promise.race([town.ask(path, init), late(plan.hangMs)]);
    if (response === null) {
      fault('hang');
      continue;
    }
    const { status } = response;
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    const text = /event-stream/.test(response.headers.get('content-type') ?? '') ? '' : await response.text();
    if (status >= 500 && (status !== 503 || response.headers.get('retry-after') === null))
      fault(`status ${status}`);
    if (status >= 400 && INSIDE.test(text)) fault('inside shown');
    if (!asker.clear && NUMBER.test(text)) fault('number shown');
  }
  return { requests, byStatus, faults, operations: asked.size };
};

const late = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });

const requestOf = (
  { method, path, operation }: NamedOperation,
  { document, known }: FuzzedTown,
  { token }: Asker,
  random: Random,
): { readonly path: string; readonly init: RequestInit } => {
  const parameters = operation.parameters ?? [];
  const draw = (parameter: Parameter): string =>
    random.chance(0.7) && parameter.schema.type !== 'string'
      ? String(
          drawnValue(parameter.schema, {
            schemas: document.components.schemas,
            known,
            random,
            hostile: 0.05,
          }),
        )
      : textOf(parameter.name, known, random);
  const address = path.replace(/{(\w+)}/g, (_, name: string) =>
    encode(draw(parameters.find((p) => p.name === name) ?? { name, in: 'path', schema: { type: 'string' } })),
  );
  const query = parameters.filter((p) => p.in === 'query' && random.chance(p.required ? 0.9 : 0.3));
  const search = query.map((p) => `${p.name}=${encode(draw(p))}`).join('&');
  const headers = new Headers(token === null ? {} : { authorization: `Bearer ${token}` });
  if (random.chance(0.7)) headers.set('if-match', random.pick(['"1"', '"2"', '"99"', '1', '*', 'W/"1"']));
  if (random.chance(0.2)) headers.set('idempotency-key', random.pick(['a', 'b', 'c', 'x'.repeat(300)]));
  const content = Object.entries(operation.requestBody?.content ?? {})[0];
  if (content === undefined || method === 'get')
    return { path: `${address}${search && `?${search}`}`, init: { method: method.toUpperCase(), headers } };
  const [type, { schema }] = content;
  headers.set(
    'content-type',
    random.chance(0.95) ? type : random.pick(['text/plain', 'application/xml', '']),
  );
  const hostile = random.pick([0, 0, 0.05, 0.3]);
  const body = random.chance(0.1)
    ? brokenBody(random)
    : JSON.stringify(drawnValue(schema, { schemas: document.components.schemas, known, random, hostile }));
  return {
    path: `${address}${search && `?${search}`}`,
    init: { method: method.toUpperCase(), headers, body: body ?? '' },
  };
};

/** Half a pair of UTF-16 cannot be put in an address. */
const encode = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''));

export const fuzzText = ({ requests, byStatus, faults, operations }: FuzzCount): string =>
  [
    `${requests.toLocaleString('en')} requests over ${operations} operations of the OpenAPI document`,
    ...[...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}  ${count.toLocaleString('en')}`),
    faults.length === 0
      ? 'no status of 500 or more but 503 with Retry-After, no hang, no stack, no number shown to who may not read it'
      : `${faults.length} faults (twenty at most are kept):\n${faults.map((line) => `  ${line}`).join('\n')}`,
  ].join('\n');
