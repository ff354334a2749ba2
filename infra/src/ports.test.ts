import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openFolder } from './infra-folder.ts';
import { PORT_NAMES, settlePorts } from './ports.ts';

const folder = openFolder(mkdtempSync(join(tmpdir(), 'sekisho-infra-')));
afterAll(() => rmSync(folder.path, { recursive: true, force: true }));

it('keeps its ports, but for one that something else has taken', async () => {
  const first = await settlePorts(folder, () => false);
  expect(new Set(Object.values(first)).size).toBe(PORT_NAMES.length);
  expect(await settlePorts(folder, () => false)).toEqual(first);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(first.redis, '127.0.0.1', resolve));
  expect(await settlePorts(folder, (name) => name === 'redis')).toEqual(first);
  const second = await settlePorts(folder, () => false);
  other.close();
  expect(second.redis).not.toBe(first.redis);
  expect({ ...second, redis: first.redis }).toEqual(first);
});
