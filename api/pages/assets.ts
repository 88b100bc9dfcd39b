import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Hono } from 'hono';

const FOLDER = join(import.meta.dirname, 'assets');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The pages' style, scripts and drawings, read once: each is a file of this server, so that the policy refuses all else. */
const ASSETS = new Map(
  readdirSync(FOLDER).flatMap((name) => {
    const type = TYPES[extname(name)];
    if (type === undefined) return [];
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
    return [[name, { text, type, etag }] as const];
  }),
);

export const addAssets = (app: Hono): void => {
  app.get('/actifs/:file', (context) => {
    const asset = ASSETS.get(context.req.param('file'));
    if (asset === undefined) return context.notFound();
    // They hold nothing of anybody: a browser may keep them, and asks whether they changed.
    context.header('cache-control', 'public, no-cache');
    context.header('etag', asset.etag);
    if (context.req.header('if-none-match') === asset.etag) return context.body(null, 304);
    return context.body(asset.text, 200, { 'content-type': asset.type });
  });
};
