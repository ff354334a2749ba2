import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { ConsoleEnv } from './web/env.ts';

const require = createRequire(import.meta.url);
const own = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url));
// In one script: htmx begins in a task of its own, and an extension that comes in a later script
// may find it begun.
const HTMX = require.resolve('htmx.org/dist/htmx.min.js');
const HTMX_SSE = require.resolve('htmx.org/dist/ext/hx-sse.min.js');

const SCRIPT = 'text/javascript; charset=utf-8';

/** Read once: what a page needs besides itself. */
const ASSETS: Readonly<Record<string, { type: string; content: Buffer }>> = {
  'console.css': { type: 'text/css; charset=utf-8', content: own('console.css') },
  'console.js': { type: SCRIPT, content: own('console.js') },
  'icon.svg': { type: 'image/svg+xml', content: own('icon.svg') },
  'htmx.js': {
    type: SCRIPT,
    content: Buffer.concat([readFileSync(HTMX), Buffer.from('\n;'), readFileSync(HTMX_SSE)]),
  },
};

export function assetRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.use(etag());
  app.get('/:name', (c) => {
    const asset = ASSETS[c.req.param('name')];
    if (asset === undefined) return c.notFound();
    const headers = { 'content-type': asset.type, 'cache-control': 'no-cache' };
    return c.body(new Uint8Array(asset.content), 200, headers);
  });
  return app;
}
