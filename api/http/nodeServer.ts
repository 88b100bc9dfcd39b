import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { InputError } from '../../engine/domain/issue.ts';
import type { ListenAt, Listening } from './listening.ts';

/** A client that sends its request more slowly than this is not waited for. */
const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
/** How long requests at work may take to end once the server is told to stop. */
const STOP_MS = 10_000;
const IDLE_EVERY_MS = 50;

/**
 * Serves on one interface. SIGINT or SIGTERM stops it: no new request is let in, those at work are answered, connections
 * close as they fall idle, and the rest are cut after `stopMs`.
 *
 * @throws InputError `server.port` (taken), `server.host` (no such interface here).
 */
export const serveNode = (
  app: Hono,
  { host, port, onStop }: ListenAt,
  stopMs: number = STOP_MS,
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS };
    // HTTP/1 only: the type also allows for HTTP/2.
    const server = serve({ fetch: app.fetch, port, hostname: host, serverOptions }, (info) =>
      resolve({ port: info.port, stopped }),
    ) as Server;
    const stopped = new Promise<void>((ended) => server.on('close', ended));
    server.on('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)));
    const stop = () => {
      onStop();
      server.close();
      // `close` lets a connection that is kept alive send one more request, and waits for it for ever.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS);
      const deadline = setTimeout(() => server.closeAllConnections(), stopMs);
      server.on('close', () => {
        clearInterval(idle);
        clearTimeout(deadline);
      });
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    server.on('close', () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    });
  });

const refusal = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  switch (error.code) {
    case 'EADDRINUSE':
      return new InputError([{ code: 'server.port', path: 'port', received: String(port) }]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new InputError([{ code: 'server.host', path: 'host', received: host }]);
    default:
      return error;
  }
};
