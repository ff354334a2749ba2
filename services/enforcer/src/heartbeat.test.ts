import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createLog, HealthChecks, Lifetime } from '@sekisho/runtime';
import { expect, it } from 'vitest';
import { startHeartbeat } from './heartbeat.ts';
import { eventually } from './testing/eventually.ts';

const at = Date.UTC(2026, 3, 1, 9);

it('tells outside that it runs and how it does, and shows when nobody hears it', async () => {
  const heard: unknown[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    heard.push(await json(request));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const health = new HealthChecks('enforcer');
  let trouble: string | undefined;
  health.add('target', () => trouble);
  const problem = () => health.report().problems['heartbeat'];
  const lifetime = new Lifetime(createLog('test'));
  const target = { url: `http://127.0.0.1:${port}/beat`, everyMs: 10 };
  startHeartbeat({ target, health, log: createLog('test'), lifetime, now: () => at });
  const told = { service: 'enforcer', at: '2026-04-01T09:00:00.000Z' };
  await eventually(() => expect(heard.length).toBeGreaterThan(1));
  expect(heard[0]).toEqual({ ...told, healthy: true, problems: [] });

  trouble = 'secret words';
  status = 500;
  await eventually(() => expect(problem()).toBe('the receiver answers 500'));
  const bad = { ...told, healthy: false, problems: ['target'] };
  await eventually(() => expect(heard.at(-1)).toEqual(bad));

  status = 200;
  await eventually(() => expect(problem()).toBeUndefined());
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await eventually(() => expect(problem()).toContain('cannot be reached'));
  await lifetime.stop(1000);
});
