import { Agent, get as httpGet } from 'node:http';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { Gate } from '../../api/http/gate.ts';
import { serveNode } from '../../api/http/nodeServer.ts';
import { PRINCIPALS, served } from './twoBailleurs.ts';

/* Real sockets. A signal is told to this process's listeners only: nobody kills the tests. */

const stop = () => void process.emit('SIGTERM', 'SIGTERM');
let agent = new Agent();
afterEach(() => {
  stop();
  agent.destroy();
  agent = new Agent();
});

interface Got {
  readonly status: number | undefined;
  readonly text: string;
  readonly connection: string | undefined;
}
const ask = (port: number, path: string, headers: Record<string, string> = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const request = httpGet({ port, path, headers, agent, host: '127.0.0.1' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, text, connection: response.headers.connection }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
  });

const listen = async (app: Hono, gate: Gate, stopMs?: number) =>
  serveNode(app, { host: '127.0.0.1', port: 0, onStop: () => gate.drain() }, stopMs);

describe('a server told to stop', () => {
  test('answers the request at work, lets no new one in, and closes', async () => {
    const gate = new Gate(10);
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { app } = served({ gate, onPersonalRead: () => begun });
    const listening = await listen(app, gate);
    agent = new Agent({ keepAlive: true });
    const headers = { authorization: `Bearer ${PRINCIPALS.admin.id}` };
    // One connection that is kept alive, and one with a request at work.
    expect((await ask(listening.port, '/health')).connection).toBe('keep-alive');
    const page = ask(listening.port, '/logements/V-1', headers);
    while (gate.inFlight === 0) await new Promise((next) => setTimeout(next, 2));
    stop();
    const refused = await ask(listening.port, '/v1/vacancies', headers).catch((error: Error) => error);
    if (!(refused instanceof Error)) expect(refused).toMatchObject({ status: 503, connection: 'close' });
    begin();
    expect(await page).toMatchObject({ status: 200, connection: 'close' });
    await listening.stopped;
    await expect(ask(listening.port, '/health')).rejects.toThrow(/ECONNREFUSED/);
  });
  test('cuts what does not end, at the deadline', async () => {
    const gate = new Gate(10);
    const app = new Hono();
    app.get(
      '/never',
      () => new Response(new ReadableStream({ start: (out) => out.enqueue(new Uint8Array(1)) })),
    );
    const listening = await listen(app, gate, 100);
    const open = ask(listening.port, '/never').catch((error: NodeJS.ErrnoException) => error.code);
    await new Promise((next) => setTimeout(next, 50));
    const from = performance.now();
    stop();
    await listening.stopped;
    expect(performance.now() - from).toBeGreaterThan(80);
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(await open).toBe('ECONNRESET');
  });
  test('a long answer that watches the gate ends by itself', async () => {
    const gate = new Gate(10);
    const app = new Hono();
    const ends = (out: ReadableStreamDefaultController) => {
      gate.closing.addEventListener('abort', () => out.close());
    };
    app.get('/events', () => new Response(new ReadableStream({ start: ends })));
    const listening = await listen(app, gate, 60_000);
    const open = ask(listening.port, '/events');
    await new Promise((next) => setTimeout(next, 50));
    stop();
    expect((await open).status).toBe(200);
    await listening.stopped;
  });
});

test('an interface that this machine does not have is said', async () => {
  const at = { host: '192.0.2.1', port: 0, onStop: () => {} };
  await expect(serveNode(new Hono(), at)).rejects.toMatchObject({
    issues: [{ code: 'server.host', received: '192.0.2.1' }],
  });
});

test('of forty requests at once through a gate of four, four are answered and the rest told to come back', async () => {
  const gate = new Gate(4);
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const { app } = served({ gate, onPersonalRead: () => begun });
  const listening = await listen(app, gate);
  const headers = { authorization: `Bearer ${PRINCIPALS.admin.id}` };
  const statuses: (number | undefined)[] = [];
  const asking = Array.from({ length: 40 }, async () => {
    statuses.push((await ask(listening.port, '/logements/V-1', headers)).status);
    if (statuses.length === 36) begin();
  });
  await Promise.all(asking);
  expect(statuses).toEqual([...Array(36).fill(503), ...Array(4).fill(200)]);
  expect(gate.inFlight).toBe(0);
});
