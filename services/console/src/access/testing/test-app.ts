import type { Log } from '@sekisho/runtime';
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { AccessEnv } from '../caller.ts';
import type { Access } from '../create-access.ts';
import type { PageLayout } from '../parts.ts';

export const page: PageLayout = (title, body, language) =>
  html`<!doctype html><html lang="${language}"><title>${title}</title><main>${body}</main></html>`;

/** An app with a page, two things that take a fresh sign-in, and an API. */
export function testApp(access: Access): Hono<AccessEnv> {
  const app = new Hono<AccessEnv>();
  const inService = (c: { req: { query(name: string): string | undefined } }) =>
    c.req.query('service');
  const whoami = (c: { get(key: 'caller'): { subject: string; name: string } | undefined }) =>
    `${c.get('caller')!.subject} ${c.get('caller')!.name}`;
  app.use(access.guard);
  app.route('/', access.routes);
  for (const root of ['', '/api/v1']) {
    app.get(`${root}/`, access.requires('alerts.read', inService), (c) => c.text(whoami(c)));
    app.get(`${root}/subscribers/:id`, access.requires('settings.manage'), (c) => c.text('shown'));
    app.post(`${root}/release`, access.requires('restrictions.release', inService), (c) =>
      c.text('released'),
    );
    for (const [path, permission] of [
      ['approve', 'requests.approve'],
      ['reveal', 'numbers.reveal'],
    ] as const) {
      const may = access.requires(permission, inService);
      app.post(`${root}/${path}`, may, access.fresh(), (c) => c.text('done'));
    }
  }
  app.get('/events', access.requires('alerts.read'), async (c) =>
    c.json(await access.isStillSignedIn(c)),
  );
  return app;
}

/** A log whose lines can be looked at. */
export function testLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (...told: unknown[]) => void lines.push(JSON.stringify(told));
  const log = { info: write, warn: write, error: write };
  return { log: log as unknown as Log, lines };
}
