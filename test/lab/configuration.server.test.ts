import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '@sekisho/infra';
import { expect, it } from 'vitest';
import { writeSwitchFolder } from './switch-folder.ts';

const run = promisify(execFile);
const settings = { sipPort: 5060, rpcPort: 5062, carrier: '192.0.2.10:5060' };

it.each([
  ['as it ships', settings],
  ['with a list in Redis', { ...settings, redisPort: 6379 }],
])('Kamailio takes the configuration %s', async (_, given) => {
  const kamailio = await findProgram('kamailio', () => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-configuration-'));
  try {
    const { stderr } = await run(kamailio, ['-c', '-f', writeSwitchFolder(folder, given)]);
    expect(stderr).toContain('config file ok');
    expect(stderr).not.toMatch(/WARNING|ERROR|CRITICAL/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
