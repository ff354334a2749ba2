import { expect, it } from 'vitest';
import { serveConsole } from './serve-console.ts';
import { ask, consoleFixture } from './testing/console-fixture.ts';

const fixture = consoleFixture();

it.each(['0.0.0.0', '192.0.2.1', '::'])('answers nobody on %s', async (host) => {
  await expect(serveConsole(fixture.open(), { host, port: 0 })).rejects.toMatchObject({
    code: 'not-loopback',
  });
});

it('answers on loopback until it is stopped, with streams open', async () => {
  const opened = fixture.open();
  const server = await serveConsole(opened, { port: 0 });
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  const events = await fetch(`${server.url}/events`);
  expect(events.headers.get('content-type')).toContain('text/event-stream');
  await server.stop();
  await expect(fetch(server.url)).rejects.toThrow();
  expect((await ask(opened, '/assets/console.css')).status).toBe(200);
});
