import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createSocketFactory } from './socket-factory.ts';

test('a socket that is over gets no listeners, however often it is left', async () => {
  const connect = { host: '127.0.0.1', port: 1, onConnect: () => undefined };
  const socket = createSocketFactory()({ ...connect, ssl: undefined as never });
  await once(socket, 'error');
  const before = socket.listenerCount('connect');
  for (let times = 0; times < 20; times++) expect(socket.unref()).toBe(socket);
  expect(socket.listenerCount('connect')).toBe(before);
});
