import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InfraFolder, openFolder } from './infra-folder.ts';
import { NotedProcess } from './noted-process.ts';
import { identify, isRunning } from './process-identity.ts';

describe('NotedProcess', () => {
  let folder: InfraFolder;
  let child: ChildProcess & { pid: number };

  beforeEach(async () => {
    folder = openFolder(mkdtempSync(join(tmpdir(), 'sekisho-infra-')));
    const started = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(started, 'spawn');
    child = started as typeof child;
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder.path, { recursive: true, force: true });
  });

  it('knows its process, ends it and forgets it', async () => {
    const noted = new NotedProcess(folder, 'redis');
    expect(noted.note(child.pid)).toBe(true);
    expect(new NotedProcess(folder, 'redis').pid).toBe(child.pid);
    await noted.kill('SIGSTOP');
    expect(noted.pid).toBe(child.pid);
    await noted.stop();
    expect(child.signalCode ?? (await once(child, 'exit'))[1]).toBe('SIGTERM');
    expect(noted.pid).toBeUndefined();
    expect(existsSync(folder.in('pids', 'redis.json'))).toBe(false);
    await noted.stop();
  });

  it('leaves alone another process that has the same id', async () => {
    const other = JSON.stringify({ pid: child.pid, startTime: '1' });
    writeFileSync(folder.in('pids', 'redis.json'), other);
    const noted = new NotedProcess(folder, 'redis');
    expect(noted.pid).toBeUndefined();
    await noted.kill('SIGKILL');
    await noted.stop();
    expect(identify(child.pid)?.pid).toBe(child.pid);
  });

  it('takes the remains of a process for none', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const zombie = Number(String((await once(parent.stdout, 'data'))[0]));
    await expect.poll(() => identify(zombie)).toBeUndefined();
    expect(existsSync(`/proc/${zombie}`)).toBe(true);
    parent.kill('SIGKILL');
    expect(isRunning({ pid: 999_999_999, startTime: '1' })).toBe(false);
  });
});
