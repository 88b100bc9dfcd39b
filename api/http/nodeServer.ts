import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { InputError } from '../../engine/domain/issue.ts';

/**
 * Serves on the loopback interface only: there is no sign-in yet, so nobody else may reach the data. Stops on SIGINT and
 * SIGTERM once the requests at work are answered. @throws InputError `server.port`.
 */
export const serveNode = (app: Hono, port: number): Promise<{ readonly port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
      resolve({ port: info.port }),
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new InputError([{ code: 'server.port', path: 'port', received: String(port) }])
          : error,
      );
    });
    const stop = () => {
      server.close();
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
